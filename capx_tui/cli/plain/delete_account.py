"""Deleting one's account at CapX in plain lines: what goes, what stays, and the user name typed in full."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.cli.plain.place import Face
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.i18n import t
from capx_tui.model.entry import Entry
from capx_tui.screens.delete_account_rows import deleted_words, deletion_rows, name_question, name_refused

__all__ = ["DeleteAccountPlace"]


class DeleteAccountPlace(RowsPlace):
    """For who is signed in as `username`."""

    TITLE_KEY = "delete-account-title"

    def __init__(self, face: Face, username: str) -> None:
        super().__init__(face)
        self._username = username

    def entries(self) -> Sequence[Entry]:
        """See `screens.delete_account_rows`."""
        return deletion_rows(keep=self.face.back, delete=self._ask)

    def _ask(self) -> None:
        self.face.talk.tell([name_question(self._username)])
        if why := name_refused(self.face.talk.ask(t("delete-account-name")) or None, self._username):
            self.face.say(why)
            return
        self.face.say(t("delete-account-under-way"))
        self.face.go_home(deleted_words(self.face.work(self.core.deletion.delete())))
