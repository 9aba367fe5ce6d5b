"""``stats``: numbers held against a plain count of the people, every format, every refusal, without a network."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any

import pytest

from capx_tui.model.regions import NORTH_TO_SOUTH
from tests.cli.command_line import CommandLine, NoNetwork

Raw = dict[str, Any]


@pytest.fixture
def people(warm: CommandLine) -> list[Raw]:
    found: list[Raw] = warm.demo("explore", "--json", "--incomplete").json
    return found


@pytest.fixture
def places(warm: CommandLine) -> dict[str, set[int]]:
    """Region code → the ids of the region and all its countries, from the list of territories."""
    rows = warm.demo("stats", "territories", "--json").json
    codes = {row["territory"]: row["code"] for row in rows if row["code"]}
    found = {row["code"]: {row["id"]} for row in rows if row["code"]}
    for row in rows:
        if not row["code"]:
            for region in row["part_of"].split("; "):
                found[codes[region]].add(row["id"])
    return found


def test_people_by_region_each_once_from_north_to_south_without_a_network(
    warm: CommandLine, people: list[Raw], places: dict[str, set[int]]
) -> None:
    network = warm.transport = NoNetwork()
    rows = warm.demo("stats", "--json").json
    assert network.asked == []
    assert [tuple(row) for row in rows] == [("region", "code", "people", "share", "countries", "service", "id")] * 8
    assert [row["code"] for row in rows] == list(NORTH_TO_SOUTH)
    placed = sum(bool(person["territory"]) for person in people)
    for row in rows:
        count = sum(bool(places[row["code"]] & set(person["territory"])) for person in people)
        assert (row["people"], row["service"]) == (count, count)
        assert row["share"] == round(count / placed, 4)
    assert sum(row["people"] for row in rows) > placed, "somebody named two regions"
    south = warm.demo("stats", "--json", "--south-up").json
    assert south == list(reversed(rows))


def test_one_language_and_one_capacity_by_region(
    warm: CommandLine, people: list[Raw], places: dict[str, set[int]]
) -> None:
    for row in warm.demo("stats", "--language", "fr", "--json").json:
        here = [person for person in people if places[row["code"]] & set(person["territory"])]
        spoken = [[each["id"] for each in p["language"] if str(each["proficiency"]) != "0"] for p in here]
        assert row["speakers"] == sum(86 in each for each in spoken)
    for which in ("known", "available", "wanted", "all"):
        lists = ["known", "available", "wanted"] if which == "all" else [which]
        for row in warm.demo("stats", "--capacity", "Lua", "--list", which, "--json").json:
            here = [person for person in people if places[row["code"]] & set(person["territory"])]
            assert row["count"] == sum(any(134 in p[f"skills_{each}"] for each in lists) for p in here)
    for by, count in (("languages", 2), ("capacities", 2)):
        rows = warm.demo("stats", "--by", by, "--json").json
        assert all(row["count"] >= count for row in rows)


def test_gaps_come_first_and_narrow_by_region_category_and_words(
    warm: CommandLine, people: list[Raw], places: dict[str, set[int]]
) -> None:
    rows = warm.demo("stats", "gaps", "--json").json
    assert len(rows) == 134
    gaps = [row["gap"] for row in rows]
    assert gaps == sorted(gaps, reverse=True)
    for row in rows:
        number = row["id"]
        assert row["offered"] == sum(number in person["skills_available"] for person in people)
        assert row["wanted"] == sum(number in person["skills_wanted"] for person in people)
        assert row["gap"] == row["wanted"] - row["offered"]
        for code, inside in places.items():
            here = [person for person in people if inside & set(person["territory"])]
            assert row[f"{code}_offered"] == sum(number in person["skills_available"] for person in here)
    region = warm.demo("stats", "gaps", "--territory", "SSA", "--json").json
    assert all((row["offered"], row["wanted"]) == (row["SSA_offered"], row["SSA_wanted"]) for row in region)
    below = warm.demo("stats", "gaps", "--capacity", "Communication", "--json").json
    assert {row["root_name"] for row in below} == {"Communication"}
    assert [row["name"] for row in warm.demo("stats", "gaps", "photo", "contest", "--json").json] == ["Photo contest"]


def test_lists_and_the_services_own_numbers(warm: CommandLine, people: list[Raw]) -> None:
    speakers = [row["speakers"] for row in warm.demo("stats", "languages", "--json").json]
    assert speakers == sorted(speakers, reverse=True)
    assert speakers[-1] > 0
    roots = warm.demo("stats", "roots", "--json").json
    assert len(roots) == 7
    assert all(row["learners"] and row["sharers"] and row["proficient"] for row in roots)
    whole = warm.demo("stats", "headline", "--json").json
    assert whole["total_users"] == len(people)
    assert whole["users_with_territory"] == sum(bool(person["territory"]) for person in people)
    assert whole["fetched_at"]
    assert warm.demo("stats", "headline").lines[0].startswith("People: ")


def test_sentences_begin_with_the_name_and_tables_with_their_headings(warm: CommandLine) -> None:
    told = warm.demo("stats", "--limit", "2")
    assert len(told.lines) == 2
    assert told.lines[0].startswith("Northern & Western Europe: ")
    assert "percent" in told.lines[0]
    assert "Most people: " in told.err
    assert "The service itself says the same." in told.err
    rows = list(csv.reader(warm.demo("stats", "--csv").lines))
    assert rows[0] == ["region", "code", "people", "share", "countries", "service", "id"]
    assert len(rows) == 9
    assert warm.demo("stats", "--markdown").lines[0].startswith("| Region | Code | People | Share |")
    assert warm.demo("stats", "--wikitext").lines[0] == '{| class="wikitable sortable"'
    raw = warm.demo("stats", "--by", "languages")
    assert "; the service says " in raw.lines[0]
    assert "it counts those who named the region itself, and leaves out its countries" in raw.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["gap"], "“capx-tui stats” has no “gap”. It has: gaps."),
        (["--by", "cats"], "--by does not take “cats”. It takes: people, languages, capacities."),
        (["--list", "some"], "--list does not take “some”. It takes: known, available, wanted, all."),
        (["--by", "people", "--language", "fr"], "--by people and --language exclude each other."),
        (["--by", "languages", "--list", "known"], "--by languages and --list exclude each other."),
        (["--language", "fr", "--capacity", "Lua"], "--language and --capacity exclude each other."),
        (["roots", "--south-up"], "stats roots and --south-up exclude each other."),
        (["roots", "more"], "“more”"),
        (["gaps", "--territory", "Ghana"], "--territory does not take “Ghana”. It takes: Northern & Western Europe;"),
        (["--language", "Klingonese"], "“Klingonese”"),
    ],
)
def test_wrong_use_is_refused_in_words(warm: CommandLine, words: list[str], said: str) -> None:
    refused = warm.demo("stats", *words)
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err


def test_an_old_mirror_answers_offline_and_its_age_is_said(warm: CommandLine) -> None:
    warm.transport, warm.later = NoNetwork(), timedelta(hours=3)
    told = warm.demo("stats", "--json")
    assert told.code == 0
    assert len(told.json) == 8
    assert "it was last compared with the service 3 hours ago" in told.err
