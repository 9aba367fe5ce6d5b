"""Shapes of what is mine alone: saved items, messages, reports, Let's Connect, Metabase's link."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType

from capx_tui.api.capx.shapes_page import Id, Shape

__all__ = [
    "AttachmentShape",
    "BugPut",
    "BugShape",
    "LetsConnectConfirmationShape",
    "LetsConnectLogShape",
    "LetsConnectPost",
    "MessagePost",
    "MessageShape",
    "SavedItemPost",
    "SavedItemShape",
]


class SavedItemShape(Shape, frozen=True, kw_only=True):
    """A saved person (`entity` user) or organization (org). `relation` is learner or sharer."""

    id: Id
    relation: str
    entity: str
    entity_id: Id
    created_at: str | None = None


class SavedItemPost(msgspec.Struct, frozen=True, kw_only=True):
    """The body of `POST /saved_item/`."""

    entity: str
    entity_id: int
    relation: str


class MessageShape(Shape, frozen=True, kw_only=True):
    """A message that was sent, or was not: `status` is pending, sent or failed, "" if the service is silent.

    Its text is never kept. The row does not tell the sender, and staff are given everybody's.
    """

    id: Id
    receiver: str
    method: str
    status: str = ""
    error_message: str | None = None
    date: str | None = None


class MessagePost(msgspec.Struct, frozen=True, kw_only=True):
    """The body of `POST /messages/`."""

    receiver: str
    subject: str
    message: str
    method: str


class BugShape(Shape, frozen=True, kw_only=True):
    """A report. `status` is to_do, assigned, in_progress, under_review or done."""

    id: Id
    title: str
    description: str
    author: str | None = None
    bug_type: str | None = None
    status: str | None = None
    created_at: str | None = None
    updated_at: str | None = None


class BugPut(msgspec.Struct, frozen=True, kw_only=True):
    """The body of `POST /bugs/` and of staff's `PUT /bugs/{id}/`. Without a type it is an error."""

    title: str
    description: str
    bug_type: str | UnsetType = UNSET


class AttachmentShape(Shape, frozen=True, kw_only=True):
    """A file with a report; `file` is its address."""

    id: Id
    bug: Id | None = None
    file: str | None = None
    uploaded_at: str | None = None
    updated_at: str | None = None


class LetsConnectLogShape(Shape, frozen=True, kw_only=True):
    """One past confirmation of mine."""

    confirmation: str | None
    timestamp: str | None = None
    user: Id | None = None


class LetsConnectConfirmationShape(Shape, frozen=True, kw_only=True):
    """What comes back for a sign-up."""

    confirmation: str | None
    user: Id | None = None


class LetsConnectPost(msgspec.Struct, frozen=True, kw_only=True):
    """The body of `POST /letsconnect/`. `role` is needed; all texts are sent in English."""

    role: str
    full_name: str | UnsetType = UNSET
    email: str | UnsetType = UNSET
    area: str | UnsetType = UNSET
    gender: str | UnsetType = UNSET
    age: str | UnsetType = UNSET

    def __repr__(self) -> str:
        return "LetsConnectPost(…)"  # the answers are sensitive: no log and no traceback shows them
