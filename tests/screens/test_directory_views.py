"""Adding from the directory, its three views, and the way to suggest what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.test_directory import ROOTS, tree_rows
from tests.screens.visits import visit
from tests.screens.wire import service_down


async def test_adding_says_what_it_did_once_the_service_has_it_and_takes_it_back(home: Path) -> None:
    async with visit("directory", size=(80, 40)) as here:
        await here.press("i")
        await here.down_to("Learning & Evaluation")
        assert "Add to known Adds the capacity to what you know, and with it" in here.flowing
        here.wire.hold(where="/profile/")
        here.endless = {"adding"}
        await here.press("a")
        assert here.status.startswith("Adding Learning & Evaluation to your profile")
        assert "Added" not in here.flowing
        here.wire.release()
        here.endless = ()
        await here.settle()
        assert here.status == "Added: you know Learning & Evaluation and offer it to others. u takes it back."
        assert "Add to known Added: known, offered" in here.flowing
        await here.press("a")
        assert here.status == "You know Learning & Evaluation and offer it already: nothing was changed."
        await here.press("l")
        assert here.status == "Added: you want to learn Learning & Evaluation. u takes it back."
        await here.press("u")
        assert here.status == "Learning & Evaluation is taken back from what you added it to: wanted."
        assert "Add to wanted Adds the capacity to what you want to learn" in here.flowing
        await here.press("u")
        assert here.status == "No capacity was added here that could be taken back."


async def test_adding_that_fails_says_so_and_adds_nothing(home: Path) -> None:
    async with visit("directory", size=(80, 40)) as here:
        await here.press("i")
        here.wire.fail(service_down, where="/profile/")
        await here.press("a")
        assert "Added" not in here.flowing
        assert "Add to known Adds the capacity" in here.flowing
        assert here.flowing.endswith(
            "(status 503). Wait a little and try again. What was fetched before can still be read. F6 tries again."
        )


async def test_signed_out_adding_asks_to_sign_in(home: Path) -> None:
    async with visit("directory", demo=False) as here:
        await here.press("l")
        assert "Adding Communication to your profile needs an account." in here.flowing


_VIEWS = {"tree": 0, "cards": 1, "thematic categories": 2}


@pytest.mark.parametrize("view", _VIEWS)
async def test_every_view_searches_informs_adds_and_leads_to_people(view: str, home: Path) -> None:
    """A view that lacks one of them fails here."""
    async with visit("directory", size=(80, 45)) as here:
        await here.press(*"v" * _VIEWS[view])
        assert here.title.startswith(f"Capacity directory, {view} ")
        await here.press("slash")
        await here.type("lua")
        await here.press("enter")
        await here.down_to("Lua")
        await here.press("i")
        assert "Place Learning & Evaluation > Wikimedia Tools > Lua" in here.flowing
        assert "Colour green" in here.flowing
        await here.press("a")
        assert here.status.startswith("Added: you know Lua and offer it to others.")
        await here.press("u")
        assert here.status == "Lua is taken back from what you added it to: known, offered."
        await here.press("o")
        assert here.title.startswith("Explore")
        assert "Lua" in here.text


async def test_cards_tell_each_root_with_its_colour_in_words_and_what_it_is(home: Path) -> None:
    async with visit("directory") as here:
        await here.press("v")
        assert here.status.startswith("Cards, one for each main capacity.")
        rows = tree_rows(here)
        names = [row for row in rows if row.startswith("+ ")]
        for row, (root, colour) in zip(
            names,
            zip(ROOTS, ("pink", "purple", "green", "blue", "orange", "light blue", "light green"), strict=True),
            strict=True,
        ):
            assert row.startswith(f"+ {root}, {colour}, closed, "), row
        assert rows[1].strip().startswith("Passing on ideas, news and feelings")
        # The marker goes from card to card: what a card says of itself is no stop.
        await here.press("down")
        assert here.marked.startswith("+ Community Health, purple")


async def test_one_card_is_open_at_a_time_and_the_tree_keeps_its_own_branches(home: Path) -> None:
    async with visit("directory", size=(80, 60)) as here:
        await here.press("right", "v", "right")
        assert here.marked.startswith("- Communication, pink, open")
        await here.down_to("Community Health")
        await here.press("right")
        assert here.marked.startswith("- Community Health, purple, open")
        assert sum(", open, " in row for row in tree_rows(here)) == 1
        await here.press("v", "v")
        assert sum(", open, " in row for row in tree_rows(here)) == 1
        assert "- Communication, open" in here.text


async def test_thematic_categories_name_their_colour_and_where_each_capacity_stands(home: Path) -> None:
    async with visit("directory", size=(100, 45)) as here:
        await here.press("v", "v")
        assert "Thematic categories, chosen by CapX with partners; they are not complete." in here.flowing
        rows = tree_rows(here)
        headings = [row.strip() for row in rows if "10 capacities" in row]
        assert headings == [
            "Linguistic Equity, pale blue, 10 capacities",
            "Knowledge gaps, pale pink, 10 capacities",
            "Open education, pale green, 10 capacities",
        ]
        assert len(rows) == 33
        assert any(row.strip().startswith("Lua, in Wikimedia Tools") for row in rows)
        await here.press("i")
        assert "A thematic category: its capacities are the rows below it." in here.flowing
        await here.press("down", "l")
        assert here.status.startswith("Added: you want to learn Cultural Translation.")
        await here.press("left")
        assert here.marked.startswith("Linguistic Equity")


async def test_the_marker_stays_on_its_capacity_where_the_next_view_has_it(home: Path) -> None:
    async with visit("directory", size=(80, 45)) as here:
        await here.press("slash")
        await here.type("lua")
        await here.press("enter")
        await here.down_to("Lua")
        for _ in range(3):
            await here.press("v")
            assert here.marked.strip().startswith("Lua")
        await here.press("r", "v", "v")
        assert "Communication is in none of them." in here.flowing


async def test_the_view_is_there_again_the_next_time(home: Path) -> None:
    async with visit("directory") as here:
        await here.press("v")
    async with visit("directory") as here:
        assert here.title.startswith("Capacity directory, cards ")


async def test_a_reader_hears_one_row_for_a_card(home: Path) -> None:
    async with visit("directory", screen_reader=True) as here:
        await here.press("v")
        rows = [row for row in tree_rows(here) if row.strip()]
        assert len(rows) == 7
        assert all(", closed, " in row for row in rows)


async def test_what_is_not_found_can_be_suggested_with_the_same_words(home: Path) -> None:
    async with visit("directory", size=(80, 30)) as here:
        await here.press("slash")
        await here.type("Basket weaving")
        await here.press("enter")
        assert "No capacity holds Basket weaving in its name or description." in here.flowing
        await here.press("s")
        assert here.title.startswith("Suggest a capacity")
        assert "Basket weaving" in here.text


async def test_a_reader_hears_the_information_on_going_there_and_not_with_each_row(home: Path) -> None:
    async with visit("directory", screen_reader=True, size=(80, 40)) as here:
        await here.press("i")
        assert "Passing on ideas" in here.flowing
        before = len(here.written)
        await here.press("down")
        assert "Keeping a community safe" not in here.written[before:]
        assert "Passing on ideas" not in here.flowing
        await here.press("tab")
        assert "Keeping a community safe" in here.flowing
