"""``open ADDRESS``, ``--open NAME`` and the full screen that cannot be shown."""

from __future__ import annotations

import pytest

from capx_tui.cli.commands.full_screen import screen_named
from capx_tui.errors import RuleError
from capx_tui.model import links
from capx_tui.model.actions import SCREENS
from tests.cli.command_line import CommandLine


def test_a_profiles_address_prints_the_profile(warm: CommandLine) -> None:
    for address in ("https://capx.toolforge.org/profile/Wanjiru_Kitabu", "/profile/Wanjiru%20Kitabu"):
        outcome = warm.demo("open", address, "--json")
        assert outcome.json["username"] == "Wanjiru Kitabu"


def test_the_feed_prints_people_and_may_name_a_capacity(warm: CommandLine) -> None:
    everybody = warm.demo("explore", "--json").json
    assert warm.demo("open", "capx.toolforge.org/feed", "--json").json == everybody
    capacity = warm.demo("capacities", "show", "Lua", "--json").json["id"]
    found = warm.demo("open", f"https://capx.toolforge.org/feed?capacityId={capacity}", "--json").json
    assert {person["id"] for person in found} == {
        person["id"]
        for person in everybody
        if capacity in person["skills_known"] + person["skills_available"] + person["skills_wanted"]
    }


def test_the_directory_prints_capacities(warm: CommandLine) -> None:
    assert len(warm.demo("open", "/capacity", "--csv").lines) == 135
    assert warm.demo("open", "/capacity?capacityId=134").lines[0] == "Lua"
    assert warm.demo("open", "/capacity?capacityId=99999").code == 2


def test_the_page_of_mentorship_prints_the_programmes(warm: CommandLine) -> None:
    printed = warm.demo("open", "https://capx.toolforge.org/mentorship", "--json").json
    assert len(printed) == 4
    assert printed == warm.demo("mentorship", "--json").json


def test_the_page_of_messages_prints_what_was_sent_or_whether_somebody_can_be_written_to(warm: CommandLine) -> None:
    printed = warm.demo("open", "https://capx.toolforge.org/message", "--json").json
    assert printed == warm.demo("message", "sent", "--json").json
    outcome = warm.demo("open", "https://capx.toolforge.org/message?username=Quiet_Sparrow")
    assert outcome.lines[:2] == ["Quiet Sparrow", "E-mail unavailable"]


def test_the_page_of_data_prints_the_regions(warm: CommandLine) -> None:
    printed = warm.demo("open", "https://capx.toolforge.org/data_analytics_dashboard", "--json").json
    assert printed == warm.demo("stats", "--json").json
    assert len(printed) == 8


def test_the_page_of_bug_reports_prints_one_s_own(warm: CommandLine) -> None:
    printed = warm.demo("open", "https://capx.toolforge.org/report_bug", "--json").json
    assert printed
    assert printed == warm.demo("report", "list", "--json").json


def test_other_pages_cannot_be_printed(warm: CommandLine) -> None:
    outcome = warm.demo("open", "https://capx.toolforge.org/events", "--json")
    assert (outcome.code, outcome.out) == (2, "")
    assert "https://capx.toolforge.org/events" in outcome.err


def test_every_page_has_a_screen() -> None:
    assert set(links._PAGES.values()) - {entry.id for entry in SCREENS} == set()


@pytest.mark.parametrize("address", ["https://evil.example/profile/Ana", "javascript:1", "/nowhere"])
def test_an_address_that_is_none_of_capx_is_refused(warm: CommandLine, address: str) -> None:
    outcome = warm.demo("open", address)
    assert (outcome.code, outcome.out) == (2, "")
    assert "[link-" not in outcome.err


@pytest.mark.parametrize("term", ["", "dumb"])
def test_a_terminal_that_can_show_nothing_gets_plain_lines_and_a_word_about_it(cli: CommandLine, term: str) -> None:
    cli.terminal = True
    cli.environ["TERM"] = term
    outcome = cli.demo()
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.lines[1] == "This terminal cannot show the full screen, so these are plain lines."


def test_no_terminal_at_all_likewise_and_nothing_is_said_where_plain_lines_are_asked_for(cli: CommandLine) -> None:
    assert "so these are plain lines." in cli.demo().out
    asked = cli.demo("--plain")
    assert (asked.code, asked.err) == (0, "")
    assert "so these are plain lines." not in asked.out


def test_screens_are_called_by_their_names() -> None:
    assert screen_named("Capacity directory") == "directory"
    assert screen_named("explore") == "explore"
    with pytest.raises(RuleError) as refused:
        screen_named("Explor")
    assert refused.value.params == ("Explor", "Explore")


def test_an_unknown_screen_is_refused_before_anything_opens(cli: CommandLine) -> None:
    cli.terminal = True
    outcome = cli.demo("--open", "Kitchen")
    assert outcome.code == 2
    assert "Home, Explore" in outcome.err
