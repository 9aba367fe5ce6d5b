"""Badges shown and hidden through the client, read back without it: what was not changed is not written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from capx_tui.core import Core
from capx_tui.secret import Secret
from tests.live.inside import Inside
from tests.live.plain import Plain

pytestmark = pytest.mark.live


class Rows:
    """One's own badges, asked without the client."""

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self._before = self.shown()

    def shown(self) -> dict[int, bool]:
        """Whether each is shown, by the number of its row."""
        return {row["id"]: row["is_displayed"] for row in self.plain.rows("/user_badge/")}

    def earned(self) -> list[int]:
        """The rows of badges that are complete."""
        return [row["id"] for row in self.plain.rows("/user_badge/") if row["progress"] == 100]

    def put_back(self) -> None:
        """As it was when the test began."""
        for row, shown in self._before.items():
            self.plain.put(f"/user_badge/{row}/", {"is_displayed": shown})


@pytest.fixture
def mine(writable: str, token: Secret) -> Iterator[Rows]:
    """One's own badges; afterwards they are as they were."""
    rows = Rows(Plain(writable, token))
    if len(rows.earned()) < 2:
        pytest.skip("the account whose token is given has not earned two badges")
    yield rows
    rows.put_back()


@pytest.fixture
def inside(tmp_path: Path, writable: str, token: Secret) -> Inside:
    """The program's own parts, signed in."""
    return Inside(tmp_path, writable, token)


def test_each_is_shown_and_hidden_and_the_profile_follows(mine: Rows, inside: Inside) -> None:
    for row in mine.earned():
        for wanted in (False, True, False):
            before = mine.shown()

            async def change(core: Core, row: int = row, wanted: bool = wanted) -> dict[int | None, bool]:
                return {badge.row: badge.is_displayed for badge in await core.badges.save({row: wanted})}

            said = inside(change)
            assert mine.shown() == {**before, row: wanted}
            assert said[row] is wanted
    assert mine.plain.profile()["badges"] == []


def test_what_there_is_to_earn_is_told_with_how_far_one_is(mine: Rows, inside: Inside) -> None:
    progress = {row["badge"]: row["progress"] for row in mine.plain.rows("/user_badge/")}
    known = {row["id"]: row["name"] for row in mine.plain.rows("/badges/")}

    async def read(core: Core) -> dict[int, tuple[str, int]]:
        return {badge.id: (badge.name, badge.progress) for badge in await core.badges.load()}

    assert inside(read) == {number: (name, progress.get(number, 0)) for number, name in known.items()}


def test_several_at_once_of_which_some_are_so_already(mine: Rows, inside: Inside) -> None:
    rows = mine.earned()
    mine.plain.put(f"/user_badge/{rows[0]}/", {"is_displayed": True})
    mine.plain.put(f"/user_badge/{rows[1]}/", {"is_displayed": False})
    wanted = dict.fromkeys(rows, True)

    async def change(core: Core) -> None:
        await core.badges.load()
        # Another client is quicker with one of them.
        mine.plain.put(f"/user_badge/{rows[1]}/", {"is_displayed": True})
        await core.badges.save(wanted)

    before = mine.shown()
    inside(change)
    assert mine.shown() == {**before, **wanted}
