"""``matches``: ranked, explained, only what is new; and Explore's order by match."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from capx_tui.api.wire import Request, Response
from capx_tui.errors import NoRoute
from tests.cli.command_line import CommandLine, EmbeddedService

FEW = ("--people", "60")


def test_mutual_exchange_comes_first_and_every_reason_is_told(cli: CommandLine) -> None:
    rows = cli.demo("matches", *FEW, "--json").json
    assert len(rows) > 5
    kinds = [(not row["mutual"], -row["score"]) for row in rows]
    assert kinds == sorted(kinds)
    people = {person["id"]: person for person in cli.demo("explore", "--incomplete", "--json").json}
    me = next(person for person in people.values() if person["username"] == "Papatya Defteri")
    exchanged = set()
    for person in people.values():
        offers = set(person["skills_available"]) & set(me["skills_wanted"])
        wants = set(person["skills_wanted"]) & set(me["skills_available"])
        if person["id"] != me["id"] and (offers or wants):
            exchanged.add(person["id"])
    assert {row["id"] for row in rows} == exchanged
    for row in rows:
        for reason in row["reasons"]:
            assert len(reason["ids"]) == len(reason["names"]) > 0
            if reason["kind"] == "offers":
                assert set(reason["ids"]) == set(people[row["id"]]["skills_available"]) & set(me["skills_wanted"])
                assert reason["of"] == len(me["skills_wanted"])


def test_the_text_is_good_to_hear(cli: CommandLine) -> None:
    outcome = cli.demo("matches", *FEW, "--limit", "1")
    name, sum_, offers, wants, *_, address = outcome.lines
    assert name == "Ceibo Lectora"
    assert sum_ == "Mutual exchange, 19 points"
    assert offers == "Offers 2 of your 5 wanted: Lua, Wikidata Query Service"
    assert wants.startswith("Wants 3 of your 5 available: ")
    assert address == "Address: https://capx.toolforge.org/profile/Ceibo_Lectora"
    assert outcome.err.endswith(" matches; mutual: 8.\n")


def test_only_mutual_ones(cli: CommandLine) -> None:
    everybody = cli.demo("matches", *FEW, "--json").json
    mutual = cli.demo("matches", "--mutual", "--json").json
    assert mutual == [row for row in everybody if row["mutual"]] != []


def test_since_last_tells_everything_once(cli: CommandLine) -> None:
    everybody = [row["id"] for row in cli.demo("matches", *FEW, "--json").json]
    first = cli.demo("matches", "--since-last", "--limit", "2", "--json")
    assert [row["id"] for row in first.json] == everybody[:2]
    assert first.err == "2 matches are new.\n"
    assert [row["id"] for row in cli.demo("matches", "--since-last", "--json").json] == everybody[2:]
    again = cli.demo("matches", "--since-last")
    assert (again.code, again.out, again.err) == (0, "", "0 matches are new.\n")


def test_since_last_goes_by_what_was_told_and_not_by_the_clock(cli: CommandLine) -> None:
    everybody = [row["id"] for row in cli.demo("matches", *FEW, "--json").json]
    told = []
    for days in (3652, -3652, 0):
        cli.later = timedelta(days=days)
        told += [row["id"] for row in cli.demo("matches", "--since-last", "--limit", "2", "--json").json]
    assert told == everybody[:6]


def test_what_was_fetched_by_a_clock_that_was_ahead_is_compared_again(cli: CommandLine) -> None:
    cli.later = timedelta(days=3652)
    assert cli.demo("matches", *FEW).code == 0
    cli.later = timedelta(0)
    service = cli.transport = EmbeddedService()
    assert cli.demo("matches").code == 0
    assert service.asked
    service.asked.clear()
    service.instead = _away
    cli.later = timedelta(days=-3652)
    outcome = cli.demo("explore", "--limit", "1")
    assert (outcome.code, "it was last compared with the service at a time to come, 20" in outcome.err) == (0, True)


def _away(_request: Request) -> Response:
    raise NoRoute


def test_tables(cli: CommandLine) -> None:
    rows = list(csv.DictReader(io.StringIO(cli.demo("matches", *FEW, "--csv", "--limit", "3").out)))
    assert rows[0]["username"] == "Ceibo Lectora"
    assert rows[0]["reasons"].startswith("Offers 2 of your 5 wanted: Lua, Wikidata Query Service; Wants 3")
    words = cli.demo("matches", "--wikitext", "--limit", "1").out
    assert '! scope="col" | Points\n' in words
    assert "\n| yes\n" in words


def test_signed_out_it_says_so(cli: CommandLine) -> None:
    cli.environ["CAPX_TUI_SERVICE"] = "https://capx.example"
    outcome = cli("matches")
    assert outcome.code == 3
    assert outcome.out == ""


def test_without_the_service_the_copy_of_ones_profile_stands_in(cli: CommandLine) -> None:
    cli.demo("logout", *FEW)
    # A sign-in that is kept says whose it is without the service.
    assert cli.demo("login", "--browser").code == 0
    before = cli.demo("matches", "--json").json

    def silent(_request: Request) -> Response | None:
        raise NoRoute(host="embedded.capx.invalid")

    cli.transport = EmbeddedService(instead=silent)
    outcome = cli.demo("matches", "--json")
    assert outcome.code == 0, outcome.err
    assert outcome.json == before
    assert "Your profile as it was last fetched stands in." in outcome.err


def test_a_profile_with_nothing_to_exchange_is_told_what_to_do(cli: CommandLine) -> None:
    def nothing(request: Request, response: Response) -> Response:
        if "/profile/" not in request.url:
            return response
        body = response.body.replace(b'"skills_wanted":', b'"skills_wanted_once":').replace(
            b'"skills_available":', b'"skills_available_once":'
        )
        return Response(response.status, response.headers, body)

    cli.transport = EmbeddedService(turned=nothing)
    outcome = cli.demo("matches", *FEW)
    assert outcome.code == 2
    assert outcome.err.startswith("Your profile has no wanted and no available capacities: there is nothing to match.")


def test_explore_orders_by_match(cli: CommandLine) -> None:
    matches = [row["id"] for row in cli.demo("matches", *FEW, "--json").json]
    everybody = [row["id"] for row in cli.demo("explore", "--sort", "match", "--json").json]
    assert everybody[: len(matches)] == matches
    assert len(everybody) > len(matches)
