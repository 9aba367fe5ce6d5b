"""One's account at Metabase as rows: in whose name edits are made, the address to allow at, the way to take it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.moments import local
from capx_tui.model.entry import Entry
from capx_tui.model.translating_words import who_words
from capx_tui.screens.onward import Onward

__all__ = ["MetabaseDoings", "metabase_rows", "metabase_who"]


@dataclass(frozen=True, slots=True)
class MetabaseDoings:
    """What the rows do: ask for an address, wait until it was allowed, or no longer, allow it here, disconnect."""

    begin: Callable[[], object]
    wait: Callable[[], object]
    stop: Callable[[], object]
    allow_here: Callable[[], object]
    disconnect: Callable[[], object]


def metabase_who(core: Core) -> str:
    """In whose name edits are made, as far as that is known."""
    account = core.metabase_account
    known = account.state
    return who_words(is_known=account.is_mine, is_connected=known.is_connected, username=known.username)


def metabase_rows(core: Core, shell: Onward, do: MetabaseDoings) -> list[Entry]:
    """In whose name edits are made, and what can be done about it."""
    account, state = core.metabase_account, core.metabase_account.state
    rows = [Entry(value=metabase_who(core))]
    if account.is_mine and state.is_connected:
        rows.append(Entry(t("metabase-disconnect"), t("metabase-disconnect-help"), target=do.disconnect))
    elif state.address:
        rows += _link_rows(core, shell, do)
    else:
        rows.append(Entry(value=t("metabase-what")))
        rows.append(Entry(t("metabase-connect"), t("metabase-connect-help"), target=do.begin))
    return rows


def _link_rows(core: Core, shell: Onward, do: MetabaseDoings) -> list[Entry]:
    account, state = core.metabase_account, core.metabase_account.state
    label = t("metabase-link")
    until = f"{local(state.until):%H:%M}" if state.until is not None else ""
    follow = partial(shell.open_link, state.address, label)
    rows = [
        Entry(value=t("metabase-steps", until)),
        Entry(t("link-address"), state.address, "link", target=follow),
        Entry(t("action-link-qr"), t("action-link-qr-help"), target=partial(follow, scan=True)),
    ]
    if account.allows_here:
        rows.append(Entry(t("metabase-allow-here"), t("metabase-allow-here-help"), target=do.allow_here))
    if state.is_waiting:
        rows.append(Entry(t("action-metabase-stop"), t("metabase-waiting"), target=do.stop))
    else:
        rows.append(Entry(t("metabase-wait"), t("metabase-wait-help"), target=do.wait))
    return rows
