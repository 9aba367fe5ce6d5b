"""A small world made out of the recorded answers, so that each recorded request finds what it asked for.

Rows that a recording shows are written as it shows them; others are filled in plainly. `Everybody` in it:

* 1 Kwamewiki0, manager of organizations 3, 6, 9 and 12, is who asked in the recordings;
* 61 and 67 manage organizations 1 and 2; 90 is staff; 91 is locked; 92 was never heard of at Meta;
* 700 to 709 have accounts at Meta and live in territory 4 and in its child 20 both, so that they come twice.
"""

from __future__ import annotations

import copy
import json
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from capx_tui.demo.embedded import finish_world
from capx_tui.demo.service.core.tokens import digest

CONTRACT = Path(__file__).parent.parent / "contract"
SCHEMA = Path(__file__).parent.parent.parent / "capx_tui" / "demo" / "schema.sql"

FOREVER = "2099-01-01T00:00:00.000000Z"
LONG_AGO = "2020-01-01T00:00:00.000000Z"

#: Tokens by name of who holds them.
TOKENS = {name: f"{name}-token" for name in ("manager", "other", "staff", "locked", "expired", "unheard")}
_HOLDERS = {"manager": 1, "other": 61, "staff": 90, "locked": 91, "expired": 67, "unheard": 92}

NO_MANAGER = 12 + 1
FILLERS = range(700, 710)


@cache
def samples() -> dict[str, dict[str, Any]]:
    """Every recording by its name."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((CONTRACT / "samples").glob("*.json"))}


def recorded(name: str) -> Any:
    """The JSON of one recorded answer, to do with as one likes."""
    return copy.deepcopy(samples()[name]["response"]["json"])


def stored(moment: str | None) -> str | None:
    """A moment of the wire as the database keeps it."""
    return moment if moment is None or "." in moment else f"{moment[:-1]}.000000Z"


class Filling:
    """Writes rows into a database made from the schema."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def add(self, table: str, **values: object) -> None:
        """Write one row."""
        marks = ", ".join("?" * len(values))
        columns = ", ".join(values)
        self.connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(values.values()))

    def pairs(self, table: str, owner: str, number: int, member: str, members: list[int], **more: object) -> None:
        """Write one row of a relation per member."""
        for value in members:
            self.add(table, **{owner: number, member: value}, **more)


def build(path: Path) -> Path:
    """Write the world into a new file."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(SCHEMA.read_text("utf-8"))
        filling = Filling(connection)
        _words(filling)
        _people(filling)
        _organizations(filling)
        _doings(filling)
        _mentorship(filling)
        _wikimedia(filling)
        filling.add("world", key="me", value="1")
        filling.add("world", key="metabase_oauth", value="not configured")
        finish_world(connection, {"seed": "0", "people": "0", "schema": "0"})
        connection.commit()
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
    return path


def _words(filling: Filling) -> None:
    codes = ["pt-br", "pt", "en", "es", "fr", "de", "ja", "tr", "ar", "sw", "id", "pl", "it", "zh-hant"]
    names = recorded("list-language")
    for number, code in enumerate(codes, 1):
        filling.add("language", id=number, code=code, name=names.get(str(number), code), autonym=f"({code})")
    for territory in recorded("territory-page")["results"]:
        parents = territory.pop("parent_territory")
        filling.add("territory", **territory)
        filling.pairs("territory_parent", "territory", territory["id"], "parent", parents)
    known = {row[0] for row in filling.connection.execute("SELECT id FROM territory")}
    for number in range(1, 37):
        if number not in known:
            filling.add("territory", id=number, territory_name=f"Territory {number}", territory_acronym=f"t{number}")
            filling.add("territory_parent", territory=number, parent=4 if number == 20 else 6)
    for number, name in recorded("list-wikimedia_project").items():
        filling.add("wikimedia_project", id=int(number), wikimedia_project_name=name, wikimedia_project_code="x")
    for number in (13, 14, 15):
        filling.add("wikimedia_project", id=number, wikimedia_project_name=f"P{number}", wikimedia_project_code="x")
    for number in range(1, 22):
        filling.add("avatar", id=number, avatar_url=f"https://commons.wikimedia.org/wiki/File:A{number}.svg")
    for badge in recorded("badges")["results"]:
        filling.add("badge", **badge)
    parents = {row["id"]: row["skill_type"] for row in recorded("skill-page")["results"]}
    roots = [10, 36, 50, 56, 65, 74, 106]
    for number in range(10, 144):
        parent = parents.get(number, None if number in roots else max(root for root in roots if root < number))
        filling.add(
            "skill",
            id=number,
            skill_wikidata_item=f"Q{1_000_000 + number}",
            skill_type=parent,
            creation_date=LONG_AGO if number < 140 else "2026-11-20T00:00:00.000000Z",
        )
    filling.add("hashtag", id=1, name="glam")
    filling.add("hashtag_skill", hashtag=1, skill=36)


def _people(filling: Filling) -> None:
    profiles: dict[int, dict[str, Any]] = {}
    for name in ("users-page", "users-has-any", "users-name", "users-territory-region", "profile-own"):
        profiles |= {row["id"]: row for row in recorded(name)["results"]}
    profiles |= {row["id"]: row for row in recorded("users-unsorted-filter-language")["results"]}
    for profile in profiles.values():
        _person(filling, profile)
    for row in recorded("tags-skill-available"):
        if row["id"] not in profiles:
            _plain_person(filling, row["id"], row["username"], avatar=row["avatar"])
            filling.pairs("profile_skill", "profile", row["id"], "skill", [36], list="available")
            filling.pairs("profile_skill", "profile", row["id"], "skill", [36], list="known")
    for number, name in recorded("list-users").items():
        if int(number) not in profiles:
            _plain_person(filling, int(number), name)
    for number, name in ((61, "Wikimedian Ayşe"), (67, "Old Token"), (90, "Staff"), (91, "Locked"), (92, "Unheard")):
        _plain_person(filling, number, name)
    filling.connection.execute("UPDATE user SET is_staff = 1 WHERE id = 90")
    filling.connection.execute("UPDATE user SET is_active = 0 WHERE id = 91")
    for number in FILLERS:
        _plain_person(filling, number, f"Filler WMB {number}", avatar=3)
        filling.pairs("profile_territory", "profile", number, "territory", [4, 20])
        filling.pairs("profile_skill", "profile", number, "skill", [24], list="wanted")
        filling.add("language_proficiency", profile=number, language=3, proficiency="0")
    for holder, number in _HOLDERS.items():
        expiry = LONG_AGO if holder == "expired" else FOREVER
        filling.add("token", digest=digest(TOKENS[holder]), user=number, created=LONG_AGO, expiry=expiry)
    filling.connection.execute("UPDATE token SET created = ? WHERE user = 1", (stored(profiles[1]["last_login"]),))


_PROFILE_COLUMNS = (
    "display_name",
    "pronoun",
    "about",
    "about_language",
    "wikidata_qid",
    "wiki_alt",
    "team",
    "automated_lets_connect",
    "avatar",
)


def _person(filling: Filling, profile: dict[str, Any]) -> None:
    number = profile["id"]
    filling.add("user", **{**profile["user"], "date_joined": stored(profile["user"]["date_joined"])})
    if profile["last_login"]:
        filling.add("token", digest=f"of {number}", user=number, created=profile["last_login"], expiry=FOREVER)
    filling.add(
        "profile",
        id=number,
        last_update=stored(profile["last_update"]),
        **{name: profile[name] for name in _PROFILE_COLUMNS},
    )
    for language in profile["language"]:
        filling.add(
            "language_proficiency",
            profile=number,
            language=language["id"],
            proficiency=str(language["proficiency"]),
        )
    for name in ("known", "available", "wanted"):
        filling.pairs("profile_skill", "profile", number, "skill", profile[f"skills_{name}"], list=name)
    filling.pairs("profile_territory", "profile", number, "territory", profile["territory"])
    filling.pairs("profile_affiliation", "profile", number, "organization", profile["affiliation"])
    filling.pairs("profile_wikimedia_project", "profile", number, "wikimedia_project", profile["wikimedia_project"])
    if number != 1:
        for badge in profile["badges"]:
            filling.add("user_badge", id=100 + 10 * number + badge, user=number, badge=badge, progress=100)


def _plain_person(filling: Filling, number: int, name: str, *, avatar: int | None = None) -> None:
    filling.add("user", id=number, username=name, date_joined=LONG_AGO)
    filling.add("profile", id=number, last_update=LONG_AGO, avatar=avatar)


def _organizations(filling: Filling) -> None:
    for kind in recorded("organization-type")["results"]:
        filling.add("organization_type", **kind)
    rows = {row["id"]: row for row in recorded("organizations-page")["results"]}
    rows[3] = samples()["organization-put-bad-url"]["request"]["json"]
    managers = {1: [61], 2: [67]}
    affiliations = {number for (number,) in filling.connection.execute("SELECT organization FROM profile_affiliation")}
    for number in sorted({*range(1, NO_MANAGER + 1), *affiliations}):
        row = rows.get(number, {})
        filling.add(
            "organization",
            id=number,
            acronym=row.get("acronym", f"O{number}"),
            type=row.get("type", 1),
            update_date=stored(row.get("update_date")) or LONG_AGO,
            creation_date=LONG_AGO,
        )
        names = recorded("list-affiliation")
        filling.add(
            "organization_name",
            id=number,
            organization=number,
            language_code="en",
            name=names.get(str(number), f"Affiliate {number}"),
        )
        if row:
            name = row["names"][1]["name"]
            filling.add("organization_name", id=186 + number, organization=number, language_code="pt-br", name=name)
        mine = [1] if number in (3, 6, 9, 12) else []
        others = [61] if number < NO_MANAGER and not mine else []
        filling.pairs("organization_manager", "organization", number, "profile", managers.get(number, mine or others))
        filling.pairs("organization_territory", "organization", number, "territory", row.get("territory", []))
        for name in ("known", "available", "wanted"):
            skills = row.get(f"{name}_capacities", [36])
            filling.pairs("organization_skill", "organization", number, "skill", skills, list=name)
    _belongings(filling)


def _belongings(filling: Filling) -> None:
    codes = ["AM", "AR", "AT", "AU", "BD", "BE", "CA", "CH", "CL", "CO", "CZ", "DE"]
    for number, code in enumerate(codes, 1):
        filling.add("tag_diff", id=number, tag=f"tag-{code}")
        filling.add("document", id=number, url=f"https://commons.wikimedia.org/wiki/File:Report_{code}.pdf")
        filling.add("organization_tag_diff", organization=number, tag_diff=number)
        filling.add("organization_document", organization=number, document=number)
        filling.add(
            "project",
            id=number,
            display_name=f"Project {code}",
            url="https://meta.wikimedia.org/wiki/P",
            creation_date=LONG_AGO,
            creator=1,
        )
        filling.add("project_member", id=number, project=number, organization=number, accepted=1)
        filling.add("project_member_acceptance", id=number, project_member=number, accepted=1, date=LONG_AGO)
    events = {row["id"]: row for row in recorded("events")["results"]}
    events |= {row["id"]: row for row in recorded("recommendation")["events"]}
    for number in range(1, 25):
        row = events.get(number)
        begin = stored(row["time_begin"]) if row else FOREVER
        filling.add(
            "event",
            id=number,
            name=row["name"] if row else f"Event {number}",
            type_of_location="hybrid",
            url=row["url"] if row else "",
            time_begin=begin,
            created_at=row["created_at"] if row else LONG_AGO,
            updated_at=row["updated_at"] if row else LONG_AGO,
            creator=1,
            organization=(number + 1) // 2,
        )
        filling.pairs("event_skill", "event", number, "skill", row["related_skills"] if row else [])


def _doings(filling: Filling) -> None:
    for row in recorded("messages")["results"]:
        filling.add("message", **{**row, "date": stored(row["date"])}, sender=1)
    for row in recorded("bugs")["results"]:
        filling.add("bug", **{**row, "author": 1})
    for row in recorded("user-badge")["results"]:
        filling.add("user_badge", user=1, **row)


def _mentorship(filling: Filling) -> None:
    for row in reversed(recorded("partners")["results"]):
        filling.add(
            "partner",
            organization=row["id"],
            mentorship=row["mentorship"],
            created_at=row["created_at"],
            updated_at=row["updated_at"],
        )
    for row in reversed(recorded("partner-mentorship-settings")["results"]):
        skills, languages = row.pop("skills"), row.pop("languages")
        row.pop("territory_name")
        filling.add("partner_mentorship_settings", **row)
        filling.pairs("partner_mentorship_settings_skill", "settings", row["id"], "skill", skills)
        filling.pairs("partner_mentorship_settings_language", "settings", row["id"], "language", languages)
        for role in ("mentor", "mentee"):
            form = recorded(f"mentorship-form-{role}")["results"][0]
            filling.add(
                "mentorship_form",
                role=role,
                id=row["id"],
                organization=row["organization"],
                json=json.dumps(form["json"]),
                created_at=form["created_at"],
            )


def _wikimedia(filling: Filling) -> None:
    heard = filling.connection.execute("SELECT id, username FROM user WHERE id NOT IN (92)").fetchall()
    for number, name in heard:
        filling.add("meta_user", name=name, userid=10_000 + number, emailable=int(number != 2))
    filling.add("meta_user", name="Second Account", userid=1, emailable=1)
    filling.add("meta_merged_account", name="Kwamewiki0", wiki="enwiki", registration="2010-05-06T07:08:09Z")
    filling.add("meta_merged_account", name="Kwamewiki0", wiki="metawiki", registration="2011-01-01T00:00:00Z")
    for skill in (10, 36):
        filling.add("metabase_item", qid=f"Q{1_000_000 + skill}", metabase_item=f"Q{skill}", skill=skill)
    for source, qid, lang, label, description in (
        ("metabase", "Q1000010", "en", "Organizational skills", "Running an organization"),
        ("metabase", "Q1000010", "pt-br", "Habilidades organizacionais", None),
        ("metabase", "Q1000036", "en", "Communication", "Talking to each other"),
        ("metabase", "Q1000036", "fr", "Communication", "Se parler"),
        ("wikidata", "Q1000037", "en", "administrative communication", "in offices"),
        ("wikidata", "Q1000037", "pt", "comunicação administrativa", None),
    ):
        filling.add("wiki_term", source=source, qid=qid, lang=lang, label=label, description=description)
    filling.add("wikidata_person", qid="Q777", username="Rámon1", image="Rámon portrait.jpg")
    filling.add("wikidata_person", qid="Q778", username='Quo"te\\', image=None)
    filling.add("meta_page", title="Event:AM", wikidata_qid="Q555", extract="Lead.", wikitext="''Lead.''", html="<i>")
    filling.add(
        "commons_file",
        title="File:Report AM.pdf",
        url="https://upload.wikimedia.org/wikipedia/commons/1/11/Report_AM.pdf",
        mime="application/pdf",
        size=1234,
        width=600,
        height=800,
    )
    filling.add(
        "diff_post",
        external_id=5,
        title="News",
        link="https://diff.wikimedia.org/news",
        pub_date="2026-09-30T12:00:00Z",
        language="en",
        description="Some news",
        categories='["GLAM"]',
    )
    filling.add("diff_post_tag", tag="tag-am", post=5)
    filling.add("letsconnect_person", username="Rámon1", reconciled_languages='["Spanish"]')
