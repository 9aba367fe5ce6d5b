"""What is new: only what came after, and only what touches one's own capacities."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from capx_tui.model.capacities import Capacity
from capx_tui.model.directory import Event
from capx_tui.model.matches import Matching
from capx_tui.model.news import Marks, NewCapacity, marks_of, new_capacities, new_events
from capx_tui.model.people import Person
from capx_tui.model.people_bits import microseconds
from capx_tui.model.people_index import PeopleIndex
from tests.model.test_people_index import people_lists, person

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
ME = Person(id=99, username="me", skills_known=(1,), skills_available=(2,), skills_wanted=(11,))


def capacity(number: int, parent: int | None) -> Capacity:
    return Capacity(id=number, qid=f"Q{number}", parent=parent)


def event(number: int, skills: tuple[int, ...], begin: str = "2026-07-01T10:00:00Z") -> Event:
    return Event(id=number, name=f"Event {number}", time_begin=begin, related_skills=skills)


def test_a_capacity_is_news_beside_or_below_ones_own() -> None:
    tree = [capacity(1, None), capacity(10, 1), capacity(11, 10), capacity(5, None), capacity(50, 5)]
    later = [capacity(60, 10), capacity(61, 50), capacity(62, 1), capacity(63, None)]
    marks = marks_of(0, tree, [])
    assert marks.capacity == 50
    assert new_capacities([*tree, *later], marks, ME) == (NewCapacity(60, 10, (11,)), NewCapacity(62, 1, (1,)))
    assert new_capacities([*tree, *later], Marks(), ME) == (), "nothing was there to be seen before"
    assert new_capacities(tree, marks, ME) == ()


def test_an_event_is_news_that_was_added_has_not_ended_and_is_about_ones_own() -> None:
    known = [event(3, (1,)), event(4, (7,))]
    added = [event(5, (11,), "2026-09-01T10:00:00Z"), event(6, (7, 2)), event(7, (7,)), event(8, (1,), "2026-06-01")]
    marks = marks_of(0, [], known)
    assert [each.id for each in new_events([*known, *added], marks, ME, NOW)] == [6, 5]
    assert new_events([*known, *added], Marks(), ME, NOW) == ()


def test_what_was_seen_stays_seen() -> None:
    assert Marks(people=5, capacity=1).up_to(Marks(people=3, capacity=2, event=9)) == Marks(
        people=5, capacity=2, event=9
    )


@given(people_lists, person(99), st.integers(0, 3), st.sets(st.integers(1, 40), max_size=3))
def test_people_are_news_whose_profile_changed_after_and_who_match(
    people: list[Person], me: Person, at: int, hidden: set[int]
) -> None:
    index, matching = PeopleIndex.build(people), Matching(me, {})
    moments = sorted({microseconds(each.last_update) for each in people})
    since = moments[min(at, len(moments) - 1)] if moments else 0
    ranked, _ = index.ranked(matching, hidden)
    updated = {each.id: microseconds(each.last_update) for each in people}
    until = moments[-1 - min(at // 2, len(moments) - 1)] if moments else 0
    assert index.recent_matches(matching, since, until, hidden) == [
        each for each in ranked if since < updated[each] <= until
    ]
    assert index.latest(until) == max([each for each in moments if each <= until] or moments, default=0)
