"""Explore over the mirror: answers on return, is kept between visits, and never waits for the service."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from capx_tui.errors import NoRoute, RuleError, StorageError
from capx_tui.model.explore import CapacityList, ExploreFilter, Facet, LanguageAtLeast, Sort
from capx_tui.model.matches import Matching
from capx_tui.model.people import Person, Role
from capx_tui.store.explore import ExploreState, ExploreStore, FacetValue, Phase
from capx_tui.store.filters import FilterFile
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names
from capx_tui.store.sync import Sync
from tests.store.conftest import Clock
from tests.store.small_service import Query, SmallService, profile


@dataclass
class Desk:
    service: SmallService
    mirror: Mirror
    path: Path
    clock: Clock
    saved: tuple[int, ...] = ()
    me: Person | None = None

    def explore(self) -> ExploreStore:
        """Explore as the next run of the program opens it."""
        names = Names(self.mirror)
        sync = Sync(self.service.client(), self.mirror, now=self.clock)
        store = ExploreStore(
            self.mirror,
            names,
            FilterFile(self.path),
            sync,
            saved=lambda: self.saved,
            matching=lambda: Matching(self.me, {}) if self.me else None,
        )
        store.start()
        return store


@pytest.fixture
def desk(mirror: Mirror, tmp_path: Path, clock: Clock) -> Desk:
    service = SmallService()
    service.people = {
        1: profile(
            1, 10, username="Ana", skills_wanted=[134], territory=[22], language=[{"id": 3, "proficiency": "n"}]
        ),
        2: profile(2, 30, username="Bruno", skills_available=[134], skills_wanted=[11], territory=[78, 79]),
        3: profile(3, 20, username="Çağla", skills_available=[12], language=[{"id": 3, "proficiency": 2}]),
        4: profile(4, 40, username="Deniz", skills_available=[], affiliation=[1]),
        5: profile(5, 50, username="Ebru", skills_available=[], skills_known=[12], wikimedia_project=[1]),
    }
    return Desk(service, mirror, tmp_path / "data" / "filters.json", clock)


def shown(store: ExploreStore) -> list[str]:
    return [person.username for person in store.rows(0, 100)]


async def filled(desk: Desk) -> ExploreStore:
    store = desk.explore()
    await store.refresh()
    return store


def test_an_empty_mirror_is_empty_and_says_so(desk: Desk) -> None:
    state = desk.explore().state
    assert (state.phase, state.total, state.count, state.checked_at) == (Phase.EMPTY, 0, 0, None)


async def test_people_arrive_and_newest_come_first(desk: Desk) -> None:
    store = desk.explore()
    states: list[ExploreState] = []
    store.subscribe(states.append)
    await store.refresh()
    # Who lists no capacity is left out unless asked for.
    assert shown(store) == ["Ebru", "Bruno", "Çağla", "Ana"]
    assert (store.state.total, store.state.count, store.state.phase) == (5, 4, Phase.READY)
    assert store.state.checked_at == desk.clock()
    assert Phase.FILLING in {state.phase for state in states}
    assert {state.filling_of for state in states if state.phase is Phase.FILLING and state.filled} == {5}


async def test_every_facet_narrows_at_once(desk: Desk) -> None:
    store = await filled(desk)
    for asked, names in (
        (ExploreFilter(text="cagl"), ["Çağla"]),
        (ExploreFilter(available=(134,)), ["Bruno"]),
        (ExploreFilter(available=(134, 12)), ["Bruno", "Çağla"]),
        (ExploreFilter(available=(10,)), ["Ana"]),
        (ExploreFilter(available=(10,), with_children=True), ["Çağla", "Ana"]),
        (ExploreFilter(capacities=(134,)), ["Bruno", "Ana"]),
        (ExploreFilter(capacities=(134,), roles=(Role.LEARNER,)), ["Ana"]),
        (ExploreFilter(roles=(Role.PROFICIENT,)), ["Ebru"]),
        (ExploreFilter(territories=(22,)), ["Bruno", "Ana"]),
        (ExploreFilter(territories=(78,)), ["Bruno"]),
        (ExploreFilter(languages=(LanguageAtLeast(3),)), ["Çağla", "Ana"]),
        (ExploreFilter(languages=(LanguageAtLeast(3, "3"),)), ["Ana"]),
        (ExploreFilter(projects=(1,)), ["Ebru"]),
        (ExploreFilter(affiliations=(1,)), []),
        (ExploreFilter(affiliations=(1,), incomplete=True), ["Deniz"]),
        (ExploreFilter(territories=(22,), languages=(LanguageAtLeast(3),)), ["Ana"]),
    ):
        store.set_filter(asked)
        assert shown(store) == names, asked
        assert store.state.count == len(names)


async def test_saved_people_and_the_order_by_match(desk: Desk) -> None:
    store = await filled(desk)
    with pytest.raises(RuleError):
        store.set_sort(Sort.MATCH)
    desk.saved, desk.me = (2, 3), Person(id=99, username="Me", skills_wanted=(134,), skills_available=(11, 12))
    store.set_filter(ExploreFilter(saved=True))
    assert shown(store) == ["Bruno", "Çağla"]
    store.clear()
    store.set_sort(Sort.MATCH)
    assert shown(store)[0] == "Bruno"
    store.set_sort(Sort.NAME)
    assert shown(store) == ["Ana", "Bruno", "Çağla", "Ebru"]


async def test_rows_are_found_by_place_and_places_by_row(desk: Desk) -> None:
    store = await filled(desk)
    assert [person.username for person in store.rows(1, 2)] == ["Bruno", "Çağla"]
    assert store.rows(4, 10) == []
    assert [store.position_of(each) for each in (5, 2, 3, 1, 4, 77)] == [0, 1, 2, 3, None, None]
    assert list(store.ids()) == [5, 2, 3, 1]


async def test_choices_carry_live_counts_and_are_found_by_typing(desk: Desk) -> None:
    store = await filled(desk)
    assert store.facet_values(Facet.TERRITORIES, "arg") == [FacetValue(78, "Argentina", 1)]
    store.set_filter(ExploreFilter(languages=(LanguageAtLeast(3),), territories=(78,)))
    assert {each.name: each.count for each in store.facet_values(Facet.TERRITORIES)} == {
        "Argentina": 0,
        "Brazil": 0,
        "Latin America": 1,
    }
    assert store.facet_values(Facet.AVAILABLE, "lua") == [FacetValue(134, "Lua", 0)]
    store.clear()
    assert store.facet_values(Facet.LANGUAGES, "english") == [FacetValue(3, "English", 2)]
    assert store.facet_values(Facet.PROJECTS, "nothing like it") == []
    assert store.role_counts() == {Role.LEARNER: 2, Role.SHARER: 3, Role.PROFICIENT: 1}


async def test_an_empty_result_says_which_filter_to_drop(desk: Desk) -> None:
    store = await filled(desk)
    store.set_filter(ExploreFilter(text="ana", territories=(78,), roles=(Role.LEARNER,)))
    assert store.state.count == 0
    assert dict(store.relief()) == {Facet.TEXT: 1, Facet.TERRITORIES: 1}


async def test_filters_are_kept_between_visits(desk: Desk) -> None:
    store = await filled(desk)
    asked = ExploreFilter(text="a", territories=(22,), languages=(LanguageAtLeast(3, "n"),), roles=(Role.LEARNER,))
    store.set_filter(asked)
    store.set_sort(Sort.NAME)
    store.set_shown_lists({CapacityList.KNOWN})
    store.flush()
    again = desk.explore()
    assert (again.state.filter, again.state.sort) == (asked, Sort.NAME)
    assert again.state.shown_lists == {CapacityList.KNOWN}
    assert shown(again) == ["Ana"]
    assert desk.path.stat().st_mode & 0o777 == 0o600


def test_by_default_wanted_and_available_are_shown(desk: Desk) -> None:
    assert desk.explore().state.shown_lists == {CapacityList.WANTED, CapacityList.AVAILABLE}


async def test_named_filters(desk: Desk) -> None:
    store = await filled(desk)
    store.set_filter(ExploreFilter(available=(134,)))
    store.save_filter("  Lua   people ")
    store.clear()
    assert store.state.count == 4
    again = desk.explore()
    assert list(again.named_filters()) == ["Lua people"]
    again.use_filter("Lua people")
    assert shown(again) == ["Bruno"]
    again.delete_filter("Lua people")
    assert desk.explore().named_filters() == {}
    with pytest.raises(RuleError, match="Lua people"):
        again.use_filter("Lua people")
    with pytest.raises(RuleError):
        again.save_filter("   ")


async def test_a_named_filter_gets_another_name(desk: Desk) -> None:
    store = await filled(desk)
    for name, number in (("Lua", 134), ("Other", 12)):
        store.set_filter(ExploreFilter(available=(number,)))
        store.save_filter(name)
    store.rename_filter("Lua", "  Lua   people ")
    store.rename_filter("Other", "Other")
    again = desk.explore()
    assert {name: kept.available for name, kept in again.named_filters().items()} == {
        "Lua people": (134,),
        "Other": (12,),
    }
    for old, new, said in (
        ("Lua people", "Other", "explore-filter-name-taken"),
        ("Lua people", " ", "explore-filter-name-empty"),
        ("Lua", "New", "explore-filter-name-unknown"),
    ):
        with pytest.raises(RuleError) as refused:
            again.rename_filter(old, new)
        assert refused.value.key == said
    assert list(desk.explore().named_filters()) == ["Lua people", "Other"]


async def test_damaged_filters_are_put_aside(desk: Desk) -> None:
    desk.path.parent.mkdir()
    desk.path.write_text('{"filter": {"text": 7}}')
    assert desk.explore().state.filter == ExploreFilter()
    assert desk.path.with_name("filters.json.broken").exists()


async def test_filters_that_cannot_be_kept_hold_and_are_told(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file stands where the directory should be")
    store = await filled(desk)
    store.set_text("ana")
    store.flush()
    assert shown(store) == ["Ana"]
    assert store.trouble is not None


async def test_offline_the_rows_stay_with_their_age_and_the_reason(desk: Desk) -> None:
    store = await filled(desk)
    checked_at = store.state.checked_at
    desk.clock.passes(hours=5)
    desk.service.faults["/"] = NoRoute(host="capx.example")
    await store.refresh()
    assert store.state.phase is Phase.OFFLINE
    assert isinstance(store.state.error, NoRoute)
    assert store.state.checked_at == checked_at
    assert len(shown(store)) == 4
    # The next run of the program starts with them too.
    assert shown(desk.explore()) == shown(store)
    desk.service.faults.clear()
    phases: list[Phase] = []
    store.subscribe(lambda state: phases.append(state.phase))
    await store.refresh()
    assert shown(store) == ["Ebru", "Bruno", "Çağla", "Ana"]
    assert store.state == msgspec.structs.replace(store.state, phase=Phase.READY, error=None)
    # All the while it is asked, that is what is told, and once it is not, no word of the failure is.
    assert list(dict.fromkeys(phases)) == [Phase.AGAIN, Phase.READY]


async def test_with_nothing_fetched_and_no_service_it_is_empty_with_the_reason(desk: Desk) -> None:
    store = desk.explore()
    desk.service.faults["/"] = NoRoute(host="capx.example")
    await store.refresh()
    assert store.state.phase is Phase.EMPTY
    assert isinstance(store.state.error, NoRoute)


async def test_cancelling_keeps_what_arrived(desk: Desk) -> None:
    desk.service.people = {number: profile(number, number) for number in range(1, 1501)}
    store = desk.explore()
    run = asyncio.ensure_future(store.refresh())

    def stop(path: str, query: Query) -> None:
        if path == "/users/" and query["offset"] != ["0"]:
            run.cancel()

    desk.service.between = stop
    with pytest.raises(asyncio.CancelledError):
        await run
    assert store.state.phase is Phase.READY
    assert 200 <= store.state.total < 1500
    assert len(store.rows(0, 2000)) == store.state.total


async def test_what_another_process_fetched_is_taken_over(desk: Desk) -> None:
    store = await filled(desk)
    assert desk.mirror.path is not None
    other = Mirror.open(desk.mirror.path)
    await other.add_people([Person(id=7, username="Faruk", skills_known=(1,), last_update="2026-05-05T00:00:00Z")])
    store.catch_up()
    assert shown(store)[0] == "Faruk"
    await other.remove_people([7])
    await other.keep_index()
    assert store.position_of(3) is not None
    # The index under our feet is another one now; asking goes on.
    assert store.facet_values(Facet.KNOWN, "capacity 12")[0].count == 1
    store.catch_up()
    assert "Faruk" not in shown(store)
    other.close()


async def test_nothing_new_tells_nobody(desk: Desk) -> None:
    store = await filled(desk)
    states: list[ExploreState] = []
    store.subscribe(states.append)
    store.catch_up()
    assert states == []


async def test_a_damaged_mirror_is_said_and_mended_at_the_next_start(desk: Desk) -> None:
    await filled(desk)
    path = desk.mirror.path
    assert path is not None
    await desk.mirror.add_people([Person(id=n, username=f"P{n}", about="x" * 2000) for n in range(10, 200)])
    await desk.mirror.keep_index()
    desk.mirror.close()
    with path.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xaa" * (path.stat().st_size - 4096 * 3))
    desk.mirror = Mirror.open(path)
    store = desk.explore()
    assert isinstance(store.state.error, StorageError)
    assert store.rows(0, 10) == []
    desk.mirror.close()
    desk.mirror = Mirror.open(path)
    assert desk.mirror.state().set_aside is not None
    await desk.explore().refresh()
    assert desk.mirror.people_count() == 5
    desk.mirror.close()


async def test_a_sync_that_outlives_the_mirror_ends_quietly(desk: Desk) -> None:
    store = await filled(desk)
    desk.mirror.close()
    await store.refresh()
    assert isinstance(store.state.error, StorageError)
