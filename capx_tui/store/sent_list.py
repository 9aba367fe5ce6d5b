"""The log of messages as a list that can be narrowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from capx_tui.i18n import t
from capx_tui.model.facets import Facets
from capx_tui.model.message_words import method_words
from capx_tui.model.messages import Method, SentMessage
from capx_tui.store.listing import Listing
from capx_tui.store.messages import MessagesStore
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names

__all__ = ["SentList"]

#: What is asked for: went out, did not, nobody knows.
_ENDS = ("sent", "not-sent", "open")


def _end(message: SentMessage) -> str:
    if message.outcome.is_open:
        return "open"
    return "sent" if message.outcome.is_sent else "not-sent"


class SentList(Listing[SentMessage]):
    """Reads what `MessagesStore` knows; asks nobody."""

    WORDS: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {"ends": _ENDS, "methods": tuple(method.value for method in Method)}
    )

    def __init__(self, mirror: Mirror, names: Names, messages: MessagesStore) -> None:
        super().__init__(mirror, names)
        self._messages = messages
        messages.subscribe(lambda _state: self.show())

    def made_from(self) -> object:
        """The log."""
        return self._messages.state.messages

    def show(self) -> None:
        """See `Listing`."""
        self._messages.show()
        super().show()

    def read(self) -> Sequence[SentMessage]:
        """The log, newest first."""
        return self._messages.state.messages

    def word(self, value: str) -> str:
        """The name of an end or a method."""
        return t(f"message-end-{value}") if value in _ENDS else method_words(value)

    def facets(self) -> Facets[SentMessage]:
        """End and method; the text is looked for in names."""
        return Facets(
            {"ends": lambda each, _asked: (_end(each),), "methods": lambda each, _asked: (each.method,)},
            lambda each: (each.receiver,),
        )
