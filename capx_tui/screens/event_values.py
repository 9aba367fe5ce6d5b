"""What stands in the form of an event: fetched, filled in from an address, saved and deleted."""

from __future__ import annotations

from collections.abc import Mapping

from capx_tui.errors import CapxError
from capx_tui.i18n.sentences import sentence
from capx_tui.model.event_form import event_spec, local_words, with_usual_end
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_changes import Difference, differences
from capx_tui.model.form_fields import Value
from capx_tui.screens.parts_values import PartValues
from capx_tui.store.organization_choices import event_choices

__all__ = ["EventValues", "NotFilled"]


class NotFilled(CapxError):
    """Nothing was filled in. `params`: why, a sentence."""

    sentence = "event-not-filled"
    remedy = "event-not-filled-remedy"


class EventValues(PartValues):
    """See `PartValues`."""

    TITLE_KEY = "event-edit-title"
    NEW_KEY = "event-new-title"
    MADE_KEY = "event-made"
    DELETE_KEYS = ("event-delete", "event-delete-told", "event-deleted")

    async def load(self) -> Mapping[str, Value]:
        """The event as it is now; a new one is the organization's."""
        await self.check_manager()
        if not self.is_new:
            return await self.core.event_edit.load(self.part_id)
        self.known = {event.id for event in await self.core.event_edit.events(self.organization_id)}
        return {"organization": self.organization_id}

    def spec(self, values: Mapping[str, Value]) -> FormSpec:
        """See `model.event_form`; both times are told by the clock on the wall too."""
        account = self.core.session.state.account
        me = account.id if account is not None else 0
        choices = event_choices(self.core.names, self.core.mirror, self.organization_id, me)
        return event_spec(choices, is_new=self.is_new, local=local_words(values))

    async def make(self, form: Form) -> None:
        """At the service."""
        await self.core.event_edit.make(form, self.known)

    async def change(self, form: Form) -> None:
        """At the service."""
        await self.core.event_edit.save(self.part_id, form)

    async def is_made(self, form: Form) -> bool:
        """Among the organization's events."""
        return await self.core.event_edit.made(form, self.known) is not None

    async def delete(self) -> None:
        """At the service."""
        await self.core.event_edit.delete(self.part_id)

    def left(self, form: Form, field_id: str) -> Form:
        """`form` after a field was left: a begin without an end gets the usual one."""
        return with_usual_end(form) if field_id == "time_begin" and form.is_changed("time_begin") else form

    # -- filling in ------------------------------------------------------------------------------------

    async def look_up(self, form: Form) -> Mapping[str, Value]:
        """What Wikidata and Meta-Wiki know of the event at the form's address. Raises `NotFilled`."""
        try:
            return await self.core.event_edit.look_up(str(form["url"]).strip())
        except CapxError as error:
            raise NotFilled(sentence(error)) from error

    def offered(self, form: Form, found: Mapping[str, Value]) -> list[Difference]:
        """What `found` would fill in: whatever stands in the form is the person's, nobody else has changed it."""
        return differences(form, found, was=form.values)

    def filled(self, form: Form, taken: Mapping[str, Value]) -> Form:
        """The form with what was taken of it, one step that can be undone."""
        return with_usual_end(form.pause().edit_many(taken))
