"""Several things in one line of words, as the interface's language puts them together."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from capx_tui.i18n.catalogue import language_in_use
from capx_tui.text import isolate

__all__ = ["commas", "listed", "listed_in", "semicolons"]

#: Languages whose comma and semicolon are other signs.
_ARABIC = frozenset({"ar", "ckb", "fa", "ks", "ps", "sd", "ug", "ur"})
_IDEOGRAPHIC = frozenset({"ja", "yue", "zh"})
_SIGNS = {",": ("، ", "、"), ";": ("؛ ", "；")}
#: Before a semicolon French has a narrow blank that breaks no line.
_FRENCH_SEMICOLON = "\u202f; "


def commas(items: Iterable[object]) -> str:
    """``Lua, Wikidata, Teaching``: what stands behind a label or makes up a row. What is empty is left out."""
    return _together_in(items, language_in_use(), ",")


def semicolons(items: Iterable[object]) -> str:
    """``upcoming; in Kenya; online``: things that have commas themselves."""
    return _together_in(items, language_in_use(), ";")


def _together_in(items: Iterable[object], language: str, sign: str) -> str:
    base = language.partition("-")[0]
    arabic, ideographic = _SIGNS[sign]
    between = arabic if base in _ARABIC else ideographic if base in _IDEOGRAPHIC else f"{sign} "
    if base == "fr" and sign == ";":
        between = _FRENCH_SEMICOLON
    return between.join(isolate(text) for text in map(str, items) if text)


def listed(items: Iterable[object]) -> str:
    """``Lua, Wikidata and Teaching``: in the middle of a sentence."""
    return listed_in(items, language_in_use())


def listed_in(items: Iterable[object], language: str) -> str:
    """As `listed`, in `language` (CLDR's list patterns)."""
    texts = [isolate(text) for text in map(str, items) if text]
    if len(texts) < 2:
        return "".join(texts)
    two, start, middle, end = _patterns(language)
    if len(texts) == 2:
        return two.format(*texts)
    made = start.format(*texts[:2])
    for text in texts[2:-1]:
        made = middle.format(made, text)
    return end.format(made, texts[-1])


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[str, str, str, str]:
    # English as the texts of the program are written: no comma before "and".
    english = ("{0} and {1}", "{0}, {1}", "{0}, {1}", "{0} and {1}")
    if language.partition("-")[0] == "en":
        return english
    from babel import Locale, UnknownLocaleError

    try:
        found = Locale.parse(language.replace("-", "_")).list_patterns["standard"]
    except (UnknownLocaleError, ValueError):
        return english
    return found["2"], found["start"], found["middle"], found["end"]
