"""One's own Wikimedia credentials: what they are for, giving them, which way messages go, and erasing them.

In: what a person pastes. Out: credentials that sign messages to Meta-Wiki, also without CapX. Can fail: a paste that
holds none, credentials that the wiki does not take, no answer; what was there before stays then.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from capx_tui.i18n import t
from capx_tui.screens.chooser import ChooserScreen
from capx_tui.screens.own_wikimedia_rows import chosen_words, own_rows, way_choices
from capx_tui.screens.prompt import PromptScreen
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.session_words import forgotten_words
from capx_tui.secret import Secret
from capx_tui.widgets.reading import Entry

__all__ = ["OwnWikimediaScreen"]


class OwnWikimediaScreen(RowsScreen[None]):
    """Reached from Sign in and from Settings."""

    TITLE_KEY = "own-title"
    BEGINS_AT_A_WAY = True

    def start(self) -> None:
        """Follow the credentials; ask the wiki whose they are, where only they are known."""
        super().start()
        self.watch_store(self.core.own, lambda state: self.rebuild())
        if self.core.own.state.is_there and not self.core.own.state.username:
            self.load(self._ask, name="own")

    async def _ask(self) -> None:
        await self.core.own.owner()

    def entries(self) -> Sequence[Entry]:
        """See `screens.own_wikimedia_rows`."""
        return own_rows(
            self.core,
            self.shell,
            paste=self._paste,
            made_up=self._take_made_up,
            choose_way=self._choose_way,
            forget=self._forget,
        )

    def _choose_way(self) -> None:
        def chosen(way: object) -> None:
            if isinstance(way, str):
                said = chosen_words(self.core, way)
                self.rebuild()
                self.say(said)
                if self.core.settings.error is not None:
                    self.fail(self.core.settings.error)

        self.app.push_screen(ChooserScreen(lambda: t("own-way"), partial(way_choices, self.core)), chosen)

    def _paste(self) -> None:
        def pasted(text: object) -> None:
            if isinstance(text, str) and text.strip():
                self._take(Secret(text))

        self.app.push_screen(PromptScreen(lambda: t("own-paste"), lambda: t("own-paste-label"), password=True), pasted)

    def _take(self, secret: Secret) -> None:
        async def take() -> None:
            username = await self.core.own.take(secret)
            self.rebuild()
            self.say(t("own-taken", username))
            self.shell.own_given()

        self.load(take, name="own")

    def _take_made_up(self) -> None:
        made_up = self.core.own.made_up()
        if made_up is not None:
            self._take(made_up)

    def _forget(self) -> None:
        async def forget() -> None:
            done = await self.core.own.forget()
            self.rebuild()
            self.say(forgotten_words(done))

        self.load(forget, name="own", exclusive=False)
