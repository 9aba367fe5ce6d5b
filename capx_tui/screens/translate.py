"""Translating capacities: the work list of one language, with what became of each that was written.

In: the service's rows, put right by Metabase itself. Out: Enter translates one, in `TranslateItemScreen`; what is
written there is saved behind the list, one after the other. Can fail: signed out, the service or Metabase down (said,
and what was written stays), a text refused (on its row, with the reason).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from functools import partial

from textual.app import ComposeResult

from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.sentences import explain
from capx_tui.model.translating import Item, Stage, next_missing
from capx_tui.model.translating_words import (
    bar,
    ids_words,
    language_words,
    progress_words,
    saving_words,
    state_words,
    who_words,
)
from capx_tui.screens.chooser import Choice, ChooserScreen
from capx_tui.screens.form_question import Answer, QuestionScreen
from capx_tui.screens.listing import ListingScreen
from capx_tui.screens.metabase_account import MetabaseAccountScreen
from capx_tui.screens.translate_item import TranslateItemScreen
from capx_tui.screens.translate_saving import first_told, save_behind
from capx_tui.screens.translate_ways import TranslateWaysScreen
from capx_tui.store.translating import TranslatingState
from capx_tui.store.translating_languages import SOURCE, Target
from capx_tui.store.translating_list import TranslatingList
from capx_tui.terminal.keys import first_key
from capx_tui.text import isolate
from capx_tui.widgets.bars import StatusBar, TextBar
from capx_tui.widgets.line_list import Row

__all__ = ["TranslateScreen"]


class TranslateScreen(ListingScreen[Item]):
    """Needs sign-in. `capacity` is translated at once, for who comes from the directory."""

    SCOPES = ("translate", "listing", "list")
    TITLE_KEY = "screen-translate"
    COUNT_KEY = "translate-count"
    NONE_KEY = "translate-nothing"

    def __init__(self, capacity: int | None = None) -> None:
        super().__init__()
        self._capacity = capacity
        self._is_leaving = False
        #: The language that this list is in: another one may have been opened above it.
        self._in = ""
        self._error: CapxError | None = None
        self._paused: CapxError | None = None
        #: The one that was left while it was being saved, and what was said of it.
        self._left = ("", "")

    @property
    def listing(self) -> TranslatingList:
        """The capacities in the language."""
        return self.core.translating_list

    def compose_body(self) -> ComposeResult:
        """How far the language is and who edits; then as every list."""
        yield TextBar(id="progress")
        yield TextBar(id="who")
        yield from super().compose_body()

    def start(self) -> None:
        """The list in the language chosen before; without one, the languages."""
        super().start()
        self._paused = self.core.translating.state.paused
        self.watch_store(self.core.translating, self._follow)
        self.watch_store(self.core.metabase_account, lambda state: self._paint())
        asked_in = self._own if self._capacity is not None else ""
        if asked_in:
            # A capacity is asked for where its name is missing in the program's own language.
            self._open_language(asked_in, remembered=False)
        elif language := self._chosen:
            self._open_language(language)
        else:
            self.do_translate_language()

    @property
    def _own(self) -> str:
        """The program's language, "" for English."""
        return self.core.language if self.core.language.partition("-")[0] != SOURCE else ""

    @property
    def _chosen(self) -> str:
        """The language in use, or chosen before, or that of the program; "" for none but English."""
        return self.core.translating.state.language or self.core.settings.state.translate_to or self._own

    # -- reading -----------------------------------------------------------------------------------

    def _open_language(self, language: str, *, remembered: bool = True) -> None:
        if remembered and language != self.core.settings.state.translate_to:
            self.core.settings.change(translate_to=language)
        self._in = language
        self._error = None
        self.say(t("translate-reading", self._language(language)))
        self.load(partial(self._read, language), name="translate")

    async def _read(self, language: str) -> None:
        with contextlib.suppress(CapxError):
            # That it is not known is said; the list says what is wrong.
            await self.core.metabase_account.load()
        try:
            await self.core.translating.load(language)
        except CapxError as error:
            self._error = error
            self._paint()
            raise
        self.listing.show()
        self._paint()
        if self.query_one(StatusBar).says(t("translate-reading", self._language(language))):
            # Where nothing is found, nothing is other than it was.
            self.tell()
        self._open_asked()

    def _open_asked(self) -> None:
        """The capacity that the directory asked for."""
        asked, self._capacity = self._capacity, None
        if asked is None:
            return
        item = next((each for each in self.core.translating.state.items if each.capacity == asked), None)
        if item is None:
            self.say(t("translate-not-at-metabase", self.core.names.capacity(asked)))
        else:
            self.when_in_front(partial(self.open, item))

    def _language(self, code: str) -> str:
        return language_words(self.core.translating_languages.name(code), code)

    def resume(self) -> None:
        """What was saved meanwhile shows; where another language was opened above this, this one is read again."""
        super().resume()
        shown = self.core.translating.state.language
        if shown and self._in and shown != self._in:
            self._open_language(self._in, remembered=False)

    def do_app_refresh(self) -> None:
        """Read the list again; what is written stays."""
        if language := self._chosen:
            self._open_language(language)

    # -- showing -----------------------------------------------------------------------------------

    def _paint(self) -> None:
        if not self.is_mounted:
            return
        super()._paint()
        state = self.core.translating.state
        progress = self.query_one("#progress", TextBar)
        progress.left = self._progress() if state.language else ""
        progress.right = "" if self.speaks else bar(state.counts)
        self.query_one("#who", TextBar).left = self._who()

    def _progress(self) -> str:
        state = self.core.translating.state
        return t("translate-head", self._language(state.language), progress_words(state.counts))

    def _who(self) -> str:
        account = self.core.metabase_account
        known = account.state
        words = who_words(is_known=account.is_mine, is_connected=known.is_connected, username=known.username)
        return words if known.is_connected else t("translate-who-key", words, first_key("translate.account"))

    def asked_line(self) -> str:
        """The order, and what is asked for."""
        order = t(f"translate-order-{self.listing.order.value}")
        asked = super().asked_line() if self.listing.state.asked.active else ""
        return f"{order} {asked}".strip()

    def rows(self, item: Item, width: int, *, compact: bool) -> Sequence[Row]:
        """English name and state; what is written; the numbers and the English description."""
        style = "warning" if item.stage.is_trouble else "role"
        title: Row = [(isolate(item.english.label or item.qid), "name"), (f"  {state_words(item)}", style)]
        label, description = isolate(item.mine.label), isolate(item.mine.description)
        if compact:
            return [[*title, *([(f"; {label}", "")] if label else []), (f"; {ids_words(item)}", "dim")]]
        own = ": ".join(filter(None, (label, description)))
        english = t("translate-row-english", ids_words(item), isolate(item.english.description))
        return [
            title,
            [("  ", ""), (own or t("translate-row-empty"), "" if own else "dim")],
            [("  ", ""), (english, "dim")],
        ]

    def _empty_words(self) -> str:
        state = self.core.translating.state
        if state.items:
            return super()._empty_words()
        if self._error is not None:
            return explain(self._error)
        if not state.language:
            if chosen := self._chosen:
                return t("translate-reading", self._language(chosen))
            return t("translate-no-language", first_key("translate.language"))
        return t(self.NONE_KEY)

    def tell(self) -> None:
        """How far the language is, and in whose name one edits."""
        state = self.core.translating.state
        if not state.language:
            return
        listed = self.listing.state
        words = [self._progress()]
        if listed.asked.active:
            words.append(t(self.COUNT_KEY, listed.count, listed.total))
        if not state.is_fresh:
            words.append(t("translate-not-fresh"))
        if self.speaks:
            # For eyes it stands above the list.
            words.append(self._who())
        self.say(" ".join(words), aside="")

    def refreshed(self) -> None:
        """The mirror behind this is no part of it."""

    def _follow(self, state: TranslatingState) -> None:
        """Rows change where they stand; what stops the saving is said once, by whatever is in front."""
        paused, self._paused = self._paused, state.paused
        if self.app.screen is not self:
            return
        self._paint()
        if state.paused is not None and state.paused is not paused:
            self.fail(state.paused, self.go_on)
        qid, words = self._left
        item = state.item(qid)
        if item is not None and not item.is_under_way:
            self._left = ("", "")
            if (last := self.shell.announcer.last) is not None and last.text == words:
                # What was said of it last is so no longer.
                self._tell_left(qid, words)

    # -- doing -------------------------------------------------------------------------------------

    def open(self, item: Item) -> None:
        """Translate it."""
        self.app.push_screen(TranslateItemScreen(item.qid), self._came_back)

    def _came_back(self, left: object) -> None:
        """Stand where the person was last, and say what came of it; what was saved meanwhile shows."""
        qid, words = left if isinstance(left, tuple) else ("", "")
        found = [each.qid for each in self.listing.found]
        if qid in found:
            self.found_list.highlighted = found.index(qid)
        self._paint()
        self.call_after_refresh(self._tell_left, qid, words)

    def _tell_left(self, qid: str, words: str) -> None:
        """What came of the one that was left: it may be saved by now, or something may have stopped everything."""
        state = self.core.translating.state
        item = state.item(qid)
        if state.paused is not None:
            self.fail(state.paused, self.go_on)
        elif words and item is not None and (item.stage is Stage.SAVED or item.stage.is_trouble):
            saved = t("translate-trouble", item.english.label, state_words(item))
            self.say(f"{t('translate-none-missing')} {progress_words(state.counts)} {saved}")
        elif words:
            self._left = (qid, words) if item is not None and item.is_under_way else ("", "")
            self.say(words)
        else:
            self.tell()

    def do_translate_next(self) -> None:
        """The next one that lacks something, from the marker on."""
        items = self.listing.found
        marked = self.marked
        if marked is not None and not marked.is_done and not marked.is_open:
            self.open(marked)
            return
        fresh = [self.core.translating.state.item(each.qid) or each for each in items]
        found = next_missing(fresh, marked.qid if marked is not None else "")
        # Then those that came to nothing: they wait for the person too.
        found = found or next((each for each in fresh if each.is_open and not each.is_under_way), None)
        if found is None:
            is_whole = not self.listing.state.asked.active
            self.say(t("translate-none-missing") if is_whole else t("translate-none-missing-shown"))
        else:
            self.open(found)

    def do_translate_order(self) -> None:
        """The next of four orders."""
        self.listing.set_order(self.listing.order.next)
        self._paint()
        self.say(t(f"translate-order-{self.listing.order.value}"))

    def do_translate_account(self) -> None:
        """One's account at Metabase."""
        self.app.push_screen(MetabaseAccountScreen())

    def do_translate_ways(self) -> None:
        """What else can be translated."""
        self.app.push_screen(TranslateWaysScreen())

    def do_translate_save(self) -> None:
        """Everything that is written and not saved; the rules are looked at first."""
        waiting = [item for item in self.core.translating.state.items if item.is_open and not item.is_under_way]
        if not waiting:
            counts = self.core.translating.state.counts
            self.say(saving_words(counts) if counts.saving else t("translate-nothing-to-save"))
            return
        first_told(self, partial(self._save_all, [item.qid for item in waiting]))

    def _save_all(self, qids: Sequence[str]) -> None:
        after = [self.core.translating.submit(qid) for qid in qids]
        sent = sum(item.is_under_way for item in after)
        self.say(t("translate-saving-many", sent, len(after) - sent))
        self.go_on()

    def go_on(self) -> None:
        """Save those that wait."""
        save_behind(self)

    # -- languages ---------------------------------------------------------------------------------

    def do_translate_language(self) -> None:
        """Another language, by typing; the person's own first."""
        languages = self.core.translating_languages

        def entries(typed: str) -> Sequence[Choice]:
            return [
                Choice(each.code, language_words(each.name, each.code), self._detail(each))
                for each in languages.search(typed)
            ]

        def note() -> str:
            if languages.state.targets is None and languages.state.error is None:
                return t("translate-languages-reading")
            return "" if languages.state.error is None else explain(languages.state.error)

        chooser = ChooserScreen(lambda: t("translate-choose-language"), entries, note=note)
        self.app.push_screen(chooser, self._language_chosen)
        self.load(partial(self._read_languages, chooser), name="languages")

    async def _read_languages(self, chooser: ChooserScreen) -> None:
        await self.core.translating_languages.load()
        if self.app.screen is chooser:
            chooser.anew()

    def _detail(self, target: Target) -> str:
        # Console fonts have few scripts, and none that tells more than the name beside it.
        has_own = target.autonym != target.name and not self.core.plain_glyphs
        known = target.done is not None and target.total
        parts = (
            target.autonym if has_own else "",
            t("translate-language-done", target.done, target.total) if known else "",
            t("translate-language-suggested") if target.is_suggested else "",
        )
        return commas(filter(None, parts))

    def _language_chosen(self, code: object) -> None:
        if isinstance(code, str):
            self._open_language(code)
        elif not self._chosen:
            # Without a language there is nothing here to stay for.
            self.shell.go_back()

    # -- leaving -----------------------------------------------------------------------------------

    def blocks_leaving(self) -> str:
        """What is written and not saved."""
        counts = self.core.translating.state.counts
        if self._is_leaving or not counts.open:
            return ""
        kept = counts.open - counts.saving
        return t("translate-unsaved", kept) if kept else saving_words(counts)

    def ask_to_leave(self, leave: Callable[[], None]) -> None:
        """Save it, keep it for the next time, or stay."""
        why = self.blocks_leaving()
        answers = (
            Answer("keep", t("form-leave-keep"), t("translate-leave-keep-help")),
            Answer("save", t("translate-leave-save"), t("translate-leave-save-help")),
            Answer("stay", t("form-leave-stay"), t("form-leave-stay-help")),
        )

        def answered(answer: str | None) -> None:
            if answer == "keep":
                self._is_leaving = True
                leave()
            elif answer == "save":
                self.do_translate_save()

        self.app.push_screen(QuestionScreen(lambda: t("translate-leave-title"), [why], answers, ask=why), answered)
