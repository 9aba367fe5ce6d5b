"""Files that go with a report: what the service takes of them, and the name each is sent under.

The service takes three files of at most 1 MB with one report, of any kind, and gives no way to take one back. The
name that a file is sent under holds a digest of what is in it: where an answer was lost, a list of names tells
whether the file arrived, so none is sent twice.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.model.reports import Attachment
from capx_tui.text import clean

__all__ = ["LARGEST", "MOST_FILES", "ReportFile", "check_size", "file_words", "report_file", "size_words"]

LARGEST = 1024 * 1024
MOST_FILES = 3

_STEM = 40
_DIGEST = 12
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9]+")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}").fullmatch


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file as it is sent. `shown` is what the person calls it, `name` what the service is told."""

    shown: str
    name: str
    content: bytes = field(repr=False)
    kind: str = "application/octet-stream"

    @property
    def digest(self) -> str:
        """Stands for what is in it."""
        return _digest(self.content)

    def is_among(self, attachments: Iterable[Attachment]) -> Attachment | None:
        """The attachment that is this file, sent before."""
        return next((each for each in attachments if self.digest in each.name), None)


def report_file(shown: str, content: bytes) -> ReportFile:
    """A file to send. Raises `RuleError` for one that the service would refuse."""
    check_size(shown, len(content))
    path = PurePath(shown)
    ending = path.suffix if _ENDING(path.suffix) else ""
    plain = unicodedata.normalize("NFKD", path.name.removesuffix(ending)).encode("ascii", "ignore").decode()
    stem = _NOT_PLAIN.sub("-", plain).strip("-")[:_STEM] or "file"
    kind = mimetypes.guess_type(f"file{ending}")[0] or "application/octet-stream"
    return ReportFile(clean(shown), f"{stem}-{_digest(content)}{ending.lower()}", content, kind)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_DIGEST]


def check_size(shown: str, size: int) -> None:
    """Raises `RuleError` for a file that is empty or too large."""
    if not size:
        raise RuleError("report-file-empty", clean(shown), field="files")
    if size > LARGEST:
        raise RuleError("report-file-large", clean(shown), size_words(size), field="files")


def size_words(size: int) -> str:
    """A size as people say it; what is over the limit never looks as if it were not."""
    if size < 1024:
        return t("report-size-bytes", size)
    if size <= LARGEST:
        return t("report-size-kb", -(-size // 1024))
    return t("report-size-mb", f"{-(-size * 100 // LARGEST) / 100:.2f}")


def file_words(file: ReportFile) -> str:
    """What is sent of a file: its size, its kind, and its name there."""
    return t("report-file-sent", file.shown, size_words(len(file.content)), file.kind, file.name)
