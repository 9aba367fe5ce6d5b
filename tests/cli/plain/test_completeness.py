"""Nothing of the one table is missing: each action and each screen is here, or belongs elsewhere for a reason."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

from capx_tui.cli import plain
from capx_tui.cli.plain.face import Face
from capx_tui.cli.plain.place import Place, doing
from capx_tui.cli.plain.places import PLACES
from capx_tui.model.actions import ACTIONS, SCREENS, Action

#: Why an action is one of the full screen alone.
FULL_SCREEN_ALONE = {
    "a marker is moved; here a number or a name is typed": {
        "list.open", "list.up", "list.down", "list.first", "list.last", "list.jump", "rows.next-section",
        "rows.previous-section", "table.left", "table.right", "form.next-section", "form.previous-section",
    },
    "Enter and m tell more lines": {"list.page-up", "list.page-down"},
    "branches are gone into by their number": {
        "directory.expand", "directory.collapse",
    },
    "nothing stands on a screen that could be drawn again": {"app.redraw"},
    "everything is spoken as it is": {"app.screen-reader"},
    "Ctrl+C stops what is under way": {"app.stop", "metabase.stop"},
    "an address is a line of its own, to be copied": {"link.open", "link.copy", "link.qr"},
    "a long text is typed line by line, or in the editor from its field": {"text.done", "text.editor", "text.help"},
}  # fmt: skip


def classes() -> Iterator[type[Place]]:
    for each in pkgutil.iter_modules(plain.__path__):
        module = importlib.import_module(f"{plain.__name__}.{each.name}")
        for _, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, Place) and found.__module__ == module.__name__:
                yield found


def offers(action: Action) -> bool:
    if action.scope == "app":
        return hasattr(Face, doing(action))
    return any(action.scope in each.SCOPES and hasattr(each, doing(action)) for each in classes())


def test_every_action_is_offered_or_belongs_to_a_full_screen_for_a_reason() -> None:
    alone = set().union(*FULL_SCREEN_ALONE.values())
    missing = [action.id for action in ACTIONS if not offers(action) and action.id not in alone]
    assert missing == []


def test_nothing_is_excused_that_is_offered_or_that_there_is_not() -> None:
    known = {action.id: action for action in ACTIONS}
    alone = [action_id for ids in FULL_SCREEN_ALONE.values() for action_id in ids]
    assert len(alone) == len(set(alone))
    assert set(alone) <= set(known)
    assert [each for each in alone if offers(known[each])] == []


def test_every_screen_is_a_place() -> None:
    assert set(PLACES) == {entry.id for entry in SCREENS}


def test_every_method_of_an_action_is_in_the_table() -> None:
    known = {doing(action) for action in ACTIONS}
    named = {name for each in (*classes(), Face) for name in dir(each) if name.startswith("do_")}
    assert named - known == set()
