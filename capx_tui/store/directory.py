"""The capacity directory: the tree, what is open in it, what a search leaves, and how many people have what."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import msgspec

from capx_tui.i18n.catalogue import t
from capx_tui.i18n.lists import commas
from capx_tui.model.capacities import CapacityTree, Term
from capx_tui.model.directory_view import Place, View, card_places, themed, tree_places
from capx_tui.model.explore import ExploreFilter, Facet
from capx_tui.model.languages import words_for
from capx_tui.model.root_colours import colour_of
from capx_tui.model.themes import THEMES
from capx_tui.store.base import Store
from capx_tui.store.explore import ExploreStore
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names

__all__ = ["CapacityCounts", "CapacityInformation", "CapacityNode", "DirectoryState", "DirectoryStore"]

_METABASE = "https://metabase.wikibase.cloud/wiki/Item:"
_WIKIDATA = "https://www.wikidata.org/wiki/"


class CapacityCounts(NamedTuple):
    """How many people have a capacity in each list."""

    known: int = 0
    available: int = 0
    wanted: int = 0


class CapacityNode(msgspec.Struct, frozen=True):
    """One capacity as it stands in the tree."""

    id: int
    name: str
    #: 1 for the seven roots.
    level: int
    parent: int | None
    #: How many capacities are right below.
    below: int
    expanded: bool
    known: int
    available: int
    wanted: int
    #: The colour of its main capacity: the message ``colour-name-<colour>``, or "".
    colour: str = ""
    #: The name's language in words where it is not the person's own, else "".
    fallback_language: str = ""
    #: The search itself finds it, and not only something below it.
    found: bool = False


class CapacityInformation(msgspec.Struct, frozen=True):
    """What there is to tell of one capacity, ready to be read."""

    id: int
    name: str
    description: str
    #: Where name and description come from, None where there is none in a language we fall back to.
    name_term: Term | None
    description_term: Term | None
    #: The description's source and language in words.
    source_words: str
    #: The person's language in words.
    language_asked: str
    name_is_fallback: bool
    description_is_fallback: bool
    #: From the root down, in words.
    path: str
    path_ids: tuple[int, ...]
    qid: str
    metabase_item: str
    known: int
    available: int
    wanted: int

    @property
    def needs_translation(self) -> bool:
        """The name or the description is missing in the person's language."""
        return self.name_is_fallback or self.description_is_fallback

    @property
    def wikidata_address(self) -> str:
        """The item at Wikidata, "" where there is none."""
        return _WIKIDATA + self.qid if self.qid else ""

    @property
    def metabase_address(self) -> str:
        """The item at Metabase, "" where there is none: there a translation is added."""
        return _METABASE + self.metabase_item if self.metabase_item else ""

    @property
    def items(self) -> tuple[tuple[str, str, str], ...]:
        """Site, item and address of each item there is, Metabase first."""
        both = (
            (t("capacity-item-metabase"), self.metabase_item, self.metabase_address),
            (t("capacity-item-wikidata"), self.qid, self.wikidata_address),
        )
        return tuple(item for item in both if item[1])


class DirectoryState(msgspec.Struct, frozen=True):
    """`total` capacities are known; with `text`, `found` of them match. `revision` changes when rows may."""

    text: str = ""
    total: int = 0
    found: int = 0
    #: How many of those that are found stand in the thematic categories.
    in_themes: int = 0
    expanded: frozenset[int] = frozenset()
    view: View = View.TREE
    checked_at: datetime | None = None
    #: Sources of names that did not answer the last time: "metabase", "wikidata".
    terms_stale: tuple[str, ...] = ()
    revision: int = 0


class DirectoryStore(Store[DirectoryState]):
    """Lives on the mirror's capacities and on Explore's index of people; follows both."""

    def __init__(self, mirror: Mirror, names: Names, explore: ExploreStore) -> None:
        super().__init__(DirectoryState())
        self._mirror = mirror
        self._names = names
        self._explore = explore
        self._tree = CapacityTree({})
        #: How many capacities have no name in the person's language: they are named in another, and say so.
        self.names_elsewhere = 0
        self._counts: dict[Facet, dict[int, int]] | None = None
        self._counted: object = None
        #: What a search finds, and what is shown so that each find has its path.
        self._matches: frozenset[int] = frozenset()
        self._opened: frozenset[int] = frozenset()
        self._revealed: int | None = None
        #: What is open in the views that are not shown.
        self._expanded_in: dict[View, frozenset[int]] = {}
        self.catch_up()
        explore.subscribe(lambda _state: self.catch_up())

    # Following the data

    def catch_up(self) -> None:
        """Take over what changed in the mirror: names, the tree, people, or the person's language."""
        tree = self._names.tree()
        basis = (tree, self._explore.data_revision)
        if self._counted is not None and self._counted == basis and tree is self._tree:
            return
        self._tree, self._counted, self._counts = tree, basis, None
        labels = (capacity.label(tree.languages) for capacity in tree.capacities.values())
        self.names_elsewhere = sum(label is not None and self._is_fallback(label) for label in labels)
        self._show()

    def _show(self, **changes: object) -> None:
        ticket = self._begin("show")
        text = str(changes.get("text", self.state.text))
        if text.strip():
            self._matches = frozenset(self._tree.search(text))
            paths = {above for each in self._matches for above in self._tree.path(each)[:-1]}
            if "text" in changes:
                self._opened = frozenset(paths)
        else:
            self._matches = self._opened = frozenset()
        self._set(
            ticket,
            **changes,
            total=len(self._tree),
            found=len(self._matches),
            in_themes=sum(each in self._matches for theme in THEMES for each in theme.capacities),
            checked_at=self._mirror.checked_at(),
            terms_stale=self._mirror.terms().stale,
            revision=self.state.revision + 1,
        )

    # The tree

    @property
    def tree(self) -> CapacityTree:
        """All capacities, named in the person's language."""
        return self._tree

    def places(self) -> tuple[Place, ...]:
        """The rows of the view: what is open in it, or what a search finds with what leads to it."""
        found = self._matches if self.state.text.strip() else None
        if self.state.view is View.THEMES:
            return tuple(themed(self._tree, found))
        rows = tree_places(self._tree, self._is_expanded, self.state.expanded, found)
        if self.state.view is View.CARDS:
            rows = card_places(self._tree, rows, described=lambda each: bool(self.information(each).description))
        return tuple(dict.fromkeys(rows))

    def visible(self) -> tuple[int, ...]:
        """The capacities of the rows, in their order."""
        return tuple(each.capacity for each in self.places() if each.capacity is not None and not each.is_description)

    def set_view(self, view: View, keep: int | None = None) -> None:
        """Show another view. Each remembers what is open in it; `keep` is shown there if the view has it."""
        self._expanded_in[self.state.view] = self.state.expanded
        expanded = self._expanded_in.get(view, frozenset())
        path = frozenset(self._tree.path(keep)[:-1]) if keep is not None else frozenset()
        # A card opens by itself: what was open besides it is closed.
        self._show(view=view, expanded=expanded | path if view is View.TREE else path or expanded)

    def _is_expanded(self, capacity_id: int) -> bool:
        if not self._tree.children(capacity_id):
            return False
        return capacity_id in self.state.expanded or capacity_id in self._opened

    def node(self, capacity_id: int) -> CapacityNode:
        """One row."""
        capacity = self._tree.capacities.get(capacity_id)
        term = capacity.label(self._tree.languages) if capacity else None
        path = self._tree.path(capacity_id)
        return CapacityNode(
            id=capacity_id,
            name=self._names.capacity(capacity_id),
            level=max(1, len(path)),
            parent=path[-2] if len(path) > 1 else None,
            below=len(self._tree.children(capacity_id)),
            expanded=self._is_expanded(capacity_id),
            **self.counts(capacity_id)._asdict(),
            colour=colour_of(self._tree, capacity_id),
            fallback_language=words_for(term.language, self._language) if self._is_fallback(term) and term else "",
            found=capacity_id in self._matches,
        )

    def expand(self, capacity_id: int) -> None:
        """Show what is below. Of the cards, one family at a time is open."""
        open_now = self.state.expanded if self.state.view is View.TREE else frozenset(self._tree.path(capacity_id))
        self._show(expanded=open_now | {capacity_id})

    def collapse(self, capacity_id: int) -> None:
        """Hide what is below."""
        self._opened -= {capacity_id}
        self._show(expanded=self.state.expanded - {capacity_id})

    def toggle(self, capacity_id: int) -> None:
        """The one or the other."""
        if self._is_expanded(capacity_id):
            self.collapse(capacity_id)
        else:
            self.expand(capacity_id)

    def reset(self) -> None:
        """Return to the initial view: the roots, closed, and no search."""
        self._expanded_in.clear()
        self._show(expanded=frozenset(), text="")

    def reveal(self, capacity_id: int) -> None:
        """Open the way down to a capacity in the tree; `take_revealed` tells the screen where to stand."""
        self._revealed = capacity_id
        self.set_view(View.TREE, capacity_id)
        self._show(text="")

    def take_revealed(self) -> int | None:
        """The capacity that was revealed, once."""
        revealed, self._revealed = self._revealed, None
        return revealed

    def set_text(self, text: str) -> None:
        """Search names, in any language we know, and descriptions."""
        self._show(text=text)

    # Counts

    def counts(self, capacity_id: int) -> CapacityCounts:
        """How many people know, offer and want a capacity."""
        if self._counts is None:
            relations = self._explore.relations()
            self._counts = self._explore.asking(
                lambda index: {facet: index.counts(ExploreFilter(), facet, relations) for facet in _LISTS}
            )
        return CapacityCounts(*(self._counts[facet].get(capacity_id, 0) for facet in _LISTS))

    # One capacity

    def information(self, capacity_id: int) -> CapacityInformation:
        """Everything there is to tell of one capacity."""
        capacity = self._tree.capacities.get(capacity_id)
        languages = self._tree.languages
        label = capacity.label(languages) if capacity else None
        description = capacity.description(languages) if capacity else None
        path = self._tree.path(capacity_id)
        return CapacityInformation(
            id=capacity_id,
            name=self._names.capacity(capacity_id),
            description=description.text if description else "",
            name_term=label,
            description_term=description,
            source_words=self._source_words(description),
            language_asked=words_for(self._language, self._language),
            name_is_fallback=self._is_fallback(label),
            description_is_fallback=self._is_fallback(description),
            path=" > ".join(self._names.capacity(each) for each in path),
            path_ids=path,
            qid=capacity.qid if capacity else "",
            metabase_item=capacity.metabase_item if capacity else "",
            **self.counts(capacity_id)._asdict(),
        )

    @property
    def _language(self) -> str:
        return self._names.language

    def _is_fallback(self, term: Term | None) -> bool:
        """Whether a text is missing in the person's language. Englishes are one; ``mul`` is everybody's."""
        if term is None:
            # Who did not answer may well have one.
            return not self._mirror.terms().stale
        asked = self._language
        return term.language not in (asked, "mul") and not (term.language == "en" and asked.startswith("en-"))

    def _source_words(self, term: Term | None) -> str:
        if term is None and (silent := self._mirror.terms().stale):
            return t("capacity-source-unasked", commas(t(f"directory-source-{source}") for source in silent))
        if term is None:
            return t("capacity-source-none")
        return t(f"capacity-source-{term.source}", words_for(term.language, self._language))


_LISTS = (Facet.KNOWN, Facet.AVAILABLE, Facet.WANTED)
