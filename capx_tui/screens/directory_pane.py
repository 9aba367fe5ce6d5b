"""What a capacity means, in one pane that all views of the directory share: texts, place, people, items, adding.

In: one capacity from the mirror, and one's own profile as far as it is known. Out: links, adding, the translation.
Nothing is fetched; what is missing is said.
"""

from __future__ import annotations

from textual import on

from capx_tui.i18n import t
from capx_tui.model.explore import CapacityList
from capx_tui.screens.adding import Adding
from capx_tui.widgets.reading import Entry, Reading

__all__ = ["DirectoryPane"]


class DirectoryPane(Adding):
    """Screens yield a `Reading` called ``information`` and give the capacity under the marker by `to_add`."""

    _information_for: int | None = None

    @property
    def information(self) -> Reading:
        """The pane."""
        return self.query_one("#information", Reading)

    def show_added(self) -> None:
        """The pane says what one has."""
        self.inform()

    def inform(self) -> None:
        """Tell of the capacity under the marker, if the pane is there."""
        if not self.information.display:
            return
        capacity = self.to_add()
        same = capacity == self._information_for
        self._information_for = capacity
        entries = self._entries(capacity) if capacity is not None else [Entry(value=t("directory-no-capacity"))]
        self.information.read(entries, at=None if same else 0)

    def _entries(self, capacity_id: int) -> list[Entry]:
        known = self.core.directory.information(capacity_id)
        stale = self.core.directory.state.terms_stale
        rows = [
            Entry(known.name, heading=True),
            Entry(
                t("directory-description"),
                known.description or t("capacity-description-unasked" if stale else "directory-no-description"),
                "" if known.description else "dim",
            ),
            Entry(t("directory-source"), known.source_words),
        ]
        if known.needs_translation:
            rows.append(
                Entry(
                    t("action-directory-translate"),
                    t("directory-fallback", known.language_asked),
                    target=lambda: self.shell.open_translate(capacity_id),
                )
            )
        rows += self._adding_entries(capacity_id)
        rows.append(Entry(t("directory-path"), known.path))
        if colour := self.core.directory.node(capacity_id).colour:
            rows.append(Entry(t("directory-colour"), t(f"colour-name-{colour}"), f"root-{colour}"))
        rows.append(Entry(t("directory-people"), t("tree-counts", known.available, known.wanted, known.known)))
        for label, item, address in known.items:
            rows.append(
                Entry(label, f"{item}, {address}", "link", target=lambda a=address, n=label: self.shell.open_link(a, n))
            )
        return rows

    def _adding_entries(self, capacity_id: int) -> list[Entry]:
        """The two steps of the guide, and what of them is done."""
        mine = self.core.adding.lists_of(capacity_id)
        offered, wanted = CapacityList.AVAILABLE in mine, CapacityList.WANTED in mine
        return [
            Entry(
                t("action-adding-known"),
                t("adding-added", self.added_words(capacity_id)) if offered else t("action-adding-known-help"),
                "strong" if offered else "link",
                target=self.do_adding_known,
            ),
            Entry(
                t("action-adding-wanted"),
                t("adding-added", t("adding-in-wanted")) if wanted else t("action-adding-wanted-help"),
                "strong" if wanted else "link",
                target=self.do_adding_wanted,
            ),
        ]

    @on(Reading.Followed, "#information")
    def _follow(self, event: Reading.Followed) -> None:
        if callable(event.target):
            event.target()
