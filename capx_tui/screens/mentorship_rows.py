"""Mentorship programmes as rows: every one with its status, and how one gets listed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.model.entry import Entry
from capx_tui.model.links import CONTACT
from capx_tui.model.lookup import Lookup
from capx_tui.model.mentorship import Programme
from capx_tui.model.mentorship_facts import status_words
from capx_tui.text import isolate

__all__ = ["mentorship_rows"]


def mentorship_rows(
    core: Core, open_it: Callable[[int], object], *, contact: Callable[[], object] | None = None
) -> list[Entry]:
    """What it is about, the programmes, and how one is listed; `contact` takes the address to write to."""
    state = core.mentorship.state
    rows = [Entry(value=t("mentorship-about")), *(_programme(core, each, open_it) for each in state.programmes)]
    if state.error is not None:
        rows.append(Entry(value=explain(state.error), style="warning"))
    elif not state.programmes:
        rows.append(Entry(value=t("mentorship-none" if state.lookup is Lookup.NONE else "mentorship-asking")))
    return [
        *rows,
        Entry(t("mentorship-listing"), heading=True),
        Entry(value=t("mentorship-listing-how")),
        Entry(t("about-contact"), CONTACT, target=contact),
    ]


def _programme(core: Core, programme: Programme, open_it: Callable[[int], object]) -> Entry:
    store = core.mentorship
    words = t(
        "mentorship-row",
        status_words(programme, store.today, core.language),
        t("mentorship-row-subscribers", count) if (count := programme.subscribers) else t("mentorship-row-nobody"),
    )
    return Entry(isolate(store.name(programme)), words, target=partial(open_it, programme.organization))
