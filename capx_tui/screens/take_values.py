"""What Let's Connect has of an earlier registration, to take over: a switch for each thing, saved into my profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from capx_tui.core import Core
from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import ActionField, FieldSpec, Heading, Paragraph, Problem, SwitchField, Value
from capx_tui.model.lets_connect_profile import KINDS, LABEL_KEYS, MOST, Offer, Offers, holds, offers_of, with_taken
from capx_tui.model.lets_connect_profile import room_left as room_of
from capx_tui.model.profile import MyProfile
from capx_tui.screens.form_values import FormValues
from capx_tui.store.form_saving import Looked

__all__ = ["TakeValues"]


class TakeValues(FormValues):
    """Let's Connect not answering is said in the form's place."""

    TITLE_KEY = "lets-connect-take"
    #: The row that turns everything on.
    ALL_ROW = "take.all"

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._mine: MyProfile | None = None
        self._found: Offers | None = None
        #: Why Let's Connect did not answer, a sentence.
        self._trouble = ""

    # -- what is offered -------------------------------------------------------------------------------

    async def load(self) -> Mapping[str, Value]:
        """One's own profile, and what Let's Connect has that is not in it."""
        self._mine = await self.core.my_profile.load()
        try:
            old = await self.core.lets_connect.old_profile()
        except CapxError as error:
            self._trouble = sentence(error)
        else:
            self._found = offers_of(old, self.core.names.resolve, self._mine) if old is not None else None
        return {}

    def spec(self, values: Mapping[str, Value]) -> FormSpec:
        """A switch for each."""
        return FormSpec("lets-connect-take", tuple(self._fields()), rules=(self._within_limits,))

    def _fields(self) -> Iterator[FieldSpec]:
        found = self._found
        if self._trouble:
            yield Paragraph("take.trouble", label=t("lets-connect-take-trouble", self._trouble))
        elif found is None:
            yield Paragraph("take.nothing", label_key="lets-connect-take-nobody")
        elif not found.offers:
            held = t("lets-connect-take-nothing", found.held) if found.held else t("lets-connect-take-empty")
            yield Paragraph("take.nothing", label=held)
        else:
            yield Heading("take.offers", label=t("lets-connect-take-count", len(found.offers)))
            yield Paragraph("take.how", label_key="lets-connect-take-how")
            yield from map(self._switch, found.offers)
            if len(found.offers) > 1:
                yield ActionField(
                    self.ALL_ROW, label_key="lets-connect-take-all", help_key="lets-connect-take-all-help"
                )
        if found is not None and found.unknown:
            yield Heading("take.unknown", label=t("lets-connect-take-unknown", len(found.unknown)))
            yield Paragraph("take.by-hand", label_key="lets-connect-take-by-hand")
            for at, (field, name) in enumerate(found.unknown):
                yield Paragraph(f"take.unknown-{at}", label=t("people-fact", t(LABEL_KEYS[field]), name))

    def _switch(self, offer: Offer) -> SwitchField:
        assert self._mine is not None
        becomes_known = offer.field == "skills_available" and offer.id not in self._mine.skills_known
        return SwitchField(
            _field(offer),
            label_key=LABEL_KEYS[offer.field],
            phrase=partial(t, "lets-connect-take-row", self._name_of(offer)),
            note=t("lets-connect-take-known") if becomes_known else "",
            help=t("lets-connect-take-level") if offer.field == "language" else "",
        )

    def _name_of(self, offer: Offer) -> str:
        return self.core.names.table(KINDS[offer.field]).name(offer.id)

    def _within_limits(self, values: Mapping[str, Any]) -> Iterator[tuple[str, Problem]]:
        """No more than the service takes of anything."""
        assert self._mine is not None
        for field in MOST:
            chosen = [offer for offer in self._chosen(values) if offer.field == field]
            left = room_of(self._mine, field)
            if left is not None and len(chosen) > left:
                yield _field(chosen[left]), Problem("lets-connect-take-full", (MOST[field], left))

    def _chosen(self, values: Mapping[str, Any]) -> list[Offer]:
        offers = self._found.offers if self._found is not None else ()
        return [offer for offer in offers if values[_field(offer)]]

    def all_taken(self, form: Form) -> tuple[Form, str]:
        """Everything turned on, one step that can be undone; and what is said of it."""
        offers = self._found.offers if self._found is not None else ()
        return form.edit_many({_field(offer): True for offer in offers}), t("lets-connect-took-all", len(offers))

    # -- saving ------------------------------------------------------------------------------------------

    async def save(self, form: Form) -> str:
        """Added to what the service holds now, whatever it was when the form was opened."""
        chosen = self._chosen(form.values)
        store = self.core.my_profile
        before = await store.load()
        await store.save_and_make_sure(before, with_taken(before, chosen))
        return t("lets-connect-took", len(chosen))

    async def look(self, form: Form) -> Looked:
        """Whether the profile has everything that was chosen."""
        now = await self.core.my_profile.load()
        return Looked(is_there=all(holds(now, offer) for offer in self._chosen(form.values)))

    def took_words(self, form: Form) -> str:
        """How many things were taken over."""
        return t("lets-connect-took", len(self._chosen(form.values)))


def _field(offer: Offer) -> str:
    return f"{offer.field}-{offer.id}"
