"""Signing in as rows: what Meta will ask for, the ways with their steps, and, once signed in, where one stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from capx_tui.auth.addresses import CREATE_ACCOUNT, PRIVACY_POLICY, SESSION, SIGN_IN_PAGE
from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.moments import day
from capx_tui.i18n.sentences import explain
from capx_tui.model.entry import Entry
from capx_tui.screens.onward import Onward
from capx_tui.screens.own_wikimedia_rows import own_row
from capx_tui.screens.session_words import expired_words

__all__ = ["SignInDoings", "sign_in_rows"]


@dataclass(frozen=True, slots=True)
class SignInDoings:
    """What the rows do: paste a sign-in, begin at Meta-Wiki, go to one's own credentials, sign out."""

    paste: Callable[[], object]
    begin: Callable[[], object]
    own: Callable[[], object]
    sign_out: Callable[[], object]


def sign_in_rows(
    core: Core, shell: Onward, do: SignInDoings, *, reason: str = "", authorize: str = "", port: int = 0
) -> list[Entry]:
    """`reason` says what asked for it; `authorize` and `port` are of a sign-in at Meta-Wiki that is under way."""
    state = core.session.state
    if state.account is not None and not state.is_expired:
        return [*_account_rows(core), own_row(core, do.own), _sign_out_row(do)]
    rows = [Entry(value=reason)] if reason else []
    if state.is_expired and state.account is not None:
        rows.append(Entry(value=expired_words(state.account.username), style="warning"))
    if state.trouble is not None:
        rows.append(Entry(value=explain(state.trouble), style="warning"))
    ways = _demo_rows(do) if core.embedded else _way_rows(shell, do, authorize, port)
    return [*rows, *_before_rows(shell), *ways, own_row(core, do.own)]


def _sign_out_row(do: SignInDoings) -> Entry:
    return Entry(t("sign-in-sign-out"), t("sign-in-sign-out-help"), target=do.sign_out)


def _account_rows(core: Core) -> Iterator[Entry]:
    session = core.session
    account = session.state.account
    assert account is not None
    until = day(account.expires.isoformat(), core.language) if account.expires else t("profile-no-date")
    yield Entry(t("sign-in-account"), account.username or t("sign-in-name-unknown"))
    yield Entry(t("sign-in-service"), core.service_name)
    yield Entry(t("sign-in-until"), until)
    yield Entry(t("sign-in-kept"), t(session.where, session.kept_in))
    if session.state.trouble is not None:
        yield Entry(value=explain(session.state.trouble), style="warning")
    announced = session.announcement()
    if announced is not None:
        yield Entry(value=t(announced[0], *announced[1]), style="warning")


def _before_rows(shell: Onward) -> list[Entry]:
    return [
        Entry(t("sign-in-before-title"), heading=True),
        Entry(value=t("sign-in-before-meta")),
        Entry(value=t("sign-in-before-password")),
        _address(shell, "about-privacy", PRIVACY_POLICY),
        _address(shell, "sign-in-create-account", CREATE_ACCOUNT),
        Entry(value=t("sign-in-before-without")),
    ]


def _address(shell: Onward, label: str, address: str) -> Entry:
    return Entry(t(label), address, "link", target=lambda: shell.open_link(address, t(label)))


def _demo_rows(do: SignInDoings) -> list[Entry]:
    return [
        Entry(t("sign-in-demo"), heading=True),
        Entry(value=t("sign-in-demo-help")),
        Entry(t("sign-in-demo-begin"), t("sign-in-demo-begin-help"), target=do.begin),
        Entry(t("sign-in-paste"), t("sign-in-paste-help"), target=do.paste),
    ]


def _way_rows(shell: Onward, do: SignInDoings, authorize: str, port: int) -> list[Entry]:
    return [
        Entry(t("sign-in-way-paste"), heading=True),
        Entry(value=t("sign-in-way-paste-1", SIGN_IN_PAGE)),
        Entry(value=t("sign-in-way-paste-2", SESSION)),
        Entry(value=t("sign-in-way-paste-3")),
        Entry(t("sign-in-paste"), t("sign-in-paste-help"), target=do.paste),
        Entry(t("sign-in-way-return"), heading=True),
        *(_return_rows(shell, do, authorize, port) if authorize else [_begin_row(do)]),
        Entry(t("sign-in-way-environment"), heading=True),
        Entry(value=t("sign-in-way-environment-1")),
    ]


def _begin_row(do: SignInDoings) -> Entry:
    return Entry(t("sign-in-begin"), t("sign-in-begin-help"), target=do.begin)


def _return_rows(shell: Onward, do: SignInDoings, authorize: str, port: int) -> list[Entry]:
    label = t("sign-in-way-return")
    return [
        Entry(value=t("sign-in-way-return-1")),
        Entry(t("link-address"), authorize, "link", target=lambda: shell.open_link(authorize, label)),
        Entry(value=t("sign-in-listening", port) if port else t("sign-in-not-listening")),
        Entry(value=t("sign-in-way-return-2")),
        Entry(value=t("sign-in-way-return-3")),
        Entry(t("sign-in-paste-address"), t("sign-in-paste-help"), target=do.paste),
    ]
