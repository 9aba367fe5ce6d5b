"""The guide: a page for every screen, keys as in the table, and quoted is only what the program says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

import pytest

from capx_tui.cli.flags import COMMANDS as LINE_COMMANDS
from capx_tui.model.actions import SCREENS
from docs.guide import COMMANDS, GUIDE, PLACES, renewed
from tests.arch.conftest import ROOT, none_of

PAGES = sorted(path.stem for path in GUIDE.glob("*.md"))
#: Rows of two screens, besides the picture and what is made from the table of actions.
TWO_SCREENS = 48
_QUOTE = re.compile(r"“((?:[^“”]|“[^“”]*”)*)”")
_MADE = re.compile(r"<!-- made: .*?<!-- end -->\n", re.DOTALL)


def written(page: str) -> str:
    """What somebody wrote by hand."""
    return _MADE.sub("", (GUIDE / f"{page}.md").read_text("utf-8"))


def quotes(page: str) -> Iterator[str]:
    """What the page says that the program says."""
    return (re.sub(r"\s+", " ", found[1]) for found in _QUOTE.finditer(written(page)))


@cache
def sayings() -> tuple[re.Pattern[str], ...]:
    """Every text of the catalogue that says something by itself, with anything in the place of what is put into it."""
    catalogue = json.loads((ROOT / "capx_tui/i18n/en.json").read_text("utf-8"))
    texts = [text for key, text in catalogue.items() if key != "@metadata"]
    return tuple(re.compile(_pattern(text)) for text in texts if "$" not in text or len(_own_words(text)) >= 12)


def _own_words(text: str) -> str:
    return re.sub(r"\{\{[^{}]*\}\}|\$\d|[\W_]", "", text)


def _pattern(text: str) -> str:
    parts = re.split(r"(\{\{PLURAL:\$\d\|[^{}]*\}\}|\$\d)", text)
    return "".join(map(_part, parts))


def _part(part: str) -> str:
    if part.startswith("{{PLURAL:"):
        forms = part[2:-2].split("|")[1:]
        return f"(?:{'|'.join(_pattern(form) for form in forms)})"
    return ".+?" if re.fullmatch(r"\$\d", part) else re.escape(part)


def _is_said(sentence: str) -> bool:
    return any(saying.fullmatch(sentence) for saying in sayings())


def _are_said(quoted: str) -> bool:
    """One message, or several of them one after the other."""
    if _is_said(quoted):
        return True
    breaks = [found.end() for found in re.finditer(r"[.?!”] ", quoted)]
    return any(_is_said(quoted[:at].strip()) and _are_said(quoted[at:]) for at in breaks)


def test_every_screen_has_a_page_and_every_page_a_screen() -> None:
    assert set(PAGES) == {"README", "person", "organization", *(entry.id for entry in SCREENS)} == {"README", *PLACES}


@pytest.mark.parametrize("page", PAGES)
def test_keys_and_ways_are_those_of_the_table(page: str) -> None:
    text = (GUIDE / f"{page}.md").read_text("utf-8")
    assert text == renewed(text, page), "make docs writes it anew"


@pytest.mark.parametrize("page", PAGES)
def test_what_is_quoted_is_what_the_program_says(page: str) -> None:
    none_of(quoted for quoted in quotes(page) if not _are_said(quoted))


def test_no_page_is_longer_than_two_screens() -> None:
    lengths = {page: len(written(page).splitlines()) for page in PAGES if page != "README"}
    none_of(f"{page}: {length} rows" for page, length in lengths.items() if length > TWO_SCREENS)


def test_every_page_goes_through_the_same_things_in_the_same_order() -> None:
    order = ["How to get there", "What stands on it", "Keys", "What can go wrong", "A picture of it"]
    none_of(page for page in PLACES if re.findall(r"(?m)^## (.+)$", written(page)) != order)


def test_the_line_commands_that_are_named_exist() -> None:
    named = {command.split()[0] for commands in COMMANDS.values() for command in commands}
    assert named - {"--help"} <= {command.name for command in LINE_COMMANDS}


#: The sections of the service's own guide, in its order, by a word or two of each.
SECTIONS = (
    *("log in", "the user profile", "organization profile", "Capacity Directory", "Explore feed", "save profiles"),
    *("report bugs", "send messages", "find an event", "mentorship program", "Organization List", "Data in CapX"),
    *("translatewiki.net", "Let's Connect"),
)


def test_the_guide_of_the_service_is_ticked_off_in_its_own_order() -> None:
    rows = [row.split("|")[1] for row in written("README").splitlines() if row.startswith("| ")]
    at = [next((n for n, row in enumerate(rows) if words in row), -1) for words in SECTIONS]
    assert -1 not in at
    assert at == sorted(at)
