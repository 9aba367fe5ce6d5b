"""``capx-tui org edit O``, and its names, tags and documents one by one: for the organization's managers.

The whole profile is a text document; what has changed is shown and asked about before anything is sent. The
other three change one list by words, as scripts do, and do not ask.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capx_tui.cli.confirming import require_person
from capx_tui.cli.console import Console
from capx_tui.cli.form_editing import FormEditing, in_words
from capx_tui.cli.form_lines import refusals
from capx_tui.cli.given_text import given_text
from capx_tui.cli.opened import Run, opened
from capx_tui.cli.options import Request
from capx_tui.cli.output import Table, print_list
from capx_tui.cli.source import core_of, prepare, reset_once
from capx_tui.core import Core
from capx_tui.errors import Conflict, FieldErrors, RuleError
from capx_tui.i18n import t
from capx_tui.model.directory import Event
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_check import put_right
from capx_tui.model.form_fields import Value
from capx_tui.model.form_writing import Writing
from capx_tui.model.languages import words_for
from capx_tui.model.naming import Kind
from capx_tui.model.organization_form import language_code, name_id, organization_spec
from capx_tui.model.organization_writing import ORGANIZATION, named_in
from capx_tui.model.signed_words import TAKE
from capx_tui.store.organization_choices import organization_choices
from capx_tui.store.organization_edit import NotManager, Whole
from capx_tui.store.write_once import SavedInPart
from capx_tui.text import clean

__all__ = ["edit", "find", "list_or_change"]

Print = Callable[[Core, Request, Console], int]


async def find(core: Core, request: Request, console: Console, words: Sequence[str]) -> int:
    """The id of the organization that `words` name; the lists are there afterwards. Raises `RuleError`."""
    await prepare(core, request, console)
    return core.names.resolve(Kind.ORGANIZATION, " ".join(words))


@dataclass(frozen=True)
class _Held:
    """One organization as its manager finds it."""

    account: int
    whole: Whole
    types: Sequence[tuple[int, str]]
    events: Sequence[Event]


async def _hold(core: Core, organization_id: int) -> _Held:
    """Raises `NotSignedIn` and `NotManager`."""
    account = await core.session.owner()
    whole = await core.organization_edit.read(organization_id)
    if account.id not in whole.shape.managers:
        raise NotManager
    types, events = await asyncio.gather(core.organization_edit.types(), core.event_edit.events(organization_id))
    return _Held(account.id, whole, types, events)


def _spec(core: Core, held: _Held, values: Mapping[str, Value]) -> FormSpec:
    choices = organization_choices(core.names, core.mirror, held.whole.shape.id, held.types, held.events)
    return organization_spec(choices, values)


# -- the whole profile -------------------------------------------------------------------------------


def edit(request: Request, console: Console, show: Print) -> int:
    """Exit 0 also where nothing was changed, or the person said no; 2 for a document that a rule refuses.

    `show` prints the organization afterwards.
    """
    given = given_text(request, console)
    require_person(request, console)
    with opened(request, console) as (core, run):
        organization_id = run(find(core, request, console, request.words[1:]))
        held = run(_hold(core, organization_id))
        editing = _Editing(request, console, core, run, held, show)
        return editing.apply_given(given) if given is not None else editing.in_editor()


class _Editing(FormEditing):
    """The document of one organization."""

    NAMES = ORGANIZATION

    def __init__(self, request: Request, console: Console, core: Core, run: Run, held: _Held, show: Print) -> None:
        number = held.whole.shape.id
        super().__init__(
            request,
            console,
            core,
            run,
            held.whole.values(),
            kind=f"organization-{number}",
            account=str(held.account),
            command=f"org edit {number}",
        )
        self._held = held
        self._show = show

    def spec(self, values: Mapping[str, Value]) -> FormSpec:
        """See `FormEditing`."""
        return _spec(self.core, self._held, values)

    def top(self) -> str:
        """See `FormEditing`."""
        number = self._held.whole.shape.id
        return t("organization-document-top", self.core.names.affiliation(number), number)

    def fields_in(self, text: str) -> Sequence[str]:
        """Names in more languages."""
        return [each for each in named_in(text) if each not in self.values]

    def send(self, form: Form) -> Coroutine[Any, Any, object]:
        """See `FormEditing`."""
        return self.core.organization_edit.save(self._held.whole.shape.id, form, me=self._held.account)

    def show(self) -> None:
        """The profile as others see it."""
        self.run(self.core.organization.load(self._held.whole.shape.id, fresh=True))
        self._show(self.core, self.request, self.console)


# -- names, tags, documents ----------------------------------------------------------------------------


def list_or_change(request: Request, console: Console) -> int:
    """``org names|tags|documents O [WORDS…]``: without further words the list, else the list as it is afterwards."""
    verb, organization, *words = request.words
    return asyncio.run(_list_or_change(reset_once(request, console), console, verb, organization, words))


async def _list_or_change(
    request: Request, console: Console, verb: str, organization: str, words: Sequence[str]
) -> int:
    async with core_of(request, console) as core:
        organization_id = await find(core, request, console, [organization])
        if words:
            await _change(core, organization_id, console, verb, words)
        whole = await core.organization_edit.read(organization_id)
        _print(verb, whole, request, console)
    return 0


async def _change(core: Core, organization_id: int, console: Console, verb: str, words: Sequence[str]) -> None:
    held = await _hold(core, organization_id)
    values = held.whole.values()
    more = _names_in(words) if verb == "names" else {}
    if verb == "names":
        values = {**dict.fromkeys(more, ""), **values}
    begun = Form.begin(_spec(core, held, values), values)
    writing = Writing(begun, ORGANIZATION, core.names.resolve)
    field = ORGANIZATION.called(verb) if verb != "names" else ""
    form = put_right(begun.edit_many(more or {field: writing.edited(field, words)}))
    for _, error in refusals(form):
        raise error
    if not form.changed:
        console.say(t("cli-document-unchanged"))
        return
    try:
        await core.organization_edit.save(organization_id, form, me=held.account)
    except (FieldErrors, Conflict, SavedInPart) as error:
        raise in_words(form, error) from error
    console.say(t("cli-document-saved"))


def _names_in(words: Sequence[str]) -> dict[str, Value]:
    """``tr Vikimedya Türkiye`` gives a name, ``-tr -az`` takes names away. Raises `RuleError`."""
    if all(word.startswith(TAKE) for word in words):
        return {_name(word.removeprefix(TAKE)): "" for word in words}
    code, *name = words
    if not name:
        raise RuleError("cli-org-name-missing", code)
    return {_name(code): " ".join(name)}


def _name(code: str) -> str:
    found = language_code(code)
    if not found:
        raise RuleError("organization-field-language", f"name-{code}")
    return name_id(found)


def _print(verb: str, whole: Whole, request: Request, console: Console) -> None:
    if verb == "names":
        fields = ("language_code", "name")
        rows = [(clean(code), clean(row.name)) for code, row in sorted(whole.names.items())]
        headings = ("organization-choose-language", "organization-names")
        lines = [t("organization-name-of", name, words_for(code, console.language)) for code, name in rows]
    else:
        found = whole.tags if verb == "tags" else whole.documents
        held = whole.shape.tag_diff if verb == "tags" else whole.shape.documents
        fields = ("id", "tag" if verb == "tags" else "url")
        rows = [(str(each), clean(found[each])) for each in held if each in found]
        headings = ("organization-id", "organization-tags" if verb == "tags" else "organization-documents")
        lines = [name for _, name in rows]
    is_numbered = verb != "names"
    objects = [dict(zip(fields, (int(key) if is_numbered else key, name), strict=True)) for key, name in rows]
    table = Table(
        objects=lambda: objects,
        paragraphs=lambda: [lines],
        fields=fields,
        headings=lambda: [t(key) for key in headings],
        rows=lambda in_words: [list(row) for row in rows],  # noqa: ARG005 - nothing here has other words
    )
    print_list(console, request.common.format, table)
