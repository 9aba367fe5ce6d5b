"""Writes ``docs/plain.md``: the face of plain lines, with a conversation held with the embedded service."""

from __future__ import annotations

import io
import os
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from capx_tui.cli.console import Console
from capx_tui.cli.main import run

PAGE = Path(__file__).with_name("plain.md")
#: The world of the demo is built around this moment, so that the page is the same whenever it is written.
_NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
TYPED = (
    "sign in",
    "sign out",
    "sign in",
    "edit profile",
    "display name",
    "Maya of the Notebook",
    "wanted",
    "+pattypan",
    "b",
    "save",
    "1",
    "b",
    "settings",
    "short lists",
    "b",
    "explore",
    "search ceibo",
    "let's talk ceibo lectora",
    "subject",
    "An evening with Lua",
    "message",
    "Dear Ceibo,",
    "I would love to see your small examples.",
    ".",
    "save",
    "1",
    "q",
)
_TOP = """# Plain lines

`capx-tui --plain` is the whole program by questions and answers: nothing is drawn over, no escape code is written, and
what is said is never said twice. It begins by itself where the terminal cannot show the full screen (`TERM=dumb`, or no
terminal at all), and says so. It is made for screen readers that read along, for braille displays, for slow lines, and
for whoever likes it better.

* Type a **number**, a **name**, or the **beginning of a name**. If several things are meant, they are told.
* **Enter** or `m` tells ten lines more, `l` the list again, `b` goes back, `q` leaves, `?` helps; `? save` explains one
  action. What an action is about may follow its name: `search lua`, `hide 3`.
* In a form a number or name asks for a new value: Enter keeps the old one, `-` empties it, `?` explains. In a list
  `+Lua` adds and `-Lua` takes out. `Save` tells what changes and asks; `changes`, `undo` and `redo` are there as well.
* **Ctrl+C** stops what is under way, or goes back one place; twice it leaves. **Ctrl+D** leaves. What was typed into a
  form is kept as a draft and offered again, here and in the full screen.
* Lists tell each entry with its facts; `density` makes them names alone.

Rows, words, rules, drafts and actions are those of the full screen; nothing of CapX is missing here.

## From signing in to a message

What is typed stands behind `>`. The people are made up.

```
"""


class _Typing(io.StringIO):
    """Lines that are typed; a terminal would show them, so they are shown."""

    def __init__(self, lines: tuple[str, ...], shown: io.StringIO) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))
        self._shown = shown

    def readline(self, size: int | None = -1, /) -> str:
        """The next line, shown as it is given."""
        line = super().readline(-1 if size is None else size)
        self._shown.write(line)
        return line


def conversation() -> str:
    """The transcript, in an empty home."""
    home, before = tempfile.TemporaryDirectory(), dict(os.environ)
    with home:
        os.environ.clear()
        os.environ.update({"HOME": home.name, "PATH": before.get("PATH", ""), "TZ": "UTC"})
        try:
            shown = io.StringIO()
            environ = {"HOME": home.name, "TERM": "dumb"}
            console = Console(_Typing(TYPED, shown), shown, shown, environ, now=lambda: _NOW)
            code = run(["--plain", "--demo", "--people", "60"], console)
        finally:
            os.environ.clear()
            os.environ.update(before)
    assert code == 0, shown.getvalue()
    # A line that ends with a blank is no line of a page.
    return re.sub(r" +$", "", shown.getvalue().replace(home.name, "~"), flags=re.MULTILINE)


def page() -> str:
    """The whole page."""
    return f"{_TOP}{conversation()}```\n"


if __name__ == "__main__":
    PAGE.write_text(page())
