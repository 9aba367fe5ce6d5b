"""The form of an event: made, changed or deleted, by managers of its organization; filled in from an address.

Can fail: an event that is gone, somebody who does not manage it, what the service refuses beside its field.
Where Wikidata and Meta-Wiki know nothing of an address or do not answer, that is said and the form stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.event_form import event_spec, local_words, with_usual_end
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_changes import differences
from capx_tui.model.form_fields import Value
from capx_tui.screens.form_compare import CompareScreen
from capx_tui.screens.parts_form import PartScreen
from capx_tui.store.organization_choices import event_choices

__all__ = ["EventFormScreen"]


class EventFormScreen(PartScreen):
    """Opened from the organization's form."""

    TITLE_KEY = "event-edit-title"
    MADE_KEY = "event-made"
    DELETE_KEYS = ("event-delete", "event-delete-told", "event-deleted")

    def __init__(self, organization_id: int, event_id: int = 0) -> None:
        super().__init__(organization_id, event_id)
        self._known: Collection[int] = ()
        self._local = ""
        #: What was found of the event while something stood above the form: offered when one is back.
        self._found: Mapping[str, Value] | None = None

    @property
    def heading(self) -> str:
        """New, or an old one."""
        return t("event-new-title") if self.is_new else t(self.TITLE_KEY)

    async def load_values(self) -> Mapping[str, Value]:
        """The event as it is now; a new one is the organization's."""
        await self.check_manager()
        if not self.is_new:
            values: Mapping[str, Value] = await self.core.event_edit.load(self.part_id)
        else:
            self._known = {event.id for event in await self.core.event_edit.events(self.organization_id)}
            values = {"organization": self.organization_id}
        self._local = local_words(values)
        return values

    def form_spec(self) -> FormSpec:
        """See `model.event_form`."""
        account = self.account
        me = account.id if account is not None else 0
        choices = event_choices(self.core.names, self.core.mirror, self.organization_id, me)
        return event_spec(choices, is_new=self.is_new, local=self._local)

    async def save_form(self, form: Form) -> str:
        """Make it, or send what changed."""
        if self.is_new:
            await self.core.event_edit.make(form, self._known)
        else:
            await self.core.event_edit.save(self.part_id, form)
        return ""

    async def was_saved(self, form: Form) -> bool | None:
        """A new one is looked for among the organization's events."""
        if not self.is_new:
            return await super().was_saved(form)
        return await self.core.event_edit.made(form, self._known) is not None

    async def delete_part(self) -> None:
        """See `PartScreen`."""
        await self.core.event_edit.delete(self.part_id)

    # -- times -----------------------------------------------------------------------------------------

    def field_left(self, field_id: str) -> None:
        """A begin without an end gets the usual one; both are told by the clock on the wall."""
        if field_id not in ("time_begin", "time_end"):
            return
        if field_id == "time_begin" and self.form.is_changed("time_begin"):
            filled = with_usual_end(self.form)
            if filled is not self.form:
                self.rows.put(filled)
        self._tell_local()

    def _tell_local(self) -> None:
        told = local_words(self.form.values)
        if told != self._local:
            self._local = told
            self.reshape(self.form_spec())

    # -- filling in ------------------------------------------------------------------------------------

    def act_on(self, field_id: str) -> None:
        """Fill in, or delete."""
        if field_id == "fill":
            self._look_up_address()
        elif field_id == "delete":
            self.ask_to_delete()

    def _look_up_address(self) -> None:
        address = str(self.form["url"]).strip()
        if not address:
            self.say(t("event-fill-empty"))
            return

        async def look() -> None:
            try:
                found = await self.core.event_edit.look_up(address)
            except CapxError as error:
                self.fail(NotFilled(sentence(error)), self._look_up_address)
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
        # Whatever stands in the form is the person's: nobody else has changed it.
        different = differences(self.form, found, was=self.form.values)
        if not different:
            self.say(t("event-fill-same"))
            return

        def chosen(taken: Mapping[str, Value] | None) -> None:
            if not taken:
                self.say(t("event-fill-left"))
                return
            self.rows.put(with_usual_end(self.form.pause().edit_many(taken)))
            self._tell_local()
            self.say(t("event-filled", len(taken)))

        screen = CompareScreen(
            lambda: t("event-fill"),
            self.spec,
            different,
            here_key="compare-saved",
            there_key="event-found",
            take_there=True,
        )
        self.app.push_screen(screen, chosen)


class NotFilled(CapxError):
    """Nothing was filled in. `params`: why, a sentence."""

    sentence = "event-not-filled"
    remedy = "event-not-filled-remedy"
