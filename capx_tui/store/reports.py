"""Reports to the CapX team and suggestions of capacities: one's own, read and sent once (`/bugs/`, `/attachment/`).

Behaviour file, section 14. What was sent cannot be changed, so nothing here changes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from capx_tui.api.capx import bugs as calls
from capx_tui.api.capx import convert_reports
from capx_tui.api.capx.shapes_account import BugPut, BugShape
from capx_tui.api.client import Client
from capx_tui.errors import CapxError
from capx_tui.model.lookup import Lookup
from capx_tui.model.reports import Attachment, Report, Words
from capx_tui.store.base import Store
from capx_tui.store.session import SessionStore
from capx_tui.store.write_once import write_once

__all__ = ["ReportsState", "ReportsStore", "Sent"]

_PAGE = 100


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of sending: the report the service has. `was_there`: it had it before, so nothing was sent."""

    report: Report
    was_there: bool = False


@dataclass(frozen=True)
class ReportsState:
    """`reports` newest first. `lookup` is NONE where there are none, FAILED where the service did not answer."""

    reports: tuple[Report, ...] = ()
    lookup: Lookup = Lookup.UNASKED
    error: CapxError | None = None


class ReportsStore(Store[ReportsState]):
    """Signed in, or every action raises `NotSignedIn`. Nothing of it is on disk."""

    def __init__(self, client: Client, session: SessionStore) -> None:
        super().__init__(ReportsState())
        self._client = client
        self._session = session
        session.subscribe(lambda _: self._forget())
        self._whose = session.account_id

    def _forget(self) -> None:
        """Another account's reports are not this one's."""
        if self._session.account_id != self._whose:
            self._whose = self._session.account_id
            self._set(self._begin("reports"), reports=(), lookup=Lookup.UNASKED, error=None)

    async def load(self) -> tuple[Report, ...]:
        """Ask for every report with its files. A failure is in the state and raised; what was there stays."""
        try:
            # First: once it is known whose the token is, what another account left behind is forgotten.
            await self._session.owner()
            ticket = self._begin("reports")
            self._set(ticket, lookup=Lookup.LOADING, error=None)
            found = await self._read()
        except CapxError as error:
            self._set(self._begin("reports"), lookup=Lookup.FAILED, error=error)
            raise
        self._set(ticket, reports=found, lookup=Lookup.KNOWN if found else Lookup.NONE, error=None)
        return found

    async def _read(self) -> tuple[Report, ...]:
        files: dict[int, list[Attachment]] = {}
        for file in await self.attachments():
            files.setdefault(file.report, []).append(file)
        rows = await self._rows()
        found = [convert_reports.report(row, tuple(files.get(row.id, ()))) for row in rows]
        return tuple(sorted(found, key=lambda each: (each.created_at, each.id), reverse=True))

    async def _rows(self) -> list[BugShape]:
        return await self._client.rows(calls.bugs, size=_PAGE)

    async def attachments(self, report_id: int | None = None) -> tuple[Attachment, ...]:
        """Files with one's reports, or with one of them, the oldest first. Raises `CapxError`."""
        rows = await self._client.rows(calls.attachments, size=_PAGE)
        found = [file for file in map(convert_reports.attachment, rows) if file is not None]
        wanted = [file for file in found if report_id is None or file.report == report_id]
        return tuple(sorted(wanted, key=lambda each: each.id))

    # -- sending -----------------------------------------------------------------------------------

    async def send(self, words: Words) -> Sent:
        """Send a report, unless the service has just this one: then it stays one, whatever became of an answer.

        Raises `NotSignedIn`, `FieldErrors` and other `CapxError`; after one that leaves open what became of it,
        sending again looks first.
        """
        if (earlier := await self.find(words)) is not None:
            return Sent(earlier, was_there=True)

        async def look() -> BugShape | None:
            return await self._find(words)

        body = BugPut(title=words.title.strip(), description=words.description.strip(), bug_type=words.kind)
        report = convert_reports.report(await write_once(self._client, calls.bug_post(body), look))
        self._took(report)
        return Sent(report)

    async def find(self, words: Words) -> Report | None:
        """The report with these words that the service has of who is signed in. Raises `CapxError`."""
        found = await self._find(words)
        if found is None:
            return None
        report = convert_reports.report(found)
        self._took(report)
        return report

    async def _find(self, words: Words) -> BugShape | None:
        # Staff are given everybody's: what another wrote in the same words is theirs.
        me = (await self._session.owner()).username
        for row in await self._rows():
            if words.are_of(convert_reports.report(row)) and row.author in (me, None):
                return row
        return None

    def _took(self, report: Report) -> None:
        """In the list at once."""
        known = {each.id: each for each in self.state.reports}
        if report.id in known:
            report = replace(report, attachments=known[report.id].attachments)
        others = tuple(each for each in self.state.reports if each.id != report.id)
        found = sorted((report, *others), key=lambda each: (each.created_at, each.id), reverse=True)
        # Before the list was read, one report is not all of them.
        lookup = Lookup.KNOWN if self.state.lookup is Lookup.NONE else self.state.lookup
        self._set(self._begin("reports"), reports=tuple(found), lookup=lookup)
