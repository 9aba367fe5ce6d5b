"""Explore: people as rows, found by name, in an order, as dense as one likes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from capx_tui.model.explore import ExploreFilter
from tests.screens.census import CAPACITY_LISTS, Census, Profile, has_a_capacity
from tests.screens.visits import FILLED, Visit, visit

_EVERYBODY = "224 people of 240."


def _is_called(text: str) -> Callable[[Profile], bool]:
    """A condition of `Census.count`: one of the three names holds `text`, compared plainly."""
    return lambda person: any(
        text.casefold() in name.casefold()
        for name in (person["user"]["username"], person["wiki_alt"], person["display_name"])
    )


async def test_a_person_is_three_rows_with_everything_the_card_holds(home: Path, census: Census) -> None:
    async with visit("explore", size=(120, 40)) as here:
        await here.press("slash")
        await here.type("Wanjiru Kitabu")
        assert here.status.startswith("One person of 240.")
        at = next(y for y, row in enumerate(here.rows) if "Wanjiru Kitabu" in row and "Search" not in row and y > 3)
        name, lists, last = here.rows[at : at + 3]
        assert name == "> Wanjiru Kitabu  Sharer, Learner, Proficient"
        assert "offers Wikipedia" in lists
        assert "wants Mentorship, Edit-a-thons, Workshop" in lists
        assert "knows" not in lists
        assert "Swahili (Native), Kikuyu (Native), English (Professional proficiency)" in last
        assert last.endswith("Kenya")


async def test_all_territories_are_in_the_row_while_there_is_room(home: Path, census: Census) -> None:
    names = {each["id"]: each["territory_name"] for each in census.territories}
    several = next(p for p in census.people if len(p["territory"]) == 2 and has_a_capacity(p))
    async with visit("explore", size=(160, 40)) as here:
        await here.press("slash")
        await here.type(several["user"]["username"])
        for number in several["territory"]:
            assert names[number] in here.text


async def test_the_newest_change_is_first_and_s_orders_by_name(home: Path, census: Census) -> None:
    async with visit("explore") as here:
        newest = max((p for p in census.people if has_a_capacity(p)), key=lambda p: p["last_update"])
        assert newest["user"]["username"] in here.marked
        assert "Last change first." in here.status
        await here.press("s")
        assert "By name." in here.status
        ids = here.core.explore.ids()
        first = here.core.mirror.persons(ids[:1])[0]
        assert first.username in here.marked
        names = [person.username for person in here.core.mirror.persons(list(ids))]
        assert len(names) == census.count()
        plain = [name.lower() for name in names if name.isascii() and name.replace(" ", "").isalnum()]
        assert plain == sorted(plain)


async def test_known_capacities_are_shown_on_demand(home: Path) -> None:
    async with visit("explore", size=(120, 40)) as here:
        assert "   knows " not in here.text
        await here.press("k")
        assert "   knows " in here.text
        assert "Known capacities are shown" in here.status
        await here.press("k")
        assert "   knows " not in here.text


async def test_one_line_a_person_or_three(home: Path) -> None:
    def people(here: Visit) -> int:
        """Rows that begin with a name: a card's other rows are set in."""
        return sum(bool(re.match(r"[> ] \S", row)) for row in here.rows[4:-2])

    async with visit("explore") as here:
        shown = people(here)
        await here.press("d")
        dense = people(here)
        assert dense > 2 * shown
        assert any("offers" in row for row in here.rows)
        await here.press("d")
        assert people(here) == shown
    async with visit("explore", compact=True) as here:
        assert people(here) == dense


async def test_what_was_asked_for_stands_first_in_its_list(home: Path) -> None:
    async with visit("explore") as here:
        tree = here.core.names.tree()
        lua = next(number for number in tree.capacities if tree.name(number) == "Lua")
        here.core.explore.set_filter(ExploreFilter(available=(lua,)))
        await here.pilot.pause()
        offers = [row for row in here.rows if row.lstrip().startswith("offers")]
        assert offers
        assert all(row.lstrip().startswith("offers Lua") for row in offers)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wanjiru", "Wanjiru Kitabu"),
        ("WANJIRU k", "Wanjiru Kitabu"),
        ("marama tagaloa", "NgaioMoana"),
        ("Ilgın Iğdırlı", "İlkyaz Işıldak"),
        ("ılkyaz", "İlkyaz Işıldak"),
        ("ilkyaz isildak", "İlkyaz Işıldak"),
        ("İLKYAZ IŞIL", "İlkyaz Işıldak"),
        ("igdir inci", "İlkyaz Işıldak"),
        ("malgorzatalaka", "MałgorzataŁąka"),
        ("weissdorn", "Lieselotte Löwenzahn"),
        ("салхи", "Салхи Батын"),
        ("しおり", "Hikari Shiori"),
        ("الوراقة", "ياسمين الورّاقة"),
        ("sparrow at work", "Second Sparrow"),
    ],
)
async def test_names_are_found_as_one_types_without_case_accents_or_dots(typed: str, found: str, home: Path) -> None:
    async with visit("explore") as here:
        await here.press("slash")
        await here.type(typed)
        assert found in here.text, here.text
        assert int(here.status.split()[0].replace("One", "1")) < 10


async def test_every_letter_narrows_and_taking_it_back_widens(home: Path, census: Census) -> None:
    async with visit("explore") as here:
        await here.press("slash")
        counts = [census.count()]
        for end in range(1, len("sparrow") + 1):
            await here.press("sparrow"[end - 1])
            counts.append(int(here.status.split()[0]))
        assert counts == sorted(counts, reverse=True)
        assert len(set(counts)) > 3
        assert counts[-1] == census.count(_is_called("sparrow"))
        for _ in "sparrow":
            await here.press("backspace")
        assert here.status.startswith(_EVERYBODY)


async def test_the_field_is_left_by_down_enter_and_esc_and_reached_by_up(home: Path) -> None:
    async with visit("explore") as here:
        for leave in ("down", "enter", "escape"):
            await here.press("slash")
            assert "Search" in here.focused_row
            await here.press(leave)
            assert here.focused_row.startswith("> ")
        await here.press("home", "up")
        assert "Search" in here.focused_row


async def test_enter_opens_the_person_and_esc_comes_back_to_the_row(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("down", "down", "down")
        row = here.marked
        await here.press("enter")
        assert here.title.split("  ")[0] in row
        await here.press("escape")
        assert here.title.startswith("Explore")
        assert here.marked == row


async def test_clear_all_takes_out_filter_and_text(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("slash")
        await here.type("sparrow")
        await here.press("escape", "c")
        assert here.status.startswith("All filters are cleared. 224 people.")
        assert "Everyone who lists a capacity" in here.text
        await here.press("slash")
        assert "sparrow" not in here.focused_row


async def test_an_empty_result_names_the_filter_to_drop(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("slash")
        await here.type("nobody is called so")
        assert "Nobody matches. Without the filter Name there would be 224 people." in here.flowing
        assert here.status.startswith("0 people of 240.")


async def test_the_text_of_the_field_is_the_text_of_the_filter_wherever_it_was_changed(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("slash")
        await here.type("sparrow")
        await here.press("f3", "o")
        assert here.title.startswith("Explore")
        assert here.core.explore.state.filter.text == ""
        assert "Search sparrow" not in here.text


async def test_the_filter_is_there_again_at_the_next_visit(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("slash")
        await here.type("sparrow")
        await here.press("escape", "s", "k")
        before = here.rows[2:-1]
    async with visit("explore") as here:
        assert here.rows[2:-1] == before
        assert "By name." in here.status
        await here.press("slash")
        assert here.focused_row.strip() == "Search sparrow"


async def test_a_person_without_capacities_is_found_only_when_asked_for(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("slash")
        await here.type("blank page")
        assert here.status.startswith("0 people")
        await here.press("escape", "f")
        await here.choose("Show profiles without capacities")
        assert "yes" in here.marked
        await here.press("escape")
        assert "Blank Page" in here.text
        assert "no capacities yet" in here.text


async def test_people_appear_as_they_arrive(new_home: Path) -> None:
    async with visit("explore") as here:
        assert here.core.explore.state.total == 240
        await here.press("f3", "f2")
        assert here.status.startswith(_EVERYBODY)


async def test_what_others_wrote_is_never_markup_nor_an_order_to_the_terminal(home: Path, census: Census) -> None:
    async with visit("explore", size=(120, 40), compact=True) as here:
        await here.press("slash")
        await here.type("markup mallow")
        assert "[bold red]Markup Mallow[/]" in here.text
        await here.press("escape", "slash", *["backspace"] * len("markup mallow"))
        await here.type("escape artist")
        assert "Escape Artist" in here.text
        assert "\x1b" not in here.text


async def test_pages_lead_to_the_end_and_back(home: Path, census: Census) -> None:
    async with visit("explore", now=FILLED + timedelta(minutes=3)) as here:
        await here.press("end")
        last = here.core.mirror.persons(here.core.explore.ids()[-1:])[0]
        assert last.username in here.marked
        await here.press("pageup", "pagedown", "home")
        assert "NgaioMoana" in here.marked


def test_the_census_has_the_people_that_these_tests_speak_of(census: Census) -> None:
    people: list[Profile] = census.people
    assert len(people) == 240
    assert census.count() == 224
    assert any(not any(person[name] for name in CAPACITY_LISTS) for person in people)
