"""From the service's reports and attachments to `model.reports`: here its oddities end."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from capx_tui.api.capx.convert import many_lines, one_line, utc, web_address
from capx_tui.api.capx.shapes_account import AttachmentShape, BugShape
from capx_tui.model.reports import Attachment, Report
from capx_tui.text import clean

__all__ = ["attachment", "report"]


def report(shape: BugShape, attachments: tuple[Attachment, ...] = ()) -> Report:
    """A report. Without a type it is an error, as the service takes it."""
    return Report(
        id=shape.id,
        title=one_line(shape.title),
        description=many_lines(shape.description),
        kind=one_line(shape.bug_type or "error"),
        status=one_line(shape.status or ""),
        author=one_line(shape.author or ""),
        created_at=utc(shape.created_at),
        updated_at=utc(shape.updated_at),
        attachments=attachments,
    )


def attachment(shape: AttachmentShape) -> Attachment | None:
    """A file's row, None for one that belongs to no report."""
    if shape.bug is None:
        return None
    address = web_address(shape.file)
    name = unquote(urlsplit(address).path.rpartition("/")[2]) if address else ""
    return Attachment(shape.id, shape.bug, clean(name), address, utc(shape.uploaded_at))
