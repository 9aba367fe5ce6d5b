"""One message that was sent, or was not: all that is known of it, which is never its content.

In: a row of the log. Out: the receiver's profile and talk page, another message to them.
"""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.model.messages import SentMessage
from capx_tui.screens.message_rows import message_rows
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
        return message_rows(self.core, self.shell, self._message, talk=self.do_talking_begin)

    def to_write(self) -> str | None:
        """See `Talking`."""
        return self._message.receiver
