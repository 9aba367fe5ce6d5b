"""The picture of a screen that goes with a report: masked, no word of anybody is on it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from capx_tui.model.screen_picture import Picture, labels_of, masked, picture_text

LABELS = labels_of(["Title", "Known capacities", "Signed in as $1", "{{PLURAL:$1|one|$1}}", "Home"])


def test_only_whole_messages_are_labels() -> None:
    assert {"Title", "Known capacities", "Home"} == LABELS


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("  Title          A secret, 42", "  Title          x xxxxxx, 00"),
        ("> Title: A secret", "> Title: x xxxxxx"),
        ("  Title", "  Title"),
        ("  Ana           Title", "  xxx           xxxxx"),
        # Further in, it is a value, even if it is one of our words.
        ("                 Home", "                 xxxx"),
        ("  Known capacities   Lua", "  Known capacities   xxx"),
        ("  Titles", "  xxxxxx"),
        ("ana@example.org · +49 30", "xxx@xxxxxxx.xxx · +00 00"),
        ("  ياسمين 計算", "  xxxxxx xxxx"),
        ("e\u0301te", "xxx"),
        ("│ ┌─┐ ▌", "│ ┌─┐ ▌"),
        ("", ""),
    ],
)
def test_labels_stay_and_values_are_masked_in_as_many_cells(row: str, expected: str) -> None:
    picture = masked(Picture("Home", (row,)), LABELS)
    assert picture.rows == (expected,)


def test_rows_of_others_are_masked_whole_and_rows_of_the_program_stay() -> None:
    rows = ("Home", "  Title  Ana", " Enter Open   / Search")
    picture = Picture("Ana Topsecret", rows, others=frozenset({1}), own=frozenset({2}))
    assert masked(picture, LABELS).rows == ("Home", "  xxxxx  xxx", " Enter Open   / Search")
    assert masked(picture, LABELS).name == "xxx xxxxxxxxx"
    assert picture_text(picture) == "Home\n  Title  Ana\n Enter Open   / Search\n"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=60))
def test_of_a_text_that_is_no_label_neither_letter_nor_digit_is_left(text: str) -> None:
    (row,) = masked(Picture("", (f"                {text}",)), LABELS).rows
    assert not re.search(r"[^\W\dx_]|[1-9]", row.lower().replace("x", ""))


@given(st.text(alphabet="abc 計算éß1", max_size=40))
def test_a_masked_row_is_as_wide_as_it_was(text: str) -> None:
    (row,) = masked(Picture("", (text,)), LABELS).rows
    assert cell_len(row) == cell_len(text)
