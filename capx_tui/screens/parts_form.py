"""What the forms of an organization's projects and events have in common: made, changed or deleted by managers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from capx_tui.i18n import t
from capx_tui.screens.form import FormScreen
from capx_tui.screens.form_question import Answer, QuestionScreen

__all__ = ["PartScreen"]


class PartScreen(FormScreen[None]):
    """Of the organization `organization_id`; `part_id` is 0 for something new."""

    #: What is said once something new is there.
    MADE_KEY: str = ""
    #: Messages: the title of the question before deleting, what to know of it, what is said afterwards.
    DELETE_KEYS: tuple[str, str, str] = ("", "", "")

    def __init__(self, organization_id: int, part_id: int = 0) -> None:
        super().__init__()
        self.organization_id = organization_id
        self.part_id = part_id

    @property
    def is_new(self) -> bool:
        """Whether it is made rather than changed."""
        return not self.part_id

    @property
    def subject(self) -> str:
        """Drafts of two things are two."""
        return f"{self.organization_id}.{self.part_id}" if self.part_id else str(self.organization_id)

    async def check_manager(self) -> None:
        """Raises `NotManager` for others than the organization's managers, before they type anything."""
        account = await self.core.session.owner()
        await self.core.organization_edit.check_manager(self.organization_id, account.id)

    def after_save(self) -> None:
        """Something new is there now: back to where it is listed. What was changed may be changed further."""
        if self.is_new:
            self.shell.go_back()
            self.front.say(t(self.MADE_KEY))

    async def delete_part(self) -> None:
        """Delete it at the service."""
        raise NotImplementedError

    def ask_to_delete(self, details: Sequence[str] = ()) -> None:
        """Say what goes, and ask."""
        title, told, _ = self.DELETE_KEYS
        answers = (
            Answer("keep", t("part-keep"), t("part-keep-help")),
            Answer("delete", t(title), t("part-delete-help")),
        )
        self.app.push_screen(
            QuestionScreen(t(title), [t(told), *details], answers, ask=t(told)),
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
            await self.delete_part()
        finally:
            self._saving = False
        self.forget_draft()
        self._is_discarded = True
        self._is_leaving = True
        self.shell.go_back()
        self.front.say(t(self.DELETE_KEYS[2]))
