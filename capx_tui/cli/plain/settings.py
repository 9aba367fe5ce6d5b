"""Settings in plain lines: those that hold here as well. What only looks otherwise is set in the full screen."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.cli.plain.asking import ChooserPlace, ask_question
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.i18n import t, use
from capx_tui.i18n.moments import ago
from capx_tui.model.choice import Answer, Choice
from capx_tui.model.entry import Entry
from capx_tui.model.languages import interface_languages
from capx_tui.text import fold

__all__ = ["SettingsPlace"]


class SettingsPlace(RowsPlace):
    """Language, lists, the copy of public data, the sign-in."""

    TITLE_KEY = "screen-settings"

    def entries(self) -> Sequence[Entry]:
        """Each shows its value; a number changes it, and it is kept at once."""
        session, settings = self.core.session, self.core.settings.state
        token = t(session.where, session.kept_in) if session.where else t("title-signed-out")
        return [
            Entry(t("settings-language"), self._language_name(), target=self._language),
            Entry(t("plain-settings-short"), t("word-yes" if settings.compact else "word-no"), target=self._short),
            Entry(t("settings-service-address"), self.core.service_name),
            Entry(t("settings-mirror"), self._mirror_words(), target=self._forget),
            Entry(t("settings-token"), token, target=lambda: self.face.go("sign-in")),
            Entry(value=t("plain-settings-rest")),
        ]

    def _language_name(self) -> str:
        return dict(interface_languages(latin=self.core.modes.is_ascii)).get(self.core.language, self.core.language)

    def _mirror_words(self) -> str:
        state = self.core.mirror.state()
        if state.checked_at is None:
            return t("home-no-data")
        held = t("home-data-of", state.people, state.organizations, state.capacities)
        return f"{held} {t('home-data-age', ago(state.checked_at, self.core.now()))}"

    def _changed(self, words: str) -> None:
        self._lines = self.listed()
        self.face.say(words)
        if self.core.settings.error is not None:
            self.face.fail(self.core.settings.error)

    def _short(self) -> None:
        is_short = not self.core.settings.state.compact
        self.core.settings.change(compact=is_short)
        self._changed(t("explore-compact") if is_short else t("explore-full"))

    def _language(self) -> None:
        def choices(typed: str) -> list[Choice]:
            named = interface_languages(latin=self.core.modes.is_ascii)
            found = (Choice(code, name, code) for code, name in named)
            return [each for each in found if fold(typed) in fold(f"{each.label} {each.detail}")]

        def taken(code: object) -> None:
            before = self.core.language
            self.core.settings.change(language=str(code))
            self.core.language = use(str(code)).language
            self.face.talk.console.language = self.core.language
            self._changed(t("settings-language-changed"))
            # Names of capacities and languages in the new language come from the service.
            if self.core.language != before and self.core.explore.state.total:
                self.face.attempt(self.face.refresh)

        self.face.push(ChooserPlace(self.face, t("settings-language"), choices, taken=taken))

    def _forget(self) -> None:
        answers = (Answer("no", t("settings-mirror-keep")), Answer("yes", t("settings-mirror-forget")))
        if ask_question(self.face, [self._mirror_words()], answers, ask=t("settings-mirror")) == "yes":
            self.face.work(self.core.mirror.forget())
            self.core.explore.catch_up()
            self._changed(t("settings-mirror-forgotten"))
