"""The same tasks on plain Textual widgets, to measure beside ours: ``explore``, ``directory``, ``form``, ``table``.

The names come from the demo's world, through the program's own line face.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Button, Checkbox, DataTable, Input, Label, OptionList, Tree
from textual.widgets.tree import TreeNode

from tests.screens.sample_table import COUNTRIES

_WIKIS = ("Wikidata", "Commons", "English Wikipedia", "Portuguese Wikipedia")
_FACETS = ("Capacities", "Exchange with", "Available capacities", "Wanted capacities", "Territories", "Languages")


def _asked(*words: str) -> list[dict[str, Any]]:
    answer = subprocess.run(
        [sys.executable, "-m", "capx_tui", "--demo", *words, "--json", "--quiet"], check=True, capture_output=True
    )
    found: list[dict[str, Any]] = json.loads(answer.stdout)
    return found


class _Rows(Screen[None]):
    """A page of rows; `field` above them where one can type."""

    BINDINGS: ClassVar[list[Any]] = [Binding("escape", "dismiss")]

    def __init__(self, rows: Sequence[str], field: str = "") -> None:
        super().__init__()
        self._rows = rows
        self._field = field

    def compose(self) -> ComposeResult:
        if self._field:
            yield Input(placeholder=self._field)
        yield OptionList(*self._rows, markup=False)

    @on(OptionList.OptionSelected)
    def _further(self) -> None:
        self.app.push_screen(_Rows(("Learner", "Sharer", "Proficient"), "Type to find"))


class Explore(App[None]):
    """People in a list, a field above."""

    BINDINGS: ClassVar[list[Any]] = [Binding("slash", "search"), Binding("f", "filters")]

    def compose(self) -> ComposeResult:
        yield Input(placeholder="Search")
        yield OptionList(markup=False)

    def on_mount(self) -> None:
        self._people = _asked("explore")
        self._fill("")
        self.query_one(OptionList).focus()

    def _fill(self, text: str) -> None:
        self._shown = [one for one in self._people if text in f"{one['username']} {one['display_name']}".casefold()]
        shown = self.query_one(OptionList)
        shown.clear_options()
        shown.add_options([f"{one['username']}, {', '.join(one['roles'])}" for one in self._shown])
        shown.highlighted = 0

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        self._fill(event.value.casefold())

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        one = self._shown[event.option_index]
        rows = [f"{one['username']}: {', '.join(one['roles'])}", f"Languages: {', '.join(one['language_names'])}"]
        self.push_screen(_Rows(rows + [f"Known: {name}" for name in one["skills_known_names"]]))

    def action_search(self) -> None:
        self.query_one(Input).focus()

    def action_filters(self) -> None:
        self.push_screen(_Rows([f"{facet}: any" for facet in _FACETS]))


class Directory(App[None]):
    """Capacities in a tree, what one means below it."""

    BINDINGS: ClassVar[list[Any]] = [Binding("i", "information")]

    def compose(self) -> ComposeResult:
        tree: Tree[int] = Tree("Capacities")
        tree.show_root = False
        yield tree
        yield OptionList(markup=False)

    def on_mount(self) -> None:
        tree: Tree[int] = self.query_one(Tree)
        nodes: dict[int, TreeNode[int]] = {}
        self._known = {one["id"]: one for one in _asked("capacities")}
        for one in self._known.values():
            above = nodes.get(one["parent"], tree.root)
            nodes[one["id"]] = above.add(f"{one['name']}, {one['known']} know it", data=one["id"])
        self.query_one(OptionList).display = False
        tree.root.expand()
        tree.focus()

    def action_information(self) -> None:
        node = self.query_one(Tree).cursor_node
        assert node is not None
        one = self._known[node.data]
        shown = self.query_one(OptionList)
        shown.display = True
        shown.add_options([one["name"], f"Description: {one['description']}", f"Item: {one['qid']}"])
        shown.highlighted = 0


class Form(App[None]):
    """Every widget a form needs."""

    CSS = """
    OptionList { height: 6; }
    Tree { height: 5; }
    Label { height: 1; }
    Button { height: 1; min-width: 8; border: none; }
    """

    def compose(self) -> ComposeResult:
        yield Label("Username")
        yield Input()
        yield Label("Home wiki")
        yield Input()
        yield Checkbox("Email notifications")
        yield OptionList(*_WIKIS)
        tree: Tree[str] = Tree("Skills")
        tree.root.expand()
        technology = tree.root.add("Technology")
        technology.add_leaf("Gadgets")
        technology.add_leaf("Bots")
        tree.root.add_leaf("Outreach")
        yield tree
        yield Button("Save")


class Table(App[None]):
    """A DataTable with a cell cursor."""

    def compose(self) -> ComposeResult:
        yield DataTable()

    def on_mount(self) -> None:
        table: DataTable[str] = self.query_one(DataTable)
        table.add_columns("Country", "People", "Speakers", "Share")
        table.add_rows(COUNTRIES)
        table.focus()


if __name__ == "__main__":
    {"explore": Explore, "directory": Directory, "form": Form, "table": Table}[sys.argv[1]]().run()
