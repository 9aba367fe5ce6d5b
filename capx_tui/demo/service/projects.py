"""Projects of organizations, the organizations that take part in them, and who accepted whom."""

from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.endpoint import Endpoint, Permission
from capx_tui.demo.service.core.fields import (
    Boolean,
    Moment,
    ReadOnly,
    ReadOnlyBoolean,
    ReadOnlyMoment,
    Reference,
    Text,
    key,
)
from capx_tui.demo.service.core.refusal import Invalid, Refusal, server_error
from capx_tui.demo.service.core.relations import Computed, Many, pairs
from capx_tui.demo.service.core.resource import Resource
from capx_tui.demo.service.organizations import COMMONS_FILE, address, manages

PROJECT = Resource(
    table="project",
    label="Project",
    fields=(
        ReadOnly("id"),
        # The service answers the numbers of memberships here, not of organizations.
        Computed(
            "organizations",
            bulk=pairs(
                "SELECT project, id FROM project_member"
                " WHERE project IN (SELECT value FROM json_each(:ids)) ORDER BY id"
            ),
        ),
        Reference("organization", write_only=True, table="organization"),
        Text("display_name", max_length=255),
        address("profile_image", COMMONS_FILE),
        Text("description", required=False, null=True, blank=True),
        address("url"),
        ReadOnlyMoment("creation_date"),
        ReadOnly("creator"),
        Many("related_skills", pairs="project_skill", owner="project", member="skill", table="skill"),
    ),
)

MEMBER = Resource(
    table="project_member",
    label="ProjectMember",
    fields=(
        ReadOnly("id"),
        ReadOnlyBoolean("accepted"),
        Reference("project", table="project"),
        Reference("organization", table="organization"),
    ),
)

ACCEPTANCE = Resource(
    table="project_member_acceptance",
    label="ProjectMemberAcceptance",
    fields=(
        ReadOnly("id"),
        Boolean("accepted", required=False),
        Moment("date", required=False),
        Reference("project_member", table="project_member"),
    ),
)


def _forbidden() -> Refusal:
    return Refusal(403, None)


def _sent_key(call: Call, name: str) -> int:
    """Return a number the service looks for before it checks the body; without it, it breaks (500)."""
    sent = call.body.plain()
    if name not in sent:
        raise server_error()
    try:
        return key(sent[name]) if sent[name] is not None else 0
    except Invalid:
        raise server_error() from None


def _project_managed(call: Call, project: int, *, staff: bool = True) -> bool:
    organizations = call.connection.execute("SELECT organization FROM project_member WHERE project = ?", (project,))
    return any(manages(call, organization, staff=staff) for (organization,) in organizations.fetchall())


def create_project(call: Call) -> Answer:
    """POST /projects/: by a manager, accepted for that organization at once."""
    if not manages(call, _sent_key(call, "organization")):
        raise _forbidden()
    values = PROJECT.clean(call)
    organization = values.pop("organization")
    row = PROJECT.insert(call, {**values, "creation_date": call.now, "creator": call.me.id})
    member = MEMBER.insert(call, {"project": row, "organization": organization, "accepted": 1})
    ACCEPTANCE.insert(call, {"project_member": member, "accepted": 1, "date": call.now})
    return Answer(201, PROJECT.one(call, row))


def update_project(call: Call) -> object:
    """PUT /projects/{id}/: `organization` is required and then left alone."""
    row = PROJECT.find(call)
    if not _project_managed(call, row):
        raise _forbidden()
    values = PROJECT.clean(call, row=row)
    values.pop("organization")
    PROJECT.update(call, row, values)
    return PROJECT.one(call, row)


def delete_project(call: Call) -> Answer:
    """DELETE /projects/{id}/."""
    row = PROJECT.find(call)
    if not _project_managed(call, row):
        raise _forbidden()
    return PROJECT.delete(call, row)


def add_member(call: Call) -> Answer:
    """POST /project_members/: the project's managers ask an organization in."""
    project = _sent_key(call, "project")
    if call.connection.execute("SELECT 1 FROM project WHERE id = ?", (project,)).fetchone() is None:
        raise server_error()
    if not _project_managed(call, project):
        raise _forbidden()
    row = MEMBER.insert(call, {**MEMBER.clean(call), "accepted": 0})
    return Answer(201, MEMBER.one(call, row))


def remove_member(call: Call) -> Answer:
    """DELETE /project_members/{id}/: by a manager of that organization or of the project; the last one stays."""
    row = MEMBER.find(call)
    project, organization = call.connection.execute(
        "SELECT project, organization FROM project_member WHERE id = ?", (row,)
    ).fetchone()
    (count,) = call.connection.execute("SELECT COUNT(*) FROM project_member WHERE project = ?", (project,)).fetchone()
    managed = manages(call, organization, staff=False) or _project_managed(call, project, staff=False)
    if count == 1 or not managed:
        raise _forbidden()
    return MEMBER.delete(call, row)


def accept(call: Call) -> Answer:
    """POST /project_member_acceptance/: once, by a manager of the organization that was asked."""
    member = _sent_key(call, "project_member")
    found = call.connection.execute("SELECT organization FROM project_member WHERE id = ?", (member,)).fetchone()
    if found is None:
        raise server_error()
    answered = call.connection.execute(
        "SELECT 1 FROM project_member_acceptance WHERE project_member = ?", (member,)
    ).fetchone()
    if answered:
        raise Refusal(400, None)
    if not manages(call, found[0]):
        raise _forbidden()
    values = ACCEPTANCE.clean(call)
    row = ACCEPTANCE.insert(call, {"date": call.now, **values})
    MEMBER.update(call, member, {"accepted": values.get("accepted", 0)})
    return Answer(201, ACCEPTANCE.one(call, row))


def _no_change(_call: Call) -> Answer:
    return Answer(405)


ENDPOINTS = (
    Endpoint("/projects/", Permission.READ, {"GET": PROJECT.list, "POST": create_project}),
    Endpoint(
        "/projects/{id}/",
        Permission.READ,
        {"GET": PROJECT.retrieve, "PUT": update_project, "PATCH": _no_change, "DELETE": delete_project},
    ),
    Endpoint("/project_members/", Permission.READ, {"GET": MEMBER.list, "POST": add_member}),
    Endpoint(
        "/project_members/{id}/",
        Permission.READ,
        {"GET": MEMBER.retrieve, "PUT": _no_change, "PATCH": _no_change, "DELETE": remove_member},
    ),
    Endpoint("/project_member_acceptance/", Permission.READ, {"GET": ACCEPTANCE.list, "POST": accept}),
    Endpoint(
        "/project_member_acceptance/{id}/",
        Permission.READ,
        {"GET": ACCEPTANCE.retrieve, "PUT": _no_change, "PATCH": _no_change, "DELETE": _no_change},
    ),
)
