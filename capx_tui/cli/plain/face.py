"""The conversation as a whole: where one is, what is typed there, going on and back, what works everywhere."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from capx_tui.cli.opened import Run
from capx_tui.cli.options import Request
from capx_tui.cli.plain.line import called
from capx_tui.cli.plain.onward import OnwardPlaces
from capx_tui.cli.plain.place import Place, doing, titled
from capx_tui.cli.plain.talk import Ended, Talk
from capx_tui.cli.plain.waiting import waited_for
from capx_tui.core import Core
from capx_tui.errors import CapxError, NotSignedIn
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.sentences import explain
from capx_tui.model.actions import SCREENS, actions_in, screen
from capx_tui.model.screen_picture import Picture
from capx_tui.store.explore import Phase

__all__ = ["Face"]

#: So many names are told where what was typed may mean several things.
_NEAREST = 10


class Face(OnwardPlaces):
    """`work` does one piece of work of the core's and gives back what came of it."""

    def __init__(self, request: Request, talk: Talk, core: Core, work: Run) -> None:
        self.request = request
        self.talk = talk
        self.core = core
        self._run = work
        self.stack: list[Place] = []
        self._shown: Place | None = None
        self._retry: Callable[[], object] | None = None
        #: Places whose ways were told already.
        self._told: set[type[Place]] = set()

    # -- the conversation ----------------------------------------------------------------------------

    def converse(self, first: Place, go: Callable[[], object] | None = None) -> None:
        """Until the person leaves. `go` is done first: to the place that was asked for."""
        self.stack = [first]
        if go is not None:
            self.attempt(go)
        has_stopped = False
        try:
            while self.stack:
                self._show()
                try:
                    text = self.talk.ask(self.stack[-1].prompt)
                except KeyboardInterrupt:
                    if has_stopped or len(self.stack) == 1:
                        break
                    has_stopped = True
                    self.back()
                    continue
                has_stopped = False
                self.attempt(partial(self._take, text))
        except Ended:
            pass
        finally:
            for place in reversed(self.stack):
                place.leave()
        self.talk.tell([t("plain-goodbye")])

    def _show(self) -> None:
        place = self.stack[-1]
        while place is not self._shown:
            self._shown = place
            place.show()
            # What a place begins with may lead on from it, or back.
            place = self.stack[-1]

    def _take(self, text: str) -> None:
        place = self.stack[-1]
        simple: dict[str, Callable[[], object]] = {
            "": place.more,
            "m": place.more,
            "?": partial(self.do_app_help, ""),
            "l": place.show,
            "b": self.back,
            "q": self.quit,
        }
        if text in simple and not (text == "" and place.typed(text)):
            simple[text]()
        elif text.startswith("?"):
            self.do_app_help(text[1:].strip())
        else:
            place.answer(text)

    def attempt(self, do: Callable[[], object], *, again: Callable[[], object] | None = None) -> bool:
        """`do()`; what goes wrong is told, and can be tried again by `again` or `do`. Whether it went well."""
        try:
            do()
        except CapxError as error:
            self.fail(error, again or do)
            return False
        except KeyboardInterrupt:
            self.say(t("plain-stopped"))
            return False
        return True

    def fail(self, error: CapxError, retry: Callable[[], object] | None = None) -> None:
        """Say what went wrong and what can be done."""
        self.core.session.refused(error)
        self._retry = retry
        self.say(explain(error))
        if isinstance(error, NotSignedIn):
            self.say(t("plain-sign-in-how", t("screen-sign-in")))

    def say(self, words: str) -> None:
        """A sentence on what was done."""
        self.talk.say(words)

    def say_unclear(self, text: str, names: list[str]) -> None:
        """That what was typed means nothing here, or several things."""
        if names:
            self.talk.tell([t("plain-several", text), *(f"  {name}" for name in names[:_NEAREST])])
        else:
            self.talk.tell([t("plain-unknown", text)])

    def work(self, doing_it: Coroutine[Any, Any, Any]) -> Any:
        """Do it to its end, with a word now and then while it lasts. Ctrl+C ends it."""
        return self._run(waited_for(doing_it, self.talk))

    # -- going ---------------------------------------------------------------------------------------

    def push(self, place: Place) -> None:
        """On to a place."""
        self.stack.append(place)

    def back(self, *, silent: bool = False) -> None:
        """To the place before; from the first one, nowhere."""
        if len(self.stack) == 1:
            self.say(t("plain-first"))
            return
        left = self.stack.pop()
        left.leave()
        here = self._shown = self.stack[-1]
        here.back_here()
        if not self.is_at(here):
            # It had only waited for that, and has gone on.
            return
        if not silent:
            self.talk.tell([titled(here.title)])
        left.went_back()

    def go_home(self, words: str) -> None:
        """To the menu, with nothing left to go back to, and `words` said there."""
        while len(self.stack) > 1:
            self.stack.pop().leave()
        self.say(words)

    def has_changes(self) -> bool:
        """Whether a form on the way here has changes that are not saved."""
        return any(place.is_changed for place in self.stack)

    def picture(self) -> Picture | None:
        """The last lines that were told, for a report; None where one is, or came from, where none may be taken."""
        if not all(place.MAY_BE_PICTURED for place in self.stack):
            return None
        return Picture(name=self.stack[-1].title, rows=tuple(self.talk.lines))

    def is_at(self, place: Place) -> bool:
        """Whether one is there."""
        return bool(self.stack) and self.stack[-1] is place

    def quit(self) -> None:
        """Leave; nothing is lost by it."""
        raise Ended

    def signed_in_for(self, label: str, then: Callable[[], object]) -> None:
        """`then()`, after signing in where nobody is."""
        if self.core.session.state.is_signed_in:
            then()
        else:
            self.sign_in_first(t("sign-in-reason", label), lambda: self.attempt(then))

    # -- what can be typed everywhere ----------------------------------------------------------------

    def everywhere(self) -> list[tuple[str, Callable[[str], None]]]:
        """Names of what works everywhere, with what it does."""
        return [
            (t(entry.label_key), getattr(self, doing(entry)))
            for entry in actions_in("app")
            if hasattr(self, doing(entry))
        ]

    def screens(self) -> list[tuple[str, Callable[[str], None]]]:
        """Names of all places, with the way there."""

        def way(screen_id: str) -> Callable[[str], None]:
            return lambda _given: self.go(screen_id)

        return [(t(entry.label_key), way(entry.id)) for entry in SCREENS]

    def tell_ways(self, place: Place) -> None:
        """What can be done in a place, the first time one is there."""
        if type(place) in self._told:
            return
        self._told.add(type(place))
        labels = [t(entry.label_key) for entry in place.actions()]
        if labels:
            self.talk.tell([t("plain-actions", commas(labels))])

    def do_app_help(self, given: str) -> None:
        """What can be typed, here and everywhere; of one action or screen, what it does."""
        place = self.stack[-1]
        here = [(t(entry.label_key), t(entry.help_key)) for entry in place.actions()]
        app = [(t(e.label_key), t(e.help_key)) for e in actions_in("app") if hasattr(self, doing(e))]
        if given:
            found = called(given, [*here, *app])
            self.talk.tell([t("people-fact", name, words) for name, words in found] or [t("plain-unknown", given)])
            return
        self.talk.tell([t("plain-help-line"), t("plain-help-short")])
        if here:
            self.talk.tell([t("plain-help-here"), *(t("people-fact", name, words) for name, words in here)])
        self.talk.tell([t("plain-help-app", commas(name for name, _ in app)), t("plain-help-interrupt")])

    def do_app_palette(self, given: str) -> None:
        """To one of the screens, by name."""
        from capx_tui.cli.plain.menu import MenuPlace

        if not given:
            self.push(MenuPlace(self))
            return
        found = called(given, self.screens())
        if len(found) == 1:
            found[0][1]("")
        else:
            self.say_unclear(given, [name for name, _ in found])

    def do_app_explore(self, given: str) -> None:
        """To Explore."""
        del given
        self.go("explore")

    def do_app_directory(self, given: str) -> None:
        """To the capacity directory."""
        del given
        self.go("directory")

    def do_app_refresh(self, given: str) -> None:
        """Ask the service what is new."""
        del given
        self.refresh()

    def do_app_retry(self, given: str) -> None:
        """What failed last, again."""
        del given
        retry, self._retry = self._retry, None
        if retry is None:
            self.say(t("status-nothing-to-retry"))
        else:
            self.attempt(retry)

    def do_app_repeat(self, given: str) -> None:
        """The last sentence again."""
        del given
        self.talk.tell([self.talk.log[-1] if self.talk.log else t("plain-nothing-said")])

    def do_app_where(self, given: str) -> None:
        """The way here."""
        del given
        self.talk.tell([t("plain-where", commas(place.title for place in self.stack))])

    def do_app_log(self, given: str) -> None:
        """What was said."""
        del given
        self.go("log")

    def do_app_report(self, given: str) -> None:
        """A report on what is here."""
        del given
        self.open_report()

    def do_app_back(self, given: str) -> None:
        """One place back."""
        del given
        self.back()

    def do_app_quit(self, given: str) -> None:
        """Leave."""
        del given
        self.quit()

    # -- the mirror ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the service what is new, with a word on how far that is. What has arrived stays, however it ends."""
        store = self.core.explore
        self.say(t("refresh-running"))
        self.work(store.refresh())
        if store.state.error is not None:
            raise store.state.error
        self.say(t("explore-count", store.state.count, store.state.total))

    def need_people(self) -> None:
        """Fetch the public data where there is none yet; with what is there, that is enough."""
        state = self.core.explore.state
        if state.phase is Phase.EMPTY or not self.core.mirror.state().complete:
            self.say(t("cli-fill-start"))
            self.work(self.core.explore.refresh())
            after = self.core.explore.state
            if after.error is not None:
                raise after.error
            self.say(t("cli-fill-done", after.total))

    def go(self, screen_id: str) -> None:
        """See `Onward`."""
        entry = screen(screen_id)
        if not self.core.may_open(entry):
            reason = t("sign-in-reason-own" if entry.own_will_do else "sign-in-reason", t(entry.label_key))
            self.sign_in_first(reason, partial(self.go, screen_id), own_will_do=entry.own_will_do)
            return
        from capx_tui.cli.plain.places import place_of

        self.push(place_of(screen_id, self))
