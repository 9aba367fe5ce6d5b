"""Ways of sending a message: what each of them has to be able to do, so that all have the same rules and words.

A sender does one thing at a time and repeats nothing. That nothing is sent twice, that drafts stay and that what
became of a message is told, is up to whoever uses it (`store.messages`).
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from capx_tui.errors import CapxError
from capx_tui.model.messages import Message, Reach, SentMessage, Way

__all__ = ["Attempt", "MessageNotSent", "MessageSender"]


class MessageNotSent(CapxError):
    """It did not go out, and `params[0]` says why. `message` is what the service made of it, None for nothing."""

    sentence = "message-not-sent"
    remedy = "message-not-sent-remedy"

    def __init__(self, why: str, message: SentMessage | None = None, *, host: str = "") -> None:
        super().__init__(why, host=host)
        self.message = message


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """A message that goes out or went out, without its content: what it takes to find out later what became of it.

    `mark` is the sender's own: what was there before. `moment` is ISO 8601 in UTC. `digest` tells whether another
    message is the same one, `salt` keeps it from telling anything else. `found` is the service's id of the message
    where it is known, 0 where it is not. `way` is that of the sender, who alone can look it up.
    """

    receiver: str
    method: str
    mark: str
    moment: str
    salt: str
    digest: str
    found: int = 0
    way: Way = Way.CAPX


class MessageSender(Protocol):
    """One way of sending: through the CapX service, or straight to Meta-Wiki."""

    @property
    def falls_back(self) -> bool:
        """Whether an e-mail that cannot go becomes a post on the receiver's public talk page."""

    async def check(self, receiver: str) -> Reach:
        """Ask Meta-Wiki about `receiver`, as it was typed, and about the sender.

        Where the wiki cannot be asked, the answer says so (`Presence.UNKNOWN`); only `NotSignedIn` is raised.
        """

    async def mark(self) -> str:
        """What is there before a message goes out, for `Attempt.mark`. Raises the errors of the requests."""

    async def send(self, message: Message, attempt: Attempt) -> SentMessage:
        """Send it, once. Whatever the other side says is an `Outcome` and no error.

        `attempt` is what was noted of it, by which it may be made to be found again.

        Raises the errors of the requests; after one of `errors.leaves_open` it may have gone out.
        """

    async def look_up(self, attempt: Attempt) -> SentMessage | None:
        """What became of a message after `send` raised, or said that it is under way.

        None where it did not go out, as far as can be seen now. An outcome that `is_open` where nobody can tell.
        Raises the errors of the requests.
        """
