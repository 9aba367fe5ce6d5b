"""``orgs``: every filter narrows as the data says, in every format."""

from __future__ import annotations

import csv
import io

import pytest

from tests.cli.command_line import CommandLine


def test_all_of_them_in_words(warm: CommandLine) -> None:
    outcome = warm.demo("orgs", "--limit", "1")
    assert outcome.code == 0
    assert outcome.lines[0] == "Art+Feminism"
    assert outcome.lines[1] == "Role: Sharer, Learner, Proficient"
    assert outcome.lines[-1] == "Address: https://capx.toolforge.org/organization_profile/40"
    assert outcome.err == "1 of 50 organizations.\n"


@pytest.mark.parametrize("flag", ["known", "available", "wanted"])
def test_a_capacity_narrows_to_those_who_list_it(warm: CommandLine, flag: str) -> None:
    everything = warm.demo("orgs", "--json").json
    name = next(name for row in everything for name in row[f"{flag}_capacities_names"])
    found = warm.demo("orgs", f"--{flag}", name, "--json").json
    assert found == [row for row in everything if name in row[f"{flag}_capacities_names"]] != []


def test_roles_territories_and_text_narrow_together(warm: CommandLine) -> None:
    everything = warm.demo("orgs", "--json").json
    found = warm.demo("orgs", "wiki", "--role", "learner", "--territory", "Brazil", "--json").json
    assert found == [
        row
        for row in everything
        if row["wanted_capacities"]
        and "Brazil" in row["territory_names"]
        and any("wiki" in each["name"].casefold() for each in row["names"])
    ]
    assert [row["display_name"] for row in found] != []


def test_a_region_holds_its_countries(warm: CommandLine) -> None:
    brazil = {row["id"] for row in warm.demo("orgs", "--territory", "Brazil", "--json").json}
    region = {row["id"] for row in warm.demo("orgs", "--territory", "Latin America & Caribbean", "--json").json}
    assert brazil < region


def test_tables_and_json_hold_the_services_names(warm: CommandLine) -> None:
    rows = list(csv.DictReader(io.StringIO(warm.demo("orgs", "--csv").out)))
    assert len(rows) == 50
    assert {"id", "name", "acronym", "territory_names", "known_capacities_names"} < rows[0].keys()
    assert "projects_details" not in warm.demo("orgs", "--json", "--limit", "1").json[0]


def test_nothing_found_says_what_to_drop(warm: CommandLine) -> None:
    outcome = warm.demo("orgs", "nobody is called so", "--role", "learner")
    assert (outcome.code, outcome.out) == (0, "")
    assert "Nothing matches.\nWithout the filter Name there would be " in outcome.err


def test_a_name_that_is_none_lists_the_nearest(warm: CommandLine) -> None:
    outcome = warm.demo("orgs", "--known", "Luaa")
    assert outcome.code == 2
    assert "Lua" in outcome.err
    assert warm.demo("orgs", "--role", "teacher").code == 2
