"""Mentorship programmes: what each asks and offers, and whether one may apply now.

User guide, "How to join a Mentorship program"; behaviour file, section 17.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from capx_tui.text import fold

__all__ = ["ApplicationForm", "Programme", "Role", "Sent", "Status", "in_order", "why_not"]


class Role(enum.Enum):
    """What one applies as. The values are the service's words."""

    MENTOR = "mentor"
    MENTEE = "mentee"


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """That one applied: all that is kept of it. `moment` is ISO 8601 in UTC; uncertain where no answer came."""

    organization: int
    role: str
    moment: str
    is_certain: bool = True


class Status(enum.Enum):
    """Where a programme's registration stands."""

    OPEN = "open"
    UPCOMING = "upcoming"
    CLOSED = "closed"
    #: No day of registration was set: closed as well, but nobody knows until when.
    UNSET = "unset"


@dataclass(frozen=True)
class ApplicationForm:
    """The form of one role. `questions` is its formBuilder array as the service has it; see `form_builder`.

    `counter` is how often it was sent. Without a key (`fingerprint` is "") the service cannot take an answer.
    """

    id: int
    role: Role
    counter: int = 0
    fingerprint: str = ""
    key_id: int | None = None
    questions: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Programme:
    """One organization's programme. Days are whole days; the last one counts.

    `organization_name` is what the service calls it, "" where it did not say.
    """

    organization: int
    organization_name: str = ""
    description: str = ""
    opens: date | None = None
    closes: date | None = None
    territory: int | None = None
    territory_name: str = ""
    capacities: tuple[int, ...] = ()
    languages: tuple[int, ...] = ()
    forms: Mapping[Role, ApplicationForm] = field(default_factory=dict)

    def status(self, today: date) -> Status:
        """Where registration stands on a day. The service does not look at the days, so the client has to."""
        if self.opens is None and self.closes is None:
            return Status.UNSET
        if self.opens is not None and today < self.opens:
            return Status.UPCOMING
        return Status.CLOSED if self.closes is not None and today > self.closes else Status.OPEN

    @property
    def subscribers(self) -> int:
        """How many applied, in both roles."""
        return sum(form.counter for form in self.forms.values())


def why_not(programme: Programme, role: Role, today: date) -> str:
    """The message that says why one cannot apply in this role today, "" where one can."""
    form = programme.forms.get(role)
    status = programme.status(today)
    if status is not Status.OPEN:
        return f"mentorship-not-{status.value}"
    if form is None or not form.questions:
        return "mentorship-not-asked"
    return "" if form.fingerprint else "mentorship-not-without-key"


_ORDER = (Status.OPEN, Status.UPCOMING, Status.CLOSED, Status.UNSET)


def in_order(programmes: Iterable[Programme], names: Mapping[int, str], today: date) -> tuple[Programme, ...]:
    """Those that are open first, then those to come, then the rest; by name. `names` is by organization."""
    return tuple(
        sorted(
            programmes,
            key=lambda each: (
                _ORDER.index(each.status(today)),
                fold(names.get(each.organization, "")),
                each.organization,
            ),
        )
    )
