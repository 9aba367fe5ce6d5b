"""Explore as it was left, and the filters a person gave names to: one small file for each service."""

from __future__ import annotations

from pathlib import Path

import msgspec

from capx_tui.api.repair import UNREADABLE
from capx_tui.errors import StorageError
from capx_tui.model.explore import CapacityList, ExploreFilter, Sort
from capx_tui.paths import data_dir, write_private

__all__ = ["ExploreMemory", "FilterFile", "filter_file"]

SHOWN_BY_DEFAULT = frozenset({CapacityList.WANTED, CapacityList.AVAILABLE})


class ExploreMemory(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept between visits. Ids belong to one service, so nothing of it is shared between services."""

    filter: ExploreFilter = ExploreFilter()
    sort: Sort = Sort.UPDATED
    shown_lists: frozenset[CapacityList] = SHOWN_BY_DEFAULT
    named: dict[str, ExploreFilter] = {}


def filter_file(mirror_file: Path) -> Path:
    """The file beside the data that cannot be fetched again, for the service that `mirror_file` is about."""
    return data_dir() / "filters" / f"{mirror_file.stem}.json"


class FilterFile:
    """`path` None keeps nothing beyond the program's end."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        #: What went wrong with the file, to be said; the filters then last until the program ends.
        self.error: StorageError | None = None

    def read(self) -> ExploreMemory:
        """What was kept; nothing where the file is missing or damaged."""
        if self._path is None:
            return ExploreMemory()
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=ExploreMemory)
        except FileNotFoundError:
            return ExploreMemory()
        except OSError as error:
            self.error = StorageError(str(self._path), error.strerror or "")
        except UNREADABLE:
            # Damaged, or written by another version: named filters are worth a copy to look at.
            self._keep_damaged(self._path)
        return ExploreMemory()

    def write(self, memory: ExploreMemory) -> None:
        """Keep `memory`, whole or not at all."""
        if self._path is None:
            return
        try:
            write_private(self._path, msgspec.json.encode(memory))
            self.error = None
        except StorageError as error:
            self.error = error

    def _keep_damaged(self, path: Path) -> None:
        try:
            path.replace(path.with_name(path.name + ".broken"))
        except OSError as error:
            self.error = StorageError(str(path), error.strerror or "")
