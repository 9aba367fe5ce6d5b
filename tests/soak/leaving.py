"""Screens that are opened and left again leave nothing behind."""

from __future__ import annotations

import gc
from collections import Counter

from textual.dom import DOMNode

from capx_tui.model.actions import SCREENS
from tests.screens.visits import Visit, visit
from tests.soak.measures import Measure, measure
from tests.soak.sitting import ENDLESS, Forgetful

__all__ = ["grown", "left_and_measured"]


def _objects() -> Counter[str]:
    """How many screens and widgets there are, by class."""
    gc.collect()
    kinds = Counter(type(each) for each in gc.get_objects() if isinstance(each, DOMNode))
    return Counter({f"{kind.__module__}.{kind.__qualname__}": count for kind, count in kinds.items()})


async def _come_and_go(here: Visit, rounds: int) -> None:
    """Open each screen there is and leave it again; ask what is new once a round."""
    for _ in range(rounds):
        for entry in SCREENS:
            here.app.go(entry.id)
            await here.settle()
            while len(here.app.screen_stack) > 2:
                here.app.pop_screen()
                await here.settle()
        here.app.go("home")
        await here.press("f5")
        here.wire.asked.clear()


async def grown(here: Visit, rounds: int) -> dict[str, int]:
    """What `rounds` through all screens left behind, by class; a round before is for what is kept on purpose."""
    await _come_and_go(here, 1)
    before = _objects()
    await _come_and_go(here, rounds)
    return dict(_objects() - before)


async def left_and_measured(screens: int) -> tuple[dict[str, int], list[Measure]]:
    """The same for so many screens in this home, and what the process held at five moments on the way."""
    quarter = max(1, screens // len(SCREENS) // 4)
    measures: list[Measure] = []
    async with visit("home", endless=ENDLESS, driver=Forgetful) as here:
        await _come_and_go(here, 1)
        before = _objects()
        for number in range(5):
            if number:
                await _come_and_go(here, quarter)
            measures.append(measure(number * quarter * len(SCREENS)))
        return dict(_objects() - before), measures
