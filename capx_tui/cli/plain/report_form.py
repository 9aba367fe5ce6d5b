"""A report to the CapX team, and the suggestion of a capacity, in plain lines."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from functools import cached_property

from capx_tui.cli.plain.form import FormPlace
from capx_tui.cli.plain.place import Face
from capx_tui.errors import CapxError, NotSignedIn
from capx_tui.i18n import t
from capx_tui.model.entry import Entry
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.model.look_alikes import Alike, alike
from capx_tui.model.report_form import ALIKE_ROW, report_spec, suggest_spec, words_of
from capx_tui.model.reports import SUGGESTION, TITLE_LIMIT, Report
from capx_tui.screens.report_words import files_note, report_consequences, report_lines, report_sent_words
from capx_tui.screens.suggest_words import suggest_asked, suggest_consequences, suggest_lines, suggestion
from capx_tui.store.report_files import file_problem, read_files
from capx_tui.terminal.facts import facts_for_report
from capx_tui.text import fold

__all__ = ["ReportFormPlace", "SuggestPlace"]


class ReportFormPlace(FormPlace):
    """A new report. There is no screen whose picture could go with it."""

    TITLE_KEY = "report-new-title"

    @cached_property
    def _facts(self) -> Mapping[str, str]:
        core, size = self.core, shutil.get_terminal_size()
        return facts_for_report(core.environ, core.modes, (size.columns, size.lines), core.language)

    async def load_values(self) -> Mapping[str, Value]:
        """Nothing: a report begins empty."""
        await self.core.session.owner()
        return {}

    def form_spec(self) -> FormSpec:
        """See `model.report_form`."""
        values = self.form.values if self.has_form else {}
        note = files_note(values.get("files") or ())
        return report_spec(self._facts, values, check_file=file_problem, files_note=note)

    def opened(self) -> None:
        """A draft may bring other additions."""
        self.form = self.form.reshaped(self.form_spec())

    def field_left(self, field_id: str) -> None:
        """What is added takes its room from the description."""
        if field_id not in ("title", "description"):
            self.form = self.form.reshaped(self.form_spec())
            self._lines = self.listed()

    def consequences(self) -> Sequence[str]:
        """Where it goes, that it is for good, who sees it."""
        return report_consequences(has_files=bool(self.form["files"]))

    def lines_to_send(self) -> Sequence[str]:
        """Every word and every file that goes out."""
        return report_lines(words_of(self._facts, self.form.values), lambda: read_files(map(str, self.form["files"])))

    def asked_words(self, lines: Sequence[str]) -> str:
        """The question."""
        del lines
        return t("report-ask")

    async def save_form(self, form: Form) -> str:
        """The report once, then each file; a file that fails takes nothing back."""
        files = read_files(map(str, form["files"]))
        sent = await self.core.reports.report(words_of(self._facts, form.values), files)
        if sent.error is not None:
            self.core.session.refused(sent.error)
        return report_sent_words(sent)

    def after_save(self) -> None:
        """Back to where one was."""
        self.form = Form.begin(self.form.spec)
        self.core.drafts.erase(self.draft_key)
        self.face.back(silent=True)


class SuggestPlace(FormPlace):
    """`title` begins the form with words that were searched for."""

    TITLE_KEY = "screen-suggest"

    def __init__(self, face: Face, title: str = "") -> None:
        super().__init__(face)
        self._carried = title.strip()[:TITLE_LIMIT]
        self._earlier: tuple[Report, ...] = ()

    async def load_values(self) -> Mapping[str, Value]:
        """Nothing; one's own reports, to find an earlier suggestion."""
        await self.core.session.owner()
        try:
            reports = await self.core.reports.load()
        except NotSignedIn:
            raise
        except CapxError:
            reports = ()
        self._earlier = tuple(each for each in reports if each.kind == SUGGESTION)
        return {}

    @property
    def _title(self) -> str:
        return str(self.form["title"]).strip() if self.has_form else ""

    @property
    def _alike(self) -> Sequence[Alike]:
        return alike(self._title, self.core.names.tree())

    @property
    def _same_title(self) -> Report | None:
        folded = fold(self._title)
        return next((each for each in self._earlier if folded and fold(each.title) == folded), None)

    def form_spec(self) -> FormSpec:
        """See `model.report_form`."""
        return suggest_spec(self._alike, self._same_title, language=self.core.language)

    def opened(self) -> None:
        """A draft goes before the words that were carried over."""
        if self._carried and not self.form.changed:
            self.put(self.form.edit("title", self._carried))
        self._look()

    def field_left(self, field_id: str) -> None:
        """Once a title is there, look whether it exists."""
        if field_id == "title":
            self._look()

    def _look(self) -> None:
        self.form = self.form.reshaped(self.form_spec())
        self._lines = self.listed()
        if found := len(self._alike) + (self._same_title is not None):
            self.face.say(t("suggest-alike-found", found))

    def act_on(self, field_id: str) -> None:
        """What there is to know of a capacity that it may be. The draft stays."""
        self.face.open_directory(int(field_id.removeprefix(ALIKE_ROW)))

    def consequences(self) -> Sequence[Entry | str]:
        """What it may be already, then what becomes of it."""
        return suggest_consequences(self._alike, self._same_title, self.core.language)

    def lines_to_send(self) -> Sequence[str]:
        """All of it."""
        return suggest_lines(suggestion(self.form))

    def asked_words(self, lines: Sequence[str]) -> str:
        """Whether it exists comes first."""
        del lines
        return suggest_asked(self._alike, self._same_title)

    async def save_form(self, form: Form) -> str:
        """Once; one that is there already is not sent a second time."""
        sent = await self.core.reports.send(suggestion(form))
        return t("suggest-was-there" if sent.was_there else "suggest-sent", sent.report.id)

    def after_save(self) -> None:
        """The form is done with: back to where one was."""
        self.form = Form.begin(self.form.spec)
        self.core.drafts.erase(self.draft_key)
        self.face.back(silent=True)
