"""One match as rows: the sum, then reason by reason; the ways on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from msgspec.structs import replace

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.entry import Entry
from capx_tui.model.explore import LanguageAtLeast
from capx_tui.model.match_words import exchange_words, reason_names, reason_words, title_words
from capx_tui.model.matches import EXCHANGED, LEAST_LEVEL, Reason, ReasonKind
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.onward import Onward
from capx_tui.text import isolate

__all__ = ["reason_rows"]


Do = Callable[[], object]


def reason_rows(core: Core, shell: Onward, person_id: int, *, talk: Do, save: Do, hide: Do) -> list[Entry]:
    """What speaks for the exchange, each thing on a row that leads on."""
    match = core.matches.match(person_id)
    if match is None:
        return [Entry(value=t("match-gone"))]
    is_saved = (t("saved-word"),) if core.saved.has(Subject(SavedKind.PERSON, person_id)) else ()
    rows = [Entry(value=commas((*title_words(match), *is_saved)))]
    exchanged = [reason for reason in match.reasons if reason.kind in EXCHANGED]
    others = [reason for reason in match.reasons if reason.kind not in EXCHANGED]
    rows += [row for reason in exchanged for row in _reason(core, shell, reason)]
    if others:
        rows.append(Entry(t("match-others"), heading=True))
        rows += [row for reason in others for row in _reason(core, shell, reason)]
    rows.append(Entry(t("match-ways"), heading=True))
    rows.append(Entry(value=t("match-open"), target=partial(shell.open_person, person_id)))
    rows.append(Entry(value=t("talking-way"), target=talk))
    rows.append(Entry(value=t("saved-remove-way" if is_saved else "saved-save-way"), target=save))
    is_hidden = person_id in core.matches.state.hidden
    rows.append(Entry(value=t("match-unhide") if is_hidden else t("match-hide"), target=hide))
    return rows


def _reason(core: Core, shell: Onward, reason: Reason) -> Iterator[Entry]:
    if reason.kind in EXCHANGED:
        yield Entry(exchange_words(reason), heading=True)
        for number, name in zip(reason.ids, reason_names(reason, core.names), strict=True):
            way = partial(shell.open_directory, number)
            yield Entry(value=isolate(name), style="offer" if reason.kind is ReasonKind.OFFERS else "want", target=way)
        return
    for number in reason.ids:
        words = reason_words(replace(reason, ids=(number,)), core.names)
        yield Entry(value=words, style="link", target=partial(_others, shell, reason.kind, number))


def _others(shell: Onward, kind: ReasonKind, number: int) -> None:
    if kind is ReasonKind.LANGUAGE:
        shell.open_explore(languages=(LanguageAtLeast(number, LEAST_LEVEL),))
    else:
        shell.open_explore(territories=(number,))
