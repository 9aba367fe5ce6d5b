"""``capx-tui translate`` over the embedded service: the list, one row, many, the account, and what each exit says."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from capx_tui.api.wire import Request, Response
from capx_tui.errors import TimedOut
from tests.cli.command_line import CommandLine, EmbeddedService, Outcome

FEW = ("--people", "40")
TO = ("--to", "tr", *FEW)
FOUNTAIN = {
    "qid": "Q900000130",
    "metabase_id": "Q80130",
    "lang": "tr",
    "label": "Fountain",
    "description": None,
    "fallback_label": "Fountain",
    "fallback_description": "Setting up and judging article contests with the tool that collects entries and jury"
    " marks.",
    "capacity": 130,
}
BOT = "No account connected: the project's bot makes the edits.\n"


def listed(cli: CommandLine, *flags: str) -> list[dict[str, Any]]:
    outcome = cli.demo("translate", "list", "--json", *flags, *TO)
    assert outcome.code == 0, outcome.err
    found: list[dict[str, Any]] = outcome.json
    return found


def answering(status: int, body: object = None, **headers: str) -> EmbeddedService:
    """The embedded service, whose answer to every translation is this."""

    def instead(request: Request) -> Response | None:
        if request.method != "POST" or not request.url.endswith("/translating/"):
            return None
        if not status:
            raise TimedOut(host=request.host)
        return Response(status, {"content-type": "application/json", **headers}, json.dumps(body).encode())

    return EmbeddedService(instead=instead)


def test_the_list_is_the_services_rows_missing_ones_first(cli: CommandLine) -> None:
    found = listed(cli)
    assert len(found) == 132
    assert [each["fallback_label"] for each in found[:4]] == [
        "Corporate Travel Management",
        "Datagraphic",
        "Experience Design",
        "Fountain",
    ]
    assert found[3] == FOUNTAIN
    assert listed(cli, "--missing") == found[:6]
    assert listed(cli, "Q80130") == [FOUNTAIN]
    assert listed(cli, "--limit", "2") == found[:2]
    assert cli.demo("translate", "--to", "Türkçe", *FEW).err == "Turkish (tr): 126 of 132 done, 6 left.\n"
    text = cli.demo("translate", "list", "fountain", *TO)
    assert text.lines[0] == "Fountain: description missing"
    assert text.lines[-1] == "capacity 130, Wikidata Q900000130, Metabase Q80130"
    rows = list(csv.DictReader(io.StringIO(cli.demo("translate", "list", "--csv", *TO).out)))
    assert rows[3]["qid"] == FOUNTAIN["qid"]
    assert "| Fountain | Fountain |" in cli.demo("translate", "list", "--markdown", *TO).out


def test_one_is_saved_by_any_of_its_names_and_answers_with_what_metabase_has(cli: CommandLine) -> None:
    outcome = cli.demo("translate", "set", "fountain", "--description", "Yarışma aracı", "--json", *TO)
    assert (outcome.code, outcome.err) == (0, f"{BOT}1 of 1 saved.\n")
    saved = {**FOUNTAIN, "description": "Yarışma aracı"}
    assert outcome.json == {**saved, "name": "fountain", "state": "saved", "reason": ""}
    for name in ("130", "Q900000130", "Q80130"):
        again = cli.demo("translate", "set", name, "--description", "Yarışma aracı", *TO)
        assert (again.code, again.out) == (0, f"{name}: is there already\n")
    assert cli.demo("translate", "set", "130", "--label", "", *TO).code == 0
    assert listed(cli, "Q80130") == [{**saved, "label": None}]


def test_many_rows_have_an_outcome_each_and_one_that_fails_stops_no_other(cli: CommandLine, tmp_path: Path) -> None:
    rows = [
        {"qid": "Q900000041", "label": None, "description": "Veri görseli"},
        {"name": "No such thing", "label": "x"},
        {"capacity": 61, "description": "x" * 251},
        {"label": "x"},
        {"id": 130},
        {"id": 130, "label": 5},
        {"id": 130, "lang": "de", "label": "x"},
        {"metabase_id": "Q80089", "description": "Yolculuk"},
    ]
    outcome = cli.demo("translate", "set", "--json", *TO, stdin=json.dumps(rows))
    assert [(each["name"], each["state"]) for each in outcome.json] == [
        ("Q900000041", "saved"),
        ("No such thing", "wrong"),
        ("61", "wrong"),
        ("Row 4", "wrong"),
        ("130", "wrong"),
        ("130", "wrong"),
        ("130", "wrong"),
        ("Q80089", "saved"),
    ]
    assert [each["reason"] for each in outcome.json][1:7] == [
        "No capacity is called “No such thing”.",
        "Description: One character too many; the limit is 250.",
        "This row names no capacity; it needs one of qid, metabase_id, capacity, id, name, fallback_label.",
        "This row has no text; it needs label, description, or one of them.",
        "label, description have to be texts.",
        "This row is in “de”, and --to is tr.",
    ]
    assert (outcome.code, outcome.err) == (2, f"{BOT}2 of 8 saved.\n"), "nothing was refused by the service"
    lines = '{"id": 61, "description": "Deneyim"}\nno JSON\n\n{"id": 130, "description": "Yarışma"}\n'
    outcome = cli.demo("translate", "set", *TO, stdin=lines)
    assert outcome.lines == ["61: saved", "Row 2: refused: This row cannot be read.", "130: saved"]
    table = tmp_path / "rows.csv"
    table.write_text("qid,label,description\nQ900000101,,Öğrenme verisi\nQ900000130,Çeşme,\n", "utf-8")
    outcome = cli.demo("translate", "set", "--file", str(table), *TO)
    assert (outcome.code, outcome.lines) == (0, ["Q900000101: saved", "Q900000130: saved"])
    (fountain,) = listed(cli, "Q80130")
    assert (fountain["label"], fountain["description"]) == ("Çeşme", "Yarışma"), "an empty cell takes nothing away"
    whole = cli.demo("translate", "list", "--json", *TO).out
    outcome = cli.demo("translate", "set", "--json", *TO, stdin=whole)
    assert {each["state"] for each in outcome.json} == {"unchanged"}, "its own list changes nothing"


TWO = json.dumps([{"id": 130, "description": "a"}, {"id": 41, "description": "b"}, {"id": 61, "description": "c"}])
#: What the service answers, what becomes of the three rows, the first line of the words, and the exit.
REFUSALS = [
    (
        answering(502, {"detail": "Metabase API error for Q80130/tr description: {'code': 'abusefilter-x'}"}),
        ["refused"] * 3,
        "130: refused: Description: A filter against abuse at Metabase turned this text down.",
        1,
    ),
    (
        answering(403, {"detail": "Your Metabase account must confirm its email before editing."}),
        ["refused", "unsent", "unsent"],
        "130: refused: Your account at Metabase has no confirmed e-mail address, so it may not edit.",
        1,
    ),
    (answering(401, {"detail": "Invalid token."}), ["unsent"] * 3, "130: waiting to be saved: ", 3),
    (answering(0), ["unsaved"] * 3, "130: edited, not saved: embedded.capx.invalid did not answer in time.", 1),
    (
        answering(429, {}, **{"retry-after": "900"}),
        ["unsent"] * 3,
        "130: waiting to be saved: embedded.capx.invalid asks for a pause of 900 seconds.",
        1,
    ),
]


def test_what_the_service_refuses_is_told_row_by_row(cli: CommandLine) -> None:
    before = listed(cli)
    for service, states, words, code in REFUSALS:
        cli.transport = service
        outcome = cli.demo("translate", "set", "--json", *TO, stdin=TWO)
        assert ([each["state"] for each in outcome.json], outcome.code) == (states, code), outcome
        sent = sum(path == "/translating/" for path in service.asked)
        assert sent == max(1, len(states) - states.count("unsent")), words
    cli.transport = REFUSALS[0][0]
    assert cli.demo("translate", "set", *TO, stdin=TWO).lines[0] == REFUSALS[0][2]
    cli.transport = REFUSALS[4][0]
    assert cli.demo("translate", "set", *TO, stdin=TWO).lines[0] == REFUSALS[4][2]
    cli.transport = None
    assert listed(cli) == before


def test_a_pause_that_is_asked_for_is_waited_for(cli: CommandLine) -> None:
    assert listed(cli)
    pauses = [Response(429, {"content-type": "application/json", "retry-after": "0"}, b"{}")]

    def once(request: Request) -> Response | None:
        is_post = request.method == "POST" and request.url.endswith("/translating/")
        return pauses.pop() if is_post and pauses else None

    cli.transport = EmbeddedService(instead=once)
    outcome = cli.demo("translate", "set", *TO, stdin=TWO)
    assert (outcome.code, outcome.lines) == (0, ["130: saved", "41: saved", "61: saved"])
    assert "The service asks for a pause of 0 seconds.\n" in outcome.err


def test_a_lost_answer_is_looked_up_at_metabase(cli: CommandLine) -> None:
    assert listed(cli)

    def lose(request: Request, response: Response) -> Response:
        if request.method == "POST" and request.url.endswith("/translating/"):
            raise TimedOut(host=request.host)
        return response

    cli.transport = EmbeddedService(turned=lose)
    outcome = cli.demo("translate", "set", "130", "--description", "Yarışma", *TO)
    assert (outcome.code, outcome.out) == (0, "130: saved\n")


def refused(outcome: Outcome) -> tuple[int, str]:
    assert outcome.out == ""
    return outcome.code, outcome.err


WRONG_USE: list[tuple[list[str], str, str]] = [
    (["lend"], "", "“capx-tui translate” has no “lend”. It has: list, set, status, connect, disconnect.\n"),
    (["list"], "", "Into which language? Name it with --to, as in --to tr.\n"),
    (["list", "--to", "english"], "", "English is what everything is translated from; it is not changed here.\n"),
    (["list", "--to", "x y z"], "", "“x y z” is no language that Metabase takes.\n"),
    (["set", "130", "--to", "tr"], "", "Nothing to save: give --label, --description or both.\n"),
    (
        ["set", "--label", "x", "--to", "tr"],
        "",
        "“translate set” needs to know which one: write its name behind it.\n",
    ),
    (["set", "--to", "tr"], " ", "There are no rows in what was given, so nothing was changed.\n"),
    (["set", "--to", "tr"], "[]", "There are no rows in what was given, so nothing was changed.\n"),
]


def test_wrong_use_is_refused_before_anything_is_sent(cli: CommandLine) -> None:
    for words, stdin, said in WRONG_USE:
        assert refused(cli.demo("translate", *words, *FEW, stdin=stdin)) == (2, said)


def test_signed_out_it_says_so(cli: CommandLine) -> None:
    cli.demo("logout", *FEW)
    for verb in ("list", "set", "status", "connect", "disconnect"):
        assert cli("translate", verb, "--to", "tr", "--service", "https://capx.example").code == 3


def test_the_account_is_connected_and_taken_back(cli: CommandLine) -> None:
    def status() -> Any:
        return cli.demo("translate", "status", "--json", *FEW).json

    assert status() == {"connected": False, "username": ""}
    outcome = cli.demo("translate", "connect", *FEW)
    assert outcome.code == 0
    assert outcome.out == "Connected to Metabase as Papatya Defteri: edits are made in your name.\n"
    assert status() == {"connected": True, "username": "Papatya Defteri"}
    assert cli.demo("translate", "connect", "--json", *FEW).json == status()
    assert cli.demo("translate", "disconnect", "--json", *FEW).json == {"connected": False, "username": ""}
    assert status() == {"connected": False, "username": ""}


def test_an_account_that_cannot_be_connected_says_why(cli: CommandLine) -> None:
    assert listed(cli)

    def unset(request: Request) -> Response | None:
        body = b'{"detail": "Metabase OAuth is not configured."}'
        return Response(503, {"content-type": "application/json"}, body) if "/begin/" in request.url else None

    cli.transport = EmbeddedService(instead=unset)
    code, said = refused(cli.demo("translate", "connect", *FEW))
    assert code == 1
    assert said.startswith("This CapX service cannot connect Metabase accounts (Metabase OAuth is not configured). ")
