"""``login --own``, ``whoami --own``, ``logout --own`` and ``message send --through``: Meta-Wiki without CapX."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from capx_tui.demo.embedded import DATABASE_NAME, demo_credentials
from capx_tui.paths import data_dir
from tests.cli.command_line import CommandLine
from tests.cli.test_mentorship_apply import FEW, world

BOB = "Ceibo Lectora"
ME = "Papatya Defteri"
NOBODYS = ("0" * 32, "0" * 40, "0" * 32, "0" * 40)
DIRECTLY = f"Messages go: directly through Meta-Wiki as {ME}"
GIVE = (
    "Give new ones under “Own Wikimedia credentials” in Sign in, or with “capx-tui login --own”. Meta-Wiki makes them "
    "at Special:OAuthConsumerRegistration, for yourself alone."
)


def credentials() -> str:
    return demo_credentials(data_dir() / "demo" / DATABASE_NAME)


def talk_page() -> str | None:
    with closing(sqlite3.connect(data_dir() / "demo" / DATABASE_NAME)) as connection:
        row = connection.execute("SELECT wikitext FROM meta_page WHERE title = ?", (f"User talk:{BOB}",)).fetchone()
    return str(row[0]) if row else None


@pytest.fixture
def alone(cli: CommandLine) -> CommandLine:
    """Signed out of CapX."""
    cli.demo("logout", *FEW)
    return cli


def test_credentials_on_standard_input_are_taken_shown_and_erased(alone: CommandLine) -> None:
    given = alone.demo("login", "--own", *FEW, stdin=credentials())
    assert given.code == 0
    assert given.lines[0] == f"Messages can go directly as: {ME}"
    assert given.lines[2] == DIRECTLY
    told = json.loads(alone.demo("whoami", "--own", "--json", *FEW).out)
    assert (told["username"], told["kept"], told["through"]) == (ME, "file", "meta")
    gone = alone.demo("logout", "--own", *FEW)
    assert (gone.code, gone.lines) == (
        0,
        ["Your own credentials are erased here. At Meta-Wiki they count until you disable the consumer there."],
    )
    none = alone.demo("whoami", "--own", *FEW)
    assert (none.code, none.err.strip()) == (1, f"There are no Wikimedia credentials of your own here. {GIVE}")
    assert alone.demo("logout", "--own", *FEW).lines == ["There are no Wikimedia credentials of your own here."]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("my password", 2, "These are no Wikimedia credentials"),
        ("", 2, "Nothing was pasted"),
        ("\n".join(NOBODYS), 1, "Meta-Wiki does not take your own credentials"),
    ],
)
def test_what_is_no_good_is_told_and_not_kept(alone: CommandLine, text: str, code: int, words: str) -> None:
    refused = alone.demo("login", "--own", *FEW, stdin=text)
    assert refused.code == code
    assert refused.err.startswith(words)
    assert alone.demo("whoami", "--own", *FEW).code == 1


def test_signed_out_of_capx_messages_go_with_own_credentials_alone(alone: CommandLine) -> None:
    send = ("message", "send", BOB, "--subject", "Hello", "--method", "talkpage", "--yes", *FEW)
    assert alone.demo(*send, stdin="Hi there").code == 3
    none = alone.demo(*send, "--through", "meta", stdin="Hi there")
    assert (none.code, none.err.strip()) == (1, f"There are no Wikimedia credentials of your own here. {GIVE}")
    alone.demo("login", "--own", *FEW, stdin=credentials())
    sent = alone.demo(*send, "--json", stdin="Hi there")
    assert (sent.code, json.loads(sent.out)) == (
        0,
        {"id": None, "status": "sent", "method": "talkpage", "error_message": None, "public": True},
    )
    assert talk_page() == "\n\n== Hello ==\n\nHi there\n--~~~~"
    listed = alone.demo("message", "sent", "--json", *FEW)
    assert [(row["receiver"], row["status"]) for row in json.loads(listed.out)] == [(BOB, "sent")]
    assert alone.demo(*send, "--through", "capx", stdin="Hi there").code == 3
    wrong = alone.demo(*send, "--through", "pigeon", stdin="Hi there")
    assert (wrong.code, "capx, meta" in wrong.err) == (2, True)


def test_with_both_ways_the_flag_chooses_for_once_and_what_goes_is_told_before(
    cli: CommandLine, tmp_path: Path
) -> None:
    cli.demo("whoami", *FEW)
    cli.demo("login", "--own", *FEW, stdin=credentials())
    send = ("message", "send", BOB, "--subject", "Hello", "--method", "email", *FEW)
    path = tmp_path / "text.txt"
    path.write_text("Hi there")
    cli.terminal = True
    told = cli.demo(*send, "--through", "meta", "--file", str(path), stdin="no\n")
    cli.terminal = False
    assert told.code == 2
    assert f"Goes: directly through Meta-Wiki as {ME}" in told.err
    assert f"It is for {BOB} alone: it goes from here to Meta-Wiki, and CapX learns nothing of it." in told.err
    assert "keeps neither subject nor text" not in told.err
    assert cli.demo(*send, "--yes", "--file", str(path)).code == 0
    direct = cli.demo(*send, "--yes", "--json", "--through", "meta", "--file", str(path))
    assert json.loads(direct.out)["id"] is None
    # The next one goes as before.
    again = cli.demo(*send, "--yes", "--json", "--file", str(path))
    assert json.loads(again.out)["id"] is not None


def test_standard_input_cannot_hold_both_credentials_and_text(cli: CommandLine) -> None:
    cli.environ["CAPX_TUI_WIKIMEDIA_OAUTH"] = "-"
    told = cli("message", "send", BOB, "--subject", "Hello", "--method", "email", "--yes", stdin="\n".join(NOBODYS))
    assert (told.code, told.err.strip()) == (2, "Standard input holds your credentials: give the text with --file.")
    # The embedded wiki gets nobody's real credentials: there the text comes on standard input as always.
    sent = cli.demo("message", "send", BOB, "--subject", "Hello", "--method", "email", "--yes", *FEW, stdin="Hi there")
    assert sent.code == 0


__all__ = ["world"]
