"""What the forms of an organization's projects and events have in common: made, changed or deleted by managers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cached_property

from capx_tui.i18n import t
from capx_tui.screens.form import FormScreen
from capx_tui.screens.form_question import QuestionScreen
from capx_tui.screens.parts_values import PartValues

__all__ = ["PartScreen"]


class PartScreen(FormScreen[None]):
    """Of the organization `organization_id`; `part_id` is 0 for something new."""

    def __init__(self, organization_id: int, part_id: int = 0) -> None:
        super().__init__()
        self.organization_id = organization_id
        self.part_id = part_id

    @cached_property
    def held(self) -> PartValues:
        """Which part it is."""
        raise NotImplementedError

    @property
    def heading(self) -> str:
        """New, or an old one."""
        return self.held.title

    def act_on(self, field_id: str) -> None:
        """Delete it."""
        if field_id == "delete":
            self.ask_to_delete()

    def after_save(self) -> None:
        """Something new is there now: back to where it is listed. What was changed may be changed further."""
        if self.held.is_new:
            self.shell.go_back()
            self.front.say(t(self.held.MADE_KEY))

    def ask_to_delete(self) -> None:
        """Say what goes, and ask."""
        told, answers = self.held.deleting()
        self.app.push_screen(
            QuestionScreen(lambda: t(self.held.DELETE_KEYS[0]), [told], answers, ask=told),
            lambda answer: self._delete() if answer == "delete" else None,
        )

    def _delete(self) -> None:
        if self.is_saving:
            self.say(t("form-saving-still"))
            return
        # Nobody leaves, saves or deletes before it is known what became of it.
        self._saving = True
        self.say(t("form-saving"))
        work: Callable[[], Awaitable[None]] = self._delete_it
        self.load(work, name="delete", exclusive=False)

    async def _delete_it(self) -> None:
        # Also where it is tried again.
        self._saving = True
        try:
            await self.held.delete()
        finally:
            self._saving = False
        self.forget_draft()
        self._is_discarded = True
        self._is_leaving = True
        self.shell.go_back()
        self.front.say(self.held.deleted_words)
