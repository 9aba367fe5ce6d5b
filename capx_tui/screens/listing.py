"""A list narrowed by words and facets: what the screens of organizations and of events have in common.

In: the mirror through a `Listing`. Out: what is opened. Can fail: nothing fetched yet (said, with progress), nothing
found (said, with the facet whose removal would help).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

import msgspec
from textual import on
from textual.app import ComposeResult

from capx_tui.i18n import t
from capx_tui.model.actions import Action
from capx_tui.screens.chooser import Choice, ChooserScreen
from capx_tui.screens.listing_words import asked_words, nothing_words
from capx_tui.screens.refresh_words import age_words, stale_words
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.searching import Searching
from capx_tui.store.listing import Listing
from capx_tui.widgets.bars import TextBar
from capx_tui.widgets.cards import CARD_HEIGHT
from capx_tui.widgets.field import Field
from capx_tui.widgets.line_list import LineList, Row
from capx_tui.widgets.reading import Entry

__all__ = ["ListingFiltersScreen", "ListingScreen"]

T = TypeVar("T")


class ListingScreen(Searching[None], Generic[T]):
    """Subclasses give the listing, the rows, and what opening does."""

    SCOPES: ClassVar[tuple[str, ...]] = ("listing", "list")
    #: The message for how many there are: $1 match, $2 there are.
    COUNT_KEY: ClassVar[str] = ""
    #: Lines of an item, where it has more than one.
    ITEM_HEIGHT: ClassVar[int] = CARD_HEIGHT
    #: The message for none at all.
    NONE_KEY: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self._revision = -1

    @property
    @abstractmethod
    def listing(self) -> Listing[T]:
        """What is listed."""

    @abstractmethod
    def rows(self, item: T, width: int, *, compact: bool) -> Sequence[Row]:
        """One item, `ITEM_HEIGHT` lines or one."""

    @abstractmethod
    def open(self, item: T) -> None:
        """Enter on an item."""

    def asked_line(self) -> str:
        """What is asked for, above the list."""
        return asked_words(self.listing) or t("listing-everything")

    def compose_body(self) -> ComposeResult:
        """What is asked, the search field, the items."""
        yield TextBar(id="asked")
        yield Field(lambda: t("listing-search"), id="search", value=self.listing.state.asked.text)
        yield LineList(id="items")

    def start(self) -> None:
        """Show what the mirror has; what arrives later is painted as it comes."""
        self.found_list.label = lambda: self.heading
        self.listing.show()
        self.watch_store(self.listing, lambda state: self._paint())
        self.watch_store(self.core.explore, lambda state: self._arrived())
        self._paint()
        self.found_list.focus()

    def resume(self) -> None:
        """The filter may have been changed above, its text too."""
        search, asked = self.search_field, self.listing.state.asked.text
        if search.text != asked:
            search.text = asked
        self.listing.show()
        self._paint()

    @property
    def found_list(self) -> LineList:
        """See `Searching`."""
        return self.query_one("#items", LineList)

    @property
    def marked(self) -> T | None:
        """The item with the marker."""
        return self.listing.at(self.found_list.highlighted)

    def _arrived(self) -> None:
        self.listing.show()
        if not self.listing.state.total:
            self._paint()

    def _paint(self) -> None:
        if not self.is_mounted:
            return
        state = self.listing.state
        is_other, self._revision = state.revision != self._revision, state.revision
        self.query_one("#asked", TextBar).left = self.asked_line()
        compact = self.is_compact
        self.found_list.show(
            state.count,
            self._item_rows,
            highlighted=0 if is_other else self.found_list.highlighted,
            item_height=1 if compact else self.ITEM_HEIGHT,
            empty=self._empty_words() if not state.count else "",
        )
        if is_other:
            self.retitle()
            self.tell()

    def _item_rows(self, index: int, width: int) -> Sequence[Row]:
        item = self.listing.at(index)
        return self.rows(item, width, compact=self.is_compact) if item is not None else []

    def _empty_words(self) -> str:
        return nothing_words(self.core, self.listing, self.NONE_KEY)

    def refreshed(self) -> None:
        """Count and age say it."""
        self.tell()

    def tell(self) -> None:
        """Count and age: the words at the foot."""
        state, now = self.core.explore.state, self.core.now()
        counted = t(self.COUNT_KEY, self.listing.state.count, self.listing.state.total)
        stale = stale_words(state, now)
        self.say(f"{stale} {counted}" if stale else counted, aside="" if stale else age_words(state, now))

    # -- doing ---------------------------------------------------------------------------------

    @on(Field.Changed, "#search")
    def _search(self, event: Field.Changed) -> None:
        asked = self.listing.state.asked
        if event.text != asked.text:
            self.listing.ask(msgspec.structs.replace(asked, text=event.text))

    @on(LineList.Opened, "#items")
    def _open(self, event: LineList.Opened) -> None:
        item = self.listing.at(event.index)
        if item is not None:
            self.open(item)

    def hinted(self) -> Sequence[Action]:
        """Taking filters away only where there are some."""
        return [entry for entry in super().hinted() if entry.id != "listing.clear" or self.listing.is_narrowed]

    def do_listing_search(self) -> None:
        """To the field."""
        self.search_field.focus()

    def do_listing_filters(self) -> None:
        """All facets, with live counts."""
        self.app.push_screen(self.filters_screen())

    def filters_screen(self) -> ListingFiltersScreen:
        """The facets of this list."""
        return ListingFiltersScreen(self.listing, self.COUNT_KEY)

    def do_listing_clear(self) -> None:
        """No filter, no text."""
        self.listing.clear()
        self.search_field.text = ""
        self.say(t("listing-cleared", self.listing.state.count))

    def do_listing_density(self) -> None:
        """One line each, or three."""
        self.core.settings.change(compact=not self.core.settings.state.compact)
        self._paint()
        self.say(t("explore-compact") if self.is_compact else t("explore-full"))


class ListingFiltersScreen(RowsScreen[None]):
    """A row a facet with what is chosen, and a chooser with live counts behind each."""

    SCOPES = ("listing-filters", "list")
    TITLE_KEY = "listing-filters-title"

    def __init__(self, listing: Listing[Any], count_key: str) -> None:
        super().__init__()
        self.listing = listing
        self._count_key = count_key

    def start(self) -> None:
        """Counts follow every change."""
        super().start()
        self.watch_store(self.listing, lambda state: self.rebuild())
        self._tell()

    def _tell(self) -> None:
        self.say(t(self._count_key, self.listing.state.count, self.listing.state.total))

    def resume(self) -> None:
        """What was chosen above, and what it leaves."""
        super().resume()
        self._tell()

    def entries(self) -> Sequence[Entry]:
        """The facets, what is more, the way back."""
        rows = [
            Entry(
                t(f"facet-{facet}"),
                f" {t('word-or')} ".join(self.listing.words(facet)) or t("filters-any"),
                target=lambda f=facet: self._choose(f),
            )
            for facet in self.listing.facets().names
        ]
        back = Entry(t("filters-show"), t("listing-show-help", self.listing.state.count), target=self.do_app_back)
        return [*rows, *self.more_entries(), back]

    def more_entries(self) -> Sequence[Entry]:
        """Filters that are no facets."""
        return ()

    def _choose(self, facet: str) -> None:
        self.app.push_screen(
            ChooserScreen(
                lambda: t("filters-choose", t(f"facet-{facet}")),
                lambda typed: self._choices(facet, typed),
                toggle=lambda chosen: self._toggle(facet, chosen),
                clear=lambda: self._clear(facet),
            )
        )

    def _choices(self, facet: str, typed: str) -> list[Choice]:
        chosen = self.listing.state.asked.values(facet)
        return [
            Choice(each.id, each.name, str(each.count), chosen=self.listing.value(facet, each.id) in chosen)
            for each in self.listing.values(facet, typed)
        ]

    def _toggle(self, facet: str, chosen: object) -> str:
        assert isinstance(chosen, int)
        self.listing.ask(self.listing.state.asked.toggled(facet, self.listing.value(facet, chosen)))
        return self._words()

    def _clear(self, facet: str) -> str:
        self.listing.ask(self.listing.state.asked.without(facet))
        return self._words()

    def _words(self) -> str:
        return t(self._count_key, self.listing.state.count, self.listing.state.total)

    def do_listing_filters_clear(self) -> None:
        """No filter at all."""
        self.listing.clear(keeps_text=True)
        self.say(self._words())
