"""Keys without sense, from the table of actions and from a person's fingers, over all screens: nothing breaks."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from capx_tui.model.actions import SCREENS
from tests.screens.random_keys import random_key
from tests.screens.visits import Visit, visit

#: After so many keys it goes on at another screen, so that none is left out for long.
_AT_A_PLACE = 7


def _keys(chance: random.Random, count: int) -> list[str]:
    return [random_key(chance) for _ in range(count)]


async def _press(here: Visit, keys: list[str], place: str) -> None:
    for number, key in enumerate(keys):
        await here.press(key)
        assert here.app.is_running, f"{place}: it ended after {' '.join(keys[: number + 1])}"
        assert here.app.screen.focused is not None, f"{place}: no focus after {' '.join(keys[: number + 1])}"
        assert any(here.rows), f"{place}: nothing to see after {' '.join(keys[: number + 1])}"


@pytest.mark.parametrize(
    ("seed", "is_in", "speaks", "size"),
    [(1, True, False, (80, 24)), (2, True, True, (60, 20)), (3, False, False, (40, 12))],
    ids=["signed-in", "spoken", "signed-out"],
)
async def test_no_row_of_keys_breaks_anything(
    seed: int, is_in: bool, speaks: bool, size: tuple[int, int], home: Path
) -> None:
    chance = random.Random(seed)
    places = [entry.id for entry in SCREENS]
    chance.shuffle(places)
    # A draft waits for the pause that a person makes, a sign-in for a browser: neither is waited for.
    async with visit(
        "home", demo=is_in, size=size, asked_to_speak=speaks, endless={"draft", "sign-in", "verify"}
    ) as here:
        for place in places:
            here.app.go(place)
            await here.settle()
            await _press(here, _keys(chance, _AT_A_PLACE), place)
