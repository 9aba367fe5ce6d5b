"""Mentorship programmes as the service has them now, and sending an application once.

``GET /partner_mentorship_settings/``, ``/mentorship_form_mentor/``, ``/mentorship_form_mentee/``, ``/partners/``
(behaviour file, section 17). Nothing of it is in the mirror: there are few programmes, and what counts is today.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from capx_tui.api.capx import mentorship
from capx_tui.api.capx.convert_mentorship import application_form, programme
from capx_tui.api.client import Client
from capx_tui.errors import CapxError, Missing, NetworkError, RuleError, StorageError, leaves_open
from capx_tui.i18n import t
from capx_tui.i18n.moments import local
from capx_tui.i18n.sentences import sentence
from capx_tui.model.lookup import Lookup
from capx_tui.model.mentorship import ApplicationForm, Programme, Role, Sent, in_order
from capx_tui.model.naming import Kind, Named, NameTable
from capx_tui.store.base import Store
from capx_tui.store.mentorship_memory import MentorshipMemory
from capx_tui.store.names import Names
from capx_tui.store.together import together
from capx_tui.text import clean

__all__ = ["ApplicationInDoubt", "FormMoved", "MentorshipState", "MentorshipStore", "Receipt"]

_AT_ONCE = 200


@dataclass(frozen=True)
class MentorshipState:
    """`programmes` in the order of `in_order`, as the service had them at `read_at` (UTC)."""

    programmes: tuple[Programme, ...] = ()
    lookup: Lookup = Lookup.UNASKED
    error: CapxError | None = None
    read_at: datetime | None = None


class FormMoved(CapxError):
    """The programme has other questions or another key now, or closed: nothing was sent."""

    sentence = "mentorship-moved"
    remedy = "mentorship-moved-remedy"


class ApplicationInDoubt(NetworkError):
    """It went out and no answer came. `params`: why; what the form's counter says."""

    sentence = "mentorship-in-doubt"
    remedy = "mentorship-in-doubt-remedy"


@dataclass(frozen=True, slots=True)
class Receipt:
    """With which key the service encrypted it, and with which it was said to; "" where it did not say."""

    fingerprint: str
    promised: str


class MentorshipStore(Store[MentorshipState]):
    """Reading is public; sending needs a sign-in."""

    def __init__(
        self,
        client: Client,
        names: Names,
        memory: Callable[[], MentorshipMemory],
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(MentorshipState())
        self._memory = memory
        self._client = client
        self._names = names
        self._now = now

    @property
    def today(self) -> date:
        """The day by which registration is open: a programme's days have no time zone, so the person's own counts."""
        return local(self._now()).date()

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

    async def look_for(self, organization_id: int) -> None:
        """Learn whether an organization has a programme: one request where it has none, none where all were read.

        A failure is in the state and raised.
        """
        if self.state.lookup in (Lookup.KNOWN, Lookup.NONE):
            return
        ticket = self._begin("programmes")
        try:
            await self._client.send(mentorship.settings_of(organization_id))
        except Missing:
            return
        except CapxError as error:
            self._set(ticket, lookup=Lookup.FAILED, error=error)
            raise
        await self.load()

    async def load(self) -> None:
        """Read everything, all pages. A failure is in the state and raised; what was there stays."""
        ticket = self._begin("programmes")
        if not self.state.programmes:
            self._set(ticket, lookup=Lookup.LOADING, error=None)
        try:
            async with together() as begin:
                settings, mentors, mentees = await asyncio.gather(
                    begin(self._client.rows(mentorship.settings, size=_AT_ONCE)),
                    begin(self._client.rows(mentorship.mentor_forms, size=_AT_ONCE)),
                    begin(self._client.rows(mentorship.mentee_forms, size=_AT_ONCE)),
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

    # -- applying ------------------------------------------------------------------------------------

    def sent(self, organization_id: int, role: Role) -> Sent | None:
        """When one applied with this account, as far as this program knows: the service does not tell."""
        return self._memory().find(organization_id, role.value)

    async def apply(self, organization_id: int, shown: ApplicationForm, answers: Mapping[str, object]) -> Receipt:
        """Send `answers` once, to the form that was `shown`; the service encrypts and keeps them.

        Before that the service is asked whether the form and its key are still the ones that the person saw.
        Raises `FormMoved` where they are not, `FieldErrors`, `ApplicationInDoubt` where no answer came, and the
        errors of the requests.
        """
        role = shown.role
        now = await self._form_now(organization_id, role)
        if now is None or (now.id, now.fingerprint, now.questions) != (shown.id, shown.fingerprint, shown.questions):
            raise FormMoved
        post = mentorship.mentor_response_post if role is Role.MENTOR else mentorship.mentee_response_post
        try:
            answer = await self._client.send(post(shown.id, answers))
        except CapxError as error:
            if not leaves_open(error):
                raise
            self._remember(organization_id, role, is_certain=False)
            raise await self._in_doubt(error, organization_id, now) from error
        self._remember(organization_id, role, is_certain=True)
        self._count(organization_id, replace(now, counter=now.counter + 1))
        return Receipt(clean(answer.encrypted_with_public_key_fingerprint or ""), shown.fingerprint)

    async def _form_now(self, organization_id: int, role: Role) -> ApplicationForm | None:
        settings = await self._client.send(mentorship.settings_of(organization_id))
        number = settings.mentor_form if role is Role.MENTOR else settings.mentee_form
        if number is None:
            return None
        call = mentorship.mentor_form if role is Role.MENTOR else mentorship.mentee_form
        return application_form(await self._client.send(call(number)), role)

    async def _in_doubt(self, error: CapxError, organization_id: int, before: ApplicationForm) -> ApplicationInDoubt:
        """What the form's counter says: the service shows nothing else of what it has."""
        try:
            now = await self._form_now(organization_id, before.role)
        except CapxError:
            now = None
        if now is None or now.id != before.id:
            return ApplicationInDoubt(sentence(error), t("mentorship-counter-unread"), host=error.host)
        self._count(organization_id, now)
        key = "mentorship-counter-rose" if now.counter > before.counter else "mentorship-counter-same"
        return ApplicationInDoubt(sentence(error), t(key, now.counter), host=error.host)

    def _count(self, organization_id: int, form: ApplicationForm) -> None:
        """Take in what a form's counter is now."""
        changed = tuple(
            replace(each, forms={**each.forms, form.role: form}) if each.organization == organization_id else each
            for each in self.state.programmes
        )
        self._set(self._begin("programmes"), programmes=changed)

    def _remember(self, organization_id: int, role: Role, *, is_certain: bool) -> None:
        moment = self._now().astimezone(UTC).isoformat(timespec="seconds")
        sent = Sent(organization=organization_id, role=role.value, moment=moment, is_certain=is_certain)
        # It was sent: that nothing can be noted of it is no reason to say otherwise.
        with contextlib.suppress(StorageError):
            self._memory().note(sent)
