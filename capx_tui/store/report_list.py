"""One's reports as a list that can be narrowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from capx_tui.model.facets import Facets
from capx_tui.model.reports import KINDS, STATUSES, SUGGESTION, Report, kind_words, status_words
from capx_tui.store.listing import Listing
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names
from capx_tui.store.reports import ReportsStore

__all__ = ["ReportList"]


class ReportList(Listing[Report]):
    """Reads what `ReportsStore` knows; asks nobody."""

    WORDS: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {"statuses": STATUSES, "types": (*KINDS, SUGGESTION)}
    )

    def __init__(self, mirror: Mirror, names: Names, reports: ReportsStore) -> None:
        super().__init__(mirror, names)
        self._reports = reports
        reports.subscribe(lambda _state: self.show())

    def made_from(self) -> object:
        """What was read, or sent since."""
        return self._reports.state.reports

    def read(self) -> Sequence[Report]:
        """The newest first."""
        return self._reports.state.reports

    def word(self, value: str) -> str:
        """The name of a status or a type."""
        return status_words(value) if value in STATUSES else kind_words(value)

    def facets(self) -> Facets[Report]:
        """Status and type; the text is looked for in titles and descriptions."""
        return Facets(
            {"statuses": lambda each, _asked: (each.status,), "types": lambda each, _asked: (each.kind,)},
            lambda each: (each.title, each.description, each.author),
        )
