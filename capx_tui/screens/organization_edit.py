"""The form of an organization's profile, for its managers.

In: the organization as the service has it now, its projects and events. Out: only what changed, over what is
there then (`store.organization_edit`). Can fail: somebody who does not manage it is told so and gets no form;
a save may be refused field by field, stop half-way (what is saved is said), or meet the changes of others.
Projects and events have forms of their own, which open from here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.model.form_options import Option, Options
from capx_tui.model.form_words import reason_words
from capx_tui.model.languages import codes_by_name
from capx_tui.model.organization_form import (
    cleared,
    code_of,
    is_name,
    language_code,
    name_id,
    offered_unknown,
)
from capx_tui.screens.base import CapxScreen
from capx_tui.screens.chooser import Choice, ChooserScreen
from capx_tui.screens.event_form import EventFormScreen
from capx_tui.screens.form import FormScreen
from capx_tui.screens.organization_values import OrganizationValues
from capx_tui.screens.project_form import ProjectScreen
from capx_tui.store.organization_choices import event_option
from capx_tui.text import clean, isolate

__all__ = ["OrganizationEditScreen"]


class OrganizationEditScreen(FormScreen[None]):
    """One organization's form; `organization_id` is the service's."""

    TITLE_KEY = "organization-edit-title"

    def __init__(self, organization_id: int) -> None:
        super().__init__()
        self._organization = organization_id
        #: A form of a project or an event was opened: what it did is read when one is back.
        self._is_visiting = False

    @property
    def subject(self) -> str:
        """Drafts of two organizations are two."""
        return str(self._organization)

    @property
    def heading(self) -> str:
        """Whose profile it is."""
        name = next((each.name_in(self.core.languages) for each in self.core.mirror.organizations()
                     if each.id == self._organization), "")  # fmt: skip
        return t("organization-edit-heading", isolate(name)) if name else t(self.TITLE_KEY)

    # -- loading and saving ------------------------------------------------------------------------

    @cached_property
    def _values(self) -> OrganizationValues:
        return OrganizationValues(self.core, self._organization)

    async def load_values(self) -> Mapping[str, Value]:
        """The organization as it is now. Raises `NotManager` for others than its managers."""
        return await self._values.load()

    def form_spec(self) -> FormSpec:
        """The fields, a row for each name and each project."""
        return self._values.spec()

    async def save_form(self, form: Form) -> str:
        """Step by step; see the store."""
        return await self._values.save(form)

    def after_save(self) -> None:
        """What the service made of it."""
        self.rows.form = self._values.rebased(self.form)

    # -- rows that do something ----------------------------------------------------------------------

    def act_on(self, field_id: str) -> None:
        """Names, capacities, projects, events."""
        if why := reason_words(self.form, field_id):
            self.say(t("form-cannot", why))
        elif field_id == "add-name":
            self._choose_language()
        elif field_id == "add-known":
            self._add_known()
        elif field_id == "clear":
            self._clear()
        elif field_id == "edit-event":
            self._choose_event()
        elif field_id == "add-event":
            self._visit(EventFormScreen(self._organization))
        elif field_id == "add-project":
            self._visit(ProjectScreen(self._organization))
        else:
            self._visit(ProjectScreen(self._organization, int(field_id.partition(".")[2])))

    def _add_known(self) -> None:
        missing = offered_unknown(self.form.values)
        if not missing:
            self.say(t("organization-add-known-none"))
            return
        self.rows.put(self.form.edit("known_capacities", (*self.form["known_capacities"], *missing)))
        names = self.spec.by_id["known_capacities"].options  # type: ignore[attr-defined]
        self.say(t("organization-add-known-done", commas(clean(names.label(each)) for each in missing)))

    def _clear(self) -> None:
        before = self.form
        self.rows.put(before.edit_many(cleared(before.spec)))
        emptied = [known for known in self.form.spec.by_id if self.form.values.get(known) != before.values.get(known)]
        self.say(t("organization-cleared", len(emptied)) if emptied else t("organization-cleared-nothing"))

    # -- names -----------------------------------------------------------------------------------------

    def _choose_language(self) -> None:
        known = {code: word for code, word in codes_by_name(self.core.language) if language_code(code) == code}
        options = Options([Option(code, word, code) for code, word in known.items()])

        def entries(typed: str) -> Sequence[Choice]:
            found = [
                Choice(each.id, each.label, each.detail, chosen=self._has(each.id)) for each in options.search(typed)
            ]
            # Whoever types a code means it.
            code = language_code(typed)
            if code in known:
                found.sort(key=lambda choice: choice.id != code)
            elif code:
                found.append(Choice(code, t("organization-own-code", code), chosen=self._has(code)))
            return found

        self.app.push_screen(ChooserScreen(lambda: t("organization-choose-language"), entries), self._language_chosen)

    def _has(self, code: object) -> bool:
        return bool(self.form.values.get(name_id(str(code))))

    def _language_chosen(self, code: object) -> None:
        if isinstance(code, str):
            self.make_room([name_id(code)])
            self.rows.go_to(name_id(code))

    def make_room(self, fields: Collection[str]) -> None:
        """A row for the name in each of these languages."""
        new = {code_of(each) for each in fields if is_name(each) and each not in self.form.values}
        new = {code for code in new if language_code(code) == code}
        if new:
            self._values.codes |= new
            self.reshape(self.form_spec())

    # -- projects and events -----------------------------------------------------------------------------

    def _choose_event(self) -> None:
        options = Options([event_option(event, self.core.language) for event in self._values.events])

        def entries(typed: str) -> Sequence[Choice]:
            return [Choice(each.id, each.label, each.detail) for each in options.search(typed)]

        def chosen(event: object) -> None:
            if isinstance(event, int):
                self._visit(EventFormScreen(self._organization, event))

        if not self._values.events:
            self.say(t("organization-no-events"))
            return
        self.app.push_screen(ChooserScreen(lambda: t("organization-choose-event"), entries), chosen)

    def _visit(self, screen: CapxScreen[None]) -> None:
        self._is_visiting = True
        self.app.push_screen(screen)

    def resume(self) -> None:
        """Back from a project or an event: rows and choices may be others."""
        super().resume()
        # A chooser that closed may have opened that form: then one is not back yet.
        if self._is_visiting and self.app.screen is self and self.rows.has_form:
            self._is_visiting = False
            self.load(self._read_parts, name="parts")

    async def _read_parts(self) -> None:
        whole = await self.core.organization_edit.read(self._organization)
        self._values.projects, self._values.events = await asyncio.gather(
            self.core.project_edit.projects(whole.shape.projects), self.core.event_edit.events(self._organization)
        )
        self.reshape(self.form_spec())
        # An event that is gone is no main event any more, neither here nor there.
        there = {event.id for event in self._values.events}
        begun = tuple(each for each in self.form.initial["choose_events"] if each in there)  # type: ignore[union-attr]
        kept = tuple(each for each in self.form["choose_events"] if each in there)
        self.rows.form = self.form.rebased({"choose_events": begun}).edit("choose_events", kept)
