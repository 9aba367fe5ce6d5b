"""Messages in words: how somebody can be reached, what to know before sending, what became of one."""

from __future__ import annotations

from collections.abc import Iterator

from capx_tui.i18n import t
from capx_tui.model.messages import Method, Outcome, Presence, Reach, ReceiverState, SentMessage, Way
from capx_tui.text import isolate

__all__ = [
    "method_words",
    "outcome_words",
    "sending_words",
    "state_words",
    "status_words",
    "way_words",
]


def state_words(reach: Reach) -> str:
    """*Available*, *E-mail unavailable*, *User not found*, or that nobody knows; "" before anybody asked."""
    state = reach.state
    return "" if state is ReceiverState.UNASKED else t(f"message-state-{state.value}")


def method_words(method: str) -> str:
    """A way of sending by name; one that the program does not know as the service writes it."""
    known = {each.value for each in Method}
    return t(f"message-method-{method}") if method in known else method


def outcome_words(sent: SentMessage) -> str:
    """What became of it, as whoever sent it says, with their note."""
    words = t(f"message-outcome-{sent.outcome.value}", isolate(sent.receiver))
    if not sent.note:
        silent = sent.outcome is Outcome.REFUSED
        return f"{words} {t('message-no-note')}" if silent else words
    told = t("message-note", isolate(sent.note)) if sent.id else t("message-note-wiki", isolate(sent.note))
    return f"{words} {told}"


def status_words(sent: SentMessage) -> str:
    """What became of it in a word or two: for a list."""
    return t(f"message-status-{sent.outcome.value}")


def way_words(way: Way, username: str) -> str:
    """Through whom a message goes. `username` is one's own at Meta-Wiki, for the direct way."""
    return t("message-through-meta", isolate(username)) if way is Way.META else t("message-through-capx")


def sending_words(method: Method, reach: Reach, way: Way = Way.CAPX) -> Iterator[str]:
    """What to know before it goes out: where to, who can read it, how it is answered, what cannot be undone."""
    name = isolate(reach.name)
    is_direct = way is Way.META
    if method is Method.EMAIL:
        yield t("message-goes-by-mail", name)
        yield t("message-direct-readers", name) if is_direct else t("message-mail-readers", name)
        yield t("message-mail-answer", name)
        if reach.presence is not Presence.THERE and not is_direct:
            yield t("message-goes-public-maybe", name)
    else:
        yield t("message-goes-to-talk-page", name)
        yield t("message-talk-page-readers")
        yield t("message-talk-page-answer")
        yield t("message-talk-page-markup")
    yield t("message-not-undone")
