"""One address: read it, copy it, scan it, save its code, or open it in a browser. Nothing opens by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.widgets import Static

from capx_tui.errors import RuleError
from capx_tui.i18n import Words, said, t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.qr import qr_code
from capx_tui.screens.base import CapxScreen
from capx_tui.screens.qr_file import QrFileScreen
from capx_tui.screens.rows import RowsScreen
from capx_tui.terminal.browser import open_address
from capx_tui.terminal.keys import first_key
from capx_tui.widgets.reading import Entry, Reading

__all__ = ["LinkScreen", "QrScreen", "save_code"]

#: Rows of the screen that are neither the code nor read above it: title and status.
_FRAME_ROWS = 2


class LinkScreen(RowsScreen[None]):
    """What can be done with an address."""

    SCOPES = ("link", "qr", "list")
    BEGINS_AT_A_WAY = True

    def __init__(self, address: str, label: Words) -> None:
        super().__init__()
        self._address = address
        self._label = label

    @property
    def heading(self) -> str:
        """What the address is."""
        return said(self._label)

    def entries(self) -> Sequence[Entry]:
        """The address, and what can be done."""
        return [
            Entry(t("link-address"), self._address, "link"),
            Entry(t("action-link-open"), t("action-link-open-help"), target=self.do_link_open),
            Entry(t("action-link-copy"), t("action-link-copy-help"), target=self.do_link_copy),
            Entry(t("action-link-qr"), t("action-link-qr-help"), target=self.do_link_qr),
            Entry(t("action-qr-save"), t("action-qr-save-help"), target=self.do_qr_save),
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

    def do_qr_save(self) -> None:
        """As a code in a file."""
        save_code(self, self._address, self._label)


class QrScreen(RowsScreen[None]):
    """The code, whole or not at all: half of it cannot be scanned."""

    SCOPES = ("qr",)

    def __init__(self, address: str, label: Words) -> None:
        super().__init__()
        self._address = address
        self._label = label

    @property
    def heading(self) -> str:
        """What the address is."""
        return t("people-fact", t("action-link-qr"), said(self._label))

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
        """The address; read aloud, also what the signs below it are, since the row is what is heard last."""
        rows = [Entry(t("link-address"), self._address)]
        if self.core.modes.speaks:
            rows.append(Entry(value=t("link-qr-shown-spoken", first_key("qr.save"))))
        return rows

    def _draw(self) -> None:
        code = self.query_one("#code", Static)
        try:
            drawn = qr_code(self._address)
        except RuleError as error:
            self.say(sentence(error))
            return
        lines = drawn.ascii() if self.core.plain_glyphs else drawn.half_blocks()
        above = len(self.reading.text.splitlines()) if self.core.modes.speaks else 1
        self.reading.styles.height = above
        needed = len(lines) + _FRAME_ROWS + above
        fits = needed <= self.size.height and len(lines[0]) <= self.size.width
        code.display = fits
        if fits:
            code.update("\n".join(lines))
            self.say(t("link-qr-shown-plain", first_key("qr.save")) if self.core.plain_glyphs else t("link-qr-shown"))
        else:
            self.say(t("link-qr-no-room", len(lines[0]), needed, first_key("qr.save")))

    def do_qr_save(self) -> None:
        """As a file."""
        save_code(self, self._address, self._label)


def save_code(screen: CapxScreen[Any], address: str, name: Words) -> None:
    """Ask where to save the code of `address`, and say where it is."""

    def saved(path: object) -> None:
        if isinstance(path, str):
            screen.say(t("qr-file-written", path))

    screen.app.push_screen(QrFileScreen(address, said(name)), saved)
