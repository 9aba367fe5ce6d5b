"""What organizations are made of besides themselves: names, Diff tags, documents."""

from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.endpoint import Endpoint, Permission, not_allowed_bare
from capx_tui.demo.service.core.fields import ReadOnly, Reference, Text, key
from capx_tui.demo.service.core.refusal import Invalid, Refusal, forbidden_bare, invalid, server_error
from capx_tui.demo.service.core.resource import Resource, Unique
from capx_tui.demo.service.core.selection import Exact, OneOf
from capx_tui.demo.service.organizations import COMMONS_FILE, address, manages

NAME = Resource(
    table="organization_name",
    label="OrganizationName",
    fields=(
        ReadOnly("id"),
        Reference("organization", table="organization"),
        Text("language_code", max_length=10),
        Text("name", max_length=255),
    ),
    filters=(
        OneOf("organization", "organization_name.organization = ?", "organization"),
        Exact("language_code", "organization_name.language_code"),
    ),
    orderings={"language_code": "organization_name.language_code", "name": "organization_name.name"},
    unique=(
        Unique(("organization", "language_code"), "The fields organization, language_code must make a unique set."),
    ),
)

TAG_DIFF = Resource(
    table="tag_diff",
    label="TagDiff",
    fields=(ReadOnly("id"), Text("tag", max_length=255)),
    unique=(Unique(("tag",), "tag diff with this tag already exists."),),
)

DOCUMENT = Resource(
    table="document",
    label="Document",
    fields=(ReadOnly("id"), address("url", COMMONS_FILE, required=True, null=False)),
)


def create_name(call: Call) -> Answer:
    """POST /organization_name/: managers of that organization, and staff."""
    organization = call.body.plain().get("organization")
    if organization is None or organization == "":
        raise invalid({"organization": "This field is required."})
    try:
        number = key(organization)
    except Invalid:
        raise server_error() from None
    found = call.connection.execute("SELECT id FROM organization WHERE id = ?", (number,)).fetchone()
    if found is None:
        raise Refusal(404, {"organization": "Organization not found."})
    if not manages(call, found[0]):
        raise forbidden_bare("You do not have permission to add a translation for this organization.")
    return Answer(201, NAME.one(call, NAME.insert(call, NAME.clean(call))))


def _managed_name(call: Call, what: str) -> int:
    row = NAME.find(call)
    (organization,) = call.connection.execute(
        "SELECT organization FROM organization_name WHERE id = ?", (row,)
    ).fetchone()
    if not manages(call, organization):
        raise forbidden_bare(f"You do not have permission to {what} this translation.")
    return row


def update_name(call: Call) -> object:
    """PUT /organization_name/{id}/."""
    row = _managed_name(call, "update")
    NAME.update(call, row, NAME.clean(call, row=row))
    return NAME.one(call, row)


def delete_name(call: Call) -> Answer:
    """DELETE /organization_name/{id}/: all but the English one."""
    row = _managed_name(call, "delete")
    (code,) = call.connection.execute("SELECT language_code FROM organization_name WHERE id = ?", (row,)).fetchone()
    if code == "en":
        text = "The English translation cannot be deleted separately. Delete the organization to remove it."
        raise Refusal(400, text)
    return NAME.delete(call, row)


def _shared(path: str, resource: Resource) -> tuple[Endpoint, Endpoint]:
    """Return the endpoints of things that whoever is signed in may add and remove, but nobody change."""

    def create(call: Call) -> Answer:
        values = {**resource.clean(call), "creator": call.me.id}
        return Answer(201, resource.one(call, resource.insert(call, values)))

    def delete(call: Call) -> Answer:
        return resource.delete(call, resource.find(call))

    return (
        Endpoint(path, Permission.READ, {"GET": resource.list, "POST": create}),
        Endpoint(
            f"{path}{{id}}/",
            Permission.READ,
            {"GET": resource.retrieve, "PUT": not_allowed_bare, "PATCH": not_allowed_bare, "DELETE": delete},
        ),
    )


ENDPOINTS = (
    Endpoint("/organization_name/", Permission.READ, {"GET": NAME.list, "POST": create_name}),
    Endpoint(
        "/organization_name/{id}/",
        Permission.READ,
        {"GET": NAME.retrieve, "PUT": update_name, "PATCH": not_allowed_bare, "DELETE": delete_name},
    ),
    *_shared("/tag_diff/", TAG_DIFF),
    *_shared("/document/", DOCUMENT),
)
