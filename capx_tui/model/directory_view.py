"""The three views of the capacity directory as rows: which capacity stands where, and what is shown of it.

Guide: "Details on the Capacity Directory". A search leaves in each view what it finds, with what leads to it.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from capx_tui.model.capacities import CapacityTree
from capx_tui.model.themes import THEMES, Theme

__all__ = ["Place", "View", "card_places", "themed", "tree_places"]


class View(enum.Enum):
    """In the order of the guide, the tree first."""

    TREE = "tree"
    CARDS = "cards"
    THEMES = "themes"

    @property
    def next(self) -> View:
        """The view after this one; after the last comes the first."""
        views = list(View)
        return views[(views.index(self) + 1) % len(views)]


class Place(NamedTuple):
    """One row: a capacity, the heading of a theme, or the description under a card's name."""

    capacity: int | None = None
    theme: Theme | None = None
    is_description: bool = False


def tree_places(
    tree: CapacityTree, is_expanded: Callable[[int], bool], by_hand: Collection[int], found: Collection[int] | None
) -> Iterator[Place]:
    """Roots and what is open. `found` is what a search finds, None where nothing is searched for.

    Below a find that was opened `by_hand` everything is shown, not only further finds.
    """
    wanted = None if found is None else {*found, *(above for each in found for above in tree.path(each))}

    def walk(ids: tuple[int, ...], shown_above: bool) -> Iterator[Place]:
        for each in ids:
            if wanted is not None and each not in wanted and not shown_above:
                continue
            yield Place(each)
            if is_expanded(each):
                yield from walk(tree.children(each), wanted is None or each in by_hand)

    yield from walk(tree.roots, wanted is None)


def card_places(tree: CapacityTree, places: Iterator[Place], *, described: Callable[[int], bool]) -> Iterator[Place]:
    """The same with a line under the name of each main capacity that is `described`."""
    for place in places:
        yield place
        if place.capacity is not None and tree.level(place.capacity) == 1 and described(place.capacity):
            yield Place(place.capacity, is_description=True)


def themed(tree: CapacityTree, found: Collection[int] | None) -> Iterator[Place]:
    """Each theme with its capacities in their order; those that the service has no more are left out."""
    for theme in THEMES:
        held = [each for each in theme.capacities if each in tree.capacities and (found is None or each in found)]
        if held:
            yield Place(theme=theme)
            yield from (Place(each, theme) for each in held)
