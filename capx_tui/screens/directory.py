"""The capacity directory in three views: tree, cards, thematic categories. Search, read, go to people, add.

In: capacities, their terms and counts from the mirror. Out: Explore with one capacity, one's own profile with one
more, a suggestion. Can fail: no names could be fetched (the ids stand there, and it is said), nothing found (said,
with the way to suggest it).
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from capx_tui.i18n import t
from capx_tui.model.directory_view import Place, View
from capx_tui.screens.directory_pane import DirectoryPane
from capx_tui.screens.refresh_words import age_words, refresh_words, stale_words, unnamed_words
from capx_tui.screens.searching import Searching
from capx_tui.terminal.keys import first_key
from capx_tui.text import isolate
from capx_tui.widgets.field import Field
from capx_tui.widgets.line_list import LineList, Row
from capx_tui.widgets.reading import Reading
from capx_tui.widgets.tree_rows import TreeRow, tree_row

__all__ = ["DirectoryScreen"]


class DirectoryScreen(DirectoryPane, Searching[None]):
    """Seven roots, three levels; and three lists across them."""

    SCOPES = ("directory", "adding", "list")
    TITLE_KEY = "screen-directory"

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sequence[Place] = ()

    def compose_body(self) -> ComposeResult:
        """Search, tree, information."""
        yield Field(lambda: t("directory-search"), id="search", value=self.core.directory.state.text)
        yield LineList(id="tree")
        yield Reading(id="information", air=False)

    def start(self) -> None:
        """The tree as it was left."""
        self.information.display = False
        self.information.marks_always = False
        self.core.directory.set_view(View(self.core.settings.state.directory_view))
        self.watch_store(self.core.directory, lambda state: self._paint())
        self.watch_store(self.core.explore, lambda state: self._tell())
        self.watch_added()
        self.found_list.label = lambda: t("screen-directory")
        self.information.label = lambda: t("action-directory-information")
        self._paint()
        self.found_list.focus()

    @property
    def heading(self) -> str:
        """With the view that is shown."""
        view = self.core.directory.state.view
        return t("directory-heading", t("screen-directory"), t(f"directory-view-{view.value}"))

    def to_add(self) -> int | None:
        """The capacity under the marker."""
        return self._marked

    def resume(self) -> None:
        """A capacity may have been asked for from elsewhere."""
        self._paint()

    @property
    def found_list(self) -> LineList:
        """See `Searching`."""
        return self.query_one("#tree", LineList)

    @property
    def _place(self) -> Place | None:
        index = self.found_list.highlighted
        return self._shown[index] if index < len(self._shown) else None

    @property
    def _marked(self) -> int | None:
        place = self._place
        return place.capacity if place is not None else None

    def _paint(self) -> None:
        if not self.is_mounted:
            return
        directory = self.core.directory
        before = Place(revealed) if (revealed := directory.take_revealed()) is not None else self._place
        self._shown = [each for each in directory.places() if not (each.is_description and self.speaks)]
        self.found_list.show(
            len(self._shown),
            self._row,
            highlighted=self._index_of(before),
            empty=self._empty_words(),
            is_air=lambda index: self._shown[index].is_description,
        )
        self.retitle()
        self._tell()
        self.inform()

    def _index_of(self, place: Place | None) -> int:
        """Where a row is now: itself, else its capacity in another view, else the first."""
        if place in self._shown:
            return self._shown.index(place)
        capacity = place.capacity if place is not None else None
        return next((i for i, each in enumerate(self._shown) if capacity is not None and each.capacity == capacity), 0)

    def _row(self, index: int, width: int) -> list[Row]:
        place = self._shown[index]
        if place.capacity is None:
            return [self._theme_row(index)]
        if place.is_description:
            return [[("    " + self.core.directory.information(place.capacity).description, "dim")]]
        node, view = self.core.directory.node(place.capacity), self.core.directory.state.view
        words: tuple[str, ...] = ()
        style = "name"
        if view is View.THEMES:
            words = (t("directory-stands-in", self.core.names.capacity(node.parent)),) if node.parent else ()
        elif view is View.CARDS and node.colour and node.level == 1:
            words, style = (t(f"colour-name-{node.colour}"),), f"root-{node.colour}"
        return [
            tree_row(
                TreeRow(
                    name=node.name,
                    level=2 if view is View.THEMES else node.level,
                    below=0 if view is View.THEMES else node.below,
                    expanded=node.expanded,
                    known=node.known,
                    available=node.available,
                    wanted=node.wanted,
                    words=words,
                    style=style,
                    language=node.fallback_language,
                ),
                width,
                speaks=self.speaks,
            )
        ]

    def _theme_row(self, index: int) -> Row:
        theme = self._shown[index].theme
        assert theme is not None
        held = sum(each.theme is theme and each.capacity is not None for each in self._shown)
        return [
            (t(theme.label_key), "heading"),
            (f", {t('directory-theme', t(f'colour-name-{theme.colour}'), held)}", "dim"),
        ]

    def _empty_words(self) -> str:
        if self.core.directory.state.text:
            return t("directory-nothing", self.core.directory.state.text, first_key("directory.suggest"))
        return refresh_words(self.core.explore.state) or t("directory-no-data", first_key("app.refresh"))

    def refreshed(self) -> None:
        """Count and age say it."""
        self._tell()

    def _tell(self) -> None:
        state, people, now = self.core.directory.state, self.core.explore.state, self.core.now()
        if state.text:
            if not state.found:
                self.say(self._empty_words())
            elif state.view is View.THEMES:
                self.say(t("directory-search-themes", state.in_themes, state.found))
            else:
                self.say(t("directory-search-found", state.found))
            return
        counted = t(f"directory-count-{state.view.value}", state.total)
        if elsewhere := self.core.directory.names_elsewhere:
            counted = f"{counted} {t('directory-names-elsewhere', elsewhere)}"
        if worse := stale_words(people, now) or unnamed_words(state.terms_stale, people, now):
            self.say(f"{worse} {counted}", aside="")
        else:
            self.say(counted, aside=age_words(people, now))

    @on(LineList.Highlighted, "#tree")
    def _marker_moved(self) -> None:
        self.moved_on()

    # -- moving ----------------------------------------------------------------------------------

    @on(Field.Changed, "#search")
    def _search(self, event: Field.Changed) -> None:
        if event.text != self.core.directory.state.text:
            self.core.directory.set_text(event.text)

    @on(LineList.Opened, "#tree")
    def _toggle(self) -> None:
        capacity = self._marked
        if capacity is not None and self._is_branch(capacity):
            self.core.directory.toggle(capacity)
        elif capacity is not None:
            self.do_directory_information()

    def _is_branch(self, capacity: int) -> bool:
        """Whether there is something to open below its row."""
        return self.core.directory.state.view is not View.THEMES and bool(self.core.directory.node(capacity).below)

    def do_directory_search(self) -> None:
        """To the field."""
        self.search_field.focus()

    def do_directory_expand(self) -> None:
        """Open the branch; in an open one, to its first capacity."""
        capacity = self._marked
        if capacity is None or not self._is_branch(capacity):
            return
        if self.core.directory.node(capacity).expanded:
            self.found_list.action_move(1)
        else:
            self.core.directory.expand(capacity)

    def do_directory_collapse(self) -> None:
        """Close the branch; in a closed one, to the row above that it belongs to."""
        place = self._place
        if place is None or place.capacity is None:
            return
        node = self.core.directory.node(place.capacity)
        if self._is_branch(place.capacity) and node.expanded:
            self.core.directory.collapse(place.capacity)
            return
        above = Place(theme=place.theme) if place.theme is not None else Place(node.parent)
        if above in self._shown:
            self.found_list.highlighted = self._shown.index(above)

    def do_directory_view(self) -> None:
        """Tree, cards, thematic categories, in turn; the marker stays on its capacity where the view has it."""
        directory, marked = self.core.directory, self._marked
        view = directory.state.view.next
        directory.set_view(view, marked)
        self.core.settings.change(directory_view=view.value)
        words = t(f"directory-now-{view.value}")
        if marked is not None and self._marked != marked:
            words = f"{words} {t('directory-not-here', isolate(self.core.names.capacity(marked)))}"
        self.say(words)

    def do_directory_suggest(self) -> None:
        """A new capacity, with the words that were searched for."""
        self.shell.open_suggest(self.core.directory.state.text.strip())

    def do_directory_information(self) -> None:
        """The pane below the tree."""
        self.information.display = not self.information.display
        if not self.information.display:
            self.found_list.focus()
        self.inform()
        self.say(t("directory-information-shown") if self.information.display else t("directory-information-hidden"))

    def do_directory_reset(self) -> None:
        """Return to the initial view."""
        self.search_field.text = ""
        self.core.directory.reset()
        self.found_list.highlighted = 0
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
