"""``capx-tui suggest --title T``: propose a capacity that the directory lacks; the reasons are a text."""

from __future__ import annotations

from capx_tui.cli.console import Console
from capx_tui.cli.form_prompts import checked
from capx_tui.cli.opened import opened
from capx_tui.cli.options import Request
from capx_tui.cli.reporting import kept_report, print_report
from capx_tui.cli.source import prepare
from capx_tui.cli.text_to_send import kept_unless_sent, text_to_send
from capx_tui.core import Core
from capx_tui.errors import CapxError, NotSignedIn, RuleError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form import Form
from capx_tui.model.look_alikes import alike, alike_words
from capx_tui.model.report_form import suggest_spec
from capx_tui.model.reports import SUGGESTION, Words

__all__ = ["run"]


def run(request: Request, console: Console) -> int:
    """Send it once and print it. Exit 2 where a rule refuses it, 1 where the service does."""
    title = request.value("title").strip()
    if not title:
        raise RuleError("cli-suggest-title")
    with opened(request, console) as (core, work):
        if core.session.token() is None:
            raise NotSignedIn
        me = work(core.session.owner()).username
        kept = kept_report(core, "suggestion")
        text = text_to_send(request, console, kept, name=t("suggest-description"))
        with kept_unless_sent(request, console, kept, text):
            checked(Form.begin(suggest_spec(), {"title": title, "description": text}))
            work(_tell_alike(core, request, console, title))
            sent = work(core.reports.send(Words(title, text, SUGGESTION)))
        console.say(t("suggest-was-there" if sent.was_there else "suggest-sent", sent.report.id))
        print_report(sent.report, request, console, me=me)
    return 0


async def _tell_alike(core: Core, request: Request, console: Console, title: str) -> None:
    """What it may be already. That this cannot be told keeps nobody from suggesting."""
    try:
        await prepare(core, request, console)
    except CapxError as error:
        console.say(t("cli-suggest-no-look", sentence(error)))
        return
    found = alike(title, core.names.tree())
    if found:
        console.say(t("cli-suggest-alike"))
    for each in found:
        console.say(t("people-fact", each.name, alike_words(each, console.language)))
