"""The capacity directory in plain lines: walked down from the roots, searched, read, added from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from capx_tui.cli.plain.line import Line
from capx_tui.cli.plain.place import Face
from capx_tui.cli.plain.rows import RowsPlace, lines_of
from capx_tui.cli.plain.subjects import About, Adding
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.directory_view import Place as Row
from capx_tui.model.directory_view import View
from capx_tui.model.entry import Entry
from capx_tui.screens.directory_rows import capacity_rows
from capx_tui.screens.refresh_words import refresh_words
from capx_tui.terminal.key_words import first_key

__all__ = ["CapacityPlace", "DirectoryPlace"]


class _Capacities(Adding):
    """What can be done with a capacity that is named."""

    def _capacity(self, given: str) -> int | None:
        about = self.named_by(given)
        return about.capacity if about is not None else None

    def do_directory_information(self, given: str = "") -> None:
        """Everything of one capacity."""
        if (capacity := self._capacity(given)) is not None:
            self.face.open_directory(capacity)

    def do_directory_offer(self, given: str = "") -> None:
        """The people who offer it."""
        if (capacity := self._capacity(given)) is not None:
            self.face.open_explore(available=(capacity,))

    def do_directory_want(self, given: str = "") -> None:
        """The people who want it."""
        if (capacity := self._capacity(given)) is not None:
            self.face.open_explore(wanted=(capacity,))

    def do_directory_know(self, given: str = "") -> None:
        """The people who know it."""
        if (capacity := self._capacity(given)) is not None:
            self.face.open_explore(known=(capacity,))

    def do_directory_translate(self, given: str = "") -> None:
        """Its name and description in one's own language."""
        if (capacity := self._capacity(given)) is not None:
            self.face.open_translate(capacity)

    def do_directory_suggest(self, given: str = "") -> None:
        """A new capacity, with the words that were searched for."""
        self.face.open_suggest(given or self.core.directory.state.text.strip())

    def capacity_line(self, capacity: int, number: int) -> Line:
        """One capacity: the name, how many people, how many below it."""
        node = self.core.directory.node(capacity)
        facts = [t("tree-counts", node.available, node.wanted, node.known)]
        facts += [t("tree-below", node.below)] if node.below else []
        facts += [node.fallback_language] if node.fallback_language else []
        words = t("people-fact", node.name, commas(facts))
        return Line(
            words, node.name, number, partial(self.face.open_directory, capacity), about=About(capacity=capacity)
        )


class DirectoryPlace(_Capacities):
    """The roots, what a search finds, or the thematic categories."""

    SCOPES = ("directory", "adding")
    TITLE_KEY = "screen-directory"

    def arrive(self) -> None:
        """The mirror, if there is none yet; the view that was chosen last."""
        self.core.directory.set_view(View(self.core.settings.state.directory_view))
        self.face.need_people()

    def intro(self) -> Sequence[str]:
        """How many there are, or were found."""
        state = self.core.directory.state
        if not state.total:
            return [refresh_words(self.core.explore.state) or t("directory-no-data", first_key("app.refresh"))]
        if not state.text:
            elsewhere = self.core.directory.names_elsewhere
            told = [t("directory-names-elsewhere", elsewhere)] if elsewhere else []
            return [t(f"directory-count-{state.view.value}", state.total), *told]
        if not state.found:
            return [t("directory-nothing", state.text, first_key("directory.suggest"))]
        if state.view is View.THEMES:
            return [t("directory-search-themes", state.in_themes, state.found)]
        return [t("directory-search-found", state.found)]

    def listed(self) -> Sequence[Line]:
        """The rows of the view; descriptions are read with the capacity. Of a search only what it found."""
        rows = [row for row in self.core.directory.places() if not row.is_description]
        lines, number = [], 0
        for row in rows:
            if row.capacity is None:
                lines.append(Line(t("plain-heading", self._theme(row, rows))))
                continue
            if self.core.directory.state.text and not self.core.directory.node(row.capacity).found:
                continue
            number += 1
            lines.append(self.capacity_line(row.capacity, number))
        return lines

    @staticmethod
    def _theme(row: Row, rows: Sequence[Row]) -> str:
        assert row.theme is not None
        held = sum(each.theme is row.theme and each.capacity is not None for each in rows)
        return commas((t(row.theme.label_key), t("directory-theme", t(f"colour-name-{row.theme.colour}"), held)))

    def do_directory_search(self, given: str = "") -> None:
        """Names in any language we know, and descriptions."""
        self.core.directory.set_text(given or self.face.talk.ask(t("directory-search")))
        self.again()

    def do_directory_view(self, given: str = "") -> None:
        """Tree, cards, thematic categories, in turn."""
        del given
        view = self.core.directory.state.view.next
        self.core.directory.set_view(view)
        self.core.settings.change(directory_view=view.value)
        self.face.say(t(f"directory-now-{view.value}"))
        self.again()

    def do_directory_reset(self, given: str = "") -> None:
        """Return to the initial view."""
        del given
        self.core.directory.reset()
        self.face.say(t("directory-initial"))
        self.again()


class CapacityPlace(_Capacities, RowsPlace):
    """One capacity: what it means, and what is below it."""

    SCOPES = ("directory", "adding")

    def __init__(self, face: Face, capacity: int) -> None:
        super().__init__(face)
        self._id = capacity

    @property
    def title(self) -> str:
        """Its name."""
        return self.core.names.capacity(self._id)

    def entries(self) -> Sequence[Entry]:
        """See `screens.directory_rows`; the name is the title already."""
        return capacity_rows(
            self.core,
            self.face,
            self._id,
            add_known=partial(self.do_adding_known, ""),
            add_wanted=partial(self.do_adding_wanted, ""),
        )[1:]

    def listed(self) -> Sequence[Line]:
        """What is told of it, then what is below."""
        lines = lines_of(self.entries())
        number = max((line.number for line in lines), default=0)
        below = self.core.directory.tree.children(self._id)
        if not below:
            return lines
        heading = Line(t("plain-heading", t("plain-below", len(below))))
        return [*lines, heading, *(self.capacity_line(each, number + at) for at, each in enumerate(below, 1))]

    def named_by(self, given: str) -> About | None:
        """The capacity itself, or one below it that is named."""
        return super().named_by(given) if given else About(capacity=self._id)
