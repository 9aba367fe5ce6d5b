"""A text to walk through: labels beside values, words kept whole, the marker where one was."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from capx_tui.widgets.reading import Entry, Reading
from capx_tui.widgets.wrapping import clauses, first_parts, wrap, wrap_named
from tests.widgets.hosts import Stage, staged

_ENTRIES = (
    Entry("Account", heading=True),
    Entry(value="You are signed in as Papatya Defteri."),
    Entry("Where to go", heading=True),
    Entry("Explore", "Find people.", target="explore"),
    Entry("Capacity directory", "All capacities.", target="directory"),
)


@asynccontextmanager
async def _read(
    *entries: Entry, air: bool = True, at: int = 0, size: tuple[int, int] = (50, 10), by_section: bool = False
) -> AsyncIterator[tuple[Stage, Reading]]:
    reading = Reading(id="reading", air=air, by_section=by_section)
    async with staged(reading, size=size) as stage:
        reading.read(entries or _ENTRIES, at=at)
        await stage.pilot.pause(0)
        yield stage, reading


async def test_labels_stand_beside_their_values_in_one_column() -> None:
    async with _read(size=(50, 10)) as (stage, _):
        assert stage.rows[:7] == [
            "> Account",
            "  You are signed in as Papatya Defteri.",
            "",
            "  Where to go",
            "  Explore             Find people.",
            "  Capacity directory  All capacities.",
            "",
        ]


async def test_a_label_longer_than_the_column_leaves_two_blanks_as_any_other() -> None:
    long = "Wikimedia Community User Group Turkey"
    async with _read(Entry("Short", "one"), Entry(long, "two"), size=(60, 10)) as (stage, _):
        assert stage.rows[1] == f"  {long}  two"


async def test_a_label_too_long_for_a_column_pushes_its_own_value_aside_and_no_other() -> None:
    long = "Wikimedia Community User Group Turkey"
    entries = (Entry("Short", "one"), Entry("Shorter", "two"), Entry(long, "three"))
    async with _read(*entries, size=(60, 10)) as (stage, _):
        assert stage.rows[:3] == ["> Short    one", "  Shorter  two", f"  {long}  three"]


async def test_each_section_may_have_a_column_of_its_own() -> None:
    entries = (Entry("First", heading=True), Entry("a", "b"), *_ENTRIES[2:])
    async with _read(*entries, by_section=True) as (stage, _):
        assert stage.rows[:6] == [
            "> First",
            "  a  b",
            "",
            "  Where to go",
            "  Explore             Find people.",
            "  Capacity directory  All capacities.",
        ]


async def test_without_air_every_row_touches_the_next() -> None:
    async with _read(air=False, size=(50, 10)) as (stage, _):
        assert "" not in stage.rows[:5]


async def test_from_heading_to_heading_and_round_the_ends() -> None:
    async with _read(size=(50, 10)) as (stage, reading):
        for step, marked in ((1, "Where to go"), (1, "Account"), (-1, "Where to go"), (-1, "Account")):
            assert reading.go_heading(step)
            await stage.pilot.pause(0)
            assert stage.marked == marked
        await stage.press("end")
        assert reading.go_heading(-1)
        await stage.pilot.pause(0)
        assert stage.marked == "Where to go"
    async with _read(*_ENTRIES[3:]) as (_, reading):
        assert not reading.go_heading(1), "there is none"
    async with _read(*_ENTRIES[:2]) as (_, reading):
        assert not reading.go_heading(1), "it is on the only one"


async def test_down_steps_over_air() -> None:
    async with _read(size=(50, 10)) as (stage, _):
        await stage.press("down", "down")
        assert stage.marked == "Where to go"


async def test_enter_follows_only_what_leads_somewhere() -> None:
    async with _read(size=(50, 10)) as (stage, _):
        await stage.press("enter")
        assert stage.posted(Reading.Followed) == []
        await stage.press("end", "enter")
        assert [message.target for message in stage.posted(Reading.Followed)] == ["directory"]


async def test_a_long_value_goes_on_under_itself() -> None:
    bio = Entry("Mini bio", "one two three four five six seven eight nine ten eleven")
    async with _read(bio, size=(30, 10)) as (stage, _):
        rows = [row for row in stage.rows if row]
        assert rows[0].startswith("> Mini bio  one")
        assert all(row.startswith(" " * 12) for row in rows[1:])
        assert " ".join(" ".join(rows).split()).removeprefix("> Mini bio ") == bio.value


async def test_enter_on_any_row_of_an_entry_follows_it() -> None:
    link = Entry("Address", "https://example.org/" + "a" * 60, target="link")
    async with _read(link, size=(30, 10)) as (stage, _):
        await stage.press("down", "down", "enter")
        assert [message.target for message in stage.posted(Reading.Followed)] == ["link"]


async def test_further_values_of_a_label_are_blank_with_air_and_said_again_without() -> None:
    values = (Entry("Offers", "Lua"), Entry("Offers", "OpenRefine", continued=True))
    async with _read(*values, size=(40, 5)) as (stage, _):
        assert stage.rows[1].strip() == "OpenRefine"
    async with _read(*values, air=False, size=(40, 5)) as (stage, _):
        assert stage.rows[1].split() == ["Offers", "OpenRefine"]


async def test_line_breaks_of_a_text_are_kept_and_its_blank_lines_are_stepped_over() -> None:
    async with _read(Entry("Mini bio", "first\n\nsecond"), Entry(value="after"), size=(40, 6)) as (stage, _):
        assert stage.rows[1] == ""
        await stage.press("down")
        assert stage.marked.strip() == "second"
        await stage.press("down")
        assert stage.marked.strip() == "after"


async def test_the_marker_stays_on_its_entry_when_rows_come_before_it() -> None:
    async with _read(at=4, size=(50, 12)) as (stage, reading):
        assert stage.marked.startswith("Capacity directory")
        reading.read((_ENTRIES[0], Entry(value="Your sign-in ends soon."), *_ENTRIES[1:]))
        await stage.pilot.pause(0)
        assert stage.marked.startswith("Capacity directory")
        reading.read(_ENTRIES[2:])
        await stage.pilot.pause(0)
        assert stage.marked.startswith("Capacity directory")


async def test_the_marker_stays_on_its_row_of_a_long_value() -> None:
    bio = Entry("Mini bio", "one two three four five six seven eight nine ten eleven")
    async with _read(bio, Entry("Wiki birthday", "asking Meta-Wiki"), size=(34, 10)) as (stage, reading):
        await stage.press("down", "down")
        row = stage.marked
        assert row
        reading.read((bio, Entry("Wiki birthday", "Jan 1, 2010")))
        await stage.pilot.pause(0)
        assert stage.marked == row


async def test_a_value_that_changed_keeps_the_marker_by_its_label() -> None:
    async with _read(
        Entry("Colours", "Dark", target=1), Entry("Language", "English", target=2), at=1, size=(34, 4)
    ) as (stage, reading):
        reading.read((Entry("Colours", "Light", target=1), Entry("Language", "Türkçe", target=2)))
        await stage.pilot.pause(0)
        assert stage.marked.split() == ["Language", "Türkçe"]


async def test_a_row_without_a_label_that_changed_is_not_taken_for_another_one() -> None:
    async with _read(Entry(value="Fetching."), *_ENTRIES) as (stage, reading):
        reading.read(_ENTRIES)
        await stage.pilot.pause(0)
        assert stage.marked == "Account"


async def test_of_two_alike_the_one_that_changed_keeps_the_marker() -> None:
    alike = Entry("Order", "s")
    async with _read(alike, Entry("Filters", "f"), alike) as (stage, reading):
        reading.read([Entry("Order", "o"), Entry("Filters", "f"), alike])
        await stage.pilot.pause(0)
        assert stage.marked.split() == ["Order", "o"]


async def test_nothing_to_read_is_no_error() -> None:
    async with _read(size=(34, 4)) as (stage, reading):
        reading.read(())
        await stage.press("down", "enter", "end")
        assert stage.posted(Reading.Followed) == []
        reading.read(_ENTRIES)
        await stage.pilot.pause(0)
        assert stage.rows[0].strip("> ") == "Account"


async def test_another_width_lays_it_out_anew_with_the_marker_on_its_entry() -> None:
    async with _read(at=3, size=(80, 12)) as (stage, _):
        await stage.pilot.resize_terminal(24, 14)
        await stage.pilot.pause(0)
        assert stage.marked.startswith("Explore")
        assert max(map(cell_len, stage.rows)) <= 24


async def test_beside_a_label_that_leaves_no_room_the_value_is_not_cut() -> None:
    entry = Entry("A label of quite some length here", "value", target=1)
    async with _read(entry, Entry("Short", "other"), size=(40, 4)) as (stage, _):
        assert stage.rows[0].strip("> ") == "A label of quite some length here"
        assert stage.rows[1].strip() == "value"
        assert stage.rows[2].split() == ["Short", "other"]


async def test_text_is_everything_there_is_to_read() -> None:
    async with _read(size=(50, 3)) as (_, reading):
        assert "Capacity directory  All capacities." in reading.text
        assert reading.text.startswith("Account\n")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one", 10, ["one"]),
        ("", 5, [""]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("a 漢字漢字漢", 6, ["a", "漢字漢", "字漢"]),
        ("two\nlines", 20, ["two", "lines"]),
        ("two\n\nlines", 20, ["two", "", "lines"]),
    ],
)
def test_words_stay_whole_where_they_can(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(st.text(st.sampled_from("ab  cdé漢字\nש👩.-"), max_size=60), st.integers(2, 20))
def test_wrapping_loses_no_letter_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


BIO = "I write templates and gadgets for small wikis.\n\nAnd I like to teach them."


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("https://example.org/a.", 21, ["https://example.o", "rg/a."]),
        ("https://example.org/a. b", 21, ["https://example.o", "rg/a. b"]),
        # Where a line has no letters to give, or no room for them, the signs stand by themselves.
        ("abcdefg.", 7, ["abcdefg", "."]),
        ("abc.", 3, ["abc", "."]),
        ("a.", 1, ["a", "."]),
        ("漢字漢字漢字漢字.", 16, ["漢字漢字漢字漢字", "."]),
        (".........", 4, ["....", "....", "."]),
    ],
)
def test_a_sign_at_the_end_of_a_long_word_is_no_row_by_itself(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


def test_for_ears_each_line_tells_which_it_is_and_from_the_second_on_of_what() -> None:
    assert wrap_named(BIO, 48, "Mini bio", first=40) == [
        "I write templates and gadgets; 1 of 3",
        "for small wikis.  Mini bio, 2 of 3",
        "And I like to teach them.  Mini bio, 3 of 3",
    ]
    assert wrap_named("Short.", 40, "Mini bio") == ["Short."]
    assert wrap_named("", 40, "Mini bio") == [""]


@given(
    st.text(st.sampled_from("ab  cdé漢字\nש👩."), max_size=200),
    st.sampled_from(["", "Mini bio", "A question that takes a whole row"]),
    st.integers(30, 90),
    st.integers(0, 10),
)
def test_lines_for_ears_lose_nothing_and_each_alone_says_what_it_is(
    text: str, name: str, width: int, less: int
) -> None:
    lines = wrap_named(text, width, name, first=width - less)
    assert all(cell_len(line) <= width for line in lines)
    assert cell_len(lines[0]) <= width - less
    if len(lines) == 1:
        assert lines[0].split() == text.split()
        return
    told = [re.fullmatch(r"(.*?)(?:; |(?<=[.,;:!?…])  )(?:(.+), )?(\d+) of (\d+)", line) for line in lines]
    assert "".join("".join(found[1].split()) for found in told if found) == "".join(text.split())
    assert [(int(found[3]), int(found[4])) for found in told if found] == [
        (n + 1, len(lines)) for n in range(len(lines))
    ]
    names = [found[2] or "" for found in told if found]
    assert all(name.startswith(said.rstrip("…")) and bool(said) == bool(name) for said in names[1:])


def test_of_too_many_lines_the_last_says_how_many_there_are_more() -> None:
    lines = wrap_named("word " * 60, 40, "Mini bio", most=4)
    assert len(lines) == 4
    left = int(lines[0].rpartition(" ")[2]) - 3
    assert lines[3] == f"Mini bio, {left} more lines"


async def test_a_reader_s_rows_have_no_column_of_blanks_and_follow_the_mode() -> None:
    reading = Reading(id="reading", air=False)
    async with staged(reading, size=(50, 12)) as stage:
        reading.read([Entry("Mini bio", BIO), Entry("Wiki birthday", "Jan 1, 2010")], at=0)
        await stage.pilot.pause(0)
        assert stage.rows[1].startswith(" " * 15)
        stage.app.speaks = True
        reading.notify_style_update()
        await stage.pilot.pause(0)
        assert stage.rows[:4] == [
            "  Mini bio       I write templates and; 1 of 3",
            "  gadgets for small wikis.  Mini bio, 2 of 3",
            "  And I like to teach them.  Mini bio, 3 of 3",
            "  Wiki birthday  Jan 1, 2010",
        ]


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (80, "Sign in, or out: as you like."),
        (28, "Sign in, or out"),
        (14, "Sign in"),
        (6, ""),
    ],
)
def test_of_a_sentence_whole_clauses_are_told(width: int, told: str) -> None:
    assert clauses("Sign in, or out: as you like.", width) == told


@pytest.mark.parametrize(
    ("text", "width", "told"),
    [
        ("Enter opens; Tab goes on; F1 helps.", 40, "Enter opens; Tab goes on; F1 helps."),
        ("Enter opens; Tab goes on; F1 helps.", 30, "Enter opens; Tab goes on."),
        ("Entrée ouvre\u00a0; Tab avance.", 20, "Entrée ouvre."),
        ("Enter opens; Tab goes on.", 5, "Enter opens; Tab goes on."),
    ],
)
def test_of_a_sentence_for_one_line_whole_parts_are_told(text: str, width: int, told: str) -> None:
    assert first_parts(text, width) == told
