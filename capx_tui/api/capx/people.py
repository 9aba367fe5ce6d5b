"""People: public profiles, one's own profile, recommendations, people by tag."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from capx_tui.api.capx import rest
from capx_tui.api.capx.shapes_page import Page
from capx_tui.api.capx.shapes_people import (
    ProfilePut,
    ProfileShape,
    RecommendationShape,
    TaggedPersonShape,
    UsersBySkillShape,
)
from capx_tui.api.wire import Auth, Call, path

__all__ = [
    "TagKind",
    "profile",
    "profile_delete",
    "profile_of",
    "profile_put",
    "recommendation",
    "tagged",
    "user",
    "user_named",
    "users",
    "users_by_skill",
]

TagKind = Literal[
    "affiliation",
    "language",
    "skill_available",
    "skill_known",
    "skill_wanted",
    "territory",
    "wikimedia_project",
]


def users(
    limit: int,
    offset: int = 0,
    *,
    ordering: Literal["", "last_update", "-last_update"] = "",
    name: str = "",
    about: str = "",
    territory: int | None = None,
    language: int | None = None,
    affiliation: Sequence[int] = (),
    wikimedia_project: Sequence[int] = (),
    skills_known: Sequence[int] = (),
    skills_available: Sequence[int] = (),
    skills_wanted: Sequence[int] = (),
    has_skills_known: bool | None = None,
    has_skills_available: bool | None = None,
    has_skills_wanted: bool | None = None,
    has_any_skills: bool | None = None,
) -> Call[Page[ProfileShape]]:
    """`GET /users/`: public profiles.

    Values of one filter are OR, different filters AND. `name` is part of a user name or of an alternative
    account, in any case, but not of a display name; `about` must be the whole bio. `territory` holds its
    direct children, takes one id only (of several the last counts), and gives a person of two matching
    territories **twice** while `count` counts both. `language` takes one id, at any level, also
    0. An id that does not exist is refused with 400. Without `ordering` the order is not fixed.
    """
    query = [
        *rest.given(
            ordering=ordering,
            name=name,
            about=about,
            territory=territory,
            languageproficiency__language=language,
        ),
        *rest.many(
            affiliation=affiliation,
            wikimedia_project=wikimedia_project,
            skills_known=skills_known,
            skills_available=skills_available,
            skills_wanted=skills_wanted,
        ),
        *rest.flags(
            has_skills_known=has_skills_known,
            has_skills_available=has_skills_available,
            has_skills_wanted=has_skills_wanted,
            has_any_skills=has_any_skills,
        ),
    ]
    return rest.page("/users/", ProfileShape, limit, offset, query=query)


def user(person_id: int) -> Call[ProfileShape]:
    """`GET /users/{id}/`: one public profile; 404 for an unknown, deleted or locked one."""
    return rest.one(path("/users/{}/", person_id), ProfileShape)


def user_named(username: str) -> Call[Page[ProfileShape]]:
    """`GET /users/?user__username=`: the profile of exactly that user name, or no row."""
    return rest.page("/users/", ProfileShape, 1, query=[("user__username", username)])


def profile() -> Call[Page[ProfileShape]]:
    """`GET /profile/`: one's own profile as the only row. Needs sign-in; the way to test a token."""
    return Call("GET", "/profile/", Page[ProfileShape], auth=Auth.REQUIRED)


def profile_of(person_id: int) -> Call[ProfileShape]:
    """`GET /profile/{id}/`: one's own profile by id. Needs sign-in; somebody else's is 404."""
    return rest.one(path("/profile/{}/", person_id), ProfileShape, auth=Auth.REQUIRED)


def profile_put(person_id: int, body: ProfilePut) -> Call[ProfileShape]:
    """`PUT /profile/{id}/`: change one's own profile; fields left UNSET stay. Needs sign-in.

    409 has five causes (`errors.ConflictCause`), 400 gives texts by field, somebody else's id is 404, and so
    is a language that does not exist. The
    service asks Meta-Wiki about `wiki_alt`, and refuses it with 400 when Meta-Wiki does not answer.
    """
    return rest.write("PUT", path("/profile/{}/", person_id), body, ProfileShape, timeout_s=40.0)


def profile_delete(person_id: int) -> Call[None]:
    """`DELETE /profile/{id}/`: delete one's own account at CapX; the token dies with it. Needs sign-in."""
    return rest.delete(path("/profile/{}/", person_id))


def recommendation(limit: int = 10, *, ignore_saved: bool = True) -> Call[RecommendationShape]:
    """`GET /recommendation/`: who and what fits me. Needs sign-in.

    `limit` rows of each kind, 1 to 50. `ignore_saved` leaves out who is saved already.
    """
    query = [("limit", str(limit)), *rest.flags(ignore_saved=ignore_saved)]
    return rest.one("/recommendation/", RecommendationShape, query=query, auth=Auth.REQUIRED, timeout_s=60.0)


def tagged(kind: TagKind, tag_id: int) -> Call[list[TaggedPersonShape]]:
    """`GET /tags/{tag_type}/{tag_id}/`: everybody with that value, in one list.

    The outline promises pages; the service answers the whole list. Both are read.
    """
    return Call(
        "GET",
        path("/tags/{}/{}/", kind, tag_id),
        list[TaggedPersonShape] | Page[TaggedPersonShape],
        auth=Auth.OPTIONAL,
        timeout_s=60.0,
        finish=rest.rows,
    )


def users_by_skill(capacity_id: int) -> Call[UsersBySkillShape]:
    """`GET /users_by_skill/{id}/`: everybody with that capacity, by list. Deprecated; `tagged` replaces it.

    The outline promises one object per person; the service answers three lists.
    """
    return rest.one(path("/users_by_skill/{}/", capacity_id), UsersBySkillShape, timeout_s=60.0)
