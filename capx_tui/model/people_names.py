"""Search in everybody's names: one joined text, and the people who changed since beside it."""

from __future__ import annotations

from array import array
from bisect import bisect_right

from capx_tui.model.bitset import from_flags, from_members
from capx_tui.model.people import Person
from capx_tui.text import fold

__all__ = ["PeopleNames", "folded_names"]

_FIELD = b"\x1f"
_END = b"\n"


def folded_names(person: Person) -> bytes:
    """User name, alternative account and display name, folded, in UTF-8.

    UTF-8 and not text: one name in a rare script would make the joined text four bytes a letter.
    """
    fields = (fold(person.username), fold(person.wiki_alt), fold(person.display_name))
    return _FIELD.join(field.encode("utf-8", "replace") for field in fields)


_HIT, _MISS = b"\x01", b"\x02"
_NOT_MARKS = bytes(set(range(256)) - {0, *_END})
_MISS_IS_ZERO = bytes.maketrans(_MISS, b"\x00")
#: Searches whose hits are kept: whoever types and takes back comes by the same texts again.
_KEPT = 32
#: Of so many people one is hit where a hit is found by itself; where more are, all lines are marked at once.
_RARE = 20
#: Bytes whose hits tell how many there will be in all.
_SAMPLE = 1 << 16


def _lines_with(needle: bytes, joined: bytes) -> bytes:
    """A byte of 0 or 1 for each line of `joined`, without a loop over the lines.

    Every hit becomes zero bytes, everything else but line ends goes, and a line that ends in a zero was hit. As many
    zeros as the hit has bytes: what stays as long is replaced in place, four times as fast.
    """
    marks = joined.replace(needle, bytes(len(needle))).translate(None, _NOT_MARKS)
    ended = marks.replace(b"\x00" + _END, _HIT).replace(_END, _MISS)
    return ended.translate(_MISS_IS_ZERO, b"\x00")


class PeopleNames:
    """`joined` holds one line a slot, `starts` where each line begins; `changed` replaces single slots."""

    def __init__(self, joined: bytes = b"", starts: array[int] | None = None) -> None:
        self._joined = joined
        self._starts = starts if starts is not None else array("I")
        self._changed: dict[int, bytes] = {}
        #: What was searched in `joined` last, and the slots it was found in.
        self._found: dict[bytes, int] = {}

    def replace(self, slot: int, names: bytes) -> None:
        """`slot` is called `names` from now on (b"" for somebody who left)."""
        self._changed[slot] = names

    def line(self, slot: int) -> bytes:
        """The names of one slot."""
        if slot in self._changed:
            return self._changed[slot]
        if slot >= len(self._starts):
            return b""
        start = self._starts[slot]
        return self._joined[start : self._joined.index(_END, start)]

    def user_name(self, slot: int) -> bytes:
        """The folded user name of one slot: what the order by name goes by."""
        return self.line(slot).partition(_FIELD)[0]

    def lines(self, size: int) -> list[bytes]:
        """The names of the slots below `size`."""
        found = self._joined.split(_END)[:-1] if self._joined else []
        found += [b""] * (size - len(found))
        for slot, names in self._changed.items():
            found[slot] = names
        return found[:size]

    def search(self, text: str, size: int) -> int | None:
        """The slots with a name that holds `text`, folded; None where `text` folds to nothing."""
        needle = fold(text).encode("utf-8", "replace")
        if not needle:
            return None
        # A separator cannot be in a folded text, so a hit never runs from one name into the next.
        bits = self._search_joined(needle)
        if self._changed:
            bits &= ~from_members(self._changed, size)
            hits = [slot for slot, names in self._changed.items() if needle in names]
            bits |= from_members(hits, size)
        return bits

    def _search_joined(self, needle: bytes) -> int:
        found = self._found.get(needle)
        if found is None:
            if len(self._found) >= _KEPT:
                del self._found[next(iter(self._found))]
            found = self._found[needle] = self._searched(needle)
        return found

    def _searched(self, needle: bytes) -> int:
        joined, starts = self._joined, self._starts
        most, hits = len(starts) // _RARE, list[int]()
        likely = joined.count(needle, 0, _SAMPLE) * len(joined) // _SAMPLE
        at = joined.find(needle)
        while at >= 0:
            if max(likely, len(hits)) > most:
                return from_flags(_lines_with(needle, joined))
            slot = bisect_right(starts, at) - 1
            hits.append(slot)
            after = starts[slot + 1] if slot + 1 < len(starts) else len(joined)
            at = joined.find(needle, after)
        return from_members(hits, len(starts))

    def kept(self, size: int) -> tuple[bytes, array[int]]:
        """`joined` and `starts` with every change in its place."""
        starts = array("I")
        at = 0
        lines = self.lines(size)
        for names in lines:
            starts.append(at)
            at += len(names) + 1
        return b"".join(names + _END for names in lines), starts
