"""``capx-tui message send|sent|check``: write to somebody, what was sent, whether somebody can be reached.

The text comes from standard input, ``--file`` or the editor. What is sent goes out once: an earlier message to the same
person whose answer was lost is looked for first. No flag makes a private mail public.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.given_text import given_text
from capx_tui.cli.message_sending import Sending
from capx_tui.cli.opened import opened
from capx_tui.cli.options import Request
from capx_tui.cli.output import Table, print_list, print_object
from capx_tui.cli.own_wikimedia import own_on_input, take_for_now
from capx_tui.cli.source import core_of, prepare, reset_once
from capx_tui.cli.who import is_number, person_like
from capx_tui.core import Core
from capx_tui.errors import NetworkError, NoCredentials, NotData, NotSignedIn, RuleError, ServiceDown
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.moments import ago, day
from capx_tui.i18n.sentences import explain, sentence
from capx_tui.model.message_words import method_words, outcome_words, state_words, status_words
from capx_tui.model.messages import Method, Presence, Reach, SentMessage, Way, why_not
from capx_tui.model.table import Row
from capx_tui.secret import Secret
from capx_tui.terminal.editor import edit_text
from capx_tui.text import fold

__all__ = ["run", "sent_lines"]

_FIELDS = ("id", "receiver", "method", "status", "error_message", "date", "public")
_HEADINGS = ("message-to", "message-end", "message-method", "message-date", "cli-message-note")


def run(request: Request, console: Console) -> int:
    """What the first word says. Exit 1 where it did not go out as was wanted, 2 for wrong use, 3 signed out."""
    verb, *words = request.words
    if verb != "sent" and not words:
        raise RuleError("cli-needs-word", f"message {verb}")
    if verb == "sent" and words:
        raise RuleError("cli-too-many-words", words[0])
    return _VERBS[verb](request, console)


def _name(core: Core, text: str) -> str:
    """The user name that `text` stands for: itself, or that of the person with this id."""
    if is_number(text) and core.mirror.person_named(text) is None:
        person = core.mirror.person(int(text))
        return person.username if person is not None else text
    return text


# -- sending ---------------------------------------------------------------------------------------------------


def _send(request: Request, console: Console) -> int:
    method = next((each for each in Method if each.value == fold(request.value("method"))), None)
    if method is None:
        ways = commas(each.value for each in Method)
        raise RuleError("cli-not-a-choice", "--method", request.value("method"), ways)
    subject = request.value("subject")
    if not subject.strip():
        raise RuleError("cli-message-no-subject")
    sending = Sending(request, console)
    sending.require_person()
    way = _asked_way(request)
    own = own_on_input(request, console)
    if own is not None and not request.value("file"):
        raise RuleError("cli-own-input-taken")
    text = given_text(request, console, empty_key="cli-message-no-text")
    with opened(request, console) as (core, work):
        work(_ready(core, own, way))
        # Nobody writes a text for somebody who is not there.
        reach = sending.check(core, work, _name(core, " ".join(request.words[1:])), method)
        if text is None:
            text = edit_text("", console.environ, nullcontext, name="message")
            if not text.strip():
                raise RuleError("cli-message-no-text")
        sent = sending.send(core, work, reach, method, subject, text)
    _print_sent(request, console, sent)
    if sent.outcome.is_sent and sent.outcome.is_public == (sent.method == Method.TALK_PAGE.value):
        return 0
    return 1


def _asked_way(request: Request) -> Way | None:
    """What ``--through`` says. Raises `RuleError`."""
    asked = fold(request.value("through"))
    if asked and asked not in {each.value for each in Way}:
        raise RuleError("cli-not-a-choice", "--through", asked, commas(each.value for each in Way))
    return Way(asked) if asked else None


async def _ready(core: Core, own: Secret | None, way: Way | None = None) -> None:
    """See that there is a way to send by, and that it is the one asked for.

    Raises `NotSignedIn`, `NoCredentials`, and what taking the credentials raises.
    """
    await take_for_now(core, own)
    ways = core.messages.ways
    ways.asked = way
    if way is Way.META and way not in ways.possible:
        raise core.own.state.trouble or NoCredentials()
    if not ways.possible and core.own.state.trouble is not None:
        raise core.own.state.trouble
    if not ways.possible or (way is not None and way not in ways.possible):
        raise NotSignedIn


def _print_sent(request: Request, console: Console, sent: SentMessage) -> None:
    if request.common.format is Format.JSON:
        told = _object(sent)
        print_object(console, {key: told[key] for key in ("id", "status", "method", "error_message", "public")})
    else:
        console.out([outcome_words(sent)])


# -- what was sent ---------------------------------------------------------------------------------------------


def _sent(request: Request, console: Console) -> int:
    own = own_on_input(request, console)
    return asyncio.run(_log(reset_once(request, console), console, own))


async def _log(request: Request, console: Console, own: Secret | None) -> int:
    async with core_of(request, console) as core:
        await _ready(core, own)
        await _read(core, request, console)
        state = core.messages.state
        listed = state.messages[: request.common.limit]
        if state.is_staff:
            console.say(t("messages-everybodys"))
        table = Table(
            objects=lambda: map(_object, listed),
            paragraphs=lambda: (sent_lines(each, console.language) for each in listed),
            fields=_FIELDS,
            headings=lambda: tuple(t(key) for key in _HEADINGS),
            rows=lambda in_words: (_row(each, console.language, in_words=in_words) for each in listed),
        )
        print_list(console, request.common.format, table)
        counted = t("messages-count", len(listed), len(state.messages))
        console.say(counted if state.messages else t("cli-messages-none"))
    return 0


async def _read(core: Core, request: Request, console: Console) -> None:
    """Where the service cannot be asked, the log known from before stands in, and that is said."""
    try:
        await core.messages.load()
    except (NetworkError, NotData, ServiceDown) as error:
        core.messages.show()
        read_at = core.messages.state.read_at
        if read_at is None or request.common.refresh or request.common.no_cache:
            raise
        console.say(t("cli-message-from-memory", sentence(error), ago(read_at, console.now())))


def _object(sent: SentMessage) -> dict[str, Any]:
    """The service's row, and whether everybody can read it."""
    values = (
        sent.id or None,
        sent.receiver,
        sent.method,
        sent.status,
        sent.note or None,
        sent.date or None,
        sent.outcome.is_public,
    )
    return dict(zip(_FIELDS, values, strict=True))


def sent_lines(sent: SentMessage, language: str) -> Iterator[str]:
    """A message for reading: to whom, what became of it, how and when."""
    yield sent.receiver
    yield outcome_words(sent)
    yield t("people-fact", t("message-method"), method_words(sent.method))
    yield t("people-fact", t("message-date"), day(sent.date, language) or t("message-date-unknown"))


def _row(sent: SentMessage, language: str, *, in_words: bool) -> Row:
    if not in_words:
        return tuple(_object(sent).values())
    return (sent.receiver, status_words(sent), method_words(sent.method), day(sent.date, language), sent.note)


# -- whether somebody can be reached ---------------------------------------------------------------------------


def _check(request: Request, console: Console) -> int:
    own = own_on_input(request, console)
    return asyncio.run(_checked(reset_once(request, console), console, own))


async def _checked(request: Request, console: Console, own: Secret | None) -> int:
    async with core_of(request, console) as core:
        await _ready(core, own)
        if request.common.refresh:
            await prepare(core, request, console)
        await core.receiver.check(_name(core, " ".join(request.words[1:])))
        reach, on_capx = core.receiver.state.reach, core.receiver.state.on_capx
        if on_capx is None:
            on_capx = await _is_on_capx(core, reach.name)
        if request.common.format is Format.JSON:
            print_object(console, _reach_object(reach, on_capx))
        else:
            console.out(_reach_lines(reach, on_capx))
        if reach.error is not None:
            console.complain(explain(reach.error))
    return 1 if reach.presence is Presence.UNKNOWN else 0


async def _is_on_capx(core: Core, name: str) -> bool | None:
    """Whether the service knows somebody of that name; None where it cannot be asked and is not needed."""
    try:
        return await person_like(core, name) is not None
    except (NetworkError, NotData, ServiceDown):
        if Way.CAPX in core.messages.ways.possible:
            raise
        return None


def _reach_object(reach: Reach, on_capx: bool | None) -> dict[str, Any]:
    known = reach.presence is not Presence.UNKNOWN
    return {
        "username": reach.name,
        "state": reach.state.value,
        "exists": reach.presence is Presence.THERE if known else None,
        "emailable": reach.takes_mail if known else None,
        "sender_emailable": reach.sender_takes_mail if known else None,
        "methods": [each.value for each in Method if known and not why_not(each, reach)],
        "on_capx": on_capx,
    }


def _reach_lines(reach: Reach, on_capx: bool | None) -> Iterator[str]:
    yield reach.name
    yield state_words(reach)
    if why := why_not(Method.EMAIL, reach):
        yield t(why, reach.name)
    yield t({True: "message-on-capx", False: "message-not-on-capx", None: "message-perhaps-on-capx"}[on_capx])


_VERBS: dict[str, Callable[[Request, Console], int]] = {"send": _send, "sent": _sent, "check": _check}
