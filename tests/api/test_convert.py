"""Where the service's oddities end: what passes, what is mended and what goes."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from capx_tui.api.capx import convert
from capx_tui.api.capx.shapes import (
    BadgeShape,
    EventShape,
    OrganizationShape,
    ProfileShape,
    SkillShape,
    TerritoryShape,
)
from capx_tui.model.people import LEVELS, Person, Proficiency

HOSTILE = "\x1b[31mAna\x1b[0m \u202eevil\u0000\u200b"
HARMLESS = "Ana evil"


def profile(**fields: Any) -> Person:
    user = {"id": 7, "username": fields.pop("username", "Ana"), **fields.pop("user", {})}
    return convert.person(msgspec.json.decode(json.dumps({"id": 7, "user": user, **fields}), type=ProfileShape))


def test_the_least_profile() -> None:
    assert profile() == Person(id=7, username="Ana")


def test_nulls_are_nothing() -> None:
    texts = dict.fromkeys(
        ("display_name", "pronoun", "about", "wikidata_qid", "wiki_alt", "team", "last_update", "last_login")
    )
    others = dict.fromkeys(("avatar", "about_language", "contact", "social", "automated_lets_connect"))
    assert profile(**texts, **others, user={"date_joined": None}) == Person(id=7, username="Ana")


def test_a_full_profile() -> None:
    person = profile(
        display_name="Ana L.",
        pronoun="she-her",
        about="I edit.\nA lot.",
        about_language=3,
        wikidata_qid="Q42",
        wiki_alt="Ana2",
        team="Outreach",
        avatar=5,
        territory=[18, 56],
        skills_known=[36, 37],
        skills_available=[36],
        skills_wanted=[50],
        language=[{"id": 3, "proficiency": "n"}, {"id": 1, "proficiency": 0}],
        badges=[1],
        is_manager=[150],
        last_update="2026-11-22T07:09:24.248393Z",
        user={"date_joined": "2026-05-04T07:09:24Z"},
    )
    assert person.about == "I edit.\nA lot."
    assert (person.about_language, person.avatar, person.wikidata_qid) == (3, 5, "Q42")
    assert person.language == (Proficiency(3, "n"), Proficiency(1, "0"))
    assert (person.territory, person.skills_known, person.is_manager) == ((18, 56), (36, 37), (150,))
    assert person.last_update == "2026-11-22T07:09:24.248393Z"
    assert person.date_joined == "2026-05-04T07:09:24.000000Z"


def test_other_people_s_texts_are_made_harmless() -> None:
    person = profile(
        username=HOSTILE, display_name=HOSTILE, about=f"{HOSTILE}\n{HOSTILE}", team=HOSTILE, contact=HOSTILE
    )
    assert (person.username, person.display_name, person.team, person.contact) == (
        HARMLESS,
        HARMLESS,
        HARMLESS,
        (HARMLESS,),
    )
    assert person.about == f"{HARMLESS}\n{HARMLESS}"
    assert convert.territory(TerritoryShape(id=1, territory_name=HOSTILE)).territory_name == HARMLESS
    assert convert.badge(BadgeShape(id=1, name=HOSTILE, description=HOSTILE)).description == HARMLESS
    event = convert.event(EventShape(id=1, name=HOSTILE, description=HOSTILE, type_of_location=HOSTILE))
    assert (event.name, event.description, event.type_of_location) == (HARMLESS, HARMLESS, HARMLESS)
    assert convert.language_list({"1": HOSTILE})[0].name == HARMLESS


def test_no_e_mail_address_and_no_staff_flag_passes() -> None:
    private = {"email": "ana@example.org", "is_staff": True, "is_active": True}
    person = profile(
        user=private,
        contact=[
            {"display_name": "email", "value": "ana@example.org"},
            "mailto:ana@example.org",
            {"mail": "ana@example.org"},
        ],
        social=[{"display_name": "Mastodon", "value": "@ana@wikis.example"}, "xmpp:ana@example.org"],
    )
    assert b"example.org" not in msgspec.json.encode(person)
    assert b"staff" not in msgspec.json.encode(person)
    assert person.contact == ()
    assert person.social == ("Mastodon: @ana@wikis.example",)
    assert person == profile(social=[{"display_name": "Mastodon", "value": "@ana@wikis.example"}])


@pytest.mark.parametrize(
    ("field", "lines"),
    [
        (None, ()),
        ([], ()),
        ("https://example.org/@ana", ("https://example.org/@ana",)),
        (["a", "b", "a"], ("a", "b")),
        ([{"display_name": "Site", "value": "https://example.org/"}], ("Site: https://example.org/",)),
        ([{"display_name": "", "value": "x"}, {"display_name": None, "value": "y"}, {"value": "z"}], ("x", "y", "z")),
        ([{"display_name": "empty", "value": ""}, {"display_name": "empty"}], ("display_name: empty",)),
        ({"irc": "ana", "n": 7, "x": None}, ("irc: ana",)),
        ([7, None, True, [], {}, 1.5, ["deeper"]], ()),
        (7, ()),
        (["line one\nline two"], ("line one line two",)),
        ([str(number) for number in range(100)], tuple(str(number) for number in range(20))),
        (["x" * 10_000], ("x" * 500,)),
    ],
)
def test_free_fields_are_lines(field: object, lines: tuple[str, ...]) -> None:
    assert profile(contact=field).contact == lines
    assert profile(social=field).social == lines


@pytest.mark.parametrize("qid", ["42", "Q0", "Q", "q42", "Q42 ", "Q42}", "P42", "Q４２", "Q42\n"])
def test_what_is_no_item_is_none(qid: str) -> None:
    assert profile(wikidata_qid=qid).wikidata_qid == ""
    assert convert.capacity(SkillShape(id=1, skill_wikidata_item=qid)).qid == ""


@pytest.mark.parametrize("level", [*LEVELS, 0, 1, 5, "n", "", None, "9", -1])
def test_levels_are_text(level: int | str | None) -> None:
    person = profile(language=[{"id": 3, "proficiency": level}])
    assert person.language == (Proficiency(3, "" if level is None else str(level)),)


def test_what_is_there_twice_is_there_once() -> None:
    person = profile(
        territory=[1, 2, 1],
        skills_known=[5, 5],
        language=[{"id": 3, "proficiency": 1}, {"id": 4, "proficiency": 1}, {"id": 3, "proficiency": 2}],
    )
    assert (person.territory, person.skills_known) == ((1, 2), (5,))
    assert [entry.id for entry in person.language] == [3, 4]


def test_people_who_come_twice_come_once() -> None:
    """A region's list holds somebody of two of its countries twice."""
    shapes = [
        msgspec.convert({"id": number, "user": {"id": number, "username": f"U{number}"}}, ProfileShape)
        for number in (3, 1, 3, 2, 1)
    ]
    assert [person.id for person in convert.people(shapes)] == [3, 1, 2]


def test_zero_is_no_avatar_and_no_language() -> None:
    person = profile(avatar=0, about_language=0)
    assert (person.avatar, person.about_language) == (None, None)


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("2026-11-22T07:09:24.248393Z", "2026-11-22T07:09:24.248393Z"),
        ("2026-11-22T07:09:24Z", "2026-11-22T07:09:24.000000Z"),
        ("2026-11-22T07:09:24.5Z", "2026-11-22T07:09:24.500000Z"),
        ("2026-11-22T09:09:24+02:00", "2026-11-22T07:09:24.000000Z"),
        ("2026-11-21T22:09:24.1-0900", "2026-11-22T07:09:24.100000Z"),
        ("2026-11-22 07:09:24", "2026-11-22T07:09:24.000000Z"),
        ("2026-11-22T07:09", "2026-11-22T07:09:00.000000Z"),
        ("2026-11-22T07:09:24z", "2026-11-22T07:09:24.000000Z"),
        (None, ""),
        ("", ""),
        ("yesterday", ""),
        ("2026-11-22", ""),
        ("2026-13-45T99:99:99Z", ""),
        ("9999-13-45T99:99:99.999999Z", ""),
        ("0001-01-01T00:00:00+10:00", ""),
        ("2026-11-22T07:09:24.248393Z\x1b[2J", ""),
        ("٢٠٢٦-11-22T07:09:24Z", ""),
    ],
)
def test_times_are_utc_in_one_width(given: str | None, made: str) -> None:
    assert convert.utc(given) == made


def test_times_sort_as_text() -> None:
    """What the newest change is, is asked of the text."""
    given = [
        "2026-11-22T07:09:24Z",
        "2026-11-22T07:09:24.000001Z",
        "2026-11-22T08:09:23+00:00",
        "2026-11-22T10:00:00+02:00",
    ]
    made = [convert.utc(moment) for moment in given]
    assert made == [made[0], made[1], made[2], made[3]]
    assert sorted(made) == [made[0], made[1], made[3], made[2]]


def test_an_organization() -> None:
    shape = msgspec.convert(
        {
            "id": 1,
            "display_name": " Wikimedia  XX ",
            "acronym": "XX",
            "type": 0,
            "names": [
                {"language_code": "en", "name": "Wikimedia XX"},
                {"language_code": "ar", "name": "\u202eويكيميديا"},
                {"language_code": "tr", "name": " "},
            ],
            "email": "office@example.org",
            "website": "https://xx.example/",
            "report": "javascript:alert(1)",
            "mastodon": "https://x.example/\x1b]8;;evil",
            "meta_page": "ftp://meta.example",
            "profile_image": "http://commons.example/File:X (1).svg",
            "territory": [18, 18],
            "update_date": "2026-11-22T07:09:24Z",
        },
        OrganizationShape,
    )
    organization = convert.organization(shape)
    assert organization.display_name == "Wikimedia XX"
    assert organization.names == {"en": "Wikimedia XX", "ar": "ويكيميديا"}
    assert (organization.email, organization.website) == ("office@example.org", "https://xx.example/")
    assert (organization.report, organization.meta_page, organization.profile_image) == ("", "", "")
    assert "\x1b" not in organization.mastodon
    assert (organization.territory, organization.type, organization.listed) == ((18,), None, True)
    assert organization.update_date == "2026-11-22T07:09:24.000000Z"


def test_an_organization_without_an_english_name_has_its_names() -> None:
    shape = OrganizationShape(id=1, email="nobody")
    assert (convert.organization(shape).display_name, convert.organization(shape).email) == ("", "")
    named = msgspec.convert({"id": 1, "names": [{"language_code": "en", "name": "X"}]}, OrganizationShape)
    assert convert.organization(named).display_name == "X"


def test_nothing_is_its_own_parent() -> None:
    assert convert.capacity(SkillShape(id=36, skill_type=36)).parent is None
    assert convert.capacity(SkillShape(id=36, skill_type=0)).parent is None
    assert convert.capacity(SkillShape(id=37, skill_type=36, skill_wikidata_item="Q7")).parent == 36
    territory = convert.territory(TerritoryShape(id=1, territory_name="X", parent_territory=(1, 18, 18)))
    assert territory.parent_territory == (18,)


def test_quick_lists_are_in_the_order_of_their_ids() -> None:
    answer = {"10": "ten", "9": "nine", "x": "no id", "-1": "no id", "٣": "no id", "9" * 30: "no id"}
    assert [(language.id, language.name) for language in convert.language_list(answer)] == [(9, "nine"), (10, "ten")]
    assert [project.id for project in convert.project_list(answer)] == [9, 10]
    assert [known.listed for known in convert.affiliation_list(answer)] == [False, False]
    assert convert.counts({"18": 3, "": 7, "None": 1}) == {18: 3}
