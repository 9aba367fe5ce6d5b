"""``mentorship apply``: a programme's own questions, one by one or as JSON, sent once and kept nowhere."""

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
from tests.model.form_builder_sample import SAMPLES, Sample

FEW = ("--people", "30")
BRAZIL = "Grupo de Usuários Wiki Movimento Brasil"
SECRET = "Anastasia Topsecret"
MENTEE = {
    "full-name": SECRET,
    "email": "ana.secret@example.org",
    "experience": "not-yet",
    "goals": ["Wikidata", "templates"],
}
SENT = {
    "full-name": SECRET,
    "email": "ana.secret@example.org",
    "experience": "not-yet",
    "goals": ["wikidata", "templates"],
}


class Desk:
    """What was sent to programmes, and what is answered in the service's place."""

    def __init__(self, cli: CommandLine) -> None:
        self.sent: list[dict[str, Any]] = []
        self.answer: Response | Exception | None = None
        #: The service acts all the same, and only the answer is lost.
        self.arrives = False
        cli.demo("whoami", *FEW)
        cli.transport = EmbeddedService(self._instead, self._turned)

    def _is_application(self, request: Request) -> bool:
        return request.method == "POST" and "_response/" in request.url

    def _instead(self, request: Request) -> Response | None:
        if not self._is_application(request):
            return None
        self.sent.append(json.loads(request.body or b"{}"))
        return None if self.arrives else self._answered()

    def _answered(self) -> Response | None:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def _turned(self, request: Request, response: Response) -> Response:
        return (self._answered() or response) if self._is_application(request) else response


@pytest.fixture
def desk(cli: CommandLine) -> Desk:
    return Desk(cli)


def world(statement: str, *values: object) -> None:
    with sqlite3.connect(data_dir() / "demo" / DATABASE_NAME) as rows:
        rows.execute(statement, values)


def describe(role: str, *questions: Any) -> None:
    world("UPDATE mentorship_form SET json = ? WHERE role = ? AND id = 1", json.dumps(questions), role)


def hand_in(cli: CommandLine, answers: object, *flags: str, role: str = "mentee", to: str = BRAZIL) -> Outcome:
    text = answers if isinstance(answers, str) else json.dumps(answers)
    return cli.demo("mentorship", "apply", *to.split(" "), "--role", role, *flags, stdin=text)


def converse(cli: CommandLine, *lines: str, role: str = "mentor", flags: tuple[str, ...] = ()) -> Outcome:
    cli.terminal = True
    typed = "".join(f"{line}\n" for line in lines)
    return cli.demo("mentorship", "apply", BRAZIL, "--role", role, *flags, stdin=typed)


# -- as JSON -------------------------------------------------------------------------------------------------


def test_json_is_sent_and_the_key_is_told(cli: CommandLine, desk: Desk) -> None:
    outcome = hand_in(cli, MENTEE, "--yes", "--json")
    assert outcome.code == 0, outcome.err
    assert desk.sent == [{"form": 1, "data": SENT}]
    key = outcome.json["encrypted_with_public_key_fingerprint"]
    assert outcome.json == {
        "organization": outcome.json["organization"],
        "role": "mentee",
        "form": 1,
        "encrypted_with_public_key_fingerprint": key,
    }
    assert f"CapX encrypts your answers as it stores them, for the organization's key {key}:" in outcome.err
    assert "The programme's coordinator writes to you" in outcome.err
    assert not [secret for secret in (SECRET, "ana.secret") if secret in outcome.out + outcome.err]


def test_a_mentors_answers_go_as_text_with_what_the_form_filled_in(cli: CommandLine, desk: Desk) -> None:
    answers = {"full-name": SECRET, "email": "a@example.org", "topics": "events", "motivation": "So it goes."}
    outcome = hand_in(cli, answers, "--yes", role="MENTOR")
    assert outcome.code == 0, outcome.err
    assert outcome.out.startswith("The application is sent. CapX encrypted it with the key ")
    (sent,) = desk.sent
    assert json.loads(sent["data"]) == {
        "full-name": SECRET,
        "email": "a@example.org",
        "hours": "4",
        "heard": "from-a-friend",
        "topics": "events",
        "motivation": "So it goes.",
        "programme-round": "spring",
    }


def test_nothing_of_the_answers_is_on_disk_and_a_repeat_is_warned_of(cli: CommandLine, desk: Desk) -> None:
    assert "already" not in hand_in(cli, MENTEE, "--yes").err
    files = [path for path in Path(os.environ["HOME"]).rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if SECRET.encode() in path.read_bytes()]
    again = hand_in(cli, MENTEE, "--yes")
    assert again.code == 0
    assert "You applied as mentee already, on " in again.err


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("not json", "Standard input holds no JSON object with the answers. Nothing was sent."),
        ("x" * 100_001, "Standard input holds more than 100000 characters. Nothing was sent."),
        ([], "The answers have to be a JSON object with these names: full-name, email, experience, goals, start,"),
        (MENTEE | {"hat": "44"}, "“hat” is not asked for."),
        (MENTEE | {"email": ""}, "E-mail address: This must be filled in. Nothing was sent."),
        (MENTEE | {"email": "ana"}, "E-mail address: “ana” is not an e-mail address"),
        (MENTEE | {"experience": "much"}, "“much” is not one of the choices: Not yet, Under a year,"),
        (MENTEE | {"start": "soon"}, "“soon” is not a day, such as 2026-06-10."),
        (MENTEE | {"full-name": "x" * 121}, "Full name: One character too many"),
    ],
)
def test_what_a_rule_refuses_is_wrong_use(cli: CommandLine, desk: Desk, answers: object, said: str) -> None:
    outcome = hand_in(cli, answers, "--yes")
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
    assert desk.sent == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("apply",), "needs"),
        (("apply", BRAZIL), "As what? Say --role mentor or --role mentee."),
        (("apply", BRAZIL, "--role", "boss"), "As what? Say --role mentor or --role mentee."),
        (("apply", "Wikimedia Frankreich", "--role", "mentor", "--yes"), "Wikimedia France"),
        (("apply", "Wikimedia France", "--role", "mentor", "--yes"), "Registration is closed."),
        (("apply", "Wikimedia Ghana User Group", "--role", "mentee", "--yes"), "Registration has not opened yet."),
    ],
)
def test_what_cannot_be_applied_for_is_refused_before_anything_is_read(
    cli: CommandLine, desk: Desk, arguments: tuple[str, ...], said: str
) -> None:
    outcome = cli.demo("mentorship", *arguments, stdin="no json")
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
    assert desk.sent == []


def test_without_a_person_or_yes_nothing_is_asked(cli: CommandLine, desk: Desk) -> None:
    assert isinstance(cli.transport, EmbeddedService)
    cli.transport.asked.clear()
    outcome = hand_in(cli, MENTEE)
    assert outcome.code == 2
    assert "--yes answers for you" in outcome.err
    assert cli.transport.asked == []


def test_signed_out_nothing_is_sent(cli: CommandLine, desk: Desk) -> None:
    cli.demo("logout")
    assert (hand_in(cli, MENTEE, "--yes").code, desk.sent) == (3, [])


def test_a_lost_answer_is_told_with_the_counter_and_never_sent_twice(cli: CommandLine, desk: Desk) -> None:
    desk.arrives, desk.answer = True, TimedOut(host="embedded.capx.invalid")
    outcome = hand_in(cli, MENTEE, "--yes")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.endswith(
        "It went out and no answer came: embedded.capx.invalid did not answer in time. The form's counter rose to 20 "
        "since, so it probably arrived, unless that was somebody else. Nobody can look it up at CapX. Ask the "
        "organization before you send it again.\n"
    )
    assert len(desk.sent) == 1
    desk.answer = None
    assert "an application of yours as mentee went out and no answer came" in hand_in(cli, MENTEE, "--yes").err


def test_what_certainly_was_not_sent_is_just_the_error(cli: CommandLine, desk: Desk) -> None:
    desk.answer = NoRoute(host="embedded.capx.invalid")
    outcome = hand_in(cli, MENTEE, "--yes")
    assert outcome.code == 1
    assert "no answer came" not in outcome.err


# -- as questions ---------------------------------------------------------------------------------------------


def test_every_question_is_put_in_words_and_what_is_wrong_is_asked_again(cli: CommandLine, desk: Desk) -> None:
    outcome = converse(
        cli,
        *("", SECRET, "?", "a@example.org", "", "41", "", "-", "2, Sailing", "So it goes.", "yes"),
    )
    assert outcome.code == 0, outcome.err
    assert json.loads(desk.sent[0]["data"]) == {
        "full-name": SECRET,
        "email": "a@example.org",
        "hours": "4",
        "topics": ["wikidata", "Sailing"],
        "motivation": "So it goes.",
        "programme-round": "spring",
    }
    said = outcome.err.splitlines()
    for words in (
        f"The questions are those of {BRAZIL}, in the language that it chose; CapX does not translate them.",
        "Become a mentor",
        "It takes about ten minutes. You will be paired with one person for three months.",
        "Full name (needed; “?” tells more):",
        "This must be filled in.",
        "The coordinators write to this address only.",
        "Hours a month you can give (needed; Enter keeps “4”, “-” empties it; “?” tells more):",
        (
            "How did you hear about the programme? (may be left empty; Enter keeps “From a friend”, “-” empties it; "
            "“?” tells more):"
        ),
        "Topics you can mentor in, choices:",
        "2. Wikidata",
        "Topics you can mentor in (needed; numbers or words of your own, with commas between; “?” tells more):",
        "The form also sends, without asking: programme-round = “spring”",
        f"Full name: {SECRET}",
        "Hours a month you can give: 4",
        "Send the application? (y/N)",
    ):
        assert words in said, words


@pytest.mark.parametrize("answer", ["no", ""])
def test_whoever_does_not_confirm_sends_nothing(cli: CommandLine, desk: Desk, answer: str) -> None:
    describe("mentor", {"type": "text", "name": "name", "label": "Name"})
    outcome = converse(cli, "Ana", answer)
    assert (outcome.code, outcome.out, desk.sent) == (2, "", [])
    assert outcome.err.endswith("Nothing was sent.\n")


def test_an_input_that_ends_sends_nothing(cli: CommandLine, desk: Desk) -> None:
    outcome = converse(cli, "Ana")
    assert (outcome.code, desk.sent) == (2, [])


#: How each kind is answered on a line, where that is not what is typed on the screen.
_LINES = {
    "select-many": "1, 3",
    "checkbox-group": "monday, Tuesday",
    "checkbox-group-other": "monday; Any day",
    "file-many": "a.pdf, /b/b.pdf",
    "starRating": "4",
    "checkbox": "yes",
}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_every_kind_of_question_has_a_line(cli: CommandLine, desk: Desk, sample: Sample) -> None:
    describe("mentor", sample.description)
    line = _LINES.get(sample.id) or sample.typed or sample.picked[0]
    outcome = converse(cli, line, flags=("--yes",))
    assert outcome.code == 0, outcome.err
    assert json.loads(desk.sent[0]["data"]) == {"asked": sample.sent}
