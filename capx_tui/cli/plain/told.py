"""Places that only tell: what was said, what can be typed, what the program is."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.cli.plain.line import Line
from capx_tui.cli.plain.place import Place
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.i18n import t
from capx_tui.model.actions import SCREENS, actions_in
from capx_tui.model.entry import Entry
from capx_tui.screens.about_rows import about_rows

__all__ = ["AboutPlace", "HelpPlace", "LogPlace"]


class LogPlace(Place):
    """The newest sentence first."""

    TITLE_KEY = "screen-log"

    def listed(self) -> Sequence[Line]:
        """What was said of what was done."""
        return [Line(words) for words in reversed(self.face.talk.log)] or [Line(t("plain-nothing-said"))]


class HelpPlace(Place):
    """How the plain face is used, what can be typed everywhere, what each screen is for."""

    TITLE_KEY = "screen-help"

    def listed(self) -> Sequence[Line]:
        """Everything, a line each."""
        from capx_tui.cli.plain.place import doing

        app = [entry for entry in actions_in("app") if hasattr(self.face, doing(entry))]
        return [
            Line(t("plain-help-line")),
            Line(t("plain-help-short")),
            Line(t("plain-help-words")),
            Line(t("plain-help-interrupt")),
            *(Line(t("people-fact", t(entry.label_key), t(entry.help_key))) for entry in app),
            *(Line(t("people-fact", t(entry.label_key), t(entry.help_key))) for entry in SCREENS),
        ]


class AboutPlace(RowsPlace):
    """Program, service, addresses."""

    TITLE_KEY = "screen-about"

    def entries(self) -> Sequence[Entry]:
        """See `screens.about_rows`."""
        return about_rows(self.core, self.face)
