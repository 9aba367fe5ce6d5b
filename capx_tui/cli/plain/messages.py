"""Messages in plain lines: those that were sent, one of them, and the way to a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from capx_tui.cli.commands.message import sent_lines
from capx_tui.cli.plain.listing import ListingPlace
from capx_tui.cli.plain.place import Face
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.cli.plain.subjects import About, Talking
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.model.entry import Entry
from capx_tui.model.messages import SentMessage
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.listing_words import asked_words
from capx_tui.screens.message_rows import message_rows
from capx_tui.store.sent_list import SentList
from capx_tui.terminal.key_words import first_key

__all__ = ["MessagesPlace"]


class MessagesPlace(Talking, ListingPlace[SentMessage]):
    """Needs sign-in."""

    SCOPES = ("messages", "talking", "listing")
    TITLE_KEY = "screen-messages"
    COUNT_KEY = "messages-count"

    @property
    def listing(self) -> SentList:
        """What was sent."""
        return self.core.sent_list

    def arrive(self) -> None:
        """What is known from before; then what the service has."""
        self.listing.show()
        self.face.work(self.core.messages.load())

    def asked_line(self) -> str:
        """What is asked for; that these are everybody's, to whom the service gives everybody's."""
        asked = asked_words(self.listing)
        return asked or t("messages-everybodys" if self.core.messages.state.is_staff else "messages-sent")

    def nothing(self) -> str:
        """Why there are none."""
        messages = self.core.messages.state
        if self.listing.state.total:
            return super().nothing()
        if messages.read_at is not None:
            return t("messages-none", first_key("messages.new"))
        return explain(messages.error) if messages.error is not None else t("messages-reading")

    def read(self, item: SentMessage) -> Iterable[str]:
        """What the line command prints."""
        return sent_lines(item, self.core.language)

    def name(self, item: SentMessage) -> str:
        """To whom."""
        return item.receiver

    def about(self, item: SentMessage) -> object:
        """Whom one could write to again."""
        return _receiver(item)

    def open(self, item: SentMessage) -> None:
        """All that is known of it."""
        self.face.push(_MessagePlace(self.face, item))

    def do_messages_new(self, given: str = "") -> None:
        """A message to somebody."""
        self.face.write_to(given)


def _receiver(message: SentMessage) -> About:
    # Whoever it is, on CapX or not: a name is all that a message needs.
    return About(Subject(SavedKind.PERSON, 0), message.receiver)


class _MessagePlace(Talking, RowsPlace):
    """One message."""

    SCOPES = ("talking",)

    def __init__(self, face: Face, message: SentMessage) -> None:
        super().__init__(face)
        self._message = message

    @property
    def title(self) -> str:
        """To whom."""
        return t("message-of", self._message.receiver)

    def entries(self) -> Sequence[Entry]:
        """See `screens.message_rows`."""
        return message_rows(self.core, self.face, self._message, talk=partial(self.do_talking_begin, ""))

    def named_by(self, given: str) -> About | None:
        """Whom it went to."""
        del given
        return _receiver(self._message)
