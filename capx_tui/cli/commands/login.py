"""``capx-tui login``: sign in with what a person pastes, or through Meta-Wiki with ``--browser``."""

from __future__ import annotations

import asyncio

from capx_tui.auth.account import Account
from capx_tui.auth.addresses import CREATE_ACCOUNT, PRIVACY_POLICY, SESSION, SIGN_IN_PAGE
from capx_tui.auth.attempt import OAuthAttempt
from capx_tui.auth.failures import PasteEmpty, PasteError
from capx_tui.auth.paste import LONGEST, PastedToken, read_paste
from capx_tui.cli.account import account_lines, account_object
from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.options import Request
from capx_tui.cli.output import print_object
from capx_tui.cli.own_wikimedia import ask_for_own, give_own
from capx_tui.cli.pasting import Pasting, read_pasted
from capx_tui.cli.qr_lines import qr_lines
from capx_tui.cli.source import core_of
from capx_tui.core import Core
from capx_tui.errors import CapxError, NotSignedIn, SignInError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.secret import Secret

__all__ = ["run"]


def run(request: Request, console: Console) -> int:
    """Sign in, and say as whom and where the token is kept.

    Exit 1 where the service refuses, 2 where what was pasted leads nowhere.
    """
    if request.on("own"):
        return asyncio.run(give_own(ask_for_own(console), request, console))
    # Read before any event loop runs: inside one, Ctrl+C would wait for the reading to end.
    pasted = None if request.on("browser") else _ask_for_paste(console)
    return asyncio.run(_run(pasted, request, console))


async def _run(pasted: Secret | None, request: Request, console: Console) -> int:
    async with core_of(request, console) as core:
        try:
            if request.on("browser"):
                account = await _through_meta(core, console)
            else:
                account = await core.session.sign_in_with_paste(pasted)
        except PasteError as error:
            console.complain(explain(error))
            return 2
        except NotSignedIn as error:
            # Not "nobody is signed in" but "the service did not take this": a refusal.
            raise SignInError(error.detail, host=error.host) from None
        if request.common.format is Format.JSON:
            print_object(console, account_object(account, core.session.service))
        else:
            console.out(account_lines(account, core.session, console.language))
        if core.session.state.trouble is not None:
            console.complain(explain(core.session.state.trouble))
    return 0


def _before(console: Console) -> None:
    """What a person should know before signing in."""
    for key, *params in (
        ("sign-in-before-meta",),
        ("sign-in-before-password",),
        ("sign-in-before-privacy", PRIVACY_POLICY),
        ("sign-in-before-account", CREATE_ACCOUNT),
    ):
        console.say(t(key, *params))


def _ask_for_paste(console: Console) -> Secret | None:
    if console.is_typed:
        _before(console)
        console.say(t("sign-in-way-paste-1", SIGN_IN_PAGE))
        console.say(t("sign-in-way-paste-2", SESSION))
        console.say(t("cli-paste-here"))
    return read_pasted(console, LONGEST)


async def _through_meta(core: Core, console: Console) -> Account:
    session = core.session
    _before(console)
    attempt = await session.begin_oauth()
    try:
        _invite(attempt, console)
        finishing = asyncio.ensure_future(session.finish_oauth())
        with Pasting(console) as pasting:
            taking = asyncio.ensure_future(_take(attempt, pasting, console))
            try:
                await asyncio.wait((finishing, taking), return_when=asyncio.FIRST_COMPLETED)
                if taking.done() and not finishing.done():
                    given = taking.result()
                    if given is not None:
                        return await session.sign_in_with_token(given.token)
                    if not (attempt.port or core.embedded):
                        # Nobody listens, and nobody will paste: waiting would be for ever.
                        raise PasteEmpty
                return await finishing
            finally:
                taking.cancel()
                finishing.cancel()
                await asyncio.gather(taking, finishing, return_exceptions=True)
    finally:
        await session.cancel_oauth()


def _invite(attempt: OAuthAttempt, console: Console) -> None:
    """The address to allow at, as a link and as a code, and how to come back."""
    console.say(t("sign-in-way-return-1"))
    # Without the address nothing goes on, so --quiet does not silence it.
    console.complain(attempt.address)
    if not console.quiet:
        for line in qr_lines(attempt.address, console):
            console.say(line)
    if attempt.port:
        console.say(t("sign-in-listening", attempt.port))
    else:
        console.say(t("sign-in-not-listening"))
    console.say(t("sign-in-way-return-3"))


async def _take(attempt: OAuthAttempt, pasting: Pasting, console: Console) -> PastedToken | None:
    """Hand over what is pasted. A wrong paste is said, and the next one is waited for; None at the end of input."""
    async for pasted in pasting:
        try:
            found = read_paste(pasted, console.now())
            if isinstance(found, PastedToken):
                return found
            attempt.take(found)
        except CapxError as error:
            console.complain(explain(error))
        else:
            # The exchange ends the sign-in; there is nothing more to paste.
            await asyncio.Event().wait()
    return None
