"""The full screen over a core: from the options of a command line until the person leaves."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from capx_tui import first_picture
from capx_tui.bootstrap import Options, open_core
from capx_tui.i18n import use
from capx_tui.store.settings import SettingsStore
from capx_tui.terminal import textual_palette

if TYPE_CHECKING:
    from capx_tui.core import Core
    from capx_tui.screens.base import Restart
    from capx_tui.terminal.kept_picture import Picture

__all__ = ["first_screen", "notices", "run_app"]


def run_app(options: Options) -> int:
    """The full screen, until the person leaves; another service chosen inside opens it again."""
    import asyncio
    import dataclasses

    again, picture = asyncio.run(_run_once(options))
    if picture is not None and (asked := first_picture.asked()) is not None:
        # Only now, when every file is closed: the picture holds for files as they were left.
        from capx_tui.terminal.kept_picture import keep

        keep(asked, picture)
    while not isinstance(again, int):
        options = dataclasses.replace(
            options, demo=again.demo, service=again.service, people=None, reset=False, open="home", address=""
        )
        again, _ = asyncio.run(_run_once(options))
    return again


def _speaks(options: Options, settings: SettingsStore) -> bool:
    return options.screen_reader or bool(settings.state.screen_reader) or bool(options.environ.get("ACCESSIBLE"))


async def _run_once(options: Options) -> tuple[Restart | int, Picture | None]:
    """How it ended, and what a start with the same options would show first, where that can be told."""
    # Before Textual is imported: readers lose their own keys where all keys are reported as sequences.
    speaks = _speaks(options, SettingsStore())
    if speaks:
        os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    # Pictures in a second at most: a letter is one, the list that it narrows the next, up to two such times later.
    os.environ.setdefault("TEXTUAL_FPS", "480")
    textual_palette.leave_out()
    # Loading makes a hundred thousand objects that stay: the collector would look at them again and again.
    gc.disable()
    from capx_tui.app import CapxApp

    async with open_core(options) as core:
        gc.freeze()
        gc.enable()
        use(core.language)
        app = CapxApp(core, first_screen(core, options), notices(core, speaks))
        again = await app.run_async(mouse=not speaks)
    is_alike = app.modes.speaks == _speaks(options, core.settings) and not (options.address or options.reset)
    picture = app.first_pictures.get(options.open or "home") if is_alike else None
    return again if again is not None else app.return_code or 0, picture


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
