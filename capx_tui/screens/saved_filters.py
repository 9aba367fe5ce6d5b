"""The filters that were given names: use one, give it another name, or delete it.

In: `ExploreStore.named_filters`. Out: dismissed with the name of the one to use, or None. Can fail: a blank
name, or one that another filter has (said, nothing lost); a file that cannot be written (said, kept meanwhile).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.model.filter_words import filter_words
from capx_tui.screens.form_question import Answer, QuestionScreen
from capx_tui.screens.prompt import PromptScreen
from capx_tui.screens.rows import RowsScreen
from capx_tui.terminal.keys import first_key
from capx_tui.widgets.reading import Entry

__all__ = ["SavedFiltersScreen"]


class _AnotherName(PromptScreen):
    """Dismissed with the name that the filter has from now on; one that cannot be stays to be mended."""

    def __init__(self, old: str) -> None:
        super().__init__(lambda: t("saved-filters-rename", old), lambda: t("filters-name"), value=old)
        self._old = old

    def answered(self, text: str) -> None:
        """Rename it."""
        try:
            self.core.explore.rename_filter(self._old, text)
        except RuleError as error:
            self.fail(error)
        else:
            self.dismiss(" ".join(text.split()))


class SavedFiltersScreen(RowsScreen[str]):
    """A row a filter: its name, and what it asks in words. Enter uses it."""

    SCOPES = ("saved-filters", "list")
    TITLE_KEY = "action-filters-load"

    def start(self) -> None:
        """The first one, and what can be done besides using it."""
        super().start()
        self.say(t("saved-filters-how", first_key("saved-filters.rename"), first_key("saved-filters.delete")))

    def entries(self) -> Sequence[Entry]:
        """In the order of the names."""
        named = self.core.explore.named_filters()
        rows = [
            Entry(name, filter_words(asked, self.core.names), target=partial(self.dismiss, name))
            for name, asked in named.items()
        ]
        return rows or [Entry(value=t("filters-none-saved"))]

    @property
    def _marked(self) -> str:
        names = list(self.core.explore.named_filters())
        return names[self.reading.entry_index] if names else ""

    def do_saved_filters_rename(self) -> None:
        """Ask for another name."""
        if old := self._marked:
            self.app.push_screen(_AnotherName(old), partial(self._renamed, old))

    def _renamed(self, old: str, name: object) -> None:
        if isinstance(name, str):
            self.reading.read(self.entries(), at=list(self.core.explore.named_filters()).index(name))
            self._tell(t("saved-filters-renamed", old, name))

    def do_saved_filters_delete(self) -> None:
        """Ask, and forget it."""
        name = self._marked
        if not name:
            return
        asked = self.core.explore.named_filters()[name]

        def answers() -> Sequence[Answer]:
            return (
                Answer("no", t("saved-filters-keep")),
                Answer("yes", t("saved-filters-delete"), t("saved-filters-delete-help")),
            )

        question = QuestionScreen(
            lambda: t("action-saved-filters-delete"),
            lambda: [Entry(name, filter_words(asked, self.core.names))],
            answers,
            ask=lambda: t("saved-filters-ask", name),
        )
        self.app.push_screen(question, partial(self._delete, name))

    def _delete(self, name: str, answer: object) -> None:
        if answer == "yes":
            self.core.explore.delete_filter(name)
            self.rebuild()
            self._tell(t("saved-filters-deleted", name))

    def _tell(self, words: str) -> None:
        self.say(words)
        if self.core.explore.trouble is not None:
            self.fail(self.core.explore.trouble)

    def do_app_back(self) -> None:
        """The filter stays as it is."""
        self.dismiss(None)
