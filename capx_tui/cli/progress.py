"""Progress for the ear: a line at the start, one every ten seconds, one at the end."""

from __future__ import annotations

from datetime import datetime, timedelta

from capx_tui.cli.console import Console
from capx_tui.i18n import t
from capx_tui.model.freshness import holds
from capx_tui.store.sync_progress import SyncProgress, SyncReport

__all__ = ["Progress"]

_EVERY = timedelta(seconds=10)


class Progress:
    """Takes `SyncProgress` values as they come; with `tells` False it is silent, for what takes no time."""

    def __init__(self, console: Console, *, tells: bool) -> None:
        self._console = console
        self._tells = tells
        self._said: datetime | None = None

    def __call__(self, progress: SyncProgress) -> None:
        """Say what there is to say now."""
        if not self._tells:
            return
        now = self._console.now()
        if self._said is None:
            self._console.say(t("cli-fill-start"))
            self._said = now
        elif not holds(self._said, now, _EVERY):
            if progress.people_of:
                self._console.say(t("cli-fill-people", progress.people, progress.people_of))
            else:
                self._console.say(t("cli-fill-lists"))
            self._said = now

    def done(self, report: SyncReport) -> None:
        """Say the end: only what came to a good one is called done."""
        if self._tells:
            self._console.say(t("cli-fill-done", report.people))
