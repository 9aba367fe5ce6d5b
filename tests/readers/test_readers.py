"""Keys on each screen, twelve mostly, under real readers: what is spoken is what has to be, once, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.readers.conftest import Open
from tests.readers.readers import READERS
from tests.readers.scripts import Unit, directory, explore, form, jump, table
from tests.readers.speech import Answer, Step, else_heard, is_right, missing, told
from tests.readers.world import World

pytestmark = pytest.mark.reader

#: Seconds in which a program that has nothing to say says nothing.
_IDLE_S = 3.0
_UNITS: dict[str, Callable[[World], Unit]] = {
    "explore": lambda world: explore(world.people),
    "directory": lambda world: directory(world.roots, world.child),
    "form": lambda world: form(),
    "jump": lambda world: jump(world.roots),
    "table": lambda world: table(),
}


def _faults(step: Step, answer: Answer, reader: str) -> list[str]:
    """What is wrong with what was said."""
    besides = else_heard(step, answer, reader)
    if reader in step.unheard:
        # Should it be heard one day, the reason is no longer true and has to go.
        return besides if missing(step, answer, reader) else [*besides, f"heard after all: {step.unheard[reader]}"]
    return [*(f"never said: {text}" for text in missing(step, answer, reader)), *besides]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("unit", _UNITS)
def test_each_key_is_heard(unit: str, reader: str, world: World, session: Open) -> None:
    script = _UNITS[unit](world)
    heard, faults = [], []
    with session(reader, script.arguments) as person:
        person.open(*script.ready)
        for step in script.steps:
            answer = person.step(step.key, is_right(step, reader))
            heard.append(answer)
            faults += [f"{step.key}: {fault}" for fault in _faults(step, answer, reader)]
        idle = person.idle(_IDLE_S)
    report = told(heard)
    assert not faults, "\n".join([*faults, report])
    assert (idle.said, idle.written) == ((), 0), "idle is not silent"


@pytest.mark.parametrize("reader", READERS)
def test_the_picture_of_the_last_time_is_heard_once(reader: str, world: World, session: Open) -> None:
    script = explore(world.people)
    names = [person["username"] for person in world.people]
    with session(reader, script.arguments) as person:
        person.open(*script.ready)
        shown = [name for name in names[:30] if name in person.picture.text]
    with session(reader, script.arguments, is_again=True) as person:
        answer = person.open(names[0], "signed in as")
    # In a row a name has a comma behind it, in the title it has none. Orca may say nothing of a first picture.
    heard = {name: sum(text.count(f"{name}, ") for text in answer.said) for name in shown}
    assert len(shown) > 10
    assert set(heard.values()) <= {0, 1}, answer.said
    assert reader == "orca" or heard[names[0]] == 1
