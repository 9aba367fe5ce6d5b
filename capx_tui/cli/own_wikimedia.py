"""``login --own``, ``whoami --own``, ``logout --own``: one's own Wikimedia credentials, which need no CapX."""

from __future__ import annotations

from capx_tui.auth.failures import PasteError
from capx_tui.auth.own_keep import ENVIRONMENT, STANDARD_INPUT
from capx_tui.auth.own_paste import read_credentials
from capx_tui.auth.paste import LONGEST
from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.options import Request
from capx_tui.cli.output import print_object
from capx_tui.cli.pasting import read_pasted
from capx_tui.cli.source import core_of
from capx_tui.core import Core
from capx_tui.errors import NoCredentials
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.model.message_words import way_words
from capx_tui.secret import Secret

__all__ = ["ask_for_own", "forget_own", "give_own", "is_whole", "own_on_input", "show_own", "take_for_now"]


def ask_for_own(console: Console) -> Secret | None:
    """The credentials on standard input; typed ones end with an empty line, or once all are there."""
    if console.is_typed:
        console.say(t("own-help"))
        console.say(t("cli-own-paste-here"))
    return read_pasted(console, LONGEST, is_whole=is_whole)


def is_whole(pasted: Secret | None) -> bool:
    """Whether all of the credentials are there."""
    try:
        read_credentials(pasted)
    except PasteError:
        return False
    return True


def own_on_input(request: Request, console: Console) -> Secret | None:
    """What ``CAPX_TUI_WIKIMEDIA_OAUTH=-`` says is on standard input; None where it does not say so.

    Nothing is read for the embedded service. Reads: outside of any event loop.
    """
    wanted = console.environ.get(ENVIRONMENT, "").strip() == STANDARD_INPUT and not request.common.demo
    return ask_for_own(console) or Secret(" ") if wanted else None


async def take_for_now(core: Core, pasted: Secret | None) -> None:
    """Take what `own_on_input` read, for this run alone. Raises what `OwnWikimediaStore.take` raises."""
    if pasted is not None:
        await core.own.take(pasted, keeps=False)


async def give_own(pasted: Secret | None, request: Request, console: Console) -> int:
    """Take credentials, once the wiki has said whose they are. Exit 1 where it refuses, 2 where there are none."""
    async with core_of(request, console) as core:
        try:
            await core.own.take(pasted)
        except PasteError as error:
            console.complain(explain(error))
            return 2
        _tell(core, request, console)
        if core.own.state.trouble is not None:
            console.complain(explain(core.own.state.trouble))
    return 0


async def show_own(pasted: Secret | None, request: Request, console: Console) -> int:
    """Whose they are, where they are kept, which way messages go. Raises `NoCredentials`."""
    async with core_of(request, console) as core:
        await take_for_now(core, pasted)
        if core.own.state.trouble is not None:
            raise core.own.state.trouble
        await core.own.owner()
        _tell(core, request, console)
    return 0


def _tell(core: Core, request: Request, console: Console) -> None:
    own, ways = core.own, core.messages.ways
    place = own.state.place
    if place is None:
        raise NoCredentials
    if request.common.format is Format.JSON:
        told = {"username": own.state.username, "wiki": own.wiki, "kept": place.value, "through": ways.way.value}
        print_object(console, told)
        return
    console.out(
        [
            t("people-fact", t("own-account"), own.state.username),
            t("people-fact", t("own-kept"), t(own.where, own.kept_in)),
            t("people-fact", t("own-way"), way_words(ways.way, own.state.username)),
        ]
    )


async def forget_own(request: Request, console: Console) -> int:
    """Erase them here. Done also where there were none; exit 1 where something could not be erased."""
    async with core_of(request, console) as core:
        was_there = core.own.state.is_there or core.own.state.trouble is not None
        done = await core.own.forget()
        if request.common.format is Format.JSON:
            print_object(console, {"username": None, "wiki": core.own.wiki, "kept": None, "through": "capx"})
        else:
            console.out([t(key) for key in done.keys] if was_there else [t("cli-own-none")])
        if done.trouble is not None:
            console.complain(explain(done.trouble))
            return 1
    return 0
