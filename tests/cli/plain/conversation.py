"""A conversation with the face of plain lines: what is typed, and what is said to each of it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.cli.command_line import CommandLine

PEOPLE = ("--people", "60")


@dataclass
class Said:
    """`code` is how it ended; `answers` what came before the first prompt, then after each line typed."""

    code: int
    out: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    def __contains__(self, words: object) -> bool:
        return str(words) in self.out


def talk(cli: CommandLine, *typed: str, flags: tuple[str, ...] = ()) -> Said:
    """Type these lines, then nothing more."""
    found = cli.demo("--plain", *flags, stdin="".join(f"{line}\n" for line in typed))
    assert found.err == "", found.err
    return Said(found.code, found.out)
