"""``capx-tui --plain``: the face of plain lines over the core, from the first word to the last."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from capx_tui.cli.console import Console
from capx_tui.cli.opened import opened
from capx_tui.cli.options import Request
from capx_tui.cli.plain.face import Face
from capx_tui.cli.plain.menu import MenuPlace
from capx_tui.cli.plain.talk import Talk
from capx_tui.full_screen import notices
from capx_tui.i18n import t, use_lines
from capx_tui.terminal.key_words import use_names

__all__ = ["run"]


@contextmanager
def _told_to_end() -> Iterator[None]:
    """A terminal that is gone, or a machine that goes down, ends it in order: what was hidden is shown again."""

    def end(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    before = {number: signal.signal(number, end) for number in (signal.SIGHUP, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run(request: Request, console: Console, *, screen: str = "", by_itself: bool = False) -> int:
    """The conversation, beginning at the menu, or at `screen`. `by_itself`: nobody asked for plain lines.

    Raises what opening the core raises.
    """
    # One stream: what is asked and what is told must stand in their order.
    talk = Talk(replace(console, stderr=console.stdout))
    use_names(by_name=True)
    use_lines(in_lines=True)
    try:
        with _told_to_end(), opened(request, talk.console) as (core, work):
            face = Face(request, talk, core, work)
            told = [t("plain-by-itself")] if by_itself else []
            talk.tell([t("plain-welcome", core.service_name), *told, *notices(core, speaks=False)])
            face.converse(MenuPlace(face), partial(face.go, screen) if screen else None)
    finally:
        use_names(by_name=False)
        use_lines(in_lines=False)
    return 0
