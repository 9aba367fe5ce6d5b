"""The form of an organization's profile in plain lines, for its managers.

Only what changed is sent, over what the service has then; a save that stops half-way says what is saved.
"""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.cli.plain.asking import ChooserPlace
from capx_tui.cli.plain.form import FormPlace
from capx_tui.cli.plain.parts_form import EventFormPlace, PartPlace, ProjectFormPlace
from capx_tui.cli.plain.place import Face
from capx_tui.i18n import t
from capx_tui.model.choice import Choice
from capx_tui.model.form_words import reason_words
from capx_tui.model.organization_form import name_id
from capx_tui.screens.organization_values import OrganizationValues

__all__ = ["OrganizationFormPlace"]


class OrganizationFormPlace(FormPlace):
    """`organization_id` is the service's."""

    def __init__(self, face: Face, organization_id: int) -> None:
        self._values = OrganizationValues(face.core, organization_id)
        super().__init__(face, self._values)
        self._organization = organization_id
        #: A form of a project or an event was opened: what it did is read when one is back.
        self._is_visiting = False

    @property
    def prompt(self) -> str:
        """One word."""
        return t("action-organization-edit")

    def arrive(self) -> None:
        """Names to choose from, then the organization."""
        self.face.need_people()
        super().arrive()

    # -- rows that do something ----------------------------------------------------------------------

    def act_on(self, field_id: str) -> None:
        """Names, capacities, projects, events."""
        if why := reason_words(self.form, field_id):
            self.face.say(t("form-cannot", why))
        elif field_id == "add-name":
            self._choose_language()
        elif field_id == "add-known":
            self.put_and_say(*self._values.with_known(self.form))
        elif field_id == "clear":
            self.put_and_say(*self._values.without_capacities(self.form))
        elif field_id == "edit-event":
            self._choose_event()
        elif field_id == "add-event":
            self._visit(EventFormPlace(self.face, self._organization))
        elif field_id == "add-project":
            self._visit(ProjectFormPlace(self.face, self._organization))
        else:
            self._visit(ProjectFormPlace(self.face, self._organization, int(field_id.partition(".")[2])))

    def _choose_language(self) -> None:
        def choices(typed: str) -> Sequence[Choice]:
            return self._values.language_choices(self.form, typed)

        def taken(code: object) -> None:
            name = name_id(str(code))
            if self._values.make_room([name]):
                self.reshape()
            self.edit_field(name)

        self.face.push(ChooserPlace(self.face, t("organization-choose-language"), choices, taken=taken))

    # -- projects and events -------------------------------------------------------------------------

    def _choose_event(self) -> None:
        def taken(event: object) -> None:
            if isinstance(event, int):
                self._visit(EventFormPlace(self.face, self._organization, event))

        if not self._values.events:
            self.face.say(t("organization-no-events"))
            return
        title = t("organization-choose-event")
        self.face.push(ChooserPlace(self.face, title, self._values.event_choices, taken=taken))

    def _visit(self, part: PartPlace) -> None:
        self._is_visiting = True
        self.face.push(part)

    def back_here(self) -> None:
        """Back from a project or an event: rows and choices may be others."""
        if self._is_visiting and self.face.is_at(self) and self.has_form:
            self._is_visiting = False
            self.face.attempt(self._read_parts)
        super().back_here()

    def _read_parts(self) -> None:
        self.face.work(self._values.read_parts())
        self.reshape()
        self.form = self._values.with_parts(self.form)
