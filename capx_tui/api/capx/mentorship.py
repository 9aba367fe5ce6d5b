"""Mentorship: partners, their programmes, the forms and the answers to them (behaviour file, section 17)."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from capx_tui.api.capx import rest
from capx_tui.api.capx.shapes_mentorship import (
    MentorshipFormShape,
    MentorshipResponseShape,
    PartnerSettingsShape,
    PartnerShape,
)
from capx_tui.api.capx.shapes_page import Page
from capx_tui.api.wire import Call, json_body, path

__all__ = [
    "mentee_form",
    "mentee_forms",
    "mentee_response_post",
    "mentor_form",
    "mentor_forms",
    "mentor_response_post",
    "partner",
    "partners",
    "settings",
    "settings_of",
]


class _MentorResponse(msgspec.Struct, frozen=True, kw_only=True):
    form: int
    data: str


class _MenteeResponse(msgspec.Struct, frozen=True, kw_only=True):
    form: int
    data: Mapping[str, object]


def partners(limit: int, offset: int = 0) -> Call[Page[PartnerShape]]:
    """`GET /partners/`: organizations with programmes. Public."""
    return rest.page("/partners/", PartnerShape, limit, offset)


def partner(organization_id: int) -> Call[PartnerShape]:
    """`GET /partners/{organization_id}/`: one partner, by its organization. Public."""
    return rest.one(path("/partners/{}/", organization_id), PartnerShape)


def settings(limit: int, offset: int = 0) -> Call[Page[PartnerSettingsShape]]:
    """`GET /partner_mentorship_settings/`: all programmes. Public. Dates are not enforced by the service."""
    return rest.page("/partner_mentorship_settings/", PartnerSettingsShape, limit, offset)


def settings_of(organization_id: int) -> Call[PartnerSettingsShape]:
    """`GET /partner_mentorship_settings/{partner__organization_id}/`: the programme of an organization. Public."""
    return rest.one(path("/partner_mentorship_settings/{}/", organization_id), PartnerSettingsShape)


def mentor_forms(limit: int, offset: int = 0, *, partner: int | None = None) -> Call[Page[MentorshipFormShape]]:
    """`GET /mentorship_form_mentor/`: forms for mentors, also those out of use. Public.

    `partner` is an organization's id; the outline does not know it.
    """
    query = rest.given(partner=partner)
    return rest.page("/mentorship_form_mentor/", MentorshipFormShape, limit, offset, query=query)


def mentor_form(form_id: int) -> Call[MentorshipFormShape]:
    """`GET /mentorship_form_mentor/{id}/`: the form for mentors that a programme's settings name. Public."""
    return rest.one(path("/mentorship_form_mentor/{}/", form_id), MentorshipFormShape)


def mentee_forms(limit: int, offset: int = 0, *, partner: int | None = None) -> Call[Page[MentorshipFormShape]]:
    """`GET /mentorship_form_mentee/`: forms for mentees, also those out of use. Public.

    `partner` is an organization's id; the outline does not know it.
    """
    query = rest.given(partner=partner)
    return rest.page("/mentorship_form_mentee/", MentorshipFormShape, limit, offset, query=query)


def mentee_form(form_id: int) -> Call[MentorshipFormShape]:
    """`GET /mentorship_form_mentee/{id}/`: the form for mentees that a programme's settings name. Public."""
    return rest.one(path("/mentorship_form_mentee/{}/", form_id), MentorshipFormShape)


def mentor_response_post(form_id: int, answers: Mapping[str, object]) -> Call[MentorshipResponseShape]:
    """`POST /mentorship_form_mentor_response/`: apply as a mentor. Needs sign-in.

    `answers` by field name; a list only where two or more were chosen. Here they go as JSON inside a
    **string**. The service encrypts them for the partner; it takes any number of responses from one
    person, and fails with 500 for a form without a key.
    """
    body = _MentorResponse(form=form_id, data=json_body(answers).decode())
    return rest.write("POST", "/mentorship_form_mentor_response/", body, MentorshipResponseShape)


def mentee_response_post(form_id: int, answers: Mapping[str, object]) -> Call[MentorshipResponseShape]:
    """`POST /mentorship_form_mentee_response/`: apply as a mentee. Needs sign-in.

    As `mentor_response_post`, but here the answers go as an **object**.
    """
    body = _MenteeResponse(form=form_id, data=answers)
    return rest.write("POST", "/mentorship_form_mentee_response/", body, MentorshipResponseShape)
