"""What a capacity means, as rows: texts, place, people, items, adding."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.model.adding import lists_words
from capx_tui.model.entry import Entry
from capx_tui.model.explore import CapacityList
from capx_tui.screens.onward import Onward

__all__ = ["capacity_rows"]

Do = Callable[[], None]


def capacity_rows(core: Core, shell: Onward, capacity_id: int, *, add_known: Do, add_wanted: Do) -> list[Entry]:
    """Everything that the mirror and one's own profile tell of it. Nothing is fetched; what is missing is said."""
    known = core.directory.information(capacity_id)
    stale = core.directory.state.terms_stale
    rows = [
        Entry(known.name, heading=True),
        Entry(
            t("directory-description"),
            known.description or t("capacity-description-unasked" if stale else "directory-no-description"),
            "" if known.description else "dim",
        ),
        Entry(t("directory-source"), known.source_words),
    ]
    if known.needs_translation:
        label, words = t("action-directory-translate"), t("directory-fallback", known.language_asked)
        rows.append(Entry(label, words, target=partial(shell.open_translate, capacity_id)))
    rows += _adding_rows(core, capacity_id, add_known, add_wanted)
    rows.append(Entry(t("directory-path"), known.path))
    if colour := core.directory.node(capacity_id).colour:
        rows.append(Entry(t("directory-colour"), t(f"colour-name-{colour}"), f"root-{colour}"))
    rows.append(Entry(t("directory-people"), t("tree-counts", known.available, known.wanted, known.known)))
    for label, item, address in known.items:
        rows.append(Entry(label, f"{item}, {address}", "link", target=partial(shell.open_link, address, label)))
    return rows


def _adding_rows(core: Core, capacity_id: int, add_known: Do, add_wanted: Do) -> list[Entry]:
    """The two steps of the guide, and what of them is done."""
    mine = core.adding.lists_of(capacity_id)
    offered, wanted = CapacityList.AVAILABLE in mine, CapacityList.WANTED in mine
    return [
        Entry(
            t("action-adding-known"),
            t("adding-added", lists_words(mine)) if offered else t("action-adding-known-help"),
            "strong" if offered else "link",
            target=add_known,
        ),
        Entry(
            t("action-adding-wanted"),
            t("adding-added", t("adding-in-wanted")) if wanted else t("action-adding-wanted-help"),
            "strong" if wanted else "link",
            target=add_wanted,
        ),
    ]
