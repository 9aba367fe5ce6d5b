"""Brings the pages beside it up to what the program is: ``make docs``.

A page is written by hand, but for what stands between ``<!-- made: … -->`` and ``<!-- end -->``: the ways there, the
keys, and a picture of the screen as text, made on the embedded service at a fixed moment.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from capx_tui.app import SCREEN_CLASSES
from capx_tui.i18n import t
from capx_tui.model.actions import ACTIONS, SCREENS, Action, actions_in, screen
from capx_tui.model.keymaps import key_label
from docs.made_up_home import furnished, visiting
from tests.screens.places import Place
from tests.screens.visits import rows_of

__all__ = ["COMMANDS", "GUIDE", "PLACES", "main", "picture", "renewed"]

GUIDE = Path(__file__).parent
_WEB = "https://capx.toolforge.org"
#: Where the picture of each page is made. A page is named like its screen.
PLACES = {
    **{entry.id: Place(entry.id, entry.id, demo=entry.id != "sign-in") for entry in SCREENS},
    "log": Place("log", "explore", ("k", "f4")),
    "translate": Place("translate", "translate", ("type:turkish", "enter")),
    "person": Place("person", address=f"{_WEB}/profile/Ceibo_Lectora"),
    "organization": Place("organization", address=f"{_WEB}/organization_profile/122"),
}
_CLASSES = {
    **SCREEN_CLASSES,
    "person": ("capx_tui.screens.person", "PersonScreen"),
    "organization": ("capx_tui.screens.organization", "OrganizationScreen"),
}
#: What says the same, or does it, from a shell.
COMMANDS = {
    "explore": ("explore",),
    "matches": ("matches",),
    "saved": ("saved",),
    "directory": ("capacities",),
    "organizations": ("orgs",),
    "events": ("events",),
    "my-profile": ("profile show",),
    "edit-profile": ("profile edit", "profile set"),
    "badges": ("badges",),
    "lets-connect": ("letsconnect",),
    "my-organizations": ("org edit",),
    "mentorship": ("mentorship",),
    "messages": ("message send", "message sent", "message check"),
    "statistics": ("stats",),
    "translate": ("translate",),
    "bug-reports": ("report",),
    "suggest": ("suggest",),
    "settings": ("doctor",),
    "help": ("--help",),
    "sign-in": ("login", "logout", "whoami"),
    "person": ("person",),
    "organization": ("org show",),
}
#: Scopes of what opens from a screen and has no page of its own.
_BESIDE = {
    "explore": ("filters", "saved-filters"),
    "organizations": ("listing-filters",),
    "events": ("event", "listing-filters"),
    "mentorship": ("programme",),
    "translate": ("metabase",),
    "bug-reports": ("report",),
    "edit-profile": ("text", "chooser", "tree"),
    "about": ("link",),
}
#: What works in lists and tables of every screen is told once, on the first page.
_ANYWHERE = ("app", "list", "rows", "table")
_BLOCK = re.compile(r"(<!-- made: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)


def renewed(page: str, name: str, drawn: str | None = None) -> str:
    """The text `page` of the screen `name` with everything made anew; without `drawn` its picture stays."""

    def made(found: re.Match[str]) -> str:
        match found[2]:
            case "there":
                inside = "\n".join(_ways(name))
            case "keys":
                inside = "\n".join(_keys(name))
            case "picture" if drawn is None:
                return found[0]
            case "picture":
                inside = f"```text\n{drawn}\n```"
            case "anywhere":
                inside = "\n".join(_anywhere())
            case "screens":
                inside = "\n".join(f"* [{t(e.label_key)}]({e.id}.md): {t(e.help_key)}" for e in SCREENS)
            case other:
                raise ValueError(f"nobody knows how to make {other!r}")
        return f"{found[1]}{inside}\n{found[3]}"

    return _BLOCK.sub(made, page)


def _ways(name: str) -> Iterator[str]:
    if name in SCREEN_CLASSES:
        entry = screen(name)
        label = t(entry.label_key)
        for each in ACTIONS:
            if each.id == f"app.{name}":
                yield f"* Key: {_written(each)}, from every screen."
        yield f"* By name: Ctrl+P, then type `{label}` and press Enter."
        yield f'* At the start: `capx-tui --open "{label}"`.'
        yield f"* In plain lines: `capx-tui --plain`, then type `{label.lower()}`."
        if entry.own_will_do:
            yield "* It needs you to be signed in, or Wikimedia credentials of your own; the program asks first."
        elif entry.needs_sign_in:
            yield "* It needs you to be signed in; the program asks for that first and then goes on."
    if commands := COMMANDS.get(name):
        yield f"* As a line command: {', '.join(f'`capx-tui {command}`' for command in commands)}."


def _keys(name: str) -> Iterator[str]:
    module, class_name = _CLASSES[name]
    scopes = getattr(import_module(module), class_name).SCOPES
    yield from (_line(each) for scope in scopes if scope not in _ANYWHERE for each in actions_in(scope))
    yield "* And the [keys that work on every screen](README.md#keys-that-work-on-every-screen)."
    for scope in _BESIDE.get(name, ()):
        yield f"\n{t(f'help-scope-{scope}')}:\n"
        yield from map(_line, actions_in(scope))


def _anywhere() -> Iterator[str]:
    for scope in _ANYWHERE:
        yield f"{t(f'help-scope-{scope}')}:\n"
        yield from map(_line, actions_in(scope))
        yield ""


def _line(each: Action) -> str:
    return f"* {_written(each)}: **{t(each.label_key)}**. {t(each.help_key)}"


def _written(each: Action) -> str:
    return " or ".join(f"`{key_label(key)}`" for key in each.keys)


async def picture(home: Path, name: str) -> str:
    """The screen in 24 rows of 80 columns, as it is in a copy of the furnished `home`."""
    async with visiting(home, PLACES[name]) as here:
        # Marks of direction have no width: a page needs none.
        return re.sub("[\u2066-\u2069]", "", "\n".join(rows_of(here.app)))


async def _write(home: Path) -> None:
    for page in sorted(GUIDE.glob("*.md")):
        drawn = await picture(home, page.stem) if page.stem in PLACES else None
        page.write_text(renewed(page.read_text("utf-8"), page.stem, drawn), "utf-8")


def main() -> None:
    """Every page of the guide."""
    with furnished() as home:
        asyncio.run(_write(home))
