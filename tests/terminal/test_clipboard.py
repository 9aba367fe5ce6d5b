"""The clipboard's escape sequence, as the terminal behind tmux or screen receives it."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.errors import RuleError
from capx_tui.i18n.sentences import sentence
from capx_tui.terminal.clipboard import LONGEST, copy_sequence


def copied(sequence: str) -> str:
    """What a terminal puts into its clipboard for one bare sequence."""
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sequence)
    assert found is not None
    return base64.b64decode(found[1]).decode()


def through_screen(sequence: str) -> str:
    chunks = re.findall(r"\x1bP(.*?)\x1b\\", sequence, re.DOTALL)
    assert "".join(f"\x1bP{chunk}\x1b\\" for chunk in chunks) == sequence
    assert all(len(chunk) <= 768 for chunk in chunks)
    return "".join(chunks)


@given(st.text(max_size=400))
def test_a_terminal_gets_the_text_whole(text: str) -> None:
    assert copied(copy_sequence(text, {"TERM": "xterm-256color"})) == text


@given(st.text(max_size=4000))
def test_screen_hands_it_on_in_pieces_that_it_can_hold(text: str) -> None:
    assert copied(through_screen(copy_sequence(text, {"TERM": "screen", "STY": "1.pts"}))) == text


@pytest.mark.parametrize("environ", [{"TERM": "screen-256color", "TMUX": "/tmp/tmux,1,0"}, {"TERM": "tmux-256color"}])
def test_tmux_is_asked_itself_and_asked_to_hand_it_on(environ: dict[str, str]) -> None:
    own, mark, wrapped = copy_sequence("a text", environ).partition("\x1bPtmux;")
    assert mark
    assert copied(own) == "a text"
    assert wrapped.endswith("\x1b\\")
    assert copied(wrapped.removesuffix("\x1b\\").replace("\x1b\x1b", "\x1b")) == "a text"


def test_nothing_in_the_text_ends_the_sequence_early() -> None:
    hostile = "\x07\x1b\\\x1b]0;title\x07\x9c"
    assert copied(copy_sequence(hostile, {})) == hostile


def test_half_a_surrogate_pair_does_no_harm() -> None:
    assert copied(copy_sequence("a\udcffb", {})) == "a?b"


def test_more_than_terminals_take_is_refused_in_words() -> None:
    assert copied(copy_sequence("x" * LONGEST, {})) == "x" * LONGEST
    with pytest.raises(RuleError) as caught:
        copy_sequence("é" * LONGEST, {})
    assert str(LONGEST) in sentence(caught.value)
