"""``events``: upcoming unless said otherwise, filtered, and as a calendar."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from tests.cli.command_line import CommandLine


def _ended(row: dict[str, str]) -> bool:
    moment = row["time_end"] or row["time_begin"]
    return bool(moment) and datetime.fromisoformat(moment) < datetime.now(UTC)


def test_upcoming_past_and_all(warm: CommandLine) -> None:
    upcoming = warm.demo("events", "--json").json
    past = warm.demo("events", "--past", "--json").json
    everything = warm.demo("events", "--all", "--json").json
    assert upcoming
    assert past
    assert not any(map(_ended, upcoming))
    assert all(map(_ended, past))
    assert {row["id"] for row in everything} == {row["id"] for row in (*upcoming, *past)}
    begins = [row["time_begin"] for row in upcoming if row["time_begin"]]
    assert begins == sorted(begins)
    assert [row["time_begin"] for row in past] == sorted((row["time_begin"] for row in past), reverse=True)


def test_filters_narrow_as_the_data_says(warm: CommandLine) -> None:
    everything = warm.demo("events", "--all", "--json").json
    skill = next(name for row in everything for name in row["related_skills_names"])
    for flags, field, value in (
        (("--capacity", skill), "related_skills_names", skill),
        (("--format", "hybrid"), "type_of_location", "hybrid"),
        (("--org", str(everything[0]["organization"])), "organization", everything[0]["organization"]),
    ):
        found = warm.demo("events", "--all", *flags, "--json").json
        kept = [
            row for row in everything if row[field] == value or (isinstance(row[field], list) and value in row[field])
        ]
        assert found == kept != []
    day = everything[len(everything) // 2]["time_begin"][:10]
    for row in warm.demo("events", "--to", day, "--json").json:
        assert row["time_begin"][:10] <= day
    assert warm.demo("events", "photo", "--all", "--json").json


def test_in_words_with_both_times(warm: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    # Where local time is UTC, it is not said twice.
    assert not any(line.startswith("In UTC: ") for line in warm.demo("events", "--limit", "1").lines)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    outcome = warm.demo("events", "--limit", "1")
    assert outcome.lines[1].startswith("When: ")
    assert outcome.lines[2].startswith("In UTC: ")
    assert outcome.lines[-1].startswith("Number: ")
    assert outcome.err.endswith(" events.\n")
    headings = warm.demo("events", "--limit", "1", "--markdown").lines[0].split(" | ")
    assert len(set(headings)) == len(headings)


def test_a_calendar(warm: CommandLine) -> None:
    count = len(warm.demo("events", "--json").json)
    outcome = warm.demo("events", "--ics")
    assert outcome.out.startswith("BEGIN:VCALENDAR\r\n")
    assert outcome.out.count("BEGIN:VEVENT\r\n") == count
    assert "UID:capx-event-" in outcome.out
    nothing = warm.demo("events", "no event is called so", "--ics")
    assert nothing.code == 2
    assert "None of these events has a date" in nothing.err


@pytest.mark.parametrize("days", [("--from", "0001-01-01"), ("--to", "9999-12-31")])
def test_either_end_of_the_calendar_is_a_day(warm: CommandLine, days: tuple[str, str]) -> None:
    outcome = warm.demo("events", *days, "--json")
    assert outcome.code == 0, outcome.err
    dated = [event for event in warm.demo("events", "--all", "--json").json if event["time_begin"]]
    assert outcome.json == dated


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "tomorrow"], "--from takes a day such as 2026-06-01, not “tomorrow”."),
        (["--format", "onsite"], "virtual, in_person, hybrid"),
        (["--all", "--past"], "--all"),
        (["--ics", "--json"], "--ics"),
    ],
)
def test_what_cannot_be_is_refused(warm: CommandLine, words: list[str], said: str) -> None:
    outcome = warm.demo("events", *words)
    assert outcome.code == 2
    assert said in outcome.err
