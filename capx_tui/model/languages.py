"""Languages and countries by code, in words. CLDR's tables take a while to load: they are read when asked for."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from functools import lru_cache

from capx_tui.i18n import available_languages, load, t
from capx_tui.i18n.order import alphabetical_in

__all__ = ["codes_by_name", "country_words", "interface_languages", "is_code", "names_of_code", "own_name", "words_for"]

is_code = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*").fullmatch


@lru_cache(maxsize=4096)
def words_for(code: str, language: str) -> str:
    """What the language with `code` is called in `language`; the code itself where CLDR has no word."""
    return next(iter(_names(code, language)), code)


@lru_cache(maxsize=4)
def codes_by_name(language: str) -> tuple[tuple[str, str], ...]:
    """Every language that CLDR has a word for in `language`: code as wikis write it and word, by word."""
    from babel import Locale, UnknownLocaleError

    try:
        words = Locale.parse(language.replace("-", "_")).languages
    except (UnknownLocaleError, ValueError):
        words = Locale.parse("en").languages
    found = ((code.lower().replace("_", "-"), word) for code, word in words.items())
    return tuple(sorted(found, key=lambda each: alphabetical_in(each[1], language)))


def own_name(code: str, name: str, *, latin: bool = False) -> str:
    """The `name` that a language has for itself; where only Latin letters are shown, its English name and its code.

    ``español``, ``العربية``; with `latin` ``español`` and ``Arabic (ar)``.
    """
    if latin and any(letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN") for letter in name):
        return t("translate-language-name", words_for(code, "en"), code)
    return name


def interface_languages(*, latin: bool = False) -> list[tuple[str, str]]:
    """Code and own name of the languages that the program speaks, as `own_name` writes it."""
    return [(code, own_name(code, load(code).text("language-name"), latin=latin)) for code in available_languages()]


def country_words(code: str, language: str) -> str:
    """What the country with an ISO code is called in `language`; "" without a word in CLDR, and for codes of none.

    Codes that begin with X are what the service made up itself, but for Kosovo's.
    """
    code = code.upper()
    if len(code) != 2 or (code[0] == "X" and code != "XK"):
        return ""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language.replace("-", "_")).territories.get(code, ""))
    except (UnknownLocaleError, ValueError):
        return ""


def names_of_code(code: str, language: str) -> list[str]:
    """What the language with `code` may be called: in English, in `language`, in itself.

    As one word, or with its country or script in brackets. Empty for what is no code.
    """
    if not is_code(code.strip()):
        return []
    found = [name for shown_in in ("en", language, code) for name in _names(code.strip(), shown_in)]
    return list(dict.fromkeys(found))


def _names(code: str, language: str) -> list[str]:
    from babel import Locale, UnknownLocaleError

    parts = code.replace("-", "_").split("_")
    spelt = "_".join((parts[0].lower(), *map(_subtag, parts[1:])))
    try:
        where = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return []
    found = [where.languages.get(spelt, "")]
    with contextlib.suppress(UnknownLocaleError, ValueError):
        found.append(Locale.parse(spelt).get_display_name(where) or "")
    return [name for name in found if name]


def _subtag(part: str) -> str:
    """A script is written Hant, a country TW."""
    return part.title() if len(part) == 4 else part.upper()
