"""The words that everything else points at: skills, territories, languages, projects, avatars, hashtags."""

from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.endpoint import Endpoint, Permission
from capx_tui.demo.service.core.fields import ReadOnly, Reference, Text, pattern
from capx_tui.demo.service.core.refusal import forbidden
from capx_tui.demo.service.core.relations import Many
from capx_tui.demo.service.core.resource import Resource, Unique
from capx_tui.demo.service.core.selection import Contains

SKILL = Resource(
    table="skill",
    label="Skill",
    fields=(
        ReadOnly("id"),
        Text(
            "skill_wikidata_item",
            required=False,
            blank=True,
            max_length=30,
            checks=[pattern(r"^Q\d+$", 'Field must be in the format "Q123456789"')],
        ),
        Reference("skill_type", required=False, null=True, table="skill"),
    ),
    filters=(Contains("search", "instr(casefold(skill.skill_wikidata_item), ?)", 1),),
    unique=(Unique(("skill_wikidata_item",), "skill with this Wikidata item associated already exists."),),
)

TERRITORY = Resource(
    table="territory",
    label="Territory",
    fields=(
        ReadOnly("id"),
        ReadOnly("territory_name"),
        ReadOnly("territory_acronym"),
        Many(
            "parent_territory",
            pairs="territory_parent",
            owner="territory",
            member="parent",
            table="territory",
            read_only=True,
        ),
    ),
)

AVATAR = Resource(table="avatar", label="Avatar", fields=(ReadOnly("id"), ReadOnly("avatar_url")))

WIKIMEDIA_PROJECT = Resource(
    table="wikimedia_project",
    label="WikimediaProject",
    fields=(
        ReadOnly("id"),
        ReadOnly("wikimedia_project_name"),
        ReadOnly("wikimedia_project_code"),
        ReadOnly("wikimedia_project_picture"),
    ),
)

HASHTAG = Resource(
    table="hashtag",
    label="Hashtag",
    fields=(
        ReadOnly("id"),
        ReadOnly("name"),
        Many("skills", pairs="hashtag_skill", owner="hashtag", member="skill", table="skill", read_only=True),
    ),
)


def reading(path: str, resource: Resource) -> tuple[Endpoint, Endpoint]:
    """Return the two endpoints of a resource that is only read: its list and one row."""
    return (
        Endpoint(path, Permission.READ, {"GET": resource.list}),
        Endpoint(f"{path}{{id}}/", Permission.READ, {"GET": resource.retrieve}),
    )


def _staff_only(call: Call, what: str) -> None:
    if not call.me.is_staff:
        raise forbidden(f"Only staff can {what} skills.")


def create_skill(call: Call) -> Answer:
    """POST /skill/: staff only."""
    _staff_only(call, "create")
    row = SKILL.insert(call, {**SKILL.clean(call), "creation_date": call.now})
    return Answer(201, SKILL.one(call, row))


def update_skill(call: Call) -> object:
    """PUT /skill/{id}/: staff only."""
    row = SKILL.find(call)
    _staff_only(call, "update")
    SKILL.update(call, row, SKILL.clean(call, row=row))
    return SKILL.one(call, row)


def delete_skill(call: Call) -> Answer:
    """DELETE /skill/{id}/: staff only."""
    row = SKILL.find(call)
    _staff_only(call, "delete")
    return SKILL.delete(call, row)


ENDPOINTS = (
    Endpoint("/skill/", Permission.READ, {"GET": SKILL.list, "POST": create_skill}),
    Endpoint("/skill/{id}/", Permission.READ, {"GET": SKILL.retrieve, "PUT": update_skill, "DELETE": delete_skill}),
    *reading("/territory/", TERRITORY),
    *reading("/avatar/", AVATAR),
    *reading("/wikimedia_project/", WIKIMEDIA_PROJECT),
    *reading("/hashtag/", HASHTAG),
)
