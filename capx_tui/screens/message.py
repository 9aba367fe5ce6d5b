"""One message that was sent, or was not: all that is known of it, which is never its content.

In: a row of the log. Out: the receiver's profile and talk page, another message to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from functools import partial

from capx_tui.i18n import t
from capx_tui.i18n.moments import local, parse, span
from capx_tui.model.links import talk_page_address
from capx_tui.model.message_words import method_words, outcome_words
from capx_tui.model.messages import SentMessage
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.talking import Talking
from capx_tui.text import isolate
from capx_tui.widgets.reading import Entry

__all__ = ["MessageScreen"]


class MessageScreen(Talking[None], RowsScreen[None]):
    """Opened from the log."""

    SCOPES = ("talking", "list")

    def __init__(self, message: SentMessage) -> None:
        super().__init__()
        self._message = message

    @property
    def heading(self) -> str:
        """To whom."""
        return t("message-of", isolate(self._message.receiver))

    def entries(self) -> Sequence[Entry]:
        """What became of it, how and when, the ways on."""
        message = self._message
        rows = [
            Entry(t("message-to"), isolate(message.receiver)),
            Entry(t("message-end"), outcome_words(message), "" if message.outcome.is_sent else "warning"),
            Entry(t("message-method"), method_words(message.method)),
            *([] if message.id else [Entry(t("message-went"), t("message-went-meta"))]),
            Entry(t("message-date"), self._when()),
            Entry(t("message-content"), t("message-content-none"), "dim"),
            Entry(t("match-ways"), heading=True),
            Entry(value=t("message-again"), target=self.do_talking_begin),
        ]
        if self.core.receiver.person(message.receiver) is not None:
            profile = partial(self.shell.open_person, message.receiver)
            rows.append(Entry(value=t("message-profile"), target=profile))
        address = talk_page_address(message.receiver)
        page = partial(self.shell.open_link, address, t("message-talk-page"))
        rows.append(Entry(t("message-talk-page"), address, "link", target=page))
        return rows

    def _when(self) -> str:
        moment = parse(self._message.date)
        if moment is None:
            return t("message-date-unknown")
        here, utc = local(moment), moment.astimezone(UTC)
        language = self.core.language
        if here.utcoffset() == utc.utcoffset():
            return t("message-date-utc", span(utc, utc, language))
        return t("message-date-both", span(here, here, language), span(utc, utc, language))

    def to_write(self) -> str | None:
        """See `Talking`."""
        return self._message.receiver
