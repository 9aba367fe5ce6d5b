"""The painter against a real terminal emulator: after any frames, the picture is the one asked for."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Size
from textual.strip import Strip

from capx_tui.terminal.cells import cells_of
from capx_tui.terminal.painter import Painter, Terminal

_STYLES = [
    Style(),
    Style(bold=True),
    Style(color="#66c3ff", bgcolor="#04222f"),
    Style(color="red", underline=True),
    Style(bgcolor="#083549"),
    Style(bold=True, reverse=True),
]
_TEXTS = st.text(st.sampled_from("ab  cxyz-.ÀéİıЖшאبनि漢字한か\u0301"), min_size=0, max_size=14)
_SEGMENTS = st.lists(st.builds(Segment, _TEXTS, st.sampled_from(_STYLES)), max_size=3)


class _Screen:
    """A pyte terminal as our own cells see it."""

    def __init__(self, width: int, height: int) -> None:
        self.screen = pyte.Screen(width, height)
        self.stream = pyte.Stream(self.screen)

    def feed(self, text: str) -> None:
        # The terminal's line discipline turns a line feed into a return and a line feed.
        self.stream.feed(text.replace("\r\n", "\n").replace("\n", "\r\n"))

    def text(self) -> list[str]:
        return [
            "".join(self.screen.buffer[y][x].data for x in range(self.screen.columns)) for y in range(self.screen.lines)
        ]

    def looks(self) -> list[list[tuple[object, ...]]]:
        """What is to be seen: of a blank no colour of letters and no boldness."""
        return [
            [
                (char.bg,)
                if char.data == " " and not (char.underscore or char.reverse)
                else (char.fg, char.bg, char.bold, char.underscore, char.reverse)
                for char in (self.screen.buffer[y][x] for x in range(self.screen.columns))
            ]
            for y in range(self.screen.lines)
        ]


def _strips(rows: list[list[Segment]]) -> list[Strip]:
    return [Strip(row) for row in rows]


def _repainted(strips: list[Strip], size: Size, terminal: Terminal) -> _Screen:
    screen = _Screen(size.width, size.height)
    screen.feed(Painter(terminal).paint(strips, size, Offset(0, 0)))
    return screen


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(_SEGMENTS, min_size=6, max_size=6), min_size=2, max_size=5),
    st.sampled_from(
        [
            Terminal(),
            Terminal(is_narrow=True),
            Terminal(colors=ColorSystem.STANDARD),
            Terminal(colors=None),
            Terminal(speaks=True),
        ]
    ),
    st.booleans(),
)
def test_after_any_frames_the_picture_equals_a_full_repaint(
    frames: list[list[list[Segment]]], terminal: Terminal, typing: bool
) -> None:
    size = Size(12, 6)
    painter = Painter(terminal)
    screen = _Screen(12, 6)
    for number, frame in enumerate(frames):
        strips = _strips(frame)
        screen.feed(painter.paint(strips, size, Offset(number % 12, number % 6), typing=typing))
    whole = _repainted(strips, size, terminal)
    assert screen.text() == whole.text()
    assert screen.looks() == whole.looks()
    assert (screen.screen.cursor.x, screen.screen.cursor.y) == ((len(frames) - 1) % 12, (len(frames) - 1) % 6)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.lists(_SEGMENTS, min_size=6, max_size=6), st.integers(0, 90)), min_size=2, max_size=6),
    st.sampled_from([Terminal(), Terminal(is_narrow=True), Terminal(colors=None)]),
)
def test_frames_painted_in_part_end_in_the_last_one(
    frames: list[tuple[list[list[Segment]], int]], terminal: Terminal
) -> None:
    size = Size(12, 6)
    painter = Painter(terminal)
    screen = _Screen(12, 6)
    for number, (frame, most) in enumerate(frames):
        strips = _strips(frame)
        screen.feed(painter.paint(strips, size, Offset(0, number % 6), most=most))
    pieces = 0
    while not painter.is_whole:
        screen.feed(painter.paint(strips, size, Offset(3, 2), most=1))
        pieces += 1
    assert pieces <= 6, "each brings a row at least"
    whole = _repainted(strips, size, terminal)
    assert screen.text() == whole.text()
    assert screen.looks() == whole.looks()


def test_of_a_page_that_is_too_long_what_has_the_focus_comes_first() -> None:
    size = Size(40, 10)
    painter = Painter(Terminal())
    screen = _Screen(40, 10)
    screen.feed(
        painter.paint(_strips([[Segment(f"row {n}, of the first page")] for n in range(10)]), size, Offset(0, 0))
    )
    after = _strips([[Segment(f"{n}, which stands on the second")] for n in range(10)])
    screen.feed(painter.paint(after, size, Offset(0, 7), most=40))
    assert not painter.is_whole
    changed = [y for y, row in enumerate(screen.text()) if "second" in row]
    assert 7 in changed
    assert 2 <= len(changed) < 9


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=3, max_size=8), st.integers(0, 2))
def test_rows_that_move_together_stay_right(tops: list[int], fixed: int) -> None:
    size = Size(20, 12)
    painter = Painter(Terminal())
    screen = _Screen(20, 12)
    for top in tops:
        rows = [[Segment(f"title {y}", _STYLES[4])] for y in range(fixed)]
        rows += [[Segment(f"row {top + y}", _STYLES[(top + y) % 3])] for y in range(12 - fixed)]
        strips = _strips(rows)
        screen.feed(painter.paint(strips, size, Offset(0, 0)))
    whole = _repainted(strips, size, Terminal())
    assert screen.text() == whole.text()
    assert screen.looks() == whole.looks()


def test_a_scrolled_list_costs_its_new_row_and_little_more() -> None:
    size = Size(80, 24)
    painter = Painter(Terminal())
    rows = [[Segment(f"person number {n} and a rather long line about them", _STYLES[n % 3])] for n in range(40)]
    painter.paint(_strips(rows[:24]), size, Offset(0, 0))
    assert len(painter.paint(_strips(rows[1:25]), size, Offset(0, 23))) < 160
    assert len(painter.paint(_strips(rows[:24]), size, Offset(0, 0))) < 160


def test_letters_that_are_wide_in_east_asia_are_placed_one_by_one_there_only() -> None:
    size = Size(30, 2)
    text = "Салхи Батын, Türkçe"
    after = [[Segment(text, _STYLES[1])], [Segment("two")]]

    def written(terminal: Terminal) -> str:
        painter = Painter(terminal)
        painter.paint(_strips([[Segment(text)], [Segment("two")]]), size, Offset(0, 0))
        return painter.paint(_strips(after), size, Offset(0, 0))

    assert written(Terminal(is_narrow=True)).count("\x1b[1;") == 0
    assert written(Terminal()).count("\x1b[1;") == 11


def test_blanks_take_whatever_colour_the_pen_has() -> None:
    size = Size(30, 1)
    painter = Painter(Terminal())
    look, other = Style(color="#66c3ff", bgcolor="#04222f"), Style(color="#ffffff", bgcolor="#04222f", bold=True)
    painter.paint(_strips([[Segment("one"), Segment("   ", other), Segment("two")]]), size, Offset(0, 0))
    written = painter.paint(
        _strips([[Segment("one   ", look), Segment("   ", other), Segment("two", look)]]), size, Offset(0, 0)
    )
    assert written.count("38;2;102;195;255") == 1
    assert "255;255;255" not in written
    assert painter.paint(_strips([[Segment("one      two", look)]]), size, Offset(0, 0)) == ""
    underlined = painter.paint(
        _strips([[Segment("one", look), Segment("      ", look + Style(underline=True)), Segment("two", look)]]),
        size,
        Offset(0, 0),
    )
    assert "4" in underlined.split("m")[0]


def test_the_same_frame_writes_nothing() -> None:
    size = Size(10, 2)
    painter = Painter(Terminal())
    strips = _strips([[Segment("one")], [Segment("two")]])
    painter.paint(strips, size, Offset(1, 1))
    assert painter.paint(strips, size, Offset(1, 1)) == ""
    assert painter.paint(strips, size, Offset(2, 1)) == "\x1b[C"


def test_a_typed_letter_is_that_letter_when_speaking() -> None:
    size = Size(20, 3)
    painter = Painter(Terminal(speaks=True))
    painter.paint(_strips([[Segment("Search lu")], [], []]), size, Offset(9, 0))
    assert painter.paint(_strips([[Segment("Search lua")], [], []]), size, Offset(10, 0), typing=True) == "a"


def test_speaking_writes_whole_rows_and_no_look() -> None:
    size = Size(20, 3)
    painter = Painter(Terminal(speaks=True))
    painter.paint(_strips([[Segment("- one")], [Segment("+ two")], []]), size, Offset(0, 0))
    written = painter.paint(
        _strips([[Segment("- one, no")], [Segment("+ two, yes", Style(bold=True))], []]), size, Offset(0, 1)
    )
    assert written == "\x1b[2K- one, no\r\n\x1b[2K+ two, yes\r"


def test_no_colour_system_leaves_no_colour() -> None:
    painter = Painter(Terminal(colors=None))
    written = painter.paint(_strips([[Segment("red", _STYLES[3])]]), Size(5, 1), Offset(0, 0))
    assert "\x1b[4m" in written
    assert "3" not in written.replace("\x1b[4m", "").replace("red", "")


def test_forgetting_paints_the_whole_picture_again() -> None:
    size = Size(6, 1)
    painter = Painter(Terminal())
    strips = _strips([[Segment("abc")]])
    first = painter.paint(strips, size, Offset(0, 0))
    painter.forget()
    assert painter.paint(strips, size, Offset(0, 0)) == first


@pytest.mark.parametrize("text", ["漢字漢字漢", "שלום עולם", "क्षत्रिय", "e\u0301e\u0301", "👩‍🚀 ok"])
def test_a_row_has_as_many_cells_as_the_screen(text: str) -> None:
    assert len(cells_of(Strip([Segment(text)]), 9, ColorSystem.TRUECOLOR)) == 9
