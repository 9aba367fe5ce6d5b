"""An address as a code to scan, drawn with letters, and as a picture in a file."""

from __future__ import annotations

from capx_tui.cli.plain.new_file import ask_for_file
from capx_tui.cli.plain.place import Place
from capx_tui.i18n import t
from capx_tui.store.qr_file import file_for, suggested_file, write_code

__all__ = ["Scanned"]


class Scanned(Place):
    """Places with an address of their own give it; their `SCOPES` name "qr"."""

    def own_address(self) -> str:
        """The address."""
        raise NotImplementedError

    def do_qr_save(self, given: str = "") -> None:
        """The code as a picture."""
        address = self.own_address()

        def write(name: str, *, replace: bool) -> str:
            path = file_for(name)
            write_code(address, path, replace=replace)
            return t("qr-file-written", str(path))

        ask_for_file(self.face, given, suggested_file(self.title), write)
