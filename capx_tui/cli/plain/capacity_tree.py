"""Picking capacities from their tree in plain lines: for a list of a form, where one does not know what to type."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from capx_tui.cli.plain.line import Line
from capx_tui.cli.plain.place import Face, Place
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.actions import action

__all__ = ["TreePlace"]


class TreePlace(Place):
    """What is below `capacity`, the roots for None. `toggle` turns one on or off and gives the sentence to say."""

    SCOPES = ("tree",)

    def __init__(
        self,
        face: Face,
        title: str,
        chosen: Callable[[], Collection[object]],
        toggle: Callable[[object], str],
        capacity: int | None = None,
    ) -> None:
        super().__init__(face)
        self._title = title
        self._picked = chosen
        self._toggle = toggle
        self._capacity = capacity
        self._tree = self.core.names.tree()

    @property
    def title(self) -> str:
        """What is picked for, or the branch one is in."""
        return self._title if self._capacity is None else self._tree.name(self._capacity)

    def intro(self) -> Sequence[str]:
        """How one picks."""
        return [t("capacity-tree-how", t(action("tree.expand").label_key))]

    def listed(self) -> Sequence[Line]:
        """Name, whether it is chosen, how many are below it and how many of those are chosen."""
        tree, chosen = self._tree, set(self._picked())
        below = tree.roots if self._capacity is None else tree.children(self._capacity)
        lines = []
        for number, each in enumerate(below, 1):
            told = [tree.name(each), t("word-yes") if each in chosen else t("word-no")]
            if children := tree.children(each):
                told.append(t("tree-below", len(children)))
                inside = len(chosen & (tree.family(each) - {each}))
                told += [t("capacity-tree-chosen", inside)] if inside else []
            lines.append(Line(commas(told), tree.name(each), number, partial(self._pick, each), about=each))
        return lines

    def _pick(self, capacity: int) -> None:
        if said := self._toggle(capacity):
            self.face.say(said)
        self._lines = self.listed()

    def do_tree_expand(self, given: str = "") -> None:
        """Into a branch."""
        line = self.which(given)
        if line is None or not isinstance(line.about, int):
            return
        if self._tree.children(line.about):
            self.face.push(TreePlace(self.face, self._title, self._picked, self._toggle, line.about))
        else:
            self.face.say(t("plain-tree-nothing", line.name))

    def do_tree_collapse(self, given: str = "") -> None:
        """Out of the branch, to what is above it."""
        del given
        self.face.back()
