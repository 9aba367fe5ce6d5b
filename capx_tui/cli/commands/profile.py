"""``capx-tui profile show|edit|set|delete``: one's own profile, read and changed."""

from __future__ import annotations

import asyncio

from capx_tui.cli.console import Console
from capx_tui.cli.form_lines import refusals
from capx_tui.cli.options import Request
from capx_tui.cli.own_form import filled
from capx_tui.cli.own_profile import ProfileBook, book_of, own_profile, print_profile, say_tidied
from capx_tui.cli.profile_text import text_for
from capx_tui.cli.source import core_of, reset_once
from capx_tui.core import Core
from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.model.profile import MyProfile, changed_fields
from capx_tui.model.profile_setting import refuse_offers, set_field
from capx_tui.model.profile_writing import Shape, WrittenField, field_called
from capx_tui.store.my_profile import ProfileMoved

__all__ = ["run"]


def run(request: Request, console: Console) -> int:
    """Do one of the four. Exit 2 for words that a rule refuses, 3 where nobody is signed in."""
    what, *words = request.words
    if request.value("file") and what not in ("edit", "set"):
        raise RuleError("cli-profile-no-file", f"profile {what}")
    if what == "set":
        return _set(request, words, console)
    if words:
        raise RuleError("cli-too-many-words", words[0])
    if what == "edit":
        from capx_tui.cli.profile_editing import edit

        return edit(request, console)
    if what == "delete":
        from capx_tui.cli.profile_deleting import delete

        return delete(request, console)
    return asyncio.run(_show(reset_once(request, console), console))


async def _show(request: Request, console: Console) -> int:
    async with core_of(request, console) as core:
        profile = await own_profile(core, request, console)
        await print_profile(core, profile, request, console, gaps=True)
    return 0


def _set(request: Request, words: list[str], console: Console) -> int:
    if not words:
        raise RuleError("cli-profile-set-what")
    field, values = field_called(words[0]), words[1:]
    if values and request.value("file"):
        raise RuleError("cli-flags-exclude", t("cli-value-value"), "--file")
    if not values and field.shape is not Shape.LONG:
        raise RuleError("cli-profile-set-value", field.name)
    request = reset_once(request, console)
    if not values:
        return text_for(request, field, console, lambda text: asyncio.run(_change(request, field, [text], console)))
    return asyncio.run(_change(request, field, values, console))


async def _change(request: Request, field: WrittenField, values: list[str], console: Console) -> int:
    async with core_of(request, console) as core:
        before = await own_profile(core, request, console)
        book = await book_of(core)
        after, had_controls = _with(core, book, before, field, values)
        if had_controls:
            say_tidied(console, (field.name,))
        if not changed_fields(before, after):
            console.say(t("cli-document-unchanged"))
        else:
            try:
                after = await core.my_profile.save_and_make_sure(before, after)
            except ProfileMoved as moved:
                # Somebody saved in this very moment: the same words, over what is there now.
                after, _ = _with(core, book, moved.now, field, values)
                after = await core.my_profile.save_and_make_sure(moved.now, after)
            console.say(t("cli-document-saved"))
        await print_profile(core, after, request, console)
    return 0


def _with(
    core: Core, book: ProfileBook, before: MyProfile, field: WrittenField, values: list[str]
) -> tuple[MyProfile, bool]:
    """The profile with the new value; raises `RuleError` for what the service would not take."""
    after, had_controls = set_field(before, field, values, book)
    refuse_offers(before, after, book)
    for _, error in refusals(filled(core, book.addresses, before, after)):
        raise error
    return after, had_controls
