"""The form of an organization's profile, for its managers.

In: the organization as the service has it now, its projects and events. Out: only what changed, over what is
there then (`store.organization_edit`). Can fail: somebody who does not manage it is told so and gets no form;
a save may be refused field by field, stop half-way (what is saved is said), or meet the changes of others.
Projects and events have forms of their own, which open from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from capx_tui.i18n import t
from capx_tui.model.form import Form
from capx_tui.model.form_words import reason_words
from capx_tui.model.organization_form import (
    name_id,
)
from capx_tui.screens.base import CapxScreen
from capx_tui.screens.chooser import Choice, ChooserScreen
from capx_tui.screens.event_form import EventFormScreen
from capx_tui.screens.form import FormScreen
from capx_tui.screens.organization_values import OrganizationValues
from capx_tui.screens.project_form import ProjectScreen

__all__ = ["OrganizationEditScreen"]


class OrganizationEditScreen(FormScreen[None]):
    """One organization's form; `organization_id` is the service's."""

    TITLE_KEY = "organization-edit-title"

    def __init__(self, organization_id: int) -> None:
        super().__init__()
        self._organization = organization_id
        #: A form of a project or an event was opened: what it did is read when one is back.
        self._is_visiting = False

    @cached_property
    def held(self) -> OrganizationValues:
        """See `OrganizationValues`."""
        return OrganizationValues(self.core, self._organization)

    @property
    def heading(self) -> str:
        """Whose profile it is."""
        return self.held.title

    # -- rows that do something ----------------------------------------------------------------------

    def act_on(self, field_id: str) -> None:
        """Names, capacities, projects, events."""
        if why := reason_words(self.form, field_id):
            self.say(t("form-cannot", why))
        elif field_id == "add-name":
            self._choose_language()
        elif field_id == "add-known":
            self._put(*self.held.with_known(self.form))
        elif field_id == "clear":
            self._put(*self.held.without_capacities(self.form))
        elif field_id == "edit-event":
            self._choose_event()
        elif field_id == "add-event":
            self._visit(EventFormScreen(self._organization))
        elif field_id == "add-project":
            self._visit(ProjectScreen(self._organization))
        else:
            self._visit(ProjectScreen(self._organization, int(field_id.partition(".")[2])))

    def _put(self, form: Form, said: str) -> None:
        if form is not self.form:
            self.rows.put(form)
        self.say(said)

    # -- names -----------------------------------------------------------------------------------------

    def _choose_language(self) -> None:
        def entries(typed: str) -> Sequence[Choice]:
            return self.held.language_choices(self.form, typed)

        self.app.push_screen(ChooserScreen(lambda: t("organization-choose-language"), entries), self._language_chosen)

    def _language_chosen(self, code: object) -> None:
        if isinstance(code, str):
            if self.held.make_room([name_id(code)]):
                self.reshape(self.form_spec())
            self.rows.go_to(name_id(code))

    # -- projects and events -----------------------------------------------------------------------------

    def _choose_event(self) -> None:
        def chosen(event: object) -> None:
            if isinstance(event, int):
                self._visit(EventFormScreen(self._organization, event))

        if not self.held.events:
            self.say(t("organization-no-events"))
            return
        self.app.push_screen(ChooserScreen(lambda: t("organization-choose-event"), self.held.event_choices), chosen)

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
        await self.held.read_parts()
        self.reshape(self.form_spec())
        self.rows.form = self.held.with_parts(self.form)
