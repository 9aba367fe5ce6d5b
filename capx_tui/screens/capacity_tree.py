"""Picking capacities from their tree: for a list of a form, where one does not know what to type.

In: the tree, and what is chosen. Out: each toggle at once. Nothing is fetched, nothing can fail.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from textual import on
from textual.app import ComposeResult

from capx_tui.i18n import Words, said, t
from capx_tui.model.capacities import CapacityTree
from capx_tui.screens.base import CapxScreen
from capx_tui.widgets.line_list import LineList, Row, Span

__all__ = ["CapacityTreeScreen"]

_INDENT = "    "


class CapacityTreeScreen(CapxScreen[object]):
    """`chosen` are the ids that are chosen now; `toggle` turns one on or off and gives the sentence to say."""

    SCOPES = ("tree", "list")

    def __init__(
        self,
        title: Words,
        tree: CapacityTree,
        chosen: Callable[[], Collection[object]],
        toggle: Callable[[object], str],
    ) -> None:
        super().__init__()
        self._title = title
        self._capacities = tree
        self._chosen = chosen
        self._toggle = toggle
        self._expanded: set[int] = set()
        self._shown: Sequence[int] = ()

    @property
    def heading(self) -> str:
        """What is picked for."""
        return said(self._title)

    def compose_body(self) -> ComposeResult:
        """The tree."""
        yield LineList(id="capacities")

    def start(self) -> None:
        """The capacities at the top."""
        self._list.label = lambda: self.heading
        self._draw()
        self._list.focus()
        self.say(t("capacity-tree-how"))

    def resume(self) -> None:
        """A question above may have changed what is chosen."""
        if self._shown:
            self._draw(self._marked)

    @property
    def _list(self) -> LineList:
        return self.query_one("#capacities", LineList)

    @property
    def _marked(self) -> int | None:
        at = self._list.highlighted
        return self._shown[at] if at < len(self._shown) else None

    def _draw(self, marked: int | None = None) -> None:
        self._shown = tuple(self._walk())
        at = self._shown.index(marked) if marked in self._shown else 0
        self._list.show(len(self._shown), self._row, highlighted=at, empty=t("capacity-tree-nothing"))

    def _walk(self) -> Sequence[int]:
        found: list[int] = []
        below = list(reversed(self._capacities.roots))
        while below:
            found.append(at := below.pop())
            if at in self._expanded:
                below += reversed(self._capacities.children(at))
        return found

    def _row(self, index: int, width: int) -> list[Row]:
        capacity, tree = self._shown[index], self._capacities
        chosen = set(self._chosen())
        is_chosen = capacity in chosen
        row: list[Span] = [
            (_INDENT * (tree.level(capacity) - 1), ""),
            (tree.name(capacity), "name" if is_chosen else ""),
            (f", {t('word-yes') if is_chosen else t('word-no')}", "strong" if is_chosen else "dim"),
        ]
        children = tree.children(capacity)
        if children:
            state = t("tree-expanded") if capacity in self._expanded else t("tree-collapsed")
            row.append((f", {state}, {t('tree-below', len(children))}", "dim"))
            inside = len(chosen & (tree.family(capacity) - {capacity}))
            if inside:
                row.append((f", {t('capacity-tree-chosen', inside)}", ""))
        return [row]

    @on(LineList.Opened, "#capacities")
    def _pick(self) -> None:
        if (capacity := self._marked) is None:
            return
        said = self._toggle(capacity)
        self._draw(capacity)
        if said:
            self.say(said)

    def do_tree_expand(self) -> None:
        """Show what is below; in a branch that is open, to its first capacity."""
        capacity = self._marked
        if capacity is None or not self._capacities.children(capacity):
            return
        if capacity in self._expanded:
            self._list.action_move(1)
        else:
            self._expanded.add(capacity)
            self._draw(capacity)

    def do_tree_collapse(self) -> None:
        """Hide what is below; in a branch that is closed, to the capacity above."""
        capacity = self._marked
        if capacity is None:
            return
        if capacity in self._expanded:
            self._expanded.discard(capacity)
            self._draw(capacity)
        elif len(way := self._capacities.path(capacity)) > 1:
            self._list.highlighted = self._shown.index(way[-2])

    def do_app_back(self) -> None:
        """Done."""
        self.dismiss(None)
