"""``capx-tui person NAME``: one profile, and its address as a QR code."""

from __future__ import annotations

import asyncio
from pathlib import Path

from capx_tui.bootstrap import open_reader
from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.options import Request
from capx_tui.cli.output import Table, print_list, print_object
from capx_tui.cli.profile import TABLE_FIELDS, person_object, person_row, profile_lines, table_headings
from capx_tui.cli.qr_lines import qr_lines
from capx_tui.cli.source import core_of, is_fresh, options_of, prepare, reset_once
from capx_tui.cli.who import canonical, is_number, nobody_called, person_called, person_like
from capx_tui.core import Core
from capx_tui.errors import AnswerError, NetworkError, NotData, RuleError
from capx_tui.i18n import t
from capx_tui.i18n.moments import ago
from capx_tui.i18n.sentences import sentence
from capx_tui.model.links import person_address
from capx_tui.model.people import Person
from capx_tui.store.names import HeldNames, Names
from capx_tui.store.qr_file import file_for, write_code

__all__ = ["run"]


def run(request: Request, console: Console) -> int:
    """Print a profile. Exit 2 for a name that is not known; the nearest are listed."""
    _qr_file(request)
    if request.on("qr") and request.common.format is not Format.TEXT:
        raise RuleError("cli-flags-exclude", "--qr", f"--{request.common.format.value}")
    request = reset_once(request, console)
    if request.common.format is not Format.TEXT and not (request.common.no_cache or request.common.refresh):
        # Data needs nobody but the mirror; text also tells what Meta-Wiki and Commons know.
        with open_reader(options_of(request, console)) as reader:
            if reader.mirror is not None and reader.names is not None and is_fresh(reader.mirror, console):
                person = person_called(reader.mirror, request.text)
                if person is not None:
                    return _print(person, reader.names, [], request, console)
    return asyncio.run(_asking(request, console))


async def _asking(request: Request, console: Console) -> int:
    """With the service and its neighbours to ask; what they do not answer is said, and the mirror stands in."""
    async with core_of(request, console) as core:
        await prepare(core, request, console)
        person = await _find(core, request, console)
        lines = _profile(core, person, console) if request.common.format is Format.TEXT else []
        return _print(person, core.names, lines, request, console)


async def _find(core: Core, request: Request, console: Console) -> Person:
    """The person as the service has them now, else as the mirror does. Raises `RuleError` and `CapxError`."""
    known = person_called(core.mirror, request.text)
    if known is None and not core.mirror.state().complete:
        known = await person_like(core, request.text)
    insists = request.common.refresh or request.common.no_cache
    in_full = request.common.format is Format.TEXT
    whom: list[int | str] = [known.id] if known is not None else [canonical(request.text)]
    if known is None and is_number(request.text):
        whom.append(int(request.text))
    try:
        for who in whom:
            found = await _ask(core, who, in_full=in_full, fresh=insists)
            if found is not None:
                return found
    except (NetworkError, NotData, AnswerError) as error:
        checked_at = core.mirror.state().checked_at
        if known is None or checked_at is None or insists:
            raise
        console.say(t("cli-from-mirror", sentence(error), ago(checked_at, console.now())))
        return known
    raise nobody_called(core.mirror, request.text)


async def _ask(core: Core, who: int | str, *, in_full: bool, fresh: bool) -> Person | None:
    """The service's answer; `in_full` also asks Meta-Wiki and Wikidata for what only they know."""
    if not in_full:
        return await core.sync.person(who)
    try:
        await core.person.load(who, fresh=fresh)
    except RuleError:
        return None
    return core.person.state.person


def _profile(core: Core, person: Person, console: Console) -> list[str]:
    lines = profile_lines(
        person,
        HeldNames(core.names),
        console.language,
        wiki_birthday=core.person.birthday_words(),
        picture=core.person.picture_words(),
    )
    return [*lines, t("cli-person-voluntary")]


def _print(person: Person, names: Names, lines: list[str], request: Request, console: Console) -> int:
    printed = HeldNames(names)
    address = person_address(person.username)
    if request.common.format is Format.JSON:
        print_object(console, person_object(person, printed))
    else:
        table = Table(
            objects=lambda: [person_object(person, printed)],
            paragraphs=lambda: [lines],
            fields=TABLE_FIELDS,
            headings=table_headings,
            rows=lambda in_words: [person_row(person, printed, in_words=in_words)],
        )
        print_list(console, request.common.format, table)
    if request.on("qr"):
        console.out(["", *qr_lines(address, console)])
    file = _qr_file(request)
    if file is not None:
        # Who names a file on the command line means that file, as with any program that writes one.
        write_code(address, file, replace=True)
        console.say(t("cli-qr-file-written", str(file)))
    return 0


def _qr_file(request: Request) -> Path | None:
    """Where the code goes. Raises `RuleError` for another kind of file than we write."""
    given = request.value("qr-file")
    return file_for(given) if given else None
