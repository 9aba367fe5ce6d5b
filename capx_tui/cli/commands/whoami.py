"""``capx-tui whoami``: who is signed in, and until when."""

from __future__ import annotations

import asyncio

from capx_tui.cli.account import account_lines, account_object
from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.options import Request
from capx_tui.cli.output import print_object
from capx_tui.cli.own_wikimedia import own_on_input, show_own
from capx_tui.cli.source import core_of
from capx_tui.errors import AnswerError, NetworkError, NotData, NotSignedIn
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence

__all__ = ["run"]


def run(request: Request, console: Console) -> int:
    """Print the account. Exit 3 where nobody is signed in, or the service does not take the token any more."""
    if request.on("own"):
        return asyncio.run(show_own(own_on_input(request, console), request, console))
    return asyncio.run(_run(request, console))


async def _run(request: Request, console: Console) -> int:
    async with core_of(request, console) as core:
        session = core.session
        if session.state.account is None:
            if session.state.trouble is not None:
                console.complain(sentence(session.state.trouble))
            if elsewhere := session.unsent_token():
                console.complain(t("session-token-elsewhere", elsewhere))
            raise NotSignedIn
        try:
            account = await session.verify()
        except NotSignedIn:
            raise
        except (NetworkError, NotData, AnswerError) as error:
            account = session.state.account
            if not account.is_known:
                raise
            # What was kept when signing in is still true, only not asked again.
            console.say(t("cli-not-confirmed", sentence(error)))
        if account is None:
            raise NotSignedIn
        if request.common.format is Format.JSON:
            print_object(console, account_object(account, session.service))
        else:
            console.out(account_lines(account, session, console.language))
    return 0
