"""Facets narrow as a plain loop over the items narrows."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from capx_tui.model.directory import Organization
from capx_tui.model.facets import Asked
from capx_tui.model.organization_list import organization_facets, roles_of_organization, sorted_organizations
from capx_tui.text import fold

REGIONS_OF = {3: [1], 4: [1, 2], 5: [2]}
numbers = st.lists(st.integers(1, 5), max_size=3, unique=True).map(tuple)
names = st.sampled_from(["", "Wikimedia Türkiye", "wiki women", "İstanbul", "Ana"])
organizations = st.lists(
    st.builds(
        Organization,
        id=st.integers(1, 9),
        display_name=names,
        acronym=st.sampled_from(["", "WMTR"]),
        names=st.dictionaries(st.sampled_from(["en", "tr"]), names, max_size=2),
        territory=numbers,
        known_capacities=numbers,
        available_capacities=numbers,
        wanted_capacities=numbers,
        listed=st.booleans(),
    ),
    max_size=12,
)
asked = st.builds(
    lambda text, capacities, roles, known, territories: Asked(
        text=text,
        chosen={"capacities": capacities, "roles": roles, "known": known, "territories": territories},
    ),
    st.sampled_from(["", "  ", "wiki", "WMTR", "istanbul"]),
    numbers,
    st.lists(st.sampled_from(["learner", "sharer", "proficient"]), max_size=2, unique=True).map(tuple),
    numbers,
    numbers,
)


def _matches(one: Organization, wanted: Asked, skip: str = "") -> bool:
    lists = {
        "sharer": one.available_capacities,
        "learner": one.wanted_capacities,
        "proficient": one.known_capacities,
    }
    roles = () if skip == "roles" else wanted.values("roles")
    looked_in = {each for role, held in lists.items() if not roles or role in roles for each in held}
    places = set(one.territory) | {region for place in one.territory for region in REGIONS_OF.get(place, [])}
    text = fold(wanted.text)
    tests = {
        "text": not text or any(text in fold(name) for name in (one.display_name, one.acronym, *one.names.values())),
        "capacities": not wanted.values("capacities") or bool(looked_in & set(wanted.values("capacities"))),
        "roles": not roles or any(lists[str(role)] for role in roles),
        "known": not wanted.values("known") or bool(set(one.known_capacities) & set(wanted.values("known"))),
        "territories": not wanted.values("territories") or bool(places & set(wanted.values("territories"))),
    }
    return all(passed for facet, passed in tests.items() if facet != skip)


@given(organizations, asked)
def test_what_is_left_is_what_a_plain_loop_leaves(items: list[Organization], wanted: Asked) -> None:
    facets = organization_facets(REGIONS_OF)
    assert facets.select(items, wanted) == [one for one in items if _matches(one, wanted)]


@given(organizations, asked)
def test_counts_are_what_choosing_would_leave(items: list[Organization], wanted: Asked) -> None:
    facets = organization_facets(REGIONS_OF)
    for facet in facets.names:
        counts = facets.counts(items, wanted, facet)
        others = wanted.without(facet)
        chosen = {value: len(facets.select(items, others.asking(facet, [value]))) for value in counts}
        assert counts == Counter(chosen)


@given(organizations, asked)
def test_relief_names_what_dropping_one_facet_brings(items: list[Organization], wanted: Asked) -> None:
    found = organization_facets(REGIONS_OF).relief(items, wanted)
    expected = {facet: sum(_matches(one, wanted, skip=facet) for one in items) for facet in wanted.active}
    assert dict(found) == {facet: count for facet, count in expected.items() if count}
    assert [count for _, count in found] == sorted((count for _, count in found), reverse=True)


def test_a_value_is_taken_in_and_out() -> None:
    one = Asked().toggled("known", 3).toggled("known", 4)
    assert one.values("known") == (3, 4)
    assert one.toggled("known", 3).values("known") == (4,)
    assert Asked(text=" Ana ").toggled("known", 3).active == ("text", "known")
    assert Asked(text="Ana").without("text").active == ()


def test_who_can_exchange_something_stands_first_by_name_and_bare_names_nowhere() -> None:
    rows = [
        Organization(id=1, display_name="Zebra", available_capacities=(1,)),
        Organization(id=2, display_name="Apple"),
        Organization(id=3, display_name="Other", names={"tr": "Ağaç"}, wanted_capacities=(1,)),
        Organization(id=4, display_name="Bare", listed=False, wanted_capacities=(1,)),
        Organization(id=5, display_name="Knows", known_capacities=(1,)),
    ]
    assert [each.id for each in sorted_organizations(rows, ("tr", "en"))] == [3, 1, 2, 5]
    assert [role.value for role in roles_of_organization(rows[4])] == ["proficient"]
