"""Unpaged answers: maps of number to text, skills below a skill, people by tag."""

from collections.abc import Callable, Mapping

from capx_tui.demo.service.core.call import Call, whole_number
from capx_tui.demo.service.core.endpoint import Endpoint, Permission
from capx_tui.demo.service.core.refusal import Refusal, no_match, server_error, unknown_path

_ENGLISH_NAME = "(SELECT name FROM organization_name WHERE organization = organization.id AND language_code = 'en')"

_QUERIES: Mapping[str, str] = {
    "wikimedia_project": "SELECT id, wikimedia_project_name FROM wikimedia_project ORDER BY id",
    "affiliation": f"SELECT id, COALESCE({_ENGLISH_NAME}, 'Organization ' || id) FROM organization ORDER BY id",  # noqa: S608
    "territory": "SELECT id, territory_name FROM territory ORDER BY id",
    "event": "SELECT id, name FROM event ORDER BY id",
    "project": "SELECT id, display_name FROM project ORDER BY id",
    "skills": "SELECT id, skill_wikidata_item FROM skill ORDER BY id",
    "badges": "SELECT id, name FROM badge ORDER BY id",
    "users": "SELECT id, username FROM user WHERE is_active ORDER BY id",
}


def quick_list(call: Call) -> object:
    """GET /list/<type>/: every number and its text; an unknown type is empty."""
    name = call.path["list_type"]
    if name == "language":
        return _languages(call)
    query = _QUERIES.get(name)
    return {str(number): text for number, text in call.connection.execute(query)} if query else {}


def _languages(call: Call) -> dict[str, str]:
    """Names in English, or in the language asked for; what that one has no word for comes as its own name."""
    rows = call.connection.execute("SELECT id, code, name, autonym FROM language ORDER BY id").fetchall()
    asked = call.last("lang")
    if asked is None:
        return {str(number): name for number, _code, name, _autonym in rows}
    names = _language_names(asked)
    return {
        str(number): names.get(code.replace("-", "_").lower()) or autonym or name
        for number, code, name, autonym in rows
    }


def _language_names(code: str) -> dict[str, str]:
    from babel import Locale, UnknownLocaleError  # late: names are asked for in English mostly

    try:
        locale = Locale.parse(code.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return {}
    return {name.lower(): text for name, text in locale.languages.items()}


def skills_by_type(call: Call) -> object:
    """GET /skills_by_type/<id>/: children of a skill; 0 means the roots."""
    parent = whole_number(call.path["id"])
    if parent is None:
        raise Refusal(400, {"detail": "Skill ID must be an integer."})
    rows = call.connection.execute(
        "SELECT id, skill_wikidata_item FROM skill WHERE skill_type IS NULLIF(?, 0) ORDER BY id", (parent,)
    )
    return {str(number): item for number, item in rows}


_TAGS: Mapping[str, str] = {
    **{
        f"skill_{name}": f"SELECT profile FROM profile_skill WHERE list = '{name}' AND skill = ?"  # noqa: S608
        for name in ("known", "available", "wanted")
    },
    "language": "SELECT profile FROM language_proficiency WHERE language = ?",
    "territory": "SELECT profile FROM profile_territory WHERE territory = ?",
    "wikimedia_project": "SELECT profile FROM profile_wikimedia_project WHERE wikimedia_project = ?",
    "affiliation": "SELECT profile FROM profile_affiliation WHERE organization = ?",
}


def _tagged(call: Call, tag: str, number: int) -> list[dict[str, object]]:
    rows = call.connection.execute(
        "SELECT profile.id, display_name, username, avatar FROM profile JOIN user ON user.id = profile.id"  # noqa: S608
        f" WHERE is_active AND profile.id IN ({_TAGS[tag]}) ORDER BY profile.id",
        (number,),
    )
    names = ("id", "display_name", "username", "avatar")
    return [dict(zip(names, row, strict=True)) for row in rows]


def people_by_tag(call: Call) -> object:
    """GET /tags/<type>/<id>/: who carries a tag; a plain list whatever the outline says."""
    tag = call.path["tag_type"]
    number = whole_number(call.path["tag_id"])
    if number is None:
        raise unknown_path()
    if tag not in _TAGS:
        options = ", ".join(_TAGS)
        raise Refusal(400, {"message": f"Invalid tag type. Options are: {options}."})
    return _tagged(call, tag, number)


def people_by_skill(call: Call) -> object:
    """GET /users_by_skill/<id>/: who knows, offers and wants a skill."""
    skill = whole_number(call.path["id"])
    if skill is None:
        raise server_error()
    if call.connection.execute("SELECT 1 FROM skill WHERE id = ?", (skill,)).fetchone() is None:
        raise no_match("Skill")
    return {name: _tagged(call, f"skill_{name}", skill) for name in ("known", "available", "wanted")}


def _asks_for(text: str) -> Callable[[Call], object]:
    def refuse(_call: Call) -> object:
        raise Refusal(400, {"message": text})

    return refuse


ENDPOINTS = (
    Endpoint("/list/{list_type}/", Permission.READ, {"GET": quick_list}),
    Endpoint("/skills_by_type/", Permission.READ, {"GET": _asks_for("Please provide a skill_id to retrieve skills.")}),
    Endpoint("/skills_by_type/{id}/", Permission.READ, {"GET": skills_by_type}),
    Endpoint("/tags/{tag_type}/{tag_id}/", Permission.READ, {"GET": people_by_tag}),
    Endpoint("/users_by_skill/", Permission.READ, {"GET": _asks_for("Please provide a skill id.")}),
    Endpoint("/users_by_skill/{id}/", Permission.READ, {"GET": people_by_skill}),
)
