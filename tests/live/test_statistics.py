"""Statistics on the command line against a brute-force count of what the service itself sends."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from capx_tui.secret import Secret
from capx_tui.store.statistics import View
from tests.live.conftest import Run
from tests.live.sitting import Sitting
from tests.live.truth import LISTS, Truth, common_and_rare
from tests.screens.visits import Visit

pytestmark = pytest.mark.live


def _inside(truth: Truth, region: int) -> set[int]:
    """A region and everything below it, by asking until nothing new is found."""
    found = {region}
    while below := {n for n, row in truth.territories.items() if found & set(row["parent_territory"])} - found:
        found |= below
    return found


def _here(truth: Truth, region: int) -> list[dict[str, Any]]:
    inside = _inside(truth, region)
    return [person for person in truth.people.values() if inside & set(person["territory"])]


def _speak(people: Iterable[dict[str, Any]], language: int) -> int:
    spoken = ({each["id"] for each in p["language"] if str(each["proficiency"]) != "0"} for p in people)
    return sum(language in each for each in spoken)


def test_people_by_region_are_counted_once_and_as_the_service_counts(run: Run, truth: Truth) -> None:
    own = truth.get("/statistics/")["territory_user_counts"]
    rows = run("stats", "--json").json
    regions = {number for number, row in truth.territories.items() if not row["parent_territory"]}
    assert {row["id"] for row in rows} == regions
    placed = sum(bool(person["territory"]) for person in truth.people.values())
    for row in rows:
        count = len(_here(truth, row["id"]))
        assert (row["people"], row["service"]) == (count, own[str(row["id"])])
        assert row["people"] == row["service"], "the service adds countries to their regions, too"
        assert row["share"] == round(count / placed, 4)
        assert row["countries"] == len(_inside(truth, row["id"])) - 1
        assert row["region"] == truth.territories[row["id"]]["territory_name"]


def test_speakers_by_region_beside_the_services_raw_figures(run: Run, truth: Truth) -> None:
    raw = truth.get("/statistics/languages-by-territory/")
    for language in common_and_rare(truth.holders("language"), 1):
        for row in run("stats", "--language", str(language), "--json").json:
            assert row["speakers"] == _speak(_here(truth, row["id"]), language)
            assert row["service"] == raw.get(str(row["id"]), {}).get(str(language), 0)
    for row in run("stats", "--by", "languages", "--json").json:
        here = _here(truth, row["id"])
        spoken = {each["id"] for p in here for each in p["language"] if str(each["proficiency"]) != "0"}
        assert row["count"] == len(spoken)


def test_capacities_by_region_beside_the_services_raw_figures(run: Run, truth: Truth) -> None:
    raw = truth.get("/statistics/capacities-by-territory/")
    for capacity in common_and_rare(truth.holders("skills_available"), 1):
        for which, field in LISTS.items():
            for row in run("stats", "--capacity", str(capacity), "--list", which, "--json").json:
                assert row["count"] == sum(capacity in p[field] for p in _here(truth, row["id"]))
                assert row["service"] == raw.get(str(row["id"]), {}).get(str(capacity), {}).get(which, 0)
        for row in run("stats", "--capacity", str(capacity), "--json").json:
            here = _here(truth, row["id"])
            assert row["count"] == sum(any(capacity in p[f] for f in LISTS.values()) for p in here)
            assert row["service"] is None


def test_supply_and_demand(run: Run, truth: Truth) -> None:
    rows = run("stats", "gaps", "--json").json
    assert {row["id"] for row in rows} == set(truth.capacities)
    codes = {row["code"]: _here(truth, row["id"]) for row in run("stats", "--json").json}
    for row in rows:
        for place, here in {"": list(truth.people.values()), **{f"{code}_": h for code, h in codes.items()}}.items():
            assert row[f"{place}offered"] == sum(row["id"] in p["skills_available"] for p in here)
            assert row[f"{place}wanted"] == sum(row["id"] in p["skills_wanted"] for p in here)
    assert [row["gap"] for row in rows] == sorted((row["wanted"] - row["offered"] for row in rows), reverse=True)


def test_lists(run: Run, truth: Truth) -> None:
    people = list(truth.people.values())
    own = truth.get("/statistics/")
    languages = {row["id"]: row for row in run("stats", "languages", "--json").json}
    for language in {each["id"] for person in people for each in person["language"]}:
        assert (languages[language]["speakers"] if language in languages else 0) == _speak(people, language)
    for number, row in languages.items():
        assert row["service"] == own["language_user_counts"][str(number)]
    for row in run("stats", "roots", "--json").json:
        family = truth.family(row["id"])
        for key, field in (("learners", "wanted"), ("sharers", "available"), ("proficient", "known")):
            count = sum(bool(family & set(person[LISTS[field]])) for person in people)
            assert row[key] == count == own[f"skill_{field}_user_counts"][str(row["id"])]
    whole = run("stats", "headline", "--json").json
    assert {key: own[key] for key in whole if key != "fetched_at"} == {k: v for k, v in whole.items() if k in own}
    for row in run("stats", "territories", "--json").json:
        places = _inside(truth, row["id"]) if row["code"] else {row["id"]}
        assert row["people"] == sum(bool(places & set(person["territory"])) for person in people)


def test_the_screen_shows_the_same_and_each_number_leads_to_as_many_people(
    tmp_path: Path, service: str, token: Secret, truth: Truth
) -> None:
    async def work(here: Visit) -> int:
        rows = here.rows_in("#table")[1:]
        names = {row["territory_name"]: number for number, row in truth.territories.items()}
        for row in rows:
            name, _, numbers = row[2:].partition("  ")
            assert int(numbers.split()[0]) == len(_here(truth, names[name.strip()]))
        await here.press("right", "enter")
        first = rows[0][2:].partition("  ")[0].strip()
        assert f"{len(_here(truth, names[first]))} people of {len(truth.people)}" in here.flowing
        checked = 0
        for view in View:
            here.core.statistics.ask(view=view)
            sheet = here.core.statistics.sheet()
            assert sheet is not None
            for found in sheet.rows[:10]:
                for value, lead in zip(found.values, found.leads, strict=False):
                    if lead is not None and isinstance(value, int):
                        here.core.explore.set_filter(lead)
                        assert here.core.explore.state.count == value, found.said
                        checked += 1
        await here.settle()
        return checked

    assert Sitting(tmp_path, service, token)("statistics", work, size=(100, 30)) > 50
