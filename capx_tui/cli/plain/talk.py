"""The two ends of a conversation: lines that are said, lines that are answered."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

from capx_tui.cli.console import Console
from capx_tui.cli.pasting import read_pasted, without_echo
from capx_tui.i18n import t
from capx_tui.secret import Secret

__all__ = ["Ended", "Talk", "attended"]

#: Longer answers are cut: no field of ours takes more.
_LONGEST = 20_000
#: What steers a terminal is never written, whoever typed it: a key such as an arrow sends an escape code.
_STEERING = dict.fromkeys(each for each in (*range(0x20), *range(0x7F, 0xA0)) if each != ord("\n"))
#: So many lines may go with a report.
_PICTURED = 24
#: So many sentences can be heard again.
_KEPT = 50


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
        #: The last lines that were told, for a report.
        self.lines: deque[str] = deque(maxlen=_PICTURED)
        #: How many sentences were said, those included that are not kept any more.
        self.count = 0

    def say(self, words: str) -> None:
        """A sentence on what was done or went wrong; it can be heard again."""
        self.count += 1
        self.log.append(words)
        self.tell([words])

    def forget(self, since: int) -> None:
        """Keep nothing of what was said after `since` sentences (`count`)."""
        for _ in range(min(self.count - since, len(self.log))):
            self.log.pop()
        self.count = min(self.count, since)

    def tell(self, lines: Iterable[str]) -> None:
        """What there is to read. A line of somebody's own words that goes on below is set in."""
        for line in lines:
            first, *more = line.translate(_STEERING).split("\n")
            told = [first, *(f"  {each}" for each in more)]
            self.lines += told
            self.console.out(told)
        self.console.flush()

    def ask(self, prompt: str) -> str:
        """One line, without blanks around it. Raises `Ended`, and `KeyboardInterrupt` for Ctrl+C."""
        return self._ask(prompt).strip()

    def ask_unseen(self, prompt: str) -> Secret | None:
        """One line that a terminal does not show, None for an empty one. Raises as `ask`."""
        with without_echo(self.console):
            line = self._ask(prompt)
        if self.console.is_typed:
            # The end of the line was not shown either.
            self.console.out([""])
        return Secret(line) if line.strip() else None

    def ask_pasted(self, how: str, most: int, is_whole: Callable[[Secret | None], bool] | None = None) -> Secret:
        """Lines that a terminal does not show, up to an empty one or until they make sense; `how` says what to paste.

        Raises `Ended` for none.
        """
        # Nothing is shown any more as soon as it is said that nothing is.
        with without_echo(self.console):
            self.tell([how])
            pasted = read_pasted(attended(self.console), most, is_whole=is_whole)
        if pasted is None:
            raise Ended
        return pasted

    def _ask(self, prompt: str) -> str:
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
        return line
