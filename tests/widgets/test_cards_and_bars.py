"""People as rows, capacities as rows, and the rows at the screen's edge."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from capx_tui.terminal.modes import Modes, use_modes
from capx_tui.widgets.bars import HintBar, StatusBar, TextBar, TitleBar
from capx_tui.widgets.cards import PersonCard, card_rows, listing
from capx_tui.widgets.line_list import Row, fit
from capx_tui.widgets.tree_rows import TreeRow, tree_row
from tests.widgets.hosts import staged


def _card(**changes: object) -> PersonCard:
    given: dict[str, object] = {
        "username": "Ceibo Lectora",
        "display_name": "",
        "roles": ("Sharer", "Learner"),
        "available": ("Lua", "Wikidata Query Service"),
        "wanted": ("Public Speaking",),
        "known": None,
        "languages": ("Spanish (Native)", "English (Basic)"),
        "territories": ("Argentina",),
    }
    return PersonCard(**{**given, **changes})  # type: ignore[arg-type]


def _text(row: Row, width: int = 200) -> str:
    return "".join(text for text, _ in fit(row, width))


def test_a_full_card_says_everything_in_words() -> None:
    name, lists, rest = map(_text, card_rows(_card(), 100, compact=False))
    assert name == "Ceibo Lectora  Sharer, Learner"
    assert lists.strip() == "offers Lua, Wikidata Query Service   wants Public Speaking"
    assert rest.strip() == "Spanish (Native), English (Basic) · Argentina"


def test_a_display_name_stands_behind_the_user_name_and_not_twice() -> None:
    assert _text(card_rows(_card(display_name="Ceibo"), 90, compact=False)[0]).startswith("Ceibo Lectora (Ceibo)")
    assert "(" not in _text(card_rows(_card(display_name="Ceibo Lectora"), 90, compact=False)[0])


def test_what_is_missing_says_so() -> None:
    empty = _card(roles=(), available=(), wanted=(), languages=(), territories=())
    name, lists, rest = map(_text, card_rows(empty, 90, compact=False))
    assert "no capacities yet" in name
    assert lists.strip() == "nothing in the lists shown"
    assert "no language given" in rest
    assert "no territory given" in rest


def test_known_capacities_are_there_only_when_they_are_shown() -> None:
    assert "knows" not in _text(card_rows(_card(), 120, compact=False)[1])
    assert "knows Lua" in _text(card_rows(_card(known=("Lua",)), 120, compact=False)[1])


def test_a_right_to_left_name_does_not_turn_its_neighbours() -> None:
    assert _text(card_rows(_card(username="حمزہ کتاب"), 90, compact=False)[0]).startswith(
        "\u2068حمزہ کتاب\u2069  Sharer"
    )


def test_the_dense_card_is_one_row_that_begins_with_the_name() -> None:
    (row,) = card_rows(_card(), 90, compact=True)
    assert _text(row) == "Ceibo Lectora, offers Lua, Wikidata Query Service, wants Public Speaking, Argentina"


def test_signs_that_are_not_sure_to_be_drawn_are_left_out() -> None:
    use_modes(Modes(is_ascii=True))
    assert "·" not in _text(card_rows(_card(), 90, compact=False)[2])


@given(
    st.lists(st.text(st.sampled_from("ab é漢字"), min_size=1, max_size=20), max_size=30),
    st.integers(20, 120),
    st.booleans(),
)
def test_no_card_is_wider_than_its_list(names: list[str], width: int, compact: bool) -> None:
    card = _card(available=tuple(names), wanted=tuple(names), territories=tuple(names[:5]))
    for row in card_rows(card, width, compact=compact):
        assert cell_len(_text(row, width)) <= width


@given(
    st.lists(st.text(st.sampled_from("abé漢"), min_size=1, max_size=9), min_size=1, max_size=30), st.integers(12, 80)
)
def test_a_listing_counts_what_it_leaves_out(names: list[str], width: int) -> None:
    said = listing(names, width)
    shown, _, more = said.partition(" +")
    left = int(more.split()[0]) if more else 0
    assert len(shown.split(", ")) + left == len(names)
    assert cell_len(said) <= max(width, cell_len(names[0]) + 10)


_TREE = TreeRow(name="Wikimedia Tools", level=2, below=19, expanded=False, known=14, available=10, wanted=6)


def test_a_branch_says_its_state_and_counts_in_words() -> None:
    said = _text(tree_row(_TREE, 90))
    assert said.startswith("    + Wikimedia Tools, closed, 19 below")
    assert said.rstrip().endswith("offer 10, want 6, know 14")
    opened = _text(tree_row(TreeRow(**{**_fields(_TREE), "expanded": True}), 90))  # type: ignore[arg-type]
    assert opened.startswith("    - Wikimedia Tools, open")


def test_for_ears_the_counts_follow_without_blanks_and_as_many_as_have_room() -> None:
    whole = "+ Wikimedia Tools, closed, 19 below, offer 10, want 6, know 14"
    assert _text(tree_row(_TREE, 90, speaks=True)).strip() == whole
    assert _text(tree_row(_TREE, 4 + len(whole), speaks=True)).strip() == whole
    assert _text(tree_row(_TREE, 3 + len(whole), speaks=True)).strip() == whole.removesuffix(", know 14")


def test_a_leaf_has_no_state_and_a_fallback_names_its_language() -> None:
    leaf = TreeRow(name="Lua", level=3, below=0, expanded=False, known=1, available=2, wanted=3, language="English")
    said = _text(tree_row(leaf, 90))
    assert said.split("  ")[-1].strip() == "offer 2, want 3, know 1"
    assert "Lua [English]" in said
    assert "open" not in said
    assert "closed" not in said


@pytest.mark.parametrize("width", range(24, 100, 7))
def test_a_row_of_the_tree_begins_with_the_name_in_any_width(width: int) -> None:
    said = _text(tree_row(_TREE, width), width)
    assert cell_len(said) <= width
    assert said.strip().startswith("+ Wikimedia")


def _fields(row: TreeRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__slots__}


async def test_the_title_bar_leaves_out_the_right_side_first() -> None:
    bar = TitleBar()
    bar.left, bar.right = "Explore", "signed in as Papatya Defteri"
    async with staged(bar, size=(60, 1)) as stage:
        assert stage.rows[0].split("  ")[0].strip() == "Explore"
        assert stage.rows[0].endswith("signed in as Papatya Defteri")
        await stage.pilot.resize_terminal(30, 1)
        await stage.pilot.pause(0)
        assert stage.rows[0].strip() == "Explore"
        bar.left = "A person with a very long name indeed"
        await stage.pilot.pause(0)
        assert stage.rows[0].endswith("…")


async def test_the_hint_bar_shows_whole_hints_only() -> None:
    bar = HintBar()
    bar.hints = ("Enter Open", "/ Search", "f Filters")
    async with staged(bar, size=(60, 1)) as stage:
        assert stage.rows[0].strip() == "Enter Open   / Search   f Filters"
        await stage.pilot.resize_terminal(25, 1)
        await stage.pilot.pause(0)
        assert stage.rows[0].strip() == "Enter Open   / Search"


async def test_the_status_bar_takes_the_rows_that_its_sentence_needs() -> None:
    bar, above = StatusBar(), TextBar()
    async with staged(above, bar, size=(40, 8)) as stage:
        bar.announce("Short.", aside="7 minutes ago")
        await stage.pilot.pause(0)
        assert bar.size.height == 1
        assert "7 minutes ago" in "".join(stage.rows)
        sentence = "Error: the service is not working right now. Wait a little and try again. F6 tries again."
        bar.announce(sentence, is_error=True)
        await stage.pilot.pause(0)
        assert bar.size.height == 3
        assert sentence in " ".join(" ".join(stage.rows).split())
        assert bar.has_class("-error")
        bar.announce("Fine.")
        await stage.pilot.pause(0)
        assert bar.size.height == 1
        assert not bar.has_class("-error")


async def test_a_sentence_without_an_end_does_not_take_the_whole_screen() -> None:
    bar = StatusBar()
    async with staged(bar, size=(40, 20)) as stage:
        bar.announce("word " * 200)
        await stage.pilot.pause(0)
        assert bar.size.height == 4


async def test_what_is_said_to_a_reader_uses_two_places_in_turn() -> None:
    bar = StatusBar()
    async with staged(bar, size=(40, 8)) as stage:
        bar.speaks = True
        places = []
        for sentence in ("One person.", "Two people.", "Two people."):
            bar.announce(sentence)
            await stage.pilot.pause(0)
            rows = [y for y, row in enumerate(stage.rows) if row.strip()]
            assert len(rows) == 1
            assert stage.rows[rows[0]].strip() == sentence
            places.append(rows[0])
        assert places[0] != places[1]
        assert places[1] != places[2]


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, " Ctrl+S Save   Ctrl+Z Undo   Ctrl+P Go to   F1 Help"),
        (40, " Ctrl+S Save   Ctrl+Z Undo   F1 Help"),
        (24, " Ctrl+S Save   F1 Help"),
        (12, " F1 Help"),
    ],
)
async def test_the_way_to_help_has_its_room_before_other_hints(width: int, shown: str) -> None:
    bar = HintBar()
    bar.hints = ("Ctrl+S Save", "Ctrl+Z Undo", "Ctrl+P Go to", "F1 Help")
    bar.kept = 3
    async with staged(bar, size=(width, 5)) as stage:
        assert stage.rows[0] == shown


async def test_words_above_a_list_take_a_second_line_where_one_is_too_short() -> None:
    bar = TextBar()
    bar.left, bar.right = "one two three four five six seven", "8 of 9"
    async with staged(bar, size=(30, 5)) as stage:
        assert stage.rows[:3] == ["  one two three four five six", "  seven                8 of 9", ""]
        bar.left = "one two"
        await stage.pilot.pause(0)
        assert stage.rows[:2] == ["  one two              8 of 9", ""]


def test_roles_beside_a_long_name_are_told_whole_or_counted() -> None:
    roles = ("Sharer", "Learner", "Proficient")
    card = PersonCard("A" * 40, "", roles, None, None, None, None, ())

    def head(width: int, **changes: Any) -> str:
        return "".join(text for text, _ in card_rows(replace(card, **changes), width, compact=False)[0])

    assert head(80).endswith("  Sharer, Learner, Proficient")
    assert head(60).endswith("  Sharer +2 more")
    assert head(44) == "A" * 40
    assert head(44, marks=("Saved",)) == "A" * 36 + "…  Saved"
