"""A picture is read as it was written, and only where nobody else could have written it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Size
from textual.strip import Strip

from capx_tui import first_picture
from capx_tui.first_picture import Shown
from capx_tui.terminal.kept_picture import Picture, keep, picture_of
from capx_tui.terminal.painter import Painter, Terminal

ARGUMENTS = ["--open", "Explore"]
SIZE = Size(12, 3)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    return tmp_path


RED = Style(color="red", bold=True, bgcolor="blue")
STRIPS = [Strip([Segment("Añ 漢字", RED), Segment(" e\u0301x")]), Strip([]), Strip([Segment("end of it...", RED)])]
CURSOR = Offset(2, 1)


def drawn() -> Picture:
    painter = Painter(Terminal())
    sequence = painter.paint(STRIPS, SIZE, CURSOR)
    return Picture((12, 3), sequence, tuple(painter.lines), CURSOR)


def parts() -> list[bytes]:
    return Path(first_picture.file_of(ARGUMENTS)).read_bytes().split(b"\0", 2)


def test_it_is_read_as_it_was_written(place: Path) -> None:
    picture = drawn()
    keep(ARGUMENTS, picture)
    depends_on, sequence, cells = parts()
    assert depends_on.decode() == first_picture.surroundings(ARGUMENTS, (12, 3))
    assert sequence.decode() == picture.sequence
    found = picture_of(Shown([], (12, 3), cells))
    assert found is not None
    assert (tuple(found.lines), found.cursor) == (picture.lines, CURSOR)
    # Whoever goes on from it has nothing to write where nothing changed.
    painter = Painter(Terminal())
    painter.take(found.lines, Offset(*found.cursor))
    assert painter.paint(STRIPS, SIZE, CURSOR) == ""
    assert Path(first_picture.file_of(ARGUMENTS)).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("cells", [b"", b"{}", b"[[],[0,0]]", b'[[[[["a"],["","",[]]]]],[0,0]]'])
def test_cells_that_are_not_those_of_the_terminal_are_no_picture(cells: bytes) -> None:
    assert picture_of(Shown([], (12, 3), cells)) is None


def test_after_another_size_nobody_knows_what_is_left(place: Path) -> None:
    keep(ARGUMENTS, drawn())
    shown = Shown([], (12, 3), parts()[2])
    shown.is_resized = True
    assert picture_of(shown) is None


@pytest.mark.parametrize(
    "name", ["config/capx-tui/settings.json", "cache/capx-tui/mirror/a.sqlite3-wal", "data/capx-tui/x/y"]
)
def test_it_depends_on_every_file_of_ours(place: Path, name: str) -> None:
    def now() -> str:
        return first_picture.surroundings(ARGUMENTS, (12, 3))

    keep(ARGUMENTS, drawn())
    before = now()
    assert before == now()
    (place / name).parent.mkdir(parents=True)
    (place / name).write_text("1")
    with_file = now()
    (place / name).write_text("2 and more")
    assert len({before, with_file, now()}) == 3
    (place / name).unlink()
    assert now() == before


def test_it_holds_no_secret(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = first_picture.surroundings(ARGUMENTS, (12, 3))
    monkeypatch.setenv("CAPX_TUI_TOKEN", "0123456789abcdef")
    after = first_picture.surroundings(ARGUMENTS, (12, 3))
    assert before != after
    assert "0123456789abcdef" not in after


def test_another_window_of_a_multiplexer_is_no_other_terminal(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def within(name: str) -> str:
        monkeypatch.setenv("TMUX", name)
        return first_picture.surroundings(ARGUMENTS, (12, 3))

    monkeypatch.delenv("TMUX", raising=False)
    outside = first_picture.surroundings(ARGUMENTS, (12, 3))
    assert within("/tmp/tmux,1,0") == within("/tmp/tmux,1,1") != outside


def test_few_are_kept(place: Path) -> None:
    for number in range(12):
        keep([f"--open={number}"], drawn())
    kept = [each.name for each in Path(first_picture.file_of(ARGUMENTS)).parent.iterdir()]
    assert len(kept) == 8
    assert "--open_11" in kept


def test_those_from_a_time_to_come_give_way(place: Path) -> None:
    for number in range(8):
        keep([f"--open={number}"], drawn())
    directory = Path(first_picture.file_of(ARGUMENTS)).parent
    for path in directory.iterdir():
        os.utime(path, (2**32, 2**32))
    keep(["--open=now"], drawn())
    kept = [each.name for each in directory.iterdir()]
    assert len(kept) == 8
    assert "--open_now" in kept
