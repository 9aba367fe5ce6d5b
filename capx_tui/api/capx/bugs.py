"""Reports ("bugs"), also suggestions of capacities, and files with them."""

from __future__ import annotations

from capx_tui.api.capx import rest
from capx_tui.api.capx.shapes_account import AttachmentShape, BugPut, BugShape
from capx_tui.api.capx.shapes_page import Page
from capx_tui.api.wire import Auth, Call, Part, path

__all__ = [
    "attachment",
    "attachment_delete",
    "attachment_post",
    "attachments",
    "bug",
    "bug_delete",
    "bug_post",
    "bug_put",
    "bugs",
]


def bugs(limit: int, offset: int = 0) -> Call[Page[BugShape]]:
    """`GET /bugs/`: my reports, newest first. Needs sign-in. Staff are given everybody's."""
    return rest.page("/bugs/", BugShape, limit, offset, auth=Auth.REQUIRED)


def bug(bug_id: int) -> Call[BugShape]:
    """`GET /bugs/{id}/`: one report. Needs sign-in."""
    return rest.one(path("/bugs/{}/", bug_id), BugShape, auth=Auth.REQUIRED)


def bug_post(body: BugPut) -> Call[BugShape]:
    """`POST /bugs/`: report a fault, or with `new_capacity` suggest a capacity. Needs sign-in."""
    return rest.write("POST", "/bugs/", body, BugShape)


def bug_put(bug_id: int, body: BugPut) -> Call[BugShape]:
    """`PUT /bugs/{id}/`: change a report. Staff only, else 403."""
    return rest.write("PUT", path("/bugs/{}/", bug_id), body, BugShape)


def bug_delete(bug_id: int) -> Call[None]:
    """`DELETE /bugs/{id}/`: delete a report. Staff only, else 403."""
    return rest.delete(path("/bugs/{}/", bug_id))


def attachments(limit: int, offset: int = 0) -> Call[Page[AttachmentShape]]:
    """`GET /attachment/`: files with my reports. Needs sign-in."""
    return rest.page("/attachment/", AttachmentShape, limit, offset, auth=Auth.REQUIRED)


def attachment(attachment_id: int) -> Call[AttachmentShape]:
    """`GET /attachment/{id}/`: one file's row. Needs sign-in."""
    return rest.one(path("/attachment/{}/", attachment_id), AttachmentShape, auth=Auth.REQUIRED)


def attachment_post(
    bug_id: int, filename: str, content: bytes, content_type: str = "application/octet-stream"
) -> Call[AttachmentShape]:
    """`POST /attachment/`: add a file to a report of mine, as a multipart form. Needs sign-in.

    The outline shows JSON and a link here; the service takes only the form. A fourth file, and one of
    more than 1 MB, are 400.
    """
    return Call(
        "POST",
        "/attachment/",
        AttachmentShape,
        form=(("bug", str(bug_id)),),
        files=(Part("file", filename, content, content_type),),
        auth=Auth.REQUIRED,
        timeout_s=120.0,
    )


def attachment_delete(attachment_id: int) -> Call[None]:
    """`DELETE /attachment/{id}/`: take a file away. Staff only, else 403, also for who sent it."""
    return rest.delete(path("/attachment/{}/", attachment_id))
