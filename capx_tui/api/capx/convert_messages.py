"""From the service's rows of messages to `model.messages`."""

from __future__ import annotations

from capx_tui.api.capx import convert
from capx_tui.api.capx.shapes_account import MessageShape
from capx_tui.model.messages import SentMessage, outcome_of

__all__ = ["sent_message"]


def sent_message(shape: MessageShape) -> SentMessage:
    """One row, its texts made harmless."""
    note, method, status = map(convert.one_line, (shape.error_message, shape.method, shape.status))
    return SentMessage(
        receiver=convert.one_line(shape.receiver),
        method=method,
        outcome=outcome_of(method, status, note),
        id=shape.id,
        status=status,
        note=note,
        date=convert.utc(shape.date),
    )
