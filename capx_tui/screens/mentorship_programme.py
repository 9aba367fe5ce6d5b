"""One mentorship programme: everything its card tells, and the ways to apply.

In: `MentorshipStore`, which the list has read. Out: the form of a role, the organization, capacities. Can fail:
a programme that is gone, which is said; not being signed in, which is seen to before the form opens.
"""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.i18n.moments import ago
from capx_tui.model.mentorship import Programme
from capx_tui.model.mentorship_facts import programme_facts
from capx_tui.screens.rows import RowsScreen
from capx_tui.text import isolate
from capx_tui.widgets.reading import Entry

__all__ = ["ProgrammeScreen"]

_STYLES = {"description": "", "languages": ""}


class ProgrammeScreen(RowsScreen[None]):
    """The programme of one organization."""

    TITLE_KEY = "mentorship-programme"

    def __init__(self, organization_id: int) -> None:
        super().__init__()
        self._organization_id = organization_id

    @property
    def _programme(self) -> Programme | None:
        return self.core.mentorship.programme(self._organization_id)

    @property
    def heading(self) -> str:
        """Whose programme it is."""
        found = self._programme
        return t("mentorship-programme-of", isolate(self.core.mentorship.name(found))) if found else super().heading

    def start(self) -> None:
        """What is known, and what changes."""
        super().start()
        self.watch_store(self.core.mentorship, lambda state: self._changed())

    def _changed(self) -> None:
        self.rebuild()
        self.retitle()

    def entries(self) -> Sequence[Entry]:
        """The facts."""
        found = self._programme
        if found is None:
            return [Entry(value=t("mentorship-gone"))]
        store, core = self.core.mentorship, self.core
        facts = programme_facts(found, core.names, store.today, core.language, store.name(found))
        rows = [entry for fact in facts for entry in self.fact_rows(fact, _STYLES.get(fact.id, "link"))]
        if store.state.read_at is not None:
            rows.append(Entry(t("person-read"), ago(store.state.read_at, core.now())))
        return rows
