"""Capacities that may be what somebody is about to suggest, under another name or another spelling.

A small measure of our own does: two names are alike as far as they share pairs of letters (Dice's coefficient).
It needs no words and no alphabet, and for every name of every capacity it takes a few milliseconds.
"""

from __future__ import annotations

import enum
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from capx_tui.i18n import t
from capx_tui.model.capacities import CapacityTree
from capx_tui.model.languages import words_for
from capx_tui.text import fold

__all__ = ["Alike", "Likeness", "alike", "alike_words", "likeness", "spelling"]

#: So many are shown: more would be read by nobody.
_MOST = 6
#: Names that share fewer of their pairs of letters are other names.
_NEAR = 0.72
#: Shorter names are in everything.
_SHORTEST_PART = 3
#: Two words are forms of one where they begin with as many letters, and with this share of the longer one.
_KIN_LETTERS = 5
_KIN_SHARE = 0.6
_NO_LETTERS = re.compile(r"[^\w]+|_")
#: What is written in two ways, each brought to one. Applied to folded words, in this order.
_SPELLINGS = (
    (re.compile(r"(is|iz)(e[drs]?|ing|ation|ations|er|ers)$"), r"iz\2"),
    (re.compile(r"(?<=..)yse(d|rs?|s)?$"), r"yze\1"),
    (re.compile(r"(?<=..)our(s|ed|ing|ful|less)?$"), r"or\1"),
    (re.compile(r"(?<=.t)re(s)?$"), r"er\1"),
    (re.compile(r"grammes?$"), "gram"),
    (re.compile(r"ogues?$"), "og"),
    (re.compile(r"(?<=[a-z]{3})ies$"), "y"),
    (re.compile(r"(?<=[a-z]{3}[^s])s$"), ""),
)


class Likeness(enum.IntEnum):
    """How alike two names are; less is more alike."""

    SAME = 0
    SPELLING = 1
    NEAR = 2
    PART = 3
    DESCRIPTION = 4


@dataclass(frozen=True, slots=True)
class Alike:
    """A capacity that may be the one. `known_as` is its name that is like the title, in `language` ("" for none)."""

    capacity: int
    name: str
    likeness: Likeness
    known_as: str = ""
    language: str = ""


def spelling(text: str) -> tuple[str, ...]:
    """The words of `text` without what two spellings of one name differ in: case, accents, signs, plurals, -ise."""
    return tuple(_one_spelling(word) for word in _NO_LETTERS.sub(" ", fold(text)).split())


def _one_spelling(word: str) -> str:
    for pattern, instead in _SPELLINGS:
        word = pattern.sub(instead, word)
    return word


def likeness(title: str, name: str) -> Likeness | None:
    """How alike two names are, None for not at all."""
    return _Measured(title).to(name)


class _Measured:
    """A title, looked at once."""

    def __init__(self, title: str) -> None:
        self.folded = fold(title)
        self.words = spelling(title)
        self.joined = "".join(self.words)
        self.pairs = _pairs(self.joined)

    def to(self, name: str) -> Likeness | None:
        folded = fold(name)
        if not folded or not self.joined:
            return None
        if folded == self.folded:
            return Likeness.SAME
        words = spelling(name)
        joined = "".join(words)
        if joined == self.joined or sorted(words) == sorted(self.words):
            return Likeness.SPELLING
        shorter, longer = sorted((words, self.words), key=len)
        is_part = len("".join(shorter)) >= _SHORTEST_PART and _all_in(shorter, longer)
        if _dice(self.pairs, _pairs(joined)) >= _NEAR or (is_part and len(shorter) == len(longer)):
            return Likeness.NEAR
        return Likeness.PART if is_part else None

    def is_told_in(self, text: str) -> bool:
        """Whether every word of the title is in a text."""
        return len(self.joined) >= _SHORTEST_PART and _all_in(self.words, spelling(text))


def _all_in(words: Collection[str], others: Collection[str]) -> bool:
    return all(word in others or any(_are_kin(word, other) for other in others) for word in words)


def _are_kin(one: str, other: str) -> bool:
    """Whether two words begin so much alike that they are forms of one: "mentoring", "mentorship"."""
    most = max(len(one), len(other))
    needed = max(_KIN_LETTERS, math.ceil(most * _KIN_SHARE))
    return min(len(one), len(other)) >= needed and one[:needed] == other[:needed]


def _pairs(text: str) -> Counter[str]:
    padded = f"^{text}$"
    return Counter(padded[at : at + 2] for at in range(len(padded) - 1))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    together = one.total() + other.total()
    return 2 * (one & other).total() / together if together else 0.0


def alike(title: str, tree: CapacityTree) -> tuple[Alike, ...]:
    """The capacities with a name in any language we know that is like `title`, the most alike first.

    Those follow whose description holds every word of it.
    """
    measured = _Measured(title)
    if not measured.joined:
        return ()
    found = {each.capacity: each for each in _by_name(measured, tree)}
    for capacity in tree.capacities.values():
        description = capacity.description(tree.languages)
        if capacity.id not in found and description is not None and measured.is_told_in(description.text):
            found[capacity.id] = Alike(capacity.id, tree.name(capacity.id), Likeness.DESCRIPTION)
    ranked = sorted(found.values(), key=lambda each: (each.likeness, fold(each.name), each.capacity))
    return tuple(ranked[:_MOST])


def _by_name(measured: _Measured, tree: CapacityTree) -> Iterator[Alike]:
    for capacity in tree.capacities.values():
        shown = tree.name(capacity.id)
        # The name it is shown under goes first: of two that are as like, that one tells more.
        names: Iterable[tuple[str, str]] = ((shown, ""), *((term.text, term.language) for term in capacity.labels))
        best: Alike | None = None
        for name, language in names:
            found = measured.to(name)
            if found is not None and (best is None or found < best.likeness):
                other = fold(name) != fold(shown)
                best = Alike(capacity.id, shown, found, name if other else "", language if other else "")
        if best is not None:
            yield best


def alike_words(found: Alike, language: str) -> str:
    """Why it may be the one, in words of the person's language."""
    if found.known_as:
        return t("alike-known-as", found.known_as, words_for(found.language, language))
    return t(f"alike-{found.likeness.name.lower()}")
