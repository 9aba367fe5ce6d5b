"""QR codes as text, PNG and SVG: level M with the quiet zone of four modules that readers need."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from capx_tui.errors import RuleError

__all__ = ["QUIET_ZONE", "QrCode", "qr_code"]

#: Modules of light around the code (ISO/IEC 18004).
QUIET_ZONE = 4


@dataclass(frozen=True, slots=True)
class QrCode:
    """`rows` of modules, quiet zone included; True is dark."""

    text: str
    rows: tuple[tuple[bool, ...], ...]

    @property
    def size(self) -> int:
        """Modules along one side; also the cells of a line of `half_blocks`."""
        return len(self.rows)

    def half_blocks(self, *, ink_is_dark: bool = True) -> list[str]:
        """Lines of block characters, two rows of modules to a line.

        With `ink_is_dark` a block stands for dark modules: draw it in black on white. Without, a block
        stands for light modules: right for plain text in a terminal with light letters on dark.
        """
        light = (False,) * self.size
        lines = []
        for top in range(0, self.size, 2):
            upper = self.rows[top]
            lower = self.rows[top + 1] if top + 1 < self.size else light
            lines.append(
                "".join(" ▄▀█"[2 * (a is ink_is_dark) + (b is ink_is_dark)] for a, b in zip(upper, lower, strict=True))
            )
        return lines

    def ascii(self, *, ink_is_dark: bool = True) -> list[str]:
        """The same in ASCII: two characters to a module, ``##`` for ink, a line to a row."""
        return ["".join("##" if module is ink_is_dark else "  " for module in row) for row in self.rows]

    def png(self, *, scale: int = 8) -> bytes:
        """A PNG of one bit a pixel, `scale` pixels to a module. It needs no imaging library."""
        width = self.size * scale
        lines = []
        for row in self.rows:
            bits = "".join(("0" if module else "1") * scale for module in row)
            bits += "0" * (-width % 8)
            lines += [b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")] * scale
        header = struct.pack(">IIBBBBB", width, width, 1, 0, 0, 0, 0)
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(lines), 9)), (b"IEND", b""))
        )

    def svg(self) -> bytes:
        """An SVG: one black path on white, two millimetres a module on paper."""
        path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(self.rows) for x, module in enumerate(row) if module)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.size} {self.size}" '
            f'width="{self.size * 2}mm" height="{self.size * 2}mm" shape-rendering="crispEdges">'
            f'<rect width="100%" height="100%" fill="#fff"/><path fill="#000" d="{path}"/></svg>\n'
        ).encode()


def qr_code(text: str) -> QrCode:
    """The code for `text`. Raises `RuleError` where it is too long for any (about 2,300 bytes)."""
    from qrcode import QRCode  # late: few starts draw a code
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.exceptions import DataOverflowError

    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    try:
        code.add_data(text)
        code.make(fit=True)
    except (DataOverflowError, ValueError):
        raise RuleError("qr-too-long") from None
    return QrCode(text, tuple(tuple(bool(module) for module in row) for row in code.get_matrix()))
