"""Texts that could not be sent: kept privately, whole, by service and account, until they are erased."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from capx_tui.errors import StorageError
from capx_tui.store.kept_text import KeptText, erase_texts

_NOW = datetime(2026, 6, 10, 15, 30, tzinfo=UTC)


def _text(account: str = "1", kind: str = "profile", service: str = "https://capx.example") -> KeptText:
    return KeptText(service, account, kind, now=lambda: _NOW)


def test_a_text_comes_back_with_what_it_was_written_over(surroundings: Path) -> None:
    _text().keep("team: a\n", {"team": "b"})
    found = _text().find()
    assert found is not None
    assert (found.text, found.base, found.saved_at) == ("team: a\n", {"team": "b"}, "2026-06-10T15:30:00+00:00")


def test_nobody_else_can_read_it(surroundings: Path) -> None:
    _text().keep("mine")
    assert stat.S_IMODE(_text().path.stat().st_mode) == 0o600
    assert stat.S_IMODE(_text().path.parent.stat().st_mode) == 0o700


def test_each_account_and_kind_has_its_own(surroundings: Path) -> None:
    everyone = [_text(), _text("2"), _text(kind="about"), _text(service="https://other.example")]
    for number, each in enumerate(everyone):
        each.keep(str(number))
    assert [each.find().text for each in everyone] == ["0", "1", "2", "3"]  # type: ignore[union-attr]
    erase_texts("https://capx.example", "1")
    assert [each.find() is None for each in everyone] == [True, False, True, False]


def test_nothing_kept_is_nothing_found_or_erased(surroundings: Path) -> None:
    assert _text().find() is None
    _text().erase()
    erase_texts("https://capx.example", "1")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"version":9}', b"\xff\xfe"])
def test_a_file_that_is_none_of_ours_is_passed_over(content: bytes, surroundings: Path) -> None:
    _text().keep("mine")
    _text().path.write_bytes(content)
    assert _text().find() is None
    erase_texts("https://capx.example", "1")
    assert _text().path.exists()


def test_a_disk_that_refuses_is_told(surroundings: Path) -> None:
    _text().path.parent.parent.mkdir(parents=True)
    _text().path.parent.write_text("a file where the folder should be")
    with pytest.raises(StorageError):
        _text().keep("mine")
    assert _text().find() is None
