"""The screens by what one goes there for: how Home groups the ways on."""

from __future__ import annotations

from capx_tui.model.actions import SCREENS, ScreenEntry

__all__ = ["WAYS", "ways_of"]

#: Group → its screens. A screen that is named nowhere is in the last group.
WAYS: dict[str, tuple[str, ...]] = {
    "find": ("explore", "matches", "saved", "directory", "organizations", "events", "mentorship"),
    "mine": ("my-profile", "edit-profile", "badges", "messages", "my-organizations", "lets-connect"),
    "contribute": ("translate", "suggest", "bug-reports"),
    "program": (),
}
#: Where one is already, and what stands where it is wanted: beside the numbers, and first while signed out.
_ELSEWHERE = ("home", "statistics", "sign-in")


def ways_of(group: str) -> tuple[ScreenEntry, ...]:
    """The screens of one group of `WAYS`, in the order people meet them."""
    named = {screen for screens in WAYS.values() for screen in screens}
    last = next(reversed(WAYS))
    return tuple(
        entry
        for entry in SCREENS
        if entry.id not in _ELSEWHERE and (entry.id in WAYS[group] or (group == last and entry.id not in named))
    )
