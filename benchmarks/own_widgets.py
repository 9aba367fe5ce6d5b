"""Our list, tree, table and form on a screen of the program: ``python -m benchmarks.own_widgets list [ROWS]``."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from textual.app import ComposeResult

from benchmarks.rows import COLUMNS, FIELDS, NODES, cells, count, line
from capx_tui.app import CapxApp
from capx_tui.bootstrap import Options, open_core
from capx_tui.i18n import use
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import FieldSpec, SwitchField, TextField, Value
from capx_tui.screens.base import CapxScreen
from capx_tui.screens.form import FormScreen
from capx_tui.widgets.line_list import LineList, Row
from capx_tui.widgets.table import Column, Table
from capx_tui.widgets.tree_rows import TreeRow, tree_row


@dataclass
class _Rows:
    is_tree: bool = False

    def __call__(self, index: int, width: int) -> list[Row]:
        if not self.is_tree:
            # As all our lists: what it is called and what there is to it, apart.
            name, comma, rest = line(index).partition(",")
            return [[(name, ""), (comma + rest, "")]]
        root = index % (NODES + 1) == 0
        return [tree_row(TreeRow(line(index), 1 if root else 2, NODES if root else 0, root, 0, 0, 0), width)]


class ListScreen(CapxScreen[None]):
    """The list or, with its rows, the tree."""

    SCOPES = ("list",)

    def compose_body(self) -> ComposeResult:
        """The list alone."""
        yield LineList(id="people")

    def start(self) -> None:
        """All rows."""
        people = self.query_one(LineList)
        people.show(count(), _Rows(sys.argv[1] == "tree"))
        people.focus()


class TableScreen(CapxScreen[None]):
    """The table."""

    SCOPES = ("table", "list")

    def compose_body(self) -> ComposeResult:
        """The table alone."""
        yield Table(id="table")

    def start(self) -> None:
        """All rows."""
        table = self.query_one(Table)
        columns = [Column(header, right=number > 2) for number, header in enumerate(COLUMNS)]
        table.show_table(columns, count(), cells)
        table.focus()


class SomeForm(FormScreen[None]):
    """Texts and switches in turn."""

    heading = "Form"

    def form_spec(self) -> FormSpec:
        """As many fields as Textual's has."""
        fields: list[FieldSpec] = [
            SwitchField(f"f{number}", label=f"Switch {number}")
            if number % 2
            else TextField(f"f{number}", label=f"Field {number}")
            for number in range(FIELDS)
        ]
        return FormSpec("bench", fields=tuple(fields))

    async def load_values(self) -> Mapping[str, Value]:
        """What stands in the fields."""
        return {f"f{number}": False if number % 2 else f"Text {number}" for number in range(FIELDS)}

    async def save_form(self, form: Form) -> str:  # noqa: ARG002 - what every form gives
        """Nothing is saved: the form is only walked."""
        return ""


_SCREENS = {"list": ListScreen, "tree": ListScreen, "table": TableScreen, "form": SomeForm}


def _open(app: CapxApp) -> None:
    app.go("help")
    app.push_screen(_SCREENS[sys.argv[1]]())


async def _run() -> None:
    async with open_core(Options(demo=True)) as core:
        use(core.language)
        await CapxApp(core, _open).run_async()


if __name__ == "__main__":
    # As the program is started.
    os.environ.setdefault("TEXTUAL_FPS", "480")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    asyncio.run(_run())
