"""A form whose draft keeps itself, is offered again on return, and is asked about on the way out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import ClassVar

from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form_changes import change_lines, differences
from capx_tui.model.form_draft import DraftKey, Fitted, fit
from capx_tui.model.form_fields import Value
from capx_tui.screens.base import Result
from capx_tui.screens.form_compare import CompareScreen
from capx_tui.screens.form_editing import FormEditing
from capx_tui.screens.form_question import Answer, QuestionScreen
from capx_tui.screens.form_values import draft_key
from capx_tui.screens.form_words import draft_answers, draft_told, is_worth_offering
from capx_tui.store.drafts import Drafts, Found

__all__ = ["DraftNotKept", "FormDrafts"]


class DraftNotKept(CapxError):
    """The disk refuses drafts. `params`: the reason, a sentence."""

    sentence = "form-draft-trouble"
    remedy = "form-draft-trouble-remedy"


class FormDrafts(FormEditing[Result]):
    """Drafts are kept under what the form is about: whose profile, which organization (`FormValues.subject`)."""

    #: How long after the first key that no draft has yet one is written: a second at the most is ever lost.
    AUTOSAVE_S: ClassVar[float] = 0.7

    def __init__(self) -> None:
        super().__init__()
        self._key: DraftKey | None = None
        self._drafts: Drafts | None = None
        self._is_due = False
        self._is_leaving = False
        self._is_discarded = False

    @property
    def is_saving(self) -> bool:
        """Whether a save is under way."""
        return False

    # -- keeping -----------------------------------------------------------------------------------

    def edited(self) -> None:
        """A draft is due; typing on does not put it off."""
        self._is_leaving = self._is_discarded = False
        if not self._is_due:
            self._is_due = True
            self.run_worker(self._keep_soon(), name="draft", group="draft", description="draft", exit_on_error=False)

    async def _keep_soon(self) -> None:
        await asyncio.sleep(self.AUTOSAVE_S)
        if self._is_due and self._drafts is not None and self._key is not None:
            self._is_due = False
            await self._drafts.keep(self._key, self.form)
            self._tell_trouble()

    def keep_now(self) -> None:
        """Keep the draft before anything else happens."""
        self._is_due = False
        if self._drafts is not None and self._key is not None and self.rows.has_form:
            self._drafts.keep_now(self._key, self.form)

    def _tell_trouble(self) -> None:
        """A disk that refuses is told once; the draft is in memory."""
        trouble = self._drafts.trouble_to_tell() if self._drafts is not None else None
        if trouble is not None and self.is_mounted:
            self.front.fail(DraftNotKept(sentence(trouble)))

    def forget_draft(self) -> None:
        """It was saved, or is not wanted."""
        self._is_due = False
        if self._drafts is not None and self._key is not None:
            self._drafts.erase(self._key)

    def on_unmount(self) -> None:
        """However the screen is closed, what was typed is kept unless it was thrown away."""
        if self.rows.has_form and self.form.changed and not self._is_discarded:
            self.keep_now()

    # -- offering ----------------------------------------------------------------------------------

    def opened(self) -> None:
        """Offer what was left behind."""
        self._drafts = self.core.drafts
        self._key = draft_key(self.core, self.spec.id, self.held.subject)
        self._offer()

    def _offer(self) -> None:
        assert self._drafts is not None
        assert self._key is not None
        found = self._drafts.find(self._key)
        if found is None:
            return
        if self.held.make_room(found.draft.edits):
            self.reshape(self.form_spec())
        fitted = fit(self.spec, found.draft)
        if not is_worth_offering(self.form, fitted):
            self._drafts.throw_away(found)
            return
        told = draft_told(self.form, found, fitted, self.core.now())
        self.app.push_screen(
            QuestionScreen(lambda: t("form-draft-title"), told, draft_answers, ask=told[0]),
            lambda answer: self._answered(answer, found, fitted),
        )

    def _answered(self, answer: str | None, found: Found, fitted: Fitted) -> None:
        assert self._drafts is not None
        if answer == "use":
            self._use(found, fitted, fitted.values)
        elif answer == "throw":
            self._drafts.throw_away(found)
            self._tell_trouble()
            self.say(t("form-draft-thrown"))
            self._offer()
        elif answer == "compare":
            screen = CompareScreen(
                lambda: t("form-draft-compare-title"),
                self.spec,
                differences(self.form, fitted.values, was=fitted.was),
                here_key="compare-saved",
                there_key="compare-draft",
                take_there=True,
                lost=fitted.lost,
                anew=self.form_spec,
            )
            self.app.push_screen(screen, lambda taken: self._compared(found, fitted, taken))
        else:
            # Nothing is decided, so nothing may be written over it.
            self.shell.go_back()

    def _compared(self, found: Found, fitted: Fitted, taken: Mapping[str, Value] | None) -> None:
        if taken is None:
            self._offer()
        else:
            self._use(found, fitted, taken)

    def _use(self, found: Found, fitted: Fitted, values: Mapping[str, Value]) -> None:
        assert self._drafts is not None
        if not fitted.lost:
            # What has no place any more stays in the old draft, to be read and copied.
            self._drafts.take_up(found)
        self.rows.put(self.form.edit_many(values))
        self.say(t("form-draft-used"))

    # -- leaving -----------------------------------------------------------------------------------

    def blocks_leaving(self) -> str:
        """Unsaved changes, or a save under way."""
        if self.is_saving:
            return t("form-saving-still")
        if self._is_leaving or not self.rows.has_form or not self.form.changed:
            return ""
        return t("form-unsaved", len(self.form.changed))

    def ask_to_leave(self, leave: Callable[[], None]) -> None:
        """Keep the draft, throw the changes away, or stay."""
        why = self.blocks_leaving()
        if not why:
            leave()
            return
        if self.is_saving:
            self.say(why)
            return
        in_memory = self.spec.sensitive or (self._drafts is not None and self._drafts.trouble is not None)
        kept = t("form-leave-keep-memory-help") if in_memory else t("form-leave-keep-help")
        answers = (
            Answer("keep", t("form-leave-keep"), kept),
            Answer("discard", t("form-leave-discard"), t("form-leave-discard-help")),
            Answer("stay", t("form-leave-stay"), t("form-leave-stay-help")),
        )
        self.app.push_screen(
            QuestionScreen(lambda: t("form-leave-title"), [why, *change_lines(self.form)], answers, ask=why),
            lambda answer: self._leave(answer, leave),
        )

    def _leave(self, answer: str | None, leave: Callable[[], None]) -> None:
        if answer not in ("keep", "discard"):
            return
        if answer == "keep":
            self.keep_now()
        else:
            self.forget_draft()
            self._is_discarded = True
        self._is_leaving = True
        leave()
