"""The capacity directory: the tree, what a search leaves of it, counts, and what is told of one capacity."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from capx_tui.errors import NoRoute
from capx_tui.store.directory import CapacityCounts, DirectoryState, DirectoryStore
from capx_tui.store.explore import ExploreStore
from capx_tui.store.filters import FilterFile
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names
from capx_tui.store.sync import Sync
from tests.store.conftest import Clock
from tests.store.small_service import HTML, SmallService, profile


@dataclass
class Desk:
    service: SmallService
    mirror: Mirror
    clock: Clock
    language: str = "en"
    explore: ExploreStore = field(init=False)
    directory: DirectoryStore = field(init=False)

    def __post_init__(self) -> None:
        names = Names(self.mirror, lambda: self.language)
        sync = Sync(self.service.client(), self.mirror, lambda: self.language, now=self.clock)
        self.explore = ExploreStore(self.mirror, names, FilterFile(None), sync)
        self.explore.start()
        self.directory = DirectoryStore(self.mirror, names, self.explore)

    def names(self) -> list[str]:
        return [self.directory.node(each).name for each in self.directory.visible()]


@pytest.fixture
def service() -> SmallService:
    """The tree is 10 > 11 > 12 and 106 > 134."""
    service = SmallService()
    service.people = {
        1: profile(1, 1, skills_known=[12, 11], skills_available=[12], skills_wanted=[134]),
        2: profile(2, 2, skills_available=[11, 10]),
        3: profile(3, 3, skills_available=[12]),
    }
    return service


@pytest.fixture
async def desk(service: SmallService, mirror: Mirror, clock: Clock) -> Desk:
    made = Desk(service, mirror, clock)
    await made.explore.refresh()
    return made


def test_before_anything_was_fetched_it_is_empty(service: SmallService, mirror: Mirror, clock: Clock) -> None:
    desk = Desk(service, mirror, clock)
    assert desk.directory.visible() == ()
    assert desk.directory.state.total == 0


async def test_it_begins_with_the_roots_and_opens_level_by_level(desk: Desk) -> None:
    directory = desk.directory
    assert desk.names() == ["Organisational Skills", "Capacity 106"]
    directory.toggle(10)
    assert directory.visible() == (10, 11, 106)
    directory.expand(11)
    assert directory.visible() == (10, 11, 12, 106)
    assert [(directory.node(each).level, directory.node(each).below) for each in (10, 11, 12)] == [
        (1, 1),
        (2, 1),
        (3, 0),
    ]
    assert [directory.node(each).expanded for each in (10, 11, 12)] == [True, True, False]
    assert directory.node(11).parent == 10
    directory.collapse(10)
    assert directory.visible() == (10, 106)
    directory.expand(10)
    # What was open below is open still.
    assert directory.visible() == (10, 11, 12, 106)
    directory.reset()
    assert directory.visible() == (10, 106)


async def test_a_search_keeps_the_way_down_to_what_it_found(desk: Desk) -> None:
    directory = desk.directory
    directory.set_text("management of money")
    assert directory.visible() == (10, 11)
    assert [directory.node(each).found for each in (10, 11)] == [False, True]
    assert directory.state.found == 1
    # What lies below a find is there on request.
    directory.toggle(11)
    assert directory.visible() == (10, 11, 12)
    directory.collapse(10)
    assert directory.visible() == (10,)
    directory.set_text("")
    assert 106 in directory.visible()
    directory.set_text("nothing like it")
    assert directory.visible() == ()
    assert directory.state.found == 0


async def test_leaving_a_search_returns_to_what_was_open(desk: Desk) -> None:
    desk.directory.expand(106)
    desk.directory.set_text("finance")
    desk.directory.set_text("")
    assert desk.directory.visible() == (10, 106, 134)


async def test_a_capacity_asked_for_from_elsewhere_is_revealed_once(desk: Desk) -> None:
    desk.directory.set_text("lua")
    desk.directory.reveal(12)
    assert 12 in desk.directory.visible()
    assert desk.directory.take_revealed() == 12
    assert desk.directory.take_revealed() is None
    assert 134 not in desk.directory.visible()


async def test_counts_are_of_the_capacity_itself(desk: Desk) -> None:
    directory = desk.directory
    assert directory.counts(12) == CapacityCounts(known=1, available=2, wanted=0)
    assert directory.counts(10) == CapacityCounts(known=0, available=1, wanted=0)
    assert directory.node(134).wanted == 1


async def test_counts_and_names_follow_the_mirror(desk: Desk) -> None:
    states: list[DirectoryState] = []
    desk.directory.subscribe(states.append)
    desk.service.changes(3, 900, skills_available=[134])
    desk.clock.passes(days=8)
    desk.service.metabase["Q12", "en"] = ("Budgeting", "")
    await desk.explore.refresh()
    assert states
    assert desk.directory.counts(134).available == 1
    assert desk.directory.node(12).name == "Budgeting"


async def test_narrowing_explore_moves_no_count_and_paints_nothing(desk: Desk) -> None:
    states: list[DirectoryState] = []
    desk.directory.subscribe(states.append)
    desk.explore.set_text("nobody")
    assert states == []
    assert desk.directory.counts(12).available == 2


async def test_what_there_is_to_tell_of_a_capacity(desk: Desk) -> None:
    known = desk.directory.information(10)
    assert (known.name, known.description) == ("Organisational Skills", "How to run things")
    assert known.source_words == "Metabase, in English"
    assert not known.needs_translation
    assert known.path == "Organisational Skills"
    assert [(item, address) for _, item, address in known.items] == [
        ("Q910", "https://metabase.wikibase.cloud/wiki/Item:Q910"),
        ("Q10", "https://www.wikidata.org/wiki/Q10"),
    ]
    below = desk.directory.information(12)
    assert below.path == "Organisational Skills > finance > Capacity 12"
    assert below.path_ids == (10, 11, 12)
    assert below.description == ""
    assert below.source_words == "neither Metabase nor Wikidata has one"
    assert below.needs_translation
    assert below.metabase_address == ""
    assert below.available == 2


async def test_a_text_in_another_language_is_said_to_be_one(desk: Desk) -> None:
    desk.language = "tr"
    desk.service.metabase["Q134", "tr"] = ("Lua", "Betik dili")
    await desk.explore.refresh()
    known = desk.directory.information(10)
    assert known.source_words == "Metabase, in İngilizce"
    assert (known.name_is_fallback, known.description_is_fallback) == (True, True)
    assert known.language_asked == "Türkçe"
    assert desk.directory.node(10).fallback_language == "İngilizce"
    own = desk.directory.information(134)
    assert own.description == "Betik dili"
    assert not own.needs_translation
    assert desk.directory.node(134).fallback_language == ""


async def test_one_english_is_as_good_as_another_and_a_label_for_all_is_everybodys(desk: Desk) -> None:
    desk.language = "en-gb"
    desk.directory.catch_up()
    assert not desk.directory.information(10).needs_translation
    desk.language = "fr"
    desk.directory.catch_up()
    assert desk.directory.node(134).name == "Lua"


async def test_names_that_could_not_be_refreshed_are_said_to_be_old(desk: Desk) -> None:
    desk.service.faults["/metabase"] = HTML
    desk.clock.passes(days=8)
    await desk.explore.refresh()
    assert desk.directory.state.terms_stale == ("metabase",)
    assert desk.directory.node(10).name == "Organisational Skills"


async def test_without_the_service_the_directory_opens_as_it_was(desk: Desk) -> None:
    desk.service.faults["/"] = NoRoute(host="capx.example")
    again = Desk(desk.service, desk.mirror, desk.clock)
    await again.explore.refresh()
    assert again.names() == desk.names()
    assert again.directory.information(10) == desk.directory.information(10)
    assert again.directory.state.checked_at == desk.directory.state.checked_at


async def test_a_capacity_that_nobody_knows_is_told_as_far_as_it_goes(desk: Desk) -> None:
    known = desk.directory.information(9999)
    assert (known.name, known.path, known.items) == ("Capacity 9999", "", ())
    assert desk.directory.node(9999).level == 1
