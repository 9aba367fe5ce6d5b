"""The conversation under what may break it: Ctrl+C at work, a pipe or a terminal that is gone, no streams."""

from __future__ import annotations

import io
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.cli.console import Console
from capx_tui.cli.main import run
from capx_tui.errors import TimedOut
from capx_tui.paths import data_dir
from tests.cli.command_line import CommandLine, EmbeddedService
from tests.cli.plain.conversation import talk

EDITED = ("edit profile", "display name", "Maya of the Notebook")
STOPPED = (
    "Stopped while it was being sent: nobody knows yet whether the service has it. “Save” looks before it sends again."
)


@pytest.fixture
def service(cli: CommandLine, filled_home: Path) -> EmbeddedService:
    """Stands before the embedded service, whose data is here already."""
    shutil.copytree(filled_home, cli.environ["HOME"], dirs_exist_ok=True)
    cli.transport = service = EmbeddedService()
    return service


def drafts() -> list[Path]:
    return list((data_dir() / "drafts").glob("*.json"))


def on_write(do: Callable[[], None], *, times: int = 1) -> Callable[[Request, Response], Response]:
    """What `do` is done once the service has acted, the first `times`."""
    left = times

    def turned(request: Request, response: Response) -> Response:
        nonlocal left
        if request.method == "PUT" and left:
            left -= 1
            do()
        return response

    return turned


def test_ctrl_c_ends_a_request_and_the_conversation_goes_on(cli: CommandLine, service: EmbeddedService) -> None:
    def interrupt(request: Request) -> Response | None:
        if "bugs" in request.url or "report" in request.url:
            signal.raise_signal(signal.SIGINT)
        return None

    service.instead = interrupt
    said = talk(cli, "bug reports", "where am i", "b", "events")
    assert "Stopped.\n" in said.answers[0]
    assert "You are here: Menu, Bug reports.\n" in said.answers[1]
    assert "78 of 78 events.\n" in said.answers[3]


def test_who_stops_a_save_is_told_that_nobody_knows_and_the_next_one_looks_first(
    cli: CommandLine, service: EmbeddedService
) -> None:
    service.turned = on_write(lambda: signal.raise_signal(signal.SIGINT))
    said = talk(cli, *EDITED, "save", "1", "save", "what has changed")
    assert said.answers[4] == f"Sending it to the service.\n{STOPPED}\nEdit profile> "
    assert said.answers[5].startswith("No answer came; asking the service what it has.\n")
    assert "No answer came, but the service has it: saved.\n" in said.answers[5]
    assert said.answers[6] == "Nothing has changed.\nEdit profile> "
    assert drafts() == []


def test_where_no_answer_comes_the_service_is_asked_before_anything_is_said(
    cli: CommandLine, service: EmbeddedService
) -> None:
    def lose() -> None:
        raise TimedOut(host="embedded.capx.invalid")

    service.turned = on_write(lose)
    said = talk(cli, *EDITED, "save", "1")
    assert said.answers[4].endswith("the service has it: saved.\nEdit profile> "), said.answers[4]


class Pipe(io.StringIO):
    """Standard output of which nobody reads more than so many lines."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._left = lines

    def write(self, text: str) -> int:
        self._left -= text.count("\n")
        if self._left < 0:
            raise BrokenPipeError
        return super().write(text)


def test_a_reader_that_goes_away_ends_it_quietly_and_what_was_typed_is_kept(
    cli: CommandLine, service: EmbeddedService
) -> None:
    complaints = io.StringIO()
    console = Console(
        io.StringIO("\n".join((*EDITED, *(["l"] * 9)))), Pipe(60), complaints, cli.environ, transport=service
    )
    assert run(["--plain", "--demo"], console) == 0
    assert complaints.getvalue() == ""
    assert len(drafts()) == 1
    assert "Maya of the Notebook" in drafts()[0].read_text()


def test_without_anybody_to_type_it_says_where_one_is_and_ends(cli: CommandLine, service: EmbeddedService) -> None:
    shown = io.StringIO()
    console = Console(None, shown, shown, cli.environ, transport=service)
    assert run(["--plain", "--demo"], console) == 0
    assert shown.getvalue().endswith("Menu> \nGoodbye.\n")


def test_without_anybody_to_read_it_there_is_no_conversation_and_that_is_said(
    cli: CommandLine, service: EmbeddedService
) -> None:
    complaints = io.StringIO()
    console = Console(io.StringIO("explore\nq\n"), None, complaints, cli.environ, transport=service)
    assert run(["--plain", "--demo"], console) == 1
    assert complaints.getvalue() == "The output could not be written: Bad file descriptor\n"


def test_ctrl_c_at_every_prompt_of_a_form_goes_back_and_loses_nothing(
    cli: CommandLine, service: EmbeddedService
) -> None:
    typed = (
        *EDITED, "mini bio", "^C", "languages", "^C", "pronoun", "^C", "save", "^C", "what has changed", "^C",
        "where am i", "^C", "^C",
    )  # fmt: skip
    said = talk(cli, *typed)
    assert said.answers[4] == "\nStopped.\nEdit profile> "
    assert said.answers[6] == "\nEdit profile.\nEdit profile> "
    assert said.answers[8] == "\nEdit profile.\nEdit profile> "
    assert said.answers[10] == "\nStopped.\nEdit profile> ", "nothing is sent"
    assert "Display name: Maya of the Notebook instead of Maya D.\n" in said.answers[11]
    assert "Edit profile: what you typed is kept as a draft.\nMenu.\n" in said.answers[12]
    assert len(drafts()) == 1
