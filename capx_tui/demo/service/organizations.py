"""Organizations: public once they have a manager, written by their managers and staff."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.endpoint import Endpoint, Permission, not_allowed_bare
from capx_tui.demo.service.core.fields import Check, Moment, ReadOnly, Reference, Text, is_email, is_url, pattern
from capx_tui.demo.service.core.refusal import Refusal, forbidden_bare, invalid, server_error
from capx_tui.demo.service.core.relations import Computed, Many, pairs, rows
from capx_tui.demo.service.core.resource import Resource, Unique
from capx_tui.demo.service.core.selection import AnyOf, Contains, Exact, Filter, Loose, OneOf, Selection, Whether
from capx_tui.demo.service.words import reading

COMMONS_FILE = pattern(
    r"^https://commons\.wikimedia\.org/wiki/File:.*?\.[\w]+$",
    "Invalid URL format. The format should be https://commons.wikimedia.org/wiki/File:filename.ext",
)
META_PAGE = pattern(
    r"^https://meta\.wikimedia\.org/wiki/.*?$",
    "Invalid URL format. The format should be https://meta.wikimedia.org/wiki/PageName",
)
HOME_PROJECT = pattern(
    r"^https://[\w-]+\.wikimedia\.org/$", "Invalid URL format. The format should be https://xx.wikimedia.org/"
)

LISTS = ("known", "available", "wanted")


def address(name: str, *checks: Check, required: bool = False, null: bool = True) -> Text:
    """Return a field that holds an address of at most 512 characters."""
    return Text(
        name,
        required=required,
        null=null,
        blank=not required,
        max_length=512,
        checks=checks,
        formats=[is_url],
    )


def _members(name: str, table: str, *, pairs_table: str = "", which: str | None = None) -> Many:
    return Many(
        name,
        pairs=pairs_table or f"organization_{table}",
        owner="organization",
        member=table,
        table=table,
        list=which,
    )


#: The name in English, as a query for one organization.
ENGLISH_NAME = (
    "(SELECT name FROM organization_name"
    " WHERE organization_name.organization = organization.id AND language_code = 'en')"
)


@dataclass(frozen=True)
class EnglishName(Text):
    """The English name, kept among the names; blank leaves it as it is."""


_IDS = "IN (SELECT value FROM json_each(:ids))"


@dataclass(frozen=True)
class InTerritory(Loose):
    """One territory or its direct children; an organization comes once."""

    condition: str = (
        "organization.id IN (SELECT organization FROM organization_territory WHERE territory = ?"
        " OR territory IN (SELECT territory FROM territory_parent WHERE parent = ?))"
    )

    def apply(self, selection: Selection, values: Sequence[str], _call: Call, /) -> list[str] | None:
        """Compare with the last value."""
        number = self.number(values)
        if number is not None:
            selection.where(self.condition, number, number)
        return None


def _has(name: str) -> str:
    return f"EXISTS (SELECT 1 FROM organization_skill AS s WHERE s.organization = organization.id AND list = '{name}')"  # noqa: S608


_FILTERS: tuple[Filter, ...] = (
    Contains(
        "display_name",
        "EXISTS (SELECT 1 FROM organization_name AS n"
        " WHERE n.organization = organization.id AND instr(casefold(n.name), ?))",
        1,
    ),
    Exact("acronym", "organization.acronym"),
    OneOf("type", "organization.type = ?", "organization_type"),
    AnyOf(
        "managers",
        "organization.id IN (SELECT organization FROM organization_manager WHERE profile IN ({}))",
        "active_profile",
    ),
    InTerritory("territory"),
    *(
        AnyOf(
            f"{name}_capacities",
            f"organization.id IN (SELECT organization FROM organization_skill WHERE list = '{name}' AND skill IN ({{}}))",  # noqa: S608, E501
            "skill",
        )
        for name in LISTS
    ),
    *(Whether(f"has_capacities_{name}", _has(name)) for name in LISTS),
    Whether(
        "has_any_capacities",
        "EXISTS (SELECT 1 FROM organization_skill AS s WHERE s.organization = organization.id)",
    ),
)

ORGANIZATION = Resource(
    table="organization",
    label="Organization",
    fields=(
        ReadOnly("id"),
        Computed(
            "projects",
            bulk=pairs(
                "SELECT organization, project FROM project_member"  # noqa: S608
                f" WHERE organization {_IDS} AND accepted ORDER BY id"
            ),
        ),
        Computed(
            "events",
            bulk=pairs(f"SELECT organization, id FROM event WHERE organization {_IDS} ORDER BY id"),  # noqa: S608
        ),
        EnglishName("display_name", required=False, blank=True, source=f"COALESCE({ENGLISH_NAME}, '')"),
        Computed(
            "names",
            bulk=rows(
                "SELECT organization, language_code, name FROM organization_name"  # noqa: S608
                f" WHERE organization {_IDS} ORDER BY id",
                ("language_code", "name"),
            ),
        ),
        address("profile_image", COMMONS_FILE),
        Text("acronym", max_length=10),
        address("meta_page", META_PAGE),
        Text("email", required=False, null=True, blank=True, max_length=254, formats=[is_email]),
        address("website"),
        address("report"),
        address("mastodon"),
        address("home_project", HOME_PROJECT),
        Moment("update_date", required=False),
        Reference("type", required=False, null=True, table="organization_type"),
        _members("territory", "territory"),
        Computed(
            "managers",
            bulk=pairs(
                "SELECT organization, profile FROM organization_manager"  # noqa: S608
                f" WHERE organization {_IDS} AND profile IN (SELECT id FROM active_profile)"
                " ORDER BY organization, profile"
            ),
        ),
        _members("tag_diff", "tag_diff"),
        _members("documents", "document"),
        _members("choose_events", "event", pairs_table="organization_choose_event"),
        *(_members(f"{name}_capacities", "skill", pairs_table="organization_skill", which=name) for name in LISTS),
    ),
    visible="(:staff OR organization.id IN (SELECT organization FROM organization_manager))",
    filters=_FILTERS,
    orderings={"display_name": f"COALESCE({ENGLISH_NAME}, '')", "update_date": "organization.update_date"},
    unique=(Unique(("acronym",), "organization with this acronym already exists."),),
)


def manages(call: Call, organization: object, *, staff: bool = True) -> bool:
    """Whether the caller manages an organization; staff count as managers where `staff` says so."""
    if staff and call.me.is_staff:
        return True
    found = call.connection.execute(
        "SELECT 1 FROM organization_manager WHERE organization = ? AND profile = ?", (organization, call.me.id)
    ).fetchone()
    return found is not None


def _write_name(call: Call, organization: int, name: object) -> None:
    if name:
        call.connection.execute(
            "INSERT INTO organization_name (organization, language_code, name) VALUES (?1, 'en', ?2)"
            " ON CONFLICT (organization, language_code) DO UPDATE SET name = ?2",
            (organization, name),
        )


def create(call: Call) -> Answer:
    """POST /organizations/: staff only, with the English name."""
    if not call.me.is_staff:
        raise forbidden_bare("You do not have permission to create an organization.")
    values = ORGANIZATION.clean(call)
    name = values.pop("display_name", "")
    if not name:
        raise invalid({"display_name": "This field is required and must provide the English (en) name."})
    row = ORGANIZATION.insert(call, {"update_date": call.now, **values, "creation_date": call.now})
    _write_name(call, row, name)
    return Answer(201, ORGANIZATION.one(call, row))


def update(call: Call) -> object:
    """PUT /organizations/{id}/: what is left out stays; update_date moves only when it is sent."""
    row = ORGANIZATION.find(call)
    if not manages(call, row):
        raise forbidden_bare("You do not have permission to update this organization.")
    sent = call.body.data()
    if not isinstance(sent, Mapping):
        raise server_error()  # the service looks into the body before it checks what it is
    _refuse_foreign_events(call, row, sent)
    values = ORGANIZATION.clean(call, row=row)
    _write_name(call, row, values.pop("display_name", ""))
    ORGANIZATION.update(call, row, values)
    return ORGANIZATION.one(call, row)


def _refuse_foreign_events(call: Call, organization: int, data: Mapping[str, object]) -> None:
    chosen = data.get("choose_events")
    if not isinstance(chosen, Sequence):
        return
    own = [
        event for (event,) in call.connection.execute("SELECT id FROM event WHERE organization = ?", (organization,))
    ]
    for event in chosen:
        if event not in own:
            text = (
                f"Event with ID {event} is not associated with this organization."
                " It must be in the organization's 'events' field."
            )
            raise Refusal(400, text)


def remove(call: Call) -> Answer:
    """DELETE /organizations/{id}/: staff only."""
    row = ORGANIZATION.find(call)
    if not call.me.is_staff:
        raise forbidden_bare("You do not have permission to delete this organization.")
    return ORGANIZATION.delete(call, row)


ORGANIZATION_TYPE = Resource(
    table="organization_type",
    label="OrganizationType",
    fields=(ReadOnly("id"), ReadOnly("type_code"), ReadOnly("type_name")),
)

ENDPOINTS = (
    Endpoint("/organizations/", Permission.READ, {"GET": ORGANIZATION.list, "POST": create}),
    Endpoint(
        "/organizations/{id}/",
        Permission.READ,
        {"GET": ORGANIZATION.retrieve, "PUT": update, "PATCH": not_allowed_bare, "DELETE": remove},
    ),
    *reading("/organization_type/", ORGANIZATION_TYPE),
)
