"""The threat model names what holds each of its lines, and what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.arch.conftest import none_of

_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def _rows(root: Path) -> list[list[str]]:
    lines = (root / "docs" / "security.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return rows[2:]


def test_each_line_of_the_threat_model_names_its_tests(root: Path) -> None:
    rows = _rows(root)
    assert len(rows) > 15
    none_of(row[0] for row in rows if len(row) != 3 or not row[1] or not _NAMED.search(row[2]))


def test_every_test_that_is_named_is_there(root: Path) -> None:
    named = _NAMED.findall((root / "docs" / "security.md").read_text("utf-8"))
    assert len(named) > 40
    none_of(
        f"{path}::{name}"
        for path, name in named
        if not (root / path).is_file()
        or not re.search(rf"(?m)^(async )?def {name}\(", (root / path).read_text("utf-8"))
    )


def test_it_is_one_page_and_says_what_is_not_defended_and_how_to_report(root: Path) -> None:
    text = (root / "docs" / "security.md").read_text("utf-8")
    assert re.findall(r"(?m)^## (.+)$", text) == ["Not defended", "Checking", "Reporting"]
    assert len(text.splitlines()) < 70
