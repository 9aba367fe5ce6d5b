"""What is told of a suggestion before it is sent: the same for the screen and for plain lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from capx_tui.i18n import t
from capx_tui.model.entry import Entry
from capx_tui.model.form import Form
from capx_tui.model.look_alikes import Alike, alike_words
from capx_tui.model.report_form import earlier_words
from capx_tui.model.reports import SUGGESTION, Report, Words

__all__ = ["suggest_asked", "suggest_consequences", "suggest_lines", "suggestion"]


def suggestion(form: Form) -> Words:
    """What is sent of the form."""
    return Words(str(form["title"]).strip(), str(form["description"]).strip(), SUGGESTION)


def suggest_consequences(
    found: Sequence[Alike], earlier: Report | None, language: str, tell: Callable[[int], object] | None = None
) -> Sequence[Entry | str]:
    """What it may be already, then what becomes of it; `tell` tells more of a capacity."""
    rows: list[Entry | str] = []
    if found or earlier is not None:
        rows.append(Entry(t("suggest-alike"), heading=True))
    if earlier is not None:
        rows.append(earlier_words(earlier, language))
    for each in found:
        target = partial(tell, each.capacity) if tell is not None else None
        rows.append(Entry(each.name, alike_words(each, language), target=target))
    return [*rows, t("suggest-sends"), t("suggest-for-good"), t("suggest-seen-by")]


def suggest_lines(words: Words) -> Sequence[str]:
    """Both texts, whole."""
    return [t("suggest-line-title", words.title), t("suggest-line-description", words.description)]


def suggest_asked(found: Sequence[Alike], earlier: Report | None) -> str:
    """The question: whether it exists comes first."""
    count = len(found) + (earlier is not None)
    return t("suggest-ask-alike", count) if count else t("suggest-ask")
