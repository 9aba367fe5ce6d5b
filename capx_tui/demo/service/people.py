"""People: the public list, one's own profile, and the profile's fields."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from capx_tui.demo.service.core import moments
from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.endpoint import Endpoint, Permission
from capx_tui.demo.service.core.fields import (
    Boolean,
    Choice,
    Json,
    Number,
    ReadOnly,
    ReadOnlyMoment,
    Reference,
    Text,
    is_email,
    pattern,
)
from capx_tui.demo.service.core.refusal import Invalid, no_match, server_error
from capx_tui.demo.service.core.relations import Computed, Many, pairs, single
from capx_tui.demo.service.core.resource import Resource, clean_fields
from capx_tui.demo.service.core.selection import AnyOf, Contains, Exact, Filter, Loose, OneOf, Selection, Whether
from capx_tui.demo.service.core.spelling import spelled
from capx_tui.demo.service.profile_rules import refuse_conflicts

__all__ = ["ENDPOINTS", "PROFILE", "SKILL_LISTS"]

SKILL_LISTS = ("known", "available", "wanted")

LEVELS = ("0", "1", "2", "3", "4", "5", "n")

ACTIVE = "profile.id NOT IN (SELECT id FROM user WHERE is_active = 0)"

WIKIDATA_ITEM = pattern(r"^Q[1-9]\d*$", "Invalid Wikidata Qid format. The format should be Q12345")


def _users(connection: sqlite3.Connection, ids: str) -> Mapping[int, object]:
    return {
        row[0]: {
            "id": row[0],
            "username": row[1],
            "email": row[2],
            "is_staff": bool(row[3]),
            "is_active": bool(row[4]),
            "date_joined": moments.sent(row[5]),
        }
        for row in connection.execute(
            "SELECT id, username, email, is_staff, is_active, date_joined FROM user"
            " WHERE id IN (SELECT value FROM json_each(:ids))",
            {"ids": ids},
        )
    }


def _languages(connection: sqlite3.Connection, ids: str) -> Mapping[int, object]:
    spoken: dict[int, list[dict[str, object]]] = {}
    for profile, language, level in connection.execute(
        "SELECT profile, language, proficiency FROM language_proficiency"
        " WHERE profile IN (SELECT value FROM json_each(:ids)) ORDER BY id",
        {"ids": ids},
    ):
        level_sent = int(level) if level.isdigit() else level
        spoken.setdefault(profile, []).append({"id": language, "proficiency": level_sent})
    return spoken


def _last_logins(connection: sqlite3.Connection, ids: str) -> Mapping[int, object]:
    newest = single(
        "SELECT user, MAX(created) FROM token WHERE user IN (SELECT value FROM json_each(:ids)) GROUP BY user"
    )
    return {user: moments.sent(str(created)) for user, created in newest(connection, ids).items()}


@dataclass(frozen=True)
class UserField(Computed):
    """The account inside a profile: required on a write, of which only the mail address is taken."""

    read_only: bool = field(default=False, kw_only=True)
    required: bool = field(default=True, kw_only=True)

    nested = True

    def clean(self, value: object, call: Call, /) -> object:
        """Return what may be written of the account."""
        if not isinstance(value, Mapping):
            kind = type(value).__name__
            raise Invalid(nested={"non_field_errors": [f"Invalid data. Expected a dictionary, but got {kind}."]})
        email = Text("email", required=False, null=True, blank=True, max_length=255, formats=[is_email])
        values, errors = clean_fields(call, [email], value)
        if errors:
            raise Invalid(nested=errors)
        return values


@dataclass(frozen=True)
class LanguageField(Computed):
    """Languages with a level each; required on a write, which replaces the whole set."""

    read_only: bool = field(default=False, kw_only=True)
    required: bool = field(default=True, kw_only=True)

    nested = True

    def clean(self, value: object, call: Call, /) -> object:
        """Return levels by language; of a language that comes twice the last level counts."""
        if isinstance(value, str) or not isinstance(value, Sequence):
            text = f'Expected a list of items but got type "{type(value).__name__}".'
            raise Invalid(nested={"non_field_errors": [text]})
        fields = [Number("id"), Choice("proficiency", required=False, choices=LEVELS, blank=True)]
        spoken: dict[object, object] = {}
        messages: list[object] = []
        for item in value:
            if not isinstance(item, Mapping):
                text = f"Invalid data. Expected a dictionary, but got {type(item).__name__}."
                messages.append({"non_field_errors": [text]})
                continue
            values, errors = clean_fields(call, fields, item)
            messages.append(errors)
            spoken[values.get("id")] = values.get("proficiency")
        if any(messages):
            raise Invalid(nested=messages)
        return spoken


def _known_at_wikimedia(name: str, call: Call) -> str | None:
    written = spelled(name)
    if call.connection.execute("SELECT 1 FROM meta_user WHERE name = ?", (written,)).fetchone() is None:
        return "This Wikimedia username does not exist."
    taken = call.connection.execute("SELECT 1 FROM user WHERE username = ?", (written,)).fetchone()
    return "This username already belongs to a CapX user." if taken else None


def _skills(name: str) -> Many:
    return Many(f"skills_{name}", pairs="profile_skill", owner="profile", member="skill", table="skill", list=name)


_FIELDS = (
    UserField("user", bulk=_users),
    Computed(
        "is_manager",
        bulk=pairs(
            "SELECT profile, organization FROM organization_manager"
            " WHERE profile IN (SELECT value FROM json_each(:ids)) ORDER BY profile, organization"
        ),
    ),
    Computed("last_login", bulk=_last_logins, default=lambda: None),
    Computed(
        "badges",
        bulk=pairs(
            "SELECT user, badge FROM user_badge WHERE user IN (SELECT value FROM json_each(:ids))"
            " AND is_displayed AND progress = 100 ORDER BY id"
        ),
    ),
    LanguageField("language", bulk=_languages),
    Text("display_name", required=False, blank=True, max_length=387),
    Choice(
        "pronoun",
        required=False,
        blank=True,
        choices=("he-him", "she-her", "they-them", "not-specified", "other"),
    ),
    Text("about", required=False, blank=True, max_length=2000),
    Text("wikidata_qid", required=False, blank=True, max_length=10, checks=[WIKIDATA_ITEM]),
    Text("wiki_alt", required=False, blank=True, max_length=128, checks=[_known_at_wikimedia]),
    Text("team", required=False, blank=True, max_length=128),
    Json("contact", required=False, null=True),
    Json("social", required=False, null=True),
    ReadOnlyMoment("last_update"),
    Boolean("automated_lets_connect", required=False, null=True),
    Reference("avatar", required=False, null=True, table="avatar"),
    Reference("about_language", required=False, null=True, table="language"),
    Many("territory", pairs="profile_territory", owner="profile", member="territory", table="territory"),
    Many("affiliation", pairs="profile_affiliation", owner="profile", member="organization", table="organization"),
    Many(
        "wikimedia_project",
        pairs="profile_wikimedia_project",
        owner="profile",
        member="wikimedia_project",
        table="wikimedia_project",
    ),
    *(_skills(name) for name in SKILL_LISTS),
)


@dataclass(frozen=True)
class InTerritory(Loose):
    """One territory or its direct children. A person in two of them comes twice, and is counted twice."""

    condition: str = ""

    def apply(self, selection: Selection, values: Sequence[str], _call: Call, /) -> list[str] | None:
        """Join the territories, as the service does: this is where its duplicates come from."""
        number = self.number(values)
        if number is not None:
            selection.join("JOIN profile_territory ON profile_territory.profile = profile.id")
            selection.where(
                "profile_territory.territory = ? OR profile_territory.territory IN"
                " (SELECT territory FROM territory_parent WHERE parent = ?)",
                number,
                number,
            )
        return None


def _in_pairs(table: str, member: str, extra: str = "") -> str:
    return f"profile.id IN (SELECT profile FROM {table} WHERE {extra}{member} IN ({{}}))"  # noqa: S608


def _has(name: str) -> str:
    return f"EXISTS (SELECT 1 FROM profile_skill WHERE profile = profile.id AND list = '{name}')"  # noqa: S608


_FILTERS: tuple[Filter, ...] = (
    Contains(
        "name",
        "instr(casefold((SELECT username FROM user WHERE user.id = profile.id)), ?)"
        " OR instr(casefold(profile.wiki_alt), ?)",
        2,
    ),
    Exact("about", "profile.about"),
    Exact("user__username", "(SELECT username FROM user WHERE user.id = profile.id)"),
    InTerritory("territory"),
    OneOf(
        "languageproficiency__language",
        "profile.id IN (SELECT profile FROM language_proficiency WHERE language = ?)",
        "language",
    ),
    AnyOf("affiliation", _in_pairs("profile_affiliation", "organization"), "organization"),
    AnyOf("wikimedia_project", _in_pairs("profile_wikimedia_project", "wikimedia_project"), "wikimedia_project"),
    *(
        AnyOf(f"skills_{name}", _in_pairs("profile_skill", "skill", f"list = '{name}' AND "), "skill")
        for name in SKILL_LISTS
    ),
    *(Whether(f"has_skills_{name}", _has(name)) for name in SKILL_LISTS),
    Whether("has_any_skills", "EXISTS (SELECT 1 FROM profile_skill WHERE profile_skill.profile = profile.id)"),
)

PROFILE = Resource(
    table="profile",
    label="Profile",
    fields=(ReadOnly("id"), *_FIELDS),
    visible=ACTIVE,
    filters=_FILTERS,
    orderings={"last_update": "profile.last_update"},
)

OWN_PROFILE = Resource(table="profile", label="Profile", fields=PROFILE.fields, visible="profile.id IS :me", filters=())


def update_profile(call: Call) -> object:
    """PUT /profile/{id}/: only one's own; `user` and `language` are required, the rest is kept where left out."""
    row = OWN_PROFILE.find(call)
    data = call.body.data()
    if not isinstance(data, Mapping):
        raise server_error()  # the service looks into the body before it checks what it is
    refuse_conflicts(call, row, data)
    values = OWN_PROFILE.clean(call, row=row)
    account = values.pop("user")
    spoken = values.pop("language")
    assert isinstance(account, Mapping)
    assert isinstance(spoken, Mapping)
    if any(level is None for level in spoken.values()):
        raise server_error()
    for language in spoken:
        if call.connection.execute("SELECT 1 FROM language WHERE id = ?", (language,)).fetchone() is None:
            raise no_match("Language")
    OWN_PROFILE.update(call, row, {**values, "last_update": call.now})
    if "email" in account:
        call.connection.execute("UPDATE user SET email = ? WHERE id = ?", (account["email"], row))
    _replace_languages(call, row, spoken)
    return OWN_PROFILE.one(call, row)


def _replace_languages(call: Call, profile: int, spoken: Mapping[object, object]) -> None:
    """Write the whole set; languages that stay keep their place in the order."""
    call.connection.execute(
        "DELETE FROM language_proficiency WHERE profile = ? AND language NOT IN (SELECT value FROM json_each(?))",
        (profile, json.dumps(list(spoken))),
    )
    call.connection.executemany(
        "INSERT INTO language_proficiency (profile, language, proficiency) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (profile, language) DO UPDATE SET proficiency = ?3",
        [(profile, language, level) for language, level in spoken.items()],
    )


def delete_profile(call: Call) -> Answer:
    """DELETE /profile/{id}/: the profile, its user and the tokens."""
    row = OWN_PROFILE.find(call)
    call.connection.execute("DELETE FROM user WHERE id = ?", (row,))
    return Answer(204)


ENDPOINTS = (
    Endpoint("/users/", Permission.READ, {"GET": PROFILE.list}),
    Endpoint("/users/{id}/", Permission.READ, {"GET": PROFILE.retrieve}),
    Endpoint("/profile/", Permission.SIGNED_IN, {"GET": OWN_PROFILE.list}),
    Endpoint(
        "/profile/{id}/",
        Permission.SIGNED_IN,
        {"GET": OWN_PROFILE.retrieve, "PUT": update_profile, "DELETE": delete_profile},
    ),
)
