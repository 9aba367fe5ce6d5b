"""An editor for tests: a program that keeps what it was given, and replaces texts in it."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.cli.command_line import CommandLine

__all__ = ["Editor"]

_PROGRAM = """
import json, pathlib, sys
path, log, turns = pathlib.Path(sys.argv[1]), pathlib.Path({log!r}), json.loads({turns!r})
text = path.read_text("utf-8")
turn = len(list(log.iterdir()))
(log / str(turn)).write_text(text, "utf-8")
for old, new in turns[min(turn, len(turns) - 1)] if turns else []:
    assert old in text, old
    text = text.replace(old, new)
path.write_text(text, "utf-8")
"""


class Editor:
    """`turns` are what it replaces, the first time it is opened, the second, and so on; the last goes on for ever."""

    def __init__(self, cli: CommandLine, home: Path, *turns: dict[str, str]) -> None:
        import json

        self._log = home / "editor"
        self._log.mkdir(exist_ok=True)
        program = home / "editor.py"
        edits = json.dumps([list(turn.items()) for turn in turns])
        program.write_text(_PROGRAM.format(log=str(self._log), turns=edits), "utf-8")
        cli.environ["EDITOR"] = f"{sys.executable} {program}"

    @property
    def seen(self) -> list[str]:
        """What it was given, each time."""
        return [each.read_text("utf-8") for each in sorted(self._log.iterdir(), key=lambda each: int(each.name))]
