"""Organizations, events, mentorship and what Wikimedia's sites know about them."""

import json
import sqlite3
from datetime import UTC, datetime

import pytest

from capx_tui.demo.world import data

from .conftest import NOW, Build


def _texts(world: sqlite3.Connection, question: str, *values: object) -> list[str]:
    return [text for (text,) in world.execute(question, values)]


def test_every_affiliate_is_an_organization_with_an_english_name(world: sqlite3.Connection) -> None:
    names = dict(world.execute("SELECT organization, name FROM organization_name WHERE language_code = 'en'"))
    assert names == {affiliate.id: affiliate.name for affiliate in data.affiliates()}


def test_some_organizations_with_a_profile_have_no_manager(world: sqlite3.Connection) -> None:
    filled = {number for (number,) in world.execute("SELECT DISTINCT organization FROM organization_tag_diff")}
    managed = {number for (number,) in world.execute("SELECT DISTINCT organization FROM organization_manager")}
    assert len(managed) == 50
    assert managed < filled
    assert len(filled - managed) == 5


def test_managers_belong_to_their_organization(world: sqlite3.Connection) -> None:
    strangers = world.execute(
        "SELECT organization, profile FROM organization_manager"
        " EXCEPT SELECT organization, profile FROM profile_affiliation"
    )
    assert strangers.fetchall() == []


def test_organizations_are_named_in_several_languages(world: sqlite3.Connection) -> None:
    codes = set(_texts(world, "SELECT language_code FROM organization_name"))
    assert len(codes) > 25
    assert codes <= set(data.language_ids())
    assert {"pt-br", "es", "fr", "tr"} <= codes


def test_organizations_offer_what_they_know(world: sqlite3.Connection) -> None:
    unknown = world.execute(
        "SELECT organization, skill FROM organization_skill WHERE list = 'available'"
        " EXCEPT SELECT organization, skill FROM organization_skill WHERE list = 'known'"
    )
    assert unknown.fetchall() == []
    bare = world.execute("SELECT 1 FROM organization_manager WHERE organization NOT IN"
                         " (SELECT organization FROM organization_skill)")  # fmt: skip
    assert bare.fetchall() != []


def test_mine_shows_every_section(world: sqlite3.Connection) -> None:
    row = world.execute("SELECT * FROM organization WHERE acronym = 'TUR'").fetchone()
    assert None not in row
    number = row[0]
    for table, least in (
        ("organization_document", 4),
        ("organization_tag_diff", 3),
        ("project_member", 3),
        ("event", 6),
        ("organization_name", 7),
        ("organization_skill", 3),
    ):
        (count,) = world.execute(f"SELECT COUNT(*) FROM {table} WHERE organization = ?", (number,)).fetchone()
        assert count >= least, table
    assert world.execute("SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM organization_document"
                         " GROUP BY organization)").fetchone() == (4,)  # fmt: skip


def test_files_are_known_to_commons(world: sqlite3.Connection) -> None:
    files = set(_texts(world, "SELECT title FROM commons_file"))
    pages = _texts(
        world,
        "SELECT url FROM document UNION SELECT picture FROM badge UNION SELECT image_url FROM event"
        " UNION SELECT profile_image FROM organization UNION SELECT profile_image FROM project",
    )
    start = "https://commons.wikimedia.org/wiki/"
    named = [page for page in pages if page]
    assert len(named) > 150
    assert all(page.startswith(start + "File:") for page in named)
    assert {page.removeprefix(start).replace("_", " ") for page in named} <= files


def test_news_are_found_by_the_address_of_their_tag(world: sqlite3.Connection) -> None:
    tags = {tag.lower().replace(" ", "-") for tag in _texts(world, "SELECT tag FROM tag_diff")}
    assert set(_texts(world, "SELECT DISTINCT tag FROM diff_post_tag")) == tags
    twice = world.execute("SELECT post FROM diff_post_tag GROUP BY post HAVING COUNT(*) > 1").fetchall()
    assert twice  # one post under two tags of the same organization must be shown once


@pytest.mark.parametrize("hour", [0, 11, 23])
def test_events_past_today_and_to_come(built: Build, hour: int) -> None:
    now = datetime(2026, 3, 1, hour, 59, 30, tzinfo=UTC)
    world = built(people=40, now=now)
    begins = [datetime.fromisoformat(text) for text in _texts(world, "SELECT time_begin FROM event")]
    today = [begin for begin in begins if begin.date() == now.date()]
    assert len(begins) >= 60
    assert sum(begin.date() < now.date() for begin in begins) >= 50
    assert sum(begin.date() > now.date() for begin in begins) >= 50
    assert len([begin for begin in today if begin < now]) >= 2
    assert len([begin for begin in today if begin > now]) >= 2


def test_events_of_every_kind(world: sqlite3.Connection) -> None:
    assert set(_texts(world, "SELECT type_of_location FROM event")) == {"virtual", "in_person", "hybrid"}
    for column in ("openstreetmap_id", "url", "description", "wikidata_qid", "image_url"):
        assert len(set(_texts(world, f"SELECT {column} = '' FROM event"))) == 2, column
    assert world.execute("SELECT COUNT(*) FROM event WHERE time_end IS NULL").fetchone()[0] > 5
    assert world.execute("SELECT 1 FROM event WHERE time_end <= time_begin").fetchall() == []
    assert world.execute("SELECT 1 FROM event WHERE updated_at < created_at").fetchall() == []
    assert world.execute("SELECT 1 FROM event WHERE created_at > time_begin").fetchall() == []
    bare = "SELECT COUNT(*) FROM event WHERE id NOT IN (SELECT event FROM event_skill)"
    assert world.execute(bare).fetchone()[0] > 5
    assert max(map(len, _texts(world, "SELECT name FROM event"))) <= 128


def test_main_events_are_at_most_four_of_ones_own(world: sqlite3.Connection) -> None:
    strange = world.execute(
        "SELECT c.event FROM organization_choose_event AS c JOIN event ON event.id = c.event"
        " WHERE event.organization <> c.organization"
    )
    assert strange.fetchall() == []
    counts = _texts(world, "SELECT COUNT(*) FROM organization_choose_event GROUP BY organization")
    assert max(map(int, counts)) <= 4


def test_four_programmes_in_four_states(world: sqlite3.Connection) -> None:
    today = NOW.date().isoformat()
    periods = world.execute(
        "SELECT registration_open_date, registration_close_date FROM partner_mentorship_settings"
    ).fetchall()
    states = sorted(
        "upcoming" if today < first else "closed" if today > last else "last day" if today == last else "open"
        for first, last in periods
    )
    assert states == ["closed", "last day", "open", "upcoming"]
    assert world.execute("SELECT COUNT(*) FROM partner").fetchone() == (5,)


def test_forms_use_every_field_type(world: sqlite3.Connection) -> None:
    forms = [json.loads(text) for text in _texts(world, "SELECT json FROM mentorship_form")]
    fields = [field for form in forms for field in form]
    assert {field["type"] for field in fields} == {
        "header", "paragraph", "text", "textarea", "number", "date", "select", "radio-group", "checkbox-group",
        "button", "hidden", "autocomplete", "file",
    }  # fmt: skip
    texts = {field.get("subtype") for field in fields if field["type"] == "text"}
    assert texts == {"text", "email", "tel", "password", "color"}
    assert {field["subtype"] for field in fields if field["type"] == "date"} == {"date", "time", "datetime-local"}
    assert {field["multiple"] for field in fields if field["type"] == "select"} == {True, False}
    assert any("<" in field["label"] for field in fields)
    assert [] in forms  # a role without a form


def test_a_programmes_form_is_not_the_newest_of_its_partner(world: sqlite3.Connection) -> None:
    current, newest = world.execute(
        "SELECT mentor_form, (SELECT MAX(id) FROM mentorship_form AS f WHERE role = 'mentor'"
        " AND f.organization = s.organization) FROM partner_mentorship_settings AS s WHERE id = 1"
    ).fetchone()
    assert current < newest


def test_programmes_point_at_forms_that_exist(world: sqlite3.Connection) -> None:
    for role in ("mentor", "mentee"):
        lost = world.execute(
            f"SELECT {role}_form FROM partner_mentorship_settings AS s WHERE NOT EXISTS (SELECT 1 FROM mentorship_form"
            f" AS f WHERE f.role = ? AND f.id = s.{role}_form AND f.organization = s.organization)",
            (role,),
        )
        assert lost.fetchall() == []


def test_terms_at_metabase_and_at_wikidata(world: sqlite3.Connection) -> None:
    at_metabase = world.execute("SELECT COUNT(*) FROM metabase_item").fetchone()
    assert at_metabase == (132,)
    for language in data.COMPLETE_LANGUAGES:
        labels = world.execute(
            "SELECT COUNT(DISTINCT qid) FROM wiki_term JOIN skill ON skill_wikidata_item = qid"
            " WHERE lang = ? AND label IS NOT NULL",
            (language,),
        )
        assert labels.fetchone() == (len(data.terms(language)),)
    only_wikidata = world.execute(
        "SELECT COUNT(*) FROM skill WHERE skill_wikidata_item NOT IN (SELECT qid FROM metabase_item)"
        " AND skill_wikidata_item IN (SELECT qid FROM wiki_term WHERE source = 'wikidata' AND description <> '')"
    )
    assert only_wikidata.fetchone() == (2,)


def test_event_forms_have_something_to_read(world: sqlite3.Connection) -> None:
    items = set(_texts(world, "SELECT qid FROM wikidata_event"))
    assert set(_texts(world, "SELECT wikidata_qid FROM event WHERE wikidata_qid <> ''")) == items
    linked = set(_texts(world, "SELECT wikidata_qid FROM meta_page WHERE wikidata_qid IS NOT NULL"))
    assert linked < items
    assert any("{{Start date|" in text for text in _texts(world, "SELECT wikitext FROM meta_page"))
