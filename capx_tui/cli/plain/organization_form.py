"""The form of an organization's profile in plain lines, for its managers.

Only what changed is sent, over what the service has then; a save that stops half-way says what is saved.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

from capx_tui.cli.plain.asking import ChooserPlace
from capx_tui.cli.plain.form import FormPlace
from capx_tui.cli.plain.place import Face
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.choice import Choice
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
from capx_tui.screens.organization_values import OrganizationValues
from capx_tui.text import clean

__all__ = ["OrganizationFormPlace"]


class OrganizationFormPlace(FormPlace):
    """`organization_id` is the service's."""

    TITLE_KEY = "organization-edit-title"

    def __init__(self, face: Face, organization_id: int) -> None:
        super().__init__(face)
        self._organization = organization_id

    @property
    def subject(self) -> str:
        """Drafts of two organizations are two."""
        return str(self._organization)

    @property
    def title(self) -> str:
        """Whose profile it is."""
        return t("organization-edit-heading", self.core.names.affiliation(self._organization))

    @property
    def prompt(self) -> str:
        """One word."""
        return t("action-organization-edit")

    def arrive(self) -> None:
        """Names to choose from, then the organization."""
        self.face.need_people()
        super().arrive()

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
        self.form = self._values.rebased(self.form)

    def make_room(self, fields: Collection[str]) -> None:
        """A row for the name in each of these languages."""
        new = {code_of(each) for each in fields if is_name(each) and each not in self.form.values}
        new = {code for code in new if language_code(code) == code}
        if new:
            self._values.codes |= new
            self.form = self.form.reshaped(self.form_spec())
            self._lines = self.listed()

    # -- rows that do something ----------------------------------------------------------------------

    def act_on(self, field_id: str) -> None:
        """Names, capacities; projects and events by the line command."""
        if why := reason_words(self.form, field_id):
            self.face.say(t("form-cannot", why))
        elif field_id == "add-name":
            self._choose_language()
        elif field_id == "add-known":
            self._add_known()
        elif field_id == "clear":
            before = self.form
            self.put(before.edit_many(cleared(before.spec)))
            emptied = [each for each in self.form.spec.by_id if self.form.values.get(each) != before.values.get(each)]
            self.face.say(t("organization-cleared", len(emptied)) if emptied else t("organization-cleared-nothing"))
        else:
            part = "event" if field_id.endswith("event") else "projects"
            self.face.by_command(self.title, "org", part, str(self._organization))

    def _add_known(self) -> None:
        missing = offered_unknown(self.form.values)
        if not missing:
            self.face.say(t("organization-add-known-none"))
            return
        self.put(self.form.edit("known_capacities", (*self.form["known_capacities"], *missing)))
        names = self.core.names.capacity
        self.face.say(t("organization-add-known-done", commas(clean(names(each)) for each in missing)))

    def _choose_language(self) -> None:
        known = {code: word for code, word in codes_by_name(self.core.language) if language_code(code) == code}
        options = Options([Option(code, word, code) for code, word in known.items()])

        def choices(typed: str) -> list[Choice]:
            found = [Choice(each.id, each.label, each.detail) for each in options.search(typed)]
            # Whoever types a code means it.
            code = language_code(typed)
            if code in known:
                found.sort(key=lambda choice: choice.id != code)
            elif code:
                found.append(Choice(code, t("organization-own-code", code)))
            return found

        def taken(code: object) -> None:
            self.make_room([name_id(str(code))])
            self.edit_field(name_id(str(code)))

        self.face.push(ChooserPlace(self.face, t("organization-choose-language"), choices, taken=taken))
