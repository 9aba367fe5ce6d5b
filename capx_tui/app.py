"""The application: themes, style sheets, going from screen to screen. Everything else is elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.screen import Screen

from capx_tui.errors import CapxError
from capx_tui.everywhere import Everywhere
from capx_tui.i18n import t, use
from capx_tui.model.actions import SCREENS, screen
from capx_tui.model.keymaps import keymap
from capx_tui.model.links import read_address
from capx_tui.screens.base import CapxScreen
from capx_tui.styles.themes import SIXTEEN, THEMES, theme_for
from capx_tui.terminal.announcer import Announcer
from capx_tui.terminal.kept_picture import Picture
from capx_tui.terminal.keys import keymap_in_force, refusal_words, use_keymap

if TYPE_CHECKING:
    from capx_tui.core import Core
    from capx_tui.screens.sign_in import SignInScreen

__all__ = ["SCREEN_CLASSES", "CapxApp"]

#: Which class draws which screen; imported when it is first gone to.
SCREEN_CLASSES = {
    "start": ("capx_tui.screens.start", "StartScreen"),
    "home": ("capx_tui.screens.home", "HomeScreen"),
    "explore": ("capx_tui.screens.explore", "ExploreScreen"),
    "directory": ("capx_tui.screens.directory", "DirectoryScreen"),
    "my-profile": ("capx_tui.screens.my_profile", "MyProfileScreen"),
    "badges": ("capx_tui.screens.badges", "BadgesScreen"),
    "lets-connect": ("capx_tui.screens.lets_connect", "LetsConnectScreen"),
    "my-organizations": ("capx_tui.screens.my_organizations", "MyOrganizationsScreen"),
    "mentorship": ("capx_tui.screens.mentorship", "MentorshipScreen"),
    "messages": ("capx_tui.screens.messages", "MessagesScreen"),
    "statistics": ("capx_tui.screens.statistics", "StatisticsScreen"),
    "translate": ("capx_tui.screens.translate", "TranslateScreen"),
    "matches": ("capx_tui.screens.matches", "MatchesScreen"),
    "saved": ("capx_tui.screens.saved", "SavedScreen"),
    "organizations": ("capx_tui.screens.organizations", "OrganizationsScreen"),
    "events": ("capx_tui.screens.events", "EventsScreen"),
    "bug-reports": ("capx_tui.screens.bug_reports", "BugReportsScreen"),
    "suggest": ("capx_tui.screens.suggest", "SuggestScreen"),
    "edit-profile": ("capx_tui.screens.edit_profile", "EditProfileScreen"),
    "settings": ("capx_tui.screens.settings", "SettingsScreen"),
    "help": ("capx_tui.screens.help", "HelpScreen"),
    "log": ("capx_tui.screens.log", "LogScreen"),
    "about": ("capx_tui.screens.about", "AboutScreen"),
    "sign-in": ("capx_tui.screens.sign_in", "SignInScreen"),
}
_STYLES = Path(__file__).parent / "styles"


class CapxApp(Everywhere):
    """CapX in a terminal."""

    CSS_PATH = [
        _STYLES / "app.tcss",
        *sorted((_STYLES / "widgets").glob("*.tcss")),
        *sorted((_STYLES / "screens").glob("*.tcss")),
    ]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[Any]] = []
    # Nothing moves by itself, and a page turned at once is a page a slow line can follow.
    animation_level = "none"

    def __init__(self, core: Core, first: Callable[[CapxApp], None], notices: Sequence[str] = ()) -> None:
        """`notices` are sentences about this start, to be said once."""
        super().__init__(core.modes)
        self._notices = notices
        self.core = core
        self._first = first
        self.announcer = Announcer()
        #: Where one was going when signing in came first.
        self._after_sign_in: Callable[[], None] | None = None
        self._own_will_do = False
        #: What a start at the screen that was opened first would show, by the screen's id; empty where nobody knows.
        self.first_pictures: dict[str, Picture] = {}
        self._has_asked = False
        for theme in (*THEMES, SIXTEEN):
            self.register_theme(theme)
        self._dress()
        self.title = t("app-title")
        use_keymap(keymap(core.settings.state.keymap, core.settings.state.keys))

    def exit(self, *arguments: Any, **options: Any) -> None:
        """As Textual; what a start would show first is taken before everything is gone."""
        first = self.screen_stack[1] if len(self.screen_stack) > 1 and not self._exit else None
        if isinstance(first, CapxScreen) and first.size == self.size:
            focused = first.begin_again()
            if first.focused is focused is not None and first.blank_what_passes():
                self.first_pictures[first.id or ""] = self.picture_at(first, focused)
        super().exit(*arguments, **options)

    def on_mount(self) -> None:
        """Open what was asked for, from the mirror; going anywhere but to the start screen asks the service."""
        self._first(self)
        # A person's own keys that cannot be used are said once, and Settings lists them.
        words = [*self._notices, *map(refusal_words, keymap_in_force().refused)]
        if words:
            self.tell_later(" ".join(words))

    def _ask_service(self) -> None:
        """Nothing is asked before there is a picture."""
        self.refresh_data()
        # Functions, not coroutines: of a worker that never begins, nothing is left to complain when leaving.
        verify: Callable[[], Awaitable[None]] = self._verify
        self.run_worker(verify, group="verify", name="verify", description="verify", exit_on_error=False)

    async def _verify(self) -> None:
        """Learn whose the sign-in is, and whether the service still takes it; the session's state tells."""
        with contextlib.suppress(CapxError):
            await self.core.session.verify()

    def set_screen_reader(self, wanted: bool) -> None:
        """Screen-reader mode on or off, from now on and at the next start."""
        self.change_looks(screen_reader=wanted)

    def change_looks(self, **changes: object) -> None:
        """Settings of looks and speech (`Settings`): kept, and in force at once."""
        self.core.settings.change(**changes)
        self.set_modes(self.core.modes)
        self._dress()
        if isinstance(self.screen, CapxScreen):
            self.screen.retitle()

    def change_language(self, code: str) -> None:
        """See `Shell`. Names of capacities and languages in the new language come from the service."""
        self.core.settings.change(language=code)
        self.core.language = use(code).language
        self.title = t("app-title")
        if isinstance(self.screen, CapxScreen):
            self.screen.reword()
            self.screen.retitle()
        self.refresh_data(force=True)

    def _dress(self) -> None:
        """The theme, which on a terminal of sixteen colours is the one made of them, and the borders."""
        theme = theme_for(self.core.settings.state.theme, self.modes)
        self.theme = theme.name
        self.ansi_color = theme.ansi
        self.set_class(not self.modes.borders, "-no-borders")

    def refresh_data(self, *, force: bool = False) -> None:
        """Ask the service what is new, unless it was asked a little while ago; what it says shows in the stores."""
        if not force and self.core.is_fresh():
            return
        refresh: Callable[[], Awaitable[None]] = partial(self._refresh, aloud=force)
        self.run_worker(refresh, group="refresh", description="refresh", exclusive=True, exit_on_error=False)

    async def _refresh(self, *, aloud: bool) -> None:
        await self.core.explore.refresh()
        if aloud and isinstance(self.screen, CapxScreen):
            self.screen.refreshed()

    # -- going somewhere -------------------------------------------------------------------------

    def go(self, screen_id: str) -> None:
        """To one of the screens by id; signing in first where it needs that, and then there."""
        if screen_id != "start" and not self._has_asked:
            self._has_asked = True
            self.call_after_frame(self._ask_service)
        entry = screen(screen_id) if screen_id in {entry.id for entry in SCREENS} else None
        if entry is not None and not self.core.may_open(entry):
            reason = t("sign-in-reason-own" if entry.own_will_do else "sign-in-reason", t(entry.label_key))
            self.sign_in_first(reason, partial(self.go, screen_id), own_will_do=entry.own_will_do)
            return
        self._show(screen_id, self.make(screen_id) if not self._on_stack(screen_id) else None)

    def sign_in_first(self, reason: str, then: Callable[[], None], *, own_will_do: bool = False) -> None:
        """See `Everywhere`."""
        self._after_sign_in = then
        self._own_will_do = own_will_do
        open_already = next((shown for shown in self.screen_stack if shown.id == "sign-in"), None)
        self._show("sign-in", self.make("sign-in", reason=reason) if open_already is None else None)
        if open_already is not None:
            # It is there once, whoever asks for it.
            cast("SignInScreen", open_already).asked_by(reason)

    def signed_in(self) -> None:
        """Signing in worked: on to where one was going, or stay and see it said."""
        then, self._after_sign_in = self._after_sign_in, None
        if then is not None:
            self.pop_screen()
            then()

    def own_given(self) -> None:
        """One's own Wikimedia credentials are there: on to where one was going, where they will do."""
        is_asked = len(self.screen_stack) > 1 and self.screen_stack[-2].id == "sign-in"
        if self._after_sign_in is not None and self._own_will_do and is_asked:
            self.pop_screen()
            self.signed_in()

    def follow(self, address: str) -> None:
        """To what a CapX address stands for; the address was checked on the command line."""
        found = read_address(address)
        self.go("home")
        if found.screen == "person":
            self.open_person(found.subject)
        elif found.screen == "organization":
            self.open_organization(int(found.subject), edit=found.edit)
        elif found.screen == "messages" and found.subject:
            self.write_to(found.subject)
        elif found.screen == "explore" and found.subject:
            self.open_explore(capacities=(int(found.subject),))
        elif found.screen == "directory" and found.subject:
            self.open_directory(int(found.subject))
        elif found.screen != "home":
            self.go(found.screen)

    def _on_stack(self, screen_id: str) -> bool:
        return any(shown.id == screen_id for shown in self.screen_stack)

    def make(self, screen_id: str, *, numbered: bool = False, **params: Any) -> Screen[Any]:
        """A new screen; `numbered` where another of it may be open below."""
        module, name = SCREEN_CLASSES[screen_id]
        made: Screen[Any] = getattr(import_module(module), name)(**params)
        made.id = f"{screen_id}-{len(self.screen_stack)}" if numbered else screen_id
        return made

    def _show(self, screen_id: str, made: Screen[Any] | None) -> None:
        """Push a screen, or go back to it where it is open already: Esc then leads where one was."""
        if made is not None:
            # One begins once: nobody goes back to the start screen.
            if self.screen.id == "start" and screen_id == "home":
                self.switch_screen(made)
            else:
                self.push_screen(made)
            return
        above = next(n for n, shown in enumerate(reversed(self.screen_stack)) if shown.id == screen_id)
        self.leave(above, lambda: self._pop_to(screen_id))

    def _pop_to(self, screen_id: str) -> None:
        while self.screen.id != screen_id:
            self.pop_screen()

    def go_back(self) -> None:
        """One screen back; on the first one, home."""
        if len(self.screen_stack) > 2:
            self.leave(1, self.pop_screen)
        elif self.screen.id != "home":
            self.leave(1, lambda: self.switch_screen(self.make("home")))
