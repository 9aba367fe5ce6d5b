"""Suggest a new capacity: its name and why, after a look whether it is there already under another name.

In: names of capacities from the mirror, one's own reports (to find an earlier suggestion; where they cannot be
read, the form goes without). Out: one report to the CapX team, sent once. Can fail: what the service refuses stands
beside its field; where no answer came, one's own reports are asked before anything is sent again.
"""

from __future__ import annotations

from functools import cached_property

from capx_tui.i18n import t
from capx_tui.model.report_form import ALIKE_ROW
from capx_tui.screens.form import FormScreen
from capx_tui.screens.form_question import QuestionScreen
from capx_tui.screens.suggest_values import SuggestValues

__all__ = ["SuggestScreen"]


class SuggestScreen(FormScreen[None]):
    """Needs sign-in; `title` begins the form with words that were searched for."""

    TITLE_KEY = "screen-suggest"

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self._given = title
        self._looked_for = ""

    @cached_property
    def held(self) -> SuggestValues:
        """See `SuggestValues`."""
        return SuggestValues(self.core, self._given, self._tell)

    # -- what is asked ---------------------------------------------------------------------------------

    def opened(self) -> None:
        """A draft goes before the words that were carried over."""
        super().opened()
        self.when_in_front(self._carry_over)

    def _carry_over(self) -> None:
        """They are as if typed: kept as a draft, and to be taken back."""
        carried = self.held.carried_over(self.form)
        is_new = carried is not self.form
        if is_new:
            self.rows.put(carried)
        # What became of a draft is said already.
        self._look(aloud=is_new)

    def field_left(self, field_id: str) -> None:
        """Once a title is there, look whether it exists."""
        if field_id == "title":
            self._look()

    def _look(self, *, aloud: bool = True) -> None:
        title = str(self.form["title"]).strip()
        if self._looked_for == title:
            return
        self._looked_for = title
        before = [spec.id for spec in self.spec.fields]
        self.reshape(self.form_spec())
        found = self.held.found(self.form)
        if aloud and found and before != [spec.id for spec in self.spec.fields]:
            self.say(t("suggest-alike-found", found))

    def act_on(self, field_id: str) -> None:
        """What there is to know of a capacity that it may be."""
        if field_id.startswith(ALIKE_ROW):
            self._tell(int(field_id.removeprefix(ALIKE_ROW)))

    def _tell(self, capacity_id: int) -> None:
        name, rows = self.held.capacity_rows(capacity_id)

        def answered(answer: str | None) -> None:
            if answer == "open":
                # The draft stays: whoever comes back finds the suggestion as it was.
                self.shell.open_directory(capacity_id)

        self.app.push_screen(QuestionScreen(name, rows, self.held.capacity_answers(), ask=t("suggest-is-it")), answered)

    def after_save(self) -> None:
        """The form is done with: back to where one was."""
        self.shell.go_back()
        self.shell.tell_later(self.held.said)
