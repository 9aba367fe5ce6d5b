"""From the service's programmes and forms to `model.mentorship`: here its oddities end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from capx_tui.api.capx.shapes_mentorship import MentorshipFormShape, PartnerSettingsShape
from capx_tui.model.mentorship import ApplicationForm, Programme, Role
from capx_tui.text import clean, plain_lines

__all__ = ["application_form", "programme"]

_FINGERPRINT = re.compile(r"[0-9a-fA-F:]{4,128}").fullmatch
#: More questions than anybody answers.
_MOST_QUESTIONS = 500


def programme(
    shape: PartnerSettingsShape, forms: Mapping[Role, Mapping[int, ApplicationForm]], names: Mapping[int, str]
) -> Programme:
    """`forms` are by role and id, `names` by organization. A form that is not the one in use is not the programme's."""
    used = {Role.MENTOR: shape.mentor_form, Role.MENTEE: shape.mentee_form}
    return Programme(
        organization=shape.organization,
        organization_name=clean(names.get(shape.organization, "")),
        description=plain_lines(shape.description or ""),
        opens=_day(shape.registration_open_date),
        closes=_day(shape.registration_close_date),
        territory=shape.territory,
        territory_name=clean(shape.territory_name or ""),
        capacities=tuple(dict.fromkeys(shape.skills)),
        languages=tuple(dict.fromkeys(shape.languages)),
        forms={
            role: found
            for role, number in used.items()
            if number is not None and (found := forms.get(role, {}).get(number)) is not None
        },
    )


def application_form(shape: MentorshipFormShape, role: Role) -> ApplicationForm:
    """A form whose questions are no list has none."""
    fingerprint = clean(shape.public_key_fingerprint or "")
    return ApplicationForm(
        id=shape.id,
        role=role,
        counter=max(shape.counter, 0),
        fingerprint=fingerprint if shape.public_key_id is not None and _FINGERPRINT(fingerprint) else "",
        key_id=shape.public_key_id,
        questions=tuple(_questions(shape.json)[:_MOST_QUESTIONS]),
    )


def _questions(raw: Any) -> list[Any]:
    """The array, also where it came as text."""
    if isinstance(raw, str):
        try:
            raw = msgspec.json.decode(raw)
        except (msgspec.DecodeError, RecursionError):
            return []
    return [each for each in raw if isinstance(each, dict)] if isinstance(raw, list) else []


def _day(text: str | None) -> date | None:
    """A whole day; of a moment, its day."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
