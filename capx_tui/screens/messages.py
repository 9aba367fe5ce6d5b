"""Messages: those that were sent, each with what became of it, and the way to a new one.

In: `MessagesStore`; the log known from before at once, then the service's. Out: the details of one, the form of a
message. Can fail: the service down (the log stays, and that is said). The service does not tell who wrote a message
and gives staff everybody's: nothing here says that they are one's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult

from capx_tui.i18n import t
from capx_tui.i18n.moments import day
from capx_tui.i18n.sentences import explain
from capx_tui.model.message_words import method_words, status_words
from capx_tui.model.messages import SentMessage, Way
from capx_tui.screens.listing import ListingScreen
from capx_tui.screens.listing_words import asked_words
from capx_tui.screens.message import MessageScreen
from capx_tui.screens.talking import Talking
from capx_tui.store.sent_list import SentList
from capx_tui.terminal.keys import first_key
from capx_tui.text import isolate
from capx_tui.widgets.line_list import Row
from capx_tui.widgets.wrapping import clauses

__all__ = ["MessagesScreen"]


class MessagesScreen(Talking[None], ListingScreen[SentMessage]):
    """Needs sign-in; going here without leads there first."""

    SCOPES = ("messages", "talking", "listing", "list")
    TITLE_KEY = "screen-messages"
    COUNT_KEY = "messages-count"
    ITEM_HEIGHT = 2

    @property
    def listing(self) -> SentList:
        """What was sent."""
        return self.core.sent_list

    def compose_body(self) -> ComposeResult:
        """As every listing; what is known already, first of all."""
        self.listing.show()
        yield from super().compose_body()

    def start(self) -> None:
        """What is known from before; then what the service has."""
        super().start()
        self.watch_store(self.core.messages, lambda state: self._paint())
        self.load(self.core.messages.load, name="messages")

    def asked_line(self) -> str:
        """What is asked for; that these are everybody's, to whom the service gives everybody's."""
        ways = self.core.messages.ways.possible
        if asked := asked_words(self.listing):
            return asked
        if Way.CAPX not in ways:
            return t("messages-sent-directly")
        if self.core.messages.state.is_staff:
            return t("messages-everybodys")
        return t("messages-sent-both" if Way.META in ways else "messages-sent")

    def rows(self, item: SentMessage, width: int, *, compact: bool) -> Sequence[Row]:
        """To whom, what became of it, how and when; the service's note."""
        words = status_words(item)
        style = "strong" if item.outcome.is_sent else "warning"
        about = f"{method_words(item.method)}; {day(item.date, self.core.language)}"
        if not item.id and Way.CAPX in self.core.messages.ways.possible:
            about = f"{about}; {t('message-went-meta')}"
        name, note = isolate(item.receiver), isolate(item.note)
        if compact:
            return [[(name, "name"), ("  ", ""), (words, style), (f"; {about}", "dim")]]
        room = width - cell_len(about) - 4
        told = f". {clauses(note, room) or note}" if note else ""
        return [[(name, "name"), ("  ", ""), (words, style)], [("  ", ""), (about, ""), (told, "dim")]]

    def _empty_words(self) -> str:
        messages = self.core.messages.state
        if self.listing.state.total:
            return super()._empty_words()
        if messages.read_at is not None:
            return t("messages-none", first_key("messages.new"))
        return explain(messages.error) if messages.error is not None else t("messages-reading")

    def tell(self) -> None:
        """How many there are; that the service could not be asked, where it could not."""
        state, messages = self.listing.state, self.core.messages.state
        error = messages.error
        if not state.total and messages.read_at is None and error is None:
            self.say(t("messages-reading"), aside="")
            return
        counted = t(self.COUNT_KEY, state.count, state.total)
        self.say(counted if error is None else f"{counted} {explain(error)}", aside="")

    def open(self, item: SentMessage) -> None:
        """All that is known of it."""
        self.app.push_screen(MessageScreen(item))

    def to_write(self) -> str | None:
        """See `Talking`."""
        return self.marked.receiver if self.marked is not None else None

    def do_app_refresh(self) -> None:
        """The log too: what was under way may have come to its end."""
        self.say(t("refresh-running"))
        self.load(self._again, name="messages")
        self.shell.refresh_data(force=True)

    async def _again(self) -> None:
        await self.core.messages.load()
        self.tell()

    def do_messages_new(self) -> None:
        """A message to somebody who is named there."""
        self.shell.write_to()
