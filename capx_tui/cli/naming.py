"""Names for one printout: each id is looked up once, however many people share it."""

from __future__ import annotations

from collections.abc import Callable

from capx_tui.store.names import Names

__all__ = ["PrintedNames"]


class _Known(dict[int, str]):
    """Names by id, each looked up when it is first asked for."""

    def __init__(self, look_up: Callable[[int], str]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, number: int) -> str:
        name = self[number] = self._look_up(number)
        return name


class PrintedNames:
    """`model.profile_facts.Naming` over `Names`, whose lists do not change while a list is printed."""

    def __init__(self, names: Names) -> None:
        self._capacities = _Known(names.capacity)
        self._territories = _Known(names.territory)
        self._languages = _Known(names.language_name)
        self._affiliations = _Known(names.affiliation)
        self._projects = _Known(names.project)
        self._badges = _Known(names.badge)

    def capacity(self, number: int) -> str:
        """The capacity's name."""
        return self._capacities[number]

    def territory(self, number: int) -> str:
        """The name of a region or country."""
        return self._territories[number]

    def language_name(self, number: int) -> str:
        """The name of one of the service's languages."""
        return self._languages[number]

    def affiliation(self, number: int) -> str:
        """The organization's name."""
        return self._affiliations[number]

    def project(self, number: int) -> str:
        """The name of a Wikimedia project."""
        return self._projects[number]

    def badge(self, number: int) -> str:
        """The badge's name."""
        return self._badges[number]
