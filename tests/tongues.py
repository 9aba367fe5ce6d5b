"""Languages made up for tests: English with other letters, longer, and from right to left."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from capx_tui.i18n import Catalogue

__all__ = ["ENGLISH", "Recorded", "accented", "long", "made_up", "right_to_left", "words_of"]

ENGLISH: Mapping[str, str] = json.loads((Path(__file__).parents[1] / "capx_tui/i18n/en.json").read_text("utf-8"))
_PART = re.compile(r"(\$\d|\{\{PLURAL:\$\d\||\}\}|\|)")
_ACCENTS = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
_HEBREW = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "אבגדהוזחטיכלמנסעפצקרשתאבגדהוזחטיכלמנסעפצקרשתאבגדהוזח"
)


def accented(text: str) -> str:
    """English that no English word is left in, as wide as before; folded it is English again."""
    return _letters(text, lambda part: part.translate(_ACCENTS))


def long(text: str) -> str:
    """A third longer, as German and Finnish are: vowels are said twice."""
    return _letters(text, lambda part: re.sub("([aeiou])", r"\1\1", part))


def right_to_left(text: str) -> str:
    """Letters of another script and direction."""
    return _letters(text, lambda part: part.translate(_HEBREW))


def _letters(text: str, change: Callable[[str], str]) -> str:
    """`text` with its words changed; placeholders and plurals stay what they are."""
    return "".join(part if _PART.fullmatch(part) else change(part) for part in _PART.split(text))


class Recorded(Catalogue):
    """A catalogue that remembers which messages it said."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.said: set[str] = set()

    def text(self, key: str, *params: object) -> str:
        """See `Catalogue`."""
        self.said.add(key)
        return super().text(key, *params)

    @property
    def words(self) -> set[str]:
        """The words of the messages that were said, without what was filled in."""
        texts = " ".join(self._template(key)[0] for key in self.said)
        return set(words_of(" ".join(part for part in _PART.split(texts) if not _PART.fullmatch(part))))


def words_of(text: str) -> list[str]:
    """The words of three letters and more."""
    return re.findall(r"[^\W\d_]{3,}", text)


def made_up(change: Callable[[str], str]) -> Catalogue:
    """A whole catalogue; plurals are those of English."""
    texts = {key: change(text) for key, text in ENGLISH.items() if key != "@metadata"}
    return Catalogue("en", texts)
