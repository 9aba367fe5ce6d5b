"""Modes: what the terminal can and what was chosen, decided in one place; and what is written for it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from capx_tui.styles.themes import DARK, HIGH_CONTRAST, LIGHT, SIXTEEN, theme_for
from capx_tui.terminal.modes import Glyphs, Modes, glyphs, is_narrow, is_unicode_sure, modes_of, use_modes
from capx_tui.widgets.cards import PersonCard, card_rows
from capx_tui.widgets.line_list import fit
from tests.pty.program import ROOT, Program, environment
from tests.pty.sequences import is_colour

UTF8 = {"LANG": "pt_BR.UTF-8"}
XTERM = {"TERM": "xterm-256color", **UTF8}


@pytest.fixture(autouse=True)
def usual_modes() -> Iterator[None]:
    use_modes(Modes())
    yield
    use_modes(Modes())


# -- deciding --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("surroundings", "chosen", "colour"),
    [
        ({"TERM": "xterm-256color"}, "full", "full"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "full", "full"),
        ({"TERM": "xterm-kitty"}, "full", "full"),
        ({"TERM": "xterm-direct"}, "full", "full"),
        ({"TERM": "tmux-256color"}, "16", "16"),
        ({"TERM": "tmux-256color"}, "none", "none"),
        ({"TERM": "xterm"}, "full", "16"),
        ({"TERM": "screen"}, "full", "16"),
        ({"TERM": "linux"}, "full", "16"),
        ({"TERM": "linux", "COLORTERM": "truecolor"}, "full", "16"),
        ({"TERM": "linux-16color"}, "full", "16"),
        ({"TERM": "linux"}, "none", "none"),
        ({"TERM": "vt100"}, "full", "none"),
        ({"TERM": "vt220"}, "16", "none"),
        ({"TERM": "dumb"}, "full", "none"),
        ({}, "full", "none"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "full", "none"),
        ({"TERM": "linux", "NO_COLOR": "1"}, "16", "none"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "full", "full"),
    ],
)
def test_colours_are_those_chosen_or_fewer(surroundings: dict[str, str], chosen: str, colour: str) -> None:
    assert modes_of(surroundings, colour=chosen).colour == colour  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("surroundings", "sure"),
    [
        (XTERM, True),
        ({"TERM": "xterm", "LANG": "C.utf8"}, True),
        ({"TERM": "xterm", "LANG": "pt_BR.UTF-8", "LC_ALL": "C"}, False),
        ({"TERM": "xterm", "LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
        ({"TERM": "xterm", "LANG": "pt_BR.ISO-8859-1"}, False),
        ({"TERM": "xterm", "LANG": "C"}, False),
        ({"TERM": "xterm"}, False),
        ({"TERM": "linux", **UTF8}, False),
        ({"TERM": "vt220", **UTF8}, False),
    ],
)
def test_signs_beyond_ascii_need_a_locale_and_a_font(surroundings: dict[str, str], sure: bool) -> None:
    assert is_unicode_sure(surroundings) is sure
    assert modes_of(surroundings).is_ascii is not sure


def test_a_screen_reader_is_never_guessed_and_has_no_borders() -> None:
    assert not modes_of({**XTERM, "ACCESSIBILITY": "1", "NVDA": "1", "BRLTTY": "1"}).speaks
    assert not modes_of(XTERM, speaks=True, borders=True).borders
    assert modes_of(XTERM, borders=True).borders


@pytest.mark.parametrize(
    ("chosen", "colour", "theme"),
    [
        ("dark", "full", DARK),
        ("light", "none", LIGHT),
        ("purple", "full", DARK),
        ("dark", "16", SIXTEEN),
        ("light", "16", SIXTEEN),
        ("high-contrast", "16", HIGH_CONTRAST),
    ],
)
def test_sixteen_colours_have_their_own_theme(chosen: str, colour: str, theme: object) -> None:
    assert theme_for(chosen, modes_of({**XTERM}, colour=colour)) is theme  # type: ignore[arg-type]


# -- signs -----------------------------------------------------------------------------------------

_CARD = PersonCard("Ana", "", ("Learner",), ("Lua", "SPARQL", "Writing"), None, None, ("Tupi",), ("Brazil",))


@pytest.mark.parametrize("modes", [Modes(is_ascii=True), Modes(speaks=True)], ids=["ascii", "speaks"])
@pytest.mark.parametrize("width", range(1, 60))
def test_where_they_are_not_sure_nothing_is_drawn_with_them(modes: Modes, width: int) -> None:
    use_modes(modes)
    assert glyphs() == modes.glyphs != Glyphs()
    for row in (*card_rows(_CARD, width, compact=False), *card_rows(_CARD, width, compact=True)):
        text = "".join(part for part, _ in fit(row, width))
        # Isolates around names are taken out by no font; they take no room.
        assert re.sub("[\u2068\u2069]", "", text).isascii()
        assert cell_len(text) <= width


@pytest.mark.parametrize("modes", [Modes(), Modes(is_ascii=True)], ids=["unicode", "ascii"])
@pytest.mark.parametrize(("text", "width"), [("abcdef", 4), ("abcdef", 2), ("漢字漢字", 5), ("ab", 1)])
def test_what_is_cut_says_so(modes: Modes, text: str, width: int) -> None:
    use_modes(modes)
    for row in ([(text, "")], [(text[:1], "dim"), (text[1:], "")]):
        cut = "".join(part for part, _ in fit(row, width))
        assert cell_len(cut) <= width
        assert cut.endswith(glyphs().more[:width])
        assert "".join(part for part, _ in fit(row, 20)) == text


# -- the real program ------------------------------------------------------------------------------

pty = pytest.mark.pty


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a person who has fetched the demo's people once."""
    home = tmp_path_factory.mktemp("filled")
    line = [sys.executable, "-m", "capx_tui", "--demo", "sync", "--quiet"]
    subprocess.run(line, env=environment(home), cwd=ROOT, check=True, capture_output=True, timeout=60)
    return home


@pytest.fixture
def home(filled: Path) -> Path:
    """That home, with nothing chosen."""
    shutil.rmtree(filled / ".config", ignore_errors=True)
    return filled


def _looks(program: Program) -> set[str]:
    found = (re.fullmatch(r"\x1b\[([\d;]*)m", token) for token in program.picture.tokens)
    return {number for match in found if match for number in match[1].split(";") if number}


def _settings(home: Path, content: str) -> None:
    place = home / ".config" / "capx-tui"
    place.mkdir(parents=True, exist_ok=True)
    (place / "settings.json").write_text(content)


@pty
@pytest.mark.parametrize("term", ["linux", "xterm-256color", "screen"])
def test_no_colour_is_none_whoever_asks_for_it(home: Path, term: str) -> None:
    _settings(home, '{"colour": "none"}')
    for surroundings in ({}, {"NO_COLOR": "1"}):
        with Program("--demo", "--open", "Settings", home=home, term=term, environ=surroundings) as program:
            program.wait_for("Number of colours", "signed in as")
            program.step("down", "down", "end", "home", "f1", "escape")
            assert [token for token in program.picture.tokens if is_colour(token)] == []
            # Neither is what colours are turned into: reverse and blink.
            assert _looks(program) <= {"0", "1", "2", "3", "4", "22", "23", "24"}
            assert "None" in next(row for row in program.rows if "Number of colours" in row)
            assert program.leave("ctrl+q") == 0


@pty
@pytest.mark.parametrize(("term", "chosen"), [("linux", "full"), ("xterm", "full"), ("xterm-256color", "16")])
def test_sixteen_colours_are_the_persons_own(home: Path, term: str, chosen: str) -> None:
    _settings(home, f'{{"colour": "{chosen}", "theme": "light"}}')
    with Program("--demo", "--open", "Explore", home=home, term=term) as program:
        program.wait_for("people of", "signed in as")
        program.step("down", "enter", "down", "escape")
        numbers = {int(number) for number in _looks(program)}
        assert numbers & {30, 37, 92, 96}, "there are colours"
        assert numbers <= {0, 1, 2, 4, 22, 24, *range(30, 38), 39, *range(40, 48), 49, *range(90, 98)}
        assert 47 in numbers, "the marker's row has its ground"


@pty
def test_a_linux_console_is_drawn_with_what_its_fonts_have(home: Path) -> None:
    with Program("--demo", "--open", "Explore", home=home, term="linux", modern=False, size=(60, 20)) as program:
        program.wait_for("people of")
        program.step("down", "pagedown", "f3", "i", "f1")
        drawn = {sign for sign in "".join(program.picture.tokens) if 0x2000 <= ord(sign) <= 0x2BFF}
        assert drawn <= {"\u2068", "\u2069"}
        assert "…" not in program.raw.decode()


_CRASHING = """
import asyncio
from capx_tui.app import CapxApp
from capx_tui.bootstrap import Options, open_core

class Crashing(CapxApp):
    def do_app_help(self):
        raise RuntimeError("on purpose")

async def run():
    async with open_core(Options(demo=True)) as core:
        app = Crashing(core, lambda app: app.go("explore"))
        await app.run_async()
        return app.return_code

raise SystemExit(asyncio.run(run()))
"""


@pty
@pytest.mark.parametrize("term", ["linux", "xterm-256color"])
def test_after_a_crash_only_the_report_is_on_the_screen(home: Path, term: str) -> None:
    with Program(home=home, term=term, source=_CRASHING) as program:
        before = program.terminal_settings()
        program.wait_for("people of", "signed in as")
        program.press("f1")
        assert program.end() == 1
        assert "on purpose" in program.picture.text
        assert "people of" not in program.picture.text, "rows of the program are left among the report"
        assert program.picture.is_cursor_shown
        assert program.picture.modes <= {7, 25}
        # The prompt will stand on a row of its own, in the terminal's own look.
        assert program.picture.cursor[0] == 0
        assert program.picture.rows[program.picture.cursor[1]].strip() == ""
        assert program.terminal_settings() == before


@pty
def test_the_cursor_is_hidden_only_where_that_was_chosen_and_back_at_the_end(home: Path) -> None:
    _settings(home, '{"cursor": false}')
    with Program("--demo", "--open", "Explore", home=home) as program:
        program.wait_for("people of", "signed in as")
        program.step("down")
        assert not program.picture.is_cursor_shown
        # Hidden, it stands where readers look for it all the same.
        assert program.picture.cursor[1] in program.marked
        assert program.leave("ctrl+q") == 0
        assert program.picture.is_cursor_shown


@pty
def test_a_key_switches_the_screen_reader_mode_and_gives_back_mouse_and_keyboard(home: Path) -> None:
    with Program("--demo", "--open", "Settings", home=home) as program:
        program.wait_for("Number of colours", "signed in as")
        assert {1000, 1003} <= program.picture.modes
        assert program.picture.keyboards == 1
        program.press("0")
        program.wait_for("Screen-reader mode: yes.")
        program.quiet()
        assert {1000, 1003, 1006}.isdisjoint(program.picture.modes)
        assert program.picture.keyboards == 0
        begin = len(program.picture.tokens)
        program.step("up", "down", "down", "up")
        assert [token for token in program.picture.tokens[begin:] if is_colour(token)] == []
        program.press("0")
        program.wait_for("Screen-reader mode: no.")
        program.quiet()
        assert {1000, 1003} <= program.picture.modes
        assert program.leave("ctrl+q") == 0
        assert program.picture.modes <= {7, 25}


@pty
@pytest.mark.parametrize("way", ["flag", "environment", "remembered"])
def test_three_ways_into_the_screen_reader_mode(home: Path, way: str) -> None:
    if way == "remembered":
        _settings(home, '{"screen_reader": true}')
    flags = ["--screen-reader"] if way == "flag" else []
    surroundings = {"ACCESSIBLE": "1"} if way == "environment" else {}
    with Program("--demo", "--open", "Explore", *flags, home=home, environ=surroundings) as program:
        # Which sentence is announced last is not the matter here: a row of the list is there.
        program.wait_for("Wanjiru Kitabu")
        program.quiet()
        assert [token for token in program.picture.tokens if is_colour(token)] == []
        assert {1000, 1003}.isdisjoint(program.picture.modes)
        assert program.leave("ctrl+q") == 0


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"LANG": "pt_BR.UTF-8"}, True),
        ({"LANG": "ja_JP.UTF-8"}, False),
        ({"LANG": "en_GB.UTF-8", "LC_CTYPE": "zh_TW.UTF-8"}, False),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C.UTF-8"}, True),
        ({}, True),
    ],
    ids=str,
)
def test_letters_of_ambiguous_width_take_one_cell_but_in_east_asia(environ: dict[str, str], expected: bool) -> None:
    assert is_narrow(environ) is expected
