"""Which place each screen is in the plain face, and which line command does what has no place yet."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from capx_tui.i18n import t
from capx_tui.model.actions import screen

if TYPE_CHECKING:
    from capx_tui.cli.plain.place import Face, Place

__all__ = ["BY_COMMAND", "PLACES", "place_of"]

#: Screen → the module below `capx_tui.cli.plain` and the class that is its place. Imported when one goes there.
PLACES: dict[str, tuple[str, str]] = {
    "home": ("home", "HomePlace"),
    "explore": ("explore", "ExplorePlace"),
    "edit-profile": ("edit_profile", "EditProfilePlace"),
    "suggest": ("report_form", "SuggestPlace"),
    "directory": ("directory", "DirectoryPlace"),
    "log": ("told", "LogPlace"),
    "help": ("told", "HelpPlace"),
    "about": ("told", "AboutPlace"),
    "sign-in": ("sign_in", "SignInPlace"),
}

#: Screen → the line command that does it.
BY_COMMAND: dict[str, str] = {
    "matches": "matches",
    "saved": "saved",
    "organizations": "orgs",
    "events": "events",
    "my-profile": "profile show",
    "badges": "badges",
    "lets-connect": "letsconnect",
    "my-organizations": "org show",
    "mentorship": "mentorship",
    "messages": "message sent",
    "statistics": "stats",
    "translate": "translate list",
    "bug-reports": "report list",
    "settings": "doctor",
}


def place_of(screen_id: str, face: Face) -> Place | None:
    """The place of a screen; where it has none, the command that does it is said."""
    if screen_id in PLACES:
        module, name = PLACES[screen_id]
        make: Callable[[Face], Place] = getattr(import_module(f"capx_tui.cli.plain.{module}"), name)
        return make(face)
    face.say(t("plain-by-command", t(screen(screen_id).label_key), f"capx-tui {BY_COMMAND[screen_id]}"))
    return None
