"""Which place each screen is in the plain face."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capx_tui.cli.plain.place import Face, Place

__all__ = ["PLACES", "place_of"]

#: Screen → the module below `capx_tui.cli.plain` and the class that is its place. Imported when one goes there.
PLACES: dict[str, tuple[str, str]] = {
    "home": ("home", "HomePlace"),
    "explore": ("explore", "ExplorePlace"),
    "matches": ("matches", "MatchesPlace"),
    "saved": ("saved", "SavedPlace"),
    "directory": ("directory", "DirectoryPlace"),
    "organizations": ("organizations", "OrganizationsPlace"),
    "events": ("events", "EventsPlace"),
    "my-profile": ("my_profile", "MyProfilePlace"),
    "edit-profile": ("edit_profile", "EditProfilePlace"),
    "badges": ("badges", "BadgesPlace"),
    "lets-connect": ("lets_connect", "LetsConnectPlace"),
    "my-organizations": ("organizations", "MyOrganizationsPlace"),
    "mentorship": ("mentorship", "MentorshipPlace"),
    "messages": ("messages", "MessagesPlace"),
    "statistics": ("statistics", "StatisticsPlace"),
    "translate": ("translate", "TranslatePlace"),
    "bug-reports": ("reports", "ReportsPlace"),
    "suggest": ("report_form", "SuggestPlace"),
    "settings": ("settings", "SettingsPlace"),
    "log": ("told", "LogPlace"),
    "help": ("told", "HelpPlace"),
    "about": ("told", "AboutPlace"),
    "sign-in": ("sign_in", "SignInPlace"),
}


def place_of(screen_id: str, face: Face) -> Place:
    """The place of a screen."""
    module, name = PLACES[screen_id]
    make: Callable[[Face], Place] = getattr(import_module(f"capx_tui.cli.plain.{module}"), name)
    return make(face)
