"""What the forms of an organization's projects and events have in common: made, changed or deleted by managers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.model.choice import Answer
from capx_tui.model.form import Form
from capx_tui.screens.form_values import FormValues
from capx_tui.store.form_saving import Looked

__all__ = ["PartValues"]


class PartValues(FormValues):
    """Of the organization `organization_id`; `part_id` is 0 for something new."""

    #: The message that names the form of something new.
    NEW_KEY: ClassVar[str] = ""
    #: What is said once something new is there.
    MADE_KEY: ClassVar[str] = ""
    #: Messages: the title of the question before deleting, what to know of it, what is said afterwards.
    DELETE_KEYS: ClassVar[tuple[str, str, str]] = ("", "", "")

    def __init__(self, core: Core, organization_id: int, part_id: int = 0) -> None:
        super().__init__(core)
        self.organization_id = organization_id
        self.part_id = part_id
        #: The parts that were there before a new one was made.
        self.known: Collection[int] = ()

    @property
    def is_new(self) -> bool:
        """Whether it is made rather than changed."""
        return not self.part_id

    @property
    def title(self) -> str:
        """New, or an old one."""
        return t(self.NEW_KEY) if self.is_new else t(self.TITLE_KEY)

    @property
    def subject(self) -> str:
        """Drafts of two things are two."""
        return f"{self.organization_id}.{self.part_id}" if self.part_id else str(self.organization_id)

    async def check_manager(self) -> None:
        """Raises `NotManager` for others than the organization's managers, before they type anything."""
        account = await self.core.session.owner()
        await self.core.organization_edit.check_manager(self.organization_id, account.id)

    async def make(self, form: Form) -> None:
        """Add something new."""
        raise NotImplementedError

    async def change(self, form: Form) -> None:
        """Send what changed."""
        raise NotImplementedError

    async def is_made(self, form: Form) -> bool:
        """Whether something new is there, and was not before."""
        raise NotImplementedError

    async def delete(self) -> None:
        """Delete it at the service."""
        raise NotImplementedError

    async def save(self, form: Form) -> str:
        """Make it, or send what changed."""
        await (self.make(form) if self.is_new else self.change(form))
        return ""

    async def look(self, form: Form) -> Looked:
        """Something new is looked for among the organization's."""
        return Looked(is_there=await self.is_made(form)) if self.is_new else await super().look(form)

    def deleting(self) -> tuple[str, Sequence[Answer]]:
        """What to know before it is deleted, and what can be answered: ``keep``, ``delete``."""
        title, told, _ = self.DELETE_KEYS
        answers = (
            Answer("keep", t("part-keep"), t("part-keep-help")),
            Answer("delete", t(title), t("part-delete-help")),
        )
        return t(told), answers

    @property
    def deleted_words(self) -> str:
        """What is said afterwards."""
        return t(self.DELETE_KEYS[2])
