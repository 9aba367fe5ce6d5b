"""Everybody as integers: one bit per person and value, kept in pieces and patched person by person.

A *slot* is a person's place. Each *value* (capacity 113 in the list "available", territory 22, French
at least at level 3 …) is one integer whose bit *slot* says whether that person has it: OR, AND and
counting over 100,000 people take microseconds.

The kept pieces are read one by one as they are needed, so opening costs the same for 240 people and
for 100,000; people who changed since are patched over them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from itertools import compress
from typing import Protocol

import msgspec

from capx_tui.model.bitset import from_members, members, pack, to_flags, unpack
from capx_tui.model.explore import Sort, language_rank
from capx_tui.model.people import Person, Role, roles_of
from capx_tui.model.people_names import PeopleNames, folded_names

__all__ = ["Key", "PeopleBits", "Pieces", "keys_of", "language_value", "microseconds"]

#: Kind and number: ("available", 113), ("territory", 22), ("role", 0), ("complete", 0).
Key = tuple[str, int]

#: Kept pieces of another format are not read but made anew.
FORMAT = 1
_LANGUAGE_RANKS = 8
#: Bits held in memory, about; values beyond that are read again when they are asked for.
_MOST_BITS = 80_000_000
_ROLES = tuple(Role)


class Pieces(Protocol):
    """Where the parts of a kept index are read from."""

    def read(self, name: str) -> bytes | None:
        """The part called `name`, None if there is none."""


class _Head(msgspec.Struct, frozen=True):
    format: int
    size: int
    values: dict[str, list[int]]


def microseconds(moment: str) -> int:
    """An ISO 8601 moment as microseconds since 1970; 0 for none. A moment without zone is UTC.

    Compared as text, a moment without fraction would come after the same second with one.
    """
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError:
        return 0
    if parsed.tzinfo is None:
        parsed = datetime.fromisoformat(f"{moment}+00:00")
    since = parsed - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
#: Two clocks that differ by less are both right enough.
_A_DAY = 86_400_000_000


def believed_until(now: datetime) -> int:
    """Up to when a change is believed to have been, in microseconds since 1970: a clock was ahead of what is later."""
    return microseconds(now.isoformat()) + _A_DAY


def language_value(language: int, rank: int) -> int:
    """The number of "speaks `language` at least at `rank`" among the values of kind "language"."""
    return language * _LANGUAGE_RANKS + rank


def keys_of(person: Person) -> Iterator[Key]:
    """Every value `person` has. A language counts for its level and every level below."""
    lists = (
        ("known", person.skills_known),
        ("available", person.skills_available),
        ("wanted", person.skills_wanted),
        ("territory", person.territory),
        ("affiliation", person.affiliation),
        ("project", person.wikimedia_project),
    )
    for kind, numbers in lists:
        for number in numbers:
            yield kind, number
    for spoken in person.language:
        for rank in range(language_rank(spoken.proficiency) + 1):
            yield "language", language_value(spoken.id, rank)
    for role in roles_of(person):
        yield "role", _ROLES.index(role)
    if not person.is_incomplete:
        yield "complete", 0


class PeopleBits:
    """The integers, the names and the orders of everybody."""

    def __init__(self, pieces: Pieces | None = None) -> None:
        self._pieces = pieces
        self._ids = array("q")
        self._updated = array("q")
        self._alive = 0
        self._values: dict[str, set[int]] = {}
        #: What was read or patched; a value that is not here is the kept one without `_changed`.
        self._bits: dict[Key, int] = {}
        self._changed = 0
        #: Values that somebody gained since they were kept: these cannot be read again.
        self._patched: set[Key] = set()
        self._names: PeopleNames | None = None
        self._orders: dict[Sort, array[int]] = {}
        self._unplaced: dict[Sort, set[int]] = {Sort.UPDATED: set(), Sort.NAME: set()}
        if pieces is not None:
            self._open(pieces)

    def _open(self, pieces: Pieces) -> None:
        head = msgspec.msgpack.decode(pieces.read("head") or b"", type=_Head)
        if head.format != FORMAT:
            raise msgspec.ValidationError("an index of another format")
        self._ids.frombytes(pieces.read("ids") or b"")
        self._updated.frombytes(pieces.read("updated") or b"")
        if not len(self._ids) == len(self._updated) == head.size:
            raise msgspec.ValidationError("an index with parts missing")
        self._alive = unpack(pieces.read("alive") or b"")
        self._values = {kind: set(numbers) for kind, numbers in head.values.items()}

    def __len__(self) -> int:
        return self._alive.bit_count()

    # Reading

    @property
    def everybody(self) -> int:
        """The slots of all people."""
        return self._alive

    def values(self, kind: str) -> Collection[int]:
        """The numbers of `kind` that somebody has, or had."""
        return self._values.get(kind, ())

    def bits(self, kind: str, number: int) -> int:
        """The slots of the people who have this value."""
        key = (kind, number)
        found = self._bits.get(key)
        if found is None:
            if len(self._bits) * len(self._ids) > _MOST_BITS and self._pieces is not None:
                self._bits = {patched: self._bits[patched] for patched in self._patched}
            found = self._bits[key] = self._read(key)
        return found

    def _read(self, key: Key) -> int:
        if self._pieces is None or key[1] not in self._values.get(key[0], ()):
            return 0
        kept = self._pieces.read(f"{key[0]}/{key[1]}")
        return unpack(kept) & ~self._changed if kept else 0

    @property
    def names(self) -> PeopleNames:
        """Everybody's names."""
        if self._names is None:
            self._names = PeopleNames()
            if self._pieces is not None:
                starts = array("I")
                starts.frombytes(self._pieces.read("starts") or b"")
                self._names = PeopleNames(self._pieces.read("names") or b"", starts)
        return self._names

    def person_at(self, slot: int) -> int:
        """The person's id."""
        return self._ids[slot]

    def updated_at(self, slot: int) -> int:
        """When the person changed last, in microseconds since 1970."""
        return self._updated[slot]

    def slots(self, people: Collection[int]) -> dict[int, int]:
        """Id → slot of those of `people` who are or were in the index."""
        if len(people) <= 4:
            found = {}
            for person in people:
                try:
                    found[person] = self._ids.index(person)
                except ValueError:
                    continue
            return found
        wanted = set(people)
        return {person: slot for slot, person in enumerate(self._ids) if person in wanted}

    def members(self, people: Collection[int]) -> int:
        """The slots of `people`, as a set."""
        return from_members(self.slots(people).values(), len(self._ids)) & self._alive

    def all_ids(self) -> Iterator[int]:
        """The ids of everybody, in no order that means anything."""
        return self.ids(self._alive)

    def ids(self, bits: int) -> Iterator[int]:
        """The ids of the people in `bits`, in no order that means anything."""
        return (self._ids[slot] for slot in members(bits))

    def changed_at(self, moment: int) -> int:
        """How many people changed last at this very microsecond."""
        return self._updated.count(moment)

    # Changing

    def patch(self, people: Collection[Person], removed: Collection[int] = ()) -> None:
        """Take over `people` as they are now, and forget the ids in `removed`."""
        known = self.slots([*(person.id for person in people), *removed])
        batch: dict[Key, list[int]] = {}
        newest = {person.id: person for person in people}
        placed = []
        for person in newest.values():
            slot = known.get(person.id)
            if slot is None:
                slot = len(self._ids)
                self._ids.append(person.id)
                self._updated.append(0)
            placed.append(slot)
            self._updated[slot] = microseconds(person.last_update)
            self.names.replace(slot, folded_names(person))
            for key in keys_of(person):
                batch.setdefault(key, []).append(slot)
        gone = [known[person] for person in removed if person in known and person not in newest]
        for slot in gone:
            self.names.replace(slot, b"")
        self._write(batch, placed, gone)

    def _write(self, batch: dict[Key, list[int]], placed: list[int], gone: list[int]) -> None:
        size = len(self._ids)
        here = from_members(placed, size)
        mask = ~(here | from_members(gone, size))
        self._alive = (self._alive & mask) | here
        self._changed |= ~mask
        self._bits = {key: bits & mask for key, bits in self._bits.items()}
        for key, slots in batch.items():
            self._bits[key] = self.bits(*key) | from_members(slots, size)
            self._values.setdefault(key[0], set()).add(key[1])
            self._patched.add(key)
        for unplaced in self._unplaced.values():
            unplaced.update(placed)

    # Orders

    def order(self, sort: Sort) -> array[int]:
        """All slots in the order of `sort`, which is by update or by name; of equals the older id first."""
        slots = self._orders.get(sort)
        if slots is None:
            slots = array("I")
            if self._pieces is not None:
                slots.frombytes(self._pieces.read(f"order-{sort.value}") or b"")
        unplaced = self._unplaced[sort]
        if len(unplaced) > max(64, len(slots) // 50):
            slots = self._sorted(sort)
        elif unplaced:
            slots = self._placed(sort, slots, unplaced)
        self._unplaced[sort] = set()
        self._orders[sort] = slots
        return slots

    def _sorted(self, sort: Sort) -> array[int]:
        slots = sorted(range(len(self._ids)), key=self._ids.__getitem__)
        if sort is Sort.UPDATED:
            slots.sort(key=self._updated.__getitem__, reverse=True)
        else:
            names = [line.partition(b"\x1f")[0] for line in self.names.lines(len(self._ids))]
            slots.sort(key=names.__getitem__)
        return array("I", slots)

    def _placed(self, sort: Sort, slots: array[int], unplaced: Iterable[int]) -> array[int]:
        flags = to_flags(~from_members(unplaced, len(self._ids)) & ((1 << len(self._ids)) - 1), len(self._ids))
        kept = array("I", compress(slots, map(flags.__getitem__, slots)))
        key = self._sort_key(sort)
        for slot in unplaced:
            kept.insert(bisect_left(kept, key(slot), key=key), slot)
        return kept

    def _sort_key(self, sort: Sort) -> Callable[[int], tuple[object, int]]:
        if sort is Sort.UPDATED:
            return lambda slot: (-self._updated[slot], self._ids[slot])
        return lambda slot: (self.names.user_name(slot), self._ids[slot])

    # Keeping

    def pieces(self) -> Iterator[tuple[str, bytes]]:
        """Every part by name, for keeping; an index opened from them answers the same."""
        values: dict[str, list[int]] = {}
        for kind, numbers in self._values.items():
            for number in sorted(numbers):
                key = (kind, number)
                bits = self._bits[key] if key in self._bits else self._read(key)
                if bits:
                    values.setdefault(kind, []).append(number)
                    yield f"{kind}/{number}", pack(bits)
        yield "ids", self._ids.tobytes()
        yield "updated", self._updated.tobytes()
        yield "alive", pack(self._alive)
        joined, starts = self.names.kept(len(self._ids))
        yield "names", joined
        yield "starts", starts.tobytes()
        for sort in (Sort.UPDATED, Sort.NAME):
            yield f"order-{sort.value}", self.order(sort).tobytes()
        yield "head", msgspec.msgpack.encode(_Head(FORMAT, len(self._ids), values))

    @property
    def wasted(self) -> int:
        """Slots of people who left."""
        return len(self._ids) - len(self)
