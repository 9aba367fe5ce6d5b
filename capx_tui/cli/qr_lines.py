"""A QR code as lines for this very terminal."""

from __future__ import annotations

from capx_tui.cli.console import Console
from capx_tui.model.qr import qr_code

__all__ = ["qr_lines"]


def qr_lines(text: str, console: Console) -> list[str]:
    """Half blocks, or ASCII where the terminal or the encoding has none; light is drawn, for dark terminals."""
    code = qr_code(text)
    has_blocks = console.takes_unicode and console.environ.get("TERM", "") not in ("dumb", "linux", "vt100")
    return code.half_blocks(ink_is_dark=False) if has_blocks else code.ascii(ink_is_dark=False)
