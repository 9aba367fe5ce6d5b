"""Signing in: what Meta will ask for, three ways with their steps, and, once signed in, where one stands.

In: what a person pastes, or the browser's return to this machine. Out: a session, and back to where
one was going. Can fail: a wrong paste, a refused token, no answer; each has its sentence, and a sign-in
that is under way waits on.
"""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.auth.addresses import CREATE_ACCOUNT, PRIVACY_POLICY, SESSION, SIGN_IN_PAGE
from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.i18n.moments import day
from capx_tui.i18n.sentences import explain
from capx_tui.screens.own_wikimedia import OwnWikimediaScreen
from capx_tui.screens.prompt import PromptScreen
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.session_words import expired_words
from capx_tui.secret import Secret
from capx_tui.text import isolate
from capx_tui.widgets.reading import Entry

__all__ = ["SignInScreen"]


class SignInScreen(RowsScreen[None]):
    """`reason` says what asked for it."""

    TITLE_KEY = "screen-sign-in"
    #: What is pasted here is as good as a password.
    MAY_BE_PICTURED = False

    def __init__(self, reason: str = "") -> None:
        super().__init__()
        self._reason = reason
        self._authorize = ""
        self._port = 0

    def asked_by(self, reason: str) -> None:
        """Something else asks for it now."""
        self._reason = reason
        self.rebuild()

    def start(self) -> None:
        """Follow the session."""
        super().start()
        self.watch_store(self.core.session, lambda state: self.rebuild())

    def on_unmount(self) -> None:
        """Listen no longer for a browser."""
        self.app.run_worker(
            self.core.session.cancel_oauth(),
            group="sign-in",
            name="cancel sign-in",
            description="cancel sign-in",
            exit_on_error=False,
        )

    def entries(self) -> Sequence[Entry]:
        """The account, or the ways to one."""
        state = self.core.session.state
        if state.account is not None and not state.is_expired:
            return self._account_rows()
        rows = [Entry(value=self._reason)] if self._reason else []
        if state.is_expired and state.account is not None:
            rows.append(Entry(value=expired_words(state.account.username), style="warning"))
        if state.trouble is not None:
            rows.append(Entry(value=explain(state.trouble), style="warning"))
        return [*rows, *self._before(), *self._ways(), self._own_row()]

    def _account_rows(self) -> list[Entry]:
        session = self.core.session
        account = session.state.account
        assert account is not None
        name = account.username or t("sign-in-name-unknown")
        until = day(account.expires.isoformat(), self.core.language) if account.expires else t("profile-no-date")
        rows = [
            Entry(t("sign-in-account"), name),
            Entry(t("sign-in-service"), self.core.service_name),
            Entry(t("sign-in-until"), until),
            Entry(t("sign-in-kept"), t(session.where, session.kept_in)),
        ]
        if session.state.trouble is not None:
            rows.append(Entry(value=explain(session.state.trouble), style="warning"))
        announced = session.announcement()
        if announced is not None:
            rows.append(Entry(value=t(announced[0], *announced[1]), style="warning"))
        rows.append(self._own_row())
        rows.append(Entry(t("sign-in-sign-out"), t("sign-in-sign-out-help"), target=self._sign_out))
        return rows

    def _own_row(self) -> Entry:
        """The way to what needs no CapX."""
        name = self.core.own.state.username
        words = t("own-there", isolate(name)) if name else t("own-row-help")
        return Entry(t("own-row"), words, target=self._own)

    def _own(self) -> None:
        self.app.push_screen(OwnWikimediaScreen())

    def _before(self) -> list[Entry]:
        return [
            Entry(t("sign-in-before-title"), heading=True),
            Entry(value=t("sign-in-before-meta")),
            Entry(value=t("sign-in-before-password")),
            self._address("about-privacy", PRIVACY_POLICY),
            self._address("sign-in-create-account", CREATE_ACCOUNT),
            Entry(value=t("sign-in-before-without")),
        ]

    def _address(self, label: str, address: str) -> Entry:
        return Entry(t(label), address, "link", target=lambda: self.shell.open_link(address, t(label)))

    def _ways(self) -> list[Entry]:
        if self.core.embedded:
            return [
                Entry(t("sign-in-demo"), heading=True),
                Entry(value=t("sign-in-demo-help")),
                Entry(t("sign-in-demo-begin"), t("sign-in-demo-begin-help"), target=self._begin),
                Entry(t("sign-in-paste"), t("sign-in-paste-help"), target=self._paste),
            ]
        rows = [
            Entry(t("sign-in-way-paste"), heading=True),
            Entry(value=t("sign-in-way-paste-1", SIGN_IN_PAGE)),
            Entry(value=t("sign-in-way-paste-2", SESSION)),
            Entry(value=t("sign-in-way-paste-3")),
            Entry(t("sign-in-paste"), t("sign-in-paste-help"), target=self._paste),
            Entry(t("sign-in-way-return"), heading=True),
        ]
        if not self._authorize:
            rows.append(Entry(t("sign-in-begin"), t("sign-in-begin-help"), target=self._begin))
        else:
            rows += [
                Entry(value=t("sign-in-way-return-1")),
                Entry(
                    t("link-address"),
                    self._authorize,
                    "link",
                    target=lambda: self.shell.open_link(self._authorize, t("sign-in-way-return")),
                ),
                Entry(value=t("sign-in-listening", self._port) if self._port else t("sign-in-not-listening")),
                Entry(value=t("sign-in-way-return-2")),
                Entry(value=t("sign-in-way-return-3")),
                Entry(t("sign-in-paste-address"), t("sign-in-paste-help"), target=self._paste),
            ]
        rows += [
            Entry(t("sign-in-way-environment"), heading=True),
            Entry(value=t("sign-in-way-environment-1")),
        ]
        return rows

    # -- doing -------------------------------------------------------------------------------------

    def _paste(self) -> None:
        def pasted(text: object) -> None:
            if not isinstance(text, str) or not text.strip():
                return
            # The worker gets the paste as a secret: workers, logs and tracebacks show what they are given.
            secret = Secret(text)
            self.load(lambda: self._take(secret), name="sign-in")

        self.app.push_screen(
            PromptScreen(lambda: t("sign-in-paste"), lambda: t("sign-in-paste-label"), password=True), pasted
        )

    async def _take(self, secret: Secret) -> None:
        account = await self.core.session.sign_in_with_paste(secret)
        self._done(account.username)

    def _begin(self) -> None:
        self.say(t("sign-in-beginning"))
        self.load(self._oauth, name="oauth")

    async def _oauth(self) -> None:
        attempt = await self.core.session.begin_oauth()
        if not self.core.embedded:
            self._authorize, self._port = attempt.address, attempt.port
            self.rebuild()
            self.say(t("sign-in-open-address"))
        try:
            account = await self.core.session.finish_oauth()
        except CapxError:
            self._authorize, self._port = "", 0
            self.rebuild()
            raise
        self._done(account.username)

    def _done(self, username: str) -> None:
        if not self.is_mounted:
            return
        self._authorize, self._port = "", 0
        self.rebuild()
        self.say(t("sign-in-done", username))
        self.shell.signed_in()

    def _sign_out(self) -> None:
        async def sign_out() -> None:
            done = await self.core.session.sign_out()
            self.rebuild()
            words = " ".join(t(key) for key in done.keys)
            self.say(f"{words} {explain(done.trouble)}" if done.trouble is not None else words)

        self.load(sign_out, name="sign-out", exclusive=False)
