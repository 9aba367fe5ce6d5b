"""The one table of what a person can do.

Key bindings, the command palette, the hint row, help, the line faces and the keyboard page of the
docs are all made from it. The label of an action is the message ``action-<id>``, its help
``action-<id>-help`` (dots as hyphens); the name of a screen is ``screen-<id>``.

Keys stay off what screen readers on a text console take for themselves (Ctrl+A, B, L, N, X, Alt with
a letter, Insert), and every action has a key that any terminal can send.
"""

from __future__ import annotations

import msgspec

__all__ = ["ACTIONS", "SCREENS", "Action", "ScreenEntry", "action", "actions_in", "screen"]


class ScreenEntry(msgspec.Struct, frozen=True):
    """A screen that can be gone to by name."""

    id: str
    needs_sign_in: bool = False
    #: Who is not signed in, and has Wikimedia credentials of their own, may go there all the same.
    own_will_do: bool = False

    @property
    def label_key(self) -> str:
        """The message that names the screen."""
        return f"screen-{self.id}"

    @property
    def help_key(self) -> str:
        """The message that says what the screen is for."""
        return f"screen-{self.id}-help"


#: In the order people meet them. The English names are what ``--open`` takes.
SCREENS = (
    ScreenEntry("home"),
    ScreenEntry("explore"),
    ScreenEntry("matches", needs_sign_in=True),
    ScreenEntry("saved", needs_sign_in=True),
    ScreenEntry("directory"),
    ScreenEntry("organizations"),
    ScreenEntry("events"),
    ScreenEntry("my-profile", needs_sign_in=True),
    ScreenEntry("edit-profile", needs_sign_in=True),
    ScreenEntry("badges", needs_sign_in=True),
    ScreenEntry("lets-connect", needs_sign_in=True),
    ScreenEntry("my-organizations", needs_sign_in=True),
    ScreenEntry("mentorship"),
    ScreenEntry("messages", needs_sign_in=True, own_will_do=True),
    ScreenEntry("statistics"),
    ScreenEntry("translate", needs_sign_in=True),
    ScreenEntry("bug-reports", needs_sign_in=True),
    ScreenEntry("suggest", needs_sign_in=True),
    ScreenEntry("settings"),
    ScreenEntry("log"),
    ScreenEntry("help"),
    ScreenEntry("about"),
    ScreenEntry("sign-in"),
)


class Action(msgspec.Struct, frozen=True):
    """One thing a person can do. `scope` is where: "app" for everywhere, else a screen or a widget."""

    id: str
    scope: str
    keys: tuple[str, ...]
    #: Shown in the hint row at the foot of the screen.
    hint: bool = False
    needs_sign_in: bool = False

    @property
    def label_key(self) -> str:
        """The message that names the action in two or three words."""
        return f"action-{self.id.replace('.', '-')}"

    @property
    def help_key(self) -> str:
        """The message that says what it does, in a sentence."""
        return f"{self.label_key}-help"


ACTIONS = (
    Action("app.palette", "app", ("ctrl+p",), hint=True),
    Action("app.help", "app", ("f1", "question_mark"), hint=True),
    Action("app.explore", "app", ("f2", "2")),
    Action("app.directory", "app", ("f3", "3")),
    Action("app.refresh", "app", ("f5", "ctrl+r")),
    Action("app.stop", "app", ("ctrl+g",)),
    Action("app.retry", "app", ("f6", "ctrl+t")),
    Action("app.repeat", "app", ("full_stop", "f8")),
    Action("app.where", "app", ("comma", "f7")),
    Action("app.log", "app", ("f4", "4")),
    Action("app.report", "app", ("5",)),
    Action("app.redraw", "app", ("f9", "9", "ctrl+l")),
    Action("app.screen-reader", "app", ("f10", "0")),
    Action("app.back", "app", ("escape",), hint=True),
    Action("app.quit", "app", ("ctrl+q",), hint=True),
    Action("list.open", "list", ("enter",), hint=True),
    Action("list.up", "list", ("up",)),
    Action("list.down", "list", ("down",)),
    Action("list.page-up", "list", ("pageup",)),
    Action("list.page-down", "list", ("pagedown",)),
    Action("list.first", "list", ("home", "less_than_sign")),
    Action("list.last", "list", ("end", "greater_than_sign")),
    Action("list.jump", "list", ("g", "ctrl+o")),
    Action("rows.next-section", "rows", ("tab",)),
    Action("rows.previous-section", "rows", ("shift+tab",)),
    Action("table.left", "table", ("left", "h")),
    Action("table.right", "table", ("right", "l")),
    Action("table.sort", "table", ("s",), hint=True),
    Action("explore.search", "explore", ("slash",), hint=True),
    Action("explore.filters", "explore", ("f",), hint=True),
    Action("explore.sort", "explore", ("s",)),
    Action("explore.lists", "explore", ("k",)),
    Action("explore.clear", "explore", ("c",), hint=True),
    Action("explore.density", "explore", ("d",)),
    Action("matches.hide", "matches", ("delete", "minus"), hint=True),
    Action("matches.hidden", "matches", ("h",)),
    Action("matches.counted", "matches", ("w",), hint=True),
    Action("saving.toggle", "saving", ("b",), hint=True),
    Action("talking.begin", "talking", ("m",), hint=True),
    Action("adding.known", "adding", ("a",), hint=True),
    Action("adding.wanted", "adding", ("l",), hint=True),
    Action("adding.undo", "adding", ("u", "ctrl+z")),
    Action("messages.new", "messages", ("n",), hint=True),
    Action("saved.note", "saved", ("n",), hint=True),
    Action("saved.remove", "saved", ("delete", "minus"), hint=True),
    Action("saved.undo", "saved", ("u", "ctrl+z"), hint=True),
    Action("saved.sort", "saved", ("s",)),
    Action("listing.search", "listing", ("slash",), hint=True),
    Action("listing.filters", "listing", ("f",), hint=True),
    Action("listing.clear", "listing", ("c",), hint=True),
    Action("listing.density", "listing", ("d",)),
    Action("listing-filters.clear", "listing-filters", ("c",), hint=True),
    Action("events.when", "events", ("p",), hint=True),
    Action("events.calendar", "events", ("i",), hint=True),
    Action("event.open", "event", ("o",), hint=True),
    Action("event.calendar", "event", ("i",), hint=True),
    Action("filters.clear", "filters", ("c",), hint=True),
    Action("filters.save", "filters", ("s",), hint=True),
    Action("filters.load", "filters", ("l",), hint=True),
    Action("saved-filters.rename", "saved-filters", ("r",), hint=True),
    Action("saved-filters.delete", "saved-filters", ("delete", "d"), hint=True),
    Action("chooser.clear", "chooser", ("delete",), hint=True),
    Action("chooser.level", "chooser", ("right",), hint=True),
    Action("person.copy-link", "person", ("y",), hint=True),
    Action("person.qr", "person", ("r",), hint=True),
    Action("my-profile.edit", "my-profile", ("e",), hint=True),
    Action("my-profile.badges", "my-profile", ("b",), hint=True),
    Action("my-profile.copy-link", "my-profile", ("y",), hint=True),
    Action("my-profile.qr", "my-profile", ("r",), hint=True),
    Action("my-profile.delete", "my-profile", ("delete", "d")),
    Action("organization.edit", "organization", ("e",), hint=True),
    Action("organization.copy-link", "organization", ("y",), hint=True),
    Action("organization.qr", "organization", ("r",), hint=True),
    Action("my-organizations.edit", "my-organizations", ("e",), hint=True),
    Action("programme.apply", "programme", ("a",), hint=True),
    Action("directory.search", "directory", ("slash",), hint=True),
    Action("directory.expand", "directory", ("right", "plus")),
    Action("directory.collapse", "directory", ("left", "minus")),
    Action("directory.view", "directory", ("v",), hint=True),
    Action("directory.suggest", "directory", ("s",)),
    Action("directory.information", "directory", ("i",), hint=True),
    Action("directory.offer", "directory", ("o",), hint=True),
    Action("directory.want", "directory", ("w",)),
    Action("directory.know", "directory", ("k",)),
    Action("directory.reset", "directory", ("r",)),
    Action("directory.translate", "directory", ("t",)),
    Action("statistics.next", "statistics", ("n",), hint=True),
    Action("statistics.choose", "statistics", ("c",), hint=True),
    Action("statistics.view", "statistics", ("v",), hint=True),
    Action("statistics.previous", "statistics", ("p",)),
    Action("statistics.list", "statistics", ("k",)),
    Action("statistics.turn", "statistics", ("o",)),
    Action("statistics.region", "statistics", ("r",)),
    Action("statistics.search", "statistics", ("slash",)),
    Action("statistics.save", "statistics", ("x",), hint=True),
    Action("translate.next", "translate", ("n",), hint=True),
    Action("translate.language", "translate", ("l",), hint=True),
    Action("translate.order", "translate", ("s",), hint=True),
    Action("translate.save", "translate", ("ctrl+s", "f12")),
    Action("translate.account", "translate", ("m",)),
    Action("translate.ways", "translate", ("w",)),
    Action("metabase.stop", "metabase", ("s",)),
    Action("bug-reports.new", "bug-reports", ("n",), hint=True),
    Action("bug-reports.suggest", "bug-reports", ("s",)),
    Action("report.attach", "report", ("a",), hint=True),
    Action("form.save", "form", ("ctrl+s", "f12"), hint=True),
    Action("form.help", "form", ("ctrl+f",), hint=True),
    Action("form.undo", "form", ("ctrl+z", "f11"), hint=True),
    Action("form.redo", "form", ("ctrl+y",)),
    Action("form.editor", "form", ("ctrl+e",)),
    Action("form.changes", "form", ("c",)),
    Action("form.next-error", "form", ("n",)),
    Action("form.next-section", "form", ("tab",), hint=True),
    Action("form.previous-section", "form", ("shift+tab",)),
    Action("form.sections", "form", ("s", "ctrl+d")),
    Action("form.add", "form", ("a", "plus")),
    Action("form.remove", "form", ("delete", "minus")),
    Action("form.move-up", "form", ("u",)),
    Action("form.move-down", "form", ("d",)),
    Action("form.level-up", "form", ("right",)),
    Action("form.level-down", "form", ("left",)),
    Action("badges.picture", "badges", ("o",), hint=True),
    Action("tree.expand", "tree", ("right",), hint=True),
    Action("tree.collapse", "tree", ("left",)),
    Action("text.done", "text", ("ctrl+s", "f12"), hint=True),
    Action("text.editor", "text", ("ctrl+e",), hint=True),
    Action("text.help", "text", ("ctrl+f",), hint=True),
    Action("link.open", "link", ("o",), hint=True),
    Action("link.copy", "link", ("y",), hint=True),
    Action("link.qr", "link", ("r",)),
    Action("qr.save", "qr", ("s",), hint=True),
)

_BY_ID = {entry.id: entry for entry in ACTIONS}
_SCREENS = {entry.id: entry for entry in SCREENS}


def action(action_id: str) -> Action:
    """The action of that id. Raises `KeyError`."""
    return _BY_ID[action_id]


def screen(screen_id: str) -> ScreenEntry:
    """The screen of that id. Raises `KeyError`."""
    return _SCREENS[screen_id]


def actions_in(scope: str) -> tuple[Action, ...]:
    """The actions of one scope, in the order of the table."""
    return tuple(entry for entry in ACTIONS if entry.scope == scope)
