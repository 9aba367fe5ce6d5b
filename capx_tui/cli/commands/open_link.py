"""``capx-tui open ADDRESS``: the screen an address of CapX stands for, or the same as text."""

from __future__ import annotations

from capx_tui.cli.console import Console
from capx_tui.cli.flags import COMMANDS, Format
from capx_tui.cli.options import Request
from capx_tui.errors import RuleError
from capx_tui.model.explore import ExploreFilter
from capx_tui.model.links import Destination, read_address

__all__ = ["run"]


def run(request: Request, console: Console) -> int:
    """Follow the address. Exit 2 where it is none of CapX's, or leads to what this version does not have."""
    (address,) = request.words
    destination = read_address(address)
    asks_for_text = request.common.format is not Format.TEXT or request.common.plain
    if not asks_for_text and console.full_screen_serves:
        from capx_tui.cli.commands.full_screen import start

        return start(request, console, address=address.strip())
    return _as_text(destination, request, console)


def _as_text(destination: Destination, request: Request, console: Console) -> int:
    """What the address shows, from the line command that shows the same."""
    if destination.screen == "person":
        from capx_tui.cli.commands import person

        return person.run(_instead(request, "person", destination.subject), console)
    if destination.screen == "organization":
        from capx_tui.cli.commands import org

        return org.run(_instead(request, "org", "show", destination.subject), console)
    if destination.screen == "explore":
        from capx_tui.cli.commands import explore

        return explore.run(_instead(request, "explore"), console, _with_capacity(destination))
    if destination.screen == "directory":
        from capx_tui.cli.commands import capacities

        words = ("show", destination.subject) if destination.subject else ()
        return capacities.run(_instead(request, "capacities", *words), console)
    if destination.screen == "mentorship":
        from capx_tui.cli.commands import mentorship

        return mentorship.run(_instead(request, "mentorship"), console)
    if destination.screen == "statistics":
        from capx_tui.cli.commands import stats

        return stats.run(_instead(request, "stats"), console)
    if destination.screen == "messages":
        from capx_tui.cli.commands import message

        # What can be printed of a message that is not written yet: whether it could go.
        asked = ("check", destination.subject) if destination.subject else ("sent",)
        return message.run(_instead(request, "message", *asked), console)
    if destination.screen == "bug-reports":
        from capx_tui.cli.commands import report

        return report.run(_instead(request, "report", "list"), console)
    raise RuleError("cli-page-no-text", request.words[0].strip())


def _with_capacity(destination: Destination) -> ExploreFilter:
    """The link on a capacity's name means everybody who lists it (guide: "Themed cards")."""
    return ExploreFilter(capacities=(int(destination.subject),) if destination.subject else ())


def _instead(request: Request, name: str, *words: str) -> Request:
    command = next(command for command in COMMANDS if command.name == name)
    return request._replace(command=command, words=words, flags={})
