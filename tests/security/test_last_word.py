"""What slipped through uncleaned is harmless all the same: the last word before a terminal, of screen and lines."""

from __future__ import annotations

import io
import json
from time import perf_counter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console as RichConsole
from rich.segment import Segment
from textual.geometry import Offset, Size
from textual.strip import Strip

from capx_tui.api.capx import convert
from capx_tui.api.capx.shapes import ProfileShape
from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.output import Table, print_list, print_object
from capx_tui.model.table import cut
from capx_tui.terminal.painted_app import PaintedApp
from capx_tui.terminal.painter import Painter, Terminal
from capx_tui.text import clean, clean_lines, fenced, harmless, isolate
from capx_tui.widgets.spans import fit
from capx_tui.widgets.wrapping import wrap
from tests.pty.sequences import Splitter, foreign
from tests.security.fuzz import examples
from tests.security.hostile import PIECES
from tests.security.watched import steering_in

#: Text as nobody cleaned it.
RAW = st.lists(st.sampled_from(PIECES) | st.text(st.characters(), max_size=12), max_size=6).map("".join)
_MEGA = 1_000_000


@examples(150)
@given(RAW)
def test_what_is_harmless_steers_nothing_and_what_is_clean_stays(text: str) -> None:
    assert not steering_in(harmless(text).replace("\t", "").replace("\r\n", "\n").rstrip("\r"))
    assert harmless(harmless(text)) == harmless(text)
    for cleaned in (clean(text), clean_lines(text), isolate(clean(text))):
        assert harmless(cleaned) == cleaned


@examples(100)
@given(st.lists(RAW, min_size=1, max_size=4), st.booleans())
def test_no_letter_of_a_cell_is_anything_but_a_letter(rows: list[str], speaks: bool) -> None:
    painter = Painter(Terminal(speaks=speaks))
    size = Size(40, 4)
    for texts in (rows, rows[::-1]):
        strips = [Strip([Segment(text)]) for text in texts]
        splitter = Splitter()
        tokens = list(splitter.feed(painter.paint(strips, size, Offset(0, 0))))
        assert foreign([token.replace("\u2069", "") or "x" for token in tokens]) == []
        assert splitter.rest == ""


@examples(100)
@given(RAW)
def test_no_line_that_is_printed_is_anything_but_a_line(text: str) -> None:
    out, err = io.StringIO(), io.StringIO()
    console = Console(None, out, err, {})
    console.out([text])
    console.complain(text)
    console.say(text)
    for said in (out, err):
        found = said.getvalue().replace("\t", "").replace("\r\n", "\n")
        assert not steering_in(found)


@examples(100)
@given(RAW)
def test_json_holds_the_same_text_and_steers_nothing(text: str) -> None:
    whole = text.encode("utf-8", "replace").decode()
    for chosen in (Format.JSON, None):
        out = io.StringIO()
        console = Console(None, out, io.StringIO(), {})
        if chosen is None:
            print_object(console, {"name": whole})
            found = json.loads(out.getvalue())
        else:
            print_list(console, chosen, Table(objects=lambda: [{"name": whole}], paragraphs=list))
            (found,) = json.loads(out.getvalue())
        assert found == {"name": whole}
        assert not steering_in(out.getvalue())


def test_a_crash_that_names_a_hostile_text_writes_only_letters() -> None:
    app: PaintedApp[None] = PaintedApp()
    try:
        raise ValueError("".join(PIECES))
    except ValueError:
        app._fatal_error()
    printed = io.StringIO()
    RichConsole(file=printed, width=200, force_terminal=True, color_system=None).print(app._exit_renderables[0])
    said = printed.getvalue()
    assert "ValueError" in said
    assert "pwn3d" in said
    assert not steering_in(said)


# -- isolates ----------------------------------------------------------------------------------------------


@examples(100)
@given(st.text("אבג דה abc\u0301漢", max_size=60), st.integers(1, 30), st.integers(1, 30))
def test_what_is_cut_or_broken_closes_its_isolates(text: str, width: int, first: int) -> None:
    name = isolate(text)
    for whole in (name, f"before {name} after", f"{name}, {name}"):
        lines = [*wrap(whole, width), *wrap(whole, width, first=first), cut(whole, width)]
        lines += ["".join(part for part, _ in fit([(whole, "")], width))]
        for line in lines:
            assert line.count("\u2068") == line.count("\u2069"), lines
        letters = "".join(line.replace("\u2068", "").replace("\u2069", "") for line in wrap(whole, width))
        assert letters.replace(" ", "") == whole.replace("\u2068", "").replace("\u2069", "").replace(" ", "")
    assert fenced("no fence") == "no fence"
    assert fenced("\u2068open") == "\u2068open\u2069"


# -- size --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", ["w", "é", "漢", "a\u0301", "👩\u200d", "\x9d", "\x1b]", "<", " x", "\u202e", "&"])
def test_ten_megabytes_of_a_name_are_read_in_no_time_and_cut(letter: str) -> None:
    long = letter * (10 * _MEGA // len(letter))
    shape = msgspec.convert({"id": 7, "user": {"id": 7, "username": long}, "about": long}, ProfileShape)
    begun = perf_counter()
    person = convert.person(msgspec.structs.replace(shape, display_name=long, team=long))
    assert perf_counter() - begun < 2
    assert all(len(text) <= 4_000 for text in (person.username, person.display_name, person.team))
    assert len(person.about) <= 100_000


def test_lists_without_an_end_are_cut() -> None:
    many = list(range(100_000))
    languages = [{"id": number, "proficiency": "n"} for number in many]
    row = {
        "id": 7,
        "user": {"id": 7, "username": "Ana"},
        "skills_known": many,
        "territory": many,
        "language": languages,
    }
    person = convert.person(msgspec.convert(row, ProfileShape))
    assert len(person.skills_known) == len(person.territory) == len(person.language) == 2_000
    assert person.skills_known == tuple(many[:2_000])


@pytest.mark.parametrize("letter", ["w", "é", "漢", "a\u0301", "א"])
def test_a_word_without_an_end_is_broken_in_no_time(letter: str) -> None:
    word = letter * 100_000
    begun = perf_counter()
    lines = wrap(word, 80)
    assert perf_counter() - begun < 2
    assert all(cell_len(line) <= 80 for line in lines)
    assert "".join(lines) == word
