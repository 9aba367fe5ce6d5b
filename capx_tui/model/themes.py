"""The three thematic categories of the capacity directory (guide: "Thematic categories").

The service knows nothing of them: they are lists that CapX made with its partners, by capacity id,
and they do not claim to be complete.
"""

from __future__ import annotations

import msgspec

__all__ = ["THEMES", "Theme"]


class Theme(msgspec.Struct, frozen=True):
    """One category: its name is the message ``directory-theme-<id>``, its capacities in their order."""

    id: str
    #: The colour of its ground in CapX: the message ``colour-name-<colour>``.
    colour: str
    capacities: tuple[int, ...]

    @property
    def label_key(self) -> str:
        """The message that names it."""
        return f"directory-theme-{self.id}"


THEMES = (
    Theme("linguistic-equity", "pale-blue", (39, 38, 116, 123, 47, 48, 46, 44, 43, 49)),
    Theme("knowledge-gaps", "pale-pink", (143, 141, 140, 139, 137, 134, 142, 131, 126, 125)),
    Theme("open-education", "pale-green", (76, 77, 91, 84, 100, 105, 99, 50, 69, 78)),
)
