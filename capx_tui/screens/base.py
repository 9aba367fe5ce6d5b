"""What every screen is made of: frame, words at the foot, one way to load and one way to fail."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar, cast

import msgspec
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.sentences import explain
from capx_tui.model.actions import Action, actions_in
from capx_tui.terminal.announcer import Announcer
from capx_tui.terminal.frames import PaintedScreen
from capx_tui.terminal.keys import bind_keys, bindings_for, first_key
from capx_tui.widgets.bars import HintBar, StatusBar, TitleBar
from capx_tui.widgets.field import Field
from capx_tui.widgets.jump import Jumping
from capx_tui.widgets.wrapping import first_parts

if TYPE_CHECKING:
    from capx_tui.auth.account import Account
    from capx_tui.core import Core

from capx_tui.screens.onward import Onward

__all__ = ["CapxScreen", "Restart", "Shell"]

Result = TypeVar("Result")
#: What a worker does.
Task = Callable[[], Awaitable[None]]

#: Scopes whose actions a widget does itself: the one with the focus.
WIDGET_SCOPES = ("list", "table")
#: Below this many lines, air goes first.
_SHORT = 20
#: So many hints of the screen itself come before those of palette and help.
_OWN_HINTS = 3


class Restart(msgspec.Struct, frozen=True):
    """The application's result when it is to be opened again, on another service."""

    demo: bool = False
    #: An address; "" is the default service.
    service: str = ""


class Shell(Onward, Protocol):
    """What a screen may ask of the application besides the ways on."""

    announcer: Announcer

    def call_after_frame(self, callback: Callable[[], object]) -> None:
        """`callback()`, once a picture has been written to the terminal."""

    def go_back(self) -> None:
        """One screen back."""

    def own_given(self) -> None:
        """One's own Wikimedia credentials are there: on to where one was going, where they will do."""

    def go_home(self, words: str) -> None:
        """Home, with nothing left below it to go back to, and `words` said there."""

    def restart(self, how: Restart) -> None:
        """Open the program again, on another service."""

    def tell_later(self, words: str) -> None:
        """Say something once the screen that is being opened has said what it is about."""

    def signed_in(self) -> None:
        """Signing in worked: on to where one was going."""

    def set_screen_reader(self, wanted: bool) -> None:
        """Screen-reader mode on or off, from now on and at the next start."""

    def change_looks(self, **changes: object) -> None:
        """Settings of looks and speech: kept, and in force at once."""

    def change_keys(self, **changes: object) -> None:
        """Settings of the keyboard: kept, and in force at once."""

    def change_language(self, code: str) -> None:
        """The interface's language: kept, and spoken at once, here and on every screen one comes back to."""

    def refresh_data(self, *, force: bool = False) -> None:
        """Ask the service what is new."""


class CapxScreen(PaintedScreen[Result]):
    """A screen with a title, a body, a row of hints and a status line."""

    SCOPES: ClassVar[tuple[str, ...]] = ()
    """Scopes of the table of actions that hold here, besides "app"."""

    TITLE_KEY: ClassVar[str] = "app-title"

    MAY_BE_PICTURED: ClassVar[bool] = True
    """Whether a picture of it may be offered to go with a report."""

    def __init__(self) -> None:
        super().__init__()
        self._retry: Callable[[], None] | None = None
        self._unsubscribe: list[Callable[[], None]] = []
        self._for_later: list[Callable[[], None]] = []
        #: The language of the words that stand here.
        self._worded_in = ""
        self.rebind()

    def rebind(self) -> None:
        """Take the keys that are in force; widgets bind those of their own scopes themselves."""
        scopes = (scope for scope in self.SCOPES if scope not in WIDGET_SCOPES)
        bind_keys(self, bindings_for("app", *scopes))

    def begin_again(self) -> Widget | None:
        """Show what a start would show first; what has the focus then. None where that cannot be told now."""
        return None

    def blank_what_passes(self) -> bool:
        """Take out what the next moment tells otherwise: what was said. False where the rest would move."""
        session = self.core.session
        words = self._account_words(session.account_at_start) if session.is_start_sure else ""
        self.query_one(TitleBar).right = words
        status = self.query_one(StatusBar)
        is_settled = status.is_settled and self._worded_in == self.core.language
        status.forget()
        return is_settled

    @property
    def knows_start_account(self) -> bool:
        """Whether a start knows at once that one is who one is now."""
        session = self.core.session
        return session.is_start_sure and session.account_at_start == session.state.account

    # -- frame ---------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Title, body, hints, status."""
        yield TitleBar()
        with Container(id="body"):
            yield from self.compose_body()
        yield HintBar()
        yield StatusBar()

    def compose_body(self) -> ComposeResult:
        """What the screen is about."""
        yield from ()

    def on_mount(self) -> None:
        """Say where one is; screens add theirs in `start`."""
        self._worded_in = self.core.language
        self.watch_store(self.core.session, lambda state: self.retitle())
        self.retitle()
        self.start()

    def on_unmount(self) -> None:
        """Listen no longer."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()

    def on_resize(self) -> None:
        """On a low screen every line counts."""
        self.set_class(self.size.height < _SHORT, "-short")

    def start(self) -> None:
        """Called once the widgets are there."""

    def on_screen_resume(self) -> None:
        """Something above was closed: titles and hints may have changed."""
        if self.is_mounted:
            if self._worded_in != self.core.language:
                self.reword()
            self.retitle()
            self.resume()
            waiting, self._for_later = self._for_later, []
            for then in waiting:
                self.when_in_front(then)

    def when_in_front(self, then: Callable[[], None]) -> None:
        """`then()`, once nothing stands above: what opens by itself would take the keys of what is typed into there."""
        if self.app.screen is self:
            then()
        else:
            self._for_later.append(then)

    def resume(self) -> None:
        """Called when the screen is seen again."""

    def reword(self) -> None:
        """The language is another: say in it what `resume` does not say. What was typed and where one is stays."""
        self._worded_in = self.core.language
        self.query_one(StatusBar).forget()
        for field in self.query(Field):
            field.reword()

    @property
    def shell(self) -> Shell:
        """The application, as far as a screen needs it."""
        return cast("Shell", self.app)

    @property
    def core(self) -> Core:
        """Stores and settings."""
        return self.shell.core

    def blocks_leaving(self) -> str:
        """Why closing the screen now would lose something, "" where it would not."""
        return ""

    def ask_to_leave(self, leave: Callable[[], None]) -> None:
        """Ask, and call `leave` unless the person stays; screens that block override it."""
        leave()

    @property
    def account(self) -> Account | None:
        """Who is signed in, None for nobody or for a sign-in that has ended."""
        state = self.core.session.state
        return state.account if state.is_signed_in else None

    @property
    def heading(self) -> str:
        """The screen's name in the title row."""
        return t(self.TITLE_KEY)

    def retitle(self) -> None:
        """Write title and hints again."""
        # A screen on its way out is mounted still when its rows are gone; a store may tell it something then.
        if not self.is_mounted or not self.query(TitleBar):
            return
        title = self.query_one(TitleBar)
        status = self.query_one(StatusBar)
        status.speaks = self.speaks
        status.places = 2 if self.core.settings.state.announcements == "two" else 1
        # The hints are on the help screen too; said again and again they would be noise.
        self.query_one(HintBar).display = not self.speaks
        title.left = self.heading
        title.right = self._account_words(self.account)
        hints, hinted = self.query_one(HintBar), self.hinted()
        hints.hints = tuple(f"{first_key(entry.id)} {self.named(entry)}" for entry in hinted)
        hints.kept = next((number for number, entry in enumerate(hinted) if entry.id == "app.help"), -1)

    @staticmethod
    def _account_words(account: Account | None) -> str:
        if account is None:
            return t("title-signed-out")
        return t("title-signed-in", account.username) if account.username else t("title-signed-in-unnamed")

    def hinted(self) -> Sequence[Action]:
        """The actions of the hint row, the most wanted first."""
        scopes = ("list", *self.SCOPES) if "list" in self.SCOPES else self.SCOPES
        own = [entry for scope in dict.fromkeys(scopes) for entry in actions_in(scope) if entry.hint]
        everywhere = [entry for entry in actions_in("app") if entry.hint]
        # On a narrow screen the last ones fall out: whoever finds help finds all others there.
        return [*own[:_OWN_HINTS], *everywhere[:2], *own[_OWN_HINTS:], *everywhere[2:]]

    def named(self, entry: Action) -> str:
        """What an action is called here, in the hint row and on asking where one is."""
        return t(entry.label_key)

    # -- words ---------------------------------------------------------------------------------

    def say(self, text: str, *, aside: str | None = None) -> None:
        """Announce one sentence; `aside` stands at its right while there is room, None leaves what stands there."""
        self.shell.announcer.say(text, now=self.core.now())
        if self.core.settings.state.announcements == "log":
            text, aside = "", ""
        self.query_one(StatusBar).announce(text, aside=aside)

    def say_how(self, text: str) -> None:
        """Say how one goes about here. For eyes the keys stand in the hints too: only what has room on the line."""
        self.say(text if self.speaks else first_parts(text, self.app.size.width - 2))

    def fail(self, error: CapxError, retry: Callable[[], None] | None = None) -> None:
        """Say what happened and what can be done; `retry` is what F6 does from now on."""
        self._retry = retry
        text = t("status-error", explain(error))
        if retry is not None:
            text = f"{text} {t('status-retry', first_key('app.retry'))}"
        self.shell.announcer.say(text, is_error=True, now=self.core.now())
        self.query_one(StatusBar).announce(text, is_error=True)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """While the program speaks, say what has the focus now: a moved cursor alone tells no name."""
        words = getattr(event.widget, "focus_words", None)
        if self.speaks and words is not None and (said := words()):
            self.say(said)

    @on(Jumping.Said)
    def _say_for_widget(self, event: Jumping.Said) -> None:
        self.say(event.text)

    @property
    def speaks(self) -> bool:
        """Screen-reader mode."""
        return bool(self.core.settings.state.screen_reader)

    @property
    def is_compact(self) -> bool:
        """A line an item in lists, rather than three."""
        return self.core.settings.state.compact or self.speaks

    @property
    def announcement_rows(self) -> range:
        """The rows of the screen where announcements stand."""
        region = self.query_one(StatusBar).region
        return range(region.y, region.bottom)

    # -- work ----------------------------------------------------------------------------------

    def load(self, task: Task, *, name: str, exclusive: bool = True, quiet: bool = False, again: bool = False) -> None:
        """Run `task` in a worker of the group `name`; its typed errors are said, and can be retried.

        `again` is a retry: that it worked is said, too.
        """

        async def guarded() -> None:
            failed: CapxError | None = None
            try:
                await task()
            except CapxError as error:
                self.core.session.refused(error)
                failed = None if quiet else error
            except Exception as error:
                self.log.error(name, type(error).__name__)
                failed = CapxError()
            if failed is not None and self.is_mounted:
                self.fail(failed, partial(self.load, task, name=name, exclusive=exclusive, again=True))
            elif again and self.is_mounted:
                self._tried()

        work: Task = guarded
        self.run_worker(work, name=name, group=name, description=name, exclusive=exclusive, exit_on_error=False)

    def _tried(self) -> None:
        """What was tried again worked: say so where nothing else was said since."""
        if (last := self.shell.announcer.last) and last.text == t("status-trying-again"):
            self.say(t("refresh-done"))

    def watch_store(self, store: Any, listener: Callable[[Any], None]) -> None:
        """Call `listener` with each new state of `store` while the screen lives."""

        def heard(state: Any) -> None:
            # A screen that was closed loses its widgets before it is unmounted: what it fails at would be
            # the failure of whoever changed the store.
            if self in self.app.screen_stack:
                listener(state)

        self._unsubscribe.append(store.subscribe(heard))

    # -- actions -------------------------------------------------------------------------------

    def action_act(self, action_id: str) -> None:
        """What a key of the table of actions does: the screen's own ``do_…``, else the application's."""
        name = "do_" + action_id.replace(".", "_").replace("-", "_")
        handler = getattr(self, name, None) or getattr(self.app, name, None)
        if handler is not None:
            handler()

    def do_app_retry(self) -> None:
        """Try again what failed last: here, or else the refresh behind all screens."""
        retry, self._retry = self._retry, None
        if retry is None and self.core.explore.state.error is not None:
            retry = partial(self.shell.refresh_data, force=True)
        if retry is None:
            self.say(t("status-nothing-to-retry"))
            return
        self.say(t("status-trying-again"))
        retry()

    def refreshed(self) -> None:
        """The service was asked because the person wanted it: say how that ended."""
        error = self.core.explore.state.error
        if error is None:
            self.say(t("refresh-done"))
        else:
            self.fail(error, partial(self.shell.refresh_data, force=True))

    def do_app_repeat(self) -> None:
        """Say the last sentence again."""
        last = self.shell.announcer.last
        if last is not None:
            self.query_one(StatusBar).announce(last.text, is_error=last.is_error)

    def do_app_where(self) -> None:
        """Say the screen, what has the focus, and what can be done."""
        words = getattr(self.focused, "focus_words", None)
        keys = commas(f"{first_key(entry.id)} {self.named(entry)}" for entry in self.hinted())
        self.say(t("status-where", self.heading, words() if words is not None else "", keys))

    def do_app_back(self) -> None:
        """Back to where one came from."""
        self.shell.go_back()
