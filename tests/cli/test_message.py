"""``message send|sent|check``: told and asked before, sent once, and what came of it in words, JSON and exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.errors import NoRoute, TimedOut
from capx_tui.paths import data_dir
from tests.cli.command_line import CommandLine, EmbeddedService, Outcome
from tests.cli.editors import Editor
from tests.cli.test_mentorship_apply import FEW, world

BOB = "Ceibo Lectora"
SECRET = "Between the two of us"
SENT_BY_MAIL = f"Sent to {BOB} by e-mail; a copy comes to your own mailbox."
KEPT = f"The text is kept as a draft; the full screen offers it when you write to {BOB}."


class Post:
    """What was sent, and what happens to it instead: an answer, or an error of the network."""

    def __init__(self, cli: CommandLine) -> None:
        self.sent: list[dict[str, Any]] = []
        self.instead: Response | Exception | None = None
        #: The service acts all the same, and only the answer is lost.
        self.arrives = False
        #: Nobody answers at addresses that hold this.
        self.silent = ""
        cli.demo("whoami", *FEW)
        cli.transport = EmbeddedService(self._before, self._after)

    @staticmethod
    def _is_message(request: Request) -> bool:
        return request.method == "POST" and request.url.endswith("/messages/")

    def _before(self, request: Request) -> Response | None:
        if self.silent and self.silent in request.url:
            raise NoRoute(host=request.host)
        if not self._is_message(request):
            return None
        self.sent.append(json.loads(request.body or b"{}"))
        return None if self.arrives else self._answered()

    def _after(self, request: Request, response: Response) -> Response:
        return (self._answered() or response) if self._is_message(request) else response

    def _answered(self) -> Response | None:
        if isinstance(self.instead, Exception):
            raise self.instead
        return self.instead


@pytest.fixture
def post(cli: CommandLine) -> Post:
    return Post(cli)


def send(
    cli: CommandLine, *flags: str, to: str = "ceibo_Lectora", method: str = "email", text: str = SECRET
) -> Outcome:
    return cli.demo("message", "send", to, "--subject", "A question", "--method", method, *flags, stdin=text)


def answered(status: str, note: str = "", method: str = "email") -> Response:
    row = {"id": 99, "receiver": BOB, "method": method, "status": status, "error_message": note, "date": None}
    return Response(201, {"content-type": "application/json"}, json.dumps(row).encode())


def on_disk() -> list[Path]:
    files = [path for path in data_dir().rglob("*") if path.is_file() and "demo" not in path.parts]
    return [path for path in files if SECRET.encode() in path.read_bytes()]


def test_sent_once_and_said_as_the_service_says(cli: CommandLine, post: Post) -> None:
    told = send(cli, "--yes")
    assert (told.code, told.out) == (0, f"{SENT_BY_MAIL}\n")
    assert post.sent == [{"receiver": BOB, "subject": "A question", "message": SECRET, "method": "email"}]
    told = send(cli, "--yes", "--json", to="Quiet_Sparrow", method="talkpage")
    assert told.code == 0
    assert list(told.json) == ["id", "status", "method", "error_message", "public"]
    assert told.json == {**told.json, "status": "sent", "method": "talkpage", "error_message": None, "public": True}
    assert on_disk() == []


def test_text_from_a_file_and_without_what_nobody_sees(cli: CommandLine, post: Post, tmp_path: Path) -> None:
    place = tmp_path / "letter.txt"
    place.write_text("One\n\nTwo\x1b[31m\u202e\n", "utf-8")
    told = send(cli, "--yes", "--file", str(place), text="")
    assert told.code == 0
    assert "invisible characters were left out." in told.err, told.err
    assert post.sent[0]["message"] == "One\n\nTwo"


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"),
    [
        (("send", BOB, "--subject", "S", "--method", "email"), SECRET, "“message send” asks before it writes"),
        (("send", BOB, "--subject", "S", "--yes"), SECRET, "--method does not take “”. It takes: email, talkpage."),
        (("send", BOB, "--method", "email", "--yes"), SECRET, "A message needs a subject: --subject."),
        (("send", BOB, "--subject", "S", "--method", "email", "--yes"), " ", "There is no text, so nothing was sent."),
        (("send", "--subject", "S", "--method", "email", "--yes"), SECRET, "“message send” needs to know which one"),
        (
            ("send", BOB, "--subject", "x" * 201, "--method", "email", "--yes"),
            SECRET,
            "Subject: One character too many",
        ),
        (("send", BOB, "--subject", "S", "--method", "email", "--yes"), "x" * 2003, "Message: 3 characters too many"),
        (
            ("send", "Quiet Sparrow", "--subject", "S", "--method", "email", "--yes"),
            SECRET,
            "Quiet Sparrow takes no e-mail through Meta-Wiki.",
        ),
        (
            ("send", "Ghost Orchid", "--subject", "S", "--method", "talkpage", "--yes"),
            SECRET,
            "Meta-Wiki knows no user called Ghost Orchid.",
        ),
        (
            ("send", "Ceibo", "--subject", "S", "--method", "talkpage", "--yes"),
            SECRET,
            "There is nobody called “Ceibo”. Nearest: Ceibo Lectora.",
        ),
        (("bogus",), "", "“capx-tui message” has no “bogus”. It has: send, sent, check."),
        (("sent", "more"), "", "more"),
        (("check",), "", "“message check” needs to know which one"),
    ],
)
def test_wrong_use_is_2_and_sends_nothing(
    cli: CommandLine, post: Post, arguments: tuple[str, ...], stdin: str, words: str
) -> None:
    cli.demo("sync")
    told = cli.demo("message", *arguments, stdin=stdin)
    assert (told.code, told.out) == (2, ""), told
    assert words in told.err
    assert post.sent == []


@pytest.mark.parametrize(
    ("instead", "code", "out", "words"),
    [
        (
            answered("sent", "Receiver is not emailable. Using talk page instead."),
            1,
            {"status": "sent", "error_message": "Receiver is not emailable. Using talk page instead.", "public": True},
            "",
        ),
        (
            answered("failed", "Failed to fetch CSRF token."),
            1,
            {"status": "failed", "error_message": "Failed to fetch CSRF token.", "public": False},
            KEPT,
        ),
        (TimedOut(host="embedded.capx.invalid"), 1, None, "Not sent. embedded.capx.invalid did not answer in time."),
        (
            Response(503, {"content-type": "text/plain"}, b"down"),
            1,
            None,
            "Not sent. embedded.capx.invalid is not working right now (status 503).",
        ),
        (
            Response(401, {"content-type": "application/json"}, b'{"detail":"Invalid token."}'),
            3,
            None,
            "your sign-in has run out",
        ),
    ],
)
def test_what_did_not_go_as_wanted_is_not_called_done(
    cli: CommandLine, post: Post, instead: Response | Exception, code: int, out: dict[str, Any] | None, words: str
) -> None:
    post.instead = instead
    told = send(cli, "--yes", "--json")
    assert told.code == code, told
    assert (told.json if out else told.out) == ({**told.json, **out} if out else "")
    assert words in told.err
    # What is public by now is gone from here; what did not go out is kept, until it did.
    assert bool(on_disk()) is ("sent" not in (out or {}).values())
    post.instead = None
    assert send(cli, "--yes").code == 0
    assert on_disk() == []


def test_an_answer_that_is_lost_is_looked_up_and_by_the_next_command_before_anything_is_sent(
    cli: CommandLine, post: Post
) -> None:
    post.instead, post.arrives = TimedOut(host="embedded.capx.invalid"), True
    told = send(cli, "--yes")
    assert (told.code, told.out) == (0, f"{SENT_BY_MAIL}\n")
    post.silent = "/messages/?limit=50"
    told = send(cli, "--yes", text=f"{SECRET} again")
    assert (told.code, told.out) == (1, "")
    assert "It is not known whether it was sent. embedded.capx.invalid did not answer in time." in told.err
    assert len(post.sent) == 2
    post.silent, post.instead = "", None
    told = send(cli, "--yes", text=f"{SECRET} again")
    assert (told.code, told.out) == (0, f"{SENT_BY_MAIL}\n")
    assert len(post.sent) == 2


def test_no_flag_makes_a_private_mail_public(cli: CommandLine, post: Post) -> None:
    post.silent = "/meta/"
    told = send(cli, "--yes")
    assert (told.code, told.out, post.sent) == (1, "", [])
    assert told.err == (
        f"{KEPT}\nNot sent: nobody could tell whether an e-mail to {BOB} can go. embedded.capx.invalid could not be "
        "reached: there is no connection, or nobody answers there. An e-mail that cannot go ends on the public talk "
        "page. Try again later, or choose the talk page.\n"
    )
    # What is public anyway needs nobody to be asked.
    assert send(cli, "--yes", method="talkpage").code == 0


def test_a_person_is_told_and_asked(cli: CommandLine, post: Post, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text(SECRET, "utf-8")
    cli.terminal = True
    told = send(cli, "--file", str(letter), text="n\n")
    assert (told.code, post.sent) == (2, [])
    for words in (
        f"It goes to {BOB} by e-mail, through Meta-Wiki, in your name.",
        "It cannot be taken back.",
        SECRET,
        f"Send it to {BOB}? Method: E-mail. (y/N)",
        "Nothing was sent.",
    ):
        assert words in told.err, words
    assert send(cli, "--file", str(letter), text="y\n").code == 0
    # A public page is asked about by itself.
    told = send(cli, "--file", str(letter), method="talkpage", text="y\n\n")
    assert (told.code, len(post.sent)) == (2, 1)
    assert f"Everybody will be able to read this on the talk page of {BOB}" in told.err
    assert send(cli, "--file", str(letter), method="talkpage", text="y\ny\n").code == 0
    assert len(post.sent) == 2
    # That a mail may become public is accepted in words only.
    post.silent = "/meta/"
    assert send(cli, "--file", str(letter), text="y\nyes\n").code == 1
    assert len(post.sent) == 2
    assert send(cli, "--file", str(letter), text="y\npublic\n").code == 0
    assert len(post.sent) == 3


def test_what_may_have_gone_out_is_sent_again_only_by_a_word(cli: CommandLine, post: Post, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text(SECRET, "utf-8")
    cli.terminal = True
    post.instead, post.arrives = answered("pending"), True
    told = send(cli, "--file", str(letter), text="y\nno\n")
    assert (told.code, len(post.sent)) == (1, 1)
    assert told.out == f"The message to {BOB} was taken over, and nothing was said yet of what became of it.\n"
    assert "Type “again” to send it all the same." in told.err
    world("UPDATE message SET id = 99, status = 'pending' WHERE id = (SELECT max(id) FROM message)")
    post.instead = None
    assert send(cli, "--file", str(letter), text="y\n\n").code == 1
    assert len(post.sent) == 1
    assert send(cli, "--file", str(letter), text="y\nagain\n").code == 0
    assert len(post.sent) == 2


def test_the_text_is_written_in_the_editor_once_it_is_known_that_they_are_there(
    cli: CommandLine, post: Post, surroundings: Path
) -> None:
    cli.terminal = True
    editor = Editor(cli, surroundings, {"": SECRET})
    assert send(cli, to="Ghost Orchid", method="talkpage", text="").code == 2
    assert editor.seen == []
    told = send(cli, text="y\n")
    assert told.code == 0, told
    assert post.sent[0]["message"] == SECRET
    assert len(editor.seen) == 1


def test_check_says_whether_they_can_be_reached_and_whether_they_are_on_capx(cli: CommandLine, post: Post) -> None:
    told = cli.demo("message", "check", "ceibo_Lectora")
    assert (told.code, told.lines) == (0, [BOB, "Available", "On CapX"])
    told = cli.demo("message", "check", "Quiet", "Sparrow", "--json")
    assert told.json == {
        "username": "Quiet Sparrow",
        "state": "no-mail",
        "exists": True,
        "emailable": False,
        "sender_emailable": True,
        "methods": ["talkpage"],
        "on_capx": True,
    }
    told = cli.demo("message", "check", "Ceibo")
    assert told.lines == ["Ceibo", "User not found", "Meta-Wiki knows no user called Ceibo.", "Not on CapX"]
    post.silent = "/meta/"
    told = cli.demo("message", "check", "Quiet Sparrow", "--json")
    assert (told.code, told.json["state"], told.json["exists"], told.json["methods"]) == (1, "unknown", None, [])
    assert "could not be reached" in told.err


def test_what_was_sent_in_every_format_and_from_memory(cli: CommandLine, post: Post) -> None:
    told = cli.demo("message", "sent", "--json")
    assert told.code == 0
    assert [each["receiver"] for each in told.json][:2] == ["Wanjiru Kitabu", "Jabuti da Biblioteca"]
    assert set(told.json[0]) == {"id", "receiver", "method", "status", "error_message", "date", "public"}
    fell_back = next(each for each in told.json if each["receiver"] == "Quiet Sparrow")
    assert (fell_back["status"], fell_back["method"], fell_back["public"]) == ("sent", "email", True)
    assert told.err == "7 of 7 messages.\n"
    told = cli.demo("message", "sent", "--csv", "--limit", "1")
    assert told.lines[0] == '"id","receiver","method","status","error_message","date","public"'
    lines = cli.demo("message", "sent", "--limit", "1").lines
    assert lines[1].startswith("The message to Wanjiru Kitabu was taken over")
    assert (
        "| Quiet Sparrow | sent, to the talk page instead | E-mail |" in cli.demo("message", "sent", "--markdown").out
    )
    post.silent = "/messages/"
    told = cli.demo("message", "sent", "--json")
    assert (told.code, len(told.json)) == (0, 7)
    assert "This is what was known just now." in told.err
    assert cli.demo("message", "sent", "--refresh").code == 1
    post.silent = ""
    cli.transport = EmbeddedService(
        lambda request: (
            Response(200, {"content-type": "application/json"}, b'{"count":0,"results":[]}')
            if "/messages/" in request.url
            else None
        )
    )
    told = cli.demo("message", "sent", "--refresh")
    assert (told.code, told.out, told.err) == (0, "", "You have not sent any message through CapX yet.\n")


def test_signed_out_is_3(cli: CommandLine, post: Post) -> None:
    post.instead = None
    for arguments in (("send", BOB, "--subject", "S", "--method", "email", "--yes"), ("sent",), ("check", BOB)):
        told = cli("message", *arguments, "--service", "https://capx.example", stdin=SECRET)
        assert told.code == 3, told
