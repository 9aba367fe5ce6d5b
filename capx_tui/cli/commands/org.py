"""``capx-tui org show|edit|names|tags|documents|projects|event O``: one organization's profile, read and changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.options import Request
from capx_tui.cli.organization import (
    TABLE_FIELDS,
    organization_lines,
    organization_object,
    organization_row,
    table_headings,
)
from capx_tui.cli.output import Table, print_list, print_object
from capx_tui.cli.source import core_of, prepare, reset_once
from capx_tui.core import Core
from capx_tui.errors import AnswerError, NetworkError, NotData, RuleError
from capx_tui.i18n import t
from capx_tui.i18n.moments import ago
from capx_tui.i18n.sentences import sentence
from capx_tui.model.naming import Kind
from capx_tui.store.names import HeldNames

__all__ = ["run"]


def run(request: Request, console: Console) -> int:
    """What the first word says. Exit 2 for another, and for a name that is not known; the nearest are listed."""
    verb, *rest = request.words
    if not rest:
        raise RuleError("cli-needs-word", f"org {verb}")
    for flag in ("file", "yes"):
        if request.flags.get(flag) and verb not in _TAKES[flag]:
            raise RuleError("cli-org-no-flag", f"org {verb}", f"--{flag}")
    return _VERBS[verb](request, console)


def _show(request: Request, console: Console) -> int:
    return asyncio.run(_showing(reset_once(request, console), console))


def _edit(request: Request, console: Console) -> int:
    from capx_tui.cli.organization_editing import edit

    return edit(request, console, _print)


def _list_or_change(request: Request, console: Console) -> int:
    from capx_tui.cli.organization_editing import list_or_change

    return list_or_change(request, console)


def _parts(request: Request, console: Console) -> int:
    from capx_tui.cli.organization_parts import parts

    return parts(request, console)


_VERBS: dict[str, Callable[[Request, Console], int]] = {
    "show": _show,
    "edit": _edit,
    "names": _list_or_change,
    "tags": _list_or_change,
    "documents": _list_or_change,
    "projects": _parts,
    "event": _parts,
}
#: The verbs that take each of the command's flags.
_TAKES = {"file": ("edit", "projects", "event"), "yes": ("edit",)}


async def _showing(request: Request, console: Console) -> int:
    async with core_of(request, console) as core:
        await prepare(core, request, console)
        organization_id = core.names.resolve(Kind.ORGANIZATION, " ".join(request.words[1:]))
        await _load(core, organization_id, request, console)
        return _print(core, request, console)


async def _load(core: Core, organization_id: int, request: Request, console: Console) -> None:
    """As the service has it, else as the mirror does, and that is said."""
    insists = request.common.refresh or request.common.no_cache
    try:
        await core.organization.load(organization_id, fresh=insists)
    except (NetworkError, NotData, AnswerError) as error:
        state = core.organization.state
        checked_at = core.mirror.state().checked_at
        if state.organization is None or not state.organization.listed or checked_at is None or insists:
            raise
        console.say(t("cli-from-mirror", sentence(error), ago(checked_at, console.now())))


def _print(core: Core, request: Request, console: Console) -> int:
    state, names, language = core.organization.state, HeldNames(core.names), console.language
    organization = state.organization
    assert organization is not None, "loaded, or refused before"

    def person(person_id: int) -> str:
        known = core.mirror.person(person_id)
        return known.username if known is not None else ""

    if request.common.format is Format.JSON:
        print_object(console, organization_object(organization, state, names, person, language))
        return 0
    table = Table(
        objects=lambda: [organization_object(organization, state, names, person, language)],
        paragraphs=lambda: [organization_lines(organization, state, names, person, language)],
        fields=TABLE_FIELDS,
        headings=table_headings,
        rows=lambda in_words: [organization_row(organization, names, language, in_words=in_words)],
    )
    print_list(console, request.common.format, table)
    return 0
