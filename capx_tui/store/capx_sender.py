"""Sending through the CapX service, which writes to Meta-Wiki in the person's name (``POST /messages/``).

The service makes a row of every message before it does anything about it: a row is the proof that it has the
message, and no row that it never began with it. It answers 201 whatever happened; the row's status tells.
"""

from __future__ import annotations

import msgspec

from capx_tui.api.capx import messages, people
from capx_tui.api.capx.convert_messages import sent_message
from capx_tui.api.capx.shapes_account import MessagePost
from capx_tui.api.client import Client
from capx_tui.api.wikimedia.user_name import user_name
from capx_tui.errors import Missing
from capx_tui.model.messages import Message, Outcome, Reach, SentMessage
from capx_tui.store.message_sending import Attempt
from capx_tui.store.reach import reach
from capx_tui.store.session import SessionStore

__all__ = ["CapxSender"]

#: Where a message is looked for, that many rows are read: no more can have come since.
_NEWEST = 50


class CapxSender:
    """A `MessageSender`. Signed in, or every action raises `NotSignedIn`."""

    def __init__(self, client: Client, session: SessionStore) -> None:
        self._client = client
        self._session = session

    @property
    def falls_back(self) -> bool:
        """The service does that, and says so only in its note."""
        return True

    async def check(self, receiver: str) -> Reach:
        """See `MessageSender`. Anybody may ask Meta-Wiki: no token goes there."""
        return await reach(self._client, (await self._session.owner()).username, receiver)

    async def mark(self) -> str:
        """The id of the newest message there is."""
        rows = (await self._client.send(messages.messages(1))).results
        return str(max((row.id for row in rows), default=0))

    async def send(self, message: Message, attempt: Attempt) -> SentMessage:  # noqa: ARG002 - rows have numbers
        """See `MessageSender`. The service leaves no room for a mark."""
        body = MessagePost(
            receiver=message.receiver, subject=message.subject, message=message.text, method=message.method.value
        )
        return sent_message(await self._client.send(messages.message_post(body)))

    async def look_up(self, attempt: Attempt) -> SentMessage | None:
        """The row that came after the mark, to the same person in the same way; the oldest, if there are several."""
        if attempt.found:
            try:
                return sent_message(await self._client.send(messages.message(attempt.found)))
            except Missing:
                return None
        rows = (await self._client.send(messages.messages(_NEWEST))).results
        wanted = (user_name(attempt.receiver), attempt.method)
        new = [row for row in rows if row.id > int(attempt.mark) and (user_name(row.receiver), row.method) == wanted]
        if not new:
            return None
        found = sent_message(min(new, key=lambda row: row.id))
        profiles = (await self._client.send(people.profile())).results
        if any(profile.user.is_staff for profile in profiles):
            # Somebody else may have written to the same person meanwhile: the row does not tell.
            return msgspec.structs.replace(found, outcome=Outcome.AMBIGUOUS)
        return found
