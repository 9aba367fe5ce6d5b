"""Every form there is, found and opened without being named, and a good answer to each of its fields.

A form is any `FormScreen` below `capx_tui.screens` that says what it asks. What its constructor has to be
given comes from `GIVEN`, by the name of the parameter; what no general answer is good for, from `ANSWERS`.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import capx_tui.screens
from capx_tui.api.client import Transport
from capx_tui.api.wire import Request, Response
from capx_tui.model.form import Form
from capx_tui.model.form_check import problems_of
from capx_tui.model.form_fields import (
    EmailField,
    FieldSpec,
    Levelled,
    Own,
    SwitchField,
    TextField,
    UrlField,
    Value,
)
from capx_tui.model.form_lists import ChoiceField, EntriesField, LevelsField, ListField
from capx_tui.model.form_numbers import DateField, DateShape, NumberField
from capx_tui.model.mentorship import Role
from capx_tui.paths import data_dir
from capx_tui.screens.form import FormScreen
from capx_tui.screens.form_editing import FormEditing
from capx_tui.screens.form_question import QuestionScreen
from tests.screens.sample_form import SampleForm, SampleService
from tests.screens.visits import Visit, database, visit
from tests.screens.wire import Wire, refused_token

__all__ = [
    "ANSWERS",
    "FORMS",
    "GIVEN",
    "Door",
    "Opened",
    "Way",
    "answer",
    "drafts",
    "every_form",
    "fill",
    "opened",
    "save",
]


def _from_world(what: str) -> Callable[[], Any]:
    """The first answer to a question: `me` is the person of the demo, `mine` an organization that they manage."""

    def ask() -> Any:
        me = "(SELECT CAST(value AS INTEGER) FROM world WHERE key = 'me')"
        mine = f"(SELECT MIN(organization) FROM organization_manager WHERE profile = {me})"
        with closing(sqlite3.connect(database())) as world:
            words = {"me": me, "mine": mine}
            (found,) = world.execute(re.sub(r"\b(mine|me)\b", lambda word: words[word[1]], what)).fetchone()
        return found

    return ask


#: What a constructor is given, by the name of its parameter. Where it may do without, both ways are walked.
GIVEN: dict[str, Callable[[], Any]] = {
    "organization_id": _from_world("SELECT mine"),
    "event_id": _from_world("SELECT id FROM event WHERE organization = mine ORDER BY id"),
    "partner_id": _from_world("SELECT organization FROM partner_mentorship_settings WHERE id = 1"),
    "receiver": lambda: "Ceibo Lectora",
    "role": lambda: Role.MENTOR,
    "project_id": _from_world(
        "SELECT project FROM project_member WHERE organization = mine AND accepted ORDER BY project"
    ),
}
#: What a field takes, by form and field, where nothing in `_candidates` is good.
ANSWERS: dict[tuple[str, str], Callable[[], Value]] = {
    # An account that Meta knows and CapX does not.
    # Somebody who takes e-mail.
    ("message", "receiver"): lambda: "Jabuti da Biblioteca",
    # A file that is there.
    ("report", "files"): lambda: (str(Path(__file__)),),
    ("edit-profile", "wiki_alt"): _from_world("SELECT wiki_alt FROM profile WHERE wiki_alt != '' AND id != me"),
}

#: What is typed into a line, in the order in which it is tried.
_LINES = (
    "More",
    "7",
    "Q42",
    "en",
    "https://commons.wikimedia.org/wiki/File:Example.jpg",
    "https://meta.wikimedia.org/wiki/Example",
    "https://www.wikidata.org/wiki/Q42",
    "https://xx.wikimedia.org/",
    "https://www.openstreetmap.org/node/240109189",
    "https://example.org/more",
    "someone@example.org",
    "#0070b9",
    "#a0b1c2",
)
_MOMENTS = {
    DateShape.DAY: ("2026-06-11", "2026-06-12", "2020-01-02"),
    DateShape.MOMENT: ("2027-06-11 10:00", "2027-06-11 12:00", "2020-01-02 03:04"),
    DateShape.TIME: ("10:30", "11:30"),
}
#: So many options of a list are tried.
_TRIED = 40


def every_form() -> list[type[FormScreen[Any]]]:
    """The forms of the program, in the order of their names."""
    for module in pkgutil.walk_packages(capx_tui.screens.__path__, f"{capx_tui.screens.__name__}."):
        importlib.import_module(module.name)
    found: set[type[FormScreen[Any]]] = set()
    below: list[type[FormScreen[Any]]] = [FormScreen]
    while below:
        form = below.pop()
        below += form.__subclasses__()
        if _is_ours(form) and form.held is not FormEditing.held and not any(map(_is_ours, form.__subclasses__())):
            found.add(form)
    return sorted(found, key=lambda form: (form.__module__, form.__name__))


def _is_ours(form: type) -> bool:
    return form.__module__.startswith(f"{capx_tui.screens.__name__}.")


@dataclass(frozen=True)
class Way:
    """A form, and which of the parameters are given that it could do without."""

    kind: type[FormScreen[Any]]
    besides: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "-".join([self.kind.__name__, *self.besides])

    def made(self, autosave: float = 0.0) -> FormScreen[Any]:
        """The form as it is opened, but that drafts are written at once: tests wait for work and not for clocks."""
        prompt = type(self.kind.__name__, (self.kind,), {"AUTOSAVE_S": autosave, "__module__": __name__})
        given: dict[str, Any] = {}
        for name, parameter in _parameters(self.kind).items():
            if parameter.default is not parameter.empty and name not in self.besides:
                continue
            if name not in GIVEN:
                raise AssertionError(
                    f"{self.kind.__name__} cannot be opened: nobody knows what to give it for {name!r}. "
                    f"Add what the embedded service has for that to GIVEN in tests/screens/forms.py."
                )
            given[name] = GIVEN[name]()
        screen: FormScreen[Any] = prompt(**given)
        return screen


def _parameters(kind: type[FormScreen[Any]]) -> dict[str, inspect.Parameter]:
    spread = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return {name: each for name, each in inspect.signature(kind).parameters.items() if each.kind not in spread}


def ways(kind: type[FormScreen[Any]]) -> Iterator[Way]:
    """The form with no more than it needs, and once with each other thing that we know to give it."""
    yield Way(kind)
    for name, parameter in _parameters(kind).items():
        if name in GIVEN and parameter.default is not parameter.empty:
            yield Way(kind, (name,))


#: The program's own, and the sample: what holds there for every kind of field is what these tests know of.
_KINDS: list[type[FormScreen[Any]]] = [SampleForm, *every_form()]
FORMS: list[Way] = [way for kind in _KINDS for way in ways(kind)]


def drafts() -> list[Path]:
    """The drafts on disk."""
    directory = data_dir() / "drafts"
    return sorted(directory.glob("*.json")) if directory.is_dir() else []


class Door:
    """Stands before the service. From `expire` on, every token is refused; what carries none goes on."""

    def __init__(self, inner: Transport) -> None:
        self._inner = inner
        self._is_expired = False
        #: How many tokens were refused.
        self.refused = 0

    def expire(self) -> None:
        """The token ran out just now."""
        self._is_expired = True

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        if self._is_expired and request.token is not None:
            self.refused += 1
            return refused_token(request)
        return await self._inner.send(request)

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""
        await self._inner.close()


@dataclass
class Opened:
    """A visit with one form on the screen."""

    here: Visit
    screen: FormScreen[Any]
    door: Door

    @property
    def form(self) -> Form:
        """What stands in it."""
        return self.screen.form


@asynccontextmanager
async def opened(way: Way, *, autosave: float = 0.0, **options: Any) -> AsyncIterator[Opened]:
    """The program with that form on the screen, or with the question whether to take up its draft."""
    doors: list[Door] = []

    def serve(wire: Wire) -> Door:
        doors.append(Door(SampleService(wire) if issubclass(way.kind, SampleForm) else wire))
        return doors[0]

    async with visit("help", transport=serve, **options) as here:
        screen = way.made(autosave)
        here.app.push_screen(screen)
        await here.settle()
        assert screen.rows.has_form, (
            f"{way} did not open for the person of the demo: make what it needs in the embedded world, "
            f"or say in GIVEN in tests/screens/forms.py what it is to be opened with.\n{here.text}"
        )
        yield Opened(here, screen, doors[0])


# -- answering -----------------------------------------------------------------------------------------


def _other_entries(spec: EntriesField, value: tuple[Any, ...]) -> Iterator[Value]:
    if isinstance(spec, ListField) and spec.is_typed:
        news: list[Any] = [str(other) for other in _candidates(spec.entry, "")]
    else:
        taken = {entry.id if isinstance(entry, Levelled) else entry for entry in value}
        options = getattr(spec, "options").search("")[:_TRIED]  # noqa: B009 - every kind of list has them, none inherits them
        news = [option.id for option in options if option.id not in taken]
        if isinstance(spec, LevelsField):
            news = [Levelled(new, spec.levels[0]) for new in news]
    for new in news:
        yield (*value, new)
    for new in news:
        yield (new,)
    yield value[1:]


def _candidates(spec: FieldSpec, value: Any) -> Iterator[Value]:
    """Other values of this kind of field, one of which should be good."""
    if isinstance(spec, SwitchField):
        yield not value
    elif isinstance(spec, NumberField):
        yield from ("7", "1", "2020", str(int(spec.minimum or 0) + 1), str(int(spec.minimum or 0)))
    elif isinstance(spec, DateField):
        yield from _MOMENTS[spec.shape]
    elif isinstance(spec, ChoiceField):
        yield from (option.id for option in spec.options.search("")[:_TRIED])
        yield Own("Own")
    elif isinstance(spec, EntriesField):
        yield from _other_entries(spec, value)
    elif isinstance(spec, EmailField):
        yield from ("someone@example.org", "other@example.org")
    elif isinstance(spec, TextField):
        if value and not isinstance(spec, UrlField) and not spec.pattern:
            yield f"{value} more"
            yield str(value)[1:]
        yield from _LINES


def answer(form: Form, field_id: str) -> Value:
    """Another value for a field, that the form finds nothing wrong with."""
    spec = form.spec.by_id[field_id]
    before = {known: len(found) for known, found in problems_of(form).items()}

    def is_good(value: Value) -> bool:
        after = form.edit(field_id, value)
        worse = [known for known, found in problems_of(after).items() if len(found) > before.get(known, 0)]
        still = field_id in problems_of(after)
        return after.is_changed(field_id) and not worse and not still

    given = [ANSWERS[form.spec.id, field_id]()] if (form.spec.id, field_id) in ANSWERS else []
    for value in chain(given, _candidates(spec, form[field_id])):
        # As it is once the person has left the field.
        complete = spec.complete(value)
        if is_good(complete):
            return complete
    raise AssertionError(
        f"nothing was found that {field_id!r} of the form {form.spec.id!r} takes. "
        f"Add an answer to ANSWERS in tests/screens/forms.py."
    )


def _has_another(form: Form, spec: FieldSpec) -> bool:
    """Whether there is anything else to choose: somebody who manages one organization has one to choose from."""
    options = getattr(spec, "options", None)
    if options is None or getattr(spec, "own_limit", None):
        return True
    others = [option.id for option in options.search("")[:_TRIED] if option.id != form[spec.id]]
    return bool(others) or not (spec.required or spec.is_empty(form[spec.id]))


async def fill(here: Opened, *, which: Callable[[FieldSpec], bool] = lambda spec: True) -> Mapping[str, Value]:
    """Change every field that a person may change, one after the other; what is changed in the end, by field.

    A field may come or go by an answer to another one, and an answer may take another back.
    """
    done: set[str] = set()
    asked: set[str] = set()
    while left := [f for f in here.form.spec.valued if f.id not in done and here.form.can_change(f.id) and which(f)]:
        # What the form still lacks goes first: without it nothing else could be saved.
        spec = min(left, key=lambda one: not one.required)
        done.add(spec.id)
        if not _has_another(here.form, spec):
            continue
        asked.add(spec.KIND)
        here.screen.rows.put(here.form.edit(spec.id, answer(here.form, spec.id)))
        await here.here.settle()
    changed = {field_id: here.form[field_id] for field_id in here.form.changed}
    kinds = {here.form.spec.by_id[field_id].KIND for field_id in changed}
    assert kinds == asked, f"nothing is left changed in fields of these kinds: {asked - kinds}"
    return changed


async def save(here: Opened) -> None:
    """Save, and say yes to whatever is asked: the first answer that does not lead back is the one that goes on."""
    await here.here.press("ctrl+s")
    for _ in range(3):
        question = here.here.app.screen
        if not isinstance(question, QuestionScreen):
            return
        await here.here.choose(next(answer.label for answer in question.answers if answer.id != "back"))
    raise AssertionError(f"it goes on asking:\n{here.here.text}")
