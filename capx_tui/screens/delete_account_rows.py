"""Deleting one's account at CapX as rows: what goes, what stays, the way to do it; and what came of it in words."""

from __future__ import annotations

from collections.abc import Callable

from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.model.entry import Entry
from capx_tui.store.account_deletion import TOLD_KEYS, Deleted
from capx_tui.text import isolate

__all__ = ["deleted_words", "deletion_rows", "name_question", "name_refused"]


def deletion_rows(*, keep: Callable[[], object], delete: Callable[[], object]) -> list[Entry]:
    """What it means, then the way to do it."""
    rows = [Entry(value=t("delete-account-final"), style="warning")]
    for heading, keys in TOLD_KEYS:
        rows.append(Entry(t(heading), heading=True))
        rows += [Entry(value=t(key)) for key in keys]
    return [
        *rows,
        Entry(t("delete-account-decide"), heading=True),
        Entry(t("delete-account-not"), t("delete-account-not-help"), target=keep),
        Entry(t("delete-account-do"), t("delete-account-do-help"), target=delete),
    ]


def name_question(username: str) -> str:
    """What is to be typed before anything is sent."""
    return t("delete-account-type", isolate(username))


def name_refused(typed: str | None, username: str) -> str:
    """Why nothing is deleted: nobody answered (None), or with another name; "" for the right one."""
    if typed is None:
        return t("delete-account-nothing")
    return "" if typed == username else t("delete-account-wrong-name", typed, username)


def deleted_words(deleted: Deleted) -> str:
    """What became of it, and what could not be erased here."""
    said = [t(key, *params) for key, *params in deleted.words]
    return " ".join([*said, *map(explain, deleted.troubles)])
