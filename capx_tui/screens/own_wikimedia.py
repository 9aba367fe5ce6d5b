"""One's own Wikimedia credentials: what they are for, giving them, which way messages go, and erasing them.

In: what a person pastes. Out: credentials that sign messages to Meta-Wiki, also without CapX. Can fail: a paste that
holds none, credentials that the wiki does not take, no answer; what was there before stays then.
"""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.auth.addresses import OWN_CONSUMER
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.model.message_words import way_words
from capx_tui.model.messages import Way
from capx_tui.screens.chooser import Choice, ChooserScreen
from capx_tui.screens.prompt import PromptScreen
from capx_tui.screens.rows import RowsScreen
from capx_tui.secret import Secret
from capx_tui.text import fold
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
        """Whose they are and what can be done with them, or how to come by some."""
        own, state = self.core.own, self.core.own.state
        rows = [Entry(value=t("own-help"))]
        if state.trouble is not None:
            rows.append(Entry(value=explain(state.trouble), style="warning"))
        if state.is_refused:
            rows.append(Entry(value=t("own-refused"), style="warning"))
        if state.is_there:
            rows += [
                Entry(t("own-account"), state.username or t("own-account-unasked")),
                Entry(t("own-kept"), t(own.where, own.kept_in)),
                *self._way_rows(),
                Entry(t("own-forget"), t("own-forget-help"), target=self._forget),
            ]
        rows.append(Entry(t("own-paste"), t("own-paste-help"), target=self._paste))
        if self.core.embedded:
            rows.append(Entry(t("own-demo"), t("own-demo-help"), target=self._take_made_up))
        else:
            label = t("own-register")
            rows.append(Entry(label, OWN_CONSUMER, "link", target=lambda: self.shell.open_link(OWN_CONSUMER, label)))
            rows.append(Entry(value=t("own-environment")))
        return rows

    def _way_rows(self) -> list[Entry]:
        ways = self.core.messages.ways
        words = self._words(ways.way)
        # With one way there is nothing to choose.
        return [Entry(t("own-way"), words, target=self._choose_way if len(ways.possible) > 1 else None)]

    def _words(self, way: Way) -> str:
        return way_words(way, self.core.own.state.username or t("own-account-unasked"))

    def _choose_way(self) -> None:
        ways = self.core.messages.ways

        def matching(typed: str) -> list[Choice]:
            choices = (Choice(way.value, self._words(way)) for way in ways.possible)
            return [choice for choice in choices if fold(typed) in fold(choice.label)]

        def chosen(way: object) -> None:
            if isinstance(way, str):
                ways.choose(Way(way))
                self.rebuild()
                self.say(t("own-way-changed", self._words(ways.way)))
                if self.core.settings.error is not None:
                    self.fail(self.core.settings.error)

        self.app.push_screen(ChooserScreen(lambda: t("own-way"), matching), chosen)

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
            words = " ".join(t(key) for key in done.keys)
            self.say(f"{words} {explain(done.trouble)}" if done.trouble is not None else words)

        self.load(forget, name="own", exclusive=False)
