"""QR codes: the same modules in every form, and enough light around them."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.errors import RuleError
from capx_tui.i18n.sentences import sentence
from capx_tui.model.qr import QUIET_ZONE, QrCode, qr_code

LINK = "https://capx.toolforge.org/profile/Alice_Example"
Rows = tuple[tuple[bool, ...], ...]


@pytest.fixture
def code() -> QrCode:
    return qr_code(LINK)


def from_half_blocks(lines: list[str], size: int, *, ink_is_dark: bool) -> Rows:
    rows = []
    for line in lines:
        rows.append(tuple((c in "▀█") is ink_is_dark for c in line))
        rows.append(tuple((c in "▄█") is ink_is_dark for c in line))
    return tuple(rows[:size])


def from_png(content: bytes, scale: int) -> Rows:
    """Every `scale`-th pixel of a one-bit greyscale PNG, checksums verified."""
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, at + 8 + length)
        assert checksum == zlib.crc32(kind + body)
        chunks[kind] = body
        at += length + 12
    width, height, *kind_of = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert kind_of == [1, 0, 0, 0, 0]
    pixels, stride = zlib.decompress(chunks[b"IDAT"]), (width + 7) // 8 + 1
    assert len(pixels) == stride * height
    return tuple(
        tuple(not pixels[y * stride + 1 + x // 8] >> (7 - x % 8) & 1 for x in range(0, width, scale))
        for y in range(0, height, scale)
    )


def from_svg(content: bytes, size: int) -> Rows:
    root = ET.fromstring(content)
    assert root.attrib["viewBox"] == f"0 0 {size} {size}"
    path = root.find("{http://www.w3.org/2000/svg}path")
    assert path is not None
    dark = {tuple(map(int, step.split("h")[0].split())) for step in path.attrib["d"].split("M")[1:]}
    return tuple(tuple((x, y) in dark for x in range(size)) for y in range(size))


def test_it_has_the_quiet_zone_that_readers_need(code: QrCode) -> None:
    assert QUIET_ZONE == 4
    for n in range(QUIET_ZONE):
        for line in (
            code.rows[n],
            code.rows[-1 - n],
            [row[n] for row in code.rows],
            [row[-1 - n] for row in code.rows],
        ):
            assert not any(line)
    # The finder pattern begins right behind it.
    assert code.rows[4][4:11] == (True,) * 7


def test_it_is_of_level_m(code: QrCode) -> None:
    # Format information, row 8: two bits for the level, masked with 10101…; M is 00.
    row = code.rows[QUIET_ZONE + 8]
    assert (row[QUIET_ZONE] ^ True, row[QUIET_ZONE + 1] ^ False) == (False, False)


@pytest.mark.parametrize("ink_is_dark", [True, False])
def test_half_blocks_show_two_rows_a_line(code: QrCode, ink_is_dark: bool) -> None:
    lines = code.half_blocks(ink_is_dark=ink_is_dark)
    assert {len(line) for line in lines} == {code.size}
    assert len(lines) == (code.size + 1) // 2
    assert from_half_blocks(lines, code.size, ink_is_dark=ink_is_dark) == code.rows


@pytest.mark.parametrize("ink_is_dark", [True, False])
def test_ascii_shows_a_square_module_in_two_cells(code: QrCode, ink_is_dark: bool) -> None:
    lines = code.ascii(ink_is_dark=ink_is_dark)
    assert "".join(lines).isascii()
    read = tuple(tuple((line[x : x + 2] == "##") is ink_is_dark for x in range(0, len(line), 2)) for line in lines)
    assert read == code.rows


def test_the_last_half_line_is_light(code: QrCode) -> None:
    assert code.size % 2 == 1
    assert code.half_blocks(ink_is_dark=False)[-1] == "█" * code.size
    assert code.half_blocks()[-1] == " " * code.size


@pytest.mark.parametrize("scale", [1, 3, 8])
def test_the_png_holds_the_same_modules(code: QrCode, scale: int) -> None:
    assert from_png(code.png(scale=scale), scale) == code.rows


def test_the_svg_holds_the_same_modules(code: QrCode) -> None:
    assert from_svg(code.svg(), code.size) == code.rows


@given(st.text(min_size=1, max_size=200))
def test_any_text_gives_a_square_that_is_the_same_in_every_form(text: str) -> None:
    code = qr_code(text)
    assert {len(row) for row in code.rows} == {code.size}
    assert from_png(code.png(scale=2), 2) == code.rows == from_svg(code.svg(), code.size)


def test_more_than_any_code_holds_is_refused_in_words() -> None:
    with pytest.raises(RuleError) as caught:
        qr_code("x" * 3000)
    assert not sentence(caught.value).startswith("[")


def test_the_library_is_loaded_on_use_only() -> None:
    script = "import sys, capx_tui.model.qr; sys.exit('qrcode' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
