"""Lists that are narrowed by words and facets, in plain lines."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar

import msgspec

from capx_tui.cli.plain.asking import ChooserPlace
from capx_tui.cli.plain.line import Line
from capx_tui.cli.plain.place import Face, Place
from capx_tui.cli.plain.rows import RowsPlace
from capx_tui.i18n import t
from capx_tui.model.choice import Choice
from capx_tui.model.entry import Entry
from capx_tui.screens.listing_words import asked_words, nothing_words
from capx_tui.store.listing import Listing

__all__ = ["ListingFiltersPlace", "ListingPlace"]

T = TypeVar("T")


class ListingPlace(Place, Generic[T]):
    """Subclasses give the listing, what is read of an item, and what opening does."""

    SCOPES: ClassVar[tuple[str, ...]] = ("listing",)
    #: The message for how many there are: $1 match, $2 there are.
    COUNT_KEY: ClassVar[str] = ""
    #: The message for none at all.
    NONE_KEY: ClassVar[str] = ""

    @property
    @abstractmethod
    def listing(self) -> Listing[T]:
        """What is listed."""

    @abstractmethod
    def read(self, item: T) -> Iterable[str]:
        """The lines of an item, its name first."""

    @abstractmethod
    def name(self, item: T) -> str:
        """What an item is called by."""

    @abstractmethod
    def open(self, item: T) -> None:
        """A number was typed."""

    def about(self, item: T) -> object:  # noqa: ARG002 - lists of what can be saved or written to look at it
        """What actions are about where the item is named."""
        return None

    def arrive(self) -> None:
        """The mirror, if there is none yet."""
        self.face.need_people()
        self.listing.show()

    def asked_line(self) -> str:
        """What is asked for."""
        return asked_words(self.listing) or t("listing-everything")

    def intro(self) -> Sequence[str]:
        """What is asked for, and how many that leaves."""
        self.listing.show()
        state = self.listing.state
        if not state.count:
            return [self.asked_line(), self.nothing()]
        return [self.asked_line(), t(self.COUNT_KEY, state.count, state.total)]

    def nothing(self) -> str:
        """Why there is nothing."""
        return nothing_words(self.core, self.listing, self.NONE_KEY)

    def count(self) -> int:
        """Those that match."""
        return len(self.listing.found)

    def line(self, at: int) -> Line:
        """One item: its name; below it its facts, unless one wants lists to be short."""
        item = self.listing.found[at]
        first, *more = self.read(item)
        told = () if self.core.settings.state.compact else tuple(more)
        return Line(first, self.name(item), at + 1, partial(self.open, item), told, self.about(item) or item)

    def item(self, given: str) -> T | None:
        """The item that is named."""
        line = self.which(given)
        return self.listing.found[line.number - 1] if line is not None else None

    def do_listing_search(self, given: str = "") -> None:
        """Those whose name holds a text."""
        text = given or self.face.talk.ask(t("listing-search"))
        self.listing.ask(msgspec.structs.replace(self.listing.state.asked, text=text))
        self.again()

    def do_listing_filters(self, given: str = "") -> None:
        """All facets, with live counts."""
        del given
        self.face.push(self.filters_place())

    def filters_place(self) -> ListingFiltersPlace:
        """The facets of this list."""
        return ListingFiltersPlace(self.face, self.listing, self.COUNT_KEY)

    def do_listing_clear(self, given: str = "") -> None:
        """No filter, no text."""
        del given
        self.listing.clear()
        self.face.say(t("listing-cleared", self.listing.state.count))

    def do_listing_density(self, given: str = "") -> None:
        """A line each, or with facts."""
        del given
        is_compact = not self.core.settings.state.compact
        self.core.settings.change(compact=is_compact)
        self.face.say(t("explore-compact") if is_compact else t("explore-full"))


class ListingFiltersPlace(RowsPlace):
    """A line a facet with what is chosen, and a list to choose from behind each."""

    SCOPES = ("listing-filters",)
    TITLE_KEY = "listing-filters-title"

    def __init__(self, face: Face, listing: Listing[Any], count_key: str) -> None:
        super().__init__(face)
        self.listing = listing
        self._count_key = count_key

    def counted(self) -> str:
        """How many match."""
        return t(self._count_key, self.listing.state.count, self.listing.state.total)

    def intro(self) -> Sequence[str]:
        """How many match."""
        return [self.counted()]

    def entries(self) -> Sequence[Entry]:
        """The facets, and what is more."""
        rows = [
            Entry(
                t(f"facet-{facet}"),
                f" {t('word-or')} ".join(self.listing.words(facet)) or t("filters-any"),
                target=partial(self._choose, facet),
            )
            for facet in self.listing.facets().names
        ]
        return [*rows, *self.more_entries()]

    def more_entries(self) -> Sequence[Entry]:
        """Filters that are no facets."""
        return ()

    def _choose(self, facet: str) -> None:
        def choices(typed: str) -> list[Choice]:
            chosen = self.listing.state.asked.values(facet)
            return [
                Choice(each.id, each.name, str(each.count), chosen=self.listing.value(facet, each.id) in chosen)
                for each in self.listing.values(facet, typed)
            ]

        def toggle(chosen: object) -> str:
            assert isinstance(chosen, int)
            self.listing.ask(self.listing.state.asked.toggled(facet, self.listing.value(facet, chosen)))
            return self.counted()

        def clear() -> str:
            self.listing.ask(self.listing.state.asked.without(facet))
            return self.counted()

        title = t("filters-choose", t(f"facet-{facet}"))
        self.face.push(ChooserPlace(self.face, title, choices, toggle=toggle, clear=clear))

    def do_listing_filters_clear(self, given: str = "") -> None:
        """No filter at all."""
        del given
        self.listing.clear(keeps_text=True)
        self.face.say(self.counted())
        self._lines = self.listed()
