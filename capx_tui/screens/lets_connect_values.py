"""What stands in the Let's Connect form: nothing to begin with, sent once, found again by one's confirmations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from capx_tui.i18n import t
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.model.lets_connect import lets_connect_spec, sending_words
from capx_tui.screens.sensitive_values import SensitiveValues
from capx_tui.store.form_saving import Looked

__all__ = ["LetsConnectValues"]


class LetsConnectValues(SensitiveValues):
    """Nobody can read back earlier answers."""

    TITLE_KEY = "lets-connect-form-title"

    async def load(self) -> Mapping[str, Value]:
        """Every field begins empty; whether it is an update is asked anew."""
        await self.core.lets_connect.load()
        return {}

    def spec(self, values: Mapping[str, Value]) -> FormSpec:
        """All fields of the guide."""
        return lets_connect_spec(is_update=self._is_update)

    @property
    def _is_update(self) -> bool | None:
        return self.core.lets_connect.state.is_registered

    def consequences(self, form: Form) -> Sequence[str]:
        """When and to whom it goes, what is kept, what it replaces, what one agrees to."""
        return sending_words(is_update=self._is_update)

    async def save(self, form: Form) -> str:
        """Once."""
        self.came_of_it = t("lets-connect-sent", await self.core.lets_connect.send(form.values))
        return self.came_of_it

    async def look(self, form: Form) -> Looked:
        """By one's confirmations. That there is none is no proof: it is noted after Let's Connect has the answers."""
        store = self.core.lets_connect
        if not store.is_in_doubt:
            return Looked(is_there=False)
        found = await store.look_up()
        if found is None:
            return Looked(is_there=None)
        self.came_of_it = t("lets-connect-sent", found.text)
        return Looked(is_there=True)
