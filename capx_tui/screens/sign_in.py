"""Signing in: what Meta will ask for, three ways with their steps, and, once signed in, where one stands.

In: what a person pastes, or the browser's return to this machine. Out: a session, and back to where
one was going. Can fail: a wrong paste, a refused token, no answer; each has its sentence, and a sign-in
that is under way waits on.
"""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.screens.own_wikimedia import OwnWikimediaScreen
from capx_tui.screens.prompt import PromptScreen
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.session_words import forgotten_words
from capx_tui.screens.sign_in_rows import SignInDoings, sign_in_rows
from capx_tui.secret import Secret
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
        """See `screens.sign_in_rows`."""
        do = SignInDoings(paste=self._paste, begin=self._begin, own=self._own, sign_out=self._sign_out)
        return sign_in_rows(self.core, self.shell, do, reason=self._reason, authorize=self._authorize, port=self._port)

    def _own(self) -> None:
        self.app.push_screen(OwnWikimediaScreen())

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
            self.say(forgotten_words(done))

        self.load(sign_out, name="sign-out", exclusive=False)
