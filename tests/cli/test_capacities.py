"""``capacities`` and ``capacities show``."""

from __future__ import annotations

import csv
import re

from capx_tui.model.themes import THEMES
from tests.cli.command_line import CommandLine, NoNetwork


def test_json_lists_the_whole_tree_with_counts(warm: CommandLine) -> None:
    network = warm.transport = NoNetwork()
    found = warm.demo("capacities", "--json").json
    assert network.asked == []
    assert len(found) == 134
    keys = ("id", "qid", "name", "description", "parent", "level", "known", "available", "wanted")
    assert {tuple(capacity) for capacity in found} == {keys}
    by_id = {capacity["id"]: capacity for capacity in found}
    assert sum(capacity["parent"] is None for capacity in found) == 7
    for capacity in found:
        above = by_id[capacity["parent"]]["level"] if capacity["parent"] else 0
        assert capacity["level"] == above + 1
    people = warm.demo("explore", "--json", "--incomplete").json
    for capacity in found:
        for count, field in (("known", "skills_known"), ("available", "skills_available"), ("wanted", "skills_wanted")):
            assert capacity[count] == sum(capacity["id"] in person[field] for person in people)


def test_the_tree_is_numbered_and_not_drawn(warm: CommandLine) -> None:
    lines = warm.demo("capacities").lines
    assert len(lines) == 134
    numbers = [line.partition(" ")[0] for line in lines]
    assert len(set(numbers)) == 134
    for number in numbers:
        parent = number.rpartition(".")[0]
        assert not parent or parent in numbers[: numbers.index(number)]
    assert all(re.match(r"[\d.]+ [^:]+: known by \d+, offered by \d+, wanted by \d+$", line) for line in lines)


def test_a_search_finds_names_and_descriptions_with_where_they_stand(warm: CommandLine) -> None:
    outcome = warm.demo("capacities", "lua")
    assert outcome.lines[0].startswith("Lua, in ")
    assert warm.demo("capacities", "lua", "--json").json[0]["name"] == "Lua"
    nothing = warm.demo("capacities", "zzzzq")
    assert (nothing.code, nothing.out) == (0, "")
    assert nothing.err == "No capacity has this in its name or description.\n"


def test_a_search_in_the_tree_keeps_the_path(warm: CommandLine) -> None:
    lines = warm.demo("capacities", "lua", "--view", "tree").lines
    assert any(line.startswith("1 ") for line in lines)
    assert any(re.match(r"\d+\.\d+\.\d+ Lua:", line) for line in lines)


def test_cards_have_a_paragraph_for_each_of_the_seven(warm: CommandLine) -> None:
    paragraphs = warm.demo("capacities", "--view", "cards").out.split("\n\n")
    assert len(paragraphs) == 7
    assert any("; holds " in paragraph for paragraph in paragraphs)


def test_themes_are_three_lists_of_ten(warm: CommandLine) -> None:
    paragraphs = [each.splitlines() for each in warm.demo("capacities", "--view", "themes").out.split("\n\n")]
    assert [each[0] for each in paragraphs] == ["Linguistic Equity", "Knowledge gaps", "Open education"]
    assert {len(each) for each in paragraphs} == {11}
    listed = [capacity["id"] for capacity in warm.demo("capacities", "--view", "themes", "--json").json]
    assert listed == [number for theme in THEMES for number in theme.capacities]


def test_an_unknown_view_is_refused(warm: CommandLine) -> None:
    assert warm.demo("capacities", "--view", "hexagons").code == 2


def test_tables(warm: CommandLine) -> None:
    rows = list(csv.DictReader(warm.demo("capacities", "--csv").lines))
    assert len(rows) == 134
    assert rows[0]["known"].isdigit()
    assert warm.demo("capacities", "--markdown", "--limit", "2").lines[1].endswith("| ---: | ---: | ---: | ---: |")
    limited = warm.demo("capacities", "--wikitext", "--limit", "2")
    assert limited.lines[-1] == "|}"
    assert limited.err == "2 of 134 capacities.\n"


def test_one_capacity_tells_its_source_and_addresses(warm: CommandLine) -> None:
    lines = warm.demo("capacities", "show", "lua").lines
    assert lines[0] == "Lua"
    assert "Source of the description: Metabase" in lines
    assert any(line.startswith("Metabase item: https://metabase.wikibase.cloud/wiki/Item:Q") for line in lines)
    assert any(line.startswith("Wikidata item: https://www.wikidata.org/wiki/Q") for line in lines)
    assert not any("Translation needed" in line for line in lines)
    capacity = warm.demo("capacities", "show", "Lua", "--json").json
    assert (capacity["name"], capacity["name_language"], capacity["translation_needed"]) == ("Lua", "en", False)
    assert capacity["path"][-1] == "Lua"
    assert len(capacity["path"]) == capacity["level"]


def test_a_root_says_that_it_is_one(warm: CommandLine) -> None:
    lines = warm.demo("capacities", "show", "Communication").lines
    assert "Belongs to: nothing, it is one of the main capacities." in lines
    assert any(line.startswith("Holds: ") for line in lines)


def test_a_missing_translation_is_said(cli: CommandLine) -> None:
    cli.demo("sync", "--people", "30")
    lines = cli.demo("capacities", "show", "Lua", "--lang", "cy").lines
    assert "Translation needed: not everything is there in “cy”, so another language stands in." in lines
    assert "Language of the description: en" in lines
    assert cli.demo("capacities", "show", "Lua", "--lang", "cy", "--json").json["translation_needed"] is True


def test_show_needs_to_know_which(warm: CommandLine) -> None:
    assert warm.demo("capacities", "show").code == 2
    outcome = warm.demo("capacities", "show", "Luna")
    assert outcome.code == 2
    assert "Lua" in outcome.err
