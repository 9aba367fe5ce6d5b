"""Projects of organizations and the organizations' parts in them."""

from __future__ import annotations

import msgspec

from capx_tui.api.capx import rest
from capx_tui.api.capx.shapes_organizations import (
    ProjectMemberAcceptanceShape,
    ProjectMemberShape,
    ProjectPut,
    ProjectShape,
)
from capx_tui.api.capx.shapes_page import Page
from capx_tui.api.wire import Call, path

__all__ = [
    "project",
    "project_delete",
    "project_member",
    "project_member_acceptance",
    "project_member_acceptance_post",
    "project_member_acceptances",
    "project_member_delete",
    "project_member_post",
    "project_members",
    "project_post",
    "project_put",
    "projects",
]


class _MemberPost(msgspec.Struct, frozen=True, kw_only=True):
    project: int
    organization: int


class _AcceptancePost(msgspec.Struct, frozen=True, kw_only=True):
    project_member: int
    accepted: bool


def projects(limit: int, offset: int = 0) -> Call[Page[ProjectShape]]:
    """`GET /projects/`: projects of all organizations; there is no filter. Public."""
    return rest.page("/projects/", ProjectShape, limit, offset)


def project(project_id: int) -> Call[ProjectShape]:
    """`GET /projects/{id}/`: one project. Public."""
    return rest.one(path("/projects/{}/", project_id), ProjectShape)


def project_post(body: ProjectPut) -> Call[ProjectShape]:
    """`POST /projects/`: add a project; it belongs to that organization at once. Managers."""
    return rest.write("POST", "/projects/", body, ProjectShape)


def project_put(project_id: int, body: ProjectPut) -> Call[ProjectShape]:
    """`PUT /projects/{id}/`: change a project. Managers.

    The service adds the organization's membership once more each time: count projects, not memberships.
    """
    return rest.write("PUT", path("/projects/{}/", project_id), body, ProjectShape)


def project_delete(project_id: int) -> Call[None]:
    """`DELETE /projects/{id}/`: delete a project. Managers."""
    return rest.delete(path("/projects/{}/", project_id))


def project_members(limit: int, offset: int = 0) -> Call[Page[ProjectMemberShape]]:
    """`GET /project_members/`: which organization takes part in which project. Public."""
    return rest.page("/project_members/", ProjectMemberShape, limit, offset)


def project_member(member_id: int) -> Call[ProjectMemberShape]:
    """`GET /project_members/{id}/`: one part. Public."""
    return rest.one(path("/project_members/{}/", member_id), ProjectMemberShape)


def project_member_post(project_id: int, organization_id: int) -> Call[ProjectMemberShape]:
    """`POST /project_members/`: invite an organization. Who may not is told 403 with an empty body."""
    body = _MemberPost(project=project_id, organization=organization_id)
    return rest.write("POST", "/project_members/", body, ProjectMemberShape)


def project_member_delete(member_id: int) -> Call[None]:
    """`DELETE /project_members/{id}/`: take an organization out. Who may not is told 403 with an empty body."""
    return rest.delete(path("/project_members/{}/", member_id))


def project_member_acceptances(limit: int, offset: int = 0) -> Call[Page[ProjectMemberAcceptanceShape]]:
    """`GET /project_member_acceptance/`: answers to invitations. Public."""
    return rest.page("/project_member_acceptance/", ProjectMemberAcceptanceShape, limit, offset)


def project_member_acceptance(acceptance_id: int) -> Call[ProjectMemberAcceptanceShape]:
    """`GET /project_member_acceptance/{id}/`: one answer. Public."""
    return rest.one(path("/project_member_acceptance/{}/", acceptance_id), ProjectMemberAcceptanceShape)


def project_member_acceptance_post(member_id: int, *, accepted: bool) -> Call[ProjectMemberAcceptanceShape]:
    """`POST /project_member_acceptance/`: answer an invitation. Managers; else 400 with an empty body."""
    body = _AcceptancePost(project_member=member_id, accepted=accepted)
    return rest.write("POST", "/project_member_acceptance/", body, ProjectMemberAcceptanceShape)
