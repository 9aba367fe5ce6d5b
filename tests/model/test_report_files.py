"""Files with a report: what is refused, how they are named, and that one is known again."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.errors import RuleError
from capx_tui.i18n.sentences import sentence
from capx_tui.model.report_files import LARGEST, file_words, report_file, size_words
from capx_tui.model.reports import Attachment


@pytest.mark.parametrize(
    ("shown", "begins", "ends", "kind"),
    [
        ("/home/me/My notes.TXT", "My-notes-", ".txt", "text/plain"),
        ("~/picture.svg", "picture-", ".svg", "image/svg+xml"),
        ("Ünïcode ファイル.png", "Unicode-", ".png", "image/png"),
        ("файл", "file-", "", "application/octet-stream"),
        (".bashrc", "bashrc-", "", "application/octet-stream"),
        ("a.tar.gz", "a-tar-", ".gz", "application/octet-stream"),
        ("x" * 300 + ".log", "x" * 40 + "-", ".log", None),
        ("a.not an ending", "a-not-an-ending-", "", "application/octet-stream"),
    ],
)
def test_a_file_is_sent_under_a_plain_name_that_tells_its_content(
    shown: str, begins: str, ends: str, kind: str | None
) -> None:
    file = report_file(shown, b"hello\n")
    assert file.name == f"{begins}5891b5b522d5{ends}"
    if kind is not None and ends != ".gz":
        assert file.kind == kind
    assert "hello" not in repr(file)


@given(st.text(min_size=1, max_size=80), st.binary(min_size=1, max_size=20))
def test_whatever_a_file_is_called_its_name_is_plain_and_short(shown: str, content: bytes) -> None:
    assert re.fullmatch(r"[A-Za-z0-9-]{1,53}(\.[a-z0-9]{1,8})?", report_file(shown, content).name)


def test_a_file_is_known_again_whatever_the_service_made_of_its_name() -> None:
    file, other = report_file("notes.txt", b"one"), report_file("notes.txt", b"two")
    stored = Attachment(7, 1, file.name.replace(".txt", "_aB3dE5g.txt"), "https://capx.example/media/x")
    assert file.is_among([stored]) is stored
    assert other.is_among([stored]) is None
    assert file.is_among([]) is None


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "“notes.txt” is empty."),
        (LARGEST + 1, "“notes.txt” has 1.01 MB; the service takes files of up to 1 MB."),
        (LARGEST * 2, "“notes.txt” has 2.00 MB; the service takes files of up to 1 MB."),
    ],
)
def test_what_the_service_would_refuse_is_refused_before(size: int, words: str) -> None:
    with pytest.raises(RuleError) as caught:
        report_file("notes.txt", bytes(size))
    assert (sentence(caught.value), caught.value.field) == (words, "files")


def test_the_largest_file_is_taken_and_sizes_are_told_without_flattery() -> None:
    assert len(report_file("notes.txt", bytes(LARGEST)).content) == LARGEST
    assert [size_words(size) for size in (1, 1023, 1024, 1025, LARGEST, LARGEST + 1)] == [
        "one byte",
        "1,023 bytes",
        "1 kB",
        "2 kB",
        "1,024 kB",
        "1.01 MB",
    ]
    assert file_words(report_file("~/notes.txt", b"hello\n")) == (
        "File “~/notes.txt”: 6 bytes, text/plain, sent as notes-5891b5b522d5.txt"
    )
