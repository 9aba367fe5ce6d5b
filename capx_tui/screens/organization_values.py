"""What stands in the form of an organization's profile, fetched and saved.

In: the organization, its projects and events, the kinds of organizations. Can fail: the requests; who is no manager.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.choice import Choice
from capx_tui.model.directory import Event
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.model.form_options import Option, Options
from capx_tui.model.languages import codes_by_name
from capx_tui.model.organization_form import (
    cleared,
    code_of,
    is_name,
    language_code,
    name_id,
    offered_unknown,
    organization_spec,
)
from capx_tui.screens.form_values import FormValues
from capx_tui.store.organization_choices import event_option, organization_choices
from capx_tui.store.organization_edit import NotManager
from capx_tui.store.together import together
from capx_tui.text import clean, isolate

__all__ = ["OrganizationValues"]


class OrganizationValues(FormValues):
    """`codes` are the languages that have a row for a name, besides those of the names there are."""

    TITLE_KEY = "organization-edit-title"

    def __init__(self, core: Core, organization_id: int) -> None:
        super().__init__(core)
        self._organization = organization_id
        self._begun: Mapping[str, Value] = {}
        self._fresh: Mapping[str, Value] | None = None
        self._types: Sequence[tuple[int, str]] = ()
        self.projects: Sequence[tuple[int, str]] = ()
        self.events: Sequence[Event] = ()
        self.codes: set[str] = set()

    @property
    def title(self) -> str:
        """Whose profile it is."""
        mine = (each for each in self.core.mirror.organizations() if each.id == self._organization)
        name = next((each.name_in(self.core.languages) for each in mine), "")
        return t("organization-edit-heading", isolate(name)) if name else t(self.TITLE_KEY)

    @property
    def subject(self) -> str:
        """Drafts of two organizations are two."""
        return str(self._organization)

    async def load(self) -> Mapping[str, Value]:
        """The organization as it is now. Raises `NotManager` for others than its managers."""
        account = await self.core.session.owner()
        edit = self.core.organization_edit
        whole = await edit.read(self._organization)
        if account.id not in whole.shape.managers:
            raise NotManager
        async with together() as begin:
            self.projects, self.events, self._types = await asyncio.gather(
                begin(self.core.project_edit.projects(whole.shape.projects)),
                begin(self.core.event_edit.events(self._organization)),
                begin(edit.types()),
            )
        self._begun = whole.values()
        return self._begun

    def spec(self, values: Mapping[str, Value]) -> FormSpec:
        """The fields, a row for each name and each project."""
        core = self.core
        choices = organization_choices(core.names, core.mirror, self._organization, self._types, self.events)
        begun = {**dict.fromkeys(map(name_id, self.codes), ""), **self._begun}
        return organization_spec(choices, begun, self.projects)

    def make_room(self, fields: Collection[str]) -> bool:
        """A row for the name in each of these languages."""
        there = {name_id(code) for code in self.codes} | set(self._begun)
        new = {code_of(each) for each in fields if is_name(each) and each not in there}
        new = {code for code in new if language_code(code) == code}
        self.codes |= new
        return bool(new)

    async def save(self, form: Form) -> str:
        """Step by step; see the store. There is nothing more to say than that it is saved."""
        account = self.core.session.state.account
        me = account.id if account else 0
        self._fresh = await self.core.organization_edit.save(self._organization, form, me=me)
        return ""

    def rebased(self, form: Form) -> Form:
        """The form on what the service made of it: a tag may be written in other letters there."""
        if self._fresh is not None:
            self._begun, self._fresh = self._fresh, None
            return form.rebased(self._begun)
        return form

    # -- rows that do something ------------------------------------------------------------------------

    def with_known(self, form: Form) -> tuple[Form, str]:
        """What is offered without being known, known as well; and what is said of it."""
        missing = offered_unknown(form.values)
        if not missing:
            return form, t("organization-add-known-none")
        names = commas(clean(self.core.names.capacity(each)) for each in missing)
        known = (*form["known_capacities"], *missing)
        return form.edit("known_capacities", known), t("organization-add-known-done", names)

    def without_capacities(self, form: Form) -> tuple[Form, str]:
        """Everything emptied that the row that clears is for; and what is said of it."""
        after = form.edit_many(cleared(form.spec))
        emptied = [each for each in form.spec.by_id if after.values.get(each) != form.values.get(each)]
        return after, t("organization-cleared", len(emptied)) if emptied else t("organization-cleared-nothing")

    def language_choices(self, form: Form, typed: str) -> list[Choice]:
        """The languages in which a name may be added, with those that have one marked."""

        def has(code: object) -> bool:
            return bool(form.values.get(name_id(str(code))))

        known = {code: word for code, word in codes_by_name(self.core.language) if language_code(code) == code}
        options = Options([Option(code, word, code) for code, word in known.items()])
        found = [Choice(each.id, each.label, each.detail, chosen=has(each.id)) for each in options.search(typed)]
        # Whoever types a code means it.
        code = language_code(typed)
        if code in known:
            found.sort(key=lambda choice: choice.id != code)
        elif code:
            found.append(Choice(code, t("organization-own-code", code), chosen=has(code)))
        return found

    def event_choices(self, typed: str) -> list[Choice]:
        """The organization's events, to edit one."""
        options = Options([event_option(event, self.core.language) for event in self.events])
        return [Choice(each.id, each.label, each.detail) for each in options.search(typed)]

    async def read_parts(self) -> None:
        """Projects and events as they are now: a form of one of them was open."""
        whole = await self.core.organization_edit.read(self._organization)
        async with together() as begin:
            self.projects, self.events = await asyncio.gather(
                begin(self.core.project_edit.projects(whole.shape.projects)),
                begin(self.core.event_edit.events(self._organization)),
            )

    def with_parts(self, form: Form) -> Form:
        """The form with them: an event that is gone is no main event any more, neither here nor there."""
        there = {event.id for event in self.events}
        begun = tuple(each for each in form.initial["choose_events"] if each in there)  # type: ignore[union-attr]
        kept = tuple(each for each in form["choose_events"] if each in there)
        return form.rebased({"choose_events": begun}).edit("choose_events", kept)
