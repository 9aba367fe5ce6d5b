"""The alphabet of the interface's language: where a name stands in a list that people look through."""

from __future__ import annotations

from capx_tui.i18n.catalogue import language_in_use
from capx_tui.text import fold

__all__ = ["alphabetical", "alphabetical_in"]

#: Letters that are letters of their own, and the one that each stands behind: "~" stands behind every letter.
_TURKISH = {"ç": "c~", "ğ": "g~", "ı": "h~", "ö": "o~", "ş": "s~", "ü": "u~"}
_CAPITALS = {"Ç": "c~", "Ğ": "g~", "I": "h~", "Ö": "o~", "Ş": "s~", "Ü": "u~"}
_ALPHABETS = {
    "az": str.maketrans({**_TURKISH, **_CAPITALS, "ə": "e~", "Ə": "e~"}),
    "es": str.maketrans({"ñ": "n~", "Ñ": "n~"}),
    "tr": str.maketrans({**_TURKISH, **_CAPITALS}),
}


def alphabetical(name: str) -> str:
    """What names are sorted by in the language in use; accents count only where they make another letter."""
    return alphabetical_in(name, language_in_use())


def alphabetical_in(name: str, language: str) -> str:
    """As `alphabetical`, in `language`: in Turkish ı stands before i and ş behind s, in Spanish ñ behind n."""
    letters = _ALPHABETS.get(language.partition("-")[0])
    return fold(name if letters is None else name.translate(letters))
