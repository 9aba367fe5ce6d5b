"""One address: read it, copy it, scan it, or open it in a browser. Nothing opens by itself."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.model import qr
from capx_tui.screens.rows import RowsScreen
from capx_tui.terminal.browser import open_address
from capx_tui.widgets.reading import Entry

__all__ = ["LinkScreen"]


class LinkScreen(RowsScreen[None]):
    """`scan` shows the QR code at once."""

    SCOPES = ("link", "list")

    def __init__(self, address: str, label: str, *, scan: bool = False) -> None:
        super().__init__()
        self._address = address
        self._label = label
        self._scan = scan

    @property
    def heading(self) -> str:
        """What the address is."""
        return self._label

    def entries(self) -> Sequence[Entry]:
        """The address, what can be done, and the code."""
        rows = [
            Entry(t("link-address"), self._address, "link"),
            Entry(t("action-link-open"), t("action-link-open-help"), target=self.do_link_open),
            Entry(t("action-link-copy"), t("action-link-copy-help"), target=self.do_link_copy),
            Entry(t("action-link-qr"), t("link-qr-hide" if self._scan else "action-link-qr-help"), target=self.do_link_qr),
        ]
        if self._scan:
            rows.append(Entry(t("link-qr-of"), heading=True))
            lines = qr.lines(self._address, ascii=self.core.plain_glyphs)
            rows += [Entry(value=line) for line in lines]
        return rows

    def do_link_open(self) -> None:
        """In the browser that the environment names."""
        self.say(t("link-opened") if open_address(self._address, self.core.environ) else t("link-no-browser"))

    def do_link_copy(self) -> None:
        """Through the terminal's clipboard."""
        self.say(self.shell.copy(self._address))

    def do_link_qr(self) -> None:
        """Show or hide the code."""
        self._scan = not self._scan
        self.rebuild()
        self.say(t("link-qr-shown") if self._scan else t("link-qr-hidden"))
