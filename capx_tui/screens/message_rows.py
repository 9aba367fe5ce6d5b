"""One message as rows: all that is known of it, and the ways on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from functools import partial

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.moments import local, parse, span
from capx_tui.model.entry import Entry
from capx_tui.model.links import talk_page_address
from capx_tui.model.message_words import method_words, outcome_words
from capx_tui.model.messages import SentMessage
from capx_tui.screens.onward import Onward
from capx_tui.text import isolate

__all__ = ["message_rows"]


def message_rows(core: Core, shell: Onward, message: SentMessage, *, talk: Callable[[], object]) -> list[Entry]:
    """What became of it, how and when, the ways on."""
    rows = [
        Entry(t("message-to"), isolate(message.receiver)),
        Entry(t("message-end"), outcome_words(message), "" if message.outcome.is_sent else "warning"),
        Entry(t("message-method"), method_words(message.method)),
        *([] if message.id else [Entry(t("message-went"), t("message-went-meta"))]),
        Entry(t("message-date"), _when(core, message)),
        Entry(t("message-content"), t("message-content-none"), "dim"),
        Entry(t("match-ways"), heading=True),
        Entry(value=t("message-again"), target=talk),
    ]
    if core.receiver.person(message.receiver) is not None:
        profile = partial(shell.open_person, message.receiver)
        rows.append(Entry(value=t("message-profile"), target=profile))
    address = talk_page_address(message.receiver)
    page = partial(shell.open_link, address, t("message-talk-page"))
    rows.append(Entry(t("message-talk-page"), address, "link", target=page))
    return rows


def _when(core: Core, message: SentMessage) -> str:
    moment = parse(message.date)
    if moment is None:
        return t("message-date-unknown")
    here, utc = local(moment), moment.astimezone(UTC)
    language = core.language
    if here.utcoffset() == utc.utcoffset():
        return t("message-date-utc", span(utc, utc, language))
    return t("message-date-both", span(here, here, language), span(utc, utc, language))
