"""The capacity directory, as a tree: search, expand, read what a capacity means, go to its people.

In: capacities, their terms and counts from the mirror. Out: Explore with one capacity. Can fail: no
names could be fetched (the ids stand there, and it is said), nothing found (said).
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from capx_tui.i18n import t
from capx_tui.model.explore import CapacityList
from capx_tui.screens.adding import Adding
from capx_tui.screens.refresh_words import age_words, refresh_words, stale_words, unnamed_words
from capx_tui.terminal.keys import first_key
from capx_tui.widgets.field import Field
from capx_tui.widgets.line_list import LineList, Row
from capx_tui.widgets.reading import Entry, Reading
from capx_tui.widgets.tree_rows import TreeRow, tree_row

__all__ = ["DirectoryScreen"]


class DirectoryScreen(Adding):
    """Seven roots, three levels."""

    SCOPES = ("directory", "adding", "list")
    TITLE_KEY = "screen-directory"

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sequence[int] = ()
        self._information_for: int | None = None

    def compose_body(self) -> ComposeResult:
        """Search, tree, information."""
        yield Field(t("directory-search"), id="search", value=self.core.directory.state.text)
        yield LineList(id="tree")
        yield Reading(id="information", air=False)

    def start(self) -> None:
        """The tree as it was left."""
        self._information.display = False
        self._information.marks_always = False
        self.watch_store(self.core.directory, lambda state: self._paint())
        self.watch_store(self.core.explore, lambda state: self._tell())
        self.watch_added()
        self._tree.label = t("screen-directory")
        self._information.label = t("action-directory-information")
        self._paint()
        self._tree.focus()

    def to_add(self) -> int | None:
        """The capacity under the marker."""
        return self._marked

    def show_added(self) -> None:
        """The information says what one has."""
        self._inform()

    def resume(self) -> None:
        """A capacity may have been asked for from elsewhere."""
        self._paint()

    @property
    def _tree(self) -> LineList:
        return self.query_one("#tree", LineList)

    @property
    def _information(self) -> Reading:
        return self.query_one("#information", Reading)

    @property
    def _marked(self) -> int | None:
        index = self._tree.highlighted
        return self._shown[index] if index < len(self._shown) else None

    def _paint(self) -> None:
        if not self.is_mounted:
            return
        directory = self.core.directory
        marked = directory.take_revealed() or self._marked
        self._shown = directory.visible()
        at = self._shown.index(marked) if marked in self._shown else 0
        self._tree.show(len(self._shown), self._row, highlighted=at, empty=self._empty_words())
        self._tell()
        self._inform()

    def _row(self, index: int, width: int) -> list[Row]:
        node = self.core.directory.node(self._shown[index])
        return [
            tree_row(
                TreeRow(
                    name=node.name,
                    level=node.level,
                    below=node.below,
                    expanded=node.expanded,
                    known=node.known,
                    available=node.available,
                    wanted=node.wanted,
                    language=node.fallback_language,
                ),
                width,
            )
        ]

    def _empty_words(self) -> str:
        if self.core.directory.state.text:
            return t("directory-nothing", self.core.directory.state.text)
        return refresh_words(self.core.explore.state) or t("directory-no-data", first_key("app.refresh"))

    def refreshed(self) -> None:
        """Count and age say it."""
        self._tell()

    def _tell(self) -> None:
        state, people, now = self.core.directory.state, self.core.explore.state, self.core.now()
        if state.text:
            self.say(t("directory-search-found", state.found))
            return
        counted = t("directory-count", state.total)
        if worse := stale_words(people, now) or unnamed_words(state.terms_stale, people, now):
            self.say(f"{worse} {counted}", aside="")
        else:
            self.say(counted, aside=age_words(people, now))

    # -- information -----------------------------------------------------------------------------

    def _inform(self) -> None:
        if not self._information.display or (capacity := self._marked) is None:
            return
        same = capacity == self._information_for
        self._information_for = capacity
        self._information.read(self._entries(capacity), at=None if same else 0)

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
                    target=self.do_directory_translate,
                )
            )
        rows.append(Entry(t("directory-path"), known.path))
        rows.append(Entry(t("directory-people"), t("tree-counts", known.available, known.wanted, known.known)))
        for label, item, address in known.items:
            rows.append(
                Entry(label, f"{item}, {address}", "link", target=lambda a=address, n=label: self.shell.open_link(a, n))
            )
        return [*rows, *self._adding_entries(capacity_id)]

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

    @on(LineList.Highlighted, "#tree")
    def _marker_moved(self) -> None:
        self._inform()

    @on(Reading.Followed, "#information")
    def _follow(self, event: Reading.Followed) -> None:
        if callable(event.target):
            event.target()

    # -- moving ----------------------------------------------------------------------------------

    @on(Field.Changed, "#search")
    def _search(self, event: Field.Changed) -> None:
        if event.text != self.core.directory.state.text:
            self.core.directory.set_text(event.text)

    @on(Field.Left, "#search")
    def _leave_search(self, event: Field.Left) -> None:
        if event.step > 0:
            self._tree.focus()

    @on(Field.Submitted, "#search")
    def _done_searching(self) -> None:
        self._tree.focus()

    @on(LineList.LeftAtTop, "#tree")
    def _up_to_search(self) -> None:
        self.query_one("#search", Field).focus()

    @on(LineList.Opened, "#tree")
    def _toggle(self) -> None:
        capacity = self._marked
        if capacity is None:
            return
        if self.core.directory.node(capacity).below:
            self.core.directory.toggle(capacity)
        else:
            self.do_directory_information()

    def do_directory_search(self) -> None:
        """To the field."""
        self.query_one("#search", Field).focus()

    def do_directory_expand(self) -> None:
        """Open the branch; in an open one, to its first capacity."""
        capacity = self._marked
        if capacity is None:
            return
        node = self.core.directory.node(capacity)
        if node.below and node.expanded:
            self._tree.action_move(1)
        elif node.below:
            self.core.directory.expand(capacity)

    def do_directory_collapse(self) -> None:
        """Close the branch; in a closed one, to the capacity above."""
        capacity = self._marked
        if capacity is None:
            return
        node = self.core.directory.node(capacity)
        if node.below and node.expanded:
            self.core.directory.collapse(capacity)
        elif node.parent in self._shown:
            self._tree.highlighted = self._shown.index(node.parent)

    def do_directory_information(self) -> None:
        """The pane below the tree."""
        self._information.display = not self._information.display
        if not self._information.display:
            self._tree.focus()
        self._inform()
        self.say(t("directory-information-shown") if self._information.display else t("directory-information-hidden"))

    def do_directory_reset(self) -> None:
        """Return to the initial view."""
        self.query_one("#search", Field).text = ""
        self.core.directory.reset()
        self._tree.highlighted = 0
        self.say(t("directory-initial"))

    # -- going on --------------------------------------------------------------------------------

    def do_directory_offer(self) -> None:
        """The people who offer it."""
        if (capacity := self._marked) is not None:
            self.shell.open_explore(available=(capacity,))

    def do_directory_want(self) -> None:
        """The people who want it."""
        if (capacity := self._marked) is not None:
            self.shell.open_explore(wanted=(capacity,))

    def do_directory_know(self) -> None:
        """The people who know it."""
        if (capacity := self._marked) is not None:
            self.shell.open_explore(known=(capacity,))

    def do_directory_translate(self) -> None:
        """Its name and description in one's own language, in the work list of translations."""
        if (capacity := self._marked) is not None:
            self.shell.open_translate(capacity)

    def do_app_back(self) -> None:
        """From field and information to the tree first; then away."""
        if self._tree.has_focus:
            super().do_app_back()
        else:
            self._tree.focus()
