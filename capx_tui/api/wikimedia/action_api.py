"""MediaWiki's Action API: who exists, who can be mailed, since when somebody is here, tokens.

https://www.mediawiki.org/wiki/API:Main_page, always with ``formatversion=2`` and
``errorformat=plaintext``. An error comes with status 200 and becomes `ActionApiError`; warnings are
for those who write clients, not for those who use them, and are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlencode

import msgspec

from capx_tui.api.wikimedia.action_api_shapes import AnswerShape, GlobalUserShape, QueryAnswer, QueryShape
from capx_tui.api.wikimedia.user_name import user_name
from capx_tui.api.wire import Call, Site
from capx_tui.errors import ActionApiError, MaxLag, WrongShape
from capx_tui.secret import Secret
from capx_tui.text import clean

__all__ = [
    "LIMIT",
    "GlobalAccount",
    "WikiAccount",
    "WikiUser",
    "account_of",
    "action",
    "check_number",
    "checked",
    "csrf_token",
    "global_account",
    "multiple",
    "query",
    "userinfo",
    "users",
]

T = TypeVar("T")
E = TypeVar("E", bound=AnswerShape)

#: Values that one parameter may have, for those who are no bot.
LIMIT = 50
#: Longer questions go as a form: some proxies cut addresses at 2,000 characters.
_LONGEST_QUERY = 1800
#: Replicas lag by more than this many seconds: what can wait, waits.
_MAXLAG_S = "5"


class WikiUser(msgspec.Struct, frozen=True, kw_only=True):
    """An account at Meta. `name` is as the wiki writes it; `valid` is False for what cannot be a name."""

    name: str
    exists: bool
    emailable: bool = False
    valid: bool = True


class GlobalAccount(msgspec.Struct, frozen=True, kw_only=True):
    """An account across all wikis. `registered` is the earliest registration known: the wiki birthday."""

    name: str
    registered: datetime | None
    locked: bool = False


class WikiAccount(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a wiki takes us for."""

    id: int
    name: str
    anonymous: bool


def action(
    site: Site,
    parameters: Mapping[str, str],
    answer: type[E],
    finish: Callable[[E], T],
    *,
    maxlag: bool = False,
) -> Call[T]:
    """A call that only asks. `finish` sees an answer without error.

    `maxlag` is for what nobody is waiting for: then a wiki that lags says so instead of answering.
    """
    fields = {**parameters, "format": "json", "formatversion": "2", "errorformat": "plaintext"}
    if maxlag:
        fields["maxlag"] = _MAXLAG_S
    pairs = tuple(fields.items())
    long = len(urlencode(pairs)) > _LONGEST_QUERY
    return Call(
        "POST" if long else "GET",
        "",
        answer,
        site=site,
        query=() if long else pairs,
        form=pairs if long else None,
        only_asks=True,
        finish=lambda value: finish(checked(value)),
    )


def checked(answer: E) -> E:
    """`answer`, or the error that it is. Raises `ActionApiError` or `MaxLag`."""
    errors = (*answer.errors, *([answer.error] if answer.error else []))
    if not errors:
        return answer
    first = errors[0]
    # A wiki that lacks a message gives its key in such brackets: no words for anybody.
    told = (error.text or error.info for error in errors)
    info = clean(" ".join(text for text in told if not text.startswith("⧼")))[:500]
    if first.code == "maxlag":
        raise MaxLag(info)
    raise ActionApiError(clean(first.code)[:100], info)


def query(
    site: Site,
    parameters: Mapping[str, str],
    read: Callable[[QueryShape], T],
    *,
    maxlag: bool = False,
) -> Call[T]:
    """``action=query`` for what fits one answer."""
    return action(
        site,
        {"action": "query", **parameters},
        QueryAnswer,
        lambda answer: read(answer.query),
        maxlag=maxlag,
    )


def users(names: Sequence[str]) -> Call[dict[str, WikiUser]]:
    """Up to `LIMIT` accounts at Meta, and whether each can be mailed. Keys are `names` as given.

    A name that the wiki did not answer for has no key. Meta knows only itself: a person may exist at
    Meta and not in CapX. Behaviour file, section 13.1; https://www.mediawiki.org/wiki/API:Users.
    Raises `ValueError` for none or too many.
    """
    check_number(names)
    return query(Site.META_API, _users_parameters(names), lambda found: _users(names, found))


def global_account(username: str) -> Call[GlobalAccount | None]:
    """The account across wikis, None where there is none (or where it is hidden).

    https://www.mediawiki.org/wiki/API:Globaluserinfo. A birthday can wait for a lagging wiki.
    Raises `ActionApiError` (``invaliduser``) for what cannot be a name.
    """
    parameters = {"meta": "globaluserinfo", "guiuser": user_name(username), "guiprop": "merged"}
    return query(Site.META_API, parameters, _global, maxlag=True)


def csrf_token(site: Site = Site.META_API) -> Call[Secret]:
    """The token that a signed write must carry; without a signature the wiki gives one that writes nothing.

    https://www.mediawiki.org/wiki/API:Tokens.
    """
    return query(site, {"meta": "tokens", "type": "csrf"}, _token)


def userinfo(site: Site = Site.META_API) -> Call[WikiAccount]:
    """Whom the wiki takes the sender for. https://www.mediawiki.org/wiki/API:Userinfo."""
    return query(site, {"meta": "userinfo"}, account_of)


def multiple(values: Sequence[str]) -> str:
    """Several values as one parameter. https://www.mediawiki.org/wiki/API:Data_formats."""
    if any("|" in value for value in values):
        return "\x1f" + "\x1f".join(values)
    return "|".join(values)


def check_number(values: Sequence[str]) -> None:
    """Raises `ValueError` unless there are 1 to `LIMIT` values."""
    if not 0 < len(values) <= LIMIT:
        raise ValueError(f"{len(values)} values, not 1 to {LIMIT}")


def _users_parameters(names: Sequence[str]) -> dict[str, str]:
    asked = dict.fromkeys(user_name(name) for name in names)
    return {"list": "users", "usprop": "emailable", "ususers": multiple(list(asked))}


def _users(names: Sequence[str], answer: QueryShape) -> dict[str, WikiUser]:
    renamed = {change.before: change.after for change in answer.normalized}
    by_name = {user_name(user.name): user for user in answer.users}
    found = {}
    for name in names:
        asked = user_name(name)
        user = by_name.get(user_name(renamed.get(asked, asked)))
        if not asked:
            found[name] = WikiUser(name="", exists=False, valid=False)
        elif user is not None:
            found[name] = WikiUser(
                name=clean(user.name),
                exists=not (user.missing or user.invalid),
                emailable=user.emailable and not (user.missing or user.invalid),
                valid=not user.invalid,
            )
    return found


def _global(answer: QueryShape) -> GlobalAccount | None:
    account = answer.globaluserinfo
    if account is None:
        raise WrongShape("query.globaluserinfo")
    if account.missing:
        return None
    return GlobalAccount(name=clean(account.name), registered=_earliest(account), locked=account.locked)


def _earliest(account: GlobalUserShape) -> datetime | None:
    """The merged accounts tell since when; the global one is often younger than they are.

    Accounts older than 2005 have no date: the wiki then writes the time of the answer, which is
    never the earliest.
    """
    dates = [one.registration for one in account.merged if one.registration is not None]
    return min(dates) if dates else account.registration


def _token(answer: QueryShape) -> Secret:
    if answer.tokens is None or not answer.tokens.csrftoken:
        raise WrongShape("query.tokens.csrftoken")
    return Secret(answer.tokens.csrftoken)


def account_of(answer: QueryShape) -> WikiAccount:
    """Whom the answer is about. Raises `WrongShape`."""
    if answer.userinfo is None:
        raise WrongShape("query.userinfo")
    info = answer.userinfo
    return WikiAccount(id=info.id, name=clean(info.name), anonymous=info.anon or info.id == 0)
