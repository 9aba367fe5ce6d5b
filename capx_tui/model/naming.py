"""From what a person typed to the one thing they meant, or to the words that help them say it better."""

from __future__ import annotations

import enum
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

import msgspec

from capx_tui.errors import RuleError
from capx_tui.i18n.lists import commas
from capx_tui.i18n.order import alphabetical
from capx_tui.text import fold

__all__ = ["Kind", "NameTable", "Named"]

#: How many near names an error lists.
NEAREST = 5
_NUMBER = re.compile(r"[0-9]{1,18}").fullmatch


class Kind(enum.Enum):
    """What a name can be the name of."""

    CAPACITY = "capacity"
    TERRITORY = "territory"
    LANGUAGE = "language"
    ORGANIZATION = "organization"
    PROJECT = "project"


class Named(msgspec.Struct, frozen=True):
    """One thing: the name it is shown under, all its names in any language, its codes or QIDs."""

    id: int
    name: str
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


def _ids_by(texts: Iterable[tuple[int, Iterable[str]]]) -> dict[str, set[int]]:
    """Each text, folded, and the ids of what has it."""
    found: dict[str, set[int]] = {}
    for number, written in texts:
        for folded in filter(None, map(fold, written)):
            found.setdefault(folded, set()).add(number)
    return found


@dataclass(frozen=True)
class NameTable:
    """All things of one kind, found by name, id or code."""

    kind: Kind
    things: tuple[Named, ...]

    @cached_property
    def _by_id(self) -> dict[int, Named]:
        return {thing.id: thing for thing in self.things}

    @cached_property
    def _by_name(self) -> dict[str, set[int]]:
        # As the codes, only for who looks something up: most tables only tell names.
        return _ids_by((thing.id, (thing.name, *thing.names)) for thing in self.things)

    @cached_property
    def _by_code(self) -> dict[str, set[int]]:
        return _ids_by((thing.id, thing.codes) for thing in self.things)

    def name(self, thing_id: int) -> str:
        """The name of a thing, "" for an id nobody knows."""
        thing = self._by_id.get(thing_id)
        return thing.name if thing else ""

    def __contains__(self, thing_id: int) -> bool:
        return thing_id in self._by_id

    def resolve(self, text: str, also: Iterable[str] = ()) -> int:
        """The id of what `text` names: an id, a code or QID, or a name in any language we know.

        Names are compared folded. `also` are other ways to say `text` (what a language code stands for),
        tried last. A name wins over a code, so that a place called like another's code is still found.
        Raises `RuleError` (``cli-unknown-<kind>``, ``cli-ambiguous-<kind>``) naming the nearest.
        """
        asked = text.strip()
        if _NUMBER(asked) and int(asked) in self._by_id:
            return int(asked)
        for found in self._candidates(asked, also):
            if len(found) == 1:
                return next(iter(found))
            if found:
                raise self._ambiguous(asked, found)
        raise self._unknown(asked)

    def _candidates(self, asked: str, also: Iterable[str]) -> Iterable[set[int]]:
        folded = fold(asked)
        yield self._by_name.get(folded, set())
        yield self._by_code.get(folded, set())
        yield {each for other in also for each in self._by_name.get(fold(other), ())}

    def _ambiguous(self, asked: str, ids: Collection[int]) -> RuleError:
        listed = commas(f"{self.name(each)} ({each})" for each in sorted(ids)[:NEAREST])
        return RuleError(f"cli-ambiguous-{self.kind.value}", asked, listed, field=self.kind.value)

    def _unknown(self, asked: str) -> RuleError:
        near = commas(self.nearest(asked))
        key = f"cli-unknown-{self.kind.value}" if near else f"cli-unknown-{self.kind.value}-none-near"
        return RuleError(key, asked, near, field=self.kind.value)

    def nearest(self, text: str) -> list[str]:
        """Names like `text`, best first: those that hold it, then those spelt alike."""
        folded = fold(text)
        if not folded:
            return []
        import difflib  # late: names that are known are near to themselves

        holding = sorted(
            (name for name in self._by_name if folded in name or (len(name) > 3 and name in folded)),
            key=lambda name: (not name.startswith(folded), len(name), name),
        )
        alike = difflib.get_close_matches(folded, self._by_name, n=NEAREST, cutoff=0.6)
        ids = dict.fromkeys(each for name in (*holding, *alike) for each in sorted(self._by_name[name]))
        return [self.name(each) for each in ids][:NEAREST]

    def search(self, text: str) -> list[Named]:
        """Things with a name that holds `text`: those that begin with it first, then by name. All for ""."""
        folded = fold(text)
        ranked = []
        for thing in self.things:
            shown = fold(thing.name)
            rank = _rank(folded, shown)
            if rank is None and any(folded in fold(name) for name in thing.names):
                rank = 3
            if rank is None and folded in {fold(code) for code in thing.codes}:
                rank = 0
            if rank is not None:
                ranked.append((rank, alphabetical(thing.name), thing.id, thing))
        return [thing for _, _, _, thing in sorted(ranked, key=lambda each: each[:3])]


def _rank(folded: str, name: str) -> int | None:
    if name.startswith(folded):
        return 0
    if f" {folded}" in name:
        return 1
    return 2 if folded in name else None
