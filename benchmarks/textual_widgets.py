"""Textual's own list, tree, table and form, as they come: ``python -m benchmarks.textual_widgets list [ROWS]``."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Checkbox, DataTable, Input, OptionList, Tree

from benchmarks.rows import COLUMNS, FIELDS, NODES, cells, count, line


def _list() -> Widget:
    return OptionList(*map(line, range(count())))


def _tree() -> Widget:
    tree: Tree[None] = Tree("Everybody")
    tree.show_root = False
    for root in range(0, count(), NODES + 1):
        branch = tree.root.add(line(root), expand=True)
        for number in range(root + 1, root + NODES + 1):
            branch.add_leaf(line(number))
    tree.root.expand()
    return tree


def _table() -> Widget:
    table: DataTable[str] = DataTable(cursor_type="row")
    table.add_columns(*COLUMNS)
    table.add_rows(map(cells, range(count())))
    return table


def _form() -> Widget:
    fields = (
        Checkbox(f"Switch {number}") if number % 2 else Input(f"Text {number}", placeholder=f"Field {number}")
        for number in range(FIELDS)
    )
    return VerticalScroll(*fields, can_focus=False)


class Widgets(App[None]):
    """One widget, with the focus."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """The one that was asked for."""
        yield {"list": _list, "tree": _tree, "table": _table, "form": _form}[sys.argv[1]]()


if __name__ == "__main__":
    Widgets().run()
