"""Matches are ranked by the index as a plain loop over the people ranks them, and every rank is explained."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from capx_tui.model.explore import ExploreFilter, Sort
from capx_tui.model.matches import WEIGHTS, Match, Matching, Reason, ReasonKind
from capx_tui.model.people import Person, Proficiency
from capx_tui.model.people_bits import microseconds
from capx_tui.model.people_index import PeopleIndex, Relations
from tests.model.test_people_index import CHILDREN, numbers, people_lists, person, spoken

LUA, SPARQL, VIDEO = 1, 2, 3
PORTUGUESE, TURKISH = 1, 2
BRAZIL, PERU, LATIN_AMERICA, TURKIYE = 11, 12, 10, 21
REGIONS = {LATIN_AMERICA: (BRAZIL, PERU), 20: (TURKIYE,)}
ME = Person(
    id=99,
    username="me",
    skills_wanted=(LUA, SPARQL),
    skills_available=(VIDEO,),
    language=(Proficiency(PORTUGUESE, "4"), Proficiency(TURKISH, "2")),
    territory=(BRAZIL,),
)


def test_every_reason_is_told_and_worth_its_weight() -> None:
    ana = Person(
        id=1,
        username="Ana",
        skills_available=(SPARQL, LUA, VIDEO),
        skills_wanted=(VIDEO,),
        language=(Proficiency(TURKISH, "n"), Proficiency(PORTUGUESE, "n")),
        territory=(PERU,),
    )
    found = Matching(ME, REGIONS).match(ana)
    assert found == Match(
        ana,
        (
            Reason(ReasonKind.OFFERS, (LUA, SPARQL), of=2),
            Reason(ReasonKind.WANTS, (VIDEO,), of=1),
            Reason(ReasonKind.LANGUAGE, (PORTUGUESE,), level="4"),
            Reason(ReasonKind.TERRITORY, (LATIN_AMERICA,), is_region=True),
        ),
    )
    assert found.is_mutual
    assert found.score == 2 * 4 + 3 + 2 + 1
    assert found.exchange == {("offers", LUA), ("offers", SPARQL), ("wants", VIDEO)}


def test_a_territory_of_both_is_named_before_its_region() -> None:
    found = Matching(ME, REGIONS).match(Person(id=1, username="Rui", territory=(BRAZIL,)))
    assert found.reasons == (Reason(ReasonKind.TERRITORY, (BRAZIL,)),)
    assert Matching(ME, REGIONS).match(Person(id=2, username="Su", territory=(TURKIYE,))).reasons == ()


def test_what_is_uncounted_neither_ranks_nor_explains() -> None:
    rui = Person(id=1, username="Rui", skills_available=(LUA,), territory=(BRAZIL,))
    found = Matching(ME, REGIONS, [ReasonKind.TERRITORY]).match(rui)
    assert [reason.kind for reason in found.reasons] == [ReasonKind.OFFERS]
    assert found.score == WEIGHTS[ReasonKind.OFFERS]


@given(people_lists, person(99), st.sets(st.sampled_from(ReasonKind), max_size=2), numbers, spoken)
def test_the_index_ranks_as_a_plain_loop_does(
    people: list[Person],
    me: Person,
    uncounted: set[ReasonKind],
    theirs: tuple[int, ...],
    tongues: tuple[Proficiency, ...],
) -> None:
    everybody = [*people, me, Person(id=98, username="one more", skills_wanted=theirs, language=tongues)]
    index = PeopleIndex.build(everybody)
    counts = {kind: 0 if kind in uncounted else weight for kind, weight in WEIGHTS.items()}
    well = {each.id for each in me.language if each.proficiency in ("3", "5", "n")}
    near = {*me.territory}
    for region, children in CHILDREN.items():
        if region in me.territory or set(children) & set(me.territory):
            near |= {region, *children}

    def rank(one: Person) -> tuple[int, int, int, int]:
        gives = len(set(one.skills_available) & set(me.skills_wanted)) * counts[ReasonKind.OFFERS]
        takes = len(set(one.skills_wanted) & set(me.skills_available)) * counts[ReasonKind.WANTS]
        speaks = any(each.id in well and each.proficiency in ("3", "5", "n") for each in one.language)
        is_near = bool(near & set(one.territory))
        score = gives + takes + speaks * counts[ReasonKind.LANGUAGE] + is_near * counts[ReasonKind.TERRITORY]
        is_none = one.id == me.id or not (gives or takes)
        kind = 2 if is_none else 0 if gives and takes else 1
        return kind, 0 if is_none else -score, -microseconds(one.last_update), one.id

    matching = Matching(me, CHILDREN, uncounted)
    order = index.order_of(index.select(ExploreFilter(incomplete=True), Relations()), Sort.MATCH, matching)
    assert list(order) == [one.id for one in sorted(everybody, key=rank)]
    matches, mutual = index.matches(matching)
    assert set(index.ids(matches)) == {one.id for one in everybody if rank(one)[0] < 2}
    assert set(index.ids(mutual)) == {one.id for one in everybody if rank(one)[0] == 0}
    for one in everybody:
        if rank(one)[0] < 2:
            assert matching.match(one).score == -rank(one)[1]
            assert matching.match(one).is_mutual is (rank(one)[0] == 0)
