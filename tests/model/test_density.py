"""Numbers by region are what a plain loop over the people counts; files hold them harmlessly."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capx_tui.model.capacities import Capacity, CapacityTree
from capx_tui.model.density import LISTS, By, Counting, Question, people_behind
from capx_tui.model.density_sheet import service_figure
from capx_tui.model.directory import Territory
from capx_tui.model.people import Person, Proficiency
from capx_tui.model.people_index import PeopleIndex, Relations
from capx_tui.model.regions import NORTH_TO_SOUTH, regions_of, territories_below
from capx_tui.model.sheet import FileKind, Sheet, SheetColumn, SheetRow, percent_said, percent_words, written
from capx_tui.model.statistics import ListCounts, Statistics
from capx_tui.model.supply import gaps_first, supply_of
from capx_tui.text import fold

TREE = CapacityTree.of(
    Capacity(id=number, qid=f"Q{number}", parent=parent)
    for number, parent in ((1, None), (2, 1), (3, 2), (4, 1), (5, None))
)
#: Territories 1 to 8 in any forest or tangle of parents; people may also name 9, which nobody knows.
parents = st.lists(st.integers(1, 8), max_size=2, unique=True).map(tuple)
territories = st.tuples(*(parents for _ in range(8))).map(
    lambda found: [Territory(id=n, territory_name=f"T{n}", parent_territory=p) for n, p in enumerate(found, 1)]
)
numbers = st.lists(st.integers(1, 5), max_size=3, unique=True).map(tuple)
people = st.lists(
    st.builds(
        Person,
        id=st.integers(1, 500),
        username=st.just("somebody"),
        territory=st.lists(st.integers(1, 9), max_size=3, unique=True).map(tuple),
        skills_known=numbers,
        skills_available=numbers,
        skills_wanted=numbers,
        language=st.lists(
            st.builds(Proficiency, st.integers(1, 4), st.sampled_from(["0", "1", "3", "n"])),
            max_size=3,
            unique_by=lambda spoken: spoken.id,
        ).map(tuple),
    ),
    max_size=25,
    unique_by=lambda person: person.id,
)
questions = st.one_of(
    st.just(Question()),
    st.builds(Question, st.just(By.LANGUAGES), st.one_of(st.none(), st.integers(1, 4))),
    st.builds(
        Question, st.just(By.CAPACITIES), st.one_of(st.none(), st.integers(1, 5)), st.sampled_from([*LISTS, "all"])
    ),
)


def below(places: list[Territory], top: int) -> set[int]:
    """A territory and everything below it, by asking until nothing new is found."""
    found = {top}
    while more := {each.id for each in places if set(each.parent_territory) & found} - found:
        found |= more
    return found


def held(one: Person, question: Question) -> set[int]:
    """What of the kind asked about a person has."""
    if question.by is By.LANGUAGES:
        return {spoken.id for spoken in one.language if spoken.proficiency != "0"}
    lists = LISTS if question.which == "all" else (question.which,)
    return {each for which in lists for each in getattr(one, f"skills_{which}")}


def counted(group: list[Person], question: Question) -> int:
    """People, or different languages or capacities."""
    if question.by is By.PEOPLE:
        return len(group)
    if question.chosen is None:
        return len({each for one in group for each in held(one, question)})
    return sum(question.chosen in held(one, question) for one in group)


@given(territories, people, questions)
def test_a_region_counts_whom_a_loop_counts_and_explore_shows_as_many(
    places: list[Territory], everybody: list[Person], question: Question
) -> None:
    index, regions = PeopleIndex.build(everybody), regions_of(places)
    assert {region.id for region in regions} == {each.id for each in places if not each.parent_territory}
    found = Counting(index, regions).density(question)
    placed = [one for one in everybody if one.territory]
    whole = counted(placed, question) if not question.counts_people else len(placed)
    assert (found.placed, found.total, found.whole) == (len(placed), len(everybody), whole)
    assert found.everywhere == counted(everybody, question)
    relations = Relations(TREE, territories_below(places))
    for row in found.rows:
        here = [one for one in everybody if below(places, row.region.id) & set(one.territory)]
        assert row.people == len(here)
        assert row.count == counted(here, question)
        assert row.share == (row.count / whole if whole else 0)
        asked = people_behind(question, row.region.id)
        assert (asked is None) == (not question.counts_people)
        if asked is not None:
            assert index.select(asked, relations).count == row.count
    largest = max((row.count for row in found.rows), default=0)
    assert [row.count for row in found.top] == [largest] * len(found.top)
    assert bool(found.top) == bool(largest)


@given(territories, people)
@settings(max_examples=50)
def test_details_and_lists_are_what_a_loop_counts(places: list[Territory], everybody: list[Person]) -> None:
    counting = Counting(PeopleIndex.build(everybody), regions_of(places))

    def most(counts: dict[int, int], first: int | None = None) -> list[tuple[int, int]]:
        return sorted(((n, c) for n, c in counts.items() if c), key=lambda pair: (-pair[1], pair[0]))[:first]

    def speakers(group: list[Person]) -> dict[int, int]:
        return {n: sum(n in held(one, Question(By.LANGUAGES)) for one in group) for n in range(1, 5)}

    for region in counting.regions:
        inside = below(places, region.id)
        here = [one for one in everybody if inside & set(one.territory)]
        detail = counting.detail(region)
        assert detail.people == len(here)
        assert set(region.countries) == inside - {region.id}
        named = {n: sum(n in one.territory for one in everybody) for n in inside - {region.id}}
        assert list(detail.countries) == most(named)
        assert list(detail.languages) == most(speakers(here), 5)
        for which in LISTS:
            assert list(getattr(detail, which)) == most(
                {n: sum(n in getattr(one, f"skills_{which}") for one in here) for n in range(1, 6)}, 5
            )
    assert list(counting.by_language()) == most(speakers(everybody))
    roots = {region.id for region in counting.regions}
    assert list(counting.by_territory()) == most(
        {
            n: sum(bool((below(places, n) if n in roots else {n}) & set(one.territory)) for one in everybody)
            for n in range(1, 10)
        }
    )
    for found in counting.by_root(TREE):
        family = TREE.family(found.capacity)
        for count, which in ((found.learners, "wanted"), (found.sharers, "available"), (found.proficient, "known")):
            assert count == sum(bool(family & set(getattr(one, f"skills_{which}"))) for one in everybody)


@given(territories, people)
@settings(max_examples=50)
def test_supply_and_demand_are_what_a_loop_counts_and_gaps_come_first(
    places: list[Territory], everybody: list[Person]
) -> None:
    counting = Counting(PeopleIndex.build(everybody), regions_of(places))
    found = supply_of(counting, range(1, 6))
    for supply in found:
        for region in (None, *(each.id for each in counting.regions)):
            inside = below(places, region) if region is not None else set()
            here = [one for one in everybody if region is None or inside & set(one.territory)]
            balance = supply.within(region)
            assert balance.offered == sum(supply.capacity in one.skills_available for one in here)
            assert balance.wanted == sum(supply.capacity in one.skills_wanted for one in here)
            assert balance.known == sum(supply.capacity in one.skills_known for one in here)
    gaps = [supply.everywhere.wanted - supply.everywhere.offered for supply in gaps_first(found)]
    assert gaps == sorted(gaps, reverse=True)


def test_the_eight_stand_from_north_to_south_by_code_or_by_name() -> None:
    coded = [Territory(id=n, territory_name="?", territory_acronym=c.lower()) for n, c in enumerate(NORTH_TO_SOUTH, 1)]
    named = [Territory(id=n, territory_name=name) for n, name in enumerate(NORTH_TO_SOUTH.values(), 1)]
    for places in (coded, named):
        assert [region.code for region in regions_of(list(reversed(places)))] == list(NORTH_TO_SOUTH)
    namibia = Territory(id=20, territory_name="Namibia", territory_acronym="na", parent_territory=(7,))
    other = Territory(id=21, territory_name="Antarctica", territory_acronym="aq")
    found = regions_of([other, *named, namibia])
    assert [region.code for region in found] == [*NORTH_TO_SOUTH, "AQ"]
    assert found[6].countries == (20,)
    assert fold(found[6].name) == "sub-saharan africa"


def test_the_services_figures_are_told_as_it_means_them() -> None:
    numbers = Statistics(
        territory_user_counts={22: 9},
        languages_by_territory={22: {1: 3, 2: 0, 4: 1}},
        capacities_by_territory={22: {7: ListCounts(known=2, wanted=1), 8: ListCounts(wanted=4)}},
    )
    languages, capacities = Question(By.LANGUAGES), Question(By.CAPACITIES)
    assert service_figure(Question(), 22, numbers) == 9
    assert service_figure(Question(), 22, None) is None
    assert service_figure(languages, 22, numbers) == 2
    assert service_figure(Question(By.LANGUAGES, 1), 22, numbers) == 3
    assert service_figure(Question(By.LANGUAGES, 1), 23, numbers) == 0
    assert service_figure(languages, 22, Statistics()) is None
    assert service_figure(capacities, 22, numbers) == 2
    assert service_figure(Question(By.CAPACITIES, None, "known"), 22, numbers) == 1
    assert service_figure(Question(By.CAPACITIES, 7, "wanted"), 22, numbers) == 1
    assert service_figure(Question(By.CAPACITIES, 9, "wanted"), 22, numbers) == 0
    assert service_figure(Question(By.CAPACITIES, 7, "all"), 22, numbers) is None


def test_the_worked_example_of_the_docs_is_true() -> None:
    lac, brazil, argentina, ssa, ghana, spanish = 1, 2, 3, 4, 5, 1
    places = [
        Territory(id=lac, territory_name="Latin America & Caribbean", territory_acronym="LAC"),
        Territory(id=brazil, territory_name="Brazil", parent_territory=(lac,)),
        Territory(id=argentina, territory_name="Argentina", parent_territory=(lac,)),
        Territory(id=ssa, territory_name="Sub-Saharan Africa", territory_acronym="SSA"),
        Territory(id=ghana, territory_name="Ghana", parent_territory=(ssa,)),
    ]
    told: list[tuple[str, tuple[int, ...], str]] = [
        ("Ana", (brazil,), "3"),
        ("Bo", (lac,), "n"),
        ("Chi", (brazil, argentina), "0"),
        ("Dee", (lac, brazil), "2"),
        ("Eve", (brazil, ghana), ""),
        ("Fay", (), "5"),
    ]
    everybody = [
        Person(id=n, username=name, territory=named, language=(Proficiency(spanish, level),) if level else ())
        for n, (name, named, level) in enumerate(told, 1)
    ]
    counting = Counting(PeopleIndex.build(everybody), regions_of(places))
    found = counting.density(Question())
    assert [(row.region.code, row.count, percent_words(row.share)) for row in found.rows] == [
        ("SSA", 1, "20 %"),
        ("LAC", 5, "100 %"),
    ]
    assert (found.placed, found.total) == (5, 6)
    assert counting.by_territory() == ((lac, 5), (brazil, 4), (argentina, 1), (ssa, 1), (ghana, 1))
    speaking = counting.density(Question(By.LANGUAGES, spanish))
    assert [row.count for row in speaking.rows] == [0, 3]
    page = (Path(__file__).parents[2] / "docs/statistics.md").read_text("utf-8")
    for line in (
        "| Latin America & Caribbean | 5 | 100 % | Ana, Bo, Chi, Dee, Eve |",
        "| Sub-Saharan Africa | 1 | 20 % | Eve |",
        "| Latin America & Caribbean | 3 | 2 |",
    ):
        assert line in page


@pytest.mark.parametrize(
    ("share", "shown", "said"),
    [(0.0, "0 %", "0 percent"), (0.004, "under 1 %", "under 1 percent"), (0.184, "18 %", "18 percent")],
)
def test_shares_are_percent_in_words(share: float, shown: str, said: str) -> None:
    assert percent_words(share) == shown
    assert percent_said(share) == said


def test_files_hold_the_numbers_and_no_text_steers_what_reads_them() -> None:
    nasty = '=HYPERLINK("https://evil.example")|{{delete}}\n[[x]] <b>'
    sheet = Sheet(
        "gaps",
        "Title",
        (
            SheetColumn("name", "Capacity", is_number=False),
            SheetColumn("offered", "Offered"),
            SheetColumn("share", "Share", is_share=True),
            SheetColumn("service", "Service"),
        ),
        (SheetRow(1, (nasty, 3, 1 / 3, None), "said"),),
    )
    assert json.loads(written(sheet, FileKind.JSON)) == [
        {"name": nasty, "offered": 3, "share": 0.3333, "service": None}
    ]
    text = written(sheet, FileKind.CSV).decode()
    heads, row = csv.reader(io.StringIO(text))
    assert heads == ["name", "offered", "share", "service"]
    assert row[0].startswith("'=")
    assert row[1:] == ["3", "0.3333", ""]
    assert text.count("\r\n") == text.count("\n") == 2
    markdown = written(sheet, FileKind.MARKDOWN).decode().splitlines()
    assert markdown[0] == "| Capacity | Offered | Share | Service |"
    assert "\\|{{delete}}" in markdown[2]
    assert "| 33 % |" in markdown[2]
    wikitext = written(sheet, FileKind.WIKITEXT).decode()
    assert "{{" not in wikitext
    assert "[[" not in wikitext
    assert wikitext.count("\n|-\n") == 2
