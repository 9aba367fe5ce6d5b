"""Why a translation was not taken, beside the text it is about.

The service hands on what Metabase answered as one English sentence with the wiki's answer in it (behaviour file,
section 19), so the cause is told by the words that tell the causes apart; what nobody knows stands as it came.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence

from capx_tui.errors import AnswerError, CapxError, FieldErrors, Forbidden, RuleError
from capx_tui.model.form_fields import Problem
from capx_tui.model.translating import TERM_LIMIT, TERMS

__all__ = ["Scope", "reasons_of", "scope_of"]


class Scope(enum.Enum):
    """What a refusal is about."""

    #: This capacity; the next one may well be taken.
    ITEM = "item"
    #: Whoever writes, or the wiki as a whole: the next one would fare no better.
    ALL = "all"


_CAUSES: tuple[tuple[re.Pattern[str], str, Scope], ...] = (
    (re.compile(r"already has label|label-with-description-conflict"), "translate-refused-taken", Scope.ITEM),
    (re.compile(r"label-equals-description|can ?not have the same value"), "translate-problem-alike", Scope.ITEM),
    (re.compile(r"too[- ]long|no more than \d+ characters"), "translate-refused-long", Scope.ITEM),
    (re.compile(r"abusefilter|spam-?blacklist|spamblocklist"), "translate-refused-filter", Scope.ITEM),
    (re.compile(r"not found for qid|No Metabase item|no-such-entity"), "translate-refused-no-item", Scope.ITEM),
    (
        re.compile(r"not-recognized-language|Unrecognized value for parameter \W*language"),
        "translate-refused-language",
        Scope.ALL,
    ),
    (re.compile(r"protected"), "translate-refused-protected", Scope.ITEM),
    (re.compile(r"confirm"), "translate-refused-unconfirmed", Scope.ALL),
    (re.compile(r"maxlag|readonly|ratelimited|throttled"), "translate-refused-busy", Scope.ALL),
    (re.compile(r"'code': '(?:auto)?blocked|you are blocked", re.IGNORECASE), "translate-refused-blocked", Scope.ALL),
    (re.compile(r"assertuserfailed|badtoken|mwoauth|CSRF token"), "translate-refused-login", Scope.ALL),
)
_TERM = re.compile(r"/[a-z][a-z0-9-]* (label|description)\b")
_ITEM = re.compile(r"\bQ[1-9][0-9]*\b")


def _cause(error: CapxError) -> tuple[str, Scope] | None:
    detail = error.detail if isinstance(error, AnswerError) else ""
    return next(((key, scope) for words, key, scope in _CAUSES if words.search(detail)), None)


def scope_of(error: CapxError) -> Scope:
    """Whether the next capacity can be tried all the same."""
    if isinstance(error, (FieldErrors, RuleError)):
        return Scope.ITEM
    found = None if isinstance(error, Forbidden) else _cause(error)
    return found[1] if found is not None else Scope.ALL


def reasons_of(error: CapxError, sent: Sequence[str], metabase_id: str = "") -> tuple[tuple[str, Problem], ...]:
    """What stands beside which text. `sent` are the texts that had no effect; "" is beside none of them.

    `metabase_id` is the item's own, which is not the other one that a refusal may name.
    """
    if isinstance(error, RuleError):
        return ((error.field or sent[0], Problem(error.key, error.params)),)
    if isinstance(error, FieldErrors) and (named := [term for term in TERMS if term in error.fields]):
        return tuple((term, _known(error, metabase_id, " ".join(error.fields[term]))) for term in named)
    detail = error.detail if isinstance(error, AnswerError) else ""
    if not detail:
        return ()
    about, cause = _TERM.search(detail), _cause(error)
    is_about_item = cause is not None and cause[1] is Scope.ITEM
    term = about[1] if about is not None else sent[0] if is_about_item and sent else ""
    return ((term, _known(error, metabase_id, detail)),)


def _known(error: CapxError, metabase_id: str, detail: str) -> Problem:
    cause = _cause(error)
    if cause is None:
        return Problem(text=detail)
    key, _ = cause
    if key == "translate-refused-taken":
        others = [item for item in _ITEM.findall(detail) if item != metabase_id]
        return Problem(key, (others[0],)) if others else Problem("translate-refused-taken-unnamed")
    return Problem(key, (TERM_LIMIT,)) if key == "translate-refused-long" else Problem(key)
