"""``capx-tui letsconnect``: sign up to Let's Connect or update, as questions or as JSON on standard input.

What is typed goes to the service and nowhere else; nothing of it is printed but what the person is asked to
confirm, and that only on a terminal.
"""

from __future__ import annotations

from typing import ClassVar

from capx_tui.cli.confirming import confirmed, require_person
from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.form_prompts import answered, checked, json_answers
from capx_tui.cli.opened import opened
from capx_tui.cli.options import Request
from capx_tui.cli.output import print_object
from capx_tui.core import Core
from capx_tui.errors import CapxError, NotSignedIn, RuleError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form import Form
from capx_tui.model.form_changes import change_lines
from capx_tui.model.lets_connect import lets_connect_spec, sending_words
from capx_tui.model.lets_connect_answers import read_answers
from capx_tui.screens.lets_connect_rows import last_sent_words, registration_words

__all__ = ["LetsConnectInDoubt", "run"]


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
        for words in _situation(core):
            console.say(words)
        is_update = core.lets_connect.state.is_registered
        form = Form.begin(lets_connect_spec(is_update=is_update))
        if console.is_typed:
            form = answered(form, console)
        else:
            form = checked(form.edit_many(read_answers(form.spec, json_answers(console))))
        if not request.on("yes"):
            for line in change_lines(form):
                console.complain(line)
        for words in sending_words(is_update=is_update):
            console.complain(words)
        if not confirmed(request, console, t("lets-connect-cli-sure")):
            raise RuleError("cli-form-nothing")
        confirmation = work(_send(core, form))
    if request.common.format is Format.JSON:
        print_object(console, {"confirmation": confirmation})
    else:
        console.out([t("lets-connect-sent", confirmation)])
    return 0


def _situation(core: Core) -> list[str]:
    """Whether one is registered, and what was sent last: for whoever is not sure of the time before."""
    return [
        t("people-fact", t("lets-connect-registration"), registration_words(core)),
        t("people-fact", t("lets-connect-confirmation"), last_sent_words(core)),
    ]


async def _send(core: Core, form: Form) -> str:
    try:
        return await core.lets_connect.send(form.values)
    except CapxError as error:
        if core.lets_connect.is_in_doubt:
            raise LetsConnectInDoubt(sentence(error), host=error.host) from error
        raise
