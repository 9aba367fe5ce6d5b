"""The saved people and organizations as a list that can be narrowed and put in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from capx_tui.i18n import t
from capx_tui.model.capacities import language_chain
from capx_tui.model.facets import Facets
from capx_tui.model.saved import SavedEntry, SavedItem, SavedKind, SavedSort, in_order, saved_facets
from capx_tui.store.listing import Listing, regions_of
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names
from capx_tui.store.saved import SavedStore

__all__ = ["SavedList"]


class SavedList(Listing[SavedEntry]):
    """Reads what `SavedStore` knows; asks nobody."""

    WORDS: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {"kinds": tuple(kind.value for kind in SavedKind)}
    )

    def __init__(self, mirror: Mirror, names: Names, saved: SavedStore) -> None:
        super().__init__(mirror, names)
        self._saved = saved
        self.sort = SavedSort.NEWEST
        saved.subscribe(lambda _state: self.show())

    def made_from(self) -> object:
        """Also what is saved, the profiles behind it, and the order."""
        state = self._saved.state
        return tuple(state.items.values()), tuple(state.notes.items()), self._mirror.revision(), self.sort

    def show(self) -> None:
        """See `Listing`."""
        self._saved.show()
        super().show()

    def set_sort(self, sort: SavedSort) -> None:
        """Put the list into another order."""
        self.sort = sort
        self.show()

    def next_sort(self) -> None:
        """The next order, after the last one the first."""
        orders = tuple(SavedSort)
        self.set_sort(orders[(orders.index(self.sort) + 1) % len(orders)])

    def read(self) -> Sequence[SavedEntry]:
        """Everything that is saved."""
        items = self._saved.state.items.values()
        wanted = [item.subject.id for item in items if item.subject.kind is SavedKind.PERSON]
        people = {person.id: person for person in self._mirror.persons(wanted)}
        organizations = {each.id: each for each in self._mirror.organizations()}
        chain = language_chain(self._names.language)

        def entry(item: SavedItem) -> SavedEntry:
            subject, note = item.subject, self._saved.state.notes.get(item.subject.key, "")
            if subject.kind is SavedKind.PERSON:
                person = people.get(subject.id)
                name = person.username if person is not None else item.name
                return SavedEntry(item, name or t("saved-unnamed-person", subject.id), note, person=person)
            known = organizations.get(subject.id)
            name = known.name_in(chain) if known is not None else item.name
            return SavedEntry(item, name or t("saved-unnamed-organization", subject.id), note, organization=known)

        return in_order(map(entry, items), self.sort)

    def word(self, value: str) -> str:
        """The name of a kind."""
        return t(f"saved-kind-{value}")

    def facets(self) -> Facets[SavedEntry]:
        """Kind, capacities, territories."""
        return saved_facets(regions_of(self._names))
