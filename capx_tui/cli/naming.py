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
        #: The capacity's name, of a region or country, of a language, an organization, a project, a badge.
        self.capacity = _Known(names.capacity).__getitem__
        self.territory = _Known(names.territory).__getitem__
        self.language_name = _Known(names.language_name).__getitem__
        self.affiliation = _Known(names.affiliation).__getitem__
        self.project = _Known(names.project).__getitem__
        self.badge = _Known(names.badge).__getitem__
