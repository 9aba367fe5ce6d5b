"""``capx-tui badges [show|hide B…]``: one's own badges, and which of them stand on the profile."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

from capx_tui.cli.console import Console
from capx_tui.cli.options import Request
from capx_tui.cli.output import Table, print_list
from capx_tui.cli.source import core_of, reset_once
from capx_tui.errors import NotSignedIn, RuleError
from capx_tui.i18n import t
from capx_tui.model.badges import OwnBadge, changes_for, picture_words, shown_words, state_words
from capx_tui.model.table import Row

__all__ = ["run"]

_FIELDS = ("id", "name", "description", "type", "picture", "user_badge", "progress", "is_earned", "is_displayed")


def run(request: Request, console: Console) -> int:
    """Print the badges, as they are after the change where one was asked for. Exit 1 where a part was not saved."""
    what, *names = request.words or ("",)
    if what and not names:
        raise RuleError("cli-needs-word", f"badges {what}")
    return asyncio.run(_run(reset_once(request, console), console, what, names))


async def _run(request: Request, console: Console, what: str, names: Sequence[str]) -> int:
    async with core_of(request, console) as core:
        if core.session.token() is None:
            raise NotSignedIn
        badges = await core.badges.load()
        if what:
            wanted = _wanted(badges, names, shown=what == "show")
            held = {badge.row: badge.is_displayed for badge in badges}
            if all(held.get(row) is shown for row, shown in wanted.items()):
                console.say(t("cli-badges-nothing"))
            else:
                badges = await core.badges.save(wanted)
                shown = sum(badge.is_shown for badge in badges)
                console.say(t("badges-saved", shown) if shown else t("badges-saved-none"))
        _print(badges, request, console)
    return 0


def _wanted(badges: Sequence[OwnBadge], names: Sequence[str], *, shown: bool) -> dict[int, bool]:
    """Each word is a badge; where that is not so, all of them may be one name written without quotes."""
    try:
        return changes_for(badges, names, shown=shown)
    except RuleError as error:
        if len(names) == 1:
            raise
        try:
            return changes_for(badges, [" ".join(names)], shown=shown)
        except RuleError as whole:
            # A badge that is there and cannot be shown is what was meant.
            raise (whole if whole.key == "badges-rule-not-earned" else error) from None


def _print(badges: Sequence[OwnBadge], request: Request, console: Console) -> None:
    listed = badges[: request.common.limit]
    table = Table(
        objects=lambda: map(_object, listed),
        paragraphs=lambda: map(_lines, listed),
        fields=_FIELDS,
        headings=lambda: tuple(t(key) for key in _HEADING_KEYS),
        rows=lambda in_words: (_row(badge, in_words=in_words) for badge in listed),
    )
    print_list(console, request.common.format, table)


_HEADING_KEYS = ("badges-name", "badges-state", "badges-place", "badges-asks")


def _object(badge: OwnBadge) -> dict[str, Any]:
    values = (
        badge.id,
        badge.name,
        badge.description,
        badge.type,
        badge.picture,
        badge.row,
        badge.progress,
        badge.is_earned,
        badge.is_displayed,
    )
    return dict(zip(_FIELDS, values, strict=True))


def _lines(badge: OwnBadge) -> Iterator[str]:
    yield badge.name
    yield t("badges-row-other", state_words(badge), shown_words(badge))
    yield from filter(None, (badge.description, picture_words(badge)))


def _row(badge: OwnBadge, *, in_words: bool) -> Row:
    if in_words:
        return (badge.name, state_words(badge), shown_words(badge), badge.description)
    return tuple(_object(badge).values())
