"""What stands in the lists that are compared: the same words for our widgets and for Textual's."""

from __future__ import annotations

import sys

__all__ = ["COLUMNS", "FIELDS", "NODES", "cells", "count", "line"]

COLUMNS = ("User name", "Language", "Territory", "Knows", "Offers", "Wants")
#: Nodes below each root of the tree.
NODES = 49
#: Texts and switches of the form, a text first and then in turn.
FIELDS = 100
_LANGUAGES = ("English", "Português", "Türkçe", "Deutsch", "Español")
_TERRITORIES = ("Brazil", "Ghana", "Germany", "India", "Argentina", "Nigeria", "Türkiye")


def count() -> int:
    """Rows of the list, of the table and of the opened tree: the second word of the command line, else 5,000."""
    return int(sys.argv[2]) if len(sys.argv) > 2 else 5_000


def line(number: int) -> str:
    """One row of the list or the tree."""
    language, territory = _LANGUAGES[number % 5], _TERRITORIES[number % 7]
    return f"Person number {number}, speaks {language}, lives in {territory}, offers {number % 9} capacities"


def cells(number: int) -> tuple[str, ...]:
    """One row of the table, a text for each of `COLUMNS`."""
    counts = (number * 7 % 23, number % 9, number * 3 % 11)
    return (f"Person {number}", _LANGUAGES[number % 5], _TERRITORIES[number % 7], *map(str, counts))
