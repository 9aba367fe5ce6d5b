"""Suggest a new capacity: its name and why, after a look whether it is there already under another name.

In: names of capacities from the mirror, one's own reports (to find an earlier suggestion; where they cannot be
read, the form goes without). Out: one report to the CapX team, sent once. Can fail: what the service refuses stands
beside its field; where no answer came, one's own reports are asked before anything is sent again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from capx_tui.errors import CapxError, NotSignedIn
from capx_tui.i18n import t
from capx_tui.model.capacities import CapacityTree
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.model.look_alikes import Alike, alike
from capx_tui.model.report_form import ALIKE_ROW, suggest_spec
from capx_tui.model.reports import SUGGESTION, TITLE_LIMIT, Report
from capx_tui.screens.form import FormScreen
from capx_tui.screens.form_question import Answer, QuestionScreen
from capx_tui.screens.suggest_words import suggest_asked, suggest_consequences, suggest_lines, suggestion
from capx_tui.text import fold
from capx_tui.widgets.reading import Entry

__all__ = ["SuggestScreen"]


class SuggestScreen(FormScreen[None]):
    """Needs sign-in; `title` begins the form with words that were searched for."""

    TITLE_KEY = "screen-suggest"

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self._carried = title.strip()[:TITLE_LIMIT]
        self._earlier: tuple[Report, ...] = ()
        self._said = ""
        self._looked_for = ""
        #: A title, the names it was compared with, and the capacities like it.
        self._measured: tuple[str, CapacityTree | None, Sequence[Alike]] = ("", None, ())

    # -- what is asked ---------------------------------------------------------------------------------

    async def load_values(self) -> Mapping[str, Value]:
        """Nothing but the words that were carried over. Raises `NotSignedIn` before anything is typed."""
        await self.core.session.owner()
        try:
            reports = await self.core.reports.load()
        except NotSignedIn:
            raise
        except CapxError:
            reports = ()
        self._earlier = tuple(each for each in reports if each.kind == SUGGESTION)
        return {}

    def form_spec(self) -> FormSpec:
        """See `model.report_form`."""
        found, earlier = self._alike, self._same_title
        return suggest_spec(found, earlier, language=self.core.language)

    def opened(self) -> None:
        """A draft goes before the words that were carried over."""
        super().opened()
        self.when_in_front(self._carry_over)

    def _carry_over(self) -> None:
        """They are as if typed: kept as a draft, and to be taken back."""
        is_new = bool(self._carried) and not self.form.changed
        if is_new:
            self.rows.put(self.form.edit("title", self._carried))
        # What became of a draft is said already.
        self._look(aloud=is_new)

    @property
    def _title(self) -> str:
        return str(self.form["title"]).strip() if self.rows.has_form else ""

    @property
    def _alike(self) -> Sequence[Alike]:
        tree, title = self.core.names.tree(), self._title
        if self._measured[0] != title or self._measured[1] is not tree:
            self._measured = (title, tree, alike(title, tree))
        return self._measured[2]

    @property
    def _same_title(self) -> Report | None:
        folded = fold(self._title)
        return next((each for each in self._earlier if folded and fold(each.title) == folded), None)

    def field_left(self, field_id: str) -> None:
        """Once a title is there, look whether it exists."""
        if field_id == "title":
            self._look()

    def _look(self, *, aloud: bool = True) -> None:
        if self._looked_for == self._title:
            return
        self._looked_for = self._title
        before = [spec.id for spec in self.spec.fields]
        self.reshape(self.form_spec())
        found = len(self._alike) + (self._same_title is not None)
        if aloud and found and before != [spec.id for spec in self.spec.fields]:
            self.say(t("suggest-alike-found", found))

    def act_on(self, field_id: str) -> None:
        """What there is to know of a capacity that it may be."""
        if field_id.startswith(ALIKE_ROW):
            self._tell(int(field_id.removeprefix(ALIKE_ROW)))

    def _tell(self, capacity_id: int) -> None:
        known = self.core.directory.information(capacity_id)
        rows = [
            Entry(t("directory-description"), known.description or t("directory-no-description")),
            Entry(t("directory-path"), known.path),
            Entry(t("directory-people"), t("tree-counts", known.available, known.wanted, known.known)),
        ]
        answers = (
            Answer("back", t("suggest-another"), t("suggest-another-help")),
            Answer("open", t("suggest-this-one"), t("suggest-this-one-help")),
        )

        def answered(answer: str | None) -> None:
            if answer == "open":
                # The draft stays: whoever comes back finds the suggestion as it was.
                self.shell.open_directory(capacity_id)

        self.app.push_screen(QuestionScreen(known.name, rows, answers, ask=t("suggest-is-it")), answered)

    # -- sending -----------------------------------------------------------------------------------------

    def consequences(self) -> Sequence[Entry | str]:
        """What it may be already, then what becomes of it."""
        return suggest_consequences(self._alike, self._same_title, self.core.language, self._tell)

    def lines_to_send(self) -> Sequence[str]:
        """Both texts, whole."""
        return suggest_lines(suggestion(self.form))

    def asked_words(self, lines: Sequence[str]) -> str:
        """Whether it exists comes first."""
        return suggest_asked(self._alike, self._same_title)

    async def save_form(self, form: Form) -> str:
        """Once; one that is there already is not sent a second time."""
        sent = await self.core.reports.send(suggestion(form))
        self._said = t("suggest-was-there" if sent.was_there else "suggest-sent", sent.report.id)
        return self._said

    async def was_saved(self, form: Form) -> bool | None:
        """Looked for among one's own reports."""
        found = await self.core.reports.find(suggestion(form))
        if found is not None:
            self._said = t("suggest-after-all", found.id)
        return found is not None

    def after_save(self) -> None:
        """The form is done with: back to where one was."""
        self.shell.go_back()
        self.shell.tell_later(self._said)
