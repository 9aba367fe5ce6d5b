"""Bug reports and their attachments: an author sees their own, staff see and change all."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from capx_tui.demo.service.core.body import Upload
from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.endpoint import Endpoint, Permission, not_allowed_bare
from capx_tui.demo.service.core.fields import Choice, ReadOnly, ReadOnlyMoment, Reference, Text
from capx_tui.demo.service.core.refusal import forbidden, invalid, server_error
from capx_tui.demo.service.core.resource import Resource, clean_fields

BUG = Resource(
    table="bug",
    label="Bug",
    fields=(
        ReadOnly("id"),
        ReadOnly("author", source="(SELECT username FROM user WHERE user.id = bug.author)"),
        Text("title", max_length=200),
        Text("description", max_length=1000),
        Choice(
            "bug_type",
            required=False,
            blank=True,
            choices=("error", "new_feature", "improvement", "new_capacity", "test_case"),
        ),
        ReadOnly("status"),
        ReadOnlyMoment("created_at"),
        ReadOnlyMoment("updated_at"),
    ),
    order="created_at DESC, id DESC",
    visible="(bug.author IS :me OR :staff)",
    orderings={"created_at": "bug.created_at"},
)

ATTACHMENT = Resource(
    table="attachment",
    label="Attachment",
    fields=(
        ReadOnly("id"),
        ReadOnly("bug"),
        ReadOnly("file", source="attachment.name"),
        ReadOnlyMoment("uploaded_at"),
        ReadOnlyMoment("updated_at"),
    ),
    visible="(:staff OR attachment.bug IN (SELECT id FROM bug WHERE author IS :me))",
)

GREATEST_FILE = 1024 * 1024
MOST_FILES = 3

_NOT_YOURS = "You do not have permission to perform this action."


def report(call: Call) -> Answer:
    """POST /bugs/."""
    values = BUG.clean(call)
    row = BUG.insert(call, {**values, "author": call.me.id, "created_at": call.now, "updated_at": call.now})
    return Answer(201, BUG.one(call, row))


def change_report(call: Call) -> object:
    """PUT /bugs/{id}/: staff only; the status is not among what can be written here."""
    row = _staff_row(call, BUG)
    BUG.update(call, row, {**BUG.clean(call, row=row), "updated_at": call.now})
    return BUG.one(call, row)


def remove_report(call: Call) -> Answer:
    """DELETE /bugs/{id}/: staff only."""
    return BUG.delete(call, _staff_row(call, BUG))


def _staff_row(call: Call, resource: Resource) -> int:
    row = resource.find(call)
    if not call.me.is_staff:
        raise forbidden(_NOT_YOURS)
    return row


def attach(call: Call) -> Answer:
    """POST /attachment/: a file of at most 1 MiB, at most three to a report."""
    sent = call.body.plain()
    values, errors = clean_fields(call, [Reference("bug", required=False, null=True, table="bug")], sent)
    upload = sent.get("file")
    if "file" in sent and upload is None:
        raise server_error()
    if "file" in sent:
        problem = _file_problem(upload)
        if problem:
            errors["file"] = [problem]
    if errors:
        raise invalid(errors)
    bug = values.get("bug")
    if bug is None:
        raise invalid({"non_field_errors": ["Bug field is required."]})
    (count,) = call.connection.execute("SELECT COUNT(*) FROM attachment WHERE bug = ?", (bug,)).fetchone()
    if count >= MOST_FILES:
        raise invalid({"non_field_errors": [f"Cannot add more than {MOST_FILES} attachments per bug."]})
    name, content = ("", b"") if not isinstance(upload, Upload) else (_stored_name(call, upload.name), upload.content)
    row = ATTACHMENT.insert(
        call,
        {"bug": bug, "name": name, "content": content, "uploaded_at": call.now, "updated_at": call.now},
    )
    return Answer(201, _with_address(call, ATTACHMENT.one(call, row)))


def _file_problem(upload: object) -> str | None:
    if not isinstance(upload, Upload):
        return "The submitted data was not a file. Check the encoding type on the form."
    if not upload.content:
        return "The submitted file is empty."
    if len(upload.content) > GREATEST_FILE:
        return "File size exceeds the limit of 1 MB."
    return None


def _stored_name(call: Call, sent: str) -> str:
    """Return the path below /media/ for an uploaded file: no folders, no blanks, not taken yet."""
    name = PurePosixPath(sent.replace("\\", "/")).name.strip().replace(" ", "_")
    plain = "".join(character for character in name if character.isalnum() or character in "-_.") or "file"
    path = PurePosixPath("attachments") / plain
    taken = {text for (text,) in call.connection.execute("SELECT name FROM attachment")}
    candidate, number = path, 0
    while str(candidate) in taken:
        number += 1
        candidate = path.with_name(f"{path.stem}_{number}{path.suffix}")
    return str(candidate)


def _with_address(call: Call, row: Mapping[str, object]) -> dict[str, object]:
    """Return an attachment with the absolute address of its file, or null for one without a file."""
    name = str(row["file"] or "")
    path = f"/media/{quote(name)}"
    return {**row, "file": str(call.url.replace(path=path, query="", fragment="")) if name else None}


def list_attachments(call: Call) -> object:
    """GET /attachment/."""
    answer = ATTACHMENT.list(call)
    results = answer["results"]
    assert isinstance(results, list)
    return {**answer, "results": [_with_address(call, row) for row in results]}


def show_attachment(call: Call) -> object:
    """GET /attachment/{id}/."""
    return _with_address(call, ATTACHMENT.retrieve(call))


def remove_attachment(call: Call) -> Answer:
    """DELETE /attachment/{id}/: staff only."""
    return ATTACHMENT.delete(call, _staff_row(call, ATTACHMENT))


ENDPOINTS = (
    Endpoint("/bugs/", Permission.SIGNED_IN, {"GET": BUG.list, "POST": report}),
    Endpoint(
        "/bugs/{id}/",
        Permission.SIGNED_IN,
        {"GET": BUG.retrieve, "PUT": change_report, "PATCH": not_allowed_bare, "DELETE": remove_report},
    ),
    Endpoint("/attachment/", Permission.SIGNED_IN, {"GET": list_attachments, "POST": attach}),
    Endpoint(
        "/attachment/{id}/",
        Permission.SIGNED_IN,
        {
            "GET": show_attachment,
            "PUT": not_allowed_bare,
            "PATCH": not_allowed_bare,
            "DELETE": remove_attachment,
        },
    ),
)
