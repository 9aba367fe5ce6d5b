"""Nothing of the one table is missing: each action is reached by typing, and does what it is for, or is no action here.

A method that has an action's name proves nothing; somebody who types what `ways` says does.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from capx_tui.cli import plain
from capx_tui.cli.plain.face import Face
from capx_tui.cli.plain.place import Place, doing
from capx_tui.cli.plain.places import PLACES
from capx_tui.model.actions import ACTIONS, SCREENS, Action
from tests.cli.command_line import CommandLine
from tests.cli.editors import Editor
from tests.cli.plain.conversation import talk
from tests.cli.plain.ways import WAYS

#: Why an action is one of the full screen alone.
FULL_SCREEN_ALONE = {
    "a marker is moved; here a number or a name is typed": {
        "list.open", "list.up", "list.down", "list.first", "list.last", "list.jump", "rows.next-section",
        "rows.previous-section", "table.left", "table.right", "form.next-section", "form.previous-section",
    },
    "Enter and m tell more lines": {"list.page-up", "list.page-down"},
    "branches are gone into by their number": {"directory.expand", "directory.collapse"},
    "nothing stands on a screen that could be drawn again": {"app.redraw"},
    "everything is spoken as it is": {"app.screen-reader"},
    "Ctrl+C stops what is under way": {"app.stop", "metabase.stop"},
    "an address is a line of its own, to be copied": {"link.open", "link.copy", "link.qr"},
    "a long text is typed line by line, or in the editor from its field": {"text.done", "text.editor", "text.help"},
}  # fmt: skip

ALONE = {action for ids in FULL_SCREEN_ALONE.values() for action in ids}


def classes() -> Iterator[type[Place]]:
    for each in pkgutil.iter_modules(plain.__path__):
        module = importlib.import_module(f"{plain.__name__}.{each.name}")
        for _, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, Place) and found.__module__ == module.__name__:
                yield found


def is_answered(action: Action) -> bool:
    if action.scope == "app":
        return hasattr(Face, doing(action))
    return any(action.scope in each.SCOPES and hasattr(each, doing(action)) for each in classes())


@pytest.mark.parametrize("name", WAYS)
def test_what_is_typed_does_what_the_action_is_for(
    cli: CommandLine, filled_home: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Path(cli.environ["HOME"])
    shutil.copytree(filled_home, home, dirs_exist_ok=True)
    # Names of files are taken from where one is.
    monkeypatch.chdir(home)
    (home / "note.txt").write_text("It happens on Mondays.")
    Editor(cli, home, {"Maya": "Maya of the Notebook"})
    steps = WAYS[name]
    said = talk(cli, *(typed for typed, _, _ in steps))
    for (typed, words, _), answer in zip(steps, said.answers, strict=True):
        assert words in answer, f"{typed!r} was answered with\n{answer}"
    assert "”, in the shell" not in said.out


def test_every_action_is_reached_by_typing_or_belongs_to_a_full_screen_for_a_reason() -> None:
    reached = {action for steps in WAYS.values() for _, _, ids in steps for action in ids.split()}
    alone = [action for ids in FULL_SCREEN_ALONE.values() for action in ids]
    table = {action.id for action in ACTIONS}
    assert reached | set(alone) == table, "an action has no way, or a way no action"
    assert len(alone) == len(set(alone))
    assert reached.isdisjoint(alone)


def test_what_belongs_to_the_full_screen_is_not_offered_here() -> None:
    known = {action.id: action for action in ACTIONS}
    assert [each for ids in FULL_SCREEN_ALONE.values() for each in ids if is_answered(known[each])] == []


def test_every_screen_is_a_place() -> None:
    assert set(PLACES) == {entry.id for entry in SCREENS}


def test_every_method_of_an_action_is_in_the_table() -> None:
    known = {doing(action) for action in ACTIONS}
    named = {name for each in (*classes(), Face) for name in dir(each) if name.startswith("do_")}
    assert named - known == set()
