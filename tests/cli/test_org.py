"""``org show``: the profile as text and data, names found, parts that fail."""

from __future__ import annotations

import pytest

from capx_tui.api.wire import Request, Response
from tests.cli.command_line import CommandLine, EmbeddedService


def test_the_profile_has_every_section_a_fact_a_line(warm: CommandLine) -> None:
    outcome = warm.demo("org", "show", "1")
    assert outcome.code == 0
    first, *facts = outcome.lines
    assert first == "Wikimedia Armenia"
    labels = list(dict.fromkeys(fact.partition(":")[0] for fact in facts))
    assert labels == [
        "Available", "Wanted", "Known", "Names", "Acronym", "Kind of organization", "Territories", "Report", "Logo",
        "Project", "Main events", "Event", "News", "Documents", "Page on Meta-Wiki", "Web site", "E-mail", "Mastodon",
        "Own wiki", "Managers", "Address", "Last change", "Number",
    ]  # fmt: skip
    assert "Kind of organization: Chapter" in facts
    assert "Project: Open drawers https://meta.wikimedia.org/wiki/Wikimedia_Armenia/Open_drawers" in facts


@pytest.mark.parametrize("called", ["1", "Wikimedia Armenia", "wikimedia arménie", "Wikimedia Ermenistan", "AM"])
def test_an_organization_is_called_by_number_name_in_any_language_or_acronym(warm: CommandLine, called: str) -> None:
    assert warm.demo("org", "show", *called.split(), "--json").json["id"] == 1


def test_json_has_the_services_fields_names_and_parts(warm: CommandLine) -> None:
    found = warm.demo("org", "show", "1", "--json").json
    assert found["display_name"] == "Wikimedia Armenia"
    assert len(found["available_capacities"]) == len(found["available_capacities_names"]) == 5
    assert [each["name"] for each in found["projects_details"]] == ["Open drawers", "A calmer talk page"]
    published = [each["published"] for each in found["news"]]
    assert published == sorted(published, reverse=True)
    assert found["managers_names"] == ["Ծիրան 1966"]


@pytest.mark.parametrize("flag", ["--csv", "--markdown", "--wikitext"])
def test_an_organization_as_one_row(warm: CommandLine, flag: str) -> None:
    outcome = warm.demo("org", "show", "1", flag)
    assert outcome.code == 0
    assert "Wikimedia Armenia" in outcome.out


def test_a_part_that_fails_is_said_and_null_in_json(warm: CommandLine) -> None:
    def no_news(request: Request) -> Response | None:
        return Response(503, {"content-type": "text/plain"}, b"") if "/tags/" in request.url else None

    warm.transport = EmbeddedService(instead=no_news)
    assert warm.demo("org", "show", "1", "--json").json["news"] is None
    news = next(line for line in warm.demo("org", "show", "1").lines if line.startswith("News: "))
    assert news.startswith("News: not all could be fetched: ")


def test_wrong_names_and_verbs_list_the_nearest(warm: CommandLine) -> None:
    outcome = warm.demo("org", "show", "Wikimedia Armenai")
    assert (outcome.code, outcome.out) == (2, "")
    assert "Wikimedia Armenia" in outcome.err
    outcome = warm.demo("org", "shwo", "1")
    assert (outcome.code, outcome.err) == (2, "“capx-tui org” has no “shwo”. It has: show.\n")
    assert warm.demo("org", "show").code == 2


def test_an_address_of_an_organization_is_told_as_text(warm: CommandLine) -> None:
    outcome = warm.demo("open", "https://capx.toolforge.org/organization_profile/1", "--plain")
    assert (outcome.code, outcome.lines[0]) == (0, "Wikimedia Armenia")
