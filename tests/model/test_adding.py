"""What adding a capacity changes in a profile, and what taking it back leaves."""

from __future__ import annotations

import pytest

from capx_tui.model.adding import Addition, add, lists_of, take_back
from capx_tui.model.explore import CapacityList
from capx_tui.model.profile import MyProfile

KNOWN, AVAILABLE, WANTED = CapacityList.KNOWN, CapacityList.AVAILABLE, CapacityList.WANTED


def _profile(known: tuple[int, ...] = (), available: tuple[int, ...] = (), wanted: tuple[int, ...] = ()) -> MyProfile:
    return MyProfile(id=1, username="Me", skills_known=known, skills_available=available, skills_wanted=wanted)


@pytest.mark.parametrize(
    ("before", "to", "after", "put"),
    [
        (_profile(), KNOWN, _profile((7,), (7,)), (KNOWN, AVAILABLE)),
        (_profile((7, 8), (8,)), KNOWN, _profile((7, 8), (8, 7)), (AVAILABLE,)),
        (_profile((7,), (7,)), KNOWN, _profile((7,), (7,)), ()),
        (_profile((7,), (7,)), WANTED, _profile((7,), (7,), (7,)), (WANTED,)),
        (_profile(wanted=(7,)), WANTED, _profile(wanted=(7,)), ()),
    ],
)
def test_adding_puts_it_where_it_was_not(
    before: MyProfile, to: CapacityList, after: MyProfile, put: tuple[CapacityList, ...]
) -> None:
    assert add(before, 7, to) == (after, Addition(7, to, put))


@pytest.mark.parametrize("before", [_profile(), _profile((7,)), _profile((7,), (7,)), _profile((3,), (3,), (7, 3))])
@pytest.mark.parametrize("to", [KNOWN, WANTED])
def test_taking_it_back_leaves_what_was_there(before: MyProfile, to: CapacityList) -> None:
    after, done = add(before, 7, to)
    assert take_back(after, done) == before


def test_taking_it_back_keeps_what_was_changed_meanwhile() -> None:
    after, done = add(_profile((3,), (3,)), 7, KNOWN)
    moved, _ = add(after, 9, KNOWN)
    assert take_back(moved, done) == _profile((3, 9), (3, 9))


def test_the_lists_that_hold_it_are_named_in_their_order() -> None:
    assert lists_of(_profile((7,), (7,), (7,)), 7) == (KNOWN, AVAILABLE, WANTED)
    assert lists_of(_profile((7,)), 8) == ()
