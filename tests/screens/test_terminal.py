"""What every screen writes to a terminal, in every mode: the cursor, the bytes, the signs, the colours.

The screens are found, not named (`tests.screens.terminals`); the output layer is the real one, and what it wrote
is looked at through an emulator.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from capx_tui.i18n import t
from capx_tui.terminal.modes import modes_of
from capx_tui.widgets.form_view import FormView
from capx_tui.widgets.line_list import LineList
from capx_tui.widgets.reading import Reading
from tests.pty.sequences import is_colour
from tests.screens.forms import Way
from tests.screens.places import Place
from tests.screens.terminals import FETCHED, SEATS, Frame, Seat, Table, sit, sit_waiting

pytestmark = pytest.mark.usefixtures("home")

each_seat = pytest.mark.parametrize("seat_of", SEATS, ids=str)
Where = Place | Way | Table

LINUX = {"TERM": "linux"}
NO_COLOUR = {"NO_COLOR": "1"}
MODES: dict[str, dict[str, Any]] = {
    "": {"speaks": False},
    "spoken": {"speaks": True},
    "console": {"speaks": False, "surroundings": LINUX},
}
each_mode = pytest.mark.parametrize("mode", MODES)

#: Keys that only move, and lead nowhere.
WALK = (
    *("down", "down", "down", "up", "tab", "down", "down"),
    *("shift+tab", "pagedown", "up", "pageup", "end", "up", "home"),
)
GLANCE = ("down", "tab", "end", "home")
SIZES = ((60, 20), (40, 12), (200, 60), (80, 24))
#: A cursor move and the blanking of a row, besides the words that are announced.
MOST_BYTES = 60
#: Readers spell these: box drawing, blocks, shapes, braille patterns.
DRAWN = re.compile("[\u2500-\u25ff\u2800-\u28ff]")
PICTURED = re.compile("[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
#: What Debian's console fonts have of what is no letter, besides ASCII and Latin-1 (Lat15 and Uni2 alike).
CONSOLE_SIGNS = frozenset("–—‘’‚“”„†‡•…‰‹›€™")
SGR = re.compile(r"\x1b\[([\d;]*)m")
SIXTEEN = {*range(30, 38), 39, *range(40, 48), 49, *range(90, 98), *range(100, 108)}
ATTRIBUTES = {0, 1, 2, 3, 4, 7, 9, 22, 23, 24, 27, 29}


def _written(seat: Seat) -> str:
    return "".join(frame.text for frame in seat.frames)


def _page(seat: Seat) -> object:
    """What turns when a page does: which rows of which widget are in view on which screen."""
    focused = seat.here.app.screen.focused
    return seat.here.app.screen, focused, getattr(focused, "_top", 0)


def _is_typing(seat: Seat) -> bool:
    focused = seat.here.app.screen.focused
    return isinstance(focused, Input | TextArea) or bool(getattr(focused, "is_typing", False))


def _faults_of_place(seat: Seat, key: str) -> Iterator[str]:
    """The cursor is on what has the focus, on its first letter or at its caret; the picture is what it should be."""
    if seat.picture.cursor != seat.anchor:
        yield f"{key}: the cursor is at {seat.picture.cursor}, the focus at {seat.anchor}"
    due = seat.here.rows[seat.anchor[1]]
    # What takes no room or twice as much is the painter's own tests' business.
    if due.isascii() and seat.row != due.rstrip():
        yield f"{key}: the terminal shows {seat.row!r}, not {due!r}"
    if not _is_typing(seat) and not seat.picture.from_cursor()[:1].strip():
        yield f"{key}: nothing stands under the cursor in {seat.row!r}"
    # Lines of somebody's text: some are blank.
    if not isinstance(seat.here.app.screen.focused, TextArea) and not re.search(r"\w", seat.row):
        yield f"{key}: no word stands in the row of the cursor: {seat.row!r}"
    if len(seat.here.rows) != len(seat.picture.rows):
        yield f"{key}: {len(seat.here.rows)} rows on a terminal of {len(seat.picture.rows)}"


def _ticking(seat: Seat) -> list[str]:
    """Timers that repeat for ever and run now."""
    app = seat.here.app
    nodes = (app, *(node for shown in app.screen_stack for node in (shown, *shown.walk_children())))
    timers: list[Any] = [timer for node in nodes for timer in getattr(node, "_timers", ())]
    runs = [each for each in timers if each._repeat is None and each._task is not None and not each._task.done()]
    return [each.name for each in runs if each._active.is_set()]


@each_mode
@each_seat
async def test_after_every_key_the_cursor_is_on_what_has_the_focus_and_then_all_is_still(
    seat_of: Where, mode: str
) -> None:
    is_main = mode in ("", "spoken")
    async with sit(seat_of, **MODES[mode]) as seat:
        faults = [*_faults_of_place(seat, "at first")]
        for key in WALK if is_main else GLANCE:
            await seat.press(key)
            faults += _faults_of_place(seat, key)
        for size in SIZES if not mode else ():
            await seat.resize(*size)
            faults += _faults_of_place(seat, f"{size}")
            await seat.press("down")
            faults += _faults_of_place(seat, f"down at {size}")
        assert not faults, "\n".join(faults)
        written = _written(seat)
        # Textual's own stops with the next tick; nothing else may tick at all.
        await seat.here.until(lambda: not _ticking(seat))
        assert _written(seat) == written
        if mode == "console":
            assert not await _colours_without_colour(seat)
    if mode == "spoken":
        assert not SGR.findall(written.replace("\x1b[m", "")), "a reader needs no look, and some speak it"
        assert not DRAWN.search(written)
    if mode == "console":
        numbers = {int(number or 0) for code in SGR.findall(written) for number in code.split(";")}
        assert numbers <= SIXTEEN | ATTRIBUTES
        assert not {sign for sign in re.sub(r"[\x00-\xff]", "", written) if not _is_on_console(sign)}


async def _colours_without_colour(seat: Seat) -> list[str]:
    """The colours that are written once there may be none: all is painted anew then, and one moves about."""
    seat.here.app.set_modes(modes_of({**os.environ, **NO_COLOUR}))
    before = len(seat.frames)
    await seat.rest()
    assert seat.frames[before:], "nothing was painted anew"
    for key in GLANCE:
        await seat.press(key)
    written = "".join(frame.text for frame in seat.frames[before:])
    return [code[0] for code in SGR.finditer(written) if is_colour(code[0])]


def _is_on_console(sign: str) -> bool:
    """Letters of people's names are theirs, whatever the font has; signs of ours have to be in it."""
    return sign in CONSOLE_SIGNS or not (DRAWN.match(sign) or PICTURED.match(sign))


def _faults_of_row(seat: Seat, key: str) -> Iterator[str]:
    """The row at the cursor, read alone, names what it is."""
    row, focused = seat.row, seat.here.app.screen.focused
    if not isinstance(focused, TextArea) and not re.search(r"\w", row):
        yield f"{key}: the row is blank"
    name = ""
    if isinstance(focused, FormView) and focused.has_form and focused.field:
        name = seat.here.app.screen.form.spec.by_id[focused.field].label  # type: ignore[attr-defined]
        name = "" if focused.row.entry is not None or focused.row.kind.value in ("words", "add", "problem") else name
    elif isinstance(focused, Reading) and focused._entries:
        # What keeps a name's direction to itself is for terminals that know of it.
        name = focused._entries[focused.entry_index].label.strip("\u2068\u2069")
        part = sum(number == focused.entry_index for _, number in focused._rows)
        if part > 1 and not re.search(r"\d+ of \d+$", row):
            yield f"{key}: one row of {part} does not say which: {row!r}"
    if name and " ".join(name.split())[:12] not in " ".join(row.split()):
        yield f"{key}: {row!r} does not name {name!r}"


@each_seat
async def test_for_a_reader_each_row_names_what_it_is_soon_and_a_move_costs_next_to_nothing(seat_of: Where) -> None:
    faults: list[str] = []
    async with sit(seat_of) as seat:
        assert not _alike_in_the_first_forty_cells(seat)
        for key in WALK:
            page, rows, before = _page(seat), seat.here.rows, seat.picture.cursor
            shown = seat.picture.rows
            frames = await seat.press(key)
            faults += _faults_of_row(seat, key)
            faults += [f"{key}: {fault}" for fault in _faults_of_frames(seat, frames)]
            told = {y for y in seat.told if rows[y] != seat.here.rows[y]}
            # Also rows that waited while one typed: they are written once the field is left.
            others = {y for y, row in enumerate(seat.picture.rows) if row != shown[y]} - set(seat.told)
            words = sum(len(seat.here.rows[y].strip().encode()) for y in told)
            size = sum(frame.size for frame in frames)
            if _page(seat) == page and not others and size > MOST_BYTES + words:
                faults.append(f"{key}: {size} bytes for a move that says {words} bytes of words")
            if _page(seat) == page and key in ("down", "up") and isinstance(seat.here.app.screen.focused, LineList):
                stepped = abs(seat.picture.cursor[1] - before[1])
                if stepped > 1 and not told:
                    faults.append(f"{key}: over {stepped} rows without a word")
        await seat.resize(60, 20)
        faults += [f"60 by 20: {names} begin alike" for names in _alike_in_the_first_forty_cells(seat)]
        faults += _faults_of_row(seat, "60 by 20")
    assert not faults, "\n".join(faults)


def _alike_in_the_first_forty_cells(seat: Seat) -> list[set[str]]:
    """Rows of a list that begin alike for as far as a braille line of forty cells shows them."""
    focused = seat.here.app.screen.focused
    if not isinstance(focused, LineList) or isinstance(focused, FormView):
        return []
    region = focused.content_region
    rows = [row.rstrip() for row in seat.picture.rows[region.y : region.bottom] if row.strip()]
    alike: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        # Of two of one name the rest has to tell; no other two may begin alike.
        alike[row[:40]].add(re.split(r"  +|, ", row.strip())[0])
    return [names for names in alike.values() if len(names) > 1]


def _faults_of_frames(seat: Seat, frames: list[Frame]) -> Iterator[str]:
    """What is announced has a frame of its own, without the row that has the focus; it takes turns with a blank."""
    here = seat.picture.cursor[1]
    for frame in frames:
        if here in frame.rows and frame.rows & set(seat.told) and here not in seat.told:
            yield f"the row with the focus and an announcement in one frame: {sorted(frame.rows)}"
    told = [y for y in seat.told if seat.here.rows[y].strip()]
    if told and told[-1] - told[0] + 1 != len(told):
        yield "two announcements stand there at once"


@each_seat
async def test_what_takes_the_focus_is_announced_by_name_kind_and_place(seat_of: Where) -> None:
    async with sit(seat_of) as seat:
        screen = seat.here.app.screen
        for _ in range(len(screen.focus_chain)):
            before = screen.focused
            await seat.press("tab")
            if screen.focused is before and not isinstance(before, FormView):
                continue
            told = " ".join(" ".join(seat.picture.rows[y] for y in seat.told).split())
            words = screen.focused.focus_words()  # type: ignore[union-attr]
            # Of a form it is the section that Tab went to; where a form is one of many alike, what it is about.
            is_section = isinstance(screen.focused, FormView) and re.search(r"section \d+ of \d+", told)
            assert is_section or " ".join(words.split())[:60] in told, f"{words!r} is not in {told!r}"
            assert re.search(r"list|text field|table|section|empty", told), told


def _part_in_view(seat: Seat) -> int:
    """The first cell of a text that is in view, where it is too long for its row."""
    focused = seat.here.app.screen.focused
    return focused._first if isinstance(focused, FormView) else 0


def _typed_into(seat: Seat) -> bool:
    focused = seat.here.app.screen.focused
    return _is_typing(seat) and not getattr(focused, "password", False)


@each_seat
async def test_for_a_reader_a_letter_is_that_letter_and_what_is_announced(seat_of: Where) -> None:
    async with sit(seat_of) as seat:
        for key in ("", "slash", *["down"] * 8):
            if key:
                await seat.press(key)
            if not _typed_into(seat):
                continue
            # Where one goes on writing: before other letters a letter moves those, too.
            await seat.press("end")
            row, told = seat.picture.cursor[1], set(seat.told)
            moved = 0
            for letter in ("e", "r"):
                before = _part_in_view(seat)
                frames = await seat.press(letter)
                drawn = sum(frame.drawn[row] for frame in frames)
                if _part_in_view(seat) == before:
                    assert drawn <= 2, f"{letter}: {drawn} cells of the row: {frames}"
                else:
                    moved += 1
                others = {y for frame in frames for y in frame.rows} - told - {row}
                assert not others, f"{letter}: rows {others} were written while one types"
            assert moved <= 1, "a text too long for its row moves by half a row, not with each letter"
            await seat.press("backspace")
            await seat.press("backspace")


@pytest.mark.parametrize("seat_of", FETCHED, ids=str)
async def test_while_a_service_does_not_answer_nothing_is_written_by_itself(seat_of: Place | Way) -> None:
    async with sit_waiting(seat_of, transport=_Silent, endless=_Everything()) as seat:
        written = len(seat.frames)
        for _ in range(20):
            await seat.here.settle()
        assert len(seat.frames) == written
        await seat.here.until(lambda: not _ticking(seat))


class _Everything:
    """Whatever group a worker is of."""

    def __contains__(self, group: object) -> bool:
        return True


class _Silent:
    """A service that takes requests and never answers."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    async def send(self, request: Any) -> Any:
        await asyncio.Event().wait()

    async def close(self) -> None:
        await self._inner.close()


def test_our_own_texts_have_no_sign_that_a_console_or_a_reader_has_not() -> None:
    texts = json.loads(files("capx_tui.i18n").joinpath("en.json").read_text("utf-8"))
    signs = {sign for key, text in texts.items() if key != "@metadata" for sign in text if ord(sign) > 255}
    assert {sign for sign in signs if not sign.isalpha()} <= CONSOLE_SIGNS
    assert t("word-yes")[0] != t("word-no")[0]
    assert t("word-yes")[-1] != t("word-no")[-1]
