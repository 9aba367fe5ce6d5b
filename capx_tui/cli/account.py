"""What is said of a sign-in, by the commands that make, show and end one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from capx_tui.auth.account import Account
from capx_tui.i18n import t
from capx_tui.store.session import SessionStore

__all__ = ["account_lines", "account_object"]


def account_object(account: Account | None, service: str) -> dict[str, Any]:
    """``{id, username, service, expires}``; nulls where nothing is known."""
    expires = account.expires if account is not None else None
    return {
        "id": account.id if account is not None and account.is_known else None,
        "username": account.username or None if account is not None else None,
        "service": service,
        "expires": expires.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if expires is not None else None,
    }


def account_lines(account: Account, session: SessionStore, language: str) -> Iterator[str]:
    """Who, where, until when, and where the token is: the name first."""
    from capx_tui.i18n.moments import day

    yield account.username or t("cli-account-unnamed")
    yield t("cli-account-service", account.service)
    if account.expires is not None:
        yield t("cli-account-until", day(account.expires.isoformat(), language))
    else:
        yield t("cli-account-until-unknown")
    if session.where:
        yield t(session.where, session.kept_in)
    announcement = session.announcement()
    if announcement is not None:
        key, params = announcement
        yield t(key, *params)
