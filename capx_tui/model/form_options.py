"""What can be chosen in a form, found by typing: thousands of entries, searched as fast as one types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from capx_tui.text import fold

__all__ = ["Option", "OptionSource", "Options"]


@dataclass(frozen=True, slots=True)
class Option:
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
    def _folded(self) -> list[tuple[str, str]]:
        """Label, and label with all else that is searched, folded once."""
        return [(fold(entry.label), fold(f"{entry.label} {entry.detail} {entry.also}")) for entry in self._entries]

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
        whole = " ".join(words)
        first, others = words[0], words[1:]
        best: list[Option] = []
        good: list[Option] = []
        rest: list[Option] = []
        for (label, all_of_it), entry in zip(self._folded, self._entries, strict=True):
            if first not in all_of_it or not all(word in all_of_it for word in others):
                continue
            if label.startswith(whole):
                best.append(entry)
            elif f" {whole}" in label:
                good.append(entry)
            else:
                rest.append(entry)
        return [*best, *good, *rest]
