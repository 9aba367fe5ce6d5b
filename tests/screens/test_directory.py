"""The capacity directory: seven roots, opened and closed by keys, searched, explained, and a way to its people."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from capx_tui.i18n import load
from capx_tui.model.naming import Kind
from tests.screens.census import Census, has_a_capacity
from tests.screens.visits import FILLED, Visit, visit
from tests.screens.wire import Wire, service_down

ROOTS = (
    "Communication",
    "Community Health",
    "Learning & Evaluation",
    "Organisational Skills",
    "Social Skills",
    "Strategic Management Process",
    "Technical Skills",
)


def tree_rows(here: Visit) -> list[str]:
    """The rows of the tree, without marker."""
    return [row[2:] for row in here.rows_in("#tree")]


async def test_the_seven_roots_are_there_closed(home: Path) -> None:
    async with visit("directory") as here:
        rows = tree_rows(here)
        assert len(rows) == 7
        for row, root in zip(rows, ROOTS, strict=True):
            assert row.startswith(f"+ {root}, closed, ")
        assert here.status.startswith("134 capacities.")
        assert here.status.endswith("compared with the service 7 minutes ago")


async def test_right_opens_and_goes_in_and_left_goes_out_and_closes(home: Path) -> None:
    async with visit("directory") as here:
        await here.down_to("Learning & Evaluation")
        await here.press("right")
        assert here.marked.startswith("- Learning & Evaluation, open, 6 below")
        assert len(tree_rows(here)) == 7 + 6
        await here.press("right")
        assert here.marked.startswith("      ")
        await here.down_to("Wikimedia Tools")
        await here.press("right", "right")
        assert here.marked.startswith(" " * 10)
        await here.press("left")
        assert "Wikimedia Tools, open" in here.marked
        await here.press("left")
        assert "Wikimedia Tools, closed" in here.marked
        await here.press("left", "left")
        assert here.marked.startswith("+ Learning & Evaluation, closed")
        assert len(tree_rows(here)) == 7


async def test_enter_opens_a_branch_and_informs_about_a_leaf(home: Path) -> None:
    async with visit("directory") as here:
        await here.press("enter")
        assert "Communication, open" in here.marked
        await here.press("down", "enter")
        assert "Administrative Communication" in here.marked
        assert "Writing the letters, minutes, notices and agendas" in here.flowing


async def test_all_capacities_are_reached_from_the_roots(home: Path, census: Census) -> None:
    async with visit("directory", size=(80, 200)) as here:
        before = ""
        while here.marked != before:
            before = here.marked
            if ", closed," in before:
                await here.press("right")
                before = here.marked
            await here.press("down")
        assert len(tree_rows(here)) == len(census.capacities) == 134


@pytest.mark.parametrize("root", ROOTS)
async def test_the_counts_are_those_of_the_people(root: str, home: Path, census: Census) -> None:
    async with visit("directory", size=(100, 40)) as here:
        await here.down_to(root)
        number = here.core.names.resolve(Kind.CAPACITY, root)
        people = [person for person in census.people if has_a_capacity(person)]
        offer, want, know = (
            Counter(each for person in people for each in person[field])[number]
            for field in ("skills_available", "skills_wanted", "skills_known")
        )
        assert here.marked.endswith(f"offer {offer}, want {want}, know {know}")


async def test_a_search_keeps_the_path_to_what_it_finds(home: Path) -> None:
    async with visit("directory") as here:
        await here.press("slash")
        await here.type("lua")
        rows = tree_rows(here)
        at = next(y for y, row in enumerate(rows) if row.strip().startswith("Lua"))
        assert rows[at - 1].strip().startswith("- Wikimedia Tools, open")
        assert rows[at - 2].startswith("- Learning & Evaluation, open")
        assert "capacities found" in here.status
        await here.press("escape")
        await here.down_to("Lua ")
        assert here.title.startswith("Capacity directory")


async def test_a_search_finds_descriptions_too_and_ignores_case_and_accents(home: Path) -> None:
    async with visit("directory") as here:
        await here.press("slash")
        await here.type("minutes, notices")
        assert "Administrative Communication" in here.text
        assert len(tree_rows(here)) == 2
        await here.press("ctrl+u")
        await here.type("WIKIDÁTA QUERY")
        assert "Wikidata Query Service" in here.text


async def test_a_search_without_a_find_says_so(home: Path) -> None:
    async with visit("directory") as here:
        await here.press("slash")
        await here.type("zzzz")
        assert tree_rows(here)
        assert "zzzz" in here.rows[3]
        assert not any(root in here.text for root in ROOTS)
        assert here.status == "No capacity holds zzzz in its name or description. s suggests it as a new one."


async def test_the_initial_view_comes_back_in_one_key(home: Path) -> None:
    async with visit("directory") as here:
        before = here.rows[1:-1]
        await here.press("right", "down", "right", "slash")
        await here.type("lua")
        await here.press("escape", "r")
        assert here.rows[1:-1] == before
        assert here.status.startswith("Initial view: every branch is closed.")
        await here.press("slash")
        assert here.focused_row.strip() == "Search"


async def test_the_information_follows_the_marker(home: Path) -> None:
    async with visit("directory", size=(80, 45)) as here:
        await here.press("i")
        for label in ("Description", "Source", "Place", "Colour", "People", "Metabase item", "Wikidata item"):
            assert any(row[2:].startswith(label) for row in here.rows), label
        assert "Metabase, in English" in here.text
        assert "https://metabase.wikibase.cloud/wiki/Item:" in here.text
        assert "Passing on ideas, news and feelings" in here.text
        await here.press("down")
        assert "Passing on ideas" not in here.text
        await here.press("i")
        assert "Metabase item" not in here.text
        assert "hidden" in here.status


async def test_tab_goes_into_the_information_and_enter_follows_an_address(home: Path) -> None:
    async with visit("directory", size=(80, 30)) as here:
        await here.press("i", "tab")
        assert here.focused_row.startswith("> Communication")
        for _ in range(14):
            if "Wikidata item" in here.focused_row:
                break
            await here.press("down")
        await here.press("enter")
        assert here.title.startswith("Wikidata item")
        assert re.search(r"https://www\.wikidata\.org/wiki/Q\d+", here.text)
        await here.press("escape")
        assert here.title.startswith("Capacity directory")


@pytest.mark.parametrize(("language", "own", "english"), [("fr", "français", "anglais"), ("tr", "Türkçe", "İngilizce")])
async def test_what_is_missing_falls_back_and_says_that_a_translation_is_needed(
    language: str, own: str, english: str, home: Path
) -> None:
    async with visit("directory", language=language, size=(100, 40)) as here:
        # The mirror was filled in English: names in another language are fetched although it is fresh.
        assert any("/_wikimedia/metabase/query" in asked for asked in here.wire.asked)
        directory = here.core.directory
        number = next(each for each in directory.tree.capacities if directory.information(each).description_is_fallback)
        directory.reveal(number)
        await here.press("f2", "f3", "i")
        say = load(language).text
        assert say("capacity-source-metabase", english) in here.text
        assert say("directory-translation-needed", own).partition(":")[0].strip() in here.text
        assert say("directory-fallback", own).partition(". ")[0] in here.flowing
        await here.press("t")
        name = next(term.text for term in directory.tree.capacities[number].labels if term.language == "en")
        assert here.title.startswith(f"{name} ({language})")


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "français"), ("tr", "Türkçe"), ("pt-br", "português"), ("es", "español")]
)
async def test_names_and_descriptions_come_in_the_persons_language(language: str, word: str, home: Path) -> None:
    async with visit("directory", language=language, size=(100, 40)) as here:
        tree = here.core.directory.tree
        told = [number for number in tree.capacities if not here.core.directory.information(number).needs_translation]
        assert len(told) > 50
        await here.press("i")
        known = here.core.directory.information(tree.roots[0])
        if not known.description_is_fallback:
            assert load(language).text("capacity-source-metabase", word) in here.text
        assert any(known.name in row for row in tree_rows(here))


@pytest.mark.parametrize(
    ("key", "field", "words"),
    [("o", "skills_available", "offers"), ("w", "skills_wanted", "wants"), ("k", "skills_known", "knows")],
)
async def test_one_key_leads_to_its_people(key: str, field: str, words: str, home: Path, census: Census) -> None:
    async with visit("directory") as here:
        number = here.core.names.resolve(Kind.CAPACITY, "Lua")
        here.core.directory.reveal(number)
        await here.press("f2", "f3")
        assert "Lua" in here.marked
        await here.press(key)
        assert here.title.startswith("Explore")
        assert here.rows[2].strip() == f"{words} Lua"
        expected = census.count(lambda person: number in person[field])
        assert here.status.startswith(f"{expected} people of 240.")


async def test_a_filter_that_stood_in_explore_is_named_when_another_takes_its_place(home: Path) -> None:
    async with visit("directory") as here:
        lua = here.core.names.resolve(Kind.CAPACITY, "Lua")
        here.core.directory.reveal(lua)
        await here.press("f2", "f3", "o")
        assert "took the place" not in here.flowing, "there was none"
        await here.press("escape", "o")
        assert "took the place" not in here.flowing, "it is the same"
        await here.press("escape", "w")
        assert "This took the place of your filter in Explore: offers Lua." in here.flowing
        await here.press("down")
        assert here.rows[2].strip() == "wants Lua"


async def test_a_link_to_a_capacity_opens_the_tree_there(home: Path) -> None:
    async with visit(address="https://capx.toolforge.org/capacity?capacityId=12") as here:
        assert here.title.startswith("Capacity directory")
        assert here.core.names.capacity(12) in here.marked


async def test_with_the_service_down_the_directory_tells_its_age(home: Path) -> None:
    def down(wire: Wire) -> Wire:
        wire.fail(service_down)
        return wire

    async with visit("directory", now=FILLED + timedelta(hours=5), transport=down) as here:
        assert len(tree_rows(here)) == 7
        assert "Not refreshed; this is from 5 hours ago. F6 tries again. 134 capacities." in here.flowing
        here.wire.mend()
        await here.press("f6")
        assert here.status.endswith("compared with the service just now")


async def test_without_any_names_the_numbers_stand_there_and_it_is_said(new_home: Path) -> None:
    def without_names(wire: Wire) -> Wire:
        wire.fail(service_down, where="/query/sparql")
        return wire

    async with visit("directory", transport=without_names) as here:
        await here.press("f2", "f3")
        assert "Capacity 10" in here.text
        assert "Names could not be fetched from Metabase, Wikidata" in here.flowing


async def test_the_country_of_a_locale_makes_no_other_language_of_it(home: Path) -> None:
    async with visit("directory", language="tr-tr", size=(100, 40)) as here:
        assert here.core.language == "tr"
        assert here.core.directory.names_elsewhere == 0
        assert "[Türkçe]" not in here.text


async def test_names_in_another_language_are_counted_once_and_each_says_so(home: Path) -> None:
    async with visit("directory", language="es", size=(100, 40)) as here:
        assert here.core.directory.names_elsewhere == 6
        assert load("es").text("directory-names-elsewhere", 6) in here.flowing
        here.core.directory.reveal(41)
        await here.press("f2", "f3")
        assert here.marked.strip().startswith("Datagraphic [inglés]")
