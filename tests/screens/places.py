"""Every screen there is, and how one gets there: for what has to hold on all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from capx_tui.model.actions import SCREENS
from tests.screens.visits import Visit, visit

__all__ = ["PLACES", "Place", "arrive"]

_PROFILE = "https://capx.toolforge.org/profile/"
#: An event that the embedded Wikidata knows.
_EVENT = "https://meta.wikimedia.org/wiki/Event:Night_of_the_Open_Shelves"
_ORGANIZATION = "https://capx.toolforge.org/organization_profile/"


@dataclass(frozen=True)
class Place:
    """`keys` are pressed after opening; one that begins with "choose:", "down_to:" or "type:" is what it says."""

    name: str
    open: str = ""
    keys: tuple[str, ...] = ()
    address: str = ""
    demo: bool = True

    def __str__(self) -> str:
        return self.name


_KNOWN = (
    Place("start", demo=False),
    Place("home", "home"),
    Place("home-signed-out", "home", demo=False),
    Place("explore", "explore"),
    Place("explore-dense", "explore", ("d",)),
    Place("explore-searching", "explore", ("slash", "type:wiki")),
    Place("explore-empty", "explore", ("slash", "type:nobody is called so")),
    Place("matches", "matches"),
    Place("match", "matches", ("enter",)),
    Place("matches-counted", "matches", ("w",)),
    Place("saved", "saved"),
    Place("saved-note", "saved", ("n",)),
    Place("saved-filters-of-list", "saved", ("f",)),
    Place("report", "bug-reports", ("enter",)),
    Place("messages", "messages"),
    Place("message", "messages", ("enter",)),
    Place("message-receiver", "messages", ("n", "enter")),
    Place("message-to", address="https://capx.toolforge.org/message?username=Quiet_Sparrow"),
    Place("message-public", "messages", ("m", "up", "enter", "down", "enter", "choose:Begin from", "ctrl+s", "enter")),
    Place("statistics", "statistics"),
    Place("statistics-gaps", "statistics", ("n", "n", "n")),
    Place("statistics-region", "statistics", ("enter",)),
    Place("statistics-file", "statistics", ("x",)),
    Place("own-wikimedia", "sign-in", ("choose:Directly", "choose:Take the made-up ones")),
    Place(
        "own-wikimedia-way",
        "sign-in",
        ("choose:Directly", "choose:Take the made-up ones", "home", "choose:Messages go"),
    ),
    Place("filters", "explore", ("f",)),
    Place("filter-capacities", "explore", ("f", "choose:Available capacities", "type:wiki", "enter")),
    Place("filter-languages", "explore", ("f", "choose:Languages", "type:spa", "enter", "down", "right")),
    Place("filter-name", "explore", ("f", "s")),
    Place("saved-filters", "explore", ("f", "s", "type:All", "enter", "l")),
    Place("saved-filters-rename", "explore", ("f", "s", "type:All", "enter", "l", "r")),
    Place("saved-filters-delete", "explore", ("f", "s", "type:All", "enter", "l", "d")),
    Place("person", address=f"{_PROFILE}Ceibo_Lectora"),
    Place("person-huge", address=f"{_PROFILE}Encyclopaedic_Elderberry"),
    Place("person-empty", address=f"{_PROFILE}Blank_Page"),
    Place("person-gone", address=f"{_PROFILE}Nobody_At_All"),
    Place("my-profile", "my-profile"),
    Place("badges", "badges"),
    Place("delete-account", "my-profile", ("d",)),
    Place("delete-account-name", "my-profile", ("d", "choose:Delete for good")),
    Place("lets-connect", "lets-connect"),
    Place("lets-connect-form", "lets-connect", ("enter",)),
    Place("lets-connect-take", "lets-connect", ("choose:Take over my old profile",)),
    Place("organization", address=f"{_ORGANIZATION}122"),
    Place("organization-edit", address=f"{_ORGANIZATION}122/edit"),
    Place("organization-language", address=f"{_ORGANIZATION}122/edit", keys=("choose:Add a name", "type:kurd")),
    Place("project-new", address=f"{_ORGANIZATION}122/edit", keys=("choose:Add a project",)),
    Place("project-edit", address=f"{_ORGANIZATION}122/edit", keys=("choose:Project: ",)),
    Place("event-new", address=f"{_ORGANIZATION}122/edit", keys=("choose:Make a new event",)),
    Place("event-edit", address=f"{_ORGANIZATION}122/edit", keys=("choose:Change or delete", "down", "enter")),
    Place("organization-gone", address=f"{_ORGANIZATION}999999"),
    Place("organizations", "organizations"),
    Place("organizations-filters", "organizations", ("f",)),
    Place("organizations-capacities", "organizations", ("f", "choose:Capacities", "type:wiki", "enter")),
    Place("organizations-empty", "organizations", ("slash", "type:nobody is called so")),
    Place("events", "events"),
    Place("events-filters", "events", ("f",)),
    Place("event", "events", ("enter",)),
    Place("event-calendar", "events", ("enter", "i")),
    Place("my-organizations", "my-organizations"),
    Place("long-text", "my-organizations", ("e", "choose:Add a project", "choose:Description")),
    Place(
        "comparison",
        "my-organizations",
        ("e", "choose:Make a new event", "down_to:Address:", f"type:{_EVENT}", "choose:Fill in from this address"),
    ),
    Place("events-day", "events", ("f", "choose:First day")),
    Place("mentorship", "mentorship"),
    Place("mentorship-signed-out", "mentorship", demo=False),
    Place("mentorship-programme", "mentorship", ("enter",)),
    Place("translate", "translate", ("type:turkish", "enter")),
    Place("translate-item", "translate", ("type:turkish", "enter", "n")),
    Place("translate-ways", "translate", ("type:turkish", "enter", "w")),
    Place("metabase-account", "translate", ("type:turkish", "enter", "m")),
    Place("edit-profile", "edit-profile"),
    Place("edit-profile-sections", "edit-profile", ("ctrl+d",)),
    Place("edit-profile-choosing", "edit-profile", ("ctrl+d", "type:known", "enter", "a", "type:lua")),
    Place(
        "edit-profile-tree",
        "edit-profile",
        ("ctrl+d", "type:wanted", "enter", "choose:Pick from the tree", "right", "enter"),
    ),
    Place("edit-profile-item", "edit-profile", ("choose:Look up my item",)),
    Place("edit-profile-offer", "edit-profile", ("ctrl+d", "type:avail", "enter", "a", "type:lua", "enter")),
    Place(
        "edit-profile-wrong", "edit-profile", ("ctrl+d", "type:name", "enter", "down", "down", "down", "type:x", "up")
    ),
    Place("mentorship-role", "mentorship", ("enter", "a")),
    Place("mentorship-form", "mentorship", ("enter", "a", "enter")),
    Place("mentorship-sending", "mentorship", ("enter", "choose:As mentee", "ctrl+s")),
    Place("directory", "directory"),
    Place("directory-open", "directory", ("right", "down", "down", "i")),
    Place("directory-searching", "directory", ("slash", "type:lua")),
    Place("link", "about", ("choose:Privacy policy",)),
    Place("qr", "about", ("choose:Privacy policy", "r")),
    Place("qr-file", "about", ("choose:Privacy policy", "s")),
    Place("palette", "home", ("ctrl+p",)),
    Place("settings", "settings"),
    Place("settings-keys", "settings", ("choose:Your own keys",)),
    Place("settings-colours", "settings", ("choose:Colours",)),
    Place("sign-in", "sign-in", demo=False),
    Place("sign-in-account", "sign-in"),
    Place("sign-in-paste", "sign-in", ("choose:Paste your sign-in",), demo=False),
    Place("about", "about"),
    Place("help", "help"),
    Place("log", "explore", ("k", "f4")),
)
_OPENED = {name for place in _KNOWN for name in (place.open, place.name)}
#: Whatever can be gone to by name has a place, whether somebody thought of it or not.
PLACES: tuple[Place, ...] = (
    *_KNOWN,
    *(Place(entry.id, entry.id) for entry in SCREENS if entry.id not in _OPENED),
)


@asynccontextmanager
async def arrive(place: Place, *, named: Callable[[str], str] = str, **options: Any) -> AsyncIterator[Visit]:
    """Open the program and go there; nothing here waits for what is done once nobody types.

    `named` gives the words of a row that is chosen on the way, where they are not the English ones.
    """
    options = {"endless": frozenset({"draft", "receiver"}), **options}
    async with visit(place.open, address=place.address, demo=place.demo, **options) as here:
        for key in place.keys:
            how, _, words = key.partition(":")
            words = named(words) if how in ("choose", "down_to") else words
            if how == "choose" and words:
                await here.choose(words)
            elif how == "down_to" and words:
                await here.down_to(words)
            elif how == "type" and words:
                await here.type(words)
            else:
                await here.press(key)
        yield here
