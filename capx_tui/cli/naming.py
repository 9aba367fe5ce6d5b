"""Names for one printout: each id is looked up once, however many people share it."""

from __future__ import annotations

from collections.abc import Callable

from capx_tui.store.names import Names

__all__ = ["PrintedNames"]


class PrintedNames:
    """`model.profile_facts.Naming` over `Names`, whose lists do not change while a list is printed."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._known: dict[tuple[str, int], str] = {}

    def _once(self, kind: str, number: int, look_up: Callable[[int], str]) -> str:
        key = (kind, number)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = look_up(number)
        return found

    def capacity(self, number: int) -> str:
        """The capacity's name."""
        return self._once("capacity", number, self._names.capacity)

    def territory(self, number: int) -> str:
        """The name of a region or country."""
        return self._once("territory", number, self._names.territory)

    def language_name(self, number: int) -> str:
        """The name of one of the service's languages."""
        return self._once("language", number, self._names.language_name)

    def affiliation(self, number: int) -> str:
        """The organization's name."""
        return self._once("affiliation", number, self._names.affiliation)

    def project(self, number: int) -> str:
        """The name of a Wikimedia project."""
        return self._once("project", number, self._names.project)

    def badge(self, number: int) -> str:
        """The badge's name."""
        return self._once("badge", number, self._names.badge)
