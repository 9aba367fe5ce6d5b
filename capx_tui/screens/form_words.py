"""The questions that forms ask, and what can be answered: the same on the screen and in plain lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from capx_tui.i18n import t
from capx_tui.i18n.moments import ago, parse
from capx_tui.model.choice import Answer
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_changes import differences
from capx_tui.model.form_draft import Fitted
from capx_tui.store.drafts import Found

__all__ = ["again_answers", "draft_answers", "draft_told", "is_worth_offering", "save_answers"]


def save_answers(spec: FormSpec) -> tuple[Answer, ...]:
    """``save``, ``back``: before anything is sent."""
    return (
        Answer("save", t(spec.save_key), t(spec.send_help_key)),
        Answer("back", t("form-save-back"), t("form-save-back-help")),
    )


def again_answers() -> tuple[Answer, ...]:
    """``back``, ``again``: nobody knows whether the service has it."""
    return (
        Answer("back", t("form-save-back"), t("form-again-back-help")),
        Answer("again", t("form-again"), t("form-again-help")),
    )


def is_worth_offering(form: Form, fitted: Fitted) -> bool:
    """Whether a draft says anything that does not stand in `form` already: it may have been saved after all."""
    return bool(fitted.lost or differences(form, fitted.values))


def draft_told(form: Form, found: Found, fitted: Fitted, now: datetime) -> Sequence[str]:
    """That there is a draft, first; then what of it has no place any more, and what was changed elsewhere since."""
    saved_at = parse(found.draft.saved_at) or now
    told = [t("form-draft-found", ago(saved_at, now))]
    if fitted.lost:
        told.append(t("form-draft-older", len(fitted.lost)))
    moved = [each for each in differences(form, fitted.values, was=fitted.was) if each.is_clash]
    if moved:
        told.append(t("form-draft-clash", len(moved)))
    return told


def draft_answers() -> tuple[Answer, ...]:
    """``use``, ``compare``, ``throw``."""
    return (
        Answer("use", t("form-draft-use"), t("form-draft-use-help")),
        Answer("compare", t("form-draft-compare"), t("form-draft-compare-help")),
        Answer("throw", t("form-draft-throw"), t("form-draft-throw-help")),
    )
