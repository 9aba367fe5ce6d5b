"""Sets of small numbers as one integer: bit *n* says whether *n* is in."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

__all__ = ["from_flags", "from_members", "members", "pack", "to_flags", "unpack"]

_DIGITS_TO_FLAGS = bytes.maketrans(b"01", b"\x00\x01")
_FLAGS_TO_DIGITS = bytes.maketrans(b"\x00\x01", b"01")
#: Below this many bytes compressing gains nothing.
_WORTH_COMPRESSING = 128


def from_members(numbers: Iterable[int], size: int) -> int:
    """The set of `numbers`, each below `size`."""
    buffer = bytearray((size + 7) // 8)
    for number in numbers:
        buffer[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(buffer, "little")


def from_flags(flags: bytes) -> int:
    """The set of the positions that hold 1 in `flags`, a byte of 0 or 1 for each number."""
    return int(flags[::-1].translate(_FLAGS_TO_DIGITS), 2) if flags else 0


def to_flags(bits: int, size: int) -> bytes:
    """A byte of 0 or 1 for each number below `size`."""
    digits = format(bits, "b").encode().translate(_DIGITS_TO_FLAGS)
    return digits[::-1].ljust(size, b"\x00")[:size]


def members(bits: int) -> Iterator[int]:
    """The numbers in the set, smallest first. Meant for sets that are small or read to the end."""
    content = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    for index, byte in enumerate(content):
        left = byte
        while left:
            lowest = left & -left
            yield index * 8 + lowest.bit_length() - 1
            left ^= lowest


def pack(bits: int) -> bytes:
    """`bits` for keeping: a tag byte, then the bytes as they are or compressed."""
    raw = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    if len(raw) >= _WORTH_COMPRESSING:
        # Most values belong to few people: long runs of nothing. The others are read quicker as they are.
        small = zlib.compress(raw, 1)
        if len(small) * 10 < len(raw) * 3:
            return b"z" + small
    return b"r" + raw


def unpack(kept: bytes) -> int:
    """What `pack` kept."""
    raw = zlib.decompress(kept[1:]) if kept[:1] == b"z" else kept[1:]
    return int.from_bytes(raw, "little")
