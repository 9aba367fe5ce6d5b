"""The Let's Connect form: sensitive, sent once when it is confirmed, and erased once it is sent.

In: nothing; nobody can read back earlier answers. Out: `LetsConnectStore.send`. Can fail: fields refused
(beside them), the CapX service without its key, Let's Connect itself (its words), an answer lost (one's
confirmations are looked through before it is offered again). The drafts stay in memory, and what was said of
the answers leaves the log of announcements with them.
"""

from __future__ import annotations

from functools import cached_property

from capx_tui.i18n import t
from capx_tui.model.lets_connect import PRIVACY_STATEMENT
from capx_tui.screens.form_sensitive import SensitiveForm
from capx_tui.screens.lets_connect_values import LetsConnectValues

__all__ = ["LetsConnectForm"]


class LetsConnectForm(SensitiveForm):
    """Dismissed with the sentence to say where something came of it."""

    TITLE_KEY = "lets-connect-form-title"

    @cached_property
    def held(self) -> LetsConnectValues:
        """See `LetsConnectValues`."""
        return LetsConnectValues(self.core)

    def after_save(self) -> None:
        """The answers are gone from here."""
        self.erase()
        self.dismiss(self.held.came_of_it)

    # -- the rows that do something ----------------------------------------------------------------------

    def act_on(self, field_id: str) -> None:
        """The privacy statement's address, or clean and go back."""
        if field_id == "privacy":
            self.shell.open_link(PRIVACY_STATEMENT, lambda: t("lets-connect-privacy"))
        else:
            super().act_on(field_id)
