"""Taking over what Let's Connect has of an earlier registration: a switch for each thing, saved into my profile.

In: Let's Connect's profile address for the user, and one's own profile. Out: one write of the profile with what
was chosen added and nothing else changed (`MyProfileStore`). Can fail: Let's Connect not answering, which is said
in the form's place; the profile's own limits, said beside the switch; the write as every write of the profile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import ActionField, FieldSpec, Heading, Paragraph, Problem, SwitchField, Value
from capx_tui.model.lets_connect_profile import KINDS, LABEL_KEYS, MOST, Offer, Offers, holds, offers_of, with_taken
from capx_tui.model.lets_connect_profile import room_left as room_of
from capx_tui.model.profile import MyProfile
from capx_tui.screens.form import FormScreen

__all__ = ["LetsConnectTake"]


class LetsConnectTake(FormScreen[str]):
    """Dismissed with the sentence to say once something was taken over."""

    TITLE_KEY = "lets-connect-take"

    def __init__(self) -> None:
        super().__init__()
        self._mine: MyProfile | None = None
        self._found: Offers | None = None
        #: Why Let's Connect did not answer, a sentence.
        self._trouble = ""

    # -- what is offered -------------------------------------------------------------------------------

    async def load_values(self) -> Mapping[str, Value]:
        """One's own profile, and what Let's Connect has that is not in it."""
        self._mine = await self.core.my_profile.load()
        try:
            old = await self.core.lets_connect.old_profile()
        except CapxError as error:
            self._trouble = sentence(error)
        else:
            self._found = offers_of(old, self.core.names.resolve, self._mine) if old is not None else None
        return {}

    def form_spec(self) -> FormSpec:
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
                yield ActionField("take.all", label_key="lets-connect-take-all", help_key="lets-connect-take-all-help")
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

    def act_on(self, field_id: str) -> None:
        """Take all: one step that can be undone."""
        if field_id == "take.all" and self._found is not None:
            self.rows.put(self.form.edit_many({_field(offer): True for offer in self._found.offers}))
            self.say(t("lets-connect-took-all", len(self._found.offers)))

    # -- saving ------------------------------------------------------------------------------------------

    async def save_form(self, form: Form) -> str:
        """Added to what the service holds now, whatever it was when the form was opened."""
        chosen = self._chosen(form.values)
        store = self.core.my_profile
        before = await store.load()
        await store.save_and_make_sure(before, with_taken(before, chosen))
        return t("lets-connect-took", len(chosen))

    async def was_saved(self, form: Form) -> bool | None:
        """Whether the profile has everything that was chosen."""
        now = await self.core.my_profile.load()
        return all(holds(now, offer) for offer in self._chosen(form.values))

    def after_save(self) -> None:
        """Back, with what came of it."""
        self.dismiss(t("lets-connect-took", len(self._chosen(self.form.values))))


def _field(offer: Offer) -> str:
    return f"{offer.field}-{offer.id}"
