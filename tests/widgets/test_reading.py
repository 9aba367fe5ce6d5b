"""A text to walk through: labels beside values, words kept whole, the marker where one was."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from capx_tui.widgets.reading import Entry, Reading
from capx_tui.widgets.wrapping import wrap
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
    *entries: Entry, air: bool = True, at: int = 0, size: tuple[int, int] = (50, 10)
) -> AsyncIterator[tuple[Stage, Reading]]:
    reading = Reading(id="reading", air=air)
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


async def test_without_air_every_row_touches_the_next() -> None:
    async with _read(air=False, size=(50, 10)) as (stage, _):
        assert "" not in stage.rows[:5]


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


async def test_line_breaks_of_a_text_are_kept_and_its_blank_lines_can_be_walked_over() -> None:
    async with _read(Entry("Mini bio", "first\n\nsecond"), Entry(value="after"), size=(40, 6)) as (stage, _):
        await stage.press("down", "down")
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


@given(st.text(st.sampled_from("ab  cdé漢字\nש👩"), max_size=60), st.integers(2, 20))
def test_wrapping_loses_no_letter_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
