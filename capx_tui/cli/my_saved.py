"""What whoever is signed in has saved, for the commands: from the service, else as it was last known."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from capx_tui.cli.console import Console
from capx_tui.cli.options import Request
from capx_tui.cli.source import core_of
from capx_tui.core import Core
from capx_tui.errors import NetworkError, NotData, NotSignedIn, ServiceDown
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence

__all__ = ["read_saved", "saved_people"]


def saved_people(request: Request, console: Console) -> Collection[int]:
    """The ids of the people who are saved. Raises as `read_saved`."""
    return asyncio.run(_saved_people(request, console))


async def _saved_people(request: Request, console: Console) -> Collection[int]:
    async with core_of(request, console) as core:
        await read_saved(core, request, console)
        return core.saved.person_ids()


async def read_saved(core: Core, request: Request, console: Console) -> None:
    """Read the list; where the service cannot be asked the one known from before stands in, and that is said.

    Raises `NotSignedIn`, and the error of the request where nothing is known or fresh data is insisted on.
    """
    if core.session.token() is None:
        raise NotSignedIn
    try:
        await core.saved.load()
    except (NetworkError, NotData, ServiceDown) as error:
        core.saved.show()
        if core.saved.state.read_at is None or request.common.refresh or request.common.no_cache:
            raise
        console.say(t("cli-saved-from-memory", sentence(error)))
