"""The capacities in one language as a list that can be narrowed and put in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from capx_tui.i18n import t
from capx_tui.model.facets import Asked, Facets
from capx_tui.model.translating import Item, Order, in_order, item_facets
from capx_tui.store.explore import FacetValue
from capx_tui.store.listing import Listing
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names
from capx_tui.store.translating import TranslatingStore

__all__ = ["TranslatingList"]


class TranslatingList(Listing[Item]):
    """Reads what `TranslatingStore` holds; asks nobody.

    A list that is worked through stays as it is: what is saved keeps its place until the list is read again or put
    into another order.
    """

    WORDS: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {"translation": ("untranslated", "done", "unsaved", "trouble")}
    )

    def __init__(self, mirror: Mirror, names: Names, translating: TranslatingStore) -> None:
        super().__init__(mirror, names)
        self._translating = translating
        self.order = Order.MISSING

    def show(self) -> None:
        """See `Listing`; what is saved changes the mirror, and that is no other list."""
        made_from = self._translating.state.readings, self.order
        if made_from != self._made_from:
            self._made_from = made_from
            self._items = self.read()
            self.ask(self.state.asked)

    def ask(self, asked: Asked) -> None:
        """See `Listing`: asked of everything as it is by now, in the order in which it was read."""
        self._catch_up()
        super().ask(asked)

    def values(self, facet: str, typed: str = "") -> list[FacetValue]:
        """See `Listing`."""
        self._catch_up()
        return super().values(facet, typed)

    def _catch_up(self) -> None:
        fresh = {item.qid: item for item in self._translating.state.items}
        self._items = [fresh.get(item.qid, item) for item in self._items]

    def set_order(self, order: Order) -> None:
        """Put the list into another order."""
        self.order = order
        self.show()

    def read(self) -> Sequence[Item]:
        """Everything there is."""
        return in_order(self._translating.state.items, self.order)

    def at(self, place: int) -> Item | None:
        """What stands there, as it is by now."""
        found = super().at(place)
        return self._translating.state.item(found.qid) or found if found is not None else None

    def word(self, value: str) -> str:
        """The name of how far a capacity is."""
        return t(f"translate-is-{value}")

    def facets(self) -> Facets[Item]:
        """How far a capacity is."""
        return item_facets()
