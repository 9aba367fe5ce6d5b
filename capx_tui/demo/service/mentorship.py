"""Mentorship: partners, their programmes, their forms, and answers that only the partner can read."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from capx_tui.demo.service.core import moments
from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.endpoint import Endpoint, Handler, Permission
from capx_tui.demo.service.core.fields import Field, Json, ReadOnly, ReadOnlyBoolean, ReadOnlyMoment, Text, key, missing
from capx_tui.demo.service.core.refusal import invalid, server_error
from capx_tui.demo.service.core.relations import Computed, Many
from capx_tui.demo.service.core.resource import Resource, clean_fields
from capx_tui.demo.service.core.selection import Loose
from capx_tui.demo.service.encryption import encrypt, fingerprint, is_envelope

ROLES = ("mentor", "mentee")

PARTNER = Resource(
    table="partner",
    label="Partner",
    fields=(
        # The service answers the organization's number as the partner's.
        ReadOnly("id", source="partner.organization"),
        ReadOnly(
            "name",
            source=(
                "COALESCE((SELECT name FROM organization_name AS n WHERE n.organization = partner.organization"
                " AND language_code = 'en'), 'Organization ' || partner.organization)"
            ),
        ),
        ReadOnlyBoolean("mentorship"),
        ReadOnlyMoment("created_at"),
        ReadOnlyMoment("updated_at"),
    ),
    order="id DESC",
    lookup="organization",
)


def _settings_members(name: str, table: str) -> Many:
    return Many(
        name,
        pairs=f"partner_mentorship_settings_{table}",
        owner="settings",
        member=table,
        table=table,
        read_only=True,
    )


SETTINGS = Resource(
    table="partner_mentorship_settings",
    label="PartnerMentorshipSettings",
    fields=(
        ReadOnly("id"),
        ReadOnly("organization"),
        ReadOnly("description"),
        ReadOnly("registration_open_date"),
        ReadOnly("registration_close_date"),
        ReadOnly("territory"),
        ReadOnly(
            "territory_name",
            source="(SELECT territory_name FROM territory WHERE territory.id = partner_mentorship_settings.territory)",
        ),
        _settings_members("skills", "skill"),
        _settings_members("languages", "language"),
        ReadOnly("mentor_form"),
        ReadOnly("mentee_form"),
        ReadOnlyMoment("created_at"),
        ReadOnlyMoment("updated_at"),
    ),
    order="id DESC",
    lookup="organization",
)


def _newest_key(connection: sqlite3.Connection, organization: int) -> tuple[int, str, str] | None:
    """Return number, PEM and creation of an organization's key."""
    found: tuple[int, str, str] | None = connection.execute(
        "SELECT id, pem, created_at FROM partner_public_key WHERE organization = ? ORDER BY id DESC LIMIT 1",
        (organization,),
    ).fetchone()
    return found


def _key_fields(table: str) -> tuple[Computed, ...]:
    def reader(part: int) -> Computed:
        names = ("public_key_id", "public_key_fingerprint", "public_key_created_at")

        def bulk(connection: sqlite3.Connection, ids: str) -> Mapping[int, object]:
            forms = connection.execute(
                f"SELECT id, organization FROM {table} WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
                (ids,),
            ).fetchall()
            keys = {organization: _newest_key(connection, organization) for _form, organization in forms}
            return {form: _shown_key(keys[organization])[part] for form, organization in forms}

        return Computed(names[part], bulk=bulk, default=lambda: None)

    return tuple(reader(part) for part in range(3))


def _shown_key(found: tuple[int, str, str] | None) -> tuple[int | None, str | None, str | None]:
    """Return what the API tells of a key: never the PEM itself."""
    return (found[0], fingerprint(found[1]), moments.sent(found[2])) if found else (None, None, None)


def _form(role: str) -> Resource:
    table = f"mentorship_form_{role}"
    return Resource(
        table=table,
        label=f"PartnerMentorshipForm{role.capitalize()}",
        fields=(
            ReadOnly("id"),
            ReadOnly("organization"),
            ReadOnly("counter"),
            *_key_fields(table),
            Json("json", read_only=True),
            ReadOnlyMoment("created_at"),
        ),
        order="id DESC",
        filters=(Loose("partner", f"{table}.organization = ?"),),
    )


FORMS = {role: _form(role) for role in ROLES}


@dataclass(frozen=True)
class FormReference(Field):
    """The number of a form of one role."""

    role: str = ""

    def clean(self, value: object, call: Call, /) -> object:
        """Return the number once the form is found."""
        number = key(value)
        found = call.connection.execute(
            "SELECT 1 FROM mentorship_form WHERE role = ? AND id = ?", (self.role, number)
        ).fetchone()
        if found is None:
            raise missing(value)
        return number


def _answer_form(role: str) -> Handler:
    """Return what takes an answer: the mentor's form as JSON text, the mentee's as JSON."""
    data: Field = Text("data") if role == "mentor" else Json("data")

    def answer(call: Call) -> Answer:
        values, errors = clean_fields(call, (FormReference("form", role=role), data), call.body.mapping())
        if errors:
            raise invalid(errors)
        form = values["form"]
        (organization,) = call.connection.execute(
            "SELECT organization FROM mentorship_form WHERE role = ? AND id = ?", (role, form)
        ).fetchone()
        found = _newest_key(call.connection, organization)
        if found is None:
            raise server_error()
        text = _plain(role, str(values["data"]))
        envelope = text if is_envelope(text) else encrypt(text, found[1])
        number, mark, created = _shown_key(found)
        call.connection.execute(
            "INSERT INTO mentorship_form_response (role, form, user, data, encrypted_with_public_key_id,"
            " encrypted_with_public_key_fingerprint, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (role, form, call.me.id, envelope, number, mark, call.now),
        )
        call.connection.execute(
            "UPDATE mentorship_form SET counter = counter + 1 WHERE role = ? AND id = ?", (role, form)
        )
        return Answer(
            201,
            {
                "form": form,
                "data": envelope,
                "public_key_id": number,
                "public_key_fingerprint": mark,
                "public_key_created_at": created,
                "encrypted_with_public_key_id": number,
                "encrypted_with_public_key_fingerprint": mark,
            },
        )

    return answer


def _plain(role: str, stored: str) -> str:
    """Return the text to encrypt: a text as it is, any other JSON value as JSON."""
    if role == "mentee":
        value = json.loads(stored)
        return value if isinstance(value, str) else stored
    return stored


def _listed(path: str, resource: Resource, lookup: str = "id") -> tuple[Endpoint, Endpoint]:
    def one(call: Call) -> object:
        return resource.one(call, resource.find(call, lookup))

    return (
        Endpoint(path, Permission.READ, {"GET": resource.list}),
        Endpoint(f"{path}{{{lookup}}}/", Permission.READ, {"GET": one}),
    )


ENDPOINTS = (
    *_listed("/partners/", PARTNER, "organization_id"),
    *_listed("/partner_mentorship_settings/", SETTINGS, "partner__organization_id"),
    *(endpoint for role in ROLES for endpoint in _listed(f"/mentorship_form_{role}/", FORMS[role])),
    *(
        Endpoint(f"/mentorship_form_{role}_response/", Permission.SIGNED_IN, {"POST": _answer_form(role)})
        for role in ROLES
    ),
)
