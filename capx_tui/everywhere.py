"""What works on every screen: the actions of the scope "app", opening one thing, leaving without losing anything."""

from __future__ import annotations

import contextlib
from abc import abstractmethod
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.worker import WorkerCancelled, WorkerFailed

from capx_tui.errors import RuleError
from capx_tui.i18n import Words, t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.actions import screen as entry
from capx_tui.model.explore import ExploreFilter
from capx_tui.model.keymaps import keymap
from capx_tui.screens.base import CapxScreen, Restart
from capx_tui.terminal.clipboard import copy_sequence
from capx_tui.terminal.keys import first_key, use_keymap
from capx_tui.terminal.painted_app import PaintedApp
from capx_tui.widgets.field import Field
from capx_tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from capx_tui.core import Core
    from capx_tui.model.screen_picture import Picture

__all__ = ["Everywhere"]


class Everywhere(PaintedApp[Restart | None]):
    """The application as far as keys are concerned that mean the same everywhere."""

    core: Core

    @abstractmethod
    def go(self, screen_id: str) -> None:
        """To one of the screens by id."""

    @abstractmethod
    def go_back(self) -> None:
        """One screen back; on the first one, home."""

    @abstractmethod
    def make(self, screen_id: str, *, numbered: bool = False, **params: Any) -> Screen[Any]:
        """A new screen; `numbered` where another of it may be open below."""

    @abstractmethod
    def sign_in_first(self, reason: str, then: Callable[[], None], *, own_will_do: bool = False) -> None:
        """The screen that signs in, with the sentence that says why; `then` is called once that worked.

        `own_will_do`: Wikimedia credentials of one's own are as good.
        """

    @abstractmethod
    def refresh_data(self, *, force: bool = False) -> None:
        """Ask the service what is new."""

    # -- opening one thing -------------------------------------------------------------------------

    def open_person(self, who: int | str) -> None:
        """A person's profile, by id or by user name."""
        from capx_tui.screens.person import PersonScreen

        account = self.core.session.state.account
        if account is not None and account.is_known and who in (account.id, account.username):
            self.go("my-profile")
        else:
            self.push_screen(PersonScreen(who))

    def write_to(self, username: str = "") -> None:
        """A message to somebody, to nobody yet without a name; signing in first where that is needed."""
        from capx_tui.screens.message_form import MessageForm

        if not self.core.may_open(entry("messages")):
            reason = t("sign-in-reason-own", t("screen-messages"))
            self.sign_in_first(reason, partial(self.write_to, username), own_will_do=True)
        else:
            self.push_screen(MessageForm(username), self._come_back)

    def _come_back(self, said: str | None) -> None:
        """To whatever is below a screen that says what came of it."""
        from capx_tui.screens.rows import RowsScreen

        if isinstance(self.screen, RowsScreen):
            self.screen.came_back(said)
        elif said:
            # A list says how many there are when one comes back: this is what one came for.
            self.tell_later(said)

    def open_organization(self, organization_id: int, *, edit: bool = False) -> None:
        """An organization's profile; `edit` goes on to its form."""
        from capx_tui.screens.organization import OrganizationScreen

        self.push_screen(OrganizationScreen(organization_id, edit=edit))

    def edit_organization(self, organization_id: int) -> None:
        """The form of an organization's profile."""
        from capx_tui.screens.organization_edit import OrganizationEditScreen

        self.push_screen(OrganizationEditScreen(organization_id))

    def edit_profile(self, field: str = "") -> None:
        """The form of one's own profile, at a field of it, once that is there."""
        from capx_tui.screens.edit_profile import EditProfileScreen

        self.go("edit-profile")
        if isinstance(shown := self.screen, EditProfileScreen):
            shown.go_to_field(field)

    def open_event(self, event_id: int) -> None:
        """Everything of one event."""
        from capx_tui.screens.event import EventScreen

        self.push_screen(EventScreen(event_id))

    def open_programme(self, organization_id: int) -> None:
        """The mentorship programme of an organization."""
        from capx_tui.screens.mentorship_programme import ProgrammeScreen

        self.push_screen(ProgrammeScreen(organization_id))

    def open_directory(self, capacity_id: int) -> None:
        """The directory, at one capacity."""
        self.core.directory.reveal(capacity_id)
        self.go("directory")

    def open_translate(self, capacity_id: int) -> None:
        """The work list of translations, at one capacity; signing in first where nobody is."""
        again = partial(self.open_translate, capacity_id)
        if not self.core.session.state.is_signed_in:
            self.sign_in_first(t("sign-in-reason", t("screen-translate")), again)
            return
        self.push_screen(self.make("translate", numbered=True, capacity=capacity_id))

    def open_report(self, picture: Picture | None = None) -> None:
        """The form of a report to the CapX team; `picture` may go with it, where the person wants that."""
        from capx_tui.screens.report_form import ReportFormScreen

        if not self.core.session.state.is_signed_in:
            self.sign_in_first(t("sign-in-reason", t("report-new-title")), partial(self.open_report, picture))
            return
        self.push_screen(ReportFormScreen(picture))

    def do_app_report(self) -> None:
        """A report about what is on the screen."""
        from capx_tui.screens.report_form import ReportFormScreen
        from capx_tui.screens.screen_picture import picture_of

        if isinstance(self.screen, ReportFormScreen):
            self.screen.say(t("report-already"))
        else:
            self.open_report(picture_of(self))

    def open_suggest(self, title: str) -> None:
        """The suggestion of a capacity, with words carried over; signing in first where nobody is signed in."""
        if not self.core.session.state.is_signed_in:
            self.sign_in_first(t("sign-in-reason", t("screen-suggest")), partial(self.open_suggest, title))
            return
        self.push_screen(self.make("suggest", numbered=True, title=title))

    def tell_later(self, words: str) -> None:
        """Say something once the screen that is being opened has said what it is about."""
        self.call_after_refresh(self.call_after_refresh, self._tell, words)

    def _tell(self, words: str) -> None:
        if isinstance(self.screen, CapxScreen):
            self.screen.say(words)

    def open_explore(self, **facets: Any) -> None:
        """Explore, with this filter and no other."""
        before, asked = self.core.explore.state.filter, ExploreFilter(**facets)
        self.core.explore.set_filter(asked)
        # A screen of its own, even where Explore is open further down: Esc leads back to where one came from.
        self.push_screen(self.make("explore", numbered=True))
        if before.active and before != asked:
            from capx_tui.model.filter_words import filter_words

            # How many there are is what one came for: it must not be lost for what was there before.
            counted = t("explore-count", self.core.explore.state.count, self.core.explore.state.total)
            self.tell_later(f"{counted} {t('explore-filter-replaced', filter_words(before, self.core.names))}")

    def open_link(self, address: str, label: Words, *, scan: bool = False) -> None:
        """A link with its address: to read, copy, scan or open."""
        from capx_tui.screens.link import LinkScreen, QrScreen

        self.push_screen(QrScreen(address, label) if scan else LinkScreen(address, label))

    def copy(self, text: str) -> str:
        """Put text on the terminal's clipboard; gives back the sentence to say."""
        try:
            self.send(copy_sequence(text, self.core.environ))
        except RuleError as error:
            return sentence(error)
        return t("copy-done")

    # -- leaving -----------------------------------------------------------------------------------

    def leave(self, screens: int, then: Callable[[], object]) -> None:
        """`then()`, once each of the topmost `screens` agrees to be closed; the one that does not asks first."""
        for above, shown in enumerate(reversed(self.screen_stack[-screens:] if screens else [])):
            if isinstance(shown, CapxScreen) and shown.blocks_leaving():
                for _ in range(above):
                    self.pop_screen()
                shown.ask_to_leave(partial(self.leave, screens - above, then))
                return
        then()

    def go_home(self, words: str) -> None:
        """Home, with nothing left below it to go back to, and `words` said there. Nothing is asked."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        self.go_back()
        self.call_after_refresh(self._tell, words)

    def restart(self, how: Restart) -> None:
        """Open the program again, on another service."""
        self.leave(len(self.screen_stack), lambda: self.exit(how))

    def change_keys(self, **changes: object) -> None:
        """Another set of keys, or other own keys (`Settings.keymap`, `Settings.keys`): kept, and in force at once."""
        self.core.settings.change(**changes)
        settings = self.core.settings.state
        use_keymap(keymap(settings.keymap, settings.keys))
        for shown in self.screen_stack:
            for each in (shown, *shown.query(LineList), *shown.query(Field)):
                if isinstance(each, CapxScreen | LineList | Field):
                    each.rebind()
        self.screen.refresh_bindings()

    def do_app_quit(self) -> None:
        """Leave; only a form with unsaved changes asks."""
        self.leave(len(self.screen_stack), self.exit)

    async def action_quit(self) -> None:
        """As `do_app_quit`: Textual's own Ctrl+Q is asked before any screen's."""
        self.do_app_quit()

    def action_help_quit(self) -> None:
        """Ctrl+C, which Textual keeps from ending anything: say what does."""
        if isinstance(self.screen, CapxScreen):
            self.screen.say(t("quit-how", first_key("app.quit")))

    # -- actions -----------------------------------------------------------------------------------

    @abstractmethod
    def set_screen_reader(self, wanted: bool) -> None:
        """Screen-reader mode on or off, from now on and at the next start."""

    def do_app_screen_reader(self) -> None:
        """The mode for screen readers on or off, and say so in the words of the mode that now holds."""
        wanted = not self.core.settings.state.screen_reader
        self.set_screen_reader(wanted)
        if isinstance(self.screen, CapxScreen):
            self.screen.say(t("settings-screen-reader-on") if wanted else t("settings-screen-reader-off"))

    def do_app_help(self) -> None:
        """Keys and screens, those of the present screen first."""
        from capx_tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(getattr(self.screen, "SCOPES", ())))

    def do_app_explore(self) -> None:
        """To Explore."""
        self.go("explore")

    def do_app_directory(self) -> None:
        """To the capacity directory."""
        self.go("directory")

    def do_app_refresh(self) -> None:
        """Ask the service what is new."""
        if isinstance(self.screen, CapxScreen):
            self.screen.say(t("refresh-running"))
        self.refresh_data(force=True)

    def do_app_stop(self) -> None:
        """Stop fetching; what has arrived stays, and the next refresh goes on from there."""
        stop: Callable[[], Awaitable[None]] = self._stop_fetching
        self.run_worker(stop, group="stop", description="stop fetching", exit_on_error=False)

    async def _stop_fetching(self) -> None:
        stopped = self.workers.cancel_group(self, "refresh")
        for worker in stopped:
            # Its last words come first: a count said afterwards would stand where this was.
            with contextlib.suppress(WorkerFailed, WorkerCancelled):
                await worker.wait()
        if isinstance(self.screen, CapxScreen):
            self.screen.say(t("refresh-stopped") if stopped else t("refresh-nothing-to-stop"))

    def do_app_log(self) -> None:
        """What was said."""
        self.go("log")

    def do_app_redraw(self) -> None:
        """The whole picture again."""
        self.repaint()

    def do_app_palette(self) -> None:
        """Screens and actions, by typing."""
        from capx_tui.screens.palette import PaletteScreen

        if not isinstance(self.screen, PaletteScreen):
            self.push_screen(PaletteScreen(getattr(self.screen, "SCOPES", ())), self._follow_palette)

    def _follow_palette(self, chosen: object) -> None:
        if not isinstance(chosen, tuple):
            return
        kind, name = chosen
        if kind == "go":
            self.go(name)
        elif isinstance(self.screen, CapxScreen):
            self.screen.action_act(name)
