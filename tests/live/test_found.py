"""Matches, organizations and events on the command line are those that a loop over the service's own JSON finds.

Whose matches: those of the account whose token is given; run it with several.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from capx_tui.model.event_list import When
from capx_tui.model.facets import Asked
from capx_tui.secret import Secret
from tests import by_hand
from tests.by_hand import Row
from tests.live.conftest import Run, run_program
from tests.live.inside import Inside
from tests.live.plain import Plain
from tests.live.truth import Truth

pytestmark = pytest.mark.live

_MIXES = 300


@pytest.fixture(scope="module")
def plain(service: str, token: Secret) -> Plain:
    return Plain(service, token)


@pytest.fixture(scope="module")
def territories(plain: Plain) -> list[Row]:
    return plain.rows("/territory/")


@pytest.fixture(scope="module")
def inside(filled: Path, service: str, token: Secret) -> Inside:
    return Inside(filled, service, token)


def _check_matches(printed: list[Row], me: Row, people: list[Row], territories: list[Row]) -> None:
    expected = by_hand.matches(me, people)
    assert sorted(row["id"] for row in printed) == sorted(expected)
    keys = [by_hand.match_key(me, expected[row["id"]], territories) for row in printed]
    assert keys == sorted(keys)
    assert [(not row["mutual"], -row["score"]) for row in printed] == [key[:2] for key in keys]
    for row in printed:
        other = expected[row["id"]]
        told = {reason["kind"]: set(reason["ids"]) for reason in row["reasons"]}
        assert told.get("offers", set()) == set(me["skills_wanted"]) & set(other["skills_available"])
        assert told.get("wants", set()) == set(me["skills_available"]) & set(other["skills_wanted"])


def test_my_matches_are_those_of_a_loop_over_everybody(
    run: Run, token: Secret, plain: Plain, territories: list[Row]
) -> None:
    people, me = plain.rows("/users/"), plain.profile()
    outcome = run("matches", "--json", token=token)
    if not me["skills_wanted"] and not me["skills_available"]:
        assert outcome.code == 2
        assert "nothing to match" in outcome.err.lower()
        return
    _check_matches(outcome.json, me, people, territories)
    mutual = [row["id"] for row in run("matches", "--mutual", "--json", token=token).json]
    assert mutual == [row["id"] for row in outcome.json if row["mutual"]]


def test_with_any_capacities_of_mine_the_matches_are_those_of_the_loop(
    writable: str, run: Run, token: Secret, plain: Plain, territories: list[Row]
) -> None:
    """The profile of the account takes on the capacities, languages and places of others, one after the other."""
    before, people = plain.profile(), plain.rows("/users/")
    others = [row for row in people if row["skills_wanted"] and row["skills_available"] and row["id"] != before["id"]]
    try:
        for other in others[:: max(1, len(others) // 6)][:6]:
            taken = ("skills_known", "skills_available", "skills_wanted", "language", "territory")
            plain.change(**{field: other[field] for field in taken})
            me = plain.profile()
            assert set(me["skills_wanted"]) == set(other["skills_wanted"])
            printed = run("matches", "--json", token=token).json
            assert printed, "nobody to check"
            _check_matches(printed, me, people, territories)
    finally:
        plain.put_back(before)


def test_every_filter_of_organizations_finds_what_their_data_says(
    inside: Inside, plain: Plain, territories: list[Row]
) -> None:
    rows = plain.rows("/organizations/")

    async def work(core: Any) -> None:
        await core.explore.refresh()
        core.organizations.show()

        def ask(asked: dict[str, Any]) -> list[int]:
            core.organizations.ask(_asked(asked))
            return [each.id for each in core.organizations.found]

        by_hand.check_organizations(rows, territories, ask, how_many=_MIXES)

    inside(work)


def test_every_filter_of_events_finds_what_their_data_says_in_the_order_of_time(
    inside: Inside, plain: Plain, territories: list[Row]
) -> None:
    rows = plain.rows("/events/")
    owners = {row["id"]: row for row in plain.rows("/organizations/")}

    async def work(core: Any) -> None:
        await core.explore.refresh()
        core.events.set_when(When.ALL)

        def ask(asked: dict[str, Any]) -> list[int]:
            core.events.ask(_asked(asked))
            return [each.id for each in core.events.found]

        order = by_hand.when(rows, "all", datetime.now(UTC))
        by_hand.check_events(rows, owners, territories, ask, order, how_many=_MIXES)

    inside(work)


def _asked(asked: dict[str, Any]) -> Asked:
    return Asked(text=asked.get("text", ""), chosen={name: asked[name] for name in asked if name != "text"})


@pytest.mark.parametrize(("flag", "facet"), [("--territory", "territories"), ("--role", "roles"), ("--known", "known")])
def test_the_line_for_organizations_narrows_as_their_data_says(
    run: Run, plain: Plain, territories: list[Row], flag: str, facet: str
) -> None:
    rows = plain.rows("/organizations/")
    values = {
        "territories": by_hand.choices(rows, "territory"),
        "roles": [*by_hand.LISTS],
        "known": by_hand.choices(rows, "known_capacities"),
    }[facet]
    for value in values[:3]:
        expected = by_hand.organizations(rows, territories, {facet: (value,)})
        assert run("orgs", flag, str(value), "--json").ids == sorted(expected)


def test_the_line_for_events_narrows_as_their_data_says(run: Run, plain: Plain, territories: list[Row]) -> None:
    rows = plain.rows("/events/")
    owners = {row["id"]: row for row in plain.rows("/organizations/")}
    for flag, which in (("--all", "all"), ("--past", "past"), ("", "upcoming")):
        found = [row["id"] for row in run("events", *filter(None, (flag,)), "--json").json]
        assert found == by_hand.when(rows, which, datetime.now(UTC))
    asked = {"formats": ("virtual", "hybrid"), "organizations": tuple(by_hand.choices(rows, "organization")[:2])}
    lines = [part for each in asked["formats"] for part in ("--format", each)]
    lines += [part for each in asked["organizations"] for part in ("--org", str(each))]
    expected = by_hand.events(rows, owners, territories, asked)
    assert run("events", "--all", *lines, "--json").ids == sorted(expected)
    first = datetime.fromisoformat(rows[0]["time_begin"]).date()
    days = {row["id"] for row in rows if by_hand.within(row, first, None)}
    assert run("events", "--from", first.isoformat(), "--json").ids == sorted(days)


# -- signed out -----------------------------------------------------------------------------------------------


def test_signed_out_organizations_are_read_and_found(service: str, filled: Path, truth: Truth) -> None:
    rows = truth.pages("/organizations/")
    listed = run_program(filled, service, "orgs", "--json")
    assert listed.ids == sorted(row["id"] for row in rows)
    for row in rows[:3]:
        told = run_program(filled, service, "org", "show", str(row["id"]), "--json").json
        assert told["id"] == row["id"]
        assert told["display_name"] == row["display_name"]
    kept = run_program(filled, service, "saved", "add", "--org", str(rows[0]["id"]))
    assert kept.code == 3
    assert "sign in" in kept.err.lower() or "signed in" in kept.err.lower()
