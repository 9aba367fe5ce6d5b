"""What stands in the form of an organization's profile, fetched and saved: the same for the screen and in plain lines.

In: the organization, its projects and events, the kinds of organizations. Can fail: the requests; who is no manager.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from capx_tui.core import Core
from capx_tui.model.directory import Event
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.model.organization_form import name_id, organization_spec
from capx_tui.store.organization_choices import organization_choices
from capx_tui.store.organization_edit import NotManager

__all__ = ["OrganizationValues"]


class OrganizationValues:
    """`codes` are the languages that have a row for a name, besides those of the names there are."""

    def __init__(self, core: Core, organization_id: int) -> None:
        self._core = core
        self._organization = organization_id
        self._begun: Mapping[str, Value] = {}
        self._fresh: Mapping[str, Value] | None = None
        self._types: Sequence[tuple[int, str]] = ()
        self.projects: Sequence[tuple[int, str]] = ()
        self.events: Sequence[Event] = ()
        self.codes: set[str] = set()

    async def load(self) -> Mapping[str, Value]:
        """The organization as it is now. Raises `NotManager` for others than its managers."""
        account = await self._core.session.owner()
        edit = self._core.organization_edit
        whole = await edit.read(self._organization)
        if account.id not in whole.shape.managers:
            raise NotManager
        self.projects, self.events, self._types = await asyncio.gather(
            self._core.project_edit.projects(whole.shape.projects),
            self._core.event_edit.events(self._organization),
            edit.types(),
        )
        self._begun = whole.values()
        return self._begun

    def spec(self) -> FormSpec:
        """The fields, a row for each name and each project."""
        core = self._core
        choices = organization_choices(core.names, core.mirror, self._organization, self._types, self.events)
        values = {**dict.fromkeys(map(name_id, self.codes), ""), **self._begun}
        return organization_spec(choices, values, self.projects)

    async def save(self, form: Form) -> str:
        """Step by step; see the store. There is nothing more to say than that it is saved."""
        account = self._core.session.state.account
        me = account.id if account else 0
        self._fresh = await self._core.organization_edit.save(self._organization, form, me=me)
        return ""

    def rebased(self, form: Form) -> Form:
        """The form on what the service made of it: a tag may be written in other letters there."""
        if self._fresh is not None:
            self._begun, self._fresh = self._fresh, None
            return form.rebased(self._begun)
        return form
