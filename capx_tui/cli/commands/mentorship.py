"""``capx-tui mentorship [list]``: the programmes; ``mentorship apply``: a programme's own form, sent once.

What is typed goes to the service and nowhere else; nothing of it is printed but what the person is asked to
confirm, and that only on a terminal.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from capx_tui.cli.confirming import confirmed, require_person
from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.form_prompts import answered, checked, json_answers
from capx_tui.cli.opened import opened
from capx_tui.cli.options import Request
from capx_tui.cli.output import Table, print_list, print_object
from capx_tui.cli.source import core_of, prepare, reset_once
from capx_tui.core import Core
from capx_tui.errors import NotSignedIn, RuleError
from capx_tui.i18n import t
from capx_tui.model.form import Form
from capx_tui.model.form_builder import BuiltForm, answers_to_send
from capx_tui.model.form_builder_answers import read_built_answers
from capx_tui.model.mentorship import ApplicationForm, Programme, Role, why_not
from capx_tui.model.mentorship_facts import programme_facts, status_words, subscriber_words
from capx_tui.model.mentorship_form import answer_lines, application, receipt_words, sending_words, sent_words
from capx_tui.model.profile_facts import Naming
from capx_tui.model.table import Row
from capx_tui.store.names import HeldNames
from capx_tui.text import fold

__all__ = ["run"]

_FIELDS = (
    "organization", "organization_name", "status", "registration_open_date", "registration_close_date",
    "territory_name", "skills_names", "languages_names", "subscribers", "roles",
)  # fmt: skip
_HEADING_KEYS = (
    "organization-id", "mentorship-organization", "mentorship-status", "mentorship-opens", "mentorship-closes",
    "mentorship-location", "mentorship-capacities", "mentorship-languages", "mentorship-subscribers",
    "mentorship-roles",
)  # fmt: skip


def run(request: Request, console: Console) -> int:
    """What the first word says, the list without one. Exit 2 for another word."""
    verb = request.words[0] if request.words else "list"
    return _VERBS[verb](request, console)


def _list(request: Request, console: Console) -> int:
    return asyncio.run(_listing(reset_once(request, console), console))


def _apply(request: Request, console: Console) -> int:
    """Exit 2 where a rule refuses the answers or the person does not confirm, 1 where the service does."""
    wanted = " ".join(request.words[1:])
    if not wanted:
        raise RuleError("cli-needs-word", "mentorship apply")
    role = next((role for role in Role if role.value == fold(request.value("role"))), None)
    if role is None:
        raise RuleError("mentorship-cli-role")
    require_person(request, console)
    with opened(request, console) as (core, work):
        if core.session.token() is None:
            raise NotSignedIn
        work(_prepared(core, request, console))
        programme = core.mentorship.resolve(wanted)
        if why := why_not(programme, role, core.mentorship.today):
            raise RuleError(why)
        shown, name = programme.forms[role], core.mentorship.name(programme)
        sent = sent_words(core.mentorship.sent(programme.organization, role), console.language)
        spec, built = application(shown, name, sent=sent)
        form = _filled(Form.begin(spec), built, console)
        if not request.on("yes"):
            for line in answer_lines(form):
                console.complain(line)
        for words in sending_words(shown, built, name, sent=sent):
            console.complain(words)
        if not confirmed(request, console, t("mentorship-cli-sure")):
            raise RuleError("cli-form-nothing")
        receipt = work(core.mentorship.apply(programme.organization, shown, answers_to_send(built, form.values)))
    if request.common.format is Format.JSON:
        told = {
            "organization": programme.organization,
            "role": role.value,
            "form": shown.id,
            "encrypted_with_public_key_fingerprint": receipt.fingerprint or None,
        }
        print_object(console, told)
    else:
        console.out([receipt_words(receipt.fingerprint, receipt.promised)])
    return 0


async def _prepared(core: Core, request: Request, console: Console) -> None:
    await prepare(core, request, console)
    await core.session.verify()
    await core.mentorship.load()


def _filled(form: Form, built: BuiltForm, console: Console) -> Form:
    if console.is_typed:
        return answered(form, console)
    given = read_built_answers(form.spec, built, json_answers(console))
    return checked(form.edit_many(given))


_VERBS: dict[str, Callable[[Request, Console], int]] = {"list": _list, "apply": _apply}


async def _listing(request: Request, console: Console) -> int:
    async with core_of(request, console) as core:
        await prepare(core, request, console)
        await core.mentorship.load()
        listed = core.mentorship.state.programmes[: request.common.limit]
        if not listed:
            console.say(t("mentorship-none"))
        names = HeldNames(core.names)
        table = Table(
            objects=lambda: map(partial(_object, core, names), listed),
            paragraphs=lambda: map(partial(_lines, core, names, console.language), listed),
            fields=_FIELDS,
            headings=lambda: tuple(t(key) for key in _HEADING_KEYS),
            rows=lambda in_words: (_row(core, names, console.language, each, in_words=in_words) for each in listed),
        )
        print_list(console, request.common.format, table)
    return 0


def _object(core: Core, names: Naming, programme: Programme) -> dict[str, Any]:
    """The service's programme with its names, its status today and the roles that one may apply in today."""
    forms = {role: programme.forms.get(role) for role in Role}
    return {
        "organization": programme.organization,
        "organization_name": core.mentorship.name(programme),
        "status": programme.status(core.mentorship.today).value,
        "description": programme.description,
        "registration_open_date": programme.opens.isoformat() if programme.opens else None,
        "registration_close_date": programme.closes.isoformat() if programme.closes else None,
        "territory": programme.territory,
        "territory_name": programme.territory_name,
        "skills": programme.capacities,
        "skills_names": [names.capacity(each) for each in programme.capacities],
        "languages": programme.languages,
        "languages_names": [names.language_name(each) for each in programme.languages],
        "subscribers": programme.subscribers,
        "roles": [role.value for role in Role if not why_not(programme, role, core.mentorship.today)],
        **{f"{role.value}_form": _form(form) for role, form in forms.items()},
    }


def _form(form: ApplicationForm | None) -> dict[str, Any] | None:
    if form is None:
        return None
    return {"id": form.id, "counter": form.counter, "public_key_fingerprint": form.fingerprint or None}


def _lines(core: Core, names: Naming, language: str, programme: Programme) -> Iterator[str]:
    store = core.mentorship
    name = store.name(programme)
    yield name
    for fact in programme_facts(programme, names, store.today, language, name):
        if fact.id != "organization":
            yield t("people-fact", fact.label, fact.text)


def _row(core: Core, names: Naming, language: str, programme: Programme, *, in_words: bool) -> Row:
    told = _object(core, names, programme)
    cells = [told[field] for field in _FIELDS]
    if in_words:
        cells[2] = status_words(programme, core.mentorship.today, language)
        cells[8] = subscriber_words(programme)
        cells[9] = [t(f"mentorship-role-{role}") for role in told["roles"]]
    return tuple(cells)
