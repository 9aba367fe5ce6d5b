"""``capx-tui org projects O`` and ``org event O``: listed for everyone; made, changed and deleted by managers.

``new`` and a number open a text document, in the editor, from ``--file`` or from standard input; an address behind
``new`` fills in what Wikidata and Meta-Wiki know of the event. What changes is told and sent without asking.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Coroutine, Mapping
from typing import Any

from capx_tui.cli.console import Console
from capx_tui.cli.form_editing import FormEditing
from capx_tui.cli.given_text import given_text
from capx_tui.cli.opened import Run, opened
from capx_tui.cli.options import Request
from capx_tui.cli.organization_editing import find
from capx_tui.cli.output import Table, print_list
from capx_tui.cli.source import core_of, reset_once
from capx_tui.core import Core
from capx_tui.errors import CapxError, RuleError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.sentences import sentence
from capx_tui.model.event_form import with_usual_end
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.model.lookup import Part
from capx_tui.model.organization_facts import event_words
from capx_tui.model.organization_form import LIMIT_MAIN
from capx_tui.model.organization_writing import EVENT, PROJECT
from capx_tui.model.table import Row
from capx_tui.screens.event_values import EventValues
from capx_tui.screens.parts_values import PartValues
from capx_tui.screens.project_values import ProjectValues
from capx_tui.store.names import HeldNames

__all__ = ["NotFilled", "parts"]

_HEADINGS = {
    "id": "cli-org-heading-id",
    "name": "cli-org-heading-name",
    "time_begin": "cli-org-heading-time-begin",
    "type_of_location": "cli-org-heading-type-of-location",
    "url": "cli-org-heading-url",
}
#: Where there is no such number: what is said with the numbers there are, and with none.
_MISSING = {
    "projects": ("cli-org-no-project", "cli-org-no-project-at-all"),
    "event": ("cli-org-no-event", "cli-org-no-event-at-all"),
}


class NotFilled(CapxError):
    """Of an event's address nothing could be learnt. `params`: why, a sentence."""

    sentence = "event-not-filled"
    remedy = "cli-event-not-filled-remedy"


def parts(request: Request, console: Console) -> int:
    """``O`` lists; ``O new [ADDRESS]``, ``O NUMBER`` and ``O delete NUMBER`` write. Exit 2 for anything else."""
    verb, organization, *words = request.words
    if not words:
        return asyncio.run(_list(reset_once(request, console), console, verb, organization))
    what, *more = words
    if what == "delete" and len(more) == 1 and _is_number(more[0]):
        return asyncio.run(_delete(reset_once(request, console), console, verb, organization, int(more[0])))
    address = more[0] if what == "new" and verb == "event" and len(more) == 1 else ""
    if (what == "new" and (not more or address)) or (_is_number(what) and not more):
        part_id = 0 if what == "new" else int(what)
        return _write(request, console, verb, organization, part_id, address)
    raise RuleError("cli-unknown-verb", f"org {verb} O", " ".join(words), "new, N, delete N")


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 19 and int(word) > 0


# -- listing -------------------------------------------------------------------------------------------


async def _list(request: Request, console: Console, verb: str, organization: str) -> int:
    async with core_of(request, console) as core:
        await _load(core, request, console, organization)
        _print(core, verb, request, console)
    return 0


async def _load(core: Core, request: Request, console: Console, organization: str) -> int:
    """The organization with its parts as the service has them now. Raises the error of the part that is wanted."""
    organization_id = await find(core, request, console, [organization])
    await core.organization.load(organization_id, fresh=True)
    return organization_id


def _print(core: Core, verb: str, request: Request, console: Console) -> None:
    state, names = core.organization.state, HeldNames(core.names)
    part: Part[Any] = state.projects if verb == "projects" else state.events
    if part.error is not None:
        raise part.error
    objects = [_object(verb, each, names) for each in part.items]
    fields = ("id", "name", "url") if verb == "projects" else ("id", "name", "time_begin", "type_of_location", "url")

    def rows(in_words: bool) -> list[Row]:  # noqa: ARG001 - numbers, names and addresses have no other words
        return [[each[field] for field in fields] for each in objects]

    def line(each: Any) -> str:
        return (
            f"{each.id} {each.name if verb == 'projects' else event_words(each, console.language)} {each.url}".strip()
        )

    table = Table(
        objects=lambda: objects,
        paragraphs=lambda: [[line(each) for each in part.items]],
        fields=fields,
        headings=lambda: [t(_HEADINGS[field]) for field in fields],
        rows=rows,
    )
    print_list(console, request.common.format, table)


def _object(verb: str, each: Any, names: HeldNames) -> dict[str, Any]:
    found = {"id": each.id, "name": each.name, "url": each.url, "description": each.description}
    if verb == "event":
        found |= {
            "organization": each.organization,
            "time_begin": each.time_begin or None,
            "time_end": each.time_end or None,
            "type_of_location": each.type_of_location,
        }
    return {
        **found,
        "related_skills": list(each.related_skills),
        "related_skills_names": [names.capacity(skill) for skill in each.related_skills],
    }


# -- writing -------------------------------------------------------------------------------------------


async def _delete(request: Request, console: Console, verb: str, organization: str, part_id: int) -> int:
    async with core_of(request, console) as core:
        organization_id = await find(core, request, console, [organization])
        await _check(core, organization_id, verb, part_id)
        await (core.project_edit if verb == "projects" else core.event_edit).delete(part_id)
        console.say(t("project-deleted" if verb == "projects" else "event-deleted"))
        await core.organization.load(organization_id, fresh=True)
        _print(core, verb, request, console)
    return 0


async def _check(core: Core, organization_id: int, verb: str, part_id: int) -> Collection[int]:
    """The numbers that the organization has; raises `NotManager`, and `RuleError` for a number it has not."""
    account = await core.session.owner()
    await core.organization_edit.check_manager(organization_id, account.id)
    if verb == "projects":
        known: Collection[int] = await core.project_edit.known(organization_id)
    else:
        known = {event.id for event in await core.event_edit.events(organization_id)}
    if part_id and part_id not in known:
        listed = commas(map(str, sorted(known)))
        some, none = _MISSING[verb]
        raise RuleError(some, str(part_id), listed) if listed else RuleError(none, str(part_id))
    if verb == "projects" and not part_id and len(known) >= LIMIT_MAIN:
        raise RuleError("cli-org-projects-full", str(LIMIT_MAIN))
    return known


def _write(request: Request, console: Console, verb: str, organization: str, part_id: int, address: str) -> int:
    given = given_text(request, console)
    with opened(request, console) as (core, run):
        organization_id = run(find(core, request, console, [organization]))
        known = run(_check(core, organization_id, verb, part_id))
        kind: type[_Part] = _Project if verb == "projects" else _Event
        held = kind.HELD(core, organization_id, part_id)
        values: Mapping[str, Value] = run(held.load())
        held.known = known
        editing = kind(request, console, core, run, held, values)
        if address:
            editing.filled = run(_looked_up(core, address, editing))
        return editing.apply_given(given) if given is not None else editing.in_editor()


async def _looked_up(core: Core, address: str, editing: _Part) -> Mapping[str, Value]:
    try:
        found = await core.event_edit.look_up(address)
    except CapxError as error:
        raise NotFilled(sentence(error)) from error
    begun = Form.begin(editing.spec(editing.values), editing.values)
    filled = with_usual_end(begun.edit_many({"url": address, **found}))
    return {field: filled[field] for field in filled.changed}


class _Part(FormEditing):
    """A project or an event, number 0 for a new one."""

    ASKS = False
    VERB = ""
    #: What it is besides how it is edited: the same as on the screen.
    HELD: type[PartValues]
    #: What is said at the top of the document of an old one and of a new one.
    TOPS = ("", "")

    def __init__(
        self, request: Request, console: Console, core: Core, run: Run, held: PartValues, values: Mapping[str, Value]
    ) -> None:
        account = core.session.state.account
        super().__init__(
            request,
            console,
            core,
            run,
            values,
            kind=f"{self.VERB}-{held.organization_id}-{held.part_id}",
            account=str(account.id) if account is not None else "",
            command=f"org {self.VERB} {held.organization_id} {held.part_id or 'new'}",
        )
        self.held = held

    def top(self) -> str:
        """See `FormEditing`."""
        name = self.core.names.affiliation(self.held.organization_id)
        old, new = self.TOPS
        return t(new if self.held.is_new else old, name)

    def show(self) -> None:
        """Those that the organization has now."""
        self.run(self._show())

    async def _show(self) -> None:
        await self.core.organization.load(self.held.organization_id, fresh=True)
        _print(self.core, self.VERB, self.request, self.console)

    def spec(self, values: Mapping[str, Value]) -> FormSpec:
        """See `FormEditing`."""
        return self.held.spec(values)

    def send(self, form: Form) -> Coroutine[Any, Any, object]:
        """See `FormEditing`."""
        return self.held.save(form)


class _Project(_Part):
    """See `_Part`."""

    NAMES = PROJECT
    VERB = "projects"
    HELD = ProjectValues
    TOPS = ("project-document-top", "project-document-new")


class _Event(_Part):
    """See `_Part`."""

    NAMES = EVENT
    VERB = "event"
    HELD = EventValues
    TOPS = ("event-document-top", "event-document-new")

    def read(self, text: str) -> Any:
        """A begin without an end gets the usual one, as on the screen."""
        form, faults = super().read(text)
        return (with_usual_end(form) if form.is_changed("time_begin") else form), faults
