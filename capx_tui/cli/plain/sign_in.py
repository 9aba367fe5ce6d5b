"""Signing in and out in plain lines: by what is pasted, at Meta-Wiki in a browser, by credentials of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from capx_tui.auth.failures import PasteEmpty
from capx_tui.auth.paste import LONGEST, PastedToken, read_paste
from capx_tui.cli.own_wikimedia import is_whole
from capx_tui.cli.plain.asking import ChooserPlace
from capx_tui.cli.plain.place import Face
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.errors import CapxError, NotSignedIn, SignInError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.model.entry import Entry
from capx_tui.screens.own_wikimedia_rows import chosen_words, own_rows, way_choices
from capx_tui.screens.session_words import forgotten_words
from capx_tui.screens.sign_in_rows import SignInDoings, sign_in_rows

if TYPE_CHECKING:
    from capx_tui.auth.account import Account
    from capx_tui.auth.attempt import OAuthAttempt
    from capx_tui.secret import Secret

__all__ = ["OwnWikimediaPlace", "SignInPlace"]


class SignInPlace(RowsPlace):
    """`reason` says what asked for it, `then` goes on to that; `own_will_do` says that own credentials are enough."""

    TITLE_KEY = "screen-sign-in"
    MAY_BE_PICTURED = False

    def __init__(
        self, face: Face, reason: str = "", then: Callable[[], object] | None = None, *, own_will_do: bool = False
    ) -> None:
        super().__init__(face)
        self._reason = reason
        self._then = then
        self._own_will_do = own_will_do

    def entries(self) -> Sequence[Entry]:
        """See `screens.sign_in_rows`."""
        do = SignInDoings(paste=self._paste, begin=self._begin, own=self._own, sign_out=self._sign_out)
        return sign_in_rows(self.core, self.face, do, reason=self._reason)

    def _paste(self) -> None:
        """What is pasted is not shown on a terminal."""
        pasted = self.face.talk.ask_pasted(t("cli-paste-here"), LONGEST)
        try:
            account = self.face.work(self.core.session.sign_in_with_paste(pasted))
        except NotSignedIn as error:
            # Not "nobody is signed in" but "the service did not take this": a refusal.
            raise SignInError(error.detail, host=error.host) from None
        self._done(account)

    # -- at Meta-Wiki ----------------------------------------------------------------------------------

    def _begin(self) -> None:
        """The embedded service signs in by itself; another one is allowed at Meta-Wiki, in a browser."""
        self.face.say(t("sign-in-beginning"))
        session = self.core.session
        attempt: OAuthAttempt = self.face.work(session.begin_oauth())
        try:
            account = self.face.work(session.finish_oauth()) if self.core.embedded else self._returned(attempt)
        finally:
            self.face.work(session.cancel_oauth())
        self._done(account)

    def _returned(self, attempt: OAuthAttempt) -> Account:
        """What the browser brings back, or the person does."""
        talk = self.face.talk
        listening = t("sign-in-listening", attempt.port) if attempt.port else t("sign-in-not-listening")
        talk.tell([t("sign-in-way-return-1"), attempt.address, listening, t("sign-in-way-return-3")])
        if attempt.port:
            talk.tell([t("plain-return-wait")])
        while True:
            pasted = talk.ask_unseen(t("plain-return"))
            if pasted is None and attempt.port:
                account: Account = self.face.work(self.core.session.finish_oauth())
                return account
            try:
                return self._brought(attempt, pasted)
            except CapxError as error:
                # The next paste may be the right one; Ctrl+C goes back.
                self.face.say(explain(error))

    def _brought(self, attempt: OAuthAttempt, pasted: Secret | None) -> Account:
        if pasted is None:
            raise PasteEmpty
        found = read_paste(pasted, self.core.now())
        account: Account
        if isinstance(found, PastedToken):
            account = self.face.work(self.core.session.sign_in_with_token(found.token))
        else:
            attempt.take(found)
            account = self.face.work(self.core.session.finish_oauth())
        return account

    # -- afterwards ------------------------------------------------------------------------------------

    def _done(self, account: Account) -> None:
        self.face.say(t("sign-in-done", account.username))
        if self.core.session.state.trouble is not None:
            self.face.say(explain(self.core.session.state.trouble))
        self._go_on()

    def _go_on(self) -> None:
        """To what asked for it."""
        then, self._then = self._then, None
        self.face.back(silent=then is not None)
        if then is not None:
            then()

    def _own(self) -> None:
        self.face.push(OwnWikimediaPlace(self.face))

    def back_here(self) -> None:
        """Credentials of one's own may be there now, and be enough."""
        super().back_here()
        if self._then is not None and self._own_will_do and self.core.own.state.is_there and self.face.is_at(self):
            self._go_on()

    def _sign_out(self) -> None:
        self.face.say(forgotten_words(self.face.work(self.core.session.sign_out())))
        self.again()


class OwnWikimediaPlace(RowsPlace):
    """One's own Wikimedia credentials, with which messages go straight to Meta-Wiki."""

    TITLE_KEY = "own-title"
    MAY_BE_PICTURED = False

    def arrive(self) -> None:
        """Ask the wiki whose they are, where only they are known."""
        if self.core.own.state.is_there and not self.core.own.state.username:
            self.face.work(self.core.own.owner())

    def entries(self) -> Sequence[Entry]:
        """See `screens.own_wikimedia_rows`."""
        return own_rows(
            self.core,
            self.face,
            paste=self._paste,
            made_up=self._take_made_up,
            choose_way=self._choose_way,
            forget=self._forget,
        )

    def _paste(self) -> None:
        self._take(self.face.talk.ask_pasted(t("cli-own-paste-here"), LONGEST, is_whole))

    def _take_made_up(self) -> None:
        made_up = self.core.own.made_up()
        if made_up is not None:
            self._take(made_up)

    def _take(self, secret: Secret) -> None:
        username = self.face.work(self.core.own.take(secret))
        self.face.say(t("own-taken", username))
        self.again()

    def _choose_way(self) -> None:
        def taken(way: object) -> None:
            self.face.say(chosen_words(self.core, str(way)))
            self._lines = self.listed()
            if self.core.settings.error is not None:
                self.face.fail(self.core.settings.error)

        self.face.push(ChooserPlace(self.face, t("own-way"), partial(way_choices, self.core), taken=taken))

    def _forget(self) -> None:
        self.face.say(forgotten_words(self.face.work(self.core.own.forget())))
        self.again()
