"""Errors as sentences for a person."""

from __future__ import annotations

from capx_tui.errors import ActionApiError, AnswerError, CapxError, RuleError
from capx_tui.i18n.catalogue import t

__all__ = ["explain", "remedy", "sentence"]


def sentence(error: CapxError) -> str:
    """What happened."""
    if isinstance(error, RuleError):
        return t(error.key, *error.params)
    host = error.host or t("error-host-unknown")
    if isinstance(error, (AnswerError, ActionApiError)):
        # Their first two parameters are always there: the status or code, and the service's words.
        return t(error.sentence, *error.params[:2], host).strip()
    return t(error.sentence, *error.params, host).strip()


def remedy(error: CapxError) -> str:
    """What the person can do, and what was kept."""
    return t(error.remedy)


def explain(error: CapxError) -> str:
    """Both, one after the other. A rule that is about no field says itself what to do."""
    if isinstance(error, RuleError) and not error.field:
        return sentence(error)
    return f"{sentence(error)} {remedy(error)}"
