"""Reading what is to go with a report: whatever is wrong with a file is said before anything is sent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from capx_tui.errors import CapxError, RuleError, StorageError
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form_words import problem_words
from capx_tui.model.report_files import LARGEST, report_file
from capx_tui.store.report_files import file_problem, read_file, read_files


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "notes.txt").write_text("hello\n")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "large.bin").write_bytes(bytes(LARGEST + 1))
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


def test_a_file_is_read_as_it_is(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = read_file(str(place / "notes.txt"))
    assert (file.content, file.name, file.kind) == (b"hello\n", "notes-5891b5b522d5.txt", "text/plain")
    monkeypatch.setenv("HOME", str(place))
    assert read_file("~/notes.txt").content == b"hello\n"
    assert file_problem("~/notes.txt") is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nothing.txt", "There is no file “{}”."),
        ("notes.txt/below", "There is no file “{}”."),
        ("empty.txt", "“{}” is empty."),
        ("large.bin", "“{}” has 1.01 MB; the service takes files of up to 1 MB."),
        ("folder", "“{}” is not a file."),
        # Never waited for: nobody may write into it.
        ("pipe", "“{}” is not a file."),
    ],
)
def test_what_cannot_be_attached_says_why(place: Path, name: str, words: str) -> None:
    given = str(place / name)
    with pytest.raises(RuleError) as caught:
        read_file(given)
    assert sentence(caught.value) == words.format(given)
    problem = file_problem(given)
    assert problem is not None
    assert problem_words(problem) == words.format(given)


@pytest.mark.parametrize("given", ["x" * 5000, "a\0b"])
def test_a_name_that_no_system_takes_is_an_error_of_ours(given: str) -> None:
    with pytest.raises(CapxError):
        read_file(given)
    assert file_problem(given) is not None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(place: Path) -> None:
    (place / "notes.txt").chmod(0)
    with pytest.raises(StorageError):
        read_file(str(place / "notes.txt"))
    problem = file_problem(str(place / "notes.txt"))
    assert problem is not None
    assert problem_words(problem) == f"“{place / 'notes.txt'}” cannot be read: Permission denied"


def test_the_same_content_goes_once_and_a_fourth_file_is_refused(place: Path) -> None:
    for name in ("b", "c", "d"):
        (place / name).write_text(name)
    (place / "again").write_text("hello\n")
    given = [str(place / name) for name in ("notes.txt", "again", "b")]
    assert len(read_files(given)) == 2
    picture = report_file("screen.txt", b"picture")
    assert [file.shown for file in read_files(given, (picture,))][:1] == ["screen.txt"]
    with pytest.raises(RuleError) as caught:
        read_files([*given, str(place / "c")], (picture,))
    assert sentence(caught.value) == "4 files are too many: the service takes 3 with one report."
    assert caught.value.field == "files"
