"""Shapes of the mentorship programmes."""

from __future__ import annotations

from typing import Any

from capx_tui.api.capx.shapes_page import Id, Shape, Whole

__all__ = ["MentorshipFormShape", "MentorshipResponseShape", "PartnerSettingsShape", "PartnerShape"]


class PartnerShape(Shape, frozen=True, kw_only=True):
    """A partner; looked up by its organization's id, while `id` is the row's."""

    id: Id
    name: str | None = None
    mentorship: bool = False
    created_at: str | None = None
    updated_at: str | None = None


class PartnerSettingsShape(Shape, frozen=True, kw_only=True):
    """A programme. Dates are whole days; the forms in use are `mentor_form` and `mentee_form`."""

    id: Id
    organization: Id
    description: str | None = None
    registration_open_date: str | None = None
    registration_close_date: str | None = None
    territory: Id | None = None
    territory_name: str | None = None
    skills: tuple[Id, ...] = ()
    languages: tuple[Id, ...] = ()
    mentor_form: Id | None = None
    mentee_form: Id | None = None
    created_at: str | None = None
    updated_at: str | None = None


class MentorshipFormShape(Shape, frozen=True, kw_only=True):
    """A form for mentors or for mentees: `json` is a jQuery formBuilder array, `counter` the responses.

    A form without a `public_key_id` cannot be answered (the service fails with 500).
    """

    id: Id
    organization: Id
    counter: Whole = 0
    public_key_id: Id | None = None
    public_key_fingerprint: str | None = None
    public_key_created_at: str | None = None
    json: Any = None
    created_at: str | None = None


class MentorshipResponseShape(Shape, frozen=True, kw_only=True):
    """What is stored of a response: encrypted by the service for the partner's key. `data` is not kept here."""

    form: Id
    public_key_id: Id | None = None
    public_key_fingerprint: str | None = None
    public_key_created_at: str | None = None
    encrypted_with_public_key_id: Id | None = None
    encrypted_with_public_key_fingerprint: str | None = None
