"""What stands in the form of one of an organization's projects, fetched, saved and deleted."""

from __future__ import annotations

from collections.abc import Mapping

from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.model.project_form import project_spec
from capx_tui.screens.parts_values import PartValues
from capx_tui.store.options import CapacityOptions

__all__ = ["ProjectValues"]


class ProjectValues(PartValues):
    """See `PartValues`."""

    TITLE_KEY = "project-edit-title"
    NEW_KEY = "project-new-title"
    MADE_KEY = "project-made"
    DELETE_KEYS = ("project-delete", "project-delete-told", "project-deleted")

    async def load(self) -> Mapping[str, Value]:
        """The project as it is now; an empty form for a new one."""
        await self.check_manager()
        if self.is_new:
            self.known = await self.core.project_edit.known(self.organization_id)
            return {}
        return await self.core.project_edit.load(self.part_id)

    def spec(self, values: Mapping[str, Value]) -> FormSpec:
        """See `model.project_form`."""
        return project_spec(CapacityOptions(self.core.names), is_new=self.is_new)

    async def make(self, form: Form) -> None:
        """At the service."""
        await self.core.project_edit.make(self.organization_id, form, self.known)

    async def change(self, form: Form) -> None:
        """At the service."""
        await self.core.project_edit.save(self.part_id, self.organization_id, form)

    async def is_made(self, form: Form) -> bool:
        """Among the organization's projects."""
        return await self.core.project_edit.made(self.organization_id, form, self.known) is not None

    async def delete(self) -> None:
        """At the service."""
        await self.core.project_edit.delete(self.part_id)
