"""A longer text for one field: from a file, from standard input, or from the person's editor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import nullcontext

from capx_tui.cli.console import Console
from capx_tui.cli.given_text import given_text
from capx_tui.cli.options import Request
from capx_tui.cli.own_profile import own_profile
from capx_tui.cli.source import core_of
from capx_tui.errors import CapxError, StorageError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.profile import MyProfile
from capx_tui.model.profile_writing import WrittenField
from capx_tui.paths import data_dir, write_private
from capx_tui.terminal.editor import edit_text

__all__ = ["EMPTY", "text_for"]

#: Said where nothing came in: a field is emptied otherwise.
EMPTY = "cli-input-empty"


def text_for(request: Request, field: WrittenField, console: Console, use: Callable[[str], int]) -> int:
    """`use` with the text for `field`. In the editor it begins with what the profile has."""
    given = given_text(request, console, empty_key=EMPTY)
    if given is not None:
        return use(given.rstrip("\n"))
    before = asyncio.run(_present(request, console))
    now = str(getattr(before, field.attribute))
    edited = edit_text(now, console.environ, nullcontext, name=field.name)
    if edited.rstrip() == now.rstrip():
        console.say(t("cli-document-unchanged"))
        return 0
    try:
        return use(edited.rstrip("\n"))
    except (CapxError, KeyboardInterrupt):
        path = data_dir() / "texts" / f"{field.name}.txt"
        try:
            write_private(path, edited.encode())
        except StorageError as error:
            console.complain(t("cli-document-unkept", sentence(error)))
            console.complain(t("cli-document-printed"))
            console.complain(edited)
        else:
            console.complain(t("cli-profile-text-kept", str(path)))
        raise


async def _present(request: Request, console: Console) -> MyProfile:
    async with core_of(request, console) as core:
        return await own_profile(core, request, console)
