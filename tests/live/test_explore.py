"""Explore on the command line against what the service's own data implies, facet by facet."""

from __future__ import annotations

import pytest

from tests.live.conftest import Run
from tests.live.truth import LISTS, Truth, common_and_rare

pytestmark = pytest.mark.live


def test_everybody_with_a_capacity_and_on_demand_everybody(run: Run, truth: Truth) -> None:
    assert run("explore", "--json").ids == truth.who(lambda person: True)
    assert run("explore", "--incomplete", "--json").ids == sorted(truth.people)


@pytest.mark.parametrize("name", LISTS)
def test_capacities(run: Run, truth: Truth, name: str) -> None:
    values = common_and_rare(truth.holders(LISTS[name]))
    for capacity in values:
        expected = truth.in_list(name, [capacity])
        assert run("explore", f"--{name}", str(capacity), "--json").ids == expected
        asked = {row["id"] for row in truth.pages("/users/", **{LISTS[name]: capacity})}
        assert sorted(asked) == expected, "the service's own filter"
    one, other = values[0], values[-1]
    either = run("explore", f"--{name}", str(one), f"--{name}", str(other), "--json")
    assert either.ids == truth.in_list(name, [one, other])
    # By the item of Wikidata that the service names, too.
    item = truth.capacities[one]["skill_wikidata_item"]
    if item:
        assert run("explore", f"--{name}", item, "--json").ids == truth.in_list(name, [one])


def test_sub_capacities(run: Run, truth: Truth) -> None:
    roots = [number for number, row in truth.capacities.items() if not row["skill_type"]]
    for root in roots[:3]:
        found = run("explore", "--available", str(root), "--with-children", "--json")
        assert found.ids == truth.in_list("available", truth.family(root))


@pytest.mark.parametrize("role", ["learner", "sharer", "proficient"])
def test_roles(run: Run, truth: Truth, role: str) -> None:
    assert run("explore", "--role", role, "--json").ids == truth.in_role(role)


def test_regions_hold_their_countries_and_nobody_twice(run: Run, truth: Truth) -> None:
    regions = [number for number in truth.territories if len(truth.within(number)) > 1]
    assert regions, "a service without regions proves nothing"
    for region in regions:
        places = truth.within(region)
        expected = truth.who(lambda person, places=places: places & set(person["territory"]))  # type: ignore[misc]
        assert run("explore", "--territory", str(region), "--json").ids == expected
        rows = truth.pages("/users/", territory=region)
        asked = {row["id"] for row in rows if truth.has_capacity(row)}
        assert sorted(asked) == expected, "the service's own filter, each once"


def test_countries_affiliations_and_projects(run: Run, truth: Truth) -> None:
    for flag, field in (("territory", "territory"), ("affiliation", "affiliation"), ("project", "wikimedia_project")):
        for value in common_and_rare(truth.holders(field)):
            wanted = truth.within(value) if flag == "territory" else {value}
            expected = truth.who(lambda p, f=field, w=wanted: w & set(p[f]))  # type: ignore[misc]
            assert run("explore", f"--{flag}", str(value), "--json").ids == expected, (flag, value)


def test_languages_at_a_level_or_better(run: Run, truth: Truth) -> None:
    for language in common_and_rare(truth.holders("language"), 1):
        for level in ("", "1", "3", "n"):
            asked = f"{language}:{level}" if level else str(language)
            assert run("explore", "--language", asked, "--json").ids == truth.speakers(language, level), asked


def test_facets_narrow_each_other(run: Run, truth: Truth) -> None:
    capacity = common_and_rare(truth.holders("skills_available"))[0]
    language = common_and_rare(truth.holders("language"))[0]
    place = common_and_rare(truth.holders("territory"))[0]
    both = set(truth.in_list("available", [capacity])) & set(truth.speakers(language, "3"))
    asked = ["--available", str(capacity), "--language", f"{language}:3"]
    assert run("explore", *asked, "--json").ids == sorted(both)
    here = {n for n, person in truth.people.items() if truth.within(place) & set(person["territory"])}
    learners = set(truth.in_role("learner"))
    found = run("explore", *asked, "--territory", str(place), "--role", "learner", "--json")
    assert found.ids == sorted(both & here & learners)


def test_names_are_searched_without_case(run: Run, truth: Truth) -> None:
    plain = [
        person["user"]["username"]
        for person in truth.people.values()
        if truth.has_capacity(person) and person["user"]["username"].isascii() and person["user"]["username"].isalnum()
    ]
    for name in plain[:3]:
        part = name[1:6].lower()
        expected = truth.who(
            lambda person, part=part: any(  # type: ignore[misc]
                part in text.lower()
                for text in (person["user"]["username"], person["display_name"], person["wiki_alt"])
            )
        )
        found = run("explore", part.upper(), "--json").ids
        # Letters with marks are folded as well, so there may be more; none may be missing.
        assert set(expected) <= set(found)


def test_without_the_mirror_the_answer_is_the_same(run: Run, truth: Truth) -> None:
    capacity = common_and_rare(truth.holders("skills_available"))[0]
    found = run("explore", "--available", str(capacity), "--no-cache", "--json")
    assert found.ids == truth.in_list("available", [capacity])


def test_newest_first(run: Run, truth: Truth) -> None:
    found = [row["id"] for row in run("explore", "--json").json]
    changes = [truth.people[number]["last_update"] for number in found]
    assert changes == sorted(changes, reverse=True)


def test_a_value_there_is_none_of_is_refused(run: Run) -> None:
    outcome = run("explore", "--available", "no such capacity at all")
    assert (outcome.code, outcome.out) == (2, "")
