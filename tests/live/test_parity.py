"""The same keys on the embedded and on the real service end in the same text, but for names and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from capx_tui.secret import Secret
from tests.live.conftest import run_program, surroundings_of
from tests.pty.program import Program

pytestmark = pytest.mark.live

_SIZE = (220, 40)
#: Metabase and Wikidata are out of reach here, but not for the embedded service.
_SILENCE = re.compile(
    r"Names could not be fetched from .*?; those known before are shown\. ?(?:Last compared with the service [^.]*\. )?"
    r"| compared with .*$"
)
#: There is no room for it beside what is said of missing names.
_ORDER = re.compile(r" (?:Last change first|By name)\.$")
Pictures = dict[str, list[str]]


class Words:
    """Takes a service's own names out of a text."""

    def __init__(self, ask: Callable[..., Any], me: str, service_name: str) -> None:
        names = {row["name"] for row in ask("capacities", "--json")}
        for person in ask("explore", "--incomplete", "--json"):
            names |= {person["username"], person["display_name"], *person["territory_names"], *person["language_names"]}
            names |= {*person["affiliation_names"], *person["wikimedia_project_names"]}
        names |= {me, service_name}
        self._own = _any_of({me, service_name})
        self._names = _any_of(names | {me, service_name})

    def without_names(self, row: str, *, is_ours: bool = False) -> str:
        """The row with NAME for each name and # for each number; how many blanks there are does not matter.

        `is_ours`: it holds the program's own words, and of names the person's and the service's alone.
        """
        row = re.sub(r"\d[\d.,]*", "#", (self._own if is_ours else self._names).sub("NAME", row))
        return re.sub(r"NAME(?:, NAME)*(?: \+# more)?", "NAME", re.sub(r"[\s\u2068\u2069]+", " ", row)).strip()


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    # Whole words: somebody may be called as half of a word of the program's.
    ordered = sorted(filter(None, names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


def _labels(rows: list[str]) -> list[str]:
    """What stands before the values of a text that is read row by row, each once."""
    found = (re.split(r"\s{2,}", row[2:].rstrip())[0] for row in rows[2:-2])
    return list(dict.fromkeys(label for label in found if label))


def _walk(program: Program) -> Iterator[tuple[str, list[str]]]:
    """The session: each stop by name, with its rows."""

    def stop(name: str, *keys: str, until: str) -> tuple[str, list[str]]:
        for key in keys:
            program.step(key)
        program.wait_for(until)
        program.quiet(0.5)
        return name, [row.rstrip() for row in program.rows]

    yield stop("explore", until="compared with the service")
    yield stop("filters", "f", until="Explore: filters")
    yield stop("roles", "down", "enter", until="Learner")
    yield stop("one role", "down", "enter", "escape", until="Explore: filters")
    yield stop("narrowed", "escape", until=" of ")
    yield stop("cleared", "c", until="cleared")
    yield stop("by name", "s", until="By name")
    yield stop("directory", "f3", until="Capacity directory")
    yield stop("branch", "right", "i", until="Wikidata item")
    yield stop("who offers", "o", until="offers")
    yield stop("my profile", "ctrl+p", "my profile", "enter", until="Available capacities")
    yield stop("help", "f1", until="Help")
    yield stop("palette", "ctrl+p", until="Go to or do")
    yield stop("home", "home", "enter", until="Your best matches")


@pytest.fixture(scope="module")
def both(service: str, token: Secret, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Words, Pictures]]:
    """Words and pictures of the embedded service, then of the one that is named."""
    found = []
    for flags, name in ((("--demo",), "the embedded demo, with made-up people"), ((), service)):
        home: Path = tmp_path_factory.mktemp("parity")

        def ask(*question: str, home: Path = home, flags: tuple[str, ...] = flags) -> Any:
            return run_program(home, service, *question, *flags, token=token).json

        words = Words(ask, ask("whoami", "--json")["username"], name)
        with Program(
            *flags, "--open", "Explore", home=home, size=_SIZE, environ=surroundings_of(home, service, token)
        ) as program:
            program.wait_for("signed in as")
            found.append((words, dict(_walk(program))))
            assert program.leave("ctrl+q") == 0
    return found


def _frame(rows: list[str]) -> list[str]:
    """All but the people: title, question, field, hints, status."""
    return [_ORDER.sub("", _SILENCE.sub("", row).strip()) for row in (*rows[:4], *rows[-2:])]


def _everything(rows: list[str]) -> list[str]:
    """One text, without what only another site's silence makes the program say."""
    return [_SILENCE.sub("", " ".join(" ".join(rows).split()))]


@pytest.mark.parametrize(
    ("stop", "part"),
    [
        ("explore", _frame),
        ("filters", list),
        ("roles", list),
        ("one role", list),
        ("narrowed", _frame),
        ("cleared", _frame),
        ("by name", _frame),
        ("directory", _everything),
        ("branch", lambda rows: rows[:4]),
        ("who offers", _frame),
        ("help", list),
        ("palette", list),
        ("home", _frame),
    ],
)
def test_the_same_keys_end_in_the_same_words(
    both: list[tuple[Words, Pictures]], stop: str, part: Callable[[list[str]], list[str]]
) -> None:
    # A capacity may be called as one of our screens.
    is_ours = stop == "palette"
    embedded, real = (
        [words.without_names(row, is_ours=is_ours) for row in part(pictures[stop])] for words, pictures in both
    )
    assert real == embedded


def test_profiles_have_the_same_facts_in_the_same_order(both: list[tuple[Words, Pictures]]) -> None:
    # The language of a bio is named in its label.
    embedded, real = (
        [re.sub(r", in .*", "", label) for label in _labels(pictures["my profile"]) if not _SILENCE.match(label)]
        for _, pictures in both
    )
    # How far down the first page reaches depends on how much somebody has to tell.
    shown = min(len(embedded), len(real))
    assert shown > 5
    assert real[:shown] == embedded[:shown]
