"""The colour that each main capacity has in CapX, by its name (guide: "Details on the Capacity Directory").

A colour is never all that tells a capacity from another: its name stands beside it, as a word.
"""

from __future__ import annotations

from capx_tui.model.capacities import CapacityTree

__all__ = ["COLOURS", "colour_of"]

#: Root id to the name of its colour: the message ``colour-name-<name>``.
_OF_ROOT = {
    10: "blue",
    36: "pink",
    50: "green",
    56: "purple",
    65: "orange",
    74: "light-blue",
    106: "light-green",
}
COLOURS = tuple(_OF_ROOT.values())


def colour_of(tree: CapacityTree, capacity: int) -> str:
    """The colour of a capacity's root, "" for a root that CapX gave none. A capacity has that of its root."""
    path = tree.path(capacity)
    return _OF_ROOT.get(path[0], "") if path else ""
