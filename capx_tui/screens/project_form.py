"""The form of one of an organization's projects: made, changed or deleted, for its managers.

Can fail: a project that is gone, somebody who does not manage it, what the service refuses beside its field.
"""

from __future__ import annotations

from functools import cached_property

from capx_tui.screens.parts_form import PartScreen
from capx_tui.screens.project_values import ProjectValues

__all__ = ["ProjectScreen"]


class ProjectScreen(PartScreen):
    """Opened from the organization's form."""

    TITLE_KEY = ProjectValues.TITLE_KEY

    def __init__(self, organization_id: int, project_id: int = 0) -> None:
        super().__init__(organization_id, project_id)

    @cached_property
    def held(self) -> ProjectValues:
        """See `ProjectValues`."""
        return ProjectValues(self.core, self.organization_id, self.part_id)
