"""Lists, levels and options: what is done to entries, and how they are found."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from capx_tui.errors import RuleError
from capx_tui.model.form_fields import Levelled, Own, TextField, UrlField
from capx_tui.model.form_lists import LevelsField, ListField, ManyField, add, move, remove, set_entry, set_level
from capx_tui.model.form_numbers import DateField, DateShape, NumberField
from capx_tui.model.form_options import Option, Options
from tests.model.form_sample import CAPACITIES

LEVELS = LevelsField("x", levels=("0", "3", "n"), first_level="3", limit=2)
TAGS = ListField("x", entry=TextField("y"), limit=2)


def test_adding_takes_the_first_level_and_stops_at_the_limit() -> None:
    value = add(LEVELS, (), 7)
    assert value == (Levelled(7, "3"),)
    value = add(LEVELS, value, Levelled(8, "n"))
    with pytest.raises(RuleError) as refused:
        add(LEVELS, value, 9)
    assert (refused.value.key, refused.value.params, refused.value.field) == ("form-entries-full", ("2",), "x")
    with pytest.raises(RuleError) as refused:
        add(LEVELS, value[:1], Levelled(7, "n"))
    assert refused.value.key == "form-entry-double"


def test_typed_entries_are_trimmed_and_empty_ones_refused() -> None:
    assert add(TAGS, ("a",), "  b ") == ("a", "b")
    with pytest.raises(RuleError) as refused:
        add(TAGS, (), "  ")
    assert refused.value.key == "form-entry-empty"
    links = ListField("x", entry=UrlField("y"))
    assert add(links, (), "example.org") == ("https://example.org",)


def test_an_entry_is_replaced_in_its_place_and_an_empty_one_goes() -> None:
    assert set_entry(TAGS, ("a", "b"), 0, "c") == ("c", "b")
    assert set_entry(TAGS, ("a", "b"), 0, "a") == ("a", "b")
    assert set_entry(TAGS, ("a", "b"), 0, " ") == ("b",)
    with pytest.raises(RuleError):
        set_entry(TAGS, ("a", "b"), 0, "b")


def test_entries_move_and_the_ends_say_so() -> None:
    assert move(("a", "b", "c"), 0, 1) == ("b", "a", "c")
    assert move(("a", "b", "c"), 2, -1) == ("a", "c", "b")
    for at, step, key in ((0, -1, "form-entry-first"), (2, 1, "form-entry-last")):
        with pytest.raises(RuleError) as refused:
            move(("a", "b", "c"), at, step)
        assert refused.value.key == key
    assert remove(("a", "b"), 0) == ("b",)


def test_levels_go_up_and_down_and_the_ends_say_so() -> None:
    value = (Levelled(1, "0"), Levelled(2, "n"), Levelled(3, "?"))
    assert set_level(LEVELS, value, 0, 1)[0].level == "3"
    assert set_level(LEVELS, value, 2, 1)[2].level == "0"
    for at, step, key in ((0, -1, "form-level-least"), (1, 1, "form-level-most"), (2, -1, "form-level-least")):
        with pytest.raises(RuleError) as refused:
            set_level(LEVELS, value, at, step)
        assert refused.value.key == key


def test_doubles_go_and_own_answers_are_cleaned() -> None:
    many = ManyField("x")
    assert many.settle((1, 2, 1, Own(" a\x1b[1m "), Own("a"))) == (1, 2, Own("a"))
    with pytest.raises(TypeError):
        many.settle("abc")
    with pytest.raises(TypeError):
        LEVELS.settle((Own("x"),))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [10, 36, 74, 75, 76, 77]),
        ("lua", [74]),
        ("prog", [74, 75, 76]),
        ("programming sp", [75]),
        ("p", [76, 74, 75]),
        ("q207316", [74]),
        ("EDUCACAO", [77]),
        ("skills", [10]),
        ("nothing", []),
    ],
)
def test_options_are_found_by_any_of_their_words_the_best_first(typed: str, found: list[int]) -> None:
    assert [option.id for option in CAPACITIES.search(typed)] == found


def test_options_are_made_when_they_are_first_wanted() -> None:
    asked = []

    def entries() -> list[Option]:
        asked.append(1)
        return [Option("a", "Alpha")]

    options = Options(entries)
    assert asked == []
    assert options.label("a") == "Alpha"
    assert options.label("b") == ""
    assert (len(options), asked) == (1, [1])


def test_numbers_and_moments_are_read_from_what_was_typed() -> None:
    assert NumberField("x").number(" 12 ") == 12
    assert NumberField("x", whole=False).number("1,5") == 1.5
    assert NumberField("x").number("") is None
    day, moment, clock = DateField("x"), DateField("x", shape=DateShape.MOMENT), DateField("x", shape=DateShape.TIME)
    assert day.moment("2026-6-1") == date(2026, 6, 1)
    assert moment.moment("2026-06-10T15:30") == datetime(2026, 6, 10, 15, 30, tzinfo=UTC)
    assert clock.moment("9:05") == time(9, 5)
    assert [
        f.text(f.moment(s) or date.min) for f, s in ((day, "2026-6-1"), (moment, "2026-6-1 9:05"), (clock, "9:05"))
    ] == [
        "2026-06-01",
        "2026-06-01 09:05",
        "09:05",
    ]
