"""Plain lines under readers that read along: every line is spoken once, in its order, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.conftest import Open
from tests.readers.plain_spoken import ARGUMENTS, conversation, written
from tests.readers.speech import Answer, letters
from tests.readers.world import World

pytestmark = pytest.mark.reader

PLAIN = ("-m", "capx_tui", "--demo", "--plain", "--open", "directory")


@pytest.mark.parametrize("reader", ["yasr", "fenrir"])
def test_every_line_is_spoken_once_and_in_its_order(reader: str, world: World, session: Open) -> None:
    with session(reader, PLAIN) as person:
        person.open("Here you can also type: Search")
        person.press("l")
        last = letters(world.roots[-1], reader)
        answer = person.step("enter", lambda heard: last in _heard(heard, reader))
    said = _heard(answer, reader)
    places = [said.find(letters(name, reader)) for name in world.roots]
    assert -1 not in places, (places, answer.said)
    assert places == sorted(places), answer.said
    assert [said.count(letters(f"{name}: offer", reader)) for name in world.roots] == [1] * len(places), answer.said


def test_what_is_written_of_a_conversation_is_what_is_spoken(session: Open, tmp_path: Path) -> None:
    home = tmp_path / "another home"
    home.mkdir()
    with session("yasr", ARGUMENTS, home) as person:
        held = conversation(person)
    assert [turn.typed for turn in held] == [turn.typed for turn in written()]
    for turn, due in zip(held, written(), strict=True):
        spoken = letters(" ".join(turn.said).replace(str(home), "~"))
        assert spoken == letters(" ".join(due.said)), f"after {turn.typed!r}: python -m tests.readers.plain_spoken"


def _heard(answer: Answer, reader: str) -> str:
    return letters(" ".join(answer.said), reader)
