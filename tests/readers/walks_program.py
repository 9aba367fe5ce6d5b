"""Walks over the program's own screens: settings, log, help, about, sign-in, and the palette."""

from __future__ import annotations

from tests.readers.speech import Step
from tests.readers.walks import Walk, asks, back, down, opens, tab, tells, up
from tests.readers.world import World

__all__ = ["program"]


def program(world: World) -> tuple[Walk, ...]:
    """All of them, in the order of the palette."""
    return (_settings(), _keys(), _log(), _help(), _link(), _about(), _sign_in(world), _palette())


def _settings() -> Walk:
    return Walk(
        "settings",
        ("Language", "English"),
        (
            down("Colours"),
            Step("enter", ("Colours", "Type to find"), page=True, row=False, announced=True, again=True),
            back("Settings", "Colours"),
            tab("Screen reader and cursor"),
            down("Screen-reader mode", "yes"),
            down("Cursor shown", "yes"),
            # Orca may read what stands between the row and the announcement.
            Step("enter", ("no",), row=False, page=True),
            Step("enter", ("yes",), row=False, page=True),
            up("Screen-reader mode", "yes"),
        ),
        # How old the data is is told anew when it has been compared.
        again=True,
    )


def _keys() -> Walk:
    return Walk(
        "settings",
        (),
        (
            tells("g", "Jump"),
            tells("y", "Your own keys"),
            opens("enter", "Keys: choose an action", "Everywhere"),
            down("Go to", "Ctrl+P"),
            down("Help", "F1"),
            back("Settings", "Your own keys"),
        ),
        of="keys of one's own",
    )


def _log() -> Walk:
    return Walk("log", ("just now",), (down(), down(), up(), opens(">"), opens("<")))


def _help() -> Walk:
    return Walk(
        "help",
        ("Everywhere", "Ctrl+P"),
        (down("Ctrl+P", "Go to"), down("F1", "Help"), opens("tab", "In lists"), down("Enter", "Open"), up("In lists")),
        # A key and what it does stand in two rows where they do not fit one.
        more=200,
    )


def _about() -> Walk:
    return Walk(
        "about",
        ("capx-tui", "Web site", "https://capx.toolforge.org"),
        (down("Privacy policy"), down("User guide"), tab("This program"), down("capx-tui"), up("This program")),
    )


def _link() -> Walk:
    return Walk(
        "about",
        ("Web site",),
        (
            opens("enter", "Web site", "Address", "Open"),
            down("Copy"),
            down("QR code"),
            opens("r", "QR code: Web site", "Address"),
            down(),
            back("Web site", "QR code"),
            asks("s", "Save", "text field"),
            back("Web site"),
        ),
        of="address",
    )


def _sign_in(world: World) -> Walk:
    return Walk(
        "sign-in",
        ("Account", world.me["username"]),
        (
            down("Service", "the embedded demo"),
            down("Until"),
            down("Kept"),
            opens(">", "Sign out"),
            up(),
        ),
    )


def _palette() -> Walk:
    return Walk(
        "about",
        (),
        (
            asks("ctrl+p", "Go to or do", "Type to find", "text field, empty"),
            Step("e", ("entries",), announced=True, row=False, echo="e"),
            Step("x", ("entries",), announced=True, row=False, echo="x"),
            opens("down", "Explore"),
            down(),
            back("About"),
            Step(".", ("About, list",), row=False),
            tells(",", "About", "Keys"),
        ),
        of="palette",
    )
