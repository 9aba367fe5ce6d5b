"""Capacities, which the service calls skills, and hashtags. Their names live at Metabase."""

from __future__ import annotations

from capx_tui.api.capx import rest
from capx_tui.api.capx.shapes_capacities import HashtagShape, SkillPut, SkillShape
from capx_tui.api.capx.shapes_page import Page
from capx_tui.api.wire import Call, path

__all__ = [
    "hashtag",
    "hashtags",
    "skill",
    "skill_delete",
    "skill_post",
    "skill_put",
    "skills",
    "skills_by_type",
]


def skills(limit: int, offset: int = 0, *, search: str = "") -> Call[Page[SkillShape]]:
    """`GET /skill/`: capacities with their parents; one call with a large `limit` gives the whole tree. Public.

    `search` looks into QIDs.
    """
    return rest.page("/skill/", SkillShape, limit, offset, query=rest.given(search=search))


def skill(capacity_id: int) -> Call[SkillShape]:
    """`GET /skill/{id}/`: one capacity. Public."""
    return rest.one(path("/skill/{}/", capacity_id), SkillShape)


def skill_post(body: SkillPut) -> Call[SkillShape]:
    """`POST /skill/`: add a capacity. Staff only, else 403."""
    return rest.write("POST", "/skill/", body, SkillShape)


def skill_put(capacity_id: int, body: SkillPut) -> Call[SkillShape]:
    """`PUT /skill/{id}/`: change a capacity. Staff only, else 403."""
    return rest.write("PUT", path("/skill/{}/", capacity_id), body, SkillShape)


def skill_delete(capacity_id: int) -> Call[None]:
    """`DELETE /skill/{id}/`: delete a capacity. Staff only, else 403."""
    return rest.delete(path("/skill/{}/", capacity_id))


def skills_by_type(parent_id: int) -> Call[dict[str, str | None]]:
    """`GET /skills_by_type/{id}/`: the capacities right below one, id (as text) to QID; 0 gives the roots. Public.

    The outline promises one capacity; the service answers a map.
    """
    return rest.one(path("/skills_by_type/{}/", parent_id), dict[str, str | None])


def hashtags(limit: int, offset: int = 0) -> Call[Page[HashtagShape]]:
    """`GET /hashtag/`: hashtags and the capacities they stand for. Public."""
    return rest.page("/hashtag/", HashtagShape, limit, offset)


def hashtag(hashtag_id: int) -> Call[HashtagShape]:
    """`GET /hashtag/{id}/`: one hashtag. Public."""
    return rest.one(path("/hashtag/{}/", hashtag_id), HashtagShape)
