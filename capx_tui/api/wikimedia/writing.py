"""Writing to Meta-Wiki in one's own name: an e-mail, a section on a talk page, and looking for one's own edits.

https://www.mediawiki.org/wiki/API:Emailuser, https://www.mediawiki.org/wiki/API:Edit. Every call is signed with the
person's own credentials and says whose they are (``assertuser``): should the wiki take them for somebody else's, it
does nothing. What the wiki turns down becomes `ActionApiError` with its code, and credentials that it does not take
`CredentialsRefused`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from capx_tui.api.wikimedia import action_api
from capx_tui.api.wikimedia.action_api_shapes import AnswerShape, EditAnswer, EmailAnswer, QueryAnswer, QueryShape
from capx_tui.api.wire import Auth, Call, Site
from capx_tui.errors import ActionApiError, ClockOff, CredentialsRefused, WrongShape
from capx_tui.secret import Secret
from capx_tui.text import clean

__all__ = [
    "Contribution",
    "Posted",
    "Standing",
    "contributions",
    "email_user",
    "new_section",
    "standing",
    "write_token",
]

T = TypeVar("T")
E = TypeVar("E", bound=AnswerShape)

#: A wiki that is busy saves an edit within a minute, or gives up.
_WRITE_TIMEOUT_S = 90.0
#: The namespace of user talk pages.
_USER_TALK = "3"
#: How its OAuth begins to say that its clock and the signer's are five minutes apart; the two moments follow.
_EXPIRED = "Expired timestamp"
#: What the wiki says to credentials that it does not take.
_REFUSALS = ("mwoauth", "assertuserfailed", "assertnameduserfailed", "readapidenied", "writeapidenied")


@dataclass(frozen=True, slots=True)
class Standing:
    """Whom the wiki takes the sender for, and its own clock (ISO 8601 in UTC)."""

    account: action_api.WikiAccount
    moment: str


@dataclass(frozen=True, slots=True)
class Posted:
    """An edit that was saved: on which page, and as which revision."""

    title: str
    revision: int


@dataclass(frozen=True, slots=True)
class Contribution:
    """An edit of one's own. `moment` is ISO 8601 in UTC; `summary` is "" where it was hidden."""

    title: str
    revision: int
    summary: str
    moment: str


def standing() -> Call[Standing]:
    """``meta=userinfo`` with the wiki's clock: whose the credentials are. Nobody's are refused.

    Raises `CredentialsRefused`.
    """
    parameters = {"action": "query", "meta": "userinfo", "curtimestamp": "1"}
    return _signed(action_api.action(Site.META_API, parameters, QueryAnswer, _standing))


def write_token(username: str) -> Call[Secret]:
    """``meta=tokens``: what a write of `username` must carry."""
    parameters = {"meta": "tokens", "type": "csrf", "assertuser": username}
    return _signed(action_api.query(Site.META_API, parameters, _token))


def email_user(username: str, target: str, subject: str, text: str, token: Secret) -> Call[None]:
    """``action=emailuser`` from `username` to `target`; the sender gets a copy."""
    parameters = {"action": "emailuser", "target": target, "subject": subject, "text": text, "ccme": "1"}
    return _write(username, parameters, token, EmailAnswer, _mailed)


def new_section(username: str, page: str, heading: str, summary: str, text: str, token: Secret) -> Call[Posted]:
    """``action=edit`` with ``section=new``: adds to the end of `page`, makes it where there is none.

    A page that was moved is followed to where it is now.
    """
    parameters = {
        "action": "edit",
        "title": page,
        "section": "new",
        "sectiontitle": heading,
        "summary": summary,
        "text": text,
        "redirect": "1",
    }
    return _write(username, parameters, token, EditAnswer, _posted)


def contributions(username: str, since: str) -> Call[tuple[Contribution, ...]]:
    """``list=usercontribs``: one's own edits of user talk pages since a moment of the wiki's clock, newest first.

    A wiki whose replicas lag says so instead of answering: what was saved just now could be missing.
    """
    parameters = {
        "list": "usercontribs",
        "ucuser": username,
        "ucnamespace": _USER_TALK,
        "ucend": since,
        "ucprop": "ids|title|timestamp|comment",
        "uclimit": str(action_api.LIMIT),
        "assertuser": username,
    }
    return _signed(action_api.query(Site.META_API, parameters, _contributions, maxlag=True))


def _signed(call: Call[T]) -> Call[T]:
    """`call` with one's own signature; the wiki's refusal of that becomes a type of its own."""
    finish = call.finish
    assert finish is not None
    return replace(call, auth=Auth.OWN, finish=lambda answer: _typed(finish, answer))


def _typed(finish: Callable[[Any], T], answer: Any) -> T:
    try:
        return finish(answer)
    except ActionApiError as error:
        if not error.code.startswith(_REFUSALS):
            raise
        kind = ClockOff if _EXPIRED in error.info else CredentialsRefused
        refused = kind(error.info or error.code)
    raise refused


def _write(
    username: str, parameters: Mapping[str, str], token: Secret, answer: type[E], finish: Callable[[E], T]
) -> Call[T]:
    """A call that acts. The token stands last: a body that was cut off on its way then writes nothing."""
    fields = {
        **parameters,
        "assertuser": username,
        "format": "json",
        "formatversion": "2",
        "errorformat": "plaintext",
        "token": token.reveal(),
    }
    call: Call[T] = Call(
        "POST",
        "",
        answer,
        site=Site.META_API,
        form=tuple(fields.items()),
        timeout_s=_WRITE_TIMEOUT_S,
        finish=lambda value: finish(action_api.checked(value)),
    )
    return _signed(call)


def _standing(answer: QueryAnswer) -> Standing:
    account = action_api.account_of(answer.query)
    if account.anonymous:
        raise CredentialsRefused(account.name)
    return Standing(account, clean(answer.curtimestamp)[:40])


def _token(answer: QueryShape) -> Secret:
    if answer.tokens is None or not answer.tokens.csrftoken:
        raise WrongShape("query.tokens.csrftoken")
    return Secret(answer.tokens.csrftoken)


def _mailed(answer: EmailAnswer) -> None:
    mail = answer.emailuser
    if mail is None or not mail.result:
        raise WrongShape("emailuser.result")
    action_api.checked(AnswerShape(errors=mail.errors))
    if mail.result != "Success":
        raise ActionApiError(clean(mail.result)[:100])


def _posted(answer: EditAnswer) -> Posted:
    edit = answer.edit
    if edit is None or not edit.result:
        raise WrongShape("edit.result")
    if edit.result != "Success":
        # Extensions that want something first say so beside the result.
        wants = "captcha" if edit.captcha is not None else "spamblacklist" if edit.spamblacklist is not None else ""
        raise ActionApiError(clean(edit.code or wants or edit.result)[:100], clean(edit.info)[:500])
    return Posted(clean(edit.title), edit.newrevid)


def _contributions(answer: QueryShape) -> tuple[Contribution, ...]:
    return tuple(
        Contribution(clean(one.title), one.revid, clean(one.comment), clean(one.timestamp))
        for one in answer.usercontribs
    )
