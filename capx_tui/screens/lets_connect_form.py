"""The Let's Connect form: sensitive, sent once when it is confirmed, and erased once it is sent.

In: nothing; nobody can read back earlier answers. Out: `LetsConnectStore.send`. Can fail: fields refused
(beside them), the CapX service without its key, Let's Connect itself (its words), an answer lost (one's
confirmations are looked through before it is offered again). The drafts stay in memory, and what was said of
the answers leaves the log of announcements with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from capx_tui.i18n import t
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.model.lets_connect import PRIVACY_STATEMENT, lets_connect_spec, sending_words
from capx_tui.screens.form_sensitive import SensitiveForm

__all__ = ["LetsConnectForm"]


class LetsConnectForm(SensitiveForm):
    """Dismissed with the sentence to say where something came of it."""

    TITLE_KEY = "lets-connect-form-title"

    def __init__(self) -> None:
        super().__init__()
        self._confirmed = ""

    async def load_values(self) -> Mapping[str, Value]:
        """Every field begins empty; whether it is an update is asked anew."""
        await self.core.lets_connect.load()
        return {}

    def form_spec(self) -> FormSpec:
        """All fields of the guide."""
        return lets_connect_spec(is_update=self._is_update)

    @property
    def _is_update(self) -> bool | None:
        return self.core.lets_connect.state.is_registered

    def consequences(self) -> Sequence[str]:
        """When and to whom it goes, what is kept, what it replaces, what one agrees to."""
        return sending_words(is_update=self._is_update)

    # -- sending ---------------------------------------------------------------------------------------

    async def save_form(self, form: Form) -> str:
        """Once."""
        self._confirmed = await self.core.lets_connect.send(form.values)
        return t("lets-connect-sent", self._confirmed)

    async def was_saved(self, form: Form) -> bool | None:
        """By one's confirmations. That there is none is no proof: it is noted after Let's Connect has the answers."""
        store = self.core.lets_connect
        if not store.is_in_doubt:
            return False
        found = await store.look_up()
        if found is None:
            return None
        self._confirmed = found.text
        return True

    def after_save(self) -> None:
        """The answers are gone from here."""
        self.erase()
        self.dismiss(t("lets-connect-sent", self._confirmed))

    # -- the rows that do something ----------------------------------------------------------------------

    def act_on(self, field_id: str) -> None:
        """The privacy statement's address, or clean and go back."""
        if field_id == "privacy":
            self.shell.open_link(PRIVACY_STATEMENT, t("lets-connect-privacy"))
        else:
            super().act_on(field_id)
