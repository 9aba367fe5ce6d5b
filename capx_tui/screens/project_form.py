"""The form of one of an organization's projects: made, changed or deleted, for its managers.

Can fail: a project that is gone, somebody who does not manage it, what the service refuses beside its field.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from capx_tui.i18n import t
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.model.project_form import project_spec
from capx_tui.screens.parts_form import PartScreen
from capx_tui.store.options import CapacityOptions

__all__ = ["ProjectScreen"]


class ProjectScreen(PartScreen):
    """Opened from the organization's form."""

    TITLE_KEY = "project-edit-title"
    MADE_KEY = "project-made"
    DELETE_KEYS = ("project-delete", "project-delete-told", "project-deleted")

    def __init__(self, organization_id: int, project_id: int = 0) -> None:
        super().__init__(organization_id, project_id)
        self._known: Collection[int] = ()

    @property
    def heading(self) -> str:
        """New, or an old one."""
        return t("project-new-title") if self.is_new else t(self.TITLE_KEY)

    async def load_values(self) -> Mapping[str, Value]:
        """The project as it is now; an empty form for a new one."""
        await self.check_manager()
        if self.is_new:
            self._known = await self.core.project_edit.known(self.organization_id)
            return {}
        return await self.core.project_edit.load(self.part_id)

    def form_spec(self) -> FormSpec:
        """See `model.project_form`."""
        return project_spec(CapacityOptions(self.core.names), is_new=self.is_new)

    async def save_form(self, form: Form) -> str:
        """Make it, or send what changed."""
        if self.is_new:
            await self.core.project_edit.make(self.organization_id, form, self._known)
        else:
            await self.core.project_edit.save(self.part_id, self.organization_id, form)
        return ""

    async def was_saved(self, form: Form) -> bool | None:
        """A new one is looked for among the organization's projects."""
        if not self.is_new:
            return await super().was_saved(form)
        return await self.core.project_edit.made(self.organization_id, form, self._known) is not None

    def act_on(self, field_id: str) -> None:
        """Delete it."""
        if field_id == "delete":
            self.ask_to_delete()

    async def delete_part(self) -> None:
        """See `PartScreen`."""
        await self.core.project_edit.delete(self.part_id)
