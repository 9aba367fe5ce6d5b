"""The full screen over a core: from the options of a command line until the person leaves."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from capx_tui.bootstrap import Core, Options, open_core
from capx_tui.i18n import use

if TYPE_CHECKING:
    from capx_tui.screens.base import Restart

__all__ = ["first_screen", "notices", "run_app"]


def run_app(options: Options) -> int:
    """The full screen, until the person leaves; another service chosen inside opens it again."""
    import asyncio
    import dataclasses

    while True:
        again = asyncio.run(_run_once(options))
        if isinstance(again, int):
            return again
        options = dataclasses.replace(
            options, demo=again.demo, service=again.service, people=None, reset=False, open="home", address=""
        )


async def _run_once(options: Options) -> Restart | int:
    from capx_tui.store.settings import SettingsStore

    # Before Textual is imported: readers lose their own keys where all keys are reported as sequences.
    speaks = (
        options.screen_reader or bool(SettingsStore().state.screen_reader) or bool(options.environ.get("ACCESSIBLE"))
    )
    if speaks:
        os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    # Pictures in a second at most: a letter is one, the list that it narrows the next, up to two such times later.
    os.environ.setdefault("TEXTUAL_FPS", "480")
    # Loading makes a hundred thousand objects that stay: the collector would look at them again and again.
    gc.disable()
    from capx_tui.app import CapxApp

    async with open_core(options) as core:
        gc.freeze()
        gc.enable()
        use(core.language)
        app = CapxApp(core, first_screen(core, options), notices(core, speaks))
        again = await app.run_async(mouse=not speaks)
        return again if again is not None else app.return_code or 0


def notices(core: Core, speaks: bool) -> list[str]:
    """What a person should know of this start: a mode that is kept from now on, a token that is not used."""
    from capx_tui.i18n import t
    from capx_tui.terminal.keys import first_key

    said = []
    if speaks and not core.settings.state.screen_reader:
        core.settings.change(screen_reader=True)
        said.append(t("screen-reader-kept", first_key("app.screen-reader")))
    if elsewhere := core.session.unsent_token():
        said.append(t("session-token-elsewhere", elsewhere))
    return said


def first_screen(core: Core, options: Options) -> Callable[[Any], None]:
    """What to open: what was asked for, the start screen the first time, else Home."""
    asked = options.open or options.address or options.demo or options.screen_reader
    if not asked and not core.settings.state.opened_before:
        return lambda app: app.go("start")
    if options.address:
        return lambda app: app.follow(options.address)
    return lambda app: app.go(options.open or "home")
