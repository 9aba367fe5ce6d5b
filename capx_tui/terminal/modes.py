"""How the program looks and speaks here: what the person chose, what the terminal can, decided in one place.

Nothing is guessed about people: a screen reader is never detected. About terminals it is: no colour where
``NO_COLOR`` asks for none, sixteen where there are no more, ASCII where letters beyond it are not sure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

__all__ = [
    "ANNOUNCEMENTS",
    "COLOURS",
    "Announcements",
    "Colour",
    "Glyphs",
    "Modes",
    "glyphs",
    "is_narrow",
    "is_unicode_sure",
    "modes_of",
    "use_modes",
]

Colour = Literal["full", "16", "none"]
COLOURS: tuple[Colour, ...] = ("full", "16", "none")
#: Two places in turn (screen readers hear equal sentences twice), one place, or nothing but the log and errors.
Announcements = Literal["two", "one", "log"]
ANNOUNCEMENTS: tuple[Announcements, ...] = ("two", "one", "log")

#: Terminals that have one font of a few hundred signs, or none that is known.
#: Locales in which terminals may draw letters of ambiguous width over two cells.
_EAST_ASIAN = ("ja", "ko", "zh")
_FEW_SIGNS = ("linux", "vt", "dumb", "cons25", "ansi")
#: Terminals of one colour.
_NO_COLOURS = ("vt", "dumb", "xterm-mono")
_MANY_COLOURS = ("256", "direct", "truecolor", "kitty", "ghostty", "alacritty", "foot", "wezterm", "iterm")


class Glyphs(msgspec.Struct, frozen=True):
    """The signs that are not letters and not ASCII everywhere."""

    #: What stands where something was cut.
    more: str = "…"
    #: Between two things on one line.
    between: str = " · "


_ASCII = Glyphs(more="...", between="; ")


class Modes(msgspec.Struct, frozen=True):
    """What holds now. `is_ascii`: signs beyond ASCII are not sure to be drawn."""

    speaks: bool = False
    colour: Colour = "full"
    is_ascii: bool = False
    borders: bool = True
    cursor: bool = True
    announcements: Announcements = "two"

    @property
    def glyphs(self) -> Glyphs:
        """The signs to draw with; readers get those that they do not spell out."""
        return _ASCII if self.is_ascii or self.speaks else Glyphs()


def is_unicode_sure(environ: Mapping[str, str]) -> bool:
    """Whether the locale is one of UTF-8 and the terminal's font is not the Linux console's."""
    if environ.get("TERM", "").startswith(_FEW_SIGNS):
        return False
    return "utf" in _locale(environ)


def is_narrow(environ: Mapping[str, str]) -> bool:
    """Whether letters of ambiguous width (é, Cyrillic, Greek) take one cell: everywhere but in East Asia."""
    return not _locale(environ).startswith(_EAST_ASIAN)


def _locale(environ: Mapping[str, str]) -> str:
    return next((environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "").lower()


def _colour_of(environ: Mapping[str, str], chosen: Colour) -> Colour:
    """What was chosen, or less where the terminal has less; ``NO_COLOR`` (no-color.org) is above both."""
    term = environ.get("TERM", "")
    if chosen == "none" or environ.get("NO_COLOR") or not term or term.startswith(_NO_COLOURS):
        return "none"
    many = environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or any(part in term for part in _MANY_COLOURS)
    if chosen == "16" or term.startswith("linux") or not many:
        return "16"
    return "full"


def modes_of(
    environ: Mapping[str, str],
    *,
    speaks: bool = False,
    colour: Colour = "full",
    borders: bool = True,
    cursor: bool = True,
    announcements: Announcements = "two",
) -> Modes:
    """The modes in these surroundings for what was chosen. While the program speaks there are no borders."""
    return Modes(
        speaks=speaks,
        colour=_colour_of(environ, colour),
        is_ascii=not is_unicode_sure(environ),
        borders=borders and not speaks,
        cursor=cursor,
        announcements=announcements,
    )


_in_force = Modes()


def use_modes(modes: Modes) -> None:
    """These modes hold from now on; widgets that are drawn from now on follow."""
    global _in_force  # noqa: PLW0603 - one terminal, as there is one language
    _in_force = modes


def glyphs() -> Glyphs:
    """The signs that hold."""
    return _in_force.glyphs
