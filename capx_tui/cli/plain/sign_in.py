"""Signing in and out in plain lines: by what is pasted, or in the browser; and where one stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from capx_tui.auth.addresses import CREATE_ACCOUNT, PRIVACY_POLICY, SESSION, SIGN_IN_PAGE
from capx_tui.auth.paste import LONGEST
from capx_tui.cli.account import account_lines
from capx_tui.cli.pasting import read_pasted
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.cli.plain.talk import Ended
from capx_tui.errors import NotSignedIn, SignInError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.model.entry import Entry
from capx_tui.screens.session_words import expired_words
from capx_tui.secret import Secret

if TYPE_CHECKING:
    from capx_tui.auth.account import Account

from capx_tui.cli.plain.place import Face

__all__ = ["SignInPlace"]


class SignInPlace(RowsPlace):
    """`reason` says what asked for it, `then` goes on to that."""

    TITLE_KEY = "screen-sign-in"

    def __init__(self, face: Face, reason: str = "", then: Callable[[], object] | None = None) -> None:
        super().__init__(face)
        self._reason = reason
        self._then = then

    def entries(self) -> Sequence[Entry]:
        """The account, or the ways to one."""
        session = self.core.session
        account = session.state.account
        if account is not None and not session.state.is_expired:
            rows = [Entry(value=words) for words in account_lines(account, session, self.core.language)]
            return [*rows, Entry(t("sign-in-sign-out"), t("sign-in-sign-out-help"), target=self._sign_out)]
        rows = [Entry(value=self._reason)] if self._reason else []
        if account is not None:
            rows.append(Entry(value=expired_words(account.username)))
        rows += [
            Entry(value=t("sign-in-before-meta")),
            Entry(value=t("sign-in-before-password")),
            Entry(t("about-privacy"), PRIVACY_POLICY),
            Entry(t("sign-in-create-account"), CREATE_ACCOUNT),
            Entry(value=t("sign-in-before-without")),
        ]
        if self.core.embedded:
            return [*rows, Entry(t("sign-in-demo-begin"), t("sign-in-demo-begin-help"), target=self._begin)]
        return [
            *rows,
            Entry(value=t("sign-in-way-paste-1", SIGN_IN_PAGE)),
            Entry(value=t("sign-in-way-paste-2", SESSION)),
            Entry(t("sign-in-paste"), t("plain-paste-help"), target=self._paste),
            Entry(value=t("plain-by-command", t("sign-in-way-return"), "capx-tui login --browser")),
        ]

    def _paste(self) -> None:
        """What is pasted is not shown on a terminal."""
        console = self.face.talk.console
        self.face.talk.tell([t("cli-paste-here")])
        if console.is_typed:
            pasted = read_pasted(console, LONGEST)
        else:
            line = console.stdin.readline(LONGEST + 1) if console.stdin is not None else ""
            pasted = Secret(line) if line.strip() else None
        if pasted is None:
            raise Ended
        try:
            account = self.face.work(self.core.session.sign_in_with_paste(pasted))
        except NotSignedIn as error:
            # Not "nobody is signed in" but "the service did not take this": a refusal.
            raise SignInError(error.detail, host=error.host) from None
        self._done(account)

    def _begin(self) -> None:
        """The embedded service signs in by itself."""
        self.face.say(t("sign-in-beginning"))
        self.face.work(self.core.session.begin_oauth())
        self._done(self.face.work(self.core.session.finish_oauth()))

    def _done(self, account: Account) -> None:
        self.face.say(t("sign-in-done", account.username))
        if self.core.session.state.trouble is not None:
            self.face.say(explain(self.core.session.state.trouble))
        then, self._then = self._then, None
        self.face.back(silent=then is not None)
        if then is not None:
            then()

    def _sign_out(self) -> None:
        done = self.face.work(self.core.session.sign_out())
        words = " ".join(t(key) for key in done.keys)
        self.face.say(f"{words} {explain(done.trouble)}" if done.trouble is not None else words)
        self.again()
