"""The forms of an event and of a project: limits, times in UTC and by the clock on the wall."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from capx_tui.model.event_form import EventChoices, event_spec, local_words, typed_time, wire_time, with_usual_end
from capx_tui.model.form import Form
from capx_tui.model.form_check import leave, problems_of
from capx_tui.model.form_fields import Paragraph
from capx_tui.model.form_options import Option, Options
from capx_tui.model.form_words import label_words, problem_words, reason_words
from capx_tui.model.project_form import project_spec

CAPACITIES = Options([Option(74, "Lua")])
CHOICES = EventChoices(CAPACITIES, Options([Option(7, "Wikimedia Türkiye"), Option(8, "Wikimedia Brasil")]))
EVENT: dict[str, Any] = {
    "url": "https://meta.wikimedia.org/wiki/Event:Lua",
    "name": "Lua evening",
    "organization": 7,
    "time_begin": "2026-12-01 17:00",
    "time_end": "2026-12-01 19:00",
    "type_of_location": "hybrid",
    "openstreetmap_id": "https://www.openstreetmap.org/node/12",
    "description": "Come.\nBring a laptop.",
    "related_skills": (74,),
    "image_url": "https://learn.wiki/asset-v1:x.png",
    "wikidata_qid": "Q42",
}
PROJECT: dict[str, Any] = {
    "display_name": "Quiet readers",
    "url": "https://meta.wikimedia.org/wiki/Quiet",
    "profile_image": "https://commons.wikimedia.org/wiki/File:Quiet.jpg",
    "description": "Reading.",
    "related_skills": (74,),
}
PAGE = "https://commons.wikimedia.org/wiki/File:"


def event(**changes: Any) -> Form:
    return Form.begin(event_spec(CHOICES, is_new=False), EVENT).edit_many(changes)


def words(form: Form, field: str) -> list[str]:
    return [problem_words(problem) for problem in problems_of(form).get(field, ())]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("url", "no", "“no” is not a web address, such as https://example.org/page."),
        ("url", "https://example.org/" + "x" * 493, "One character too many; the limit is 512."),
        ("name", "", "This must be filled in."),
        ("name", "x" * 129, "One character too many; the limit is 128."),
        ("organization", None, "This must be filled in."),
        ("time_begin", "", "This must be filled in."),
        ("time_begin", "tomorrow", "“tomorrow” is not a day and a time, such as 2026-06-10 15:30."),
        ("time_end", "2026-12-01 16:59", "It ends before it begins (2026-12-01 17:00)."),
        ("time_end", "2026-13-01 16:59", "“2026-13-01 16:59” is not a day and a time, such as 2026-06-10 15:30."),
        ("type_of_location", None, "This must be filled in."),
        (
            "image_url",
            "https://example.org/a.png",
            (
                "“https://example.org/a.png” is neither a file at Wikimedia Commons, such as"
                " https://commons.wikimedia.org/wiki/File:Example.jpg, nor a picture of WikiLearn."
            ),
        ),
        ("image_url", PAGE + "x" * 473, "One character too many; the limit is 512."),
        ("wikidata_qid", "42", "“42” is not the number of a Wikidata item, such as Q42."),
        ("wikidata_qid", "Q1234567890", "One character too many; the limit is 10."),
        (
            "openstreetmap_id",
            "https://maps.example/1",
            (
                "“https://maps.example/1” is not a place at OpenStreetMap, such as"
                " https://www.openstreetmap.org/node/12345."
            ),
        ),
    ],
)
def test_a_broken_limit_of_an_event_is_said_beside_its_field(field: str, value: Any, said: str) -> None:
    form = event(**{field: value})
    assert words(form, field) == [said]
    assert set(problems_of(form)) == {field}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("display_name", "", "This must be filled in."),
        ("display_name", "x" * 256, "One character too many; the limit is 255."),
        ("url", "https://example.org/" + "x" * 493, "One character too many; the limit is 512."),
        (
            "profile_image",
            "https://example.org/x.jpg",
            (
                "“https://example.org/x.jpg” is not the page of a file at Wikimedia Commons, such as"
                " https://commons.wikimedia.org/wiki/File:Example.svg."
            ),
        ),
    ],
)
def test_a_broken_limit_of_a_project_is_said_beside_its_field(field: str, value: Any, said: str) -> None:
    form = Form.begin(project_spec(CAPACITIES, is_new=True), PROJECT).edit(field, value)
    assert words(form, field) == [said]


@pytest.mark.parametrize(
    ("field", "typed", "becomes"),
    [
        ("wikidata_qid", "https://www.wikidata.org/wiki/Q42", "Q42"),
        ("wikidata_qid", "q42", "Q42"),
        ("openstreetmap_id", "openstreetmap.org/way/7#map=19/1/2", "https://www.openstreetmap.org/way/7"),
        ("openstreetmap_id", "Node/7", "https://www.openstreetmap.org/node/7"),
        ("image_url", "File:Night.jpg", f"{PAGE}Night.jpg"),
    ],
)
def test_what_is_pasted_is_put_right(field: str, typed: str, becomes: str) -> None:
    form = leave(event(**{field: typed}), field)
    assert form[field] == becomes
    assert words(form, field) == []


def test_what_is_right_is_left_alone() -> None:
    form = event()
    for field in form.spec.valued:
        form = leave(form, field.id)
    assert problems_of(form) == {}
    assert form.changed == ()


def test_an_event_without_an_end_is_given_two_hours_and_one_with_an_end_keeps_it() -> None:
    assert with_usual_end(event(time_end="", time_begin="2026-12-31 23:00"))["time_end"] == "2027-01-01 01:00"
    assert with_usual_end(event(time_begin="2026-12-01 18:00"))["time_end"] == "2026-12-01 19:00"
    assert with_usual_end(event(time_begin="soon", time_end=""))["time_end"] == ""
    assert with_usual_end(event(time_begin="9999-12-31 23:00", time_end=""))["time_end"] == ""
    assert with_usual_end(event(time_begin="2038-01-19 03:14", time_end=""))["time_end"] == "2038-01-19 05:14"


def test_begin_and_end_are_told_by_the_clock_on_the_wall() -> None:
    zone = timezone(timedelta(hours=3), "TRT")
    assert local_words(EVENT, zone) == (
        "By your clock it begins at 2026-12-01 20:00 TRT and ends at 2026-12-01 22:00 TRT."
    )
    assert local_words({**EVENT, "time_end": ""}, zone) == "By your clock it begins at 2026-12-01 20:00 TRT."
    assert local_words({}, zone) == "Once a begin in UTC is typed, it is told here by your own clock."
    # Nobody's calendar goes on there.
    assert local_words({"time_begin": "9999-12-31 23:00"}, zone) == ("By your clock it begins at 9999-12-31 23:00 UTC.")


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        ("2026-10-25 00:30", "2026-10-25 01:30", "2026-10-25 02:30 CEST and ends at 2026-10-25 02:30 CET."),
        ("2026-03-29 00:30", "2026-03-29 01:30", "2026-03-29 01:30 CET and ends at 2026-03-29 03:30 CEST."),
        ("2039-07-01 12:00", "2039-07-01 13:00", "2039-07-01 14:00 CEST and ends at 2039-07-01 15:00 CEST."),
    ],
    ids=["the hour that comes twice", "the hour that is left out", "past what 32 bits hold"],
)
def test_a_clock_that_goes_over_to_summer_and_back_is_told_with_its_zone(begin: str, end: str, said: str) -> None:
    told = local_words({"time_begin": begin, "time_end": end}, ZoneInfo("Europe/Berlin"))
    assert told == f"By your clock it begins at {said}"


def test_the_clock_on_the_wall_is_a_row_of_the_form() -> None:
    spec = event_spec(CHOICES, is_new=True, local="By your clock.")
    row = spec.by_id["local"]
    assert isinstance(row, Paragraph)
    assert label_words(row) == "By your clock."
    assert spec.creates
    assert "delete" not in spec.by_id
    assert "delete" in event().spec.by_id


def test_who_manages_one_organization_has_nothing_to_choose() -> None:
    spec = event_spec(EventChoices(CAPACITIES, Options([Option(7, "Wikimedia Türkiye")])), is_new=True)
    form = Form.begin(spec, {"organization": 7})
    assert not form.can_change("organization")
    assert reason_words(form, "organization") == "you manage no other"


@pytest.mark.parametrize(
    ("typed", "sent"),
    [("2026-12-01 17:00", "2026-12-01T17:00:00Z"), ("2026-2-1 7:05", "2026-02-01T07:05:00Z"), ("", None), ("x", None)],
)
def test_times_go_over_the_wire_in_utc(typed: str, sent: str | None) -> None:
    assert wire_time(typed) == sent


def test_times_of_the_service_are_shown_in_utc() -> None:
    assert typed_time("2026-12-01T17:00:30+03:00") == "2026-12-01 14:00"
    assert typed_time(None) == ""
    assert typed_time("nonsense") == ""
