"""The index answers as a plain loop over the people would."""

from __future__ import annotations

from functools import reduce

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from capx_tui.model.bitset import from_flags, from_members, members, pack, to_flags, unpack
from capx_tui.model.capacities import Capacity, CapacityTree
from capx_tui.model.explore import ExploreFilter, Facet, LanguageAtLeast, Sort, language_rank
from capx_tui.model.people import Person, Proficiency, Role, roles_of
from capx_tui.model.people_bits import microseconds
from capx_tui.model.people_index import PeopleIndex, Relations
from capx_tui.text import fold

# 1 ─ 2 ─ 3, 1 ─ 4, 5
TREE = CapacityTree.of(
    Capacity(id=number, qid=f"Q{number}", parent=parent)
    for number, parent in ((1, None), (2, 1), (3, 2), (4, 1), (5, None))
)
CHILDREN = {1: (3, 4), 2: (4, 5)}

numbers = st.lists(st.integers(1, 5), max_size=3).map(tuple)
names = st.sampled_from(
    ["", "Ana", "ana maria", "İnci", "ıtır", "Łukasz", "Zoë_B", "王小明", "a", "Ana Ana", "\u202eevil"]
)
moments = st.sampled_from(
    ["", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000001Z", "2026-01-01T00:00:00.5Z", "2025-06-01T12:00:00+02:00"]
)
spoken = st.lists(
    st.builds(Proficiency, st.integers(1, 4), st.sampled_from(["", "0", "1", "3", "5", "n"])), max_size=3
).map(tuple)


def person(number: int) -> st.SearchStrategy[Person]:
    return st.builds(
        Person,
        id=st.just(number),
        username=names.map(lambda name: name or f"user {number}"),
        wiki_alt=names,
        display_name=names,
        territory=numbers,
        affiliation=numbers,
        wikimedia_project=numbers,
        skills_known=numbers,
        skills_available=numbers,
        skills_wanted=numbers,
        language=spoken,
        last_update=moments,
    )


people_lists = st.lists(st.integers(1, 40), unique=True, max_size=25).flatmap(
    lambda ids: st.tuples(*(person(number) for number in ids)).map(list)
)
filters = st.builds(
    ExploreFilter,
    text=st.one_of(st.just(""), names, st.sampled_from(["an", "A", " ana ", "I", "小", "zoe b", "\u0301"])),
    capacities=numbers,
    known=numbers,
    available=numbers,
    wanted=numbers,
    with_children=st.booleans(),
    roles=st.lists(st.sampled_from(Role), unique=True, max_size=2).map(tuple),
    territories=numbers,
    affiliations=numbers,
    languages=st.lists(
        st.builds(LanguageAtLeast, st.integers(1, 4), st.sampled_from(["", "0", "3", "n"])), max_size=2
    ).map(tuple),
    projects=numbers,
    saved=st.booleans(),
    incomplete=st.booleans(),
)
# Most filters of many facets leave nobody, so the ones of one or two facets are drawn on purpose.
sparse_filters = st.lists(st.sampled_from(Facet), max_size=2, unique=True).flatmap(
    lambda kept: filters.map(
        lambda asked: reduce(lambda left, facet: left if facet in kept else left.without(facet), Facet, asked)
    )
)


def matches(one: Person, asked: ExploreFilter, saved: set[int], skip: Facet | None = None) -> bool:
    """The filter's meaning, said as plainly as can be."""

    def family(values: tuple[int, ...]) -> set[int]:
        if not asked.with_children:
            return set(values)
        return {each for value in values for each in TREE.family(value)}

    lists = {
        Role.PROFICIENT: one.skills_known,
        Role.SHARER: one.skills_available,
        Role.LEARNER: one.skills_wanted,
    }
    looked_in = {c for role, ids in lists.items() if not asked.roles or role in asked.roles for c in ids}
    places = set(asked.territories) | {c for t in asked.territories for c in CHILDREN.get(t, ())}
    fields = (fold(one.username), fold(one.wiki_alt), fold(one.display_name))
    wanted = fold(asked.text)
    tests = {
        Facet.TEXT: not wanted or any(wanted in field for field in fields),
        Facet.CAPACITIES: not asked.capacities or bool(family(asked.capacities) & looked_in),
        Facet.KNOWN: not asked.known or bool(family(asked.known) & set(one.skills_known)),
        Facet.AVAILABLE: not asked.available or bool(family(asked.available) & set(one.skills_available)),
        Facet.WANTED: not asked.wanted or bool(family(asked.wanted) & set(one.skills_wanted)),
        Facet.ROLES: not asked.roles or bool(set(asked.roles) & set(roles_of(one))),
        Facet.TERRITORIES: not places or bool(places & set(one.territory)),
        Facet.AFFILIATIONS: not asked.affiliations or bool(set(asked.affiliations) & set(one.affiliation)),
        Facet.PROJECTS: not asked.projects or bool(set(asked.projects) & set(one.wikimedia_project)),
        Facet.LANGUAGES: not asked.languages
        or any(
            spoken.id == least.id and language_rank(spoken.proficiency) >= language_rank(least.level)
            for least in asked.languages
            for spoken in one.language
        ),
        Facet.SAVED: not asked.saved or one.id in saved,
    }
    if not asked.incomplete and one.is_incomplete:
        return False
    return all(passed for facet, passed in tests.items() if facet is not skip)


class Kept(dict[str, bytes]):
    def read(self, name: str) -> bytes | None:
        return self.get(name)


def reopened(index: PeopleIndex) -> PeopleIndex:
    return PeopleIndex.open(Kept(index.pieces()))


def selected(index: PeopleIndex, asked: ExploreFilter, relations: Relations) -> set[int]:
    selection = index.select(asked, relations)
    found = set(index.ids(selection.bits))
    assert selection.count == len(found)
    return found


@settings(max_examples=150, deadline=None)
@given(people_lists, st.one_of(filters, sparse_filters), st.sets(st.integers(1, 40), max_size=10))
def test_selects_as_a_loop_would(people: list[Person], asked: ExploreFilter, saved: set[int]) -> None:
    relations = Relations(TREE, CHILDREN, saved)
    expected = {one.id for one in people if matches(one, asked, saved)}
    index = PeopleIndex.build(people)
    assert selected(index, asked, relations) == expected
    assert selected(reopened(index), asked, relations) == expected


@settings(max_examples=120, deadline=None)
@given(
    people_lists,
    st.lists(st.integers(1, 45), unique=True, max_size=12).flatmap(
        lambda ids: st.tuples(*(person(number) for number in ids)).map(list)
    ),
    st.sets(st.integers(1, 45), max_size=8),
    sparse_filters,
    st.sampled_from([Sort.UPDATED, Sort.NAME]),
)
def test_a_patched_index_is_the_index_of_the_people_as_they_are_now(
    before: list[Person], changed: list[Person], removed: set[int], asked: ExploreFilter, sort: Sort
) -> None:
    now = {one.id: one for one in before} | {one.id: one for one in changed}
    gone = removed - {one.id for one in changed}
    now = {number: one for number, one in now.items() if number not in gone}
    kept = reopened(PeopleIndex.build(before))
    kept.order(sort)
    kept.patch(changed, gone)
    relations = Relations(TREE, CHILDREN)
    expected = [one for one in now.values() if matches(one, asked, set())]
    if sort is Sort.NAME:
        expected.sort(key=lambda one: (fold(one.username).encode("utf-8", "replace"), one.id))
    else:
        expected.sort(key=lambda one: (-microseconds(one.last_update), one.id))
    for index in (kept, reopened(kept)):
        assert len(index) == len(now)
        order = index.order_of(index.select(asked, relations), sort)
        assert list(order) == [one.id for one in expected]
        assert [order.position(one.id) for one in expected] == list(range(len(expected)))
        assert order[1:3] == [one.id for one in expected][1:3]


@settings(max_examples=60, deadline=None)
@given(people_lists, st.one_of(filters, sparse_filters))
def test_live_counts_leave_out_their_own_facet(people: list[Person], asked: ExploreFilter) -> None:
    relations = Relations(TREE, CHILDREN, {1, 2})
    index = PeopleIndex.build(people)
    for facet in Facet:
        if facet in (Facet.TEXT, Facet.SAVED, Facet.ROLES):
            continue
        counted = index.counts(asked, facet, relations)
        for value in range(1, 6):
            one_value: object = (LanguageAtLeast(value),) if facet is Facet.LANGUAGES else (value,)
            alone = msgspec.structs.replace(asked, **{facet.value: one_value})
            expected = sum(matches(one, alone, {1, 2}) for one in people)
            assert counted.get(value, 0) == expected, (facet, value)
    for role in Role:
        alone = msgspec.structs.replace(asked, roles=(role,))
        expected = sum(matches(one, alone, {1, 2}) for one in people)
        assert index.role_counts(asked, relations)[role] == expected


@settings(max_examples=100, deadline=None)
@given(people_lists, filters)
def test_relief_names_what_dropping_one_facet_brings(people: list[Person], asked: ExploreFilter) -> None:
    index = PeopleIndex.build(people)
    relief = index.relief(asked, Relations(TREE, CHILDREN))
    expected = {facet: sum(matches(one, asked.without(facet), set()) for one in people) for facet in asked.active}
    assert dict(relief) == {facet: count for facet, count in expected.items() if count}
    assert [count for _, count in relief] == sorted((count for _, count in relief), reverse=True)


@given(st.sets(st.integers(0, 3000)))
def test_a_bitset_is_the_set(numbers: set[int]) -> None:
    bits = from_members(numbers, 3001)
    assert set(members(bits)) == numbers
    assert unpack(pack(bits)) == bits
    assert from_flags(to_flags(bits, 3001)) == bits


def test_many_hits_and_few_hits_find_the_same_people() -> None:
    people = [Person(id=n, username=f"Näme {n}", skills_known=(1,)) for n in range(1, 2001)]
    index = reopened(PeopleIndex.build(people))
    few = set(index.ids(index.name_search("1999")))
    many = set(index.ids(index.name_search("nAME 1")))
    assert few == {1999}
    assert many == {one.id for one in people if str(one.id).startswith("1")}
    assert index.name_search("  ") == index.everybody


def test_what_was_searched_before_is_found_as_it_is_now() -> None:
    people = [Person(id=n, username=f"Näme {n}", skills_known=(1,)) for n in range(1, 301)]
    index = reopened(PeopleIndex.build(people))
    assert set(index.ids(index.name_search("299"))) == {299}
    index.patch([Person(id=299, username="Other", skills_known=(1,)), Person(id=7, username="299", skills_known=(1,))])
    for _ in range(2):
        assert set(index.ids(index.name_search("299"))) == {7}
    # More texts than are kept.
    for number in range(1, 41):
        assert number in set(index.ids(index.name_search(f"me {number}"))) or number == 7
    assert set(index.ids(index.name_search("299"))) == {7}


def test_a_moment_without_fraction_is_older_than_the_same_second_with_one() -> None:
    assert microseconds("2026-01-01T00:00:00Z") + 1 == microseconds("2026-01-01T00:00:00.000001Z")
    assert microseconds("2026-01-01T00:00:00") == microseconds("2026-01-01T00:00:00Z")
    assert microseconds("") == microseconds("yesterday") == 0
