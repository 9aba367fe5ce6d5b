"""One match: each thing that speaks for the exchange on a row that leads on.

In: `MatchesStore`. Out: a capacity in the directory, people who speak the language or are of the territory, the
profile. Can fail: the person is gone since (said).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from capx_tui.i18n import t
from capx_tui.model.explore import LanguageAtLeast
from capx_tui.model.match_words import exchange_words, reason_names, reason_words, title_words
from capx_tui.model.matches import EXCHANGED, LEAST_LEVEL, Match, Reason, ReasonKind
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.saving import Saving
from capx_tui.screens.talking import Talking
from capx_tui.text import isolate
from capx_tui.widgets.reading import Entry

__all__ = ["MatchScreen"]


class MatchScreen(Talking[None], Saving, RowsScreen[None]):
    """Opened from the list of matches."""

    SCOPES = ("talking", "saving", "list")
    BEGINS_AT_A_WAY = True

    def __init__(self, person_id: int) -> None:
        super().__init__()
        self._person_id = person_id

    @property
    def _match(self) -> Match | None:
        return self.core.matches.match(self._person_id)

    @property
    def heading(self) -> str:
        """Whom it is about."""
        match = self._match
        return t("match-title", isolate(match.person.username)) if match is not None else t("screen-matches")

    def start(self) -> None:
        """Follow what others change."""
        super().start()
        self.watch_saved()
        self.watch_store(self.core.matches, lambda state: self.rebuild())

    def entries(self) -> Sequence[Entry]:
        """The sum, then reason by reason; the ways on."""
        match = self._match
        if match is None:
            return [Entry(value=t("match-gone"))]
        is_saved = self.saved_words(SavedKind.PERSON, self._person_id)
        rows = [Entry(value=", ".join((*title_words(match), *is_saved)))]
        exchanged = [reason for reason in match.reasons if reason.kind in EXCHANGED]
        others = [reason for reason in match.reasons if reason.kind not in EXCHANGED]
        rows += [row for reason in exchanged for row in self._reason(reason)]
        if others:
            rows.append(Entry(t("match-others"), heading=True))
            rows += [row for reason in others for row in self._reason(reason)]
        rows.append(Entry(t("match-ways"), heading=True))
        rows.append(Entry(value=t("match-open"), target=partial(self.shell.open_person, self._person_id)))
        rows.append(Entry(value=t("talking-way"), target=self.do_talking_begin))
        rows.append(Entry(value=t("saved-remove-way" if is_saved else "saved-save-way"), target=self.do_saving_toggle))
        is_hidden = self._person_id in self.core.matches.state.hidden
        rows.append(Entry(value=t("match-unhide") if is_hidden else t("match-hide"), target=self._hide))
        return rows

    def _reason(self, reason: Reason) -> Iterator[Entry]:
        if reason.kind in EXCHANGED:
            yield Entry(exchange_words(reason), heading=True)
            for number, name in zip(reason.ids, reason_names(reason, self.core.names), strict=True):
                way = partial(self.shell.open_directory, number)
                yield Entry(
                    value=isolate(name), style="offer" if reason.kind is ReasonKind.OFFERS else "want", target=way
                )
            return
        for number in reason.ids:
            words = reason_words(replace(reason, ids=(number,)), self.core.names)
            yield Entry(value=words, style="link", target=partial(self._others, reason.kind, number))

    def _others(self, kind: ReasonKind, number: int) -> None:
        if kind is ReasonKind.LANGUAGE:
            self.shell.open_explore(languages=(LanguageAtLeast(number, LEAST_LEVEL),))
        else:
            self.shell.open_explore(territories=(number,))

    def to_save(self) -> tuple[Subject, str] | None:
        """See `Saving`."""
        match = self._match
        return (Subject(SavedKind.PERSON, self._person_id), match.person.username) if match is not None else None

    def to_write(self) -> str | None:
        """See `Talking`."""
        match = self._match
        return match.person.username if match is not None else None

    def show_saved(self) -> None:
        """See `Saving`."""
        self.rebuild()

    def _hide(self) -> None:
        hides = self._person_id not in self.core.matches.state.hidden
        self.core.matches.hide(self._person_id, hidden=hides)
        self.rebuild()
        self.say(t("match-is-hidden") if hides else t("match-is-back"))
