"""Reports to the CapX team and suggestions of capacities: one's own, read and sent once (`/bugs/`, `/attachment/`).

Behaviour file, section 14. What was sent cannot be changed, so nothing here changes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from capx_tui.api.capx import bugs as calls
from capx_tui.api.capx import convert_reports
from capx_tui.api.capx.shapes_account import AttachmentShape, BugPut, BugShape
from capx_tui.api.client import Client
from capx_tui.errors import CapxError, NotSignedIn, RuleError, leaves_open
from capx_tui.model.lookup import Lookup
from capx_tui.model.report_files import MOST_FILES, ReportFile
from capx_tui.model.reports import Attachment, Report, Words
from capx_tui.store.base import Store
from capx_tui.store.session import SessionStore
from capx_tui.store.write_once import write_once

__all__ = ["ReportsState", "ReportsStore", "Sent"]

_PAGE = 100


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of sending: the report the service has. `was_there`: it had it before, so nothing was sent.

    `missing` are files that did not get there, and `error` says why the first of them did not.
    """

    report: Report
    was_there: bool = False
    missing: tuple[ReportFile, ...] = ()
    error: CapxError | None = None


@dataclass(frozen=True)
class ReportsState:
    """`reports` newest first. `lookup` is NONE where there are none, FAILED where the service did not answer."""

    reports: tuple[Report, ...] = ()
    #: Files that did not get to the report they belong to, by its number: in memory, to be attached again.
    waiting: Mapping[int, tuple[ReportFile, ...]] = field(default_factory=dict)
    lookup: Lookup = Lookup.UNASKED
    error: CapxError | None = None


class ReportsStore(Store[ReportsState]):
    """Signed in, or every action raises `NotSignedIn`. Nothing of it is on disk."""

    def __init__(self, client: Client, session: SessionStore) -> None:
        super().__init__(ReportsState())
        self._client = client
        self._session = session
        session.subscribe(lambda _: self._forget())
        self._whose = self._owner()
        #: How often something was sent from here.
        self._written = 0

    def _owner(self) -> int | None:
        """Whose reports these are. A sign-in that has ended is nobody else's: what waits to be attached stays."""
        account = self._session.state.account
        return account.id if account is not None and account.is_known else None

    def _forget(self) -> None:
        """Another account's reports are not this one's."""
        if self._owner() != self._whose:
            self._whose = self._owner()
            why = None if self._session.state.is_signed_in else NotSignedIn()
            self._set(self._begin("reports"), reports=(), waiting={}, lookup=Lookup.UNASKED, error=why)

    async def load(self) -> tuple[Report, ...]:
        """Ask for every report with its files. A failure is in the state and raised; what was there stays."""
        ticket = None
        try:
            # First: once it is known whose the token is, what another account left behind is forgotten.
            await self._session.owner()
            ticket = self._begin("reports")
            self._set(ticket, lookup=Lookup.LOADING, error=None)
            written = -1
            while written != self._written:
                # What was sent meanwhile may not be in what was read.
                written = self._written
                found = await self._read()
        except CapxError as error:
            self._set(ticket or self._begin("reports"), lookup=Lookup.FAILED, error=error)
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
        self._written += 1
        self._set(self._begin("sent"), reports=tuple(found), lookup=lookup)

    # -- files ---------------------------------------------------------------------------------------

    async def report(self, words: Words, files: Sequence[ReportFile] = ()) -> Sent:
        """`send`, then each of `files`. Once the report is there, a file that fails takes nothing back.

        What did not get there waits in the state, and sending the same again attaches no more than that.
        """
        sent = await self.send(words)
        report, missing, first = sent.report, list[ReportFile](), None
        for at, file in enumerate(files):
            try:
                await self.attach(report.id, file)
            except CapxError as error:
                first = first or error
                missing.append(file)
                if leaves_open(error) or isinstance(error, NotSignedIn):
                    # Where nobody answers, the next one would be waited for in vain.
                    missing += files[at + 1 :]
                    break
        found = next((each for each in self.state.reports if each.id == report.id), report)
        self._waits(report.id, tuple(missing))
        return replace(sent, report=found, missing=tuple(missing), error=first)

    async def attach(self, report_id: int, file: ReportFile) -> Attachment:
        """Add a file to a report of one's own, unless it is there already.

        Raises `RuleError` where there is no room, `FieldErrors`, `TooLarge` and other `CapxError`; after one that
        leaves open what became of it, attaching again looks first.
        """
        held = await self.attachments(report_id)
        if (there := file.is_among(held)) is not None:
            self._holds_file(report_id, file, held)
            return there
        if len(held) >= MOST_FILES:
            raise RuleError("report-files-full", str(MOST_FILES), field="files")

        async def look() -> AttachmentShape | None:
            rows: list[AttachmentShape] = await self._client.rows(calls.attachments, size=_PAGE)
            for row in rows:
                found = convert_reports.attachment(row)
                if found is not None and found.report == report_id and file.is_among((found,)):
                    return row
            return None

        call = calls.attachment_post(report_id, file.name, file.content, file.kind)
        shape = await write_once(self._client, call, look)
        attached = convert_reports.attachment(shape) or Attachment(shape.id, report_id, file.name, "")
        self._holds_file(report_id, file, (*held, attached))
        return attached

    def _holds_file(self, report_id: int, file: ReportFile, held: tuple[Attachment, ...]) -> None:
        """The report has these files, and `file` waits no longer."""
        found = tuple(replace(e, attachments=held) if e.id == report_id else e for e in self.state.reports)
        waiting = tuple(each for each in self.state.waiting.get(report_id, ()) if each.name != file.name)
        self._written += 1
        self._set(self._begin("sent"), reports=found)
        self._waits(report_id, waiting)

    def _waits(self, report_id: int, files: tuple[ReportFile, ...]) -> None:
        others = {number: held for number, held in self.state.waiting.items() if number != report_id}
        self._set(self._begin("sent"), waiting={**others, report_id: files} if files else others)
