"""Reading the files that are to go with a report: checked before anything is sent."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable

from capx_tui.errors import CapxError, RuleError, StorageError
from capx_tui.model.form_fields import Problem
from capx_tui.model.report_files import LARGEST, MOST_FILES, ReportFile, check_size, report_file
from capx_tui.store.new_file import path_of
from capx_tui.text import clean

__all__ = ["file_problem", "read_file", "read_files", "size_of"]


def read_files(given: Iterable[str], already: Iterable[ReportFile] = ()) -> tuple[ReportFile, ...]:
    """All of them, after those there are `already`; the same content once. Raises as `read_file`.

    And `RuleError` for more than the service takes.
    """
    found = {file.digest: file for file in (*already, *map(read_file, given))}
    if len(found) > MOST_FILES:
        raise RuleError("report-files-many", str(len(found)), str(MOST_FILES), field="files")
    return tuple(found.values())


def read_file(given: str) -> ReportFile:
    """The file that a person named. Raises `RuleError` for what is no file, empty or too large; `StorageError`."""
    check_size(given, size_of(given))
    path = path_of(given)
    try:
        with path.open("rb") as file:
            # It may have grown since.
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise StorageError(clean(given), error.strerror or "") from error
    return report_file(given, content)


def size_of(given: str) -> int:
    """Bytes of the file that a person named. Raises `RuleError` where none is there, and `StorageError`."""
    try:
        status = path_of(given).stat()
    except (FileNotFoundError, NotADirectoryError):
        raise RuleError("report-file-missing", clean(given), field="files") from None
    except (OSError, ValueError) as error:
        raise StorageError(clean(given), getattr(error, "strerror", None) or "") from error
    # A pipe or a device would be waited for without an end.
    if not stat.S_ISREG(status.st_mode):
        raise RuleError("report-file-none", clean(given), field="files")
    if not os.access(path_of(given), os.R_OK):
        raise StorageError(clean(given), os.strerror(errno.EACCES))
    return status.st_size


def file_problem(given: str) -> Problem | None:
    """What is wrong with a file that a person named, for the form's field; None for nothing."""
    try:
        check_size(given, size_of(given))
    except RuleError as error:
        return Problem(error.key, error.params)
    except CapxError as error:
        return Problem("report-file-unreadable", error.params)
    return None
