"""People as rows: three lines with everything the guide's card holds, or one line."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from rich.cells import cell_len

from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.terminal.modes import glyphs
from capx_tui.text import isolate
from capx_tui.widgets.line_list import Row, Span, fit

__all__ = ["CARD_HEIGHT", "PersonCard", "card_rows", "listing"]

#: Lines of a full card; a compact one has a single line.
CARD_HEIGHT = 3


#: Fewer cells than these tell of a list of capacities no more than that there is one.
_READABLE = 16


#: More cells than "+12 more" takes in any language.
_MORE = 40


class PersonCard(msgspec.Struct, frozen=True):
    """A person's names and lists in words. Lists that are not shown are None."""

    username: str
    display_name: str
    roles: tuple[str, ...]
    available: tuple[str, ...] | None
    wanted: tuple[str, ...] | None
    known: tuple[str, ...] | None
    #: None for an organization: it has none.
    languages: tuple[str, ...] | None
    territories: tuple[str, ...]
    #: Words that come first, whatever the room: what the reader has to do with them.
    marks: tuple[str, ...] = ()


def listing(names: Sequence[str], width: int) -> str:
    """As many of `names` as fit `width` cells, comma between, then how many more there are."""
    if not names:
        return ""
    # Where there is room for anything, nothing is counted name by name.
    is_tight = sum(cell_len(name) + 2 for name in names) + _MORE > width
    text = ""
    for index, name in enumerate(names):
        left = len(names) - index - 1
        longer = f"{text}, {isolate(name)}" if text else isolate(name)
        if not is_tight:
            text = longer
            continue
        more = t("list-more", left) if left else ""
        if cell_len(longer) + cell_len(more) + (1 if more else 0) > width and text:
            return f"{text} {t('list-more', left + 1)}"
        text = longer
    return text


def card_rows(card: PersonCard, width: int, *, compact: bool) -> list[Row]:
    """The lines of one person for a list of `width` cells."""
    return [_one_line(card, width)] if compact else _full(card, width)


def _title(card: PersonCard) -> str:
    if card.display_name and card.display_name != card.username:
        return f"{isolate(card.username)} ({isolate(card.display_name)})"
    return isolate(card.username)


def _exchange(card: PersonCard) -> list[tuple[str, str, tuple[str, ...]]]:
    lists = (
        ("offer", "person-offers", card.available),
        ("want", "person-wants", card.wanted),
        ("know", "person-knows", card.known),
    )
    return [(style, t(key), names) for style, key, names in lists if names]


def _full(card: PersonCard, width: int) -> list[Row]:
    place = listing(card.territories, max(16, width // 2)) or t("person-no-territory")
    last: list[Span] = [("  ", ""), (place, "dim")]
    if card.languages is not None:
        tongues = listing(card.languages, max(16, width - cell_len(place) - 7)) or t("person-no-language")
        last[1:1] = [(tongues, "dim"), (glyphs().between, "dim")]
    return [_headed(card, width), _lists(card, width - 2), last]


def _headed(card: PersonCard, width: int) -> Row:
    """The names, and beside them the marks and as many roles as stand there whole: the lists below say them too."""
    title, marks = _title(card), commas(card.marks)
    room = width - cell_len(title) - 2
    roles = listing((*card.marks, *(card.roles or (t("role-incomplete"),))), room)
    if cell_len(roles) > room:
        roles = marks
    if roles and cell_len(roles) > room:
        title = fit([(title, "")], max(width - cell_len(roles) - 2, _READABLE))[0][0]
    return [(title, "name"), (f"  {roles}" if roles else "", "role")]


def _lists(card: PersonCard, width: int) -> Row:
    shown = _exchange(card)
    if not shown:
        return [("  ", ""), (t("person-nothing-in-lists"), "dim")]
    return [("  ", ""), *_fitted(shown, width, "   ")]


def _fitted(shown: Sequence[tuple[str, str, tuple[str, ...]]], width: int, gap: str) -> list[Span]:
    """The lists side by side, each with its share of `width`; the last ones are left out where all were too short."""
    while True:
        heads = [
            cell_len(label) + 1 + (cell_len(gap) if position else 0) for position, (_, label, _) in enumerate(shown)
        ]
        wanted = [cell_len(listing(names, 10_000)) for _, _, names in shown]
        rooms = _rooms([cell_len(listing(names, 0)) for _, _, names in shown], wanted, width - sum(heads))
        told = [cell_len(listing(names, room)) for (_, _, names), room in zip(shown, rooms, strict=True)]
        # One name is told whatever the room: of the last list enough must be left to read.
        is_told = sum(heads) + sum(told) - width <= max(told[-1] - _READABLE, 0)
        are_shared = all(room >= min(whole, _READABLE) for room, whole in zip(rooms, wanted, strict=True))
        if len(shown) == 1 or (is_told and are_shared):
            break
        shown = shown[:-1]
    row: list[Span] = []
    for position, ((style, label, names), room) in enumerate(zip(shown, rooms, strict=True)):
        row += [(f"{gap if position else ''}{label} ", "dim"), (listing(names, room), style)]
    return row


def _rooms(least: Sequence[int], wanted: Sequence[int], room: int) -> list[int]:
    """`room` divided: first what one name and the number of the others need, if that is there for all."""
    if sum(least) > room:
        return _shares(wanted, room)
    more = _shares([whole - part for whole, part in zip(wanted, least, strict=True)], room - sum(least))
    return [part + extra for part, extra in zip(least, more, strict=True)]


def _shares(wanted: Sequence[int], room: int) -> list[int]:
    """`room` divided: nobody gets more than it wants, and what the small ones leave goes to the large ones."""
    shares = [0] * len(wanted)
    for done, index in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        shares[index] = min(wanted[index], room // (len(wanted) - done))
        room -= shares[index]
    return shares


def _one_line(card: PersonCard, width: int) -> Row:
    """Name, what is exchanged, where, and the roles while there is room: the lists say the roles too."""
    roles = commas(card.roles) or t("role-incomplete")
    place = card.territories[0] if card.territories else ""
    row: list[Span] = [(isolate(card.username), "name"), *((f", {mark}", "role") for mark in card.marks)]
    room = width - sum(cell_len(text) for text, _ in row) - (cell_len(place) + 2 if place else 0) - 2
    shown = _exchange(card)
    if shown and room > _READABLE + 8:
        lists = _fitted(shown, room, ", ")
        if place and len(lists) < 2 * len(shown):
            # What is exchanged is told rather than where.
            lists = max(lists, _fitted(shown, room + cell_len(place) + 2, ", "), key=len)
        row += [(", ", "dim"), *lists]
    if place and sum(cell_len(text) for text, _ in row) + cell_len(place) + 2 <= width:
        row.append((f", {place}", "dim"))
    if not shown or sum(cell_len(text) for text, _ in row) + cell_len(roles) + 2 <= width:
        row.append((f", {roles}", "role"))
    return row
