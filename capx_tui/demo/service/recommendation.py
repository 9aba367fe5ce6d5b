"""What the home page offers: people, organizations, skills and events that fit one's own lists."""

from collections.abc import Mapping

from capx_tui.demo.service.core.call import Call, whole_number
from capx_tui.demo.service.core.endpoint import Endpoint, Permission
from capx_tui.demo.service.events import EVENT
from capx_tui.demo.service.organizations import ENGLISH_NAME

DEFAULT_LIMIT = 10
GREATEST_LIMIT = 50

#: Equal matches come in an order that looks random and stays the same: the service shuffles them each time.
_SHUFFLED = "({0}.id * 2654435761) % 4294967296"

_MINE = "SELECT skill FROM profile_skill WHERE profile = :me AND list = '{}'"

_PEOPLE = """
SELECT profile.id, display_name, username, avatar, matches
FROM (SELECT profile AS other, COUNT(*) AS matches FROM {source} WHERE profile != :me AND {condition}
      GROUP BY profile) JOIN profile ON profile.id = other JOIN user ON user.id = profile.id
WHERE is_active AND NOT (:ignore_saved AND profile.id IN
      (SELECT entity_id FROM saved_item WHERE user = :me AND entity = 'user'))
ORDER BY matches DESC, {shuffled} LIMIT :limit
"""

_ORGANIZATIONS = """
SELECT organization.id, COALESCE({name}, ''), profile_image, acronym, matches
FROM (SELECT organization AS other, COUNT(*) AS matches FROM organization_skill
      WHERE list = '{theirs}' AND skill IN ({mine}) GROUP BY organization)
JOIN organization ON organization.id = other
WHERE organization.id IN (SELECT organization FROM organization_manager)
  AND NOT (:ignore_saved AND organization.id IN
      (SELECT entity_id FROM saved_item WHERE user = :me AND entity = 'org'))
ORDER BY matches DESC, {shuffled} LIMIT :limit
"""

_NEW_SKILLS = """
SELECT id, skill_wikidata_item, skill_type FROM skill
WHERE id NOT IN (SELECT skill FROM profile_skill WHERE profile = :me)
ORDER BY (SELECT COUNT(*) FROM profile_skill WHERE skill = skill.id AND list IN ('known', 'available')) DESC,
  {shuffled} LIMIT :limit
"""

_EVENTS = """
SELECT id FROM event WHERE time_begin >= :now AND id IN
  (SELECT event FROM event_skill WHERE skill IN
    (SELECT skill FROM profile_skill WHERE profile = :me AND list IN ('known', 'wanted')))
ORDER BY time_begin, id LIMIT :limit
"""


def _parameters(call: Call) -> dict[str, object]:
    limit = whole_number(call.query.get("limit", ""))
    return {
        "me": call.me.id,
        "now": call.now,
        "limit": DEFAULT_LIMIT if limit is None else min(max(limit, 1), GREATEST_LIMIT),
        "ignore_saved": call.query.get("ignore_saved", "true").lower() not in {"false", "0", "no"},
    }


def _people(call: Call, parameters: Mapping[str, object], source: str, condition: str) -> list[dict[str, object]]:
    sql = _PEOPLE.format(source=source, condition=condition, shuffled=_SHUFFLED.format("profile"))
    names = ("id", "display_name", "username", "avatar", "matches")
    return [dict(zip(names, row, strict=True)) for row in call.connection.execute(sql, parameters)]


def _by_skill(call: Call, parameters: Mapping[str, object], theirs: str, mine: str) -> list[dict[str, object]]:
    condition = f"list = '{theirs}' AND skill IN ({_MINE.format(mine)})"
    return _people(call, parameters, "profile_skill", condition)


def _organizations(call: Call, parameters: Mapping[str, object], theirs: str, mine: str) -> list[dict[str, object]]:
    sql = _ORGANIZATIONS.format(
        name=ENGLISH_NAME, theirs=theirs, mine=_MINE.format(mine), shuffled=_SHUFFLED.format("organization")
    )
    names = ("id", "display_name", "profile_image", "acronym", "matches")
    return [dict(zip(names, row, strict=True)) for row in call.connection.execute(sql, parameters)]


def recommendation(call: Call) -> object:
    """GET /recommendation/: seven lists of at most `limit` entries, most matches first."""
    parameters = _parameters(call)
    skills = call.connection.execute(_NEW_SKILLS.format(shuffled=_SHUFFLED.format("skill")), parameters)
    events = [number for (number,) in call.connection.execute(_EVENTS, parameters)]
    spoken = (
        "proficiency != '0' AND language IN (SELECT language FROM language_proficiency"
        " WHERE profile = :me AND proficiency != '0')"
    )
    return {
        "share_with": _by_skill(call, parameters, "wanted", "available"),
        "learn_from": _by_skill(call, parameters, "available", "wanted"),
        "same_language": _people(call, parameters, "language_proficiency", spoken),
        "share_with_orgs": _organizations(call, parameters, "wanted", "available"),
        "learn_from_orgs": _organizations(call, parameters, "available", "wanted"),
        "new_skills": [dict(zip(("id", "skill_wikidata_item", "skill_type"), row, strict=True)) for row in skills],
        "events": EVENT.read(call, events),
    }


ENDPOINTS = (Endpoint("/recommendation/", Permission.SIGNED_IN, {"GET": recommendation}),)
