"""People and organizations saved through the client, read back without it: each stands there once, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from capx_tui.core import Core
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.secret import Secret
from capx_tui.store.saved import NobodyToSave
from tests.live.inside import Inside
from tests.live.plain import Plain

pytestmark = pytest.mark.live


class Rows:
    """What is saved, asked without the client."""

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.before = self.saved()

    def saved(self) -> list[tuple[str, int, str]]:
        """Entity, its id and the relation of each row, in order."""
        return sorted((row["entity"], row["entity_id"], row["relation"]) for row in self.plain.rows("/saved_item/"))

    def strangers(self, path: str, entity: str, count: int) -> list[int]:
        """The ids of some who are not saved."""
        known = {number for kind, number, _ in self.before if kind == entity}
        me = self.plain.profile()["user"]["id"]
        ids = [row["id"] for row in self.plain.rows(path)]
        return [number for number in ids if number not in known and number != me][:count]


@pytest.fixture
def mine(writable: str, token: Secret) -> Iterator[Rows]:
    """What is saved; a test that leaves it otherwise fails."""
    rows = Rows(Plain(writable, token))
    yield rows
    assert rows.saved() == rows.before


@pytest.fixture
def inside(tmp_path: Path, writable: str, token: Secret) -> Inside:
    """The program's own parts, signed in."""
    return Inside(tmp_path, writable, token)


def test_twenty_people_and_two_organizations_are_saved_and_removed(mine: Rows, inside: Inside) -> None:
    subjects = [Subject(SavedKind.PERSON, number) for number in mine.strangers("/users/", "user", 20)]
    subjects += [Subject(SavedKind.ORGANIZATION, number) for number in mine.strangers("/organizations/", "org", 2)]
    assert len(subjects) == 22
    wanted = {(each.kind.value, each.id) for each in subjects}

    async def save(core: Core) -> list[bool]:
        return [await core.saved.save(each) for each in subjects]

    async def again(core: Core) -> list[bool]:
        return [await core.saved.save(each) for each in subjects]

    async def remove(core: Core) -> list[Any]:
        return [await core.saved.remove(each) for each in subjects]

    assert inside(save) == [True] * 22
    added = [row for row in mine.saved() if row not in mine.before]
    assert {row[:2] for row in added} == wanted
    assert len(added) == 22
    assert {relation for _, _, relation in added} <= {"learner", "sharer"}
    assert inside(again) == [False] * 22
    assert len(mine.saved()) == len(mine.before) + 22
    assert None not in inside(remove)


def test_who_is_saved_both_ways_is_one_item_removed_and_restored_whole(mine: Rows, inside: Inside) -> None:
    (number,) = mine.strangers("/users/", "user", 1)
    subject = Subject(SavedKind.PERSON, number)

    async def work(core: Core) -> tuple[list[int], list[int]]:
        from capx_tui.api.capx import saved
        from capx_tui.api.capx.shapes_account import SavedItemPost

        for relation in ("learner", "sharer"):
            await core.client.send(
                saved.saved_item_post(SavedItemPost(entity="user", entity_id=number, relation=relation))
            )
        await core.saved.load()
        removed = await core.saved.remove(subject)
        assert removed is not None
        after = len([row for row in mine.saved() if row[:2] == ("user", number)])
        await core.saved.restore(removed)
        back = len([row for row in mine.saved() if row[:2] == ("user", number)])
        await core.saved.remove(subject)
        return [len(removed.rows), after], [back]

    assert inside(work) == ([2, 0], [2])


def test_nobody_cannot_be_saved(mine: Rows, inside: Inside) -> None:
    async def save(core: Core) -> None:
        for kind in SavedKind:
            with pytest.raises(NobodyToSave):
                await core.saved.save(Subject(kind, 99_999_999))

    inside(save)
