"""Edit profile under real readers, from the first row to the last: names, values, states, and what is wrong."""

from __future__ import annotations

import pytest

from capx_tui.i18n import t
from capx_tui.model.form_options import Options
from capx_tui.model.form_words import label_words
from capx_tui.model.profile import MyProfile
from capx_tui.model.profile_form import Sources, profile_spec
from tests.readers.conftest import Open
from tests.readers.readers import OURS, READERS
from tests.readers.sessions import Session
from tests.readers.speech import Answer, Step, else_heard, is_right, letters, missing, told
from tests.readers.world import World

pytestmark = pytest.mark.reader

#: More rows than the form has.
_MOST_ROWS = 120
_OPTIONS: Options = Options(())
_FORM = profile_spec(Sources(*(_OPTIONS,) * 6), MyProfile(id=1, username="Somebody"))
_NAMES = [label_words(spec) for spec in _FORM.valued]


def _open(person: Session) -> Answer:
    """The form, with the cursor on its first field; what is said of that."""
    return person.open("Edit profile", t("edit-profile-picture"), "signed in as")


def _walk(person: Session, reader: str, last: str) -> tuple[list[Answer], list[str]]:
    """Press Down until the row of `last` has the cursor: what was heard, and what was wrong with it."""
    step = Step("down", page=True)
    heard: list[Answer] = []
    faults: list[str] = []
    for _ in range(_MOST_ROWS):
        answer = person.step(step.key, is_right(step, reader))
        heard.append(answer)
        faults += [f"never said: {text}" for text in missing(step, answer, reader)]
        faults += else_heard(step, answer, reader)
        if answer.row.strip().startswith(last):
            return heard, faults
    raise AssertionError(f"never came to {last}\n{told(heard)}")


@pytest.mark.parametrize("reader", READERS)
def test_every_field_is_heard_with_its_name_its_value_and_its_state(reader: str, world: World, session: Open) -> None:
    with session(reader, (*OURS, "--open", "Edit profile")) as person:
        first = _open(person)
        heard, faults = _walk(person, reader, t("edit-profile-save"))
    report = told(heard)
    assert not faults, "\n".join([*faults, report])
    everything = letters(" ".join(answer.text for answer in (first, *heard)), reader)
    values = world.values_of_profile
    assert len(values) > 30
    unheard = [text for text in (*_NAMES, *values, "left") if letters(text, reader) not in everything]
    assert not unheard, f"{unheard}\n{report}"


@pytest.mark.parametrize("reader", READERS)
def test_what_is_wrong_is_heard_on_leaving_the_field_and_on_its_own_row(reader: str, session: Open) -> None:
    name = t("profile-item")
    with session(reader, (*OURS, "--open", "Edit profile")) as person:
        _open(person)
        heard, faults = _walk(person, reader, name)
        wrong = t("form-error-item", "x")
        for step in (
            Step("x", echo="x", row=False),
            Step("down", (name, wrong), announced=True),
            Step("up", (wrong,)),
        ):
            answer = person.step(step.key, is_right(step, reader))
            heard.append(answer)
            faults += [f"{step.key}: never said: {text}" for text in missing(step, answer, reader)]
    assert not faults, "\n".join([*faults, told(heard)])
