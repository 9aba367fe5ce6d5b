"""``capx-tui saved [list]|add|remove|note``: people and organizations one saved, with notes of one's own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

from capx_tui.cli.console import Console
from capx_tui.cli.my_saved import read_saved
from capx_tui.cli.options import Request
from capx_tui.cli.output import Table, print_list
from capx_tui.cli.source import core_of, prepare, reset_once
from capx_tui.cli.who import nobody_called, person_called, person_like
from capx_tui.core import Core
from capx_tui.errors import CapxError, NotSignedIn, RuleError
from capx_tui.i18n import t
from capx_tui.model.links import organization_address, person_address
from capx_tui.model.naming import Kind
from capx_tui.model.saved import SavedEntry, SavedKind, Subject
from capx_tui.model.table import Row
from capx_tui.text import fold

__all__ = ["run", "saved_lines"]

_FIELDS = ("id", "entity", "entity_id", "name", "relation", "note", "is_gone", "created_at")
_HEADINGS = ("cli-saved-id", "cli-saved-kind", "cli-saved-name", "saved-note", "cli-saved-state")


def run(request: Request, console: Console) -> int:
    """Print the saved profiles, or change them. Exit 2 for a name that is not known or not saved, 3 signed out."""
    verb, *words = request.words or ("list",)
    if verb == "list" and words:
        raise RuleError("cli-too-many-words", words[0])
    if verb != "list" and not words:
        raise RuleError("cli-needs-word", f"saved {verb}")
    if verb == "note" and len(words) == 1:
        raise RuleError("cli-saved-note-missing")
    return asyncio.run(_run(reset_once(request, console), console, verb, words))


async def _run(request: Request, console: Console, verb: str, words: Sequence[str]) -> int:
    async with core_of(request, console) as core:
        if core.session.token() is None:
            raise NotSignedIn
        await prepare(core, request, console)
        if verb == "list":
            await read_saved(core, request, console)
            await _name(core)
            _print(core, request, console)
        elif verb == "add":
            subject, name = await _somebody(core, " ".join(words), is_organization=request.on("org"))
            is_new = await core.saved.save(subject)
            console.say(t("cli-saved-added" if is_new else "cli-saved-already", name))
        else:
            await read_saved(core, request, console)
            await _name(core)
            whole = " ".join(words) if verb == "remove" else words[0]
            entry = _saved(core, whole, is_organization=request.on("org"))
            if verb == "remove":
                await core.saved.remove(entry.item.subject)
                console.say(t("cli-saved-removed", entry.name))
            else:
                text = " ".join(words[1:])
                core.saved.note(entry.item.subject, text)
                if core.saved.state.trouble is None:
                    console.say(t("saved-noted" if text.strip() else "saved-unnoted"))
        if core.saved.state.trouble is not None:
            raise core.saved.state.trouble
    return 0


async def _name(core: Core) -> None:
    """Ask for those whom neither the mirror nor the list from before can name; once, for they are kept."""
    for item in tuple(core.saved.state.items.values()):
        if not item.name and item.subject.kind is SavedKind.PERSON:
            try:
                await core.sync.person(item.subject.id)
            except CapxError:
                # The number stands for the name; the list itself is whole.
                break
    core.saved_list.show()


async def _somebody(core: Core, text: str, *, is_organization: bool) -> tuple[Subject, str]:
    """Whom `text` names, among everybody there is. Raises `RuleError`."""
    if is_organization:
        number = core.names.resolve(Kind.ORGANIZATION, text)
        return Subject(SavedKind.ORGANIZATION, number), core.names.affiliation(number)
    person = person_called(core.mirror, text)
    if person is None and not core.mirror.state().complete:
        person = await person_like(core, text)
    if person is None:
        raise nobody_called(core.mirror, text)
    return Subject(SavedKind.PERSON, person.id), person.username


def _saved(core: Core, text: str, *, is_organization: bool) -> SavedEntry:
    """Whom `text` names among those who are saved, also those who are gone. Raises `RuleError`."""
    kind = SavedKind.ORGANIZATION if is_organization else SavedKind.PERSON
    entries = [entry for entry in core.saved_list.found if entry.item.subject.kind is kind]
    for entry in entries:
        names = (entry.name, *((entry.organization.acronym,) if entry.organization is not None else ()))
        if text == str(entry.item.subject.id) or fold(text) in map(fold, filter(None, names)):
            return entry
    if is_organization:
        number = core.names.resolve(Kind.ORGANIZATION, text)
        for entry in entries:
            if entry.item.subject.id == number:
                return entry
    raise RuleError("cli-saved-not-saved", text)


def _print(core: Core, request: Request, console: Console) -> None:
    found = core.saved_list.found
    listed = found[: request.common.limit]
    table = Table(
        objects=lambda: map(_object, listed),
        paragraphs=lambda: map(saved_lines, listed),
        fields=_FIELDS,
        headings=lambda: tuple(t(key) for key in _HEADINGS),
        rows=lambda in_words: (_row(entry, in_words=in_words) for entry in listed),
    )
    print_list(console, request.common.format, table)
    console.say(t("saved-count", len(listed), len(found)) if found else t("cli-saved-none"))


def _object(entry: SavedEntry) -> dict[str, Any]:
    item = entry.item
    values = (
        # One row stands for the item in scripts; where there are two, `relation` names both.
        item.rows[0].id if item.rows else None,
        item.subject.kind.value,
        item.subject.id,
        entry.name,
        item.relation,
        entry.note,
        item.is_gone,
        item.created_at or None,
    )
    return dict(zip(_FIELDS, values, strict=True))


def saved_lines(entry: SavedEntry) -> Iterator[str]:
    """Somebody saved, for reading: the name first, the address last."""
    yield entry.name
    yield t(f"saved-kind-{entry.item.subject.kind.value}")
    if entry.item.is_gone:
        yield t("saved-gone")
    if entry.note:
        yield t("saved-note-row", entry.note)
    if not entry.item.is_gone:
        yield t("people-fact", t("profile-address"), _address(entry))


def _address(entry: SavedEntry) -> str:
    subject = entry.item.subject
    return person_address(entry.name) if subject.kind is SavedKind.PERSON else organization_address(subject.id)


def _row(entry: SavedEntry, *, in_words: bool) -> Row:
    if not in_words:
        return tuple(_object(entry).values())
    subject = entry.item.subject
    state = t("saved-gone") if entry.item.is_gone else t("cli-saved-there")
    return (subject.id, t(f"saved-kind-{subject.kind.value}"), entry.name, entry.note, state)
