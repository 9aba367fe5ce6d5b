"""A report to the CapX team: what is wrong or missing, in words, with what may be added and attached.

Nothing goes along unasked: what the program says of itself stands in the form in full, a line each, and can be left
out; files are named by the person; the picture of a screen is shown before it is attached, other people's words
masked. In: nothing but one's own reports, to see that none is sent twice. Out: a report, then its files. Can fail:
what the service refuses stands beside its field; a file that did not arrive is offered again, and the report stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from capx_tui.i18n import load, t
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.model.report_files import MOST_FILES, ReportFile, report_file
from capx_tui.model.report_form import PICTURE_ROW, report_spec, words_of
from capx_tui.model.screen_picture import Picture, labels_of, masked, picture_text
from capx_tui.screens.form import FormScreen
from capx_tui.screens.form_question import Answer, QuestionScreen
from capx_tui.screens.report import ReportScreen
from capx_tui.screens.report_words import files_note, report_consequences, report_lines, report_sent_words
from capx_tui.store.report_files import file_problem, read_files
from capx_tui.store.reports import Sent
from capx_tui.terminal.facts import facts_for_report
from capx_tui.widgets.reading import Entry

__all__ = ["ReportFormScreen"]


class ReportFormScreen(FormScreen[None]):
    """Needs sign-in. `picture` is of the screen one came from, None where there is none that may be shown."""

    TITLE_KEY = "report-new-title"

    def __init__(self, picture: Picture | None = None) -> None:
        super().__init__()
        self._picture = picture
        #: The picture as it is to be attached; None: not at all.
        self._attached: Picture | None = None
        self._came_of_it: Sent | None = None
        self._shown_for: object = None

    # -- what is asked -----------------------------------------------------------------------------------

    @cached_property
    def _facts(self) -> Mapping[str, str]:
        core, size = self.core, self.app.size
        return facts_for_report(core.environ, core.modes, (size.width, size.height), core.language)

    async def load_values(self) -> Mapping[str, Value]:
        """Nothing: a report begins empty. Raises `NotSignedIn` before anything is typed."""
        await self.core.session.owner()
        return {}

    def form_spec(self) -> FormSpec:
        """See `model.report_form`."""
        values = self.form.values if self.rows.has_form else {}
        return report_spec(
            self._facts,
            values,
            check_file=file_problem,
            files_note=self._files_note(values),
            picture=self._picture_words(),
            most_files=MOST_FILES - (self._attached is not None),
        )

    def _files_note(self, values: Mapping[str, Value]) -> str:
        """The size of each file that is there."""
        return files_note(values.get("files") or ())

    def _picture_words(self) -> str:
        if self._picture is None:
            return ""
        if self._attached is None:
            return t("report-picture-not")
        return t("report-picture-whole" if self._attached is self._picture else "report-picture-masked")

    def edited(self) -> None:
        """What is added takes its room from the description."""
        super().edited()
        self._reshape()

    def opened(self) -> None:
        """A draft may bring other files and additions."""
        super().opened()
        self.when_in_front(self._reshape)

    def _reshape(self) -> None:
        values = {name: value for name, value in self.form.values.items() if name not in ("title", "description")}
        asked = (values, self._attached)
        if asked != self._shown_for:
            self._shown_for = asked
            self.reshape(self.form_spec())

    # -- the picture -------------------------------------------------------------------------------------

    def act_on(self, field_id: str) -> None:
        """Show the picture, and ask."""
        if field_id == PICTURE_ROW and self._picture is not None:
            self._show_picture(masked(self._picture, labels_of(self._messages)))

    @cached_property
    def _messages(self) -> Sequence[str]:
        """Every message of the program, in the language in use."""
        return load(self.core.language).texts()

    def _show_picture(self, shown: Picture) -> None:
        """What would be sent, whole, before anybody decides."""
        is_whole = shown is self._picture
        rows = [
            Entry(value=t("report-picture-told-whole" if is_whole else "report-picture-told-masked")),
            *(Entry(value=f"| {row}".rstrip()) for row in picture_text(shown).rstrip("\n").split("\n")),
        ]
        answers = [
            Answer("attach", t("report-picture-attach"), t("report-picture-attach-help")),
            Answer("not", t("report-picture-leave"), t("report-picture-leave-help")),
        ]
        if not is_whole:
            answers.append(Answer("whole", t("report-picture-unmask"), t("report-picture-unmask-help")))

        def answered(answer: str | None) -> None:
            if answer == "whole" and self._picture is not None:
                self._show_picture(self._picture)
            elif answer in ("attach", "not"):
                self._attached = shown if answer == "attach" else None
                self._reshape()
                self.say(t("people-fact", t("report-picture"), self._picture_words()))

        # What is attached is read before anybody decides.
        question = QuestionScreen(
            lambda: t("report-picture"), rows, answers, ask=t("report-picture-ask"), reads_first=True
        )
        self.app.push_screen(question, answered)

    def _extra(self) -> tuple[ReportFile, ...]:
        if self._attached is None:
            return ()
        return (report_file(t("report-picture-file"), picture_text(self._attached).encode()),)

    def _files(self, form: Form) -> tuple[ReportFile, ...]:
        """Everything that is attached, read now. Raises `RuleError` and `StorageError`."""
        return read_files(map(str, form["files"]), self._extra())

    # -- sending -----------------------------------------------------------------------------------------

    def consequences(self) -> Sequence[Entry | str]:
        """Where it goes, that it is for good, who sees it."""
        return report_consequences(has_files=bool(self.form["files"]) or self._attached is not None)

    def lines_to_send(self) -> Sequence[str]:
        """Every word and every file that goes out."""
        return report_lines(words_of(self._facts, self.form.values), lambda: self._files(self.form))

    def asked_words(self, lines: Sequence[str]) -> str:
        """The question."""
        return t("report-ask")

    async def save_form(self, form: Form) -> str:
        """The report once, then each file; a file that fails takes nothing back."""
        files = self._files(form)
        self._came_of_it = await self.core.reports.report(words_of(self._facts, form.values), files)
        if self._came_of_it.error is not None:
            self.core.session.refused(self._came_of_it.error)
        return report_sent_words(self._came_of_it)

    async def was_saved(self, form: Form) -> bool | None:
        """Looked for among one's own reports."""
        found = await self.core.reports.find(words_of(self._facts, form.values))
        if found is None:
            return False
        files = self._files(form)
        self._came_of_it = await self.core.reports.report(words_of(self._facts, form.values), files)
        return True

    def after_save(self) -> None:
        """Back to where one was; to the report, where a file did not get there."""
        sent = self._came_of_it
        assert sent is not None
        self.shell.go_back()
        if sent.missing:
            self.app.push_screen(ReportScreen(sent.report.id))
        self.shell.tell_later(report_sent_words(sent))
