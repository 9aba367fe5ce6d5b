"""Mentorship programmes as the service has them now, and sending an application once.

``GET /partner_mentorship_settings/``, ``/mentorship_form_mentor/``, ``/mentorship_form_mentee/``, ``/partners/``
(behaviour file, section 17). Nothing of it is in the mirror: there are few programmes, and what counts is today.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from capx_tui.api.capx import mentorship
from capx_tui.api.capx.convert_mentorship import application_form, programme
from capx_tui.api.client import Client
from capx_tui.errors import CapxError, RuleError
from capx_tui.model.lookup import Lookup
from capx_tui.model.mentorship import ApplicationForm, Programme, Role, in_order
from capx_tui.model.naming import Kind, Named, NameTable
from capx_tui.store.base import Store
from capx_tui.store.names import Names

__all__ = ["MentorshipState", "MentorshipStore"]

_AT_ONCE = 200


@dataclass(frozen=True)
class MentorshipState:
    """`programmes` in the order of `in_order`, as the service had them at `read_at` (UTC)."""

    programmes: tuple[Programme, ...] = ()
    lookup: Lookup = Lookup.UNASKED
    error: CapxError | None = None
    read_at: datetime | None = None


class MentorshipStore(Store[MentorshipState]):
    """Reading is public; sending needs a sign-in."""

    def __init__(
        self, client: Client, names: Names, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        super().__init__(MentorshipState())
        self._client = client
        self._names = names
        self._now = now

    @property
    def today(self) -> date:
        """The day by which registration is open or not, in UTC: the days of a programme have no time zone."""
        return self._now().astimezone(UTC).date()

    def programme(self, organization_id: int) -> Programme | None:
        """The programme of an organization, as it was read last."""
        return next((each for each in self.state.programmes if each.organization == organization_id), None)

    def name(self, found: Programme) -> str:
        """What the programme is called: as its organization, in the person's language where that is known."""
        table = self._names.table(Kind.ORGANIZATION)
        if found.organization in table:
            return table.name(found.organization)
        return found.organization_name or self._names.affiliation(found.organization)

    def resolve(self, text: str) -> Programme:
        """The programme that `text` names: its organization's name, id or acronym.

        Raises `RuleError` that lists the nearest, as every name does.
        """
        organizations = {each.id: each for each in self._names.table(Kind.ORGANIZATION).things}
        things = []
        for each in self.state.programmes:
            known = organizations.get(each.organization)
            names = (each.organization_name, *(known.names if known else ()))
            things.append(Named(each.organization, self.name(each), names, known.codes if known else ()))
        if not things:
            raise RuleError("mentorship-none")
        found = NameTable(Kind.ORGANIZATION, tuple(things)).resolve(text)
        return next(each for each in self.state.programmes if each.organization == found)

    async def load(self) -> None:
        """Read everything, all pages. A failure is in the state and raised; what was there stays."""
        ticket = self._begin("programmes")
        if not self.state.programmes:
            self._set(ticket, lookup=Lookup.LOADING, error=None)
        try:
            settings, mentors, mentees = await asyncio.gather(
                self._client.rows(mentorship.settings, size=_AT_ONCE),
                self._client.rows(mentorship.mentor_forms, size=_AT_ONCE),
                self._client.rows(mentorship.mentee_forms, size=_AT_ONCE),
            )
            names = await self._partner_names(settings)
        except CapxError as error:
            self._set(ticket, lookup=Lookup.FAILED, error=error)
            raise
        forms = {
            role: {each.id: application_form(each, role) for each in shapes}
            for role, shapes in ((Role.MENTOR, mentors), (Role.MENTEE, mentees))
        }
        found = {each.organization: each for each in (programme(shape, forms, names) for shape in settings)}
        called = {number: self.name(each) for number, each in found.items()}
        listed = in_order(found.values(), called, self.today)
        lookup = Lookup.KNOWN if listed else Lookup.NONE
        self._set(ticket, programmes=listed, lookup=lookup, error=None, read_at=self._now())

    async def _partner_names(self, settings: list[Any]) -> Mapping[int, str]:
        """What the service calls the organizations that the mirror does not know; asked only where there are any."""
        table = self._names.table(Kind.ORGANIZATION)
        if all(each.organization in table for each in settings):
            return {}
        return {each.id: each.name or "" for each in await self._client.rows(mentorship.partners, size=_AT_ONCE)}

    async def form(self, organization_id: int, role: Role) -> ApplicationForm | None:
        """The form in use now, read anew: questions and key may have changed since the list was read.

        Raises the errors of the requests.
        """
        await self.load()
        found = self.programme(organization_id)
        return found.forms.get(role) if found is not None else None
