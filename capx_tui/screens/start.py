"""The first screen of all: sign in, look around, or try the demo; and how the program should speak."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.screens.base import Restart
from capx_tui.screens.rows import RowsScreen
from capx_tui.widgets.reading import Entry

__all__ = ["StartScreen"]


class StartScreen(RowsScreen[None]):
    """Shown until the person has chosen once."""

    TITLE_KEY = "start-title"
    BEGINS_AT_A_WAY = True

    def entries(self) -> Sequence[Entry]:
        """What this is, and three ways in; for who brought a sign-in along, two."""
        reader = self.core.settings.state.screen_reader
        return [
            Entry(value=t("start-what")),
            Entry(value=t("start-voluntary")),
            Entry(t("start-ways"), heading=True),
            *self._ways(),
            Entry(t("start-demo"), t("start-demo-help"), target=self._demo),
            Entry(t("start-speech"), heading=True),
            Entry(
                t("settings-screen-reader"),
                f"{t('word-yes') if reader else t('word-no')}. {t('start-screen-reader-help')}",
                target=self._toggle_reader,
            ),
        ]

    def _ways(self) -> Sequence[Entry]:
        if self.core.session.state.is_signed_in:
            return [Entry(t("start-go-on"), t("start-go-on-help"), target=self._look_around)]
        return [
            Entry(t("screen-sign-in"), t("start-sign-in"), target=self._sign_in),
            Entry(t("start-look-around"), t("start-look-around-help"), target=self._look_around),
        ]

    def _sign_in(self) -> None:
        self._look_around()
        self.shell.go("sign-in")

    def _look_around(self) -> None:
        self.core.settings.change(opened_before=True)
        self.shell.go("home")

    def _demo(self) -> None:
        self.core.settings.change(opened_before=True)
        self.shell.restart(Restart(demo=True))

    def _toggle_reader(self) -> None:
        reader = not self.core.settings.state.screen_reader
        self.shell.set_screen_reader(reader)
        self.rebuild()
        self.say(t("settings-screen-reader-on") if reader else t("settings-screen-reader-off"))
