"""Translating capacities in plain lines: the list in one language, one capacity after the other, saved when asked for.

What is written is kept as a draft, as on the screen, until the service has it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from capx_tui.cli.commands.translate import item_lines, result_line
from capx_tui.cli.plain.asking import ChooserPlace, ask_question
from capx_tui.cli.plain.listing import ListingPlace
from capx_tui.cli.plain.metabase_account import MetabaseAccountPlace
from capx_tui.cli.plain.place import Face
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.cli.plain.talk import attended
from capx_tui.cli.translating import Given, save_all
from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.model.choice import Answer, Choice
from capx_tui.model.entry import Entry
from capx_tui.model.translating import TERMS, Item, next_missing
from capx_tui.model.translating_words import language_words, progress_words, who_words
from capx_tui.screens.translate_rows import first_words, translate_ways_rows
from capx_tui.store.translating_languages import SOURCE
from capx_tui.store.translating_list import TranslatingList
from capx_tui.terminal.key_words import first_key

__all__ = ["TranslatePlace"]


class TranslatePlace(ListingPlace[Item]):
    """Needs sign-in. `capacity` is translated at once, for who comes from the directory."""

    SCOPES = ("translate", "listing")
    TITLE_KEY = "screen-translate"
    COUNT_KEY = "translate-count"
    NONE_KEY = "translate-nothing"

    def __init__(self, face: Face, capacity: int | None = None) -> None:
        super().__init__(face)
        self._capacity = capacity

    @property
    def listing(self) -> TranslatingList:
        """The capacities in the language."""
        return self.core.translating_list

    @property
    def _in_use(self) -> str:
        """The language in use, or chosen before, or that of the program; "" for none but English."""
        own = self.core.language if self.core.language.partition("-")[0] != SOURCE else ""
        return self.core.translating.state.language or self.core.settings.state.translate_to or own

    def arrive(self) -> None:
        """The list in the language chosen before; without one, the languages."""
        self.face.work(self.core.translating_languages.load())
        if language := self._in_use:
            self._read(language)
        else:
            self.do_translate_language("")

    def _read(self, language: str) -> None:
        self.core.settings.change(translate_to=language)
        with contextlib.suppress(CapxError):
            # That it is not known is said; the list says what is wrong.
            self.face.work(self.core.metabase_account.load())
        self.face.work(self.core.translating.load(language))
        self.listing.show()
        asked, self._capacity = self._capacity, None
        if asked is None:
            return
        found = next((each for each in self.core.translating.state.items if each.capacity == asked), None)
        if found is None:
            self.face.say(t("translate-not-at-metabase", self.core.names.capacity(asked)))
        else:
            self.open(found)

    def asked_line(self) -> str:
        """How far the language is, in whose name one edits, the order, and what is asked for."""
        state, account = self.core.translating.state, self.core.metabase_account
        if not state.language:
            return t("translate-no-language", first_key("translate.language"))
        name = language_words(self.core.translating_languages.name(state.language), state.language)
        known = account.state
        who = who_words(is_known=account.is_mine, is_connected=known.is_connected, username=known.username)
        asked = super().asked_line() if self.listing.state.asked.active else ""
        order = t(f"translate-order-{self.listing.order.value}")
        lines = [t("translate-head", name, progress_words(state.counts)), who, f"{order} {asked}".strip()]
        return "\n".join(lines if state.is_fresh else [*lines, t("translate-not-fresh")])

    def read(self, item: Item) -> Iterable[str]:
        """What the line command prints."""
        return item_lines(self._now(item))

    def _now(self, item: Item) -> Item:
        return self.core.translating.state.item(item.qid) or item

    def name(self, item: Item) -> str:
        """In English."""
        return item.english.label or item.qid

    def open(self, item: Item) -> None:
        """Both texts, one after the other; then whether they are to be saved."""
        store = self.core.translating
        self.face.talk.tell([*item_lines(self._now(item)), t("plain-form-line")])
        mine = self._now(item).mine
        for term in TERMS:
            if mine[term]:
                self.face.talk.tell([t("people-fact", t(f"translate-{term}"), mine[term])])
            text = self.face.talk.ask(t(f"translate-{term}"))
            if text and text != "?":
                mine = mine.having(term, "" if text == "-" else text)
                store.edit(item.qid, mine)
                store.keep_now(item.qid)
        if not self._now(item).is_open:
            self.face.say(t("form-no-changes"))
            return
        answers = (
            Answer("save", t("form-save"), t("form-save-now-help")),
            Answer("keep", t("plain-translate-later"), t("plain-translate-later-help")),
        )
        if ask_question(self.face, [], answers, ask=t("plain-translate-ask", self.name(item))) == "save":
            self._save([self._now(item)])

    def _save(self, items: Sequence[Item]) -> None:
        account = self.core.metabase_account
        if not (account.is_told or (account.is_mine and account.state.is_connected)):
            self.face.talk.tell(first_words(self.core))
            account.is_told = True
        rows = [Given(each.qid, {term: each.mine[term] for term in TERMS}) for each in items]
        results = self.face.work(save_all(self.core.translating, rows, attended(self.face.talk.console)))
        names = {each.qid: self.name(each) for each in items}
        for result in results:
            self.face.say(result_line(replace(result, name=names.get(result.name, result.name))))

    def do_translate_next(self, given: str = "") -> None:
        """The next one that lacks something."""
        del given
        if not self.core.translating.state.items:
            self.face.say(self.asked_line() if not self.core.translating.state.language else self.nothing())
            return
        found = next_missing([self._now(each) for each in self.listing.found], "")
        if found is not None:
            self.open(found)
            return
        is_whole = not self.listing.state.asked.active
        self.face.say(t("translate-none-missing") if is_whole else t("translate-none-missing-shown"))

    def do_translate_language(self, given: str = "") -> None:
        """Another language; the person's own first."""
        del given
        languages = self.core.translating_languages

        def choices(typed: str) -> list[Choice]:
            return [Choice(each.code, language_words(each.name, each.code)) for each in languages.search(typed)]

        self.face.push(ChooserPlace(self.face, t("translate-choose-language"), choices, taken=self._taken))

    def _taken(self, code: object) -> None:
        self._read(str(code))
        self.again()

    def do_translate_order(self, given: str = "") -> None:
        """The next of four orders."""
        del given
        self.listing.set_order(self.listing.order.next)
        self.again()

    def do_translate_save(self, given: str = "") -> None:
        """Everything that is written and not saved."""
        del given
        waiting = [each for each in self.core.translating.state.items if each.is_open and not each.is_under_way]
        if waiting:
            self._save(waiting)
        else:
            self.face.say(t("translate-nothing-to-save"))

    def do_translate_account(self, given: str = "") -> None:
        """One's account at Metabase."""
        del given
        self.face.push(MetabaseAccountPlace(self.face))

    def do_translate_ways(self, given: str = "") -> None:
        """What else can be translated."""
        del given
        self.face.push(_WaysPlace(self.face))


class _WaysPlace(RowsPlace):
    TITLE_KEY = "translate-ways-title"

    def entries(self) -> Sequence[Entry]:
        """See `screens.translate_rows`."""
        return translate_ways_rows(self.face)
