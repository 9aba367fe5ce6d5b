"""A programme's form in a visit: any description, a person's answers, and what reached the service."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import Any

from capx_tui.model.form_fields import LongTextField
from capx_tui.model.form_lists import ChoiceField
from capx_tui.screens.form_question import QuestionScreen
from capx_tui.screens.mentorship_form import MentorshipForm
from tests.model.form_builder_sample import Sample
from tests.screens import sending_desk
from tests.screens.sending_desk import Desk
from tests.screens.visits import Visit, database

__all__ = [
    "NAME",
    "WIDE",
    "Desk",
    "answer_as_a_person",
    "counters",
    "describe",
    "open_form",
    "send",
    "serving",
    "stored",
]

#: A question that most tests do with, and a screen with room for a form and what is said above it.
NAME = {"type": "text", "name": "name", "label": "Full name", "required": True}
WIDE = (100, 45)


serving = partial(sending_desk.serving, "_response/")


def describe(role: str, *questions: Any, form: int = 1) -> None:
    """The world's form of a role asks this from now on."""
    with sqlite3.connect(database()) as rows:
        rows.execute(
            "UPDATE mentorship_form SET json = ? WHERE role = ? AND id = ?", (json.dumps(questions), role, form)
        )


def counters(form: int = 1) -> dict[str, int]:
    """How often each role's form was sent, as the service counts."""
    with sqlite3.connect(database()) as rows:
        return dict(rows.execute("SELECT role, counter FROM mentorship_form WHERE id = ?", (form,)).fetchall())


def stored() -> Sequence[str]:
    """The data of each application that the service has, as it lies there."""
    with sqlite3.connect(database()) as rows:
        return [data for (data,) in rows.execute("SELECT data FROM mentorship_form_response ORDER BY id").fetchall()]


async def open_form(here: Visit, way: str = "As mentor") -> MentorshipForm:
    """From the list, whose marker stands on the first programme."""
    await here.press("enter")
    await here.choose(way)
    assert isinstance(here.app.screen, MentorshipForm), here.text
    return here.app.screen


async def answer_as_a_person(here: Visit, form: MentorshipForm, sample: Sample, field: str = "asked") -> None:
    """By keys alone."""
    form.rows.go_to(field)
    await here.settle()
    spec = form.form.spec.by_id[field]
    if sample.picked:
        for words in sample.picked:
            form.rows.go_to(field)
            await here.press("enter")
            await here.type(words)
            await here.press("enter")
            if here.app.screen is not form and not isinstance(spec, ChoiceField):
                await here.press("escape")
    elif isinstance(spec, LongTextField):
        await here.press("enter")
        await here.type(sample.typed)
        await here.press("ctrl+s")
    elif isinstance(sample.value, tuple):
        for entry in sample.value:
            form.rows.go_to(field)
            await here.press("a")
            await here.type(str(entry))
            await here.press("enter")
    else:
        await here.type(sample.typed)
    assert here.app.screen is form, here.text


async def send(here: Visit) -> None:
    """Send what stands in the form, and say yes."""
    await here.press("ctrl+s")
    assert isinstance(here.app.screen, QuestionScreen), here.text
    await here.press("enter")
