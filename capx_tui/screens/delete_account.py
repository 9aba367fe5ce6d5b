"""Deleting one's account at CapX: what goes, what stays, and the user name typed in full before anything is sent.

Out: Home, signed out, with a sentence. Can fail: no answer, a refusal, an end that nobody can tell; each is
said, and one whose end is not known is looked up before it is sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.screens.delete_account_rows import deleted_words, deletion_rows, name_question, name_refused
from capx_tui.screens.prompt import PromptScreen
from capx_tui.screens.rows import RowsScreen
from capx_tui.widgets.reading import Entry

__all__ = ["DeleteAccountScreen"]


class DeleteAccountScreen(RowsScreen[None]):
    """For who is signed in as `username`."""

    TITLE_KEY = "delete-account-title"

    def __init__(self, username: str) -> None:
        super().__init__()
        self._username = username
        self._is_sent = False

    def start(self) -> None:
        """To be read from the top: nothing here is to be hurried past."""
        super().start()
        self.say(t("delete-account-how"))

    def blocks_leaving(self) -> str:
        """While it is under way, nobody could say what came of it elsewhere."""
        return t("delete-account-under-way") if self._is_sent else ""

    def ask_to_leave(self, leave: Callable[[], None]) -> None:
        """Stay until it is known."""
        if self._is_sent:
            self.say(t("delete-account-under-way"))
        else:
            leave()

    def entries(self) -> Sequence[Entry]:
        """See `screens.delete_account_rows`."""
        return deletion_rows(keep=self.do_app_back, delete=self._ask)

    def _ask(self) -> None:
        if self._is_sent:
            self.say(t("delete-account-under-way"))
            return
        title = partial(name_question, self._username)
        self.app.push_screen(PromptScreen(title, lambda: t("delete-account-name")), self._answered)

    def _answered(self, typed: object) -> None:
        if why := name_refused(None if typed is None else str(typed), self._username):
            self.say(why)
        else:
            self._is_sent = True
            self.say(t("delete-account-under-way"))
            self.load(self._delete, name="delete-account", exclusive=False)

    async def _delete(self) -> None:
        try:
            deleted = await self.core.deletion.delete()
        except CapxError as error:
            self.core.session.refused(error)
            # Without a key to try again: what cannot be undone is decided anew each time.
            self.fail(error)
            return
        finally:
            self._is_sent = False
        self.shell.go_home(deleted_words(deleted))
