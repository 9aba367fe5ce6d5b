"""What stands in the suggestion of a capacity: compared with what there is, sent once, found again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from capx_tui.core import Core
from capx_tui.errors import CapxError, NotSignedIn
from capx_tui.i18n import t
from capx_tui.model.capacities import CapacityTree
from capx_tui.model.choice import Answer
from capx_tui.model.entry import Entry
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.model.look_alikes import Alike, alike
from capx_tui.model.report_form import suggest_spec
from capx_tui.model.reports import SUGGESTION, TITLE_LIMIT, Report
from capx_tui.screens.form_values import FormValues
from capx_tui.screens.suggest_words import suggest_asked, suggest_consequences, suggest_lines, suggestion
from capx_tui.store.form_saving import Looked
from capx_tui.text import fold

__all__ = ["SuggestValues"]


class SuggestValues(FormValues):
    """Needs sign-in; `title` begins the form with words that were searched for.

    `tell` is what a row of what it may be already does, given the capacity.
    """

    TITLE_KEY = "screen-suggest"

    def __init__(self, core: Core, title: str, tell: Callable[[int], object]) -> None:
        super().__init__(core)
        self._carried = title.strip()[:TITLE_LIMIT]
        self._tell = tell
        self._earlier: tuple[Report, ...] = ()
        #: What became of it.
        self.said = ""
        #: A title, the names it was compared with, and the capacities like it.
        self._measured: tuple[str, CapacityTree | None, Sequence[Alike]] = ("", None, ())

    async def load(self) -> Mapping[str, Value]:
        """One's own reports, to find an earlier suggestion. Raises `NotSignedIn` before anything is typed."""
        await self.core.session.owner()
        try:
            reports = await self.core.reports.load()
        except NotSignedIn:
            raise
        except CapxError:
            reports = ()
        self._earlier = tuple(each for each in reports if each.kind == SUGGESTION)
        return {}

    def spec(self, values: Mapping[str, Value]) -> FormSpec:
        """See `model.report_form`."""
        return suggest_spec(self._alike(values), self._same_title(values), language=self.core.language)

    def carried_over(self, form: Form) -> Form:
        """With the words that were carried over, as if typed; a draft goes before them."""
        return form.edit("title", self._carried) if self._carried and not form.changed else form

    # -- what it may be already ------------------------------------------------------------------------

    def _alike(self, values: Mapping[str, Value]) -> Sequence[Alike]:
        tree, title = self.core.names.tree(), _title(values)
        if self._measured[0] != title or self._measured[1] is not tree:
            self._measured = (title, tree, alike(title, tree))
        return self._measured[2]

    def _same_title(self, values: Mapping[str, Value]) -> Report | None:
        folded = fold(_title(values))
        return next((each for each in self._earlier if folded and fold(each.title) == folded), None)

    def found(self, form: Form) -> int:
        """How many things it may be."""
        return len(self._alike(form.values)) + (self._same_title(form.values) is not None)

    def capacity_rows(self, capacity_id: int) -> tuple[str, list[Entry]]:
        """The name of a capacity that it may be, and what there is to know of it."""
        known = self.core.directory.information(capacity_id)
        return known.name, [
            Entry(t("directory-description"), known.description or t("directory-no-description")),
            Entry(t("directory-path"), known.path),
            Entry(t("directory-people"), t("tree-counts", known.available, known.wanted, known.known)),
        ]

    def capacity_answers(self) -> tuple[Answer, ...]:
        """``back``, ``open``."""
        return (
            Answer("back", t("suggest-another"), t("suggest-another-help")),
            Answer("open", t("suggest-this-one"), t("suggest-this-one-help")),
        )

    # -- sending ---------------------------------------------------------------------------------------

    def consequences(self, form: Form) -> Sequence[Entry | str]:
        """What it may be already, then what becomes of it."""
        values = form.values
        return suggest_consequences(self._alike(values), self._same_title(values), self.core.language, self._tell)

    def lines(self, form: Form) -> Sequence[str]:
        """Both texts, whole."""
        return suggest_lines(suggestion(form))

    def asked_words(self, form: Form, lines: Sequence[str]) -> str:
        """Whether it exists comes first."""
        return suggest_asked(self._alike(form.values), self._same_title(form.values))

    async def save(self, form: Form) -> str:
        """Once; one that is there already is not sent a second time."""
        sent = await self.core.reports.send(suggestion(form))
        self.said = t("suggest-was-there" if sent.was_there else "suggest-sent", sent.report.id)
        return self.said

    async def look(self, form: Form) -> Looked:
        """Looked for among one's own reports."""
        found = await self.core.reports.find(suggestion(form))
        if found is not None:
            self.said = t("suggest-after-all", found.id)
        return Looked(is_there=found is not None)


def _title(values: Mapping[str, Value]) -> str:
    return str(values.get("title") or "").strip()
