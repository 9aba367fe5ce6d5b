"""Every line command over a world of hostile texts, in every format, and the face of plain lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.cli.flags import COMMANDS
from capx_tui.cli.main import DONE, REFUSED
from capx_tui.cli.plain.places import PLACES
from capx_tui.i18n import t, use
from capx_tui.model.actions import SCREENS
from tests.cli.command_line import CommandLine, EmbeddedService, Outcome
from tests.security.hostile import BANG, compromised, mangled
from tests.security.watched import trouble_in_text

#: What is asked, by command: everything that shows texts of other people. Writing has its own tests.
ASKED: dict[str, tuple[str, ...]] = {
    "explore": ("--incomplete", "--incomplete --sort name", "--known nobody --territory nowhere"),
    "person": ("Ceibo Lectora", "5", "nobody at all"),
    "matches": ("", "--mutual"),
    "saved": ("", "--org"),
    "badges": ("",),
    "letsconnect": ("",),
    "mentorship": ("", "apply nobody --role mentor"),
    "message": ("sent", "check Ceibo Lectora", "check nobody"),
    "org": ("show 122", "show 101", "show nobody", *(f"{part} 122" for part in ("names", "projects", "tags", "event"))),
    "orgs": ("",),
    "events": ("--all", "--past"),
    "profile": ("show",),
    "capacities": ("", "--view cards", "--view themes", "show 50", "show nobody"),
    "suggest": ("",),
    "translate": ("list --to tr", "list --to nobody", "status"),
    "stats": ("", "--by languages", "--by capacities", "gaps", "languages", "territories", "roots", "headline"),
    "report": ("list",),
    "sync": ("",),
    "login": ("",),
    "logout": ("--own",),
    "whoami": ("", "--own"),
    "open": ("https://capx.toolforge.org/profile/Ceibo_Lectora",),
    "completions": ("bash",),
    "doctor": ("",),
}  # fmt: skip
_LINES = tuple((command.name, asked) for command in COMMANDS for asked in ASKED[command.name])


@pytest.fixture
def hostile_line(hostile_world: Path, hostile_home: Path) -> Iterator[CommandLine]:
    """Runs command lines in the hostile home."""
    yield _line(hostile_home, mangled)
    use("en")


def _line(home: Path, turned: Callable[[Request, Response], Response]) -> CommandLine:
    return CommandLine({"HOME": str(home), "TERM": "xterm-256color"}, transport=EmbeddedService(turned=turned))


def _harmless(outcome: Outcome, what: object) -> None:
    for text in (outcome.out, outcome.err):
        assert not trouble_in_text(text), (what, trouble_in_text(text)[:5])
    assert "did not expect" not in outcome.err, (what, outcome.err)


def test_every_command_is_asked_something() -> None:
    assert {command.name for command in COMMANDS} == set(ASKED)


def test_no_line_steers_a_terminal_in_any_format(hostile_line: CommandLine) -> None:
    seen = 0
    for name, asked in _LINES:
        command = next(each for each in COMMANDS if each.name == name)
        for shape in command.formats:
            flags = [] if shape.value == "text" else [f"--{shape.value}"]
            outcome = hostile_line.demo(name, *asked.split(), *flags, stdin="x\n")
            _harmless(outcome, (name, asked, shape))
            assert outcome.code in (DONE, REFUSED, 2), (name, asked, outcome.err)
            seen += BANG in outcome.out
            if not outcome.code and shape.value == "json":
                json.loads(outcome.out)
            if not outcome.code and shape.value == "csv" and outcome.out.startswith('"'):
                rows = list(csv.reader(io.StringIO(outcome.out)))
                assert {len(row) for row in rows} == {len(rows[0])}, (name, asked)
                assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@", "\t", "|", "%")]
    assert seen > 30, "hardly anything hostile was said"


def test_a_calendar_of_hostile_events_is_one(hostile_line: CommandLine) -> None:
    outcome = hostile_line.demo("events", "--all", "--ics")
    assert outcome.out.count("BEGIN:VEVENT") == outcome.out.count("END:VEVENT") > 10
    assert all(line.endswith("\r") for line in outcome.out.split("\n")[:-1])
    assert not trouble_in_text(outcome.out.replace("\r\n", "\n"))


@pytest.mark.parametrize("turned", [mangled, compromised])
def test_the_face_of_plain_lines_says_nothing_that_steers(
    hostile_home: Path, hostile_world: Path, turned: Callable[[Request, Response], Response]
) -> None:
    """Into every place, the first things of its list and of theirs, and back out."""
    words = (t(entry.label_key).lower() for entry in SCREENS if entry.id in PLACES)
    typed = [line for word in words for line in (word, "", "1", "", "1", "b", "b", "b", "menu")]
    line = _line(hostile_home, turned)
    outcome = line.demo("--plain", stdin="".join(f"{each}\n" for each in typed))
    use("en")
    _harmless(outcome, turned)
    assert outcome.code == DONE
    assert BANG in outcome.out


@pytest.mark.parametrize("name", ["sync --full", "saved --json", "translate list --to tr --json", "badges"])
def test_a_service_that_lies_in_every_field_is_read_or_refused(
    surroundings: Path, hostile_world: Path, name: str
) -> None:
    """Items, codes, states and moments are hostile too, and the mirror is filled from that."""
    outcome = _line(surroundings, compromised).demo(*name.split())
    _harmless(outcome, name)
