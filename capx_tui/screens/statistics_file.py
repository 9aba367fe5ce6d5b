"""Where to save a table of statistics: one line for the file, whose ending says as what."""

from __future__ import annotations

from pathlib import Path

from capx_tui.i18n import t
from capx_tui.model.sheet import Sheet
from capx_tui.screens.base import CapxScreen
from capx_tui.screens.new_file import NewFileScreen
from capx_tui.store.statistics_file import suggested_sheet, write_sheet

__all__ = ["SheetFileScreen", "save_sheet"]


def save_sheet(screen: CapxScreen[None], sheet: Sheet) -> None:
    """Ask where to, and say on `screen` where it is."""

    def saved(path: object) -> None:
        if path:
            screen.say(t("statistics-file-written", str(path)))

    screen.app.push_screen(SheetFileScreen(sheet), saved)


class SheetFileScreen(NewFileScreen):
    """CSV, JSON, Markdown or wikitext."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(lambda: t("statistics-file-title"), lambda: t("statistics-file-how"), suggested_sheet(sheet))
        self._sheet = sheet

    def write(self, given: str, *, replace: bool) -> Path:
        """The table."""
        return write_sheet(self._sheet, given, replace=replace)
