"""Walks over what is written: messages, reports, suggestions, translations."""

from __future__ import annotations

from tests.readers.speech import Step
from tests.readers.walks import BESIDE, Walk, asks, back, down, opens, tells, up
from tests.readers.world import World

__all__ = ["writing"]

_STATUS = {"under_review": "under review", "in_progress": "in progress", "assigned": "assigned", "to_do": "not begun"}


def writing(world: World) -> tuple[Walk, ...]:
    """All of them, in the order of the palette."""
    return (
        _messages(world),
        _message_form(),
        _reports(world),
        _report_form(),
        _suggest(),
        _translate(),
    )


def _messages(world: World) -> Walk:
    first, second, *_ = world.names("message", "sent", key="receiver")
    return Walk(
        "messages",
        (first, "E-mail"),
        (
            down(second),
            up(first),
            opens("enter", f"Message to {first}", "Status"),
            down("Status"),
            back("Messages", first),
            asks("/", "Search", "text field, empty"),
            down(first),
        ),
    )


def _message_form() -> Walk:
    return Walk(
        "messages",
        (),
        (
            # What may be said of the receiver comes below the name, and moves what stands there.
            Step("n", ("Write a message", "To", "nothing chosen", "required"), page=True, again=True),
            down("Method", "nothing chosen", "required"),
            down("Subject", "required"),
            Step("x", echo="x", row=False),
            # Below a field that was changed it stands how much room is left.
            Step("down", page=True, again=True),
            Step("up", page=True, again=True),
            back("Leave the form", "Keep a draft and leave"),
            down("Throw the changes away and leave"),
            opens("enter", "Messages"),
        ),
        of="form of a message",
    )


def _reports(world: World) -> Walk:
    first, second, *_ = world.ask("report", "list")
    return Walk(
        "bug-reports",
        (first["title"], _STATUS[first["status"]]),
        (
            down(second["title"], _STATUS[second["status"]]),
            up(first["title"]),
            opens("enter", f"Report {first['id']}", "Title", first["title"]),
            down("Status", _STATUS[first["status"]]),
            down("Type"),
            back("Bug reports", first["title"]),
        ),
    )


def _report_form() -> Walk:
    return Walk(
        "bug-reports",
        (),
        (
            opens("n", "Report to the CapX team", "Title", "required"),
            down("Type", "error", "required"),
            opens("enter", "Type", "error", "yes"),
            back("Type"),
            down("Description", "required"),
            down("Added to the description"),
            down("Add version", "yes"),
            back("Bug reports"),
        ),
        of="form of a report",
    )


def _suggest() -> Walk:
    return Walk(
        "suggest",
        ("Name", "required"),
        (
            down("Why it is needed", "required"),
            up("Name"),
            Step("w", echo="w", row=False),
            Step("down", ("Why it is needed",), row=True, more=400),
            tells("ctrl+z"),
        ),
    )


def _translate() -> Walk:
    return Walk(
        "translate",
        ("Type to find", "Turkish", "suggested"),
        (
            Step("g", ("entries",), announced=True, row=False, page=True),
            Step("backspace", ("entries",), announced=True, row=False, page=True, perhaps=BESIDE),
            opens("down", "Turkish"),
            # The list comes when Metabase has answered.
            Step("enter", ("Translate", "Turkish", "description missing"), page=True, again=True),
            down("description missing"),
            opens("enter", "Description"),
            down(),
            up(),
            back("Translate", "description missing"),
            Step("w", page=True, again=True),
            back("Translate"),
        ),
        title="Translate into",
        # All languages come first, then those that this person is likely to want, with what is done in each.
        more=200,
    )
