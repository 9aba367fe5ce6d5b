"""Where to save a QR code: one line for the file."""

from __future__ import annotations

from pathlib import Path

from capx_tui.i18n import t
from capx_tui.screens.new_file import NewFileScreen
from capx_tui.store.qr_file import file_for, suggested_file, write_code

__all__ = ["QrFileScreen"]


class QrFileScreen(NewFileScreen):
    """A PNG or an SVG, as the name ends."""

    def __init__(self, address: str, name: str) -> None:
        super().__init__(lambda: t("qr-file-title"), lambda: t("qr-file-how"), suggested_file(name))
        self._address = address

    def write(self, given: str, *, replace: bool) -> Path:
        """The code."""
        path = file_for(given)
        write_code(self._address, path, replace=replace)
        return path
