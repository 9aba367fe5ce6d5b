"""Lists once a day, names once a week, from two sources of which either may fail."""

from __future__ import annotations

from datetime import timedelta

import pytest

from capx_tui.errors import HtmlAnswer, NoRoute, ServiceDown, TimedOut
from capx_tui.model.naming import Kind
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names, term_languages
from capx_tui.store.sync import Sync
from capx_tui.store.sync_terms import TermSync
from tests.store.clocks import AHEAD
from tests.store.conftest import Clock
from tests.store.small_service import HTML, SmallService, data


def name(mirror: Mirror, number: int, language: str = "en") -> str:
    return Names(mirror, lambda: language).capacity(number)


async def test_everything_that_profiles_point_at_is_there(service: SmallService, sync: Sync, mirror: Mirror) -> None:
    await sync.run()
    assert [(each.id, each.parent_territory) for each in mirror.territories()] == [(22, ()), (78, (22,)), (79, (22,))]
    assert [(each.id, each.listed) for each in mirror.organizations()] == [(1, True), (2, False)]
    assert [each.name for each in mirror.projects()] == ["Wikipedia"]
    assert [each.name for each in mirror.badges()] == ["First step"]
    assert [each.name for each in mirror.events()] == ["Lua workshop"]
    assert mirror.avatars() == {3: "https://commons.wikimedia.org/wiki/File:Three.svg"}
    statistics = mirror.statistics()
    assert statistics is not None
    assert statistics.total_users == 7
    assert statistics.territory_user_counts == {22: 1}
    assert statistics.languages_by_territory == {22: {3: 2}}
    assert statistics.capacities_by_territory[22][134].available == 2


async def test_lists_are_asked_for_once_a_day(service: SmallService, sync: Sync, clock: Clock) -> None:
    await sync.run()
    clock.passes(hours=23)
    service.asked.clear()
    await sync.run()
    assert [asked for asked in service.asked if not asked.startswith("/users/")] == []
    clock.passes(hours=1)
    await sync.run()
    assert service.went_to("/territory/")
    assert not service.went_to("/metabase")


async def test_a_full_run_asks_for_everything(service: SmallService, sync: Sync) -> None:
    await sync.run()
    service.asked.clear()
    await sync.run(full=True)
    assert service.went_to("/territory/")
    assert service.went_to("/metabase")
    assert service.went_to("/users/?limit=200")


async def test_names_come_from_metabase_and_the_gaps_from_wikidata(
    service: SmallService, sync: Sync, mirror: Mirror
) -> None:
    await sync.run()
    assert [name(mirror, number) for number in (10, 11, 134, 12)] == [
        "Organisational Skills",
        "finance",
        "Lua",
        "Capacity 12",
    ]
    found = {capacity.id: capacity for capacity in mirror.capacities()}
    assert {term.source for term in found[10].labels} == {"metabase"}
    assert {term.source for term in found[11].labels} == {"wikidata"}
    assert found[10].metabase_item == "Q910"
    assert mirror.state().languages_of_terms == ("en",)
    # A label for all languages stands in where a language has none.
    assert name(mirror, 134, "tr") == "Lua"


async def test_names_are_asked_for_once_a_week(service: SmallService, sync: Sync, clock: Clock) -> None:
    await sync.run()
    clock.passes(days=6)
    await sync.run()
    assert len(service.went_to("/metabase")) == 1
    clock.passes(days=1)
    await sync.run()
    assert len(service.went_to("/metabase")) == 2


async def test_another_language_adds_names_and_keeps_those_there_were(
    service: SmallService, sync: Sync, mirror: Mirror, clock: Clock
) -> None:
    await sync.run()
    service.metabase[("Q10", "tr")] = ("Örgütsel Beceriler", "Bir işi yürütmek")
    turkish = Sync(service.client(), mirror, lambda: "tr", now=clock)
    await turkish.run()
    assert name(mirror, 10, "tr") == "Örgütsel Beceriler"
    assert name(mirror, 10, "en") == "Organisational Skills"
    assert mirror.state().languages_of_terms == ("en", "tr")
    # Back in English nothing has to be asked, and Turkish stays findable.
    service.asked.clear()
    await sync.run()
    assert not service.went_to("/metabase")
    assert Names(mirror).resolve(Kind.CAPACITY, "orgutsel beceriler") == 10
    # A later look in English alone keeps the Turkish names.
    clock.passes(days=8)
    await sync.run()
    assert name(mirror, 10, "tr") == "Örgütsel Beceriler"


async def test_a_name_taken_back_at_the_source_goes(
    service: SmallService, sync: Sync, mirror: Mirror, clock: Clock
) -> None:
    await sync.run()
    del service.metabase[("Q10", "en")]
    service.wikidata[("Q10", "en")] = ("organisational skill", "")
    clock.passes(days=8)
    await sync.run()
    assert name(mirror, 10) == "organisational skill"


async def test_a_web_page_from_metabase_fails_nothing(
    service: SmallService, sync: Sync, mirror: Mirror, clock: Clock
) -> None:
    await sync.run()
    service.faults["/metabase"] = HTML
    clock.passes(days=8)
    report = await sync.run()
    assert isinstance(report.failures["metabase"], HtmlAnswer)
    assert name(mirror, 10) == "Organisational Skills"
    assert mirror.state().stale_terms == ("metabase",)
    service.faults.clear()
    service.asked.clear()
    # Not asked again at every turn.
    await sync.run()
    assert not service.went_to("/metabase")
    clock.passes(hours=1)
    await sync.run()
    assert service.went_to("/metabase")
    assert mirror.state().stale_terms == ()


async def test_without_both_sources_the_first_fill_is_complete_with_numbers_for_names(
    service: SmallService, sync: Sync, mirror: Mirror
) -> None:
    service.faults["/metabase"] = HTML
    service.faults["/wikidata"] = NoRoute(host="wikidata.example")
    report = await sync.run()
    assert set(report.failures) == {"metabase", "wikidata"}
    assert mirror.state().complete
    assert mirror.state().languages_of_terms == ()
    assert name(mirror, 134) == "Capacity 134"


async def test_wikidata_names_everything_where_metabase_is_away(
    service: SmallService, sync: Sync, mirror: Mirror
) -> None:
    service.faults["/metabase"] = HTML
    service.wikidata[("Q10", "en")] = ("organisational skill", "")
    await sync.run()
    assert name(mirror, 10) == "organisational skill"


async def test_a_source_that_never_answers_is_given_up(
    service: SmallService, sync: Sync, mirror: Mirror, clock: Clock
) -> None:
    await sync.run()
    service.stuck = "/metabase"
    terms = TermSync(service.client().send, mirror, ("en",), now=clock, patience_s=0.01)
    failures = await terms.run(full=True)
    assert isinstance(failures["metabase"], TimedOut)
    assert name(mirror, 10) == "Organisational Skills"


async def test_a_list_that_fails_keeps_its_last_state_and_is_told(
    service: SmallService, sync: Sync, mirror: Mirror, clock: Clock
) -> None:
    await sync.run()
    clock.passes(days=2)
    service.faults["/statistics/"] = data({"detail": "broken"}, 500)
    report = await sync.run()
    assert isinstance(report.failures["statistics"], ServiceDown)
    assert mirror.statistics() is not None
    service.faults.clear()
    service.asked.clear()
    await sync.run()
    assert service.went_to("/statistics/")
    assert not service.went_to("/badges/")


@pytest.mark.parametrize("path", ["/skill/", "/territory/", "/organizations/", "/list/language/"])
async def test_without_a_list_that_names_need_the_first_fill_is_not_called_good(
    service: SmallService, sync: Sync, mirror: Mirror, path: str
) -> None:
    service.faults[path] = data({"detail": "broken"}, 500)
    with pytest.raises(ServiceDown):
        await sync.run()
    service.faults.clear()
    await sync.run()
    assert mirror.state().complete
    assert mirror.capacities()


async def test_a_new_capacity_is_asked_its_name_at_once(
    service: SmallService, sync: Sync, mirror: Mirror, clock: Clock
) -> None:
    await sync.run()
    service.skills += ((144, "Q144", 106),)
    service.metabase[("Q144", "en")] = ("Toolforge", "Where tools live")
    clock.passes(days=1)
    await sync.run()
    assert name(mirror, 144) == "Toolforge"
    assert Names(mirror).tree().path(144) == (106, 144)


async def test_a_capacity_that_is_gone_is_gone_here(
    service: SmallService, sync: Sync, mirror: Mirror, clock: Clock
) -> None:
    await sync.run()
    service.skills = service.skills[:-1]
    clock.passes(days=1)
    await sync.run()
    assert 134 not in Names(mirror).tree().capacities


async def test_languages_are_named_in_the_persons_language_and_found_in_others(
    service: SmallService, mirror: Mirror, clock: Clock
) -> None:
    await Sync(service.client(), mirror, lambda: "tr", now=clock).run()
    names = Names(mirror, lambda: "tr")
    assert names.language_name(3) == "İngilizce"
    assert {names.resolve(Kind.LANGUAGE, text) for text in ("ingilizce", "English", "en", "3")} == {3}
    assert names.resolve(Kind.LANGUAGE, "tr") == 8


async def test_terms_are_asked_for_in_the_chain_of_the_language(service: SmallService, mirror: Mirror) -> None:
    assert term_languages("pt-br") == ("pt-br", "pt", "en", "mul")
    service.metabase[("Q10", "pt")] = ("Competências organizacionais", "")
    await Sync(service.client(), mirror, lambda: "pt-br").run()
    assert name(mirror, 10, "pt-br") == "Competências organizacionais"
    assert mirror.state().languages_of_terms == ("en", "pt", "pt-br")


async def test_what_home_says_is_asked_for_before_everything_else(service: SmallService, sync: Sync) -> None:
    await sync.run()
    lists = [asked.partition("?")[0] for asked in service.asked if not asked.startswith("/users/")]
    assert sorted(lists[:5]) == ["/list/language/", "/organizations/", "/skill/", "/statistics/", "/territory/"]
    assert "/metabase" in lists[5:7]
    assert len(lists) == 5 + 2 + 8, "names from two sources, and what the other screens have besides"


async def test_an_organization_is_there_whole_by_name_or_not_at_all(
    service: SmallService, sync: Sync, mirror: Mirror, clock: Clock
) -> None:
    service.faults["/list/affiliation/"] = data({"detail": "broken"}, 500)
    await sync.run()
    assert [(each.id, each.listed) for each in mirror.organizations()] == [(1, True)]
    service.faults.clear()
    await sync.run()
    found = mirror.organizations()
    assert [(each.id, each.listed) for each in found] == [(1, True), (2, False)]
    assert mirror.organizations() is found, "names are made from it once"
    service.faults["/organizations/"] = data({"count": 0, "next": None, "previous": None, "results": []})
    clock.passes(days=1)
    await sync.run()
    assert [(each.id, each.listed) for each in mirror.organizations()] == [(1, False), (2, False)]


async def test_the_tables_of_the_numbers_may_fail_alone(
    service: SmallService, sync: Sync, mirror: Mirror, clock: Clock
) -> None:
    service.faults["/statistics/languages-by-territory/"] = data({"detail": "broken"}, 500)
    report = await sync.run()
    assert set(report.failures) == {"statistics-tables"}
    statistics = mirror.statistics()
    assert statistics is not None
    assert (statistics.total_users, statistics.languages_by_territory) == (7, {})


@pytest.mark.parametrize("jump", [each for each in AHEAD if each > timedelta(days=7)], ids=str)
async def test_lists_and_names_from_a_time_to_come_are_asked_for_again(
    jump: timedelta, service: SmallService, sync: Sync, clock: Clock
) -> None:
    clock.moment += jump
    await sync.run()
    clock.moment -= jump
    service.asked.clear()
    await sync.run()
    assert service.went_to("/territory/")
    assert service.went_to("/metabase")
    service.asked.clear()
    await sync.run()
    assert [asked for asked in service.asked if not asked.startswith("/users/")] == []
