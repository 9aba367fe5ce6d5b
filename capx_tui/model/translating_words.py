"""A capacity's translation in words, the same on the screen, in speech and on the command line."""

from __future__ import annotations

from capx_tui.i18n import t
from capx_tui.model.form_words import problem_words
from capx_tui.model.translating import Counts, Item, Stage
from capx_tui.text import isolate

__all__ = [
    "bar",
    "ids_words",
    "language_words",
    "progress_words",
    "reason_words",
    "saving_words",
    "state_words",
    "who_words",
]

_BAR_CELLS = 20


def language_words(name: str, code: str) -> str:
    """A language with its code: ``Turkish (tr)``."""
    return t("translate-language-name", name, code) if name != code else code


def state_words(item: Item) -> str:
    """How far one is: what became of what was written, else what is there and what is missing."""
    if item.stage is Stage.KEPT:
        missing = item.held.missing
        if len(missing) == 1:
            return t(f"translate-has-no-{missing[0]}")
        return t("translate-has-none") if missing else t("translate-has-all")
    words = t(f"translate-stage-{item.stage.value}")
    reasons = reason_words(item)
    return t("translate-stage-why", words, reasons) if reasons else words


def reason_words(item: Item) -> str:
    """Why it is not saved, "" for no reason."""
    told = [
        t("translate-reason", t(f"translate-{term}"), problem_words(problem)) if term else problem_words(problem)
        for term, problem in item.reasons
    ]
    return " ".join(told)


def ids_words(item: Item) -> str:
    """Its numbers at CapX, at Wikidata and at Metabase."""
    if item.capacity is None:
        return t("translate-ids-unlisted", item.qid, item.metabase_id)
    return t("translate-ids", str(item.capacity), item.qid, item.metabase_id)


def saving_words(counts: Counts) -> str:
    """That some are being saved, or wait for that."""
    return t("translate-progress-waiting" if counts.is_paused else "translate-progress-saving", counts.saving)


def progress_words(counts: Counts) -> str:
    """``93 of 134 done, 41 left``, and what is not saved."""
    words = [t("translate-progress", counts.done, counts.total, counts.left)]
    if counts.saving:
        words.append(saving_words(counts))
    if kept := counts.open - counts.saving:
        words.append(t("translate-progress-open", kept))
    return " ".join(words)


def bar(counts: Counts) -> str:
    """The same as a bar, for who sees it; the words beside it say all."""
    if not counts.total:
        return ""
    done = counts.done * _BAR_CELLS // counts.total
    return f"[{'#' * done}{'.' * (_BAR_CELLS - done)}]"


def who_words(*, is_known: bool, is_connected: bool, username: str) -> str:
    """In whose name edits are made."""
    if not is_known:
        return t("translate-who-unknown")
    if not is_connected:
        return t("translate-who-bot")
    return t("translate-who-connected", isolate(username)) if username else t("translate-who-connected-unnamed")
