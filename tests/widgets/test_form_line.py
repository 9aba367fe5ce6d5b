"""The line one types into: letters that are wide or carry marks, words, and the part that is in view."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from capx_tui.text import typed
from capx_tui.widgets.form_line import Line, view

TEXTS = (st.text(max_size=60) | st.text("ab 日e\u0301न\u093f👩\u200d💻\ufe0fא", max_size=60)).map(typed)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """A line with its caret where one can get by keys."""
    line = Line(draw(TEXTS)).end()
    for step in draw(st.lists(st.sampled_from([Line.left, Line.right, Line.home, Line.word_left]), max_size=12)):
        line = step(line)
    return line


@given(lines(), TEXTS)
def test_what_is_inserted_stands_before_the_caret(line: Line, text: str) -> None:
    after = line.insert(text)
    assert after.text == line.text[: line.caret] + text + line.text[line.caret :]
    assert after.text[: after.caret].endswith(text)


@given(lines())
def test_moving_changes_no_text_and_comes_to_an_end(line: Line) -> None:
    for step, end in (
        (Line.left, 0),
        (Line.right, len(line.text)),
        (Line.word_left, 0),
        (Line.word_right, len(line.text)),
    ):
        moved = line
        for _ in range(len(line.text)):
            moved = step(moved)
        assert (moved.text, moved.caret) == (line.text, end)
        assert step(moved) == moved


@given(lines())
def test_one_step_back_and_one_on_meet(line: Line) -> None:
    if line.caret and line.left().caret:
        assert line.left().right() == line


@given(lines())
def test_taking_out_takes_out_what_the_caret_passes(line: Line) -> None:
    assert line.delete().text == line.text[: line.caret] + line.text[line.right().caret :]
    word = line.delete_word()
    assert (word.text, word.caret) == (line.text[: word.caret] + line.text[line.caret :], line.word_left().caret)
    assert line.delete_before().text + line.text[: line.caret] == line.text[line.caret :] + line.text[: line.caret]
    assert line.delete_after().text == line.text[: line.caret]
    gone = line.backspace()
    assert gone.text == line.text[: gone.caret] + line.text[line.caret :]
    assert gone.caret < line.caret or not line.caret


@given(lines(), st.integers(4, 30), st.integers(0, 70))
def test_the_view_is_as_wide_as_there_is_room_and_holds_the_caret(line: Line, room: int, first: int) -> None:
    seen = view(line, room, first)
    assert cell_len(seen.text) <= room
    assert 0 <= seen.caret < room
    assert seen.caret + seen.first == line.cell
    if cell_len(line.text) < room:
        assert seen.text == line.text
    assert view(line, room, seen.first) == seen


@given(lines(), st.integers(8, 30))
def test_the_letter_at_the_caret_is_in_view(line: Line, room: int) -> None:
    seen = view(line, room)
    here = line.text[line.caret : line.right().caret]
    if here and cell_len(here):
        before, at = "", 0
        while at < seen.caret:
            before += seen.text[len(before)]
            at = cell_len(before)
        assert seen.text[len(before) :].lstrip("\u0301\u093f\u200d\ufe0f").startswith(here[0]) or at > seen.caret


def test_typing_at_the_end_moves_the_view_by_half_a_width_and_not_by_each_letter() -> None:
    line, first, moves = Line(), 0, 0
    for _ in range(200):
        line = line.insert("x")
        seen = view(line, 20, first)
        moves += seen.first != first
        first = seen.first
    assert 18 <= moves <= 24


def test_what_is_cut_is_marked_and_a_wide_letter_is_not_halved() -> None:
    line = Line("日本語" * 6, 0)
    assert view(line, 11).text == "日本語日本…"
    assert view(line, 10).text == "日本語日 …"
    end = view(line.end(), 10)
    assert end.text.startswith("…")
    assert cell_len(end.text) == end.caret


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("ab", "a"),
        ("日本", "日"),
        ("e\u0301", "e"),
        ("न\u093f", "न"),
        ("a👩\u200d💻", "a"),
        ("a❤\ufe0f", "a"),
        ("", ""),
    ],
)
def test_backspace_takes_what_people_see_as_one_letter_but_marks_first(text: str, after: str) -> None:
    assert Line(text).end().backspace().text == after


def test_words_are_letters_and_digits_in_any_script() -> None:
    line = Line("Ana's café, 日本 42").end()
    stops = []
    while line.caret:
        line = line.word_left()
        stops.append(line.caret)
    assert stops == [15, 12, 6, 4, 0]
    assert Line("one  two").word_right().caret == 5


def test_a_click_puts_the_caret_before_the_letter_under_it() -> None:
    line = Line("a日b")
    assert [line.to_cell(cell).caret for cell in range(6)] == [0, 1, 1, 2, 3, 3]


@pytest.mark.parametrize(
    ("old", "new", "caret"),
    [("abc", "abXc", 3), ("abXc", "abc", 2), ("", "abc", 3), ("abc", "", 0), ("ab", "abab", 2), ("x", "y", 1)],
)
def test_another_text_has_the_caret_behind_what_is_other(old: str, new: str, caret: int) -> None:
    assert Line(old, 0).become(new) == Line(new, caret)
    assert Line(new, 1).become(new) == Line(new, 1)
