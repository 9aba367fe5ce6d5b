"""What an organization's profile shows besides the organization itself: values behind its ids.

The organization is `model.directory.Organization`, its events are `model.directory.Event`.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

__all__ = ["Document", "News", "OrganizationProject"]


class OrganizationProject(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of its projects: `GET /projects/{id}/`. `url` is http(s) or ""."""

    id: int
    name: str
    url: str = ""
    description: str = ""
    related_skills: tuple[int, ...] = ()


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One of its documents: `GET /document/{id}/`. `title` is the file's at Commons, "" for another address."""

    id: int
    title: str
    address: str


class News(msgspec.Struct, frozen=True, kw_only=True):
    """A post on Diff that carries one of its tags. `published` is in UTC, None where the post gives no date."""

    id: str
    title: str
    address: str
    published: datetime | None = None
