"""Home: who one is, how old the data is, the ways on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from capx_tui.i18n import t
from capx_tui.model.actions import SCREENS
from capx_tui.model.directory import Event
from capx_tui.model.recommendation_words import group_words
from capx_tui.model.recommendations import Group
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.text import isolate
from tests.screens.visits import FILLED, NOW, database, visit
from tests.screens.wire import Wire, no_route, refused_token, service_down

_PUBLIC = ("Explore", "Capacity directory", "Settings", "Help", "About", "Sign in")


async def test_signed_out_home_shows_what_works_without_an_account(home: Path) -> None:
    async with visit("home", size=(80, 60), demo=False) as here:
        assert "not signed in" in here.title
        assert "can be read without an account" in here.flowing
        assert (
            "240 people, 50 organizations, 134 capacities. Last compared with the service 7 minutes ago."
            in here.flowing
        )
        for name in _PUBLIC:
            assert any(row.lstrip("> ").startswith(f"{name} ") for row in here.rows), name
        assert "My profile" not in here.text


async def test_signed_in_home_has_what_is_for_oneself_then_the_ways_then_where_one_is(home: Path) -> None:
    async with visit("home", size=(80, 160)) as here:
        assert "signed in as Papatya Defteri" in here.title
        headings = [
            "New for you",
            "Your best matches",
            *map(group_words, Group),
            "The Capacity Exchange in numbers",
            "Find people and what they do",
            "Your own things",
            "Contribute",
            "The program",
            "Account",
            "Data",
        ]
        rows = [row[2:] for row in here.rows]
        assert [row for row in rows if row in headings] == headings
        assert "You are signed in as Papatya Defteri at the embedded demo, with made-up people." in here.flowing
        assert "240, 14 of them new in the last 30 days" in here.flowing
        assert not any(row.startswith("Sign in ") for row in rows)
        ways = [t(entry.label_key) for entry in SCREENS if entry.id not in ("home", "sign-in")]
        assert [name for name in ways if not any(row.startswith(f"{name}  ") for row in rows)] == []
        await here.choose("You are signed in as Papatya Defteri")
        assert here.title.startswith("Sign in")


async def test_the_first_screenful_is_for_oneself_and_headings_are_a_key_apart(home: Path) -> None:
    async with visit("home") as here:
        assert here.marked == "New for you"
        best = here.core.matches.rows(0, 3)
        assert all(match is not None and match.is_mutual and match.person.username in here.text for match in best)
        assert "People you could share with" in here.text
        await here.press("tab", "tab")
        assert here.marked == "People you could share with"
        await here.press("shift+tab", "down", "enter")
        assert here.title.startswith("Match with Ceibo Lectora")


async def test_each_row_says_why_it_is_there_and_leads_to_what_it_names(home: Path) -> None:
    async with visit("home", size=(80, 160)) as here:
        found = here.core.recommendations.state.found
        assert found is not None
        for group, opened in (
            (Group.SHARE_WITH, ""),
            (Group.SHARE_WITH_ORGANIZATIONS, ""),
            (Group.CAPACITIES, "Capacity directory"),
            (Group.EVENTS, ""),
        ):
            await here.press("home")
            await here.down_to(group_words(group))
            await here.press("down")
            name, _, why = here.marked.partition("  ")
            assert why.strip()
            await here.press("enter")
            assert here.title.startswith(opened or name), group
            await here.press("escape")


async def test_the_rows_are_those_of_the_service_and_all_of_them_come_on_demand(home: Path) -> None:
    async with visit("home", size=(80, 160)) as here:
        found = here.core.recommendations.state.found
        assert found is not None
        names = [hint.name for hint in found.rows(Group.LEARN_FROM)]
        assert len(names) == 10

        def shown() -> list[str]:
            heading, after = map(group_words, (Group.LEARN_FROM, Group.LEARN_FROM_ORGANIZATIONS))
            rows = [row[2:] for row in here.rows]
            part = rows[rows.index(heading) : rows.index(after)]
            return [name for name in names if any(row.startswith(isolate(name)) for row in part)]

        assert shown() == names[:2]
        await here.choose("8 more: People you could learn from")
        assert shown() == names
        await here.choose("Fewer: People you could learn from")
        assert shown() == names[:2]


async def test_who_is_recommended_is_saved_or_written_to_by_one_key(home: Path) -> None:
    async with visit("home", size=(80, 160)) as here:
        await here.down_to(group_words(Group.SHARE_WITH_ORGANIZATIONS))
        await here.press("b")
        assert here.status == "There is nobody here to save."
        await here.press("down", "b")
        assert "is saved." in here.status
        found = here.core.recommendations.state.found
        assert found is not None
        (first, *_) = found.rows(Group.SHARE_WITH_ORGANIZATIONS)
        assert here.core.saved.has(Subject(SavedKind.ORGANIZATION, first.id))
        assert "Saved" in here.flowing
        await here.press("m")
        assert here.status == "Nobody is marked whom you could write to.", "an organization has no talk page of a user"
        await here.press("home")
        await here.down_to("Ceibo Lectora")
        await here.press("m")
        assert "Ceibo Lectora" in here.text
        assert not here.title.startswith("Home")


async def test_a_recommended_capacity_is_added_by_one_key_and_taken_back(home: Path) -> None:
    async with visit("home", size=(80, 160)) as here:
        await here.press("a")
        assert here.status == "There is no capacity here to add."
        await here.down_to("Ceibo Lectora")
        assert "b Save or remove   m Let's talk" in here.text
        await here.down_to(group_words(Group.CAPACITIES))
        await here.press("down")
        assert "a Add to known   l Add to wanted" in here.text
        assert "b Save or remove" not in here.text, "only what can be done with this row"
        name = here.marked.partition("  ")[0]
        await here.press("a")
        assert here.status.startswith(f"Added: you know {name} and offer it to others.")
        assert here.marked.startswith(name)
        assert here.marked.endswith("Added: known, offered"), "it stays where it is until the next time"
        await here.press("u")
        assert here.status == f"{name} is taken back from what you added it to: known, offered."
        assert "Added" not in here.marked
        await here.press("l")
        assert here.marked.endswith("Added: wanted")
        asked = len(here.wire.asked)
        await here.press("enter", "escape")
        assert any("/recommendation/" in each for each in here.wire.asked[asked:]), "the service would say others now"
        found = here.core.recommendations.state.found
        assert found is not None
        names = [here.core.names.capacity(hint.id) for hint in found.rows(Group.CAPACITIES)]
        assert len(names) == 10
        assert name not in names


async def test_who_is_hidden_from_the_matches_is_not_recommended(home: Path) -> None:
    async with visit("home", size=(80, 160)) as here:
        found = here.core.recommendations.state.found
        best = here.core.matches.rows(0, 1)[0]
        assert found is not None
        assert best is not None
        names = {hint.id: hint.name for group in Group if group.is_people for hint in found.rows(group)}
        here.core.matches.hide(best.person.id)
        for number in names:
            here.core.matches.hide(number)
        await here.settle()
        assert here.flowing.count("Only people whom you have hidden from your matches.") == 3
        assert best.person.username not in here.text
        assert not any(name in here.text for name in names.values())


async def test_a_failing_request_is_a_sentence_and_everything_else_stays(home: Path) -> None:
    def failing(wire: Wire) -> Wire:
        wire.fail(service_down, where="/recommendation/")
        return wire

    async with visit("home", size=(80, 160), transport=failing) as here:
        assert "Recommended by the service" in here.text
        assert "The service did not tell what it recommends. embedded.capx.invalid is not working" in here.flowing
        assert "F6 asks again." in here.flowing
        assert "Mutual exchange" in here.flowing
        here.wire.mend()
        await here.press("f6")
        assert "The service did not tell" not in here.text
        assert group_words(Group.SHARE_WITH) in here.text
        here.wire.fail(no_route, where="/recommendation/")
        await here.press("f5")
        assert "What it said just now is shown." in here.flowing
        assert group_words(Group.SHARE_WITH) in here.text


async def test_an_empty_profile_is_told_what_to_do_first_and_led_to_the_field(home: Path) -> None:
    with closing(sqlite3.connect(database())) as connection, connection:
        (me,) = connection.execute("SELECT id FROM user WHERE username = 'Papatya Defteri'").fetchone()
        for table in ("profile_skill", "language_proficiency"):
            connection.execute(f"DELETE FROM {table} WHERE profile = ?", (me,))
    async with visit("home", size=(80, 160)) as here:
        rows = [row[2:] for row in here.rows if row.strip()]
        assert rows[1] == "What your profile lacks"
        assert rows[2].startswith("Capacities")
        assert "Nobody, while you offer and want no capacity." in here.text
        assert here.flowing.count("Enter adds one to your profile.") == 6
        await here.choose("Nobody, while you list no language")
        assert here.title.startswith("Edit profile")
        assert here.marked.startswith("Languages")
        await here.press("escape")
        await here.press("home")
        await here.choose("Capacities")
        assert here.marked.startswith("Known: ")


async def test_what_came_since_the_last_visit_is_told_until_the_visit_is_over(home: Path) -> None:
    later = NOW + timedelta(days=3)
    async with visit("home", size=(80, 160)) as here:
        assert "This is your first visit." in here.flowing
        await here.core.mirror.keep_list("events", [*here.core.mirror.events(), _lua_night(9001)], FILLED.isoformat())
        match = here.core.matches.rows(5, 1)[0]
        assert match is not None
        changed = msgspec.structs.replace(match.person, last_update="2026-06-11T00:00:00.000000Z")
        new = msgspec.structs.replace(changed, id=9002, username="Newcomer", date_joined="2026-06-11T00:00:00Z")
        await here.core.mirror.add_people([changed, new])
    # Home is below, and nobody has seen it.
    async with visit(address="https://capx.toolforge.org/profile/Blank_Page", now=later, transport=_silent) as here:
        assert here.title.startswith("Blank Page")
    async with visit("home", size=(80, 160), now=later, transport=_silent) as here:
        assert "New for you since your last visit 3 days ago" in here.text
        rows = [row[2:] for row in here.rows]
        assert any(row.startswith(f"{isolate(changed.username)} ") and "Profile changed. " in row for row in rows)
        assert any(row.startswith("Newcomer ") and "New here. " in row for row in rows)
        assert any(row.startswith("Lua night ") and "New event: " in row for row in rows)
        await here.choose("Newcomer")
        assert here.title.startswith("Match with Newcomer")
        await here.press("escape")
        assert "Newcomer" in here.text, "still the same visit"
    async with visit("home", size=(80, 160), now=later + timedelta(hours=1), transport=_silent) as here:
        assert "New for you since your last visit one hour ago" in here.text
        assert "Nothing new touches your capacities." in here.text


def _lua_night(number: int) -> Event:
    return Event(id=number, name="Lua night", time_begin="2026-08-01T18:00:00Z", related_skills=(134,))


def _silent(wire: Wire) -> Wire:
    """Nothing comes from the service: what is new is what the test put there."""
    wire.fail(no_route, where="/users/")
    wire.fail(no_route, where="/events/")
    return wire


async def test_to_a_reader_the_rows_come_once_and_the_marker_stays(home: Path) -> None:
    def waiting(wire: Wire) -> Wire:
        wire.hold(where="/recommendation/")
        return wire

    options = {"transport": waiting, "endless": {"recommendations"}, "screen_reader": True}
    async with visit("home", size=(80, 160), **options) as here:  # type: ignore[arg-type]
        await here.until(lambda: here.core.matches.state.me is not None)
        assert "Mutual exchange" not in here.text, "it is known, and waits for the rest"
        assert any(row[2:].startswith("Explore  ") for row in here.rows), "one can go on meanwhile"
        here.wire.release()
        here.endless = frozenset()
        await here.settle()
        assert "Mutual exchange" in here.text
        assert group_words(Group.SHARE_WITH) in here.text
        assert here.focused_row.strip() == "New for you"


async def test_signed_out_signing_in_and_the_ways_come_first(home: Path) -> None:
    async with visit("home", demo=False) as here:
        assert here.marked.startswith("Sign in ")
        await here.press("enter")
        assert here.title.startswith("Sign in")
        await here.press("escape")
        await here.choose("Explore ")
        assert here.title.startswith("Explore")
        await here.press("escape")
        assert here.title.startswith("Home")
        assert here.marked.startswith("Explore")
        assert "b Save or remove" not in here.text
        assert not any("/recommendation/" in asked for asked in here.wire.asked)
    async with visit("home", demo=False, size=(80, 100)) as here:
        assert "The Capacity Exchange in numbers" in here.text
        assert "240, 14 of them new in the last 30 days" in here.flowing


@pytest.mark.parametrize("screen", [entry.id for entry in SCREENS if entry.id not in ("home", "sign-in")])
async def test_every_screen_can_be_opened_by_name_and_left_for_home(screen: str, home: Path) -> None:
    async with visit(screen) as here:
        title = here.title
        assert not title.startswith("Home")
        await here.press("escape")
        assert here.title.startswith("Home"), title


async def test_an_old_mirror_is_compared_at_once(home: Path) -> None:
    async with visit("home", size=(80, 160), now=FILLED + timedelta(hours=3)) as here:
        assert any("/users/" in asked for asked in here.wire.asked)
        assert "Last compared with the service just now." in here.flowing


async def test_a_fresh_mirror_is_read_without_asking(home: Path) -> None:
    async with visit("home") as here:
        assert not any("/users/" in asked for asked in here.wire.asked)


async def test_a_refresh_that_fails_is_told_with_the_age_and_the_marker_stays(home: Path) -> None:
    async with visit("home", size=(80, 160)) as here:
        await here.down_to("Settings")
        here.wire.fail(service_down)
        await here.press("f5")
        assert "Not refreshed: embedded.capx.invalid is not working right now (status 503)." in here.flowing
        assert "Last compared with the service 7 minutes ago." in here.flowing
        assert here.marked.startswith("Settings")
        here.wire.mend()
        await here.press("f6")
        assert "Not refreshed" not in here.text
        assert "Last compared with the service just now." in here.flowing
        assert here.marked.startswith("Settings")


async def test_names_that_could_not_be_fetched_are_told_with_their_source(home: Path) -> None:
    def without_metabase(wire: Wire) -> Wire:
        wire.fail(service_down, where="/_wikimedia/metabase/query")
        return wire

    async with visit("home", size=(80, 160), now=FILLED + timedelta(days=30), transport=without_metabase) as here:
        assert "Names could not be fetched from Metabase; those known before are shown." in here.flowing


@pytest.mark.parametrize("where", ["/profile/", "/recommendation/"])
async def test_a_refused_sign_in_is_announced(where: str, home: Path) -> None:
    def refusing(wire: Wire) -> Wire:
        wire.fail(refused_token, where=where)
        return wire

    async with visit("home", transport=refusing) as here:
        assert "not signed in" in here.title
        assert "has ended. Sign in again to go on where you were" in here.flowing
        await here.press("home")
        await here.choose("has ended.")
        assert here.title.startswith("Sign in")


async def test_a_refresh_that_was_asked_for_says_when_it_is_done(home: Path) -> None:
    async with visit("about") as here:
        await here.press("f5")
        assert here.status == "Up to date."
        here.wire.fail(service_down)
        await here.press("f5")
        assert "Error: embedded.capx.invalid is not working right now (status 503)." in here.flowing
        assert "F6 tries again." in here.flowing
        here.wire.mend()
        await here.press("f6")
        assert here.status == "Up to date."
