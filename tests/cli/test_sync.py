"""``sync``, and what is said while it works."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.cli.console import Console
from capx_tui.cli.progress import Progress
from capx_tui.store.sync_progress import SyncProgress, SyncReport
from tests.cli.command_line import CommandLine, EmbeddedService, NoNetwork
from tests.store.clocks import JUMPS


def test_the_report_as_json_and_as_text(cli: CommandLine) -> None:
    first = cli.demo("sync", "--people", "30", "--json").json
    assert first.keys() == {"people", "organizations", "capacities", "changed", "seconds"}
    assert (first["people"], first["capacities"], first["changed"]) == (30, 134, 30)
    assert first["seconds"] > 0
    again = cli.demo("sync")
    assert again.lines == [
        "0 profiles are new, changed or gone.",
        f"30 people, {first['organizations']} organizations, 134 capacities.",
    ]
    assert again.err == ""


def test_full_reads_everybody_again(cli: CommandLine) -> None:
    cli.demo("sync", "--people", "30")
    service = cli.transport = EmbeddedService()
    assert cli.demo("sync", "--full", "--json").json["changed"] == 0
    assert any(path.startswith("/skill/") for path in service.asked)


def test_forget_deletes_the_copy(cli: CommandLine) -> None:
    cli.demo("sync", "--people", "30")
    gone = cli.demo("sync", "--forget")
    assert gone.code == 0
    assert gone.out == "The local copy of http://embedded.capx.invalid is deleted.\n"
    network = cli.transport = NoNetwork()
    assert cli.demo("explore").code == 1
    assert network.asked
    assert cli.demo("sync", "--forget", "--json").json["people"] == 0


def test_full_and_forget_exclude_each_other(cli: CommandLine) -> None:
    assert cli("sync", "--full", "--forget").code == 2


def test_a_service_that_is_down_fails_the_sync_in_words(cli: CommandLine) -> None:
    down = Response(503, {"retry-after": "600"}, b"")
    cli.transport = EmbeddedService(lambda request: down)
    outcome = cli.demo("sync", "--people", "30")
    assert (outcome.code, outcome.out) == (1, "")
    assert "not working right now (status 503)" in outcome.err
    assert "Fetched" not in outcome.err


def test_a_failing_neighbour_is_said_and_fails_nothing(cli: CommandLine) -> None:
    def metabase_down(request: Request) -> Response | None:
        return Response(404, {}, b"") if "metabase" in request.url else None

    cli.transport = EmbeddedService(metabase_down)
    cli.demo("whoami", "--people", "30")
    outcome = cli.demo("sync")
    assert outcome.code == 0
    assert "A part could not be fetched" in outcome.err


def test_progress_speaks_at_the_start_every_ten_seconds_and_at_the_end() -> None:
    clock = [datetime(2026, 11, 22, 12, tzinfo=UTC)]
    err = io.StringIO()
    console = Console(None, None, err, {}, lambda: clock[0])
    progress = Progress(console, tells=True)
    for second in range(26):
        progress(SyncProgress(people=second * 100, people_of=2600 if second > 12 else 0, filling=True))
        clock[0] += timedelta(seconds=1)
    progress(SyncProgress(people=2600, people_of=2600, finished=True))
    assert err.getvalue().splitlines() == [
        "Fetching everything for the first time. This is done once.",
        "Still fetching: names of capacities, territories and languages.",
        "Still fetching: 2,000 of 2,600 people.",
    ]
    progress.done(SyncReport(2600, 0, 0, 2600, 26.0))
    assert err.getvalue().splitlines()[-1] == "Fetched: 2,600 people."


def test_progress_of_what_takes_no_time_is_silent() -> None:
    err = io.StringIO()
    progress = Progress(Console(None, None, err, {}), tells=False)
    progress(SyncProgress(people=1))
    progress.done(SyncReport(1, 0, 0, 0, 0.1))
    assert err.getvalue() == ""


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_progress_goes_on_speaking_after_the_clock_was_set(jump: timedelta) -> None:
    clock = [datetime(2026, 11, 22, 12, tzinfo=UTC)]
    err = io.StringIO()
    progress = Progress(Console(None, None, err, {}, lambda: clock[0]), tells=True)
    for second in range(25):
        progress(SyncProgress(people=second * 100, people_of=2600, filling=True))
        clock[0] += timedelta(seconds=1)
        if second == 4:
            clock[0] += jump
    assert err.getvalue().splitlines() == [
        "Fetching everything for the first time. This is done once.",
        "Still fetching: 500 of 2,600 people.",
        "Still fetching: 1,500 of 2,600 people.",
    ]
