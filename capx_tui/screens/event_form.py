"""The form of an event: made, changed or deleted, by managers of its organization; filled in from an address.

Can fail: an event that is gone, somebody who does not manage it, what the service refuses beside its field.
Where Wikidata and Meta-Wiki know nothing of an address or do not answer, that is said and the form stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from capx_tui.i18n import t
from capx_tui.model.form_fields import Value
from capx_tui.screens.event_values import EventValues, NotFilled
from capx_tui.screens.form_compare import CompareScreen
from capx_tui.screens.parts_form import PartScreen

__all__ = ["EventFormScreen"]


class EventFormScreen(PartScreen):
    """Opened from the organization's form."""

    TITLE_KEY = EventValues.TITLE_KEY

    def __init__(self, organization_id: int, event_id: int = 0) -> None:
        super().__init__(organization_id, event_id)
        #: What was found of the event while something stood above the form: offered when one is back.
        self._found: Mapping[str, Value] | None = None

    @cached_property
    def held(self) -> EventValues:
        """See `EventValues`."""
        return EventValues(self.core, self.organization_id, self.part_id)

    # -- times -----------------------------------------------------------------------------------------

    def field_left(self, field_id: str) -> None:
        """A begin without an end gets the usual one; both are told by the clock on the wall."""
        if field_id not in ("time_begin", "time_end"):
            return
        filled = self.held.left(self.form, field_id)
        if filled is not self.form:
            self.rows.put(filled)
        self._tell_local()

    def _tell_local(self) -> None:
        self.reshape(self.form_spec())

    # -- filling in ------------------------------------------------------------------------------------

    def act_on(self, field_id: str) -> None:
        """Fill in, or delete."""
        if field_id == "fill":
            self._look_up_address()
        else:
            super().act_on(field_id)

    def _look_up_address(self) -> None:
        if not str(self.form["url"]).strip():
            self.say(t("event-fill-empty"))
            return

        async def look() -> None:
            try:
                found = await self.held.look_up(self.form)
            except NotFilled as error:
                self.fail(error, self._look_up_address)
                return
            self._offer_found(found)

        self.say(t("event-fill-looking"))
        self.load(look, name="fill")

    def resume(self) -> None:
        """Back from what stood above."""
        super().resume()
        found, self._found = self._found, None
        if found is not None:
            self._offer_found(found)

    def _offer_found(self, found: Mapping[str, Value]) -> None:
        """Show what it would fill in, each to be taken or not."""
        if self.app.screen is not self or self.is_saving:
            self._found = found
            return
        different = self.held.offered(self.form, found)
        if not different:
            self.say(t("event-fill-same"))
            return

        def chosen(taken: Mapping[str, Value] | None) -> None:
            if not taken:
                self.say(t("event-fill-left"))
                return
            self.rows.put(self.held.filled(self.form, taken))
            self._tell_local()
            self.say(t("event-filled", len(taken)))

        screen = CompareScreen(
            lambda: t("event-fill"),
            self.spec,
            different,
            here_key="compare-saved",
            there_key="event-found",
            take_there=True,
            anew=self.form_spec,
        )
        self.app.push_screen(screen, chosen)
