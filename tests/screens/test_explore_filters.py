"""The filters: every facet by typing, counts that are right, alternatives within and all together."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from capx_tui.model.naming import Kind
from tests.screens.census import Census, Profile, filled, has_a_capacity, holds, lists_any, speaks
from tests.screens.visits import Visit, visit

_COUNTED = re.compile(r"(.+?)(?:, at least [^,]+?)?  (yes|no)  (One person|[\d,]+ people)")


def _number(words: str) -> int:
    return 1 if words.startswith("One") else int(words.split()[0].replace(",", ""))


async def choose_values(here: Visit, facet: str, *values: str) -> None:
    """From the filters: open a facet, choose values by typing, and come back."""
    await here.press("home")
    await here.choose(facet)
    for value in values:
        await here.type(value)
        await here.press("enter")
        await here.press("ctrl+u")
    await here.press("escape")


def shown_count(here: Visit) -> int:
    """How many people the status line counts."""
    return _number(here.status)


def capacity(here: Visit, name: str) -> int:
    return here.core.names.resolve(Kind.CAPACITY, name)


@pytest.mark.parametrize(
    ("facet", "value", "fields"),
    [
        ("Available capacities", "Lua", ("skills_available",)),
        ("Wanted capacities", "Lua", ("skills_wanted",)),
        ("Known capacities", "Lua", ("skills_known",)),
        ("Capacities", "Lua", ("skills_available", "skills_wanted", "skills_known")),
        ("Capacities", "Wikimedia Commons", ("skills_available", "skills_wanted", "skills_known")),
    ],
)
async def test_a_capacity_is_looked_for_in_its_list_or_in_all(
    facet: str, value: str, fields: tuple[str, ...], home: Path, census: Census
) -> None:
    async with visit("explore") as here:
        await here.press("f")
        await choose_values(here, facet, value)
        wanted = capacity(here, value)
        expected = census.count(lambda person: any(wanted in person[field] for field in fields))
        assert shown_count(here) == expected > 0
        assert value in here.marked
        await here.press("escape")
        assert value in here.rows[2]
        assert shown_count(here) == expected


async def test_a_capacity_stands_for_everything_below_it_only_if_asked(home: Path, census: Census) -> None:
    async with visit("explore") as here:
        await here.press("f")
        await choose_values(here, "Available capacities", "Wikimedia Tools")
        tools = capacity(here, "Wikimedia Tools")
        assert shown_count(here) == census.count(holds("skills_available", {tools}))
        await here.choose("Count sub-capacities too")
        assert "yes" in here.marked
        family = census.family(tools)
        assert len(family) > 10
        expected = census.count(holds("skills_available", family))
        assert shown_count(here) == expected > census.count(holds("skills_available", {tools}))


@pytest.mark.parametrize(
    ("role", "field"),
    [("Learner", "skills_wanted"), ("Sharer", "skills_available"), ("Proficient", "skills_known")],
)
async def test_a_role_is_a_list_with_something_in_it(role: str, field: str, home: Path, census: Census) -> None:
    async with visit("explore") as here:
        await here.press("f")
        await choose_values(here, "Exchange with", role)
        assert shown_count(here) == census.count(filled(field))
        await choose_values(here, "Capacities", "Lua")
        assert shown_count(here) == census.count(holds(field, {capacity(here, "Lua")}))


async def test_a_region_holds_its_countries(home: Path, census: Census) -> None:
    async with visit("explore") as here:
        await here.press("f")
        await choose_values(here, "Territories", "Sub-Saharan")
        region = census.countries("Sub-Saharan Africa")
        assert len(region) > 10
        assert shown_count(here) == census.count(holds("territory", region))
        await choose_values(here, "Territories", "Sub-Saharan", "Brazil")
        assert shown_count(here) == census.count(holds("territory", {census.territory("Brazil")})) > 0


async def test_a_language_is_asked_for_at_a_least_level(home: Path, census: Census) -> None:
    async with visit("explore") as here:
        await here.press("f")
        await here.choose("Languages")
        await here.type("Spanish")
        await here.press("enter")
        spanish = here.core.names.resolve(Kind.LANGUAGE, "Spanish")
        assert "Spanish" in here.text
        counts = []
        await here.press("down")
        for level in ("1", "2", "3", "4", "5", "n"):
            await here.press("right")
            assert "at least" in here.marked
            expected = census.count(speaks(spanish, level))
            assert str(expected) in here.status, (level, here.status)
            counts.append(expected)
        assert counts == sorted(counts, reverse=True)
        assert len(set(counts)) > 3
        await here.press("right")
        assert "at least" not in here.marked
        await here.press("escape")
        assert shown_count(here) == census.count(speaks(spanish))


async def test_affiliation_and_projects_are_chosen_by_typing(home: Path, census: Census) -> None:
    async with visit("explore") as here:
        await here.press("f")
        await choose_values(here, "Wikimedia projects", "Wikisource")
        project = here.core.names.resolve(Kind.PROJECT, "Wikisource")
        assert shown_count(here) == census.count(holds("wikimedia_project", {project})) > 0
        await here.press("c")
        busiest = max(
            {number for person in census.people for number in person["affiliation"]},
            key=lambda number: census.count(holds("affiliation", {number})),
        )
        await choose_values(here, "Affiliation", here.core.names.affiliation(busiest))
        assert shown_count(here) == census.count(holds("affiliation", {busiest})) > 1


async def test_values_of_a_facet_are_alternatives_and_facets_narrow_each_other(home: Path, census: Census) -> None:
    async with visit("explore") as here:
        await here.press("f")
        await choose_values(here, "Available capacities", "Lua", "OpenRefine")
        either = holds("skills_available", {capacity(here, "Lua"), capacity(here, "OpenRefine")})
        assert shown_count(here) == census.count(either)
        assert "Lua or OpenRefine" in here.text
        await choose_values(here, "Languages", "English")
        english = speaks(here.core.names.resolve(Kind.LANGUAGE, "English"))
        assert shown_count(here) == census.count(either, english) < census.count(either)
        await choose_values(here, "Exchange with", "Learner")
        assert shown_count(here) == census.count(either, english, filled("skills_wanted"))
        await here.press("escape", "slash")
        await here.type("a")
        called = [p for p in census.people if either(p) and english(p) and p["skills_wanted"] and has_a_capacity(p)]
        assert 0 < shown_count(here) <= len(called)
        for words in ("offers Lua or OpenRefine", "English", "Learner", "name holds a"):
            assert words in here.text, words


def _counts_on_screen(here: Visit) -> dict[str, int]:
    found = {}
    for row in here.rows[3:-2]:
        if match := _COUNTED.match(row[2:]):
            found[match.group(1).strip()] = _number(match.group(3))
    return found


@pytest.mark.parametrize(
    ("facet", "typed"),
    [
        ("Capacities", "wiki"),
        ("Available capacities", ""),
        ("Territories", "asia"),
        ("Languages", "an"),
        ("Exchange with", ""),
    ],
)
async def test_every_live_count_is_what_one_would_get(facet: str, typed: str, home: Path, census: Census) -> None:
    async with visit("explore", size=(100, 50)) as here:
        await here.press("f")
        await choose_values(here, "Wanted capacities", "Photo contest")
        photo = holds("skills_wanted", {capacity(here, "Photo contest")})
        await here.press("home")
        await here.choose(facet)
        await here.type(typed)
        counts = _counts_on_screen(here)
        assert len(counts) >= 3
        for name, count in counts.items():
            assert count == census.count(photo, _condition(here, census, facet, name)), name
        assert any(counts.values())


def _condition(here: Visit, census: Census, facet: str, name: str) -> Callable[[Profile], bool]:
    names = here.core.names
    if facet == "Exchange with":
        return filled({"Learner": "skills_wanted", "Sharer": "skills_available", "Proficient": "skills_known"}[name])
    if facet == "Territories":
        return holds("territory", census.countries(name))
    if facet == "Languages":
        return speaks(names.resolve(Kind.LANGUAGE, name))
    number = {names.resolve(Kind.CAPACITY, name)}
    return lists_any(number) if facet == "Capacities" else holds("skills_available", number)


async def test_a_filter_without_anybody_names_the_one_to_drop(home: Path, census: Census) -> None:
    async with visit("explore") as here:
        await here.press("f")
        await choose_values(here, "Available capacities", "Lua")
        await choose_values(here, "Territories", "Antarctica")
        assert shown_count(here) == 0
        await here.press("escape")
        lua = census.count(holds("skills_available", {capacity(here, "Lua")}))
        assert f"Nobody matches. Without the filter Territories there would be {lua} people." in here.flowing


async def test_clear_all_and_choose_none(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("f")
        await choose_values(here, "Available capacities", "Lua", "OpenRefine")
        await choose_values(here, "Languages", "English")
        await here.press("home")
        await here.choose("Available capacities")
        await here.press("down", "delete")
        assert "yes" not in _first_words(here)
        await here.press("escape")
        assert "Lua" not in here.text
        assert "English" in here.text
        await here.press("c")
        assert "English" not in here.text
        assert "224 people" in here.flowing
        await here.press("escape")
        assert "Everyone who lists a capacity" in here.text


def _first_words(here: Visit) -> set[str]:
    return {word for row in here.rows[3:-2] for word in row.split("  ")}


async def test_a_filter_is_kept_under_a_name_and_used_again(home: Path, census: Census) -> None:
    async with visit("explore") as here:
        await here.press("f")
        await choose_values(here, "Available capacities", "Lua")
        expected = shown_count(here)
        await here.press("s")
        await here.type("Lua teachers")
        assert here.focused_row.strip().endswith("Lua teachers")
        await here.press("enter")
        assert "Lua teachers" in here.status
        await here.press("c")
    async with visit("explore") as here:
        assert "Everyone who lists a capacity" in here.text
        await here.press("f", "l")
        assert "Lua teachers" in here.marked
        await here.press("enter")
        assert "Lua teachers" in here.status
        assert str(expected) in here.status
        await here.press("escape")
        assert "offers Lua" in here.rows[2]
        assert shown_count(here) == expected == census.count(holds("skills_available", {capacity(here, "Lua")}))


async def test_without_kept_filters_it_says_so(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("f", "l")
        assert here.title.startswith("Explore: filters")
        assert here.status == "No filter has been kept yet."


async def test_a_filter_without_a_name_is_not_kept(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("f", "s", "enter")
        assert here.core.explore.named_filters() == {}
        await here.press("s", "escape")
        assert here.title.startswith("Explore: filters")


async def test_a_letter_typed_in_the_list_goes_to_the_field(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("f")
        await here.choose("Territories")
        await here.press("down", "down", "b", "r", "a")
        assert here.focused_row.strip() == "Type to find bra"
        assert "Brazil" in here.text


@pytest.mark.parametrize("preset", ["default", "vi", "emacs"])
@pytest.mark.parametrize("letter", ["d", "g", "j", "k", "G"])
async def test_a_letter_that_does_something_elsewhere_goes_to_the_field_too(
    letter: str, preset: str, home: Path
) -> None:
    async with visit("explore", keymap=preset) as here:
        await here.press("f")
        await here.choose("Languages")
        await here.press("down", "down", letter)
        assert here.focused_row.strip() == f"Type to find {letter}"


async def test_nothing_found_in_a_chooser_says_what_to_do(home: Path) -> None:
    async with visit("explore") as here:
        await here.press("f")
        await here.choose("Territories")
        await here.type("zzzz")
        assert "Nothing matches. Type less, or something else." in here.flowing
        await here.press("enter")
        assert here.title.startswith("Filter: Territories")


def test_every_profile_without_capacities_is_left_out_of_the_counts(census: Census) -> None:
    left_out: list[Profile] = [person for person in census.people if not has_a_capacity(person)]
    assert len(left_out) == 16
