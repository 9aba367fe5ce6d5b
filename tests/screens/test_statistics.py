"""Statistics: tables counted from the mirror, a way from each number to its people, files, sentences for ears."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from capx_tui.screens.statistics import StatisticsScreen
from capx_tui.store.statistics import View
from tests.screens.census import Census, Profile, holds
from tests.screens.visits import visit
from tests.screens.wire import Wire, no_route


def _here(census: Census, region: str) -> list[Profile]:
    places = census.countries(region)
    return [person for person in census.people if holds("territory", places)(person)]


async def test_regions_from_north_to_south_as_the_services_data_says_for_everybody(home: Path, census: Census) -> None:
    async with visit("statistics", demo=False) as here:
        assert here.title.startswith("Statistics")
        assert here.rows[2].strip().startswith("People by region; north first")
        rows = here.rows_in("#table")[1:]
        assert len(rows) == 8
        assert rows[0].startswith("> Northern & Western Europe")
        for row in rows:
            name, _, numbers = row[2:].partition("  ")
            count, bar, share, *_ = numbers.split()
            assert int(count) == len(_here(census, name.strip()))
            assert set(bar) == {"="}
            assert share.isdigit()
        best = max(rows, key=lambda row: row.count("="))
        assert f"Most people: {best[2:].partition('  ')[0].strip()}, with" in here.flowing
        assert "as complete as profiles are" in here.flowing
        await here.press("o")
        assert here.rows_in("#table")[1:][0].lstrip("> ").startswith("Latin America & Caribbean")
        assert here.status.startswith("The southernmost region comes first.")


async def test_a_number_leads_to_as_many_people(home: Path) -> None:
    async with visit("statistics") as here:
        await here.press("right", "down")
        screen = here.app.screen
        assert isinstance(screen, StatisticsScreen)
        count = here.marked.split("Asia")[-1].split()[0]
        await here.press("enter")
        assert here.title.startswith("Explore")
        assert f"{count} people of 240" in here.flowing
        await here.press("escape", "n", "n", "n", "end")
        name, offered = here.marked.split("  ")[0], here.core.statistics.gaps().rows[-1].values[1]
        await here.press("enter")
        assert f"{offered} people of 240" in here.flowing
        assert f"offers {name}" in here.rows[2]


async def test_every_number_of_every_table_counts_whom_explore_shows(home: Path) -> None:
    async with visit("explore") as here:
        store, explore = here.core.statistics, here.core.explore
        checked = 0
        for view in View:
            store.ask(view=view, language=86, capacity=134)
            sheet = store.sheet()
            assert sheet is not None
            for row in sheet.rows[:12]:
                for number, lead in enumerate(row.leads):
                    value = row.values[number]
                    if lead is None or not isinstance(value, int):
                        continue
                    explore.set_filter(lead)
                    assert explore.state.count == value, (view, row.said)
                    checked += 1
        assert checked > 100
        await here.settle()


async def test_a_region_has_a_card_whose_numbers_lead_on(home: Path, census: Census) -> None:
    async with visit("statistics", size=(80, 60)) as here:
        await here.choose("South Asia")
        people = _here(census, "South Asia")
        assert here.title.startswith("South Asia")
        for words in ("Languages most people speak", "Capacities most people know", "Capacities most people want"):
            assert words in here.text
        inside = census.countries("South Asia") - {census.territory("South Asia")}
        settled = {place for person in people for place in person["territory"]} & inside
        assert f"Countries: {len(inside)}, with people in {len(settled)}" in here.text
        india = sum(census.territory("India") in person["territory"] for person in census.people)
        await here.choose("India")
        assert f"{india} people of 240" in here.flowing


async def test_one_language_and_one_capacity_are_chosen_and_the_services_figure_stands_beside(home: Path) -> None:
    async with visit("statistics", size=(100, 30)) as here:
        await here.press("n", "c")
        await here.type("french")
        await here.press("enter")
        assert here.rows[2].strip().startswith("Speakers of French by region; north first")
        assert "Service" in here.rows[3]
        assert "it counts those who named the region itself" in here.flowing
        await here.press("n", "c")
        await here.type("lua")
        await here.press("enter", "k")
        assert here.rows[2].strip().startswith("People with Lua by region, known")
        await here.press("k", "k", "k")
        assert here.rows[2].strip().startswith("People with Lua by region, known, available or wanted")
        assert "The service counts the three lists apart" in here.flowing


async def test_supply_and_demand_narrows_sorts_and_leads_to_the_regions(home: Path) -> None:
    async with visit("statistics", size=(100, 30)) as here:
        await here.press("v")
        await here.type("supply")
        await here.press("enter")
        assert "Gap (down)" in here.text
        await here.press("r")
        await here.type("sub-sah")
        await here.press("enter")
        assert here.rows[2].strip().startswith("Supply and demand in Sub-Saharan Africa")
        await here.press("c")
        await here.type("communic")
        await here.press("enter")
        assert "only Communication and what is below it" in here.text
        await here.press("right", "s")
        assert "In the order of Offered (down)." in here.flowing
        offered = [row.values[1] for row in here.app.screen._sheet.rows]  # type: ignore[attr-defined]
        assert offered == sorted(offered, reverse=True)
        await here.press("s")
        assert "Offered (up)" in here.text
        await here.press("slash")
        await here.type("zzz")
        await here.press("enter")
        assert "There is nothing to count." in here.text
        await here.press("slash", *["backspace"] * 3, "enter", "left")
        name = here.marked.split("  ")[0].strip()
        await here.press("enter")
        await here.choose("By region")
        assert f"People with {name} by region, known, available or wanted" in here.text


async def test_a_table_is_saved_as_what_the_name_says(home: Path, tmp_path: Path) -> None:
    async with visit("statistics", size=(120, 24)) as here:

        async def save(name: str) -> Path:
            await here.press("x", *["backspace"] * 40)
            await here.type(str(tmp_path / name))
            await here.press("enter")
            return tmp_path / name

        assert list(csv.reader((await save("t.csv")).read_text().splitlines()))[1][0] == "Northern & Western Europe"
        assert f"The table is saved in {tmp_path / 't.csv'}." in here.flowing
        assert json.loads((await save("t.json")).read_text())[0]["code"] == "NWE"
        wrong = await save("t.xlsx")
        assert "has to end in .csv, .json, .md or .wiki." in here.flowing
        assert not wrong.exists()


async def test_ears_get_sentences_that_begin_with_the_name_and_no_bars(home: Path) -> None:
    async with visit("statistics", screen_reader=True) as here:
        assert "==" not in here.text
        assert here.marked.startswith("Northern & Western Europe: ")
        assert "percent, 35 countries" in here.marked
        await here.press("tab")
        assert here.marked.startswith("How to read it")
        await here.press("tab")
        assert here.marked.startswith("People by region")
        await here.press("down", "down")
        row = here.marked
        await here.press("n", "n", "n")
        assert "Supply and demand, 134 rows." in here.text
        assert "offered by" in here.marked
        await here.press("p", "p", "p", "f10")
        assert here.rows_in("#table")[0].strip().startswith("Region")
        assert row.partition(":")[0] in here.text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_every_table_fits(home: Path, size: tuple[int, int]) -> None:
    async with visit("statistics", size=size) as here:
        for view in View:
            here.core.statistics.ask(view=view)
            await here.settle()
            rows = here.rows_in("#table")
            assert len(rows) >= 8, view
            assert all(len(row) <= size[0] for row in here.rows)
            assert here.marked.strip(), view
            if len(rows) <= 9 and size[1] >= 24:
                assert "write to capx@wmnobrasil.org" in here.flowing, f"{view}: blank rows, and notes without room"


async def test_with_nothing_fetched_yet_it_says_so_and_which_key_fetches(new_home: Path) -> None:
    async with visit("statistics", transport=_failing) as here:
        assert here.wire.asked
        await here.press("n")
        assert "Not refreshed: " in here.flowing
        await here.press("x")
        assert here.title.startswith("Save the table")


def _failing(wire: Wire) -> Wire:
    wire.fail(no_route)
    return wire
