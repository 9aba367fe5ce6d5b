"""Settings: language, theme, service, speech, and what is kept on this machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from capx_tui.api.endpoints import checked
from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.moments import ago
from capx_tui.model.keymaps import PRESETS
from capx_tui.model.languages import interface_languages
from capx_tui.screens.base import Restart
from capx_tui.screens.chooser import Choice, ChooserScreen
from capx_tui.screens.own_wikimedia import OwnWikimediaScreen
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.settings_keys import KeysScreen, own_words, preset_words
from capx_tui.styles.themes import THEMES
from capx_tui.terminal.modes import ANNOUNCEMENTS, COLOURS
from capx_tui.text import fold
from capx_tui.widgets.reading import Entry

__all__ = ["SettingsScreen"]


def _word(claim: bool) -> str:
    return t("word-yes") if claim else t("word-no")


class SettingsScreen(RowsScreen[None]):
    """Each row shows its value; Enter changes it, and it is kept at once."""

    TITLE_KEY = "screen-settings"
    BEGINS_AT_A_WAY = True

    def entries(self) -> Sequence[Entry]:
        """Rows by area."""
        settings = self.core.settings.state
        return [
            Entry(t("settings-looks"), heading=True),
            Entry(
                t("settings-language"),
                self._language_name(),
                target=self._choose_language,
            ),
            Entry(t("settings-theme"), t(f"theme-{self.app.theme}"), target=self._choose_theme),
            Entry(t("settings-colour"), self._colour_words(), target=self._choose_colour),
            self._switch("borders", t("settings-borders")),
            Entry(t("settings-motion"), t("settings-motion-none")),
            Entry(t("settings-speech"), heading=True),
            Entry(t("settings-screen-reader"), _word(bool(settings.screen_reader)), target=self._toggle_reader),
            self._switch("cursor", t("settings-cursor")),
            Entry(
                t("settings-announcements"),
                t(f"announcements-{settings.announcements}"),
                target=self._choose_announcements,
            ),
            Entry(t("settings-keys"), heading=True),
            Entry(t("settings-keys-preset"), preset_words(), target=self._choose_keys),
            Entry(t("settings-keys-own"), own_words(settings.keys), target=self._own_keys),
            Entry(t("settings-service"), heading=True),
            Entry(t("settings-service-address"), self.core.service_name, target=self._choose_service),
            Entry(t("settings-kept"), heading=True),
            Entry(t("settings-mirror"), self._mirror_words(), target=self._forget_mirror),
            Entry(t("settings-token"), self._token_words(), target=self._account),
            Entry(t("own-title"), self._own_words(), target=lambda: self.app.push_screen(OwnWikimediaScreen())),
        ]

    @property
    def _latin(self) -> bool:
        """Whether the terminal is sure to show Latin letters and no others: the console of Linux has one font."""
        return self.core.modes.is_ascii

    def _language_name(self) -> str:
        return dict(interface_languages(latin=self._latin)).get(self.core.language, self.core.language)

    def _changed(self, words: str) -> None:
        """Say what is chosen now; or that it holds only until the program ends, and why."""
        self.rebuild()
        self.say(words)
        if self.core.settings.error is not None:
            self.fail(self.core.settings.error)

    def _mirror_words(self) -> str:
        state = self.core.mirror.state()
        if state.checked_at is None:
            return t("home-no-data")
        return f"{t('home-data-of', state.people, state.organizations, state.capacities)} " + t(
            "home-data-age", ago(state.checked_at, self.core.now())
        )

    def _token_words(self) -> str:
        session = self.core.session
        return t(session.where, session.kept_in) if session.where else t("title-signed-out")

    def _own_words(self) -> str:
        own = self.core.own
        return t(own.where, own.kept_in) if own.where else t("own-none")

    def _account(self) -> None:
        self.shell.go("sign-in")

    def _toggle_reader(self) -> None:
        reader = not self.core.settings.state.screen_reader
        self.shell.set_screen_reader(reader)
        self._changed(t("settings-screen-reader-on") if reader else t("settings-screen-reader-off"))

    def _choose_language(self) -> None:
        def matching(typed: str) -> list[Choice]:
            choices = (Choice(code, name, code) for code, name in interface_languages(latin=self._latin))
            return [choice for choice in choices if fold(typed) in fold(f"{choice.label} {choice.detail}")]

        def chosen(code: object) -> None:
            if isinstance(code, str):
                self.shell.change_language(code)
                self._changed(t("settings-language-changed"))

        self.app.push_screen(ChooserScreen(lambda: t("settings-language"), matching), chosen)

    def _switch(self, name: str, label: str) -> Entry:
        return Entry(label, _word(getattr(self.core.settings.state, name)), target=partial(self._turn, name, label))

    def _colour_words(self) -> str:
        """What is in use, and what was chosen where the terminal or ``NO_COLOR`` allows less."""
        chosen, used = self.core.settings.state.colour, self.core.modes.colour
        return t(f"colour-{used}") if used == chosen else t("settings-colour-less", t(f"colour-{used}"))

    def _turn(self, name: str, label: str) -> None:
        """A switch of yes and no, the other way round."""
        wanted = not getattr(self.core.settings.state, name)
        self.shell.change_looks(**{name: wanted})
        self._changed(t("settings-switched", label, _word(wanted)))

    def _choose_colour(self) -> None:
        self._choose_look("colour", t("settings-colour"), {name: t(f"colour-{name}") for name in COLOURS})

    def _choose_announcements(self) -> None:
        names: dict[str, str] = {name: t(f"announcements-{name}") for name in ANNOUNCEMENTS}
        self._choose_look("announcements", t("settings-announcements"), names)

    def _choose_look(self, setting: str, label: str, names: Mapping[str, str]) -> None:
        def matching(typed: str) -> list[Choice]:
            return [Choice(name, words) for name, words in names.items() if fold(typed) in fold(words)]

        def chosen(name: object) -> None:
            if isinstance(name, str):
                self.shell.change_looks(**{setting: name})
                self._changed(t("settings-switched", label, names[name]))

        self.app.push_screen(ChooserScreen(label, matching), chosen)

    def _choose_theme(self) -> None:
        def matching(typed: str) -> list[Choice]:
            choices = (Choice(theme.name, t(f"theme-{theme.name}")) for theme in THEMES)
            return [choice for choice in choices if fold(typed) in fold(choice.label)]

        def chosen(name: object) -> None:
            if isinstance(name, str):
                self.shell.change_looks(theme=name.removeprefix("capx-"))
                self._changed(t("settings-theme-changed", t(f"theme-{name}")))

        self.app.push_screen(ChooserScreen(lambda: t("settings-theme"), matching), chosen)

    def _choose_keys(self) -> None:
        def matching(typed: str) -> list[Choice]:
            choices = (Choice(name, t(f"keys-preset-{name}")) for name in PRESETS)
            return [choice for choice in choices if fold(typed) in fold(choice.label)]

        def chosen(name: object) -> None:
            if isinstance(name, str):
                self.shell.change_keys(keymap=name)
                self.retitle()
                self._changed(t("settings-keys-changed", preset_words()))

        self.app.push_screen(ChooserScreen(lambda: t("settings-keys-preset"), matching), chosen)

    def _own_keys(self) -> None:
        self.app.push_screen(KeysScreen())

    def _choose_service(self) -> None:
        services = (("", t("settings-service-default")), ("demo", t("settings-service-demo")))

        def matching(typed: str) -> list[Choice]:
            choices = [Choice(name, label) for name, label in services if fold(typed) in fold(label)]
            if "://" in typed:
                choices.append(Choice(typed.strip(), t("settings-service-own", typed.strip())))
            return choices

        def chosen(name: object) -> None:
            if not isinstance(name, str):
                return
            try:
                service = checked(name) if name not in ("", "demo") else ""
            except RuleError as error:
                self.fail(error)
            else:
                self.shell.restart(Restart(demo=name == "demo", service=service))

        self.app.push_screen(ChooserScreen(lambda: t("settings-service-choose"), matching), chosen)

    def _forget_mirror(self) -> None:
        def matching(typed: str) -> list[Choice]:
            choices = (Choice("no", t("settings-mirror-keep")), Choice("yes", t("settings-mirror-forget")))
            return [choice for choice in choices if fold(typed) in fold(choice.label)]

        def chosen(answer: object) -> None:
            if answer == "yes":
                self.load(self._forget, name="forget mirror", exclusive=False)

        self.app.push_screen(ChooserScreen(lambda: t("settings-mirror"), matching), chosen)

    async def _forget(self) -> None:
        await self.core.mirror.forget()
        self.core.explore.catch_up()
        self.rebuild()
        self.say(t("settings-mirror-forgotten"))
