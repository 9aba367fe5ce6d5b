"""Adding a capacity to one's own profile from where it is shown, and taking it back.

Guide: "Add to Known", "Add to Wanted". Who adds to what they know offers it from then on as well, as in the web client
(behaviour file, section 10.4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.explore import CapacityList
from capx_tui.model.profile import MyProfile, Profile

__all__ = ["Addition", "add", "added_words", "lists_of", "lists_words", "take_back"]

#: What adding to a list really puts a capacity into, in the order of a profile.
_PUT_INTO = {
    CapacityList.KNOWN: (CapacityList.KNOWN, CapacityList.AVAILABLE),
    CapacityList.WANTED: (CapacityList.WANTED,),
}


@dataclass(frozen=True, slots=True)
class Addition:
    """`capacity` was added to `to`: `put` are the lists that it was not in before. Empty: nothing changed."""

    capacity: int
    to: CapacityList
    put: tuple[CapacityList, ...]


def _field(which: CapacityList) -> str:
    return f"skills_{which.value}"


def _ids(profile: Profile, which: CapacityList) -> tuple[int, ...]:
    ids: tuple[int, ...] = getattr(profile, _field(which))
    return ids


def lists_of(profile: Profile, capacity: int) -> tuple[CapacityList, ...]:
    """The lists of a profile that hold a capacity."""
    return tuple(each for each in CapacityList if capacity in _ids(profile, each))


def add(profile: MyProfile, capacity: int, to: CapacityList) -> tuple[MyProfile, Addition]:
    """The profile with the capacity added to `to`, `KNOWN` or `WANTED`, and what that changes."""
    put = tuple(each for each in _PUT_INTO[to] if capacity not in _ids(profile, each))
    after = msgspec.structs.replace(profile, **{_field(each): (*_ids(profile, each), capacity) for each in put})
    return after, Addition(capacity, to, put)


def take_back(profile: MyProfile, addition: Addition) -> MyProfile:
    """The profile without what `addition` put into it, whatever else changed since."""
    gone = {_field(each): tuple(i for i in _ids(profile, each) if i != addition.capacity) for each in addition.put}
    return msgspec.structs.replace(profile, **gone)


def lists_words(lists: Iterable[CapacityList]) -> str:
    """One's own lists that hold a capacity, in words; "" for none."""
    return commas(t(f"adding-in-{each.value}") for each in lists)


def added_words(done: Addition, name: str, undo: str) -> str:
    """What was really changed, as a sentence; `undo` says how to take it back."""
    if not done.put:
        return t(f"adding-already-{done.to.value}", name)
    return t(f"adding-done-{'-'.join(each.value for each in done.put)}", name, undo)
