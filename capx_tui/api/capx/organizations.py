"""Organizations, their names and kinds, the documents they show and the Diff tags their news come by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from capx_tui.api.capx import rest
from capx_tui.api.capx.shapes_organizations import (
    DocumentShape,
    OrganizationNamePut,
    OrganizationNameShape,
    OrganizationPut,
    OrganizationShape,
    OrganizationTypeShape,
    TagDiffShape,
)
from capx_tui.api.capx.shapes_page import Page
from capx_tui.api.wire import Call, path

__all__ = [
    "document",
    "document_delete",
    "document_post",
    "documents",
    "organization",
    "organization_delete",
    "organization_name",
    "organization_name_delete",
    "organization_name_post",
    "organization_name_put",
    "organization_names",
    "organization_post",
    "organization_put",
    "organization_type",
    "organization_types",
    "organizations",
    "tag_diff",
    "tag_diff_delete",
    "tag_diff_post",
    "tag_diffs",
]


class _OrganizationPost(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    acronym: str
    display_name: str = ""


class _DocumentPost(msgspec.Struct, frozen=True, kw_only=True):
    url: str


class _TagDiffPost(msgspec.Struct, frozen=True, kw_only=True):
    tag: str


def organizations(
    limit: int,
    offset: int = 0,
    *,
    ordering: Literal["", "display_name", "-display_name", "update_date", "-update_date"] = "",
    display_name: str = "",
    acronym: str = "",
    type_id: int | None = None,
    territory: int | None = None,
    managers: Sequence[int] = (),
    known_capacities: Sequence[int] = (),
    available_capacities: Sequence[int] = (),
    wanted_capacities: Sequence[int] = (),
    has_capacities_known: bool | None = None,
    has_capacities_available: bool | None = None,
    has_capacities_wanted: bool | None = None,
    has_any_capacities: bool | None = None,
) -> Call[Page[OrganizationShape]]:
    """`GET /organizations/`: organizations that have a manager (staff are given all). Public.

    Values of one filter are OR, different filters AND. `display_name` is part of the name in any
    language; `territory` holds its children, without doubles; `managers` with one's own id gives
    the organizations one manages.
    """
    query = [
        *rest.given(ordering=ordering, display_name=display_name, acronym=acronym, type=type_id, territory=territory),
        *rest.many(
            managers=managers,
            known_capacities=known_capacities,
            available_capacities=available_capacities,
            wanted_capacities=wanted_capacities,
        ),
        *rest.flags(
            has_capacities_known=has_capacities_known,
            has_capacities_available=has_capacities_available,
            has_capacities_wanted=has_capacities_wanted,
            has_any_capacities=has_any_capacities,
        ),
    ]
    return rest.page("/organizations/", OrganizationShape, limit, offset, query=query)


def organization(organization_id: int) -> Call[OrganizationShape]:
    """`GET /organizations/{id}/`: one organization; 404 also where it has no manager. Public."""
    return rest.one(path("/organizations/{}/", organization_id), OrganizationShape)


def organization_post(acronym: str, display_name: str = "") -> Call[OrganizationShape]:
    """`POST /organizations/`: add an organization. Staff only, else 403 with a bare string."""
    body = _OrganizationPost(acronym=acronym, display_name=display_name)
    return rest.write("POST", "/organizations/", body, OrganizationShape)


def organization_put(organization_id: int, body: OrganizationPut) -> Call[OrganizationShape]:
    """`PUT /organizations/{id}/`: replace the whole object. Managers only, else 403 with a bare string.

    That what is offered is also known is not checked here, nor how many events are chosen: those
    are our own rules.
    """
    return rest.write("PUT", path("/organizations/{}/", organization_id), body, OrganizationShape)


def organization_delete(organization_id: int) -> Call[None]:
    """`DELETE /organizations/{id}/`: delete an organization. Staff only, else 403 with a bare string."""
    return rest.delete(path("/organizations/{}/", organization_id))


def organization_names(
    limit: int, offset: int = 0, *, organization_id: int | None = None, language_code: str = ""
) -> Call[Page[OrganizationNameShape]]:
    """`GET /organization_name/`: names with their row ids, which a change needs. Public."""
    query = rest.given(organization=organization_id, language_code=language_code)
    return rest.page("/organization_name/", OrganizationNameShape, limit, offset, query=query)


def organization_name(name_id: int) -> Call[OrganizationNameShape]:
    """`GET /organization_name/{id}/`: one name. Public."""
    return rest.one(path("/organization_name/{}/", name_id), OrganizationNameShape)


def organization_name_post(body: OrganizationNamePut) -> Call[OrganizationNameShape]:
    """`POST /organization_name/`: name an organization in a language. Managers; a second one is 400."""
    return rest.write("POST", "/organization_name/", body, OrganizationNameShape)


def organization_name_put(name_id: int, body: OrganizationNamePut) -> Call[OrganizationNameShape]:
    """`PUT /organization_name/{id}/`: change a name. Managers."""
    return rest.write("PUT", path("/organization_name/{}/", name_id), body, OrganizationNameShape)


def organization_name_delete(name_id: int) -> Call[None]:
    """`DELETE /organization_name/{id}/`: take a name away. Managers; the English one is refused with 400."""
    return rest.delete(path("/organization_name/{}/", name_id))


def organization_types(limit: int, offset: int = 0) -> Call[Page[OrganizationTypeShape]]:
    """`GET /organization_type/`: chapter, user group and so on. Public."""
    return rest.page("/organization_type/", OrganizationTypeShape, limit, offset)


def organization_type(type_id: int) -> Call[OrganizationTypeShape]:
    """`GET /organization_type/{id}/`: one of them. Public."""
    return rest.one(path("/organization_type/{}/", type_id), OrganizationTypeShape)


def documents(limit: int, offset: int = 0) -> Call[Page[DocumentShape]]:
    """`GET /document/`: documents of all organizations; there is no filter. Public."""
    return rest.page("/document/", DocumentShape, limit, offset)


def document(document_id: int) -> Call[DocumentShape]:
    """`GET /document/{id}/`: one document. Public."""
    return rest.one(path("/document/{}/", document_id), DocumentShape)


def document_post(url: str) -> Call[DocumentShape]:
    """`POST /document/`: add a document, the address of a ``File:`` page at Commons. Needs sign-in."""
    return rest.write("POST", "/document/", _DocumentPost(url=url), DocumentShape)


def document_delete(document_id: int) -> Call[None]:
    """`DELETE /document/{id}/`: delete a document. Needs sign-in."""
    return rest.delete(path("/document/{}/", document_id))


def tag_diffs(limit: int, offset: int = 0) -> Call[Page[TagDiffShape]]:
    """`GET /tag_diff/`: Diff tags of all organizations; there is no filter. Public."""
    return rest.page("/tag_diff/", TagDiffShape, limit, offset)


def tag_diff(tag_id: int) -> Call[TagDiffShape]:
    """`GET /tag_diff/{id}/`: one Diff tag. Public."""
    return rest.one(path("/tag_diff/{}/", tag_id), TagDiffShape)


def tag_diff_post(tag: str) -> Call[TagDiffShape]:
    """`POST /tag_diff/`: add a Diff tag. Needs sign-in; one that exists is 400: look it up first."""
    return rest.write("POST", "/tag_diff/", _TagDiffPost(tag=tag), TagDiffShape)


def tag_diff_delete(tag_id: int) -> Call[None]:
    """`DELETE /tag_diff/{id}/`: delete a Diff tag. Needs sign-in."""
    return rest.delete(path("/tag_diff/{}/", tag_id))
