"""A fact of a profile as rows, where its values lead, and whether one has saved the profile."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.model.entry import Entry
from capx_tui.model.profile_facts import Fact, Value
from capx_tui.model.saved import Subject
from capx_tui.screens.onward import Onward

__all__ = ["fact_rows", "saved_rows"]


def fact_rows(shell: Onward, fact: Fact, style: str = "link") -> list[Entry]:
    """A fact as rows: values that lead somewhere have one each, the others stand on one."""
    if not fact.values:
        return [Entry(fact.label, fact.missing, "dim")]
    if not any(_way(shell, value) for value in fact.values):
        return [Entry(fact.label, "\n".join(v.text for v in fact.values) if fact.is_long else fact.text)]
    return [
        Entry(fact.label, value.text, style=style, target=_way(shell, value), continued=number > 0)
        for number, value in enumerate(fact.values)
    ]


def saved_rows(core: Core, subject: Subject) -> list[Entry]:
    """Whether one has saved whom a profile is of; nothing for who is not signed in.

    It is told either way: a row that came with saving would push all rows below it down, and have them read again.
    """
    if not core.session.state.is_signed_in:
        return []
    return [Entry(t("saved-word"), t("word-yes" if core.saved.has(subject) else "word-no"))]


def _way(shell: Onward, value: Value) -> Callable[[], None] | None:
    """Where a value leads: to the screen of what it stands for, or to its address; None where it only tells."""
    if value.capacity is not None:
        return partial(shell.open_directory, value.capacity)
    if value.organization is not None:
        return partial(shell.open_organization, value.organization)
    if value.person is not None:
        return partial(shell.open_person, value.person)
    return partial(shell.open_link, value.address, value.text) if value.address else None
