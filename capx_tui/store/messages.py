"""Messages: sending one, once, and the log of those that were sent (``GET`` and ``POST /messages/``).

Before anything goes out, what goes out is noted without its content; the note is gone once it is known what became
of it. So a message whose answer was lost is looked for before another is sent to the same person, also after the
program was killed in between.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from capx_tui.api.capx import messages, people
from capx_tui.api.capx.convert_messages import sent_message
from capx_tui.api.client import Client
from capx_tui.api.wikimedia.user_name import user_name
from capx_tui.errors import CapxError, NetworkError, NotSignedIn, RuleError, StorageError, leaves_open
from capx_tui.i18n.catalogue import t
from capx_tui.i18n.moments import parse
from capx_tui.i18n.sentences import sentence
from capx_tui.model.message_words import outcome_words
from capx_tui.model.messages import Message, Method, Outcome, Presence, Reach, SentMessage, Way, why_not
from capx_tui.store.base import Store
from capx_tui.store.message_memory import MessageMemory, SentLog
from capx_tui.store.message_sending import Attempt, MessageNotSent
from capx_tui.store.message_ways import MessageWays
from capx_tui.store.session import SessionStore
from capx_tui.store.turns import Turns

__all__ = ["MayBecomePublic", "MessageInDoubt", "MessageNotSent", "MessagesState", "MessagesStore"]

T = TypeVar("T")

_AT_ONCE = 200
#: What went straight to Meta-Wiki is logged nowhere but here: so much of it is kept.
_KEPT = 500


class MessageInDoubt(NetworkError):
    """Nobody knows whether it went out: `params[0]` says why. `message` as in `MessageNotSent`."""

    sentence = "message-in-doubt"
    remedy = "message-in-doubt-remedy"

    def __init__(self, why: str, message: SentMessage | None = None, *, host: str = "") -> None:
        super().__init__(why, host=host)
        self.message = message


class MayBecomePublic(CapxError):
    """Nothing was sent. Nobody could tell whether an e-mail can go: what cannot, the service makes public.

    `params`: the receiver's name; why nobody could tell, a sentence.
    """

    sentence = "message-may-become-public"
    remedy = "message-may-become-public-remedy"


@dataclass(frozen=True)
class MessagesState:
    """The log, newest first. `read_at` (UTC) is when the service last told all of it, None for never."""

    messages: tuple[SentMessage, ...] = ()
    read_at: datetime | None = None
    #: The service could not be read: the log is the one known from before.
    error: CapxError | None = None
    #: Whether the service gives everybody's messages, as it does to staff; None before it said so.
    is_staff: bool | None = None
    #: The log cannot be kept beyond the program's end.
    trouble: StorageError | None = None


class MessagesStore(Store[MessagesState]):
    """With a way to send by, or every action raises `NotSignedIn`. What was begun goes on, whoever waits for it."""

    def __init__(
        self,
        client: Client,
        session: SessionStore,
        ways: MessageWays,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(MessagesState())
        self._client = client
        self._session = session
        #: Which way messages go, and whether there is one.
        self.ways = ways
        self._now = now
        self._shown_for: tuple[object, ...] = ()
        self._memories: dict[tuple[str, str], MessageMemory] = {}
        self._turns = Turns()

    # -- the log -----------------------------------------------------------------------------------

    def show(self) -> None:
        """The log as it was last known; costs nothing where nobody else signed in."""
        accounts = (self.ways.possible, *(self.ways.account(way) for way in Way))
        if accounts == self._shown_for:
            return
        self._shown_for = accounts
        kept = self._kept(Way.CAPX)
        self._set(
            self._begin("messages"),
            messages=_newest_first((*kept.messages, *self._kept(Way.META).messages)),
            read_at=parse(kept.read_at),
            is_staff=kept.is_staff,
            error=None if self.ways.possible else NotSignedIn(),
            trouble=None,
        )

    async def load(self) -> None:
        """Read all pages. Raises the errors of the requests, which are in the state as well; the log stays then.

        Without the service, what went straight to Meta-Wiki is all there is.
        """
        if Way.CAPX not in self.ways.possible:
            await self.owner()
            self.show()
            self._set(self._begin("messages"), read_at=self._now(), error=None)
            return
        await self._session.owner()
        self.show()
        ticket = self._begin("messages")
        try:
            rows = await self._client.rows(messages.messages, size=_AT_ONCE)
            profiles = (await self._client.send(people.profile())).results
        except CapxError as error:
            self._set(ticket, error=error)
            raise
        is_staff = any(profile.user.is_staff for profile in profiles)
        direct = tuple(each for each in self.state.messages if not each.id)
        self._hold((*map(sent_message, rows), *direct), read_at=self._now(), is_staff=is_staff)

    def _hold(self, found: tuple[SentMessage, ...], **changes: Any) -> None:
        newest = _newest_first(found)
        ticket = self._begin("messages")
        self._set(ticket, messages=newest, error=None, **changes)
        trouble: StorageError | None = None
        read_at = self.state.read_at
        try:
            if (memory := self._memory(Way.CAPX)) is not None:
                kept = read_at.astimezone(UTC).isoformat() if read_at is not None else ""
                theirs = tuple(each for each in newest if each.id)
                memory.write(SentLog(messages=theirs, read_at=kept, is_staff=self.state.is_staff))
            if (memory := self._memory(Way.META)) is not None:
                memory.write(SentLog(messages=tuple(each for each in newest if not each.id)[:_KEPT]))
        except StorageError as error:
            trouble = error
        self._set(ticket, trouble=trouble)

    def _memory(self, way: Way) -> MessageMemory | None:
        """What is noted here of messages that go by `way`; None where nobody is known to send by it."""
        account = self.ways.account(way)
        if account is None:
            return None
        if account not in self._memories:
            self._memories[account] = MessageMemory(*account, now=self._now)
        return self._memories[account]

    def _kept(self, way: Way) -> SentLog:
        memory = self._memory(way)
        return memory.read() if memory is not None else SentLog()

    def _earlier(self, receiver: str) -> Attempt | None:
        """What went to `receiver` by either way and is not known to have an end."""
        ways = sorted(Way, key=lambda way: way is not self.ways.way)
        memories = filter(None, map(self._memory, ways))
        return next(filter(None, (memory.attempt(receiver) for memory in memories)), None)

    def _end(self, receiver: str, *ways: Way) -> None:
        for memory in filter(None, map(self._memory, ways)):
            memory.end(receiver)

    # -- sending -----------------------------------------------------------------------------------

    async def owner(self) -> str:
        """In whose name a message goes out now.

        Raises `NotSignedIn`, where there is no way to send by, and what `MessageWays.owner` raises.
        """
        if not self.ways.possible:
            raise NotSignedIn
        return await self.ways.owner()

    async def check(self, receiver: str) -> Reach:
        """Whether `receiver` can be written to, and how; see `MessageSender.check`."""
        await self.owner()
        return await self.ways.sender(self.ways.way).check(receiver)

    async def send(self, message: Message, *, may_become_public: bool = False, again: bool = False) -> SentMessage:
        """Send it, once, and give back what went out. An earlier one to the same person is looked for first.

        `may_become_public`: the person accepts that an e-mail lands on the public talk page where nobody can tell
        whether it can go. `again`: they know that an earlier one may have gone out, and want to send all the same.
        Raises `RuleError` beside "receiver" or "method", `MayBecomePublic`, `MessageNotSent`, `MessageInDoubt`, and
        the errors of the requests, after which nothing went out.
        """
        return await self._turns.take(self._send(message, may_become_public, again))

    async def settle(self, message: Message) -> SentMessage | None:
        """What became of `message`, which was sent by whichever way and not answered; None where it did not go out.

        Raises `MessageInDoubt` where nobody can tell.
        """
        return await self._turns.take(self._settle(message))

    async def _settle(self, message: Message) -> SentMessage | None:
        await self.owner()
        earlier = self._earlier(user_name(message.receiver))
        if earlier is None or earlier.digest != _digest(message, earlier.salt):
            return None
        return await self._found(earlier)

    async def _send(self, message: Message, may_become_public: bool, again: bool) -> SentMessage:
        await self.owner()
        self.show()
        way = self.ways.way
        name = user_name(message.receiver)
        # Before the earlier one is looked for: what comes to light meanwhile is found then.
        mark = await self.ways.sender(way).mark()
        earlier = None if again else self._earlier(name)
        if earlier is not None:
            found = await self._found(earlier)
            if found is not None and found.outcome.is_sent and _is_of(earlier, message):
                return found
        await self._check(message, way, may_become_public)
        attempt = _attempt(message, name, mark, self._now(), way)
        self._end(name, *Way)
        self._note(attempt)
        return await self._send_once(message, attempt)

    def _note(self, attempt: Attempt) -> None:
        memory = self._memory(attempt.way)
        assert memory is not None, "somebody is signed in there"
        memory.begin(attempt)

    async def _check(self, message: Message, way: Way, may_become_public: bool) -> None:
        """Nothing leaves of which Meta-Wiki says that it cannot arrive; nothing private that may become public."""
        sender = self.ways.sender(way)
        reach = await sender.check(message.receiver)
        if why := why_not(message.method, reach):
            is_way = reach.presence is Presence.THERE
            raise RuleError(why, reach.name, field="method" if is_way else "receiver")
        unsure = message.method is Method.EMAIL and reach.presence is not Presence.THERE
        if unsure and sender.falls_back and not may_become_public:
            raise MayBecomePublic(reach.name, sentence(reach.error) if reach.error is not None else "")

    async def _send_once(self, message: Message, attempt: Attempt) -> SentMessage:
        try:
            sent = await self.ways.sender(attempt.way).send(message, attempt)
        except CapxError as error:
            if not leaves_open(error):
                self._end(attempt.receiver, attempt.way)
                raise
            found = await self._found(attempt, error)
            if found is None:
                # The note stays: should it have gone out later than one could see, the next one finds it.
                raise MessageNotSent(f"{sentence(error)} {t('message-not-there')}", host=error.host) from error
            return self._told(found)
        self._came_of(attempt, sent)
        return self._told(sent)

    def _told(self, sent: SentMessage) -> SentMessage:
        """`sent` where it went out; the error that it is where it did not, or where nobody knows."""
        if sent.outcome.is_open:
            raise MessageInDoubt(outcome_words(sent), sent)
        if not sent.outcome.is_sent:
            raise MessageNotSent(outcome_words(sent), sent)
        return sent

    async def _found(self, attempt: Attempt, lost: CapxError | None = None) -> SentMessage | None:
        """What became of an attempt, by what is there now; None where it did not go out so far.

        Raises `MessageInDoubt` where that cannot be told; `lost` is the error that ended it, where that is known.
        """
        try:
            found = await self.ways.sender(attempt.way).look_up(attempt)
        except CapxError as error:
            if lost is None and not leaves_open(error) and not isinstance(error, NetworkError):
                raise
            raise MessageInDoubt(sentence(lost or error), host=error.host) from error
        if found is not None:
            self._came_of(attempt, found)
            if found.outcome.is_open:
                raise MessageInDoubt(outcome_words(found), found)
        return found

    def _came_of(self, attempt: Attempt, sent: SentMessage) -> None:
        """Its note goes, unless nobody knows yet; it is the newest of the log."""
        if sent.outcome is Outcome.AMBIGUOUS:
            return
        if sent.outcome.is_open:
            self._note(msgspec.structs.replace(attempt, found=sent.id))
        else:
            self._end(attempt.receiver, attempt.way)
        others = tuple(each for each in self.state.messages if _key(each) != _key(sent))
        self._hold((sent, *others))


def _newest_first(found: Iterable[SentMessage]) -> tuple[SentMessage, ...]:
    return tuple(sorted(found, key=lambda each: (each.date, each.id), reverse=True))


def _key(sent: SentMessage) -> tuple[object, ...]:
    """What tells one message from another: the service's number, without one to whom and when."""
    return (sent.id,) if sent.id else (sent.receiver, sent.method, sent.date)


def _attempt(message: Message, name: str, mark: str, now: datetime, way: Way) -> Attempt:
    salt = secrets.token_hex(16)
    moment = now.astimezone(UTC).isoformat(timespec="seconds")
    return Attempt(
        receiver=name,
        method=message.method.value,
        mark=mark,
        moment=moment,
        salt=salt,
        digest=_digest(message, salt),
        way=way,
    )


def _is_of(attempt: Attempt, message: Message) -> bool:
    """Whether it was this very message."""
    return attempt.method == message.method.value and attempt.digest == _digest(message, attempt.salt)


def _digest(message: Message, salt: str) -> str:
    content = msgspec.json.encode((salt, message.subject.strip(), message.text.strip()))
    return hashlib.sha256(content).hexdigest()
