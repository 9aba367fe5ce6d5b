"""One capacity in one more language: the English beside two fields, and on to the next with Enter.

In: the row of the work list. Out: what is written goes to the store with each letter and to the disk within a second;
Enter on the last field has it saved behind the screen and shows the next capacity that lacks something. Can fail:
what breaks a rule is said at once; what Metabase turns down is told here and on its row, and can be opened again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.model.actions import Action
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_check import check, first_invalid, leave
from capx_tui.model.form_fields import ActionField, FieldSpec, Problem, ReadOnlyField, Value
from capx_tui.model.form_words import label_words, problem_words
from capx_tui.model.translating import TERMS, Item, Stage, form_of, next_missing, texts_of
from capx_tui.model.translating_words import ids_words, language_words, progress_words, state_words
from capx_tui.screens.form_editing import FormEditing, with_save_row
from capx_tui.screens.form_question import Answer, QuestionScreen
from capx_tui.screens.translate_saving import first_told, save_behind
from capx_tui.store.translating import TranslatingState
from capx_tui.terminal.keys import first_key
from capx_tui.widgets.form_rows import FormRows

__all__ = ["TranslateItemScreen"]


class _ItemRows(FormRows):
    """Enter goes from one text to the other, and from the last one on to saving: nothing between them is stepped on.

    `finished` is called and no message sent: letters that were typed ahead would overtake it.
    """

    def __init__(self, finished: Callable[[], None], *, id: str) -> None:
        super().__init__(id=id)
        self._finished = finished

    def focus_words(self) -> str:
        """For who listens: the capacity, the field, and the English text that is to be translated."""
        if not self.has_form or self.field not in TERMS:
            return super().focus_words()
        label = label_words(self.form.spec.by_id[self.field])
        english, text = self.form[f"english-{self.field}"], str(self.form[self.field])
        return t("translate-focus", self.form["english-label"], label, text or t("translate-empty"), english)

    def jumped_words(self) -> str:
        """See `focus_words`."""
        return self.focus_words() if self._speaks else super().jumped_words()

    def _place_words(self, index: int) -> str:
        return self.focus_words() if self.field in TERMS else super()._place_words(index)

    def action_open(self) -> None:
        """See the class; on what is no text, as in every form."""
        if self.field not in TERMS:
            super().action_open()
        elif self.field == TERMS[-1]:
            self._finished()
        else:
            self.go_to(TERMS[TERMS.index(self.field) + 1])


class TranslateItemScreen(FormEditing[tuple[str, str]]):
    """Dismissed with the qid of the capacity that was shown last, and what there is to say of it."""

    #: How long after a letter that no draft has yet one is written: a second at the most is ever lost.
    AUTOSAVE_S: ClassVar[float] = 0.7

    def __init__(self, qid: str) -> None:
        super().__init__()
        self.rows = _ItemRows(self.do_form_save, id="form")
        self._qid = qid
        #: The language that is translated into: another one may be opened above this.
        self._in = ""
        self._is_due = False
        #: What was told of those that were saved behind the screen.
        self._told: dict[str, Stage] = {}
        self._paused: CapxError | None = None

    # -- the form ----------------------------------------------------------------------------------

    @property
    def _item(self) -> Item:
        item = self.core.translating.state.item(self._qid)
        assert item is not None, "it was in the list"
        return item

    @property
    def heading(self) -> str:
        """The capacity and the language."""
        state = self.core.translating.state
        item = state.item(self._qid)
        name = item.english.label if item is not None else self._qid
        return t("translate-item-title", name, self._in or state.language)

    def form_spec(self) -> FormSpec:
        """English above each text; theirs below, where somebody else changed it too."""
        item, fields = self._item, form_of()
        rows: list[FieldSpec] = []
        for term in TERMS:
            english = t(f"translate-english-{term}")
            rows.append(ReadOnlyField(f"english-{term}", label=english, is_obvious=True))
            rows.append(fields.by_id[term])
            if term in item.moved:
                rows.append(ReadOnlyField(f"theirs-{term}", label=t(f"translate-theirs-{term}"), is_obvious=True))
        if item.moved:
            rows.append(ActionField("theirs", label_key="translate-take-theirs", help_key="translate-take-theirs-help"))
        rows.append(ReadOnlyField("ids", label=t("translate-ids-label"), is_obvious=True))
        return replace(fields, fields=tuple(rows), save_key="translate-save-next")

    def reword(self) -> None:
        """See `CapxScreen`; what is only told stands in the form as a value."""
        super().reword()
        if self.rows.has_form:
            spec = self._whole(self.form_spec())
            told = {known: text for known, text in self._values(self._item).items() if known not in TERMS}
            form = self.form.reshaped(spec)
            self.rows.form = form.rebased({known: text for known, text in told.items() if known in spec.by_id})

    @staticmethod
    def _whole(spec: FormSpec) -> FormSpec:
        return with_save_row(spec, help_key="translate-save-next-help")

    async def load_values(self) -> Mapping[str, Value]:
        """What is known already: nothing is asked."""
        return self._values(self._item)

    @staticmethod
    def _values(item: Item) -> dict[str, Value]:
        values: dict[str, Value] = {"ids": ids_words(item)}
        for term in TERMS:
            values[f"english-{term}"] = item.english[term] or t("translate-english-none")
            values[f"theirs-{term}"] = item.held[term] or t("translate-theirs-none")
            values[term] = item.seen[term]
        return values

    def opened(self) -> None:
        """Take over what was written before, and begin at what is missing."""
        self._in = self.core.translating.state.language
        self._told = {item.qid: item.stage for item in self.core.translating.state.items}
        self._paused = self.core.translating.state.paused
        self.watch_store(self.core.translating, self._follow)
        self._show("" if self.speaks else t("translate-item-how", first_key("form.next-section")))

    def _show(self, said: str = "") -> None:
        """The capacity as it stands in the store; `said` goes before its name."""
        item = self._item
        spec = self.form_spec()
        values = {known: value for known, value in self._values(item).items() if known in spec.by_id}
        form = Form.begin(self._whole(spec), values)
        form = form.edit_many({term: item.mine[term] for term in TERMS if item.mine[term] != item.seen[term]})
        reasons = (*item.reasons, *((term, Problem("translate-problem-moved")) for term in item.moved))
        if reasons:
            told = {term: tuple(each for of, each in reasons if of == term) for term, _ in reasons}
            form = check(replace(form, refused={term: (form.values.get(term), each) for term, each in told.items()}))
        begins = (*filter(None, [first_invalid(form)]), *item.mine.missing, *item.changed, *TERMS)
        self.rows.begin(form, next(iter(begins)))
        self.retitle()
        if said and not self.speaks:
            # Which capacity it is, and in which language, is the title.
            self.say_how(said)
        else:
            self.say(" ".join(filter(None, (said, self.rows.focus_words() if self.speaks else self._where()))))

    def _where(self) -> str:
        """The capacity, the language, and how far that is."""
        state = self.core.translating.state
        name = language_words(self.core.translating_languages.name(state.language), state.language)
        return t("translate-item-where", self._item.english.label, name, progress_words(state.counts))

    # -- writing -----------------------------------------------------------------------------------

    def edited(self) -> None:
        """The store has it at once, the disk within a second."""
        self._take()
        if not self._is_due:
            self._is_due = True
            keep = self._keep_soon(self._qid)
            self.run_worker(keep, name="draft", group="draft", description="draft", exit_on_error=False)

    @property
    def _is_shown(self) -> bool:
        """Whether the store has this form's language open."""
        return self.rows.has_form and self.core.translating.state.language == self._in

    def on_screen_suspend(self) -> None:
        """Whatever is opened above may bring another language: what is written is kept before that."""
        self._keep_now()

    def resume(self) -> None:
        """Where another language was opened above this, what stands here belongs to none that is open."""
        super().resume()
        if self.rows.has_form and not self._is_shown:
            self.dismiss((self._qid, ""))

    def _take(self) -> None:
        """What stands in the form, into the store: the message that it was edited may still be on its way."""
        if self._is_shown:
            self.core.translating.edit(self._qid, texts_of(self.form.values))

    async def _keep_soon(self, qid: str) -> None:
        await asyncio.sleep(self.AUTOSAVE_S)
        if self._is_due and self._qid == qid and self._is_shown:
            self._is_due = False
            await self.core.translating.keep(qid)
            trouble = self.core.drafts.trouble_to_tell()
            if trouble is not None and self.is_mounted:
                self.front.fail(trouble)

    def _keep_now(self) -> None:
        if not self._is_shown:
            return
        before = self._item
        self._take()
        if self._is_due or self._item is not before:
            self._is_due = False
            self.core.translating.keep_now(self._qid)

    def on_unmount(self) -> None:
        """However the screen is closed, what was written is kept."""
        self._keep_now()

    # -- saving ------------------------------------------------------------------------------------

    def do_form_save(self) -> None:
        """Look at the rules, have it saved behind the screen, and show the next one."""
        if not self.rows.has_form:
            self.say(self.rows.waiting_words)
            return
        form = self.form.forget_refusals()
        if self.rows.field in form.values:
            form = leave(form, self.rows.field)
        self.rows.form = check(form)
        self._take()
        if wrong := first_invalid(self.form):
            self.go_to_problem(wrong)
            problem = problem_words(self.form.problems[wrong][0])
            self.say(t("form-problem-found", label_words(self.spec.by_id[wrong]), problem))
            return
        item = self._item
        if not item.changed:
            self._go_on("")
        elif any(item.seen[term] and not item.mine.trimmed[term] for term in item.changed):
            self._ask_emptied()
        else:
            first_told(self, self._submit)

    def _ask_emptied(self) -> None:
        """A text that others can read goes: that is no slip of a finger."""
        item = self._item
        lost = [item.seen[term] for term in item.changed if not item.mine.trimmed[term]]
        told = [t("translate-emptied", text) for text in lost]
        answers = (
            Answer("back", t("form-save-back"), t("form-save-back-help")),
            Answer("remove", t("translate-emptied-remove"), t("translate-emptied-remove-help")),
        )
        self.app.push_screen(
            QuestionScreen(lambda: t("translate-emptied-title"), told, answers, ask=told[0]),
            lambda answer: first_told(self, self._submit) if answer == "remove" else None,
        )

    def _submit(self) -> None:
        store = self.core.translating
        self._keep_now()
        after = store.submit(self._qid, over_theirs=bool(self._item.moved))
        if not after.is_under_way:
            self._show(state_words(after))
            return
        self._told[self._qid] = Stage.SAVING
        save_behind(self)
        # Who listens hears of the next one; what is turned down is said.
        self._go_on("" if self.speaks else t("translate-being-saved", after.english.label))

    def _go_on(self, said: str) -> None:
        """To the next one that lacks something; back to the list where none does."""
        if not self._step(1, said, only_missing=True):
            counted = progress_words(self.core.translating.state.counts)
            self._leave_with(" ".join(filter(None, (said, t("translate-none-missing"), counted))))

    def _step(self, step: int, said: str = "", *, only_missing: bool = False) -> bool:
        """To a neighbour in the list's order; whether there is one."""
        state = self.core.translating.state
        items = [state.item(each.qid) or each for each in self.core.translating_list.found]
        if only_missing:
            found = next_missing(items, self._qid)
        else:
            places = [each.qid for each in items]
            at = places.index(self._qid) + step if self._qid in places else 0
            found = items[at] if 0 <= at < len(items) else None
        if found is None:
            return False
        self._keep_now()
        self._qid = found.qid
        self._show(said)
        return True

    def _leave_with(self, words: str) -> None:
        """Back to the list, which says `words`."""
        self._keep_now()
        self.dismiss((self._qid, words))

    # -- what becomes of it ------------------------------------------------------------------------

    def _follow(self, state: TranslatingState) -> None:
        """Say what was turned down, once, while the person goes on; and what stops everything."""
        if not self._is_shown or self.app.screen is not self:
            return
        for item in state.items:
            before, self._told[item.qid] = self._told.get(item.qid), item.stage
            if item.stage is not before and before is not None and item.stage.is_trouble:
                self._tell_trouble(item)
        paused, self._paused = self._paused, state.paused
        if state.paused is not None and state.paused is not paused:
            self.fail(state.paused, partial(save_behind, self))

    def _tell_trouble(self, item: Item) -> None:
        if item.qid == self._qid:
            self._take()
            self._show(t("translate-trouble", item.english.label, state_words(item)))
        else:
            self.say(t("translate-trouble", item.english.label, state_words(item)))

    # -- keys --------------------------------------------------------------------------------------

    def hinted(self) -> Sequence[Action]:
        """Without the sections: a capacity is one, and Tab goes to the next."""
        return [entry for entry in super().hinted() if entry.id != "form.next-section"]

    def act_on(self, field_id: str) -> None:
        """Theirs in the place of mine."""
        if field_id == "theirs":
            self.core.translating.throw_away(self._qid)
            self._is_due = False
            self._show(t("translate-theirs-taken"))

    def do_form_next_section(self) -> None:
        """The next capacity of the list; what is written here stays written."""
        if not self._step(1):
            self.say(t("translate-last"))

    def do_form_previous_section(self) -> None:
        """The one before."""
        if not self._step(-1):
            self.say(t("translate-first"))

    def do_app_back(self) -> None:
        """Back to the list; what is written and not saved is kept, and said."""
        self._keep_now()
        item = self._item
        self._leave_with(t("translate-kept", item.english.label) if item.stage is Stage.EDITED else "")
