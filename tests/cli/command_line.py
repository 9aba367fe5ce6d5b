"""The command line run in this process, with its streams, its clock and its network given."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from capx_tui.api.client import Transport
from capx_tui.cli.console import Console
from capx_tui.cli.main import run

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass
class Outcome:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


@dataclass
class CommandLine:
    """Runs command lines one after the other in one home, as a person would."""

    environ: dict[str, str]
    transport: Transport | None = None
    now: datetime = NOON
    typed: str = ""
    terminal: bool = False
    ran: list[Outcome] = field(default_factory=list)

    def __call__(self, *arguments: str, stdin: str | None = None) -> Outcome:
        make: Callable[[str], io.StringIO] = Terminal if self.terminal else io.StringIO
        out, err = make(""), make("")
        console = Console(
            make(self.typed if stdin is None else stdin),
            out,
            err,
            self.environ,
            lambda: self.now,
            self.transport,
        )
        outcome = Outcome(run(arguments, console), out.getvalue(), err.getvalue())
        self.ran.append(outcome)
        return outcome
