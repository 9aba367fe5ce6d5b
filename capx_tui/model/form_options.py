"""What can be chosen in a form, found by typing: thousands of entries, searched as fast as one types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Protocol

import msgspec

from capx_tui.text import fold

__all__ = ["Option", "OptionSource", "Options"]

#: More hits than these nobody reads through, so only what begins with the words goes first.
_RANKED = 2000


class Option(msgspec.Struct, frozen=True):
    """One entry. `also` is searched and not shown: a code, a path, another name."""

    id: int | str
    label: str
    detail: str = ""
    also: str = ""


class OptionSource(Protocol):
    """Where a field finds its entries. `Options` is the usual one; the mirror may be another."""

    def label(self, entry: int | str) -> str:
        """The entry's name, "" for an id that is not known."""

    def search(self, typed: str) -> Sequence[Option]:
        """The entries that hold every word of `typed`, best first; all of them, in their order, for ""."""


class Options:
    """A fixed list of entries, or the function that gives it once it is first wanted."""

    def __init__(self, entries: Iterable[Option] | Callable[[], Iterable[Option]]) -> None:
        self._given = entries

    @cached_property
    def _entries(self) -> tuple[Option, ...]:
        return tuple(self._given() if callable(self._given) else self._given)

    @cached_property
    def _labels(self) -> dict[int | str, str]:
        return {entry.id: entry.label for entry in self._entries}

    @cached_property
    def _folded(self) -> tuple[list[str], list[str]]:
        """Labels, and all that is searched, folded once."""
        labels = [fold(entry.label) for entry in self._entries]
        all_of_it = [
            fold(f"{entry.label} {entry.detail} {entry.also}") if entry.detail or entry.also else label
            for label, entry in zip(labels, self._entries, strict=True)
        ]
        return labels, all_of_it

    def __len__(self) -> int:
        return len(self._entries)

    def label(self, entry: int | str) -> str:
        """See `OptionSource`."""
        return self._labels.get(entry, "")

    def search(self, typed: str) -> Sequence[Option]:
        """See `OptionSource`. First what begins with `typed`, then where a word does, then the rest."""
        words = fold(typed).split()
        if not words:
            return self._entries
        whole, labels, all_of_it = " ".join(words), *self._folded
        found: Iterable[int] = range(len(labels))
        for word in words:
            found = [at for at in found if word in all_of_it[at]]
        best = [at for at in found if labels[at].startswith(whole)]
        rest = [at for at in found if not labels[at].startswith(whole)]
        if len(rest) <= _RANKED:
            within = f" {whole}"
            rest.sort(key=lambda at: within not in labels[at])
        return [self._entries[at] for at in (*best, *rest)]
