"""One address: read it, copy it, scan it, or open it in a browser. Nothing opens by itself."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.qr import qr_code
from capx_tui.screens.rows import RowsScreen
from capx_tui.terminal.browser import open_address
from capx_tui.widgets.reading import Entry, Reading

__all__ = ["LinkScreen", "QrScreen"]

#: Rows of the screen that are not the code: title, address, status.
_OTHER_ROWS = 3


class LinkScreen(RowsScreen[None]):
    """What can be done with an address."""

    SCOPES = ("link", "list")
    BEGINS_AT_A_WAY = True

    def __init__(self, address: str, label: str) -> None:
        super().__init__()
        self._address = address
        self._label = label

    @property
    def heading(self) -> str:
        """What the address is."""
        return self._label

    def entries(self) -> Sequence[Entry]:
        """The address, and what can be done."""
        return [
            Entry(t("link-address"), self._address, "link"),
            Entry(t("action-link-open"), t("action-link-open-help"), target=self.do_link_open),
            Entry(t("action-link-copy"), t("action-link-copy-help"), target=self.do_link_copy),
            Entry(t("action-link-qr"), t("action-link-qr-help"), target=self.do_link_qr),
        ]

    def do_link_open(self) -> None:
        """In the browser that the environment names."""
        self.say(t("link-opened") if open_address(self._address, self.core.environ) else t("link-no-browser"))

    def do_link_copy(self) -> None:
        """Through the terminal's clipboard."""
        self.say(self.shell.copy(self._address))

    def do_link_qr(self) -> None:
        """As a code to scan."""
        self.shell.open_link(self._address, self._label, scan=True)


class QrScreen(RowsScreen[None]):
    """The code, whole or not at all: half of it cannot be scanned."""

    SCOPES = ()

    def __init__(self, address: str, label: str) -> None:
        super().__init__()
        self._address = address
        self._label = label

    @property
    def heading(self) -> str:
        """What the address is."""
        return f"{t('action-link-qr')}: {self._label}"

    def compose_body(self) -> ComposeResult:
        """The address, then the code."""
        yield Reading(id="rows", air=False)
        yield Static(id="code", markup=False)

    def start(self) -> None:
        """Draw."""
        super().start()
        self._draw()

    def on_resize(self) -> None:
        """Another size may have room."""
        if self.is_mounted:
            self._draw()

    def entries(self) -> Sequence[Entry]:
        """The address alone."""
        return [Entry(t("link-address"), self._address)]

    def _draw(self) -> None:
        code = self.query_one("#code", Static)
        try:
            drawn = qr_code(self._address)
        except RuleError as error:
            self.say(sentence(error))
            return
        lines = drawn.ascii() if self.core.plain_glyphs else drawn.half_blocks()
        fits = len(lines) + _OTHER_ROWS <= self.size.height and len(lines[0]) <= self.size.width
        code.display = fits
        if fits:
            code.update("\n".join(lines))
            self.say(t("link-qr-shown"))
        else:
            self.say(t("link-qr-no-room", len(lines[0]), len(lines) + _OTHER_ROWS))
