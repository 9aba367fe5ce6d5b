"""``capx-tui logout``: forget the sign-in on this computer."""

from __future__ import annotations

import asyncio

from capx_tui.cli.account import account_object
from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.options import Request
from capx_tui.cli.output import print_object
from capx_tui.cli.own_wikimedia import forget_own
from capx_tui.cli.source import core_of
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain

__all__ = ["run"]


def run(request: Request, console: Console) -> int:
    """Forget the token. Done also where nobody was signed in; exit 1 where something could not be erased."""
    return asyncio.run(forget_own(request, console) if request.on("own") else _run(request, console))


async def _run(request: Request, console: Console) -> int:
    async with core_of(request, console) as core:
        account = core.session.state.account
        ended = await core.session.sign_out()
        if request.common.format is Format.JSON:
            print_object(console, account_object(account, core.session.service))
        elif account is None:
            console.out([t("cli-nobody-signed-in")])
        else:
            console.out(t(key) for key in ended.keys)
        if ended.trouble is not None:
            console.complain(explain(ended.trouble))
            return 1
    return 0
