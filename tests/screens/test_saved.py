"""Saved profiles: the list, removal with undo, notes, and the key that saves wherever somebody is shown."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import stamina

from capx_tui.api.wire import Request, Response
from capx_tui.errors import TimedOut
from capx_tui.model.saved import SavedKind
from capx_tui.text import isolate
from tests.screens.places import Place, arrive
from tests.screens.visits import Visit, database, visit
from tests.screens.wire import Wire, no_route, service_down

_PERSON = "https://capx.toolforge.org/profile/Blank_Page"
_ORGANIZATION = "https://capx.toolforge.org/organization_profile/122"


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    with stamina.set_testing(True, attempts=2, cap=True):
        yield


def stored(here: Visit) -> set[tuple[str, int]]:
    """Whom the service has as saved."""
    query = "SELECT DISTINCT entity, entity_id FROM saved_item WHERE user = ?"
    with closing(sqlite3.connect(database())) as connection:
        return set(connection.execute(query, (here.core.session.account_id,)))


def shown(here: Visit) -> set[tuple[str, int]]:
    """Whom the list of the screen has."""
    return {(each.item.subject.kind.value, each.item.subject.id) for each in here.core.saved_list.found}


async def test_people_and_organizations_stand_in_one_list(home: Path) -> None:
    async with visit("saved") as here:
        assert here.title.startswith("Saved profiles")
        total = len(stored(here))
        assert f"{total} of {total} saved profiles. Last saved first." in here.flowing
        assert shown(here) == stored(here)
        assert "  Person" in here.text
        assert "  Organization" in here.text
        await here.press("s")
        assert "By name." in here.flowing
        names = [entry.name.casefold() for entry in here.core.saved_list.found]
        assert names == sorted(names)
        await here.press("enter")
        assert not here.title.startswith("Saved profiles")


async def test_removing_and_taking_it_back_with_the_note(home: Path) -> None:
    async with visit("saved") as here:
        before = stored(here)
        entry = here.core.saved_list.found[0]
        await here.press("n")
        assert here.title.startswith(f"A note on {entry.name}")
        await here.type("met at the café")
        await here.press("enter")
        assert "The note is kept on this machine." in here.flowing
        assert "Note: met at the café" in here.text
        await here.press("delete")
        assert f"Removed: {entry.name}. u brings it back." in here.flowing
        assert stored(here) < before
        assert "met at the café" not in here.text
        await here.press("u")
        assert f"Back in your saved profiles: {entry.name}." in here.flowing
        assert stored(here) == before
        assert "Note: met at the café" in here.text
        await here.press("u")
        assert "Nothing was removed here." in here.flowing


async def test_filters_by_kind_and_words(home: Path) -> None:
    async with visit("saved") as here:
        await here.press("f")
        await here.choose("People or organizations")
        await here.type("org")
        await here.press("enter")
        await here.press("escape", "escape")
        kinds = {kind for kind, _ in stored(here)}
        assert kinds == {"user", "org"}
        assert {kind for kind, _ in shown(here)} == {"org"}
        await here.press("c", "slash")
        await here.type("nobody is called so")
        assert here.core.saved_list.state.count == 0


async def test_one_who_is_gone_is_told_and_can_be_removed(home: Path) -> None:
    async with visit("saved") as here:
        entry = next(each for each in here.core.saved_list.found if each.item.subject.kind is SavedKind.PERSON)
        number = entry.item.subject.id
        with closing(sqlite3.connect(database())) as connection, connection:
            connection.execute("UPDATE user SET is_active = 0 WHERE id = ?", (number,))
        await here.press("escape")
        await here.core.mirror.remove_people([number])
        here.app.go("saved")
        await here.settle()
        assert "This profile is not at the service any more." in here.text
        await here.press("slash")
        await here.type(entry.name)
        await here.press("enter", "enter")
        assert f"The profile of {entry.name} is not at the service any more. Delete removes it" in here.flowing
        await here.press("delete")
        assert here.core.saved.item(entry.item.subject) is None


async def test_without_the_service_the_list_is_there(home: Path) -> None:
    async with visit("saved") as here:
        before = shown(here)
        await here.press("escape")
        here.wire.fail(no_route)
        here.app.go("saved")
        await here.settle()
        assert shown(here) == before
        assert "could not be reached" in here.flowing
        await here.press("delete")
        assert shown(here) == before


async def test_an_empty_list_says_how_to_fill_it(home: Path) -> None:
    async with visit("home") as here:
        with closing(sqlite3.connect(database())) as connection, connection:
            connection.execute("DELETE FROM saved_item")
        here.app.go("saved")
        await here.settle()
        assert "You have not saved anybody yet. b saves whom you look at." in here.flowing
        await here.press("delete")
        assert "There is nobody on this row." in here.flowing
        await here.press("n")
        assert "There is nobody on this row." in here.flowing


async def test_the_key_saves_from_every_place(home: Path) -> None:
    places = (
        Place("explore", "explore"),
        Place("person", address=_PERSON),
        Place("matches", "matches"),
        Place("match", "matches", ("enter",)),
        Place("organizations", "organizations"),
        Place("organization", address=_ORGANIZATION),
    )
    for place in places:
        async with arrive(place, size=(100, 40)) as here:
            before = stored(here)
            await here.press("b")
            after = stored(here)
            assert len(before ^ after) == 1, place
            word = "is saved. b takes it back." if after > before else "is not saved any more. b saves again."
            assert word in here.flowing, place
            if after > before:
                assert "Saved" in here.text, place
                assert "Saved  no" not in re.sub(r"  +", "  ", here.text), place
            await here.press("b")
            assert stored(here) == before, place


async def test_a_save_goes_on_where_the_person_goes_away(home: Path) -> None:
    async with visit(address=_PERSON) as here:
        before = stored(here)
        here.wire.hold(where="/saved_item/")
        here._send("b")
        await here.pilot.pause()
        here.endless = {worker.group for worker in here.app.workers}
        await here.until(lambda: "Sending it to the service." in here.flowing)
        here._send("escape")
        await here.pilot.pause()
        here.wire.release()
        await here.until(lambda: len(stored(here)) == len(before) + 1)


async def test_oneself_and_nobody_are_not_saved(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("slash")
        await here.type("nobody is called so")
        await here.press("escape", "b")
        assert "There is nobody here to save." in here.flowing
    async with visit(address="https://capx.toolforge.org/profile/Papatya_Defteri") as here:
        await here.press("b")
        assert "This is your own profile." in here.flowing


async def test_signed_out_one_signs_in_first(home: Path) -> None:
    async with visit("explore", demo=False) as here:
        await here.press("b")
        assert here.title.startswith("Sign in")
        assert "needs an account." in here.flowing
    async with visit("saved", demo=False) as here:
        assert here.title.startswith("Sign in")


async def test_explore_shows_only_who_is_saved(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("f")
        await here.choose("Saved profiles")
        await here.press("escape")
        people = {number for kind, number in stored(here) if kind == "user"}
        assert set(here.core.explore.ids()) <= people
        assert here.core.explore.state.count > 0
        assert "saved by me" in here.text
        count = here.core.explore.state.count
        await here.press("b")
        assert here.core.explore.state.count == count - 1


async def test_a_failure_is_said_and_the_state_stays_true(home: Path) -> None:
    async with visit(address=_PERSON) as here:
        before = stored(here)
        here.wire.fail(service_down, where="/saved_item/")
        await here.press("b")
        assert stored(here) == before
        assert re.search(r"Saved +no", here.text), here.text
        here.wire.mend()
        await here.press("f6")
        assert len(stored(here)) == len(before) + 1


class Unsteady:
    """Loses writes at random, before or after the service acted on them, while `is_unsteady`."""

    def __init__(self, wire: Wire, seed: int) -> None:
        self._wire = wire
        self._chance = random.Random(seed)
        self.is_unsteady = False
        self.lost = 0

    async def send(self, request: Request) -> Response:
        drawn = self._chance.random() if self.is_unsteady and "/saved_item/" in request.url else 0.5
        if drawn < 0.25:
            self.lost += 1
            raise TimedOut(host=request.host)
        answer = await self._wire.send(request)
        if drawn > 0.75:
            self.lost += 1
            raise TimedOut(host=request.host)
        return answer

    async def close(self) -> None:
        await self._wire.close()


@pytest.mark.parametrize("seed", [20, 2026])
async def test_twenty_in_a_row_with_a_service_that_fails_at_random(home: Path, seed: int) -> None:
    """Saved and removed by the key, reads failing as well: list, service and screen agree at the end."""
    made: list[Unsteady] = []

    def unsteady(wire: Wire) -> Unsteady:
        made.append(Unsteady(wire, seed))
        return made[0]

    async with visit("explore", transport=unsteady) as here:
        await here.core.saved.load()
        before = stored(here)
        made[0].is_unsteady = True
        for _ in range(20):
            await here.press("b", "down")
        for _ in range(20):
            await here.press("up", "b")
        lost, made[0].is_unsteady = made[0].lost, False
        assert lost > 10
        assert stored(here) != before
        await here.press("escape")
        here.app.go("saved")
        await here.settle()
        assert shown(here) == stored(here)
        people = {number for kind, number in stored(here) if kind == "user"}
        assert here.core.saved.person_ids() == people
        await here.press("escape")
        here.app.go("explore")
        await here.settle()
        for place, person in enumerate(here.core.explore.rows(0, 20)):
            row = here.marked
            assert isolate(person.username) in row, place
            assert ("  Saved" in row) is (person.id in people), place
            await here.press("down")


async def test_in_one_line_the_word_stands_right_behind_the_name(home: Path) -> None:
    async with visit("explore", size=(60, 20), compact=True) as here:
        await here.core.saved.load()
        saved = next(iter(here.core.saved.person_ids() & set(here.core.explore.ids())))
        person = here.core.mirror.person(saved)
        assert person is not None
        await here.press("slash")
        await here.type(person.username)
        await here.press("enter")
        assert here.marked.startswith(f"{isolate(person.username)}, Saved,")
    async with visit("saved", size=(60, 20), compact=True) as here:
        entry = here.core.saved_list.found[0]
        kind = "Person" if entry.item.subject.kind is SavedKind.PERSON else "Organization"
        assert here.marked.startswith(f"{isolate(entry.name)}, {kind},")
