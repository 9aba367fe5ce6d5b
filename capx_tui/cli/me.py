"""Whoever is signed in, as a partner for matches: the profile of the service, else the mirror's copy of it."""

from __future__ import annotations

import asyncio

from capx_tui.cli.console import Console
from capx_tui.cli.options import Request
from capx_tui.cli.source import core_of
from capx_tui.errors import NetworkError, NotData, NotSignedIn, ServiceDown
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.profile import Profile
from capx_tui.store.match_memory import MatchMemory

__all__ = ["me_of"]


def me_of(request: Request, console: Console) -> tuple[Profile, MatchMemory]:
    """One's own profile, and what one decided about matches.

    Where the service cannot be asked, the mirror's copy stands in and that is said. Raises `NotSignedIn`, and the
    error of the request where there is no copy.
    """
    return asyncio.run(_me(request, console))


async def _me(request: Request, console: Console) -> tuple[Profile, MatchMemory]:
    async with core_of(request, console) as core:
        if core.session.token() is None:
            raise NotSignedIn
        me: Profile | None
        try:
            me = await core.my_profile.load()
        except (NetworkError, NotData, ServiceDown) as error:
            account = core.session.account_id
            me = core.mirror.person(account) if account is not None and not request.common.refresh else None
            if me is None:
                raise
            console.say(t("cli-me-from-mirror", sentence(error)))
        return me, MatchMemory(core.service, str(me.id), now=core.now)
