"""A conversation with the face of plain lines: what is typed, and what is said to each of it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from capx_tui.cli.console import Console
from capx_tui.cli.main import run
from tests.cli.command_line import CommandLine

PEOPLE = ("--people", "60")


@dataclass
class Said:
    """`code` is how it ended; `answers` is what came of each line typed, the next prompt included."""

    code: int
    out: str
    answers: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    def __contains__(self, words: object) -> bool:
        return str(words) in self.out


class Typing(io.StringIO):
    """Lines that are typed one after the other; ``^C`` is the key. Knows where in `shown` each was asked for."""

    def __init__(self, lines: tuple[str, ...], shown: io.StringIO) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))
        self._shown = shown
        self.asked_at: list[int] = []

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = super().readline(-1 if size is None else size)
        self.asked_at.append(len(self._shown.getvalue()))
        if line.strip() == "^C":
            raise KeyboardInterrupt
        return line


def talk(cli: CommandLine, *typed: str, flags: tuple[str, ...] = PEOPLE, service: str = "") -> Said:
    """Type these lines, then nothing more; with the embedded service, or with that of `cli.transport`."""
    shown, complaints = io.StringIO(), io.StringIO()
    typing = Typing(typed, shown)
    console = Console(typing, shown, complaints, cli.environ, transport=cli.transport, patience_s=cli.patience_s)
    service_flags = ("--service", service) if service else ("--demo", *flags)
    code = run(["--plain", *service_flags], console)
    out = shown.getvalue()
    assert complaints.getvalue() == ""
    ends = [*typing.asked_at[1:], len(out)]
    return Said(code, out, [out[begin:end] for begin, end in zip(typing.asked_at, ends, strict=True)][: len(typed)])
