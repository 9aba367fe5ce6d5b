"""The program through tmux, screen and mosh: text and cursor are what they are without.

In the directory, whose names every terminal draws alike, key by key; and on every screen, on coming and after a key.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from capx_tui.i18n import t
from capx_tui.model.actions import SCREENS
from tests.pty.program import environment
from tests.readers.dispatcher import Dispatcher
from tests.readers.multiplexers import MULTIPLEXERS, lacks, through
from tests.readers.readers import tidy
from tests.readers.scripts import directory
from tests.readers.sessions import Session, TerminalSession
from tests.readers.speech import Answer
from tests.readers.walks import go
from tests.readers.world import World, move

pytestmark = pytest.mark.reader

Picture = tuple[tuple[int, int], list[str]]
_MODES = {"screen-reader": ("--screen-reader",), "plain": ()}
#: How old the data is stands at the right of the last row, and depends on when one looks.
_ASIDE = re.compile(r"\s+compared with .*$")
#: Letters of which terminals differ in how wide they are, or in how they stand together; how long ago something was.
_UNALIKE = re.compile(r"[^\u0000-\u024f\u2010-\u2044\u2500-\u25ff]|just now|\bago\b|Public data")
#: Rows in which announcements stand.
_PLACES = 4


def _picture(answer: Answer) -> Picture:
    rows = [row.rstrip() for row in answer.rows]
    rows[-1] = _ASIDE.sub("", rows[-1])
    return answer.cursor, rows


def _page(answer: Answer) -> Picture:
    """Without announcements, of which several come at once, and without what depends on the moment or the terminal."""
    cursor, rows = _picture(answer)
    return cursor, ["" if _UNALIKE.search(row) else row for row in rows[:-_PLACES]]


@contextmanager
def _shown(name: str, mode: str, home: Path, directory: Path, begin: str = "Capacity directory") -> Iterator[Session]:
    tidy(home)
    directory.mkdir()
    run = directory / "run"
    words = [sys.executable, "-m", "capx_tui", "--demo", "--open", begin, *_MODES[mode]]
    run.write_text(f"#!/bin/sh\nexec {shlex.join(words)}\n")
    run.chmod(0o755)
    environ = environment(home, LC_ALL="C.UTF-8", XDG_RUNTIME_DIR=str(directory))
    with Dispatcher(directory) as speech, through(name, run, environ, directory) as (command, surroundings):
        session = TerminalSession(command, surroundings, home, speech)
        try:
            yield session
        finally:
            session.leave()


def _walked(session: Session, world: World, wanted: list[Picture] | None = None) -> list[Picture]:
    """The picture at first and after each key; where others are wanted, as soon as it is the one wanted."""
    keys = [*(step.key for step in directory(world.roots, world.child).steps), "/", "w", "escape", "down"]
    pictures = [_picture(session.open(*world.roots, "signed in as"))]
    for number, key in enumerate(keys, start=1):
        due = wanted[number] if wanted is not None else None
        pictures.append(_picture(session.step(key, _is(due))))
    return pictures


def _toured(session: Session, wanted: list[Picture] | None = None) -> list[Picture]:
    """The picture of every screen, and that after Down there."""
    pictures = [_page(session.open("signed in as"))]
    # The log tells announcements, of which several come at once.
    for entry in (entry for entry in SCREENS if entry.id != "log"):
        go(session, t(entry.label_key))
        for key in ("enter", "down"):
            due = wanted[len(pictures)] if wanted is not None else None
            pictures.append(_page(session.step(key, _is(due, _page))))
    return pictures


def _is(due: Picture | None, taken: Callable[[Answer], Picture] = _picture) -> Callable[[Answer], bool]:
    return lambda answer: due is None or taken(answer) == due


def _differences(shown: list[Picture], wanted: list[Picture]) -> str:
    """Where the pictures differ, for a report."""
    found = []
    for number, ((cursor, rows), (due_cursor, due_rows)) in enumerate(zip(shown, wanted, strict=True)):
        if cursor != due_cursor:
            found.append(f"after key {number}: the cursor is at {cursor}, not at {due_cursor}")
        pairs = enumerate(zip(rows, due_rows, strict=True))
        found += [f"after key {number}: row {y} is {row!r}, not {due!r}" for y, (row, due) in pairs if row != due]
    return "\n".join(found)


@pytest.fixture(scope="module")
def toured(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Picture]:
    """The pictures of all screens with nothing between."""
    place = tmp_path_factory.mktemp("tour")
    move(filled, place / "home")
    with _shown("nothing", "screen-reader", place / "home", place / "nothing", "About") as session:
        return _toured(session)


@pytest.fixture(scope="module")
def walked(filled: Path, world: World, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Picture]]:
    """The pictures of each mode with nothing between, taken once."""

    @cache
    def walk(mode: str) -> list[Picture]:
        with _shown("nothing", mode, filled, tmp_path_factory.mktemp(mode) / "nothing") as session:
            return _walked(session, world)

    return walk


@pytest.mark.parametrize("mode", _MODES)
@pytest.mark.parametrize("name", MULTIPLEXERS)
def test_text_and_cursor_are_exact(
    name: str, mode: str, filled: Path, world: World, tmp_path: Path, walked: Callable[[str], list[Picture]]
) -> None:
    if reason := lacks(name):
        pytest.skip(reason)
    wanted = walked(mode)
    with _shown(name, mode, filled, tmp_path / name) as session:
        shown = _walked(session, world, wanted)
    assert shown == wanted, _differences(shown, wanted)


@pytest.mark.parametrize("name", MULTIPLEXERS)
def test_text_and_cursor_of_every_screen_are_exact(
    name: str, filled: Path, tmp_path: Path, toured: list[Picture]
) -> None:
    if reason := lacks(name):
        pytest.skip(reason)
    move(filled, tmp_path / "home")
    with _shown(name, "screen-reader", tmp_path / "home", tmp_path / name, "About") as session:
        shown = _toured(session, toured)
    assert shown == toured, _differences(shown, toured)
