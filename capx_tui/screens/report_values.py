"""What stands in the form of a report to the CapX team: asked, told in full, sent with its files, found again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from capx_tui.core import Core
from capx_tui.i18n import load, t
from capx_tui.model.choice import Answer
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.model.report_files import MOST_FILES, ReportFile, report_file
from capx_tui.model.report_form import report_spec, words_of
from capx_tui.model.screen_picture import Picture, labels_of, masked, picture_text
from capx_tui.screens.form_values import FormValues
from capx_tui.screens.report_words import files_note, report_consequences, report_lines, report_sent_words
from capx_tui.store.form_saving import Looked
from capx_tui.store.report_files import file_problem, read_files
from capx_tui.store.reports import Sent
from capx_tui.terminal.facts import facts_for_report

__all__ = ["ReportValues"]


class ReportValues(FormValues):
    """`size` is the terminal's, columns and rows. `picture` is of where one came from, None where there is none."""

    TITLE_KEY = "report-new-title"

    def __init__(self, core: Core, size: tuple[int, int], picture: Picture | None = None) -> None:
        super().__init__(core)
        self._size = size
        self.picture = picture
        #: The picture as it is to be attached; None: not at all.
        self.attached: Picture | None = None
        self.sent: Sent | None = None

    @cached_property
    def _facts(self) -> Mapping[str, str]:
        core = self.core
        return facts_for_report(core.environ, core.modes, self._size, core.language)

    async def load(self) -> Mapping[str, Value]:
        """Nothing: a report begins empty. Raises `NotSignedIn` before anything is typed."""
        await self.core.session.owner()
        return {}

    def spec(self, values: Mapping[str, Value]) -> FormSpec:
        """See `model.report_form`."""
        return report_spec(
            self._facts,
            values,
            check_file=file_problem,
            files_note=files_note(values.get("files") or ()),
            picture=self.picture_words(),
            most_files=MOST_FILES - (self.attached is not None),
        )

    # -- the picture -----------------------------------------------------------------------------------

    def picture_words(self) -> str:
        """Whether it goes along, and how."""
        if self.picture is None:
            return ""
        if self.attached is None:
            return t("report-picture-not")
        return t("report-picture-whole" if self.attached is self.picture else "report-picture-masked")

    @cached_property
    def masked_picture(self) -> Picture:
        """The picture with everybody's words masked; there must be one."""
        assert self.picture is not None
        # Every message of the program, in the language in use.
        return masked(self.picture, labels_of(load(self.core.language).texts()))

    def picture_rows(self, shown: Picture) -> list[str]:
        """What would be sent, whole, before anybody decides."""
        told = t("report-picture-told-whole" if shown is self.picture else "report-picture-told-masked")
        return [told, *(f"| {row}".rstrip() for row in picture_text(shown).rstrip("\n").split("\n"))]

    def picture_answers(self, shown: Picture) -> list[Answer]:
        """``attach``, ``not``, and for a masked one ``whole``."""
        answers = [
            Answer("attach", t("report-picture-attach"), t("report-picture-attach-help")),
            Answer("not", t("report-picture-leave"), t("report-picture-leave-help")),
        ]
        if shown is not self.picture:
            answers.append(Answer("whole", t("report-picture-unmask"), t("report-picture-unmask-help")))
        return answers

    def _files(self, form: Form) -> tuple[ReportFile, ...]:
        """Everything that is attached, read now. Raises `RuleError` and `StorageError`."""
        extra: tuple[ReportFile, ...] = ()
        if self.attached is not None:
            extra = (report_file(t("report-picture-file"), picture_text(self.attached).encode()),)
        return read_files(map(str, form["files"]), extra)

    # -- sending ---------------------------------------------------------------------------------------

    def consequences(self, form: Form) -> Sequence[str]:
        """Where it goes, that it is for good, who sees it."""
        return report_consequences(has_files=bool(form["files"]) or self.attached is not None)

    def lines(self, form: Form) -> Sequence[str]:
        """Every word and every file that goes out."""
        return report_lines(words_of(self._facts, form.values), lambda: self._files(form))

    def asked_words(self, form: Form, lines: Sequence[str]) -> str:
        """The question."""
        return t("report-ask")

    async def save(self, form: Form) -> str:
        """The report once, then each file; a file that fails takes nothing back."""
        files = self._files(form)
        self.sent = await self.core.reports.report(words_of(self._facts, form.values), files)
        if self.sent.error is not None:
            self.core.session.refused(self.sent.error)
        return report_sent_words(self.sent)

    async def look(self, form: Form) -> Looked:
        """Looked for among one's own reports; the files of one that is there are sent then."""
        words = words_of(self._facts, form.values)
        if await self.core.reports.find(words) is None:
            return Looked(is_there=False)
        self.sent = await self.core.reports.report(words, self._files(form))
        return Looked(is_there=True)
