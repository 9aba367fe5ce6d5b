"""``badges``: the list in every format, shown and hidden by name, refused by rule, saved in part."""

from __future__ import annotations

import csv
import io

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.errors import TimedOut
from tests.cli.command_line import CommandLine, EmbeddedService

FEW = ("--people", "30")


def shown(cli: CommandLine) -> list[str]:
    return [each["name"] for each in cli.demo("badges", "--json").json if each["is_earned"] and each["is_displayed"]]


def test_the_list_says_state_progress_and_what_each_asks_for(cli: CommandLine) -> None:
    outcome = cli.demo("badges", *FEW)
    assert outcome.code == 0, outcome.err
    assert "\nPolyglot\nearned, 100 of 100 %; on your profile\nLists four languages or more.\nPicture: " in outcome.out
    assert "\nBookmark\nnot earned yet, 80 of 100 %; on your profile once it is earned\n" in outcome.out
    assert outcome.lines[0] == "Bug spotter"


def test_json_has_the_services_names_and_values(cli: CommandLine) -> None:
    rows = cli.demo("badges", *FEW, "--json").json
    assert len(rows) == 10
    polyglot = next(row for row in rows if row["name"] == "Polyglot")
    assert polyglot == {
        "id": 4,
        "name": "Polyglot",
        "description": "Lists four languages or more.",
        "type": "internal",
        "picture": "https://commons.wikimedia.org/wiki/File:CapX_demo_badge_Polyglot.svg",
        "user_badge": 4,
        "progress": 100,
        "is_earned": True,
        "is_displayed": True,
    }
    assert len(cli.demo("badges", "--json", "--limit", "3").json) == 3


def test_tables_have_words_or_values(cli: CommandLine) -> None:
    words = cli.demo("badges", *FEW, "--markdown").out
    assert "| Badge | State | Profile | What it asks for |" in words
    assert "| Polyglot | earned, 100 of 100 % | on your profile | Lists four languages or more. |" in words
    rows = list(csv.DictReader(io.StringIO(cli.demo("badges", "--csv").out)))
    assert next(row for row in rows if row["name"] == "Bookmark")["progress"] == "80"


def test_badges_are_shown_and_hidden_by_name_and_number(cli: CommandLine) -> None:
    cli.demo("whoami", *FEW)
    before = shown(cli)
    outcome = cli.demo("badges", "hide", "polyglot", "first steps")
    assert outcome.code == 0, outcome.err
    assert outcome.err == "Saved. 4 badges are on your profile now.\n"
    assert shown(cli) == [name for name in before if name not in ("Polyglot", "First steps")]
    assert cli.demo("badges", "show", "4", "--json").code == 0
    # A name of several words needs no quotes.
    assert cli.demo("badges", "show", "First", "steps").code == 0
    assert shown(cli) == before


def test_what_is_so_already_is_not_sent(cli: CommandLine) -> None:
    cli.demo("whoami", *FEW)
    service = cli.transport = EmbeddedService()
    outcome = cli.demo("badges", "show", "Polyglot")
    assert (outcome.code, outcome.err) == (0, "Nothing has changed: it was so before.\n")
    assert not [asked for asked in service.asked if asked.startswith("/user_badge/") and "?" not in asked]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lend"], "“capx-tui badges” has no “lend”. It has: show, hide."),
        (["show"], "“badges show” needs to know which one: write its name behind it."),
        (["hide"], "“badges hide” needs to know which one: write its name behind it."),
        (["show", "Bookmark"], "“Bookmark” is not earned yet (80 of 100 %); only badges that are earned are shown or"),
        (["show", "Mentor", "of", "the", "season"], "“Mentor of the season” is not earned yet (0 of 100 %)"),
        (["hide", "Poliglot"], "There is no badge “Poliglot”. The nearest: Polyglot."),
        (["hide", "Polyglot", "Poliglot"], "There is no badge “Poliglot”. The nearest: Polyglot."),
    ],
)
def test_what_a_rule_refuses_is_wrong_use_and_nothing_is_sent(cli: CommandLine, words: list[str], said: str) -> None:
    outcome = cli.demo("badges", *words, *FEW)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


def test_a_part_that_fails_is_told_exactly(cli: CommandLine) -> None:
    cli.demo("whoami", *FEW)

    def lose(request: Request) -> Response | None:
        if request.method == "PUT" and request.url.endswith("/4/"):
            raise TimedOut(host=request.host)
        return None

    cli.transport = EmbeddedService(lose)
    outcome = cli.demo("badges", "hide", "First steps", "Polyglot", "Gatherer")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == (
        "Not every badge was saved. Saved: First steps. Not saved: Polyglot (embedded.capx.invalid did not answer in "
        "time.) Not sent: Gatherer. Saving again sends only what is missing.\n"
    )
    cli.transport = None
    assert "First steps" not in shown(cli)
    assert "Polyglot" in shown(cli)


def test_signed_out_there_are_none(cli: CommandLine) -> None:
    cli.demo("logout", *FEW)
    outcome = cli.demo("badges")
    assert (outcome.code, outcome.out) == (3, "")
    assert "signed in" in outcome.err
