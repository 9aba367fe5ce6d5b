"""A line of bash taken apart and put together: what is inserted is one word to bash, and nothing is run."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.cli.bash_line import insertion, read_line

BREAKS = " \t\n\"'@><=;|&(:"
HOSTILE = (
    "$(touch run)", "`touch run`", "a;touch run", "a'b", 'a"b', "a\\b", "a b", "~", "*", "!x", "#x", "a&b", "${HOME}",
    "Łucja\u00a0x", "=x", "a:b", "-x", "{a,b}", "a|b>c<d(e)", "%1", "señor@home",
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "words", "quote"),
    [
        ("capx-tui", ("",), ""),
        ("capx-tui ", ("",), ""),
        ("capx-tui  person  A", ("person", "A"), ""),
        ("capx-tui person ", ("person", ""), ""),
        ("capx-tui person Ana\\ S", ("person", "Ana S"), ""),
        ('capx-tui person "Ana S', ("person", "Ana S"), '"'),
        ("capx-tui person 'Ana S", ("person", "Ana S"), "'"),
        ('capx-tui person "a\\"b" x"y z"', ("person", 'a"b', "xy z"), ""),
        ("capx-tui person ''", ("person", ""), ""),
        ("capx-tui explore --known=L", ("explore", "--known=L"), ""),
    ],
)
def test_a_line_is_read_as_bash_reads_it(line: str, words: tuple[str, ...], quote: str) -> None:
    read = read_line(line)
    assert (read.words, read.quote) == (words, quote)


def test_only_what_stands_behind_bashs_own_break_is_put_in() -> None:
    assert insertion("--known=Lua modules", read_line("capx-tui explore --known=L"), BREAKS) == "Lua\\ modules"
    assert insertion("French:3", read_line("capx-tui explore --language French:"), BREAKS) == "3"
    assert insertion("French:3", read_line("capx-tui explore --language French\\:"), BREAKS) == "French\\:3"
    assert insertion("x:y", read_line("capx-tui person z:"), BREAKS) is None
    assert insertion("it's", read_line("capx-tui person 'i"), BREAKS) is None


def _said(line: str, cwd: Path) -> list[str]:
    """The words that bash makes of `line`."""
    run = subprocess.run(
        ["bash", "--norc", "-c", f"printf '%s\\0' {line}"], cwd=cwd, check=True, capture_output=True, timeout=20
    )
    return run.stdout.decode().split("\0")[:-1]


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize("begun", ["", '"', "'"], ids=["bare", "double", "single"])
def test_bash_takes_what_is_inserted_for_that_one_word(begun: str, tmp_path: Path) -> None:
    line = read_line(f"capx-tui person {begun}")
    put = {text: insertion(text, line, BREAKS) for text in HOSTILE}
    said = _said(" ".join(f"{begun}{each}{begun}" for each in put.values() if each is not None), tmp_path)
    assert said == [text for text, each in put.items() if each is not None]
    assert not list(tmp_path.iterdir())
    assert [text for text, each in put.items() if each is None] == (["a'b"] if begun == "'" else [])


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1))
def test_what_is_inserted_reads_back_as_the_word(text: str) -> None:
    for begun in ("", '"'):
        put = insertion(text, read_line(f"capx-tui person {begun}"), BREAKS)
        assert put is not None
        assert read_line(f"capx-tui person {begun}{put}").words[-1] == text
