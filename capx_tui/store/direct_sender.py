"""Sending straight to Meta-Wiki with one's own Wikimedia credentials, without the CapX service.

The same messages as through the service: an e-mail gets the same subject and a copy for the sender, a section on the
talk page is signed. An e-mail never becomes public: where it cannot go, it does not go.

A section carries a mark in its edit summary, by which it is found again should the wiki's answer be lost. Of e-mails
a wiki keeps no list: whether one went out, only the sender's mailbox can tell.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeVar

from capx_tui.api.client import Client
from capx_tui.api.wikimedia import writing
from capx_tui.api.wikimedia.user_name import user_name
from capx_tui.errors import ActionApiError, CredentialsRefused, NetworkError, NoCredentials, NotData, ServiceDown
from capx_tui.i18n.moments import parse
from capx_tui.i18n.sentences import sentence
from capx_tui.model.messages import Message, Method, Outcome, Reach, SentMessage
from capx_tui.model.wiki_refusals import outcome_of_code
from capx_tui.secret import Secret
from capx_tui.store.message_sending import Attempt, MessageNotSent
from capx_tui.store.own_wikimedia import OwnWikimediaStore
from capx_tui.store.reach import reach

__all__ = ["DirectSender"]

T = TypeVar("T")

#: As the service begins the subject of every e-mail, so that whoever gets one knows where it comes from.
_SUBJECT = "[Capacity Exchange] {}"
#: As the service signs: the wiki puts name and date in its place.
_SIGNATURE = "\n--~~~~"
_SUMMARY = "/* {} */ [[m:Capacity Exchange|Capacity Exchange]] ({})"
#: Characters that a summary has room for beside the heading.
_LONGEST_HEADING = 200
_TALK_PAGE = "User talk:{}"


class DirectSender:
    """A `MessageSender`. Every action raises `NoCredentials` or `CredentialsRefused` without credentials that count."""

    def __init__(
        self,
        client: Client,
        own: OwnWikimediaStore,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._client = client
        self._own = own
        self._now = now

    @property
    def falls_back(self) -> bool:
        """An e-mail that cannot go stays here."""
        return False

    async def check(self, receiver: str) -> Reach:
        """See `MessageSender`. Anybody may ask that: it goes unsigned."""
        return await reach(self._client, await self._own.owner(), receiver)

    async def mark(self) -> str:
        """The wiki's clock. It is asked signed: credentials that do not count any more are found out here."""
        standing = await self._client.send(writing.standing())
        if user_name(standing.account.name) != user_name(await self._own.owner()):
            raise CredentialsRefused(standing.account.name)
        if parse(standing.moment) is None:
            return self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return standing.moment

    async def send(self, message: Message, attempt: Attempt) -> SentMessage:
        """See `MessageSender`."""
        me = await self._own.owner()
        try:
            if message.method is Method.EMAIL:
                await self._with_token(me, lambda token: self._mail(me, message, token))
                return _sent(attempt, Outcome.SENT_BY_MAIL)
            posted = await self._with_token(me, lambda token: self._post(me, message, attempt, token))
        except CredentialsRefused as error:
            return _sent(attempt, Outcome.NOT_GRANTED, error.params[0] if error.params else "")
        except NoCredentials:
            return _sent(attempt, Outcome.NOT_GRANTED)
        except ActionApiError as error:
            outcome = outcome_of_code(error.code)
            return _sent(attempt, outcome, error.info or (error.code if outcome is Outcome.REFUSED else ""))
        return _sent(attempt, Outcome.SENT_TO_TALK_PAGE, receiver=_owner_of(posted.title) or message.receiver)

    async def _mail(self, me: str, message: Message, token: Secret) -> None:
        subject = _SUBJECT.format(message.subject)
        await self._client.send(writing.email_user(me, message.receiver, subject, message.text, token))

    async def _post(self, me: str, message: Message, attempt: Attempt, token: Secret) -> writing.Posted:
        page = _TALK_PAGE.format(message.receiver)
        summary = _SUMMARY.format(message.subject[:_LONGEST_HEADING], _mark_of(attempt))
        text = message.text + _SIGNATURE
        return await self._client.send(writing.new_section(me, page, message.subject, summary, text, token))

    async def _with_token(self, me: str, write: Callable[[Secret], Awaitable[T]]) -> T:
        """`write` with a token; once more with a new one where the wiki did nothing because it took it for stale."""
        token = await self._token(me)
        try:
            return await write(token)
        except ActionApiError as error:
            if error.code != "badtoken":
                raise
        return await write(await self._token(me))

    async def _token(self, me: str) -> Secret:
        """Raises `MessageNotSent` where no answer comes: without a token nothing went out, so nothing is in doubt."""
        try:
            return await self._client.send(writing.write_token(me))
        except (NetworkError, NotData, ServiceDown) as error:
            raise MessageNotSent(sentence(error), host=error.host) from error

    async def look_up(self, attempt: Attempt) -> SentMessage | None:
        """A section is looked for among one's own edits since the mark; an e-mail cannot be looked for."""
        if attempt.method == Method.EMAIL.value:
            return _sent(attempt, Outcome.UNTRACEABLE)
        edits = await self._client.send(writing.contributions(await self._own.owner(), attempt.mark))
        mark = f"({_mark_of(attempt)})"
        found = next((edit for edit in edits if mark in edit.summary), None)
        if found is None:
            return None
        return _sent(attempt, Outcome.SENT_TO_TALK_PAGE, receiver=_owner_of(found.title) or attempt.receiver)


def _mark_of(attempt: Attempt) -> str:
    """What tells one's section from every other: a part of a salted digest, from which nothing can be read."""
    return f"capx-tui {attempt.digest[:10]}"


def _owner_of(title: str) -> str:
    """Whose talk page that is: the wiki follows a page that was moved with its account."""
    _, _, name = title.partition(":")
    return user_name(name)


def _sent(attempt: Attempt, outcome: Outcome, note: str = "", *, receiver: str = "") -> SentMessage:
    status = "sent" if outcome.is_sent else "pending" if outcome.is_open else "failed"
    return SentMessage(
        receiver=receiver or attempt.receiver,
        method=attempt.method,
        outcome=outcome,
        status=status,
        note=note,
        date=attempt.moment,
    )
