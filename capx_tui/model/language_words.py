"""Languages and levels as people write them: ``pt-br``, ``Portuguese:3``, ``tr: native``."""

from __future__ import annotations

from collections.abc import Callable

from capx_tui.errors import RuleError
from capx_tui.i18n import load, t
from capx_tui.i18n.lists import commas
from capx_tui.model.naming import Kind
from capx_tui.model.people import LEVELS
from capx_tui.text import fold

__all__ = ["language_and_level", "level_called"]

_ENGLISH = load("en")

#: The id of what a text names. Raises `RuleError`.
Resolve = Callable[[Kind, str], int]


def language_and_level(text: str, resolve: Resolve) -> tuple[int, str]:
    """The language's id, and its level or "" where none is given. A name may hold a colon itself.

    Raises `RuleError` for a language or a level that is not known.
    """
    name, colon, word = text.rpartition(":")
    if not colon:
        return resolve(Kind.LANGUAGE, text), ""
    level = level_called(word)
    if level:
        return resolve(Kind.LANGUAGE, name), level
    try:
        return resolve(Kind.LANGUAGE, text), ""
    except RuleError:
        levels = commas(f"{each} {t(f'level-{each}')}" for each in LEVELS)
        raise RuleError("cli-unknown-level", word.strip(), levels) from None


def level_called(text: str) -> str:
    """The level that a number, the letter n or a word stands for, "" for none."""
    folded = fold(text)
    if folded in LEVELS:
        return folded
    for level in LEVELS:
        if folded in (fold(t(f"level-{level}")), fold(_ENGLISH.text(f"level-{level}"))):
            return level
    return ""
