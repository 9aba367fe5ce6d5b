"""The named people: the one who is signed in, with something on every screen, and the edge cases."""

import json
import sqlite3
import unicodedata

from capx_tui.demo.world import ME, data

from .conftest import NOW


def _profile(world: sqlite3.Connection, username: str) -> tuple[int, str, str, str]:
    found = world.execute(
        "SELECT id, display_name, about, team FROM user JOIN profile USING (id) WHERE username = ?", (username,)
    ).fetchone()
    assert found is not None, username
    number, display_name, about, team = found
    return number, display_name, about, team


def _skills(world: sqlite3.Connection, person: int, kind: str) -> set[int]:
    question = "SELECT skill FROM profile_skill WHERE profile = ? AND list = ?"
    return {skill for (skill,) in world.execute(question, (person, kind))}


def _named(word: str) -> str:
    """The username of the one whose reason to exist holds `word`."""
    (name,) = [entry["username"] for entry in data.load("characters.json") if word in entry["why"]]
    assert isinstance(name, str)
    return name


def test_me_is_told_and_manages_one_organization(world: sqlite3.Connection) -> None:
    assert world.execute("SELECT value FROM world WHERE key = 'me'").fetchone() == (str(ME),)
    managed = world.execute(
        "SELECT acronym FROM organization_manager JOIN organization ON id = organization WHERE profile = ?", (ME,)
    )
    assert managed.fetchall() == [("TUR",)]
    assert world.execute("SELECT is_staff FROM user WHERE id = ?", (ME,)).fetchone() == (0,)


def test_me_has_matches_one_way_and_both_ways(world: sqlite3.Connection) -> None:
    wanted, available = _skills(world, ME, "wanted"), _skills(world, ME, "available")
    others = range(2, 241)
    teachers = {number for number in others if _skills(world, number, "available") & wanted}
    learners = {number for number in others if _skills(world, number, "wanted") & available}
    assert len(teachers) > 10
    assert len(learners) > 10
    assert {2, 3, 4} <= teachers & learners
    assert teachers - learners
    assert learners - teachers


def test_me_has_saved_people_and_organizations(world: sqlite3.Connection) -> None:
    saved = world.execute("SELECT relation, entity, entity_id FROM saved_item WHERE user = ?", (ME,)).fetchall()
    assert {(relation, entity) for relation, entity, _ in saved} == {
        ("learner", "user"), ("sharer", "user"), ("learner", "org"), ("sharer", "org")
    }  # fmt: skip
    people = [number for _, entity, number in saved if entity == "user"]
    assert len(people) > len(set(people))  # one person saved both ways
    hidden = world.execute(
        "SELECT id FROM organization WHERE id NOT IN (SELECT organization FROM organization_manager)"
    )
    assert not {number for _, entity, number in saved if entity == "org"} & {number for (number,) in hidden}


def test_me_has_messages_and_reports_in_each_state(world: sqlite3.Connection) -> None:
    messages = world.execute("SELECT method, status, error_message FROM message WHERE sender = ?", (ME,)).fetchall()
    assert {status for _, status, _ in messages} == {"pending", "sent", "failed"}
    assert {method for method, _, _ in messages} == {"email", "talkpage"}
    assert any(method == "email" and status == "sent" and note for method, status, note in messages)
    reports = world.execute("SELECT bug_type, status FROM bug WHERE author = ?", (ME,)).fetchall()
    assert {status for _, status in reports} == {"to_do", "assigned", "in_progress", "under_review", "done"}
    kinds = {kind for kind, _ in reports}
    assert kinds == {"", "error", "new_feature", "improvement", "new_capacity", "test_case"}
    assert world.execute("SELECT author FROM attachment JOIN bug ON bug.id = bug").fetchone() == (ME,)


def test_me_has_badges_earned_hidden_and_begun(world: sqlite3.Connection) -> None:
    badges = world.execute("SELECT is_displayed, progress FROM user_badge WHERE user = ?", (ME,)).fetchall()
    assert len(badges) == 10
    assert (1, 100) in badges
    assert (0, 100) in badges
    assert any(0 < progress < 100 for _, progress in badges)


def test_the_empty_profile(world: sqlite3.Connection) -> None:
    number, display_name, about, team = _profile(world, _named("empty"))
    assert (display_name, about, team) == ("", "", "")
    for table in ("profile_skill", "profile_territory", "profile_affiliation", "language_proficiency",
                  "profile_wikimedia_project"):  # fmt: skip
        assert not world.execute(f"SELECT 1 FROM {table} WHERE profile = ?", (number,)).fetchone()


def test_the_huge_profile(world: sqlite3.Connection) -> None:
    number, _, about, _ = _profile(world, _named("huge"))
    assert len(about) == 2_000
    for table, count in (
        ("language_proficiency", 20),
        ("profile_territory", 10),
        ("profile_affiliation", 10),
        ("profile_wikimedia_project", 15),
    ):
        assert world.execute(f"SELECT COUNT(*) FROM {table} WHERE profile = ?", (number,)).fetchone() == (count,)
    assert [len(_skills(world, number, kind)) for kind in ("known", "available", "wanted")] == [60, 60, 60]


def test_hostile_texts_arrive_unharmed(world: sqlite3.Connection) -> None:
    name = _named("escape")
    number, display_name, about, team = _profile(world, name)
    assert "\x1b[31m" in name
    assert display_name.startswith("\x1b]0;")
    assert {"\x1b", "\x07", "\x00", "\x7f", "\x9b", "\r", "\b"} <= set(about)
    assert "\x9b" in team
    assert "[/]" in _named("markup")
    assert "\u202e" in _named("bidi")
    assert {"\u200b", "\u200d", "\ufeff"} <= set(_named("zero-width"))
    assert any(unicodedata.combining(mark) for mark in _named("combining"))
    long_name = _named("without a place to break")
    assert len(long_name) > 100
    assert " " not in long_name
    assert number > ME


def test_names_that_are_hard_to_fold_or_to_draw(world: sqlite3.Connection) -> None:
    _, display_name, _, _ = _profile(world, _named("Turkish dotted"))
    assert {"I", "İ", "ı", "i"} <= set(display_name)
    assert unicodedata.bidirectional(_named("right-to-left name with digits")[0]) == "AL"
    assert unicodedata.bidirectional(_named("Hebrew")[0]) == "R"
    assert all(unicodedata.east_asian_width(sign) == "W" for sign in _named("double width"))
    assert {"\U0001f33b", "\u200d"} <= set(_named("emoji"))


def test_people_whom_a_message_reaches_otherwise_than_wished(world: sqlite3.Connection) -> None:
    missing, quiet = _named("no account on Meta"), _named("accepts no e-mail")
    assert not world.execute("SELECT 1 FROM meta_user WHERE name = ?", (missing,)).fetchone()
    assert world.execute("SELECT emailable FROM meta_user WHERE name = ?", (quiet,)).fetchone() == (0,)
    assert world.execute("SELECT is_staff FROM user WHERE username = ?", (_named("staff"),)).fetchone() == (1,)


def test_every_edge_case_is_in_the_smallest_usual_world(world: sqlite3.Connection) -> None:
    names = [entry["username"] for entry in data.load("characters.json")]
    found = {name for (name,) in world.execute("SELECT username FROM user WHERE id <= ?", (len(names),))}
    assert found == set(names)


def test_free_form_fields_are_json(world: sqlite3.Connection) -> None:
    rows = world.execute("SELECT contact, social FROM profile WHERE contact IS NOT NULL").fetchall()
    assert [set(json.loads(social)) for _, social in rows] == [{"mastodon", "odd"}]


def test_nothing_happens_in_the_future(world: sqlite3.Connection) -> None:
    now = NOW.isoformat(timespec="microseconds").replace("+00:00", "Z")
    for table, column in (("saved_item", "created_at"), ("message", "date"), ("bug", "updated_at"),
                          ("token", "created"), ("event", "updated_at"), ("letsconnect_log", "timestamp"),
                          ("diff_post", "pub_date"), ("mentorship_form", "created_at")):  # fmt: skip
        (newest,) = world.execute(f"SELECT MAX({column}) FROM {table}").fetchone()
        assert newest <= now, (table, column)
