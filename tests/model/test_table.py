"""Rows as CSV, Markdown, wikitext and spoken lines."""

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.model.table import Address, cell_width, csv_lines, cut, markdown_lines, wikitext_lines
from capx_tui.text import clean

HOSTILE = "{{subst:x}} [[File:a|b]] ~~~~ <script> ''b'' http://evil.example __NOTOC__ `c` *d* ISBN 123 \x1b[2J"


def test_csv_quotes_texts_and_leaves_numbers() -> None:
    lines = list(csv_lines(["id", "name"], [[7, 'Ana "A" Souza'], [-2, "a,b\nc"], [None, ["x", "y"]]]))
    assert lines == ['"id","name"', '7,"Ana ""A"" Souza"', '-2,"a,b c"', ',"x; y"']


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r@", "＝", " ="])
def test_csv_disarms_formulas(start: str) -> None:
    (_, line) = csv_lines(["x"], [[f"{start}HYPERLINK(1)"]])
    assert line.startswith("\"'")


@given(st.lists(st.lists(st.text(max_size=30), min_size=2, max_size=2), max_size=5))
def test_csv_reads_back(rows: list[list[str]]) -> None:
    read = list(csv.reader(csv_lines(["a", "b"], rows)))
    assert read[0] == ["a", "b"]
    assert [[cell.removeprefix("'") for cell in row] for row in read[1:]] == [
        [clean(cell).removeprefix("'") for cell in row] for row in rows
    ]


def test_markdown_escapes_and_aligns_numbers() -> None:
    lines = list(markdown_lines(["Name", "Known"], [["a|b", 3], [["*x*", "[y](z)"], None]]))
    assert lines == [
        "| Name | Known |",
        "| --- | ---: |",
        "| a\\|b | 3 |",
        "| \\*x\\*, \\[y\\](z) |   |",
    ]


def test_markdown_keeps_a_hostile_cell_one_cell() -> None:
    line = list(markdown_lines(["x"], [[HOSTILE + " | \n | evil"]]))[-1]
    assert "\n" not in line
    assert "\x1b" not in line
    assert len(re.findall(r"(?<!\\)\|", line)) == 2
    assert not re.search(r"(?<!\\)[<`*\[]", line)


def test_wikitext_is_a_table() -> None:
    assert list(wikitext_lines(["Name", "Known"], [["Ana", 3], ["", None]])) == [
        '{| class="wikitable sortable"',
        "|-",
        '! scope="col" | Name',
        '! scope="col" | Known',
        "|-",
        "| Ana",
        "| 3",
        "|-",
        "|",
        "|",
        "|}",
    ]


def test_wikitext_defuses_markup() -> None:
    line = list(wikitext_lines(["x"], [[HOSTILE]]))[4]
    assert not re.search(r"[{}\[\]<>~_'|]", line[1:])
    assert "http&#58;//evil.example" in line
    assert "ISBN&#32;123" in line
    assert "\x1b" not in line


@pytest.mark.parametrize("text", ["RFC 2119", "PMID 1", "ISBN 1"])
def test_wikitext_breaks_magic_links(text: str) -> None:
    assert text.replace(" ", "&#32;") in list(wikitext_lines(["x"], [[f"see {text}"]]))[4]


def test_wikitext_keeps_plain_words_readable() -> None:
    assert list(wikitext_lines(["x"], [["Edit-a-thons (2026), 5 % more: yes"]]))[4] == (
        "| Edit-a-thons (2026), 5 % more: yes"
    )


def test_an_address_of_ours_stays_a_link() -> None:
    address = Address("https://capx.toolforge.org/profile/O'Brien_~~~~")
    assert list(csv_lines(["x"], [[address]]))[1] == f'"{address}"'
    assert list(markdown_lines(["x"], [[address]]))[2] == f"| <{address}> |"
    assert list(wikitext_lines(["x"], [[address]]))[4] == "| https://capx.toolforge.org/profile/O%27Brien_%7E%7E%7E%7E"


def test_an_address_with_markup_in_it_is_text() -> None:
    address = Address("https://capx.toolforge.org/|{{x}}")
    assert "{{" not in list(wikitext_lines(["x"], [[address]]))[4]
    assert list(markdown_lines(["x"], [[address]]))[2] == "| https://capx.toolforge.org/\\|{{x}} |"


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("क्", 1), ("ｆ", 2), ("a\u200db", 2)]
)
def test_cells_are_counted(text: str, width: int) -> None:
    assert cell_width(text) == width


def test_cut_keeps_to_the_cells() -> None:
    assert cut("Lua", 3) == "Lua"
    assert cut("Luas", 3) == "Lu…"
    assert cut("日本語", 4) == "日…"
    assert cut("e\u0301e\u0301e\u0301", 2) == "e\u0301…"
    assert cut("abc", 2, "...") == ""


@given(st.text(max_size=50), st.integers(0, 20))
def test_cut_never_takes_more(text: str, cells: int) -> None:
    assert cell_width(cut(text, cells)) <= cells
