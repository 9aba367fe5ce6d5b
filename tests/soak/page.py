"""The page on faults: each soak writes its own table there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

__all__ = ["write_table"]

_PAGE = Path(__file__).parents[2] / "docs" / "faults.md"
_END = "<!-- end of table -->\n"


def write_table(command: str, lines: Iterable[str]) -> None:
    """Put `lines` where the page has the table of `command`, and print them."""
    table = "\n".join(lines)
    begin = f"<!-- table: {command} -->\n"
    head, found, rest = _PAGE.read_text("utf-8").partition(begin)
    assert found, f"the page has no table of {command}"
    _PAGE.write_text(f"{head}{begin}\n{table}\n\n{_END}{rest.partition(_END)[2]}", "utf-8")
    print(table)
