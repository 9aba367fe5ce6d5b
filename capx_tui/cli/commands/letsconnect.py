"""``capx-tui letsconnect``: sign up to Let's Connect or update, as questions or as JSON on standard input.

What is typed goes to the service and nowhere else; nothing of it is printed but what the person is asked to
confirm, and that only on a terminal.
"""

from __future__ import annotations

import json
from typing import ClassVar

from capx_tui.cli.confirming import ask_line, confirmed, require_person
from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.form_prompts import ask_form
from capx_tui.cli.opened import opened
from capx_tui.cli.options import Request
from capx_tui.cli.output import print_object
from capx_tui.core import Core
from capx_tui.errors import CapxError, NotSignedIn, RuleError
from capx_tui.i18n import t
from capx_tui.i18n.moments import day
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form import Form
from capx_tui.model.form_changes import change_words, changes
from capx_tui.model.form_check import problems_of
from capx_tui.model.form_words import label_words, problem_words
from capx_tui.model.lets_connect import lets_connect_spec, sending_words
from capx_tui.model.lets_connect_answers import read_answers

__all__ = ["LetsConnectInDoubt", "run"]

#: The answers are a few lines; more than this is something else.
_MOST = 100_000


class LetsConnectInDoubt(CapxError):
    """It went out, and nobody knows what became of it. `params[0]`: why, a sentence."""

    sentence: ClassVar[str] = "lets-connect-in-doubt"
    remedy: ClassVar[str] = "lets-connect-in-doubt-remedy"


def run(request: Request, console: Console) -> int:
    """Exit 2 where a rule refuses the answers or the person does not confirm, 1 where the service does."""
    require_person(request, console)
    with opened(request, console) as (core, work):
        if core.session.token() is None:
            raise NotSignedIn
        work(core.lets_connect.load())
        for words in _situation(core, console):
            console.say(words)
        is_update = core.lets_connect.state.is_registered
        form = Form.begin(lets_connect_spec(is_update=is_update))
        form = _asked(form, console) if console.is_typed else _read(form, console)
        if not request.on("yes"):
            for change in changes(form):
                console.complain(change_words(form.spec, change))
        for words in sending_words(is_update=is_update):
            console.complain(words)
        if not confirmed(request, console, t("lets-connect-cli-sure")):
            raise RuleError("lets-connect-cli-nothing")
        confirmation = work(_send(core, form))
    if request.common.format is Format.JSON:
        print_object(console, {"confirmation": confirmation})
    else:
        console.out([t("lets-connect-sent", confirmation)])
    return 0


def _situation(core: Core, console: Console) -> list[str]:
    """Whether one is registered, and what was sent last: for whoever is not sure of the time before."""
    state = core.lets_connect.state
    if state.error is not None:
        registered = t("lets-connect-unknown", sentence(state.error))
    else:
        registered = t("lets-connect-registered") if state.is_registered else t("lets-connect-not-registered")
    last = t("lets-connect-never")
    if state.confirmations:
        newest = state.confirmations[0]
        last = t("lets-connect-confirmed", day(newest.moment, console.language), newest.text)
    return [
        t("people-fact", t("lets-connect-registration"), registered),
        t("people-fact", t("lets-connect-confirmation"), last),
    ]


def _asked(form: Form, console: Console) -> Form:
    answered = ask_form(form, lambda question: ask_line(console, question), console.complain)
    if answered is None:
        raise RuleError("lets-connect-cli-nothing")
    return answered


def _read(form: Form, console: Console) -> Form:
    text = console.read_all(_MOST + 1)
    if len(text) > _MOST:
        raise RuleError("lets-connect-cli-too-long", str(_MOST))
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        raise RuleError("lets-connect-cli-no-json") from None
    form = form.edit_many(read_answers(form.spec, given))
    for field_id, found in problems_of(form).items():
        raise RuleError("lets-connect-cli-problem", label_words(form.spec.by_id[field_id]), problem_words(found[0]))
    return form


async def _send(core: Core, form: Form) -> str:
    try:
        return await core.lets_connect.send(form.values)
    except CapxError as error:
        if core.lets_connect.is_in_doubt:
            raise LetsConnectInDoubt(sentence(error), host=error.host) from error
        raise
