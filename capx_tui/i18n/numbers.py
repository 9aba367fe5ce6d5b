"""Numbers as a language writes them (CLDR). Below a thousand, and in English, nothing has to be loaded for it."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["grouped"]

#: CLDR's ``minimumGroupingDigits`` of 2, which Babel does not have: 1234 stands as it is, 12.345 has a sign.
_LATE = frozenset({"bg", "ca", "es", "eu", "gl", "hu", "hy", "it", "ka", "lv", "pl", "pt-pt"})


def grouped(number: int, language: str) -> str:
    """``1,234`` in English, ``1.234`` in Turkish, ``1234`` and ``12.345`` in Spanish; digits are 0 to 9 everywhere."""
    if -1_000 < number < 1_000 or (language in _LATE and -10_000 < number < 10_000):
        return str(number)
    return f"{number:,}".replace(",", _sign(language))


@lru_cache(maxsize=8)
def _sign(language: str) -> str:
    if language.partition("-")[0] == "en":
        return ","
    from babel import Locale, UnknownLocaleError

    try:
        symbols = Locale.parse(language.replace("-", "_")).number_symbols
    except (UnknownLocaleError, ValueError):
        return ","
    return str(symbols.get("latn", {}).get("group", ","))
