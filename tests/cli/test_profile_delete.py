"""``profile delete``: told what goes and what stays, the name typed in full, and signed out afterwards."""

from __future__ import annotations

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.errors import TimedOut
from tests.cli.command_line import CommandLine, EmbeddedService
from tests.screens.wire import service_down

_NAME = "Papatya Defteri"


@pytest.fixture
def mine(cli: CommandLine) -> CommandLine:
    """A small world of this test's own, signed in as its made-up person, at a terminal."""
    assert cli.demo("whoami", "--people", "60").code == 0
    cli.terminal = True
    cli.transport = EmbeddedService()
    return cli


def _deletes(cli: CommandLine) -> bool:
    assert isinstance(cli.transport, EmbeddedService)
    return "/profile/1/" in cli.transport.asked


def test_with_the_name_the_account_is_gone(mine: CommandLine) -> None:
    outcome = mine.demo("profile", "delete", stdin=f"{_NAME}\n")
    assert (outcome.code, outcome.out) == (0, "")
    lines = outcome.err.splitlines()
    assert lines[0] == "This cannot be undone: nobody can bring back what CapX has erased."
    assert "What CapX erases:" in lines
    assert "What stays:" in lines
    asked, told = lines[-2:]
    assert asked == "Type your user name, Papatya Defteri, to delete your account. Anything else deletes nothing."
    assert told == (
        "Your account at CapX is deleted, Papatya Defteri, and you are signed out."
        " What this program kept of it is erased."
    )
    assert mine.demo("profile", "show").code == 3


@pytest.mark.parametrize("typed", ["", "\n", "papatya defteri\n", "y\n", "Papatya Defteri \n"])
def test_anything_else_deletes_nothing(mine: CommandLine, typed: str) -> None:
    outcome = mine.demo("profile", "delete", stdin=typed)
    assert (outcome.code, outcome.out) == (2, "")
    name = typed.rstrip("\n")
    assert outcome.err.endswith(f"“{name}” is not your user name, “Papatya Defteri”. Nothing was deleted.\n")
    assert not _deletes(mine)


def test_without_anybody_to_ask_yes_has_to_be_said(mine: CommandLine) -> None:
    mine.terminal = False
    outcome = mine.demo("profile", "delete", stdin=f"{_NAME}\n")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("“profile delete” asks before it writes, and there is nobody to ask here.")
    assert not _deletes(mine)
    gone = mine.demo("profile", "delete", "--yes", "--json")
    assert (gone.code, gone.json) == (0, {"id": 1, "username": _NAME, "deleted": True})


def test_a_table_of_nothing_is_refused_first(mine: CommandLine) -> None:
    outcome = mine.demo("profile", "delete", "--yes", "--csv")
    assert (outcome.code, outcome.err) == (2, "“profile delete” cannot print --csv.\n")
    assert not _deletes(mine)


def test_a_refusal_leaves_everything(mine: CommandLine) -> None:
    def down(request: Request) -> Response | None:
        return service_down(request) if request.method == "DELETE" else None

    mine.transport = EmbeddedService(down)
    outcome = mine.demo("profile", "delete", "--yes")
    assert outcome.code == 1
    assert "not working right now (status 503)" in outcome.err
    assert mine.demo("profile", "show", "--json").json["skills_known"] != []


def test_an_answer_that_is_lost_is_looked_up(mine: CommandLine) -> None:
    def lost(request: Request, response: Response) -> Response:
        if request.method == "DELETE":
            raise TimedOut(host=request.host)
        return response

    mine.transport = EmbeddedService(turned=lost)
    outcome = mine.demo("profile", "delete", "--yes", "--json")
    assert (outcome.code, outcome.json["deleted"]) == (0, True)


def test_a_user_whom_the_service_keeps_is_no_success(mine: CommandLine) -> None:
    deleted = False

    def half(request: Request) -> Response | None:
        nonlocal deleted
        if request.method == "DELETE":
            deleted = True
            return service_down(request)
        if deleted and request.url.endswith("/profile/"):
            return Response(
                200, {"content-type": "application/json"}, b'{"count":0,"next":null,"previous":null,"results":[]}'
            )
        return None

    mine.transport = EmbeddedService(half)
    outcome = mine.demo("profile", "delete", "--yes", "--json")
    assert (outcome.code, outcome.json["deleted"]) == (1, False)
    assert outcome.err.startswith("CapX erased your profile, Papatya Defteri, but kept the user account behind it,")
