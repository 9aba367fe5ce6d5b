"""``letsconnect``: as questions or as JSON, confirmed before it is sent, and kept nowhere."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.demo.embedded import DATABASE_NAME
from capx_tui.errors import NoRoute, TimedOut
from capx_tui.paths import data_dir
from tests.cli.command_line import CommandLine, EmbeddedService, Outcome

FEW = ("--people", "30")
SECRETS = ("ana.secret@example.org", "Anastasia Topsecret", "genderfluid", "Lighthouses")
ANSWERS = {
    "full_name": "Anastasia Topsecret",
    "email": "ana.secret@example.org",
    "role": "board",
    "area": ["Human rights", "governance", "Lighthouses"],
    "gender": "genderfluid",
    "age": "25-34",
}
SENT = {
    "full_name": "Anastasia Topsecret",
    "email": "ana.secret@example.org",
    "role": "Board member of an affiliate/user group",
    "area": "Human rights, Governance, Lighthouses",
    "gender": "genderfluid",
    "age": "25-34",
}


class Letters:
    """What was posted to Let's Connect, and what is answered in the service's place."""

    def __init__(self, cli: CommandLine) -> None:
        self.sent: list[dict[str, Any]] = []
        self.answer: Response | Exception | None = None
        #: The service acts all the same, and only the answer is lost.
        self.arrives = False
        cli.demo("whoami", *FEW)
        cli.transport = EmbeddedService(self._instead, self._turned)

    def _is_letter(self, request: Request) -> bool:
        return request.method == "POST" and request.url.endswith("/letsconnect/")

    def _instead(self, request: Request) -> Response | None:
        if not self._is_letter(request):
            return None
        self.sent.append(json.loads(request.body or b"{}"))
        return None if self.arrives else self._answered()

    def _answered(self) -> Response | None:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def _turned(self, request: Request, response: Response) -> Response:
        return (self._answered() or response) if self._is_letter(request) else response


@pytest.fixture
def letters(cli: CommandLine) -> Letters:
    return Letters(cli)


def hand_in(cli: CommandLine, answers: object = ANSWERS, *flags: str) -> Outcome:
    return cli.demo("letsconnect", *flags, stdin=answers if isinstance(answers, str) else json.dumps(answers))


def newest() -> str:
    with sqlite3.connect(data_dir() / "demo" / DATABASE_NAME) as rows:
        found: str = rows.execute(
            "SELECT confirmation FROM letsconnect_log WHERE user = 1 ORDER BY id DESC"
        ).fetchone()[0]
    return found


def test_json_is_sent_in_english_and_confirmed(cli: CommandLine, letters: Letters) -> None:
    outcome = hand_in(cli, ANSWERS, "--yes", "--json")
    assert outcome.code == 0, outcome.err
    assert letters.sent == [SENT]
    assert outcome.json == {"confirmation": newest()}
    assert "Registration: you are registered" in outcome.err
    assert "It goes to Let's Connect now." in outcome.err
    assert "You agree to the privacy statement: https://foundation.wikimedia.org/wiki/Legal:" in outcome.err
    assert not [secret for secret in SECRETS if secret in outcome.out + outcome.err]


def test_text_says_that_it_is_there(cli: CommandLine, letters: Letters) -> None:
    outcome = hand_in(cli, {"email": "ana@example.org", "role": "Board member of an affiliate/user group"}, "--yes")
    assert outcome.out == f"Let's Connect has your answers. Confirmation: {newest()}\n"
    assert letters.sent == [{"email": "ana@example.org", "role": "Board member of an affiliate/user group"}]


@pytest.mark.parametrize("language", ["en", "tr", "pt-br"])
def test_the_interface_may_speak_any_language(cli: CommandLine, letters: Letters, language: str) -> None:
    assert hand_in(cli, ANSWERS, "--yes", "--lang", language).code == 0
    assert letters.sent == [SENT]


def test_nothing_of_the_answers_is_on_disk(cli: CommandLine, letters: Letters) -> None:
    assert hand_in(cli, ANSWERS, "--yes").code == 0
    files = [path for path in Path(os.environ["HOME"]).rglob("*") if path.is_file()]
    assert files
    assert not [(path, secret) for path in files for secret in SECRETS if secret.encode() in path.read_bytes()]


def test_without_a_person_or_yes_it_is_refused_before_anything_is_asked(cli: CommandLine, letters: Letters) -> None:
    assert isinstance(cli.transport, EmbeddedService)
    cli.transport.asked.clear()
    outcome = hand_in(cli)
    assert (outcome.code, outcome.out) == (2, "")
    assert (
        outcome.err == "“letsconnect” asks before it writes, and there is nobody to ask here. --yes answers for you.\n"
    )
    assert cli.transport.asked == []


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("not json", "Standard input holds no JSON object with the answers. Nothing was sent."),
        ("", "Standard input holds no JSON object with the answers. Nothing was sent."),
        ("[" * 99_999, "Standard input holds no JSON object with the answers. Nothing was sent."),
        ("x" * 100_001, "Standard input holds more than 100000 characters. Nothing was sent."),
        ([1], "The answers have to be a JSON object with these names: full_name, email, role, area, gender, age."),
        (ANSWERS | {"hat": "44"}, "“hat” is not asked for. The names are: full_name, email, role, area, gender, age."),
        (ANSWERS | {"email": 7}, "“email” has to be a text."),
        (ANSWERS | {"role": ["board", "director"]}, "“role” has to be a text."),
        ({"role": "board"}, "E-mail address: This must be filled in. Nothing was sent."),
        ({"email": "ana@example.org"}, "Main role: This must be filled in. Nothing was sent."),
        (ANSWERS | {"email": "ana"}, "E-mail address: “ana” is not an e-mail address"),
        (
            ANSWERS | {"role": "queen"},
            ("Main role: “queen” is not one of the choices: paid-staff, volunteer-staff, organiser, director, board, "
            "individual."),
        ),
        (ANSWERS | {"age": "41"}, "Age: “41” is not one of the choices: under-25, 25-34, 35-44,"),
        (ANSWERS | {"area": ["Maps", "Ships"]}, "Only one topic of your own fits in, and these are in no list: Maps;"),
        (ANSWERS | {"area": ["rights", "policy", "education"]}, "Topics: "),
        (ANSWERS | {"gender": "x" * 101}, "Gender: "),
    ],
)  # fmt: skip
def test_what_a_rule_refuses_is_wrong_use_and_nothing_is_sent(
    cli: CommandLine, letters: Letters, answers: object, said: str
) -> None:
    outcome = hand_in(cli, answers, "--yes")
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
    assert letters.sent == []


def test_a_service_without_its_key_is_a_plain_sentence(cli: CommandLine, letters: Letters) -> None:
    letters.answer = Response(400, {}, b'{"success":false,"error":"Private key not found"}')
    outcome = hand_in(cli, ANSWERS, "--yes")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.endswith(
        "This CapX service is not set up to pass anything on to Let's Connect (it has no key to sign with). "
        "Nothing was sent. Ask whoever runs the service, or the CapX team.\n"
    )


def test_a_lost_answer_is_found_among_the_confirmations(cli: CommandLine, letters: Letters) -> None:
    letters.arrives, letters.answer = True, TimedOut(host="capx")
    outcome = hand_in(cli, ANSWERS, "--yes", "--json")
    assert (outcome.code, outcome.json) == (0, {"confirmation": newest()})
    assert len(letters.sent) == 1


def test_where_nobody_knows_that_is_said_and_how_to_find_out(cli: CommandLine, letters: Letters) -> None:
    letters.answer = TimedOut(host="embedded.capx.invalid")
    outcome = hand_in(cli, ANSWERS, "--yes")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.endswith(
        "Nobody knows whether Let's Connect has your answers. embedded.capx.invalid did not answer in time. "
        "Run the command again later: before it asks anything it says when something was last sent.\n"
    )
    assert len(letters.sent) == 1


def test_what_certainly_was_not_sent_is_just_the_error(cli: CommandLine, letters: Letters) -> None:
    letters.answer = NoRoute(host="embedded.capx.invalid")
    outcome = hand_in(cli, ANSWERS, "--yes")
    assert outcome.code == 1
    assert "Nobody knows" not in outcome.err


def test_lets_connect_out_of_reach_stops_nothing(cli: CommandLine, letters: Letters) -> None:
    assert isinstance(cli.transport, EmbeddedService)
    before = cli.transport.instead

    def unreachable(request: Request) -> Response | None:
        if "/exists/" in request.url:
            raise NoRoute(host=request.host)
        return before(request)

    cli.transport.instead = unreachable
    outcome = hand_in(cli, ANSWERS, "--yes")
    assert outcome.code == 0
    assert "Registration: not known. embedded.capx.invalid could not be reached" in outcome.err
    assert letters.sent == [SENT]


def test_signed_out_nothing_is_sent(cli: CommandLine, letters: Letters) -> None:
    cli.demo("logout")
    outcome = hand_in(cli, ANSWERS, "--yes")
    assert (outcome.code, letters.sent) == (3, [])


# -- as questions --------------------------------------------------------------------------------------------


def converse(cli: CommandLine, *lines: str, flags: tuple[str, ...] = ()) -> Outcome:
    cli.terminal = True
    return cli.demo("letsconnect", *flags, stdin="".join(f"{line}\n" for line in lines))


def test_every_question_is_put_in_words_and_what_is_wrong_is_asked_again(cli: CommandLine, letters: Letters) -> None:
    outcome = converse(
        cli,
        *("Anastasia Topsecret", "", "ana", "ana.secret@example.org", "?", "9", "5", "1, 2, 3", "8,7", "Lighthouses"),
        *("genderfluid", "25 to", "yes"),
    )
    assert outcome.code == 0, outcome.err
    assert letters.sent == [SENT]
    said = outcome.err.splitlines()
    assert said[0] == "Registration: you are registered"
    for words in (
        (
            "You are registered. What you send replaces what Let's Connect has of you: fill in everything that should "
            "stay. Nobody can read back what is there. E-mail and main role are needed each time, even if they have "
            "not changed."
        ),
        "Full name (may be left empty; “?” tells more):",
        "E-mail address (needed; “?” tells more):",
        "This must be filled in.",
        "Main role, choices:",
        "5. board member of an affiliate or user group",
        "Main role (needed; a number or the words; “?” tells more):",
        "What you mainly are in the group or organization you are part of. One answer.",
        "Main role: “9” is none of the 6 choices, or stands for several.",
        "Topics (may be left empty; numbers with commas between, at most 2; “?” tells more):",
        "There is no room for more: the limit is 2. Take one out first.",
        "Gender (may be left empty; a number, the words, or words of your own; “?” tells more):",
        "Age: 25 to 34",
        "Confirm and send it to Let's Connect? (y/N)",
    ):
        assert words in said, words
    assert outcome.out == f"Let's Connect has your answers. Confirmation: {newest()}\n"


@pytest.mark.parametrize("answer", ["no", "", "n"])
def test_whoever_does_not_confirm_sends_nothing(cli: CommandLine, letters: Letters, answer: str) -> None:
    outcome = converse(cli, "", "ana@example.org", "board member of an affiliate or user group", "", "", "", "", answer)
    assert (outcome.code, outcome.out, letters.sent) == (2, "", [])
    assert outcome.err.endswith("Nothing was sent.\n")


def test_an_input_that_ends_sends_nothing(cli: CommandLine, letters: Letters) -> None:
    outcome = converse(cli, "Ana", "ana@example.org")
    assert (outcome.code, letters.sent) == (2, [])
    assert outcome.err.endswith("Nothing was sent.\n")


def test_yes_answers_only_the_last_question(cli: CommandLine, letters: Letters) -> None:
    outcome = converse(cli, "", "ana@example.org", "6", "", "", "", "", flags=("--yes",))
    assert outcome.code == 0, outcome.err
    assert letters.sent == [
        {
            "email": "ana@example.org",
            "role": "Individual Wikimedian volunteer who contributes by editing Wikimedia projects",
        }
    ]


@pytest.mark.parametrize("line", ["culture, heritage, GLAM", "Culture, Heritage, GLAM; education", "education, 6"])
def test_a_topic_is_taken_by_its_name_though_it_holds_commas(cli: CommandLine, letters: Letters, line: str) -> None:
    outcome = converse(cli, "", "ana@example.org", "6", line, "", "", "", "yes")
    assert outcome.code == 0, outcome.err
    assert set(letters.sent[0]["area"].split(", ")) - {"Education"} == {"Culture", "heritage", "GLAM"}
