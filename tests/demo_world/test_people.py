"""People: rules that the service keeps hold for everybody, and the mix is one that a demo can be judged by."""

import sqlite3
from datetime import datetime

import pytest

from .conftest import NOW

_LISTS = "SELECT profile, COUNT(*) FROM profile_skill WHERE list = ? GROUP BY profile"


def _one(world: sqlite3.Connection, question: str, *values: object) -> int:
    (answer,) = world.execute(question, values).fetchone()
    assert isinstance(answer, int)
    return answer


def test_nobody_offers_what_they_do_not_know(world: sqlite3.Connection) -> None:
    unknown = world.execute(
        "SELECT profile, skill FROM profile_skill WHERE list = 'available'"
        " EXCEPT SELECT profile, skill FROM profile_skill WHERE list = 'known'"
    )
    assert unknown.fetchall() == []


@pytest.mark.parametrize(
    ("table", "limit"), [("language_proficiency", 20), ("profile_territory", 10), ("profile_affiliation", 10)]
)
def test_limits_hold_and_are_reached(world: sqlite3.Connection, table: str, limit: int) -> None:
    counts = [count for (count,) in world.execute(f"SELECT COUNT(*) FROM {table} GROUP BY profile")]
    assert max(counts) == limit


def test_text_limits_hold(world: sqlite3.Connection) -> None:
    rows = world.execute("SELECT about, display_name, team, wiki_alt, wikidata_qid FROM profile").fetchall()
    longest = [max(len(row[place]) for row in rows) for place in range(5)]
    assert longest[0] == 2_000
    assert longest[1] <= 387
    assert longest[2] <= 128
    assert longest[3] <= 128
    assert longest[4] <= 10
    names = [name for (name,) in world.execute("SELECT username FROM user")]
    assert max(map(len, names)) <= 150


def test_names_are_written_as_on_meta(world: sqlite3.Connection) -> None:
    names = [name for (name,) in world.execute("SELECT username FROM user WHERE id > 29")]
    assert all("_" not in name and name == name.strip() and "  " not in name for name in names)
    # Georgian has capitals in Unicode that nobody begins a name with.
    assert all(name[0] == name[0].upper() or "ა" <= name[0] <= "ჰ" for name in names)


def test_names_come_in_many_scripts(world: sqlite3.Connection) -> None:
    firsts = {name[0] for (name,) in world.execute("SELECT username FROM user")}
    for low, high in (("Ѐ", "ӿ"), ("Ͱ", "Ͽ"), ("א", "ת"), ("ء", "ۿ"), ("ऀ", "ॿ"), ("一", "鿿"), ("ሀ", "፿"), ("ა", "ჰ")):
        assert any(low <= first <= high for first in firsts), (low, high)


def test_a_tenth_has_no_capacity_and_roles_are_mixed(world: sqlite3.Connection) -> None:
    incomplete = _one(world, "SELECT COUNT(*) FROM user WHERE id NOT IN (SELECT profile FROM profile_skill)")
    assert 12 <= incomplete <= 40
    holders = {name: len(world.execute(_LISTS, (name,)).fetchall()) for name in ("known", "available", "wanted")}
    assert all(count > 120 for count in holders.values()), holders
    assert len(world.execute("SELECT DISTINCT skill FROM profile_skill WHERE list = 'available'").fetchall()) == 134


def test_territories_are_of_every_kind(world: sqlite3.Connection) -> None:
    kinds = world.execute(
        "SELECT COUNT(*), SUM(territory BETWEEN 18 AND 25) FROM profile_territory GROUP BY profile"
    ).fetchall()
    assert (1, 1) in kinds  # a region only
    assert (2, 1) in kinds  # a region and a country
    assert (2, 0) in kinds  # two countries
    somewhere = "SELECT COUNT(DISTINCT profile) FROM profile_territory"
    assert 0 < _one(world, somewhere) < 240
    regions = "SELECT COUNT(DISTINCT parent) FROM territory_parent JOIN profile_territory USING (territory)"
    assert _one(world, regions) == 8


def test_levels_are_of_every_kind(world: sqlite3.Connection) -> None:
    levels = {level for (level,) in world.execute("SELECT DISTINCT proficiency FROM language_proficiency")}
    assert levels == {"0", "1", "2", "3", "4", "5", "n"}


def test_last_updates_spread_over_two_years(world: sqlite3.Connection) -> None:
    updates = [datetime.fromisoformat(text) for (text,) in world.execute("SELECT last_update FROM profile")]
    ages = [(NOW - update).days for update in updates]
    assert len(set(updates)) == len(updates)
    assert min(ages) >= 0
    assert max(ages) <= 731
    assert sum(age > 365 for age in ages) > 15
    assert sum(age < 30 for age in ages) > 20


def test_nobody_changed_a_profile_before_joining(world: sqlite3.Connection) -> None:
    early = world.execute("SELECT id FROM user JOIN profile USING (id) WHERE last_update < date_joined")
    assert early.fetchall() == []
    late = world.execute("SELECT 1 FROM token JOIN user ON user.id = token.user WHERE created < date_joined")
    assert late.fetchall() == []


def test_languages_are_at_home_where_people_are(world: sqlite3.Connection) -> None:
    """Nobody but the named ones is a native speaker of Twi outside Ghana, to take one."""
    homes = {
        name
        for (name,) in world.execute(
            "SELECT territory_name FROM language_proficiency AS l JOIN language ON language.id = l.language"
            " JOIN profile_territory USING (profile) JOIN territory ON territory.id = territory"
            " WHERE code IN ('tw', 'dag', 'ee', 'gaa', 'fat') AND proficiency = 'n'"
        )
    }
    assert homes <= {"Ghana", "Sub-Saharan Africa"}
    assert "Ghana" in homes


def test_emails_are_given_away_by_next_to_nobody(world: sqlite3.Connection) -> None:
    emails = world.execute("SELECT email FROM user WHERE email IS NOT NULL").fetchall()
    assert emails == [("open.envelope@mail.example",)]


def test_photos_belong_to_people_without_avatar(world: sqlite3.Connection) -> None:
    people = world.execute("SELECT username, wikidata_qid, avatar FROM profile JOIN user USING (id)").fetchall()
    with_item = {(name, qid) for name, qid, _ in people if qid}
    assert with_item
    assert all(avatar is None for _, qid, avatar in people if qid)
    # One's own item is at Wikidata and not on the profile: there is something to look up.
    not_shown = {("Papatya Defteri", "Q910000001")}
    assert with_item | not_shown == set(world.execute("SELECT username, qid FROM wikidata_person"))
    missing = world.execute(
        "SELECT image FROM wikidata_person WHERE 'File:' || image NOT IN (SELECT title FROM commons_file)"
    )
    assert missing.fetchall() == []


def test_meta_knows_nearly_everybody(world: sqlite3.Connection) -> None:
    absent = _one(world, "SELECT COUNT(*) FROM user WHERE username NOT IN (SELECT name FROM meta_user)")
    assert 1 <= absent <= 12
    assert _one(world, "SELECT COUNT(*) FROM meta_user WHERE emailable = 0") > 10
    without = world.execute("SELECT name FROM meta_user WHERE name NOT IN (SELECT name FROM meta_merged_account)")
    assert without.fetchall() == []
    later = world.execute(
        "SELECT username FROM user JOIN meta_merged_account ON name = username"
        " GROUP BY username HAVING MIN(registration) > date_joined"
    )
    assert later.fetchall() == []


def test_alternative_accounts_are_nobodys_username(world: sqlite3.Connection) -> None:
    alternatives = [name for (name,) in world.execute("SELECT wiki_alt FROM profile WHERE wiki_alt <> ''")]
    assert len(alternatives) > 5
    taken = {name for (name,) in world.execute("SELECT username FROM user")}
    assert not taken & set(alternatives)
