"""The two ends of a conversation: lines that are said, lines that are answered."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, fields

from capx_tui.cli.console import Console
from capx_tui.i18n import t

__all__ = ["Ended", "Talk", "attended"]

#: Longer answers are cut: no field of ours takes more.
_LONGEST = 20_000
#: What steers a terminal is never written, whoever typed it: a key such as an arrow sends an escape code.
_STEERING = dict.fromkeys(each for each in (*range(0x20), *range(0x7F, 0xA0)) if each != ord("\n"))
#: So many sentences can be heard again.
_KEPT = 100


class Ended(Exception):
    """Nobody answers any more: Ctrl+D, or the end of a file."""


@dataclass(slots=True)
class _Attended(Console):
    @property
    def is_typed(self) -> bool:
        """Always: whoever converses is a person who can be asked, wherever their lines come from."""
        return True


def attended(console: Console) -> Console:
    """`console` for what line commands ask in a conversation."""
    given = {field.name: getattr(console, field.name) for field in fields(Console)}
    return _Attended(**{**given, "stderr": console.stdout, "quiet": False})


class Talk:
    """Says and asks on one stream each, so that both stand in their order wherever the stream goes."""

    def __init__(self, console: Console) -> None:
        self.console = console
        #: What was said of what was done, the newest last.
        self.log: deque[str] = deque(maxlen=_KEPT)

    def say(self, words: str) -> None:
        """A sentence on what was done or went wrong; it can be heard again."""
        self.log.append(words)
        self.tell([words])

    def tell(self, lines: Iterable[str]) -> None:
        """What there is to read. A line of somebody's own words that goes on below is set in."""
        for line in lines:
            first, *more = line.translate(_STEERING).split("\n")
            self.console.out([first, *(f"  {each}" for each in more)])
        self.console.flush()

    def ask(self, prompt: str) -> str:
        """One line, without blanks around it. Raises `Ended`, and `KeyboardInterrupt` for Ctrl+C."""
        console = self.console
        if console.stdout is not None:
            console.stdout.write(t("plain-prompt", prompt))
        console.flush()
        try:
            line = console.stdin.readline(_LONGEST) if console.stdin is not None else ""
        except KeyboardInterrupt:
            # The terminal has echoed ^C behind the prompt.
            console.out([""])
            raise
        if not line:
            console.out([""])
            raise Ended
        return line.strip()
