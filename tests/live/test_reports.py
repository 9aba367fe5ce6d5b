"""Reports and suggestions at a service that runs: every type, three files, read back without the client, none twice."""

from __future__ import annotations

import asyncio
import os
import random
import secrets
from pathlib import Path
from typing import Any

import pytest
import stamina

from capx_tui.api.client import Client
from capx_tui.api.transport import HttpxTransport
from capx_tui.bootstrap import Options, open_core
from capx_tui.errors import CapxError
from capx_tui.model.report_files import LARGEST, report_file
from capx_tui.model.reports import KINDS, SUGGESTION, Words
from capx_tui.screens.report_form import ReportFormScreen
from capx_tui.screens.suggest import SuggestScreen
from capx_tui.secret import Secret
from capx_tui.store.reports import ReportsStore
from tests.live.conftest import run_program, surroundings_of
from tests.live.plain import Plain
from tests.live.sitting import Sitting
from tests.screens.visits import Visit
from tests.store.trouble import Killed, Trouble

pytestmark = pytest.mark.live


@pytest.fixture
def mine(writable: str, token: Secret) -> Plain:
    """One's own reports, asked without the client."""
    return Plain(writable, token)


@pytest.fixture
def title() -> str:
    """What no earlier run sent: nobody but the team can take a report back."""
    return f"Made-up report {secrets.token_hex(4)}"


def reports(mine: Plain, title: str) -> list[Any]:
    """What the service has of that title."""
    return [row for row in mine.rows("/bugs/") if row["title"] == title]


def files(mine: Plain, report: int) -> list[str]:
    """The names of the files with a report."""
    return [row["file"].rpartition("/")[2] for row in mine.rows("/attachment/") if row["bug"] == report]


def test_a_suggestion_and_a_report_of_every_type_arrive_as_they_are(
    mine: Plain, writable: str, token: Secret, surroundings: Path, title: str
) -> None:
    text = Secret("One.\n\nTwo: ñ, 計, ✓.")
    commands: list[tuple[str, ...]] = [("suggest", "--title", title)]
    commands += [("report", "new", "--title", title, "--type", kind) for kind in KINDS]
    for command in commands:
        assert run_program(surroundings, writable, *command, "--json", stdin=text, token=token).json["title"] == title
    found = reports(mine, title)
    assert sorted(row["bug_type"] for row in found) == sorted([*KINDS, SUGGESTION])
    assert {row["description"] for row in found} == {text.reveal()}
    listed = run_program(surroundings, writable, "report", "list", "--json", token=token).json
    assert [row["id"] for row in listed if row["title"] == title] == sorted((row["id"] for row in found), reverse=True)


def test_three_files_of_the_greatest_size_go_with_a_report_and_the_same_again_is_one(
    mine: Plain, writable: str, token: Secret, surroundings: Path, tmp_path: Path, title: str
) -> None:
    flags = []
    for name in ("one.bin", "zwei ü.txt", "three"):
        (tmp_path / name).write_bytes(os.urandom(LARGEST))
        flags += ["--attach", str(tmp_path / name)]
    command = ("report", "new", "--title", title, *flags, "--json")
    for _ in range(2):
        sent = run_program(surroundings, writable, *command, stdin=Secret("Files"), token=token).json
        assert len(sent["attachments"]) == 3
    (row,) = reports(mine, title)
    assert len(files(mine, row["id"])) == 3
    (tmp_path / "four").write_text("four")
    refused = run_program(
        surroundings, writable, *command, "--attach", str(tmp_path / "four"), stdin=Secret("Files"), token=token
    )
    assert refused.code == 2


def test_from_the_screen_a_report_and_a_suggestion_go_once_confirmed(
    mine: Plain, writable: str, token: Secret, surroundings: Path, title: str
) -> None:
    async def report(here: Visit) -> None:
        await here.press("n")
        form = here.app.screen
        assert isinstance(form, ReportFormScreen)
        await here.type(title)
        form.rows.go_to("description")
        await here.press("enter")
        await here.type("From the screen.")
        await here.press("ctrl+s", "ctrl+s")
        assert here.status == "Send this report?"
        assert reports(mine, title) == []
        await here.choose("Send the report")
        assert here.status.startswith("The CapX team has your report: it is number ")
        assert title in here.text
        here.app.open_suggest(title)
        await here.settle()
        suggestion = here.app.screen
        assert isinstance(suggestion, SuggestScreen)
        suggestion.rows.go_to("description")
        await here.press("enter")
        await here.type("From the screen.")
        await here.press("ctrl+s", "ctrl+s")
        await here.choose("Send the suggestion")

    Sitting(surroundings, writable, token)("bug-reports", report)
    assert sorted(row["bug_type"] for row in reports(mine, title)) == ["error", SUGGESTION]
    assert all(row["description"].startswith("From the screen.") for row in reports(mine, title))


def test_nothing_is_doubled_over_a_line_that_breaks_at_random(
    mine: Plain, writable: str, token: Secret, surroundings: Path, title: str
) -> None:
    sent_files = tuple(report_file(f"{name}.txt", name.encode()) for name in ("one", "two"))

    async def send() -> None:
        environ = {**os.environ, **surroundings_of(surroundings, writable, token)}
        async with open_core(Options(service=writable, environ=environ)) as core:
            await core.session.owner()
            inner = HttpxTransport()
            trouble = Trouble(inner, random.Random(7))
            client = Client(trouble, core.addresses, core.session.token)
            store = ReportsStore(client, core.session)
            for number in range(8):
                words = Words(title, f"Number {number}", "test_case")
                for _ in range(200):
                    try:
                        if not (await store.report(words, sent_files)).missing:
                            break
                    except CapxError:
                        continue
                    except Killed:
                        store = ReportsStore(client, core.session)
            await inner.close()
            assert trouble.broke > 10

    with stamina.set_testing(True, attempts=1, cap=True):
        asyncio.run(send())
    found = reports(mine, title)
    assert sorted(row["description"] for row in found) == [f"Number {number}" for number in range(8)]
    assert all(len(files(mine, row["id"])) == 2 for row in found)
