"""The conversation of ``docs/plain.md`` as yasr speaks it; ``python -m tests.readers.plain_spoken`` writes the page."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from docs.plain import TYPED
from tests.pty.program import ROOT
from tests.readers.readers import open_session
from tests.readers.sessions import Session
from tests.readers.speech import Answer

__all__ = ["ARGUMENTS", "Turn", "conversation", "written"]

PAGE = ROOT / "docs" / "plain-spoken.md"
ARGUMENTS = ("-m", "capx_tui", "--plain", "--demo", "--people", "60")
_TOP = """# Plain lines, as they are heard

The conversation of [plain lines](plain.md) in front of the screen reader yasr: signing in, changing one's profile,
writing a message. Behind `>` stands what is typed, below it everything that yasr then says, one line for each time it
begins to speak. What it says while one types, the letters, is left out. Numbers of days are those of the day on which
this was written.

```
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """A line that is typed, and what was said to it."""

    typed: str
    said: tuple[str, ...]


def conversation(person: Session) -> list[Turn]:
    """Hold it in an opened session."""
    turns = [Turn("", person.open("Menu>").said)]
    for line in TYPED:
        person.press(line)
        person.settle()
        person.forget()
        turns.append(Turn(line, person.step("enter", _is_asked_again).said))
    return turns


def _is_asked_again(answer: Answer) -> bool:
    return answer.row.rstrip().endswith(">") or "Goodbye" in answer.text


def _page(turns: list[Turn]) -> str:
    lines = []
    for turn in turns:
        lines += [f"> {turn.typed}"] if turn.typed else []
        lines += [f"  {' '.join(text.split())}" for text in turn.said]
    return "\n".join([f"{_TOP}{lines[0]}", *lines[1:], "```", ""])


def written() -> list[Turn]:
    """What the page says."""
    talk = PAGE.read_text(encoding="utf-8").partition("```\n")[2].partition("```")[0]
    turns: list[Turn] = []
    for part in f"> \n{talk}".split("> ")[1:]:
        typed, *said = part.splitlines()
        turns.append(Turn(typed, tuple(line.strip() for line in said)))
    return turns


def main() -> None:
    """Write the page."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        home, directory = Path(place, "home"), Path(place, "sitting")
        home.mkdir()
        directory.mkdir()
        with open_session("yasr", ARGUMENTS, home, directory) as person:
            text = _page(conversation(person))
    PAGE.write_text(text.replace(str(home), "~"), encoding="utf-8")


if __name__ == "__main__":
    main()
