"""Names for the ids in profiles, in the person's language, and ids for the names a person types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from capx_tui.i18n.catalogue import t
from capx_tui.model.capacities import Capacity, CapacityTree, language_chain
from capx_tui.model.directory import Language, Organization, Project, Territory
from capx_tui.model.languages import names_of_code
from capx_tui.model.naming import Kind, Named, NameTable
from capx_tui.model.regions import Region, regions_of, territories_below, territory_words
from capx_tui.store.mirror import Mirror

__all__ = ["HeldNames", "Kind", "Names", "term_languages"]

S = TypeVar("S")
T = TypeVar("T")

_UNKNOWN = {
    Kind.CAPACITY: "name-capacity-unknown",
    Kind.TERRITORY: "name-territory-unknown",
    Kind.LANGUAGE: "name-language-unknown",
    Kind.ORGANIZATION: "name-organization-unknown",
    Kind.PROJECT: "name-project-unknown",
}


def term_languages(language: str) -> tuple[str, ...]:
    """The languages to try for a capacity's name, best first; ``mul`` is Wikidata's for all of them."""
    return (*language_chain(language), "mul")


class Names:
    """Reads the mirror's lists as tables of names. `language` is asked each time: it may change while we run."""

    def __init__(self, mirror: Mirror, language: Callable[[], str] = lambda: "en") -> None:
        self._mirror = mirror
        self._language = language
        self._kept: dict[str, tuple[object, str, Any]] = {}

    @property
    def language(self) -> str:
        """The language names are wanted in."""
        return self._language()

    # Names by id; an id that nobody knows (any more) is said to be unknown, and never hidden.

    def capacity(self, capacity_id: int) -> str:
        """The capacity's name."""
        return self.known(Kind.CAPACITY)(capacity_id)

    def territory(self, territory_id: int) -> str:
        """The name of a region or country."""
        return self.known(Kind.TERRITORY)(territory_id)

    def language_name(self, language_id: int) -> str:
        """The name of one of the service's languages."""
        return self.known(Kind.LANGUAGE)(language_id)

    def affiliation(self, organization_id: int) -> str:
        """The organization's name."""
        return self.known(Kind.ORGANIZATION)(organization_id)

    def project(self, project_id: int) -> str:
        """The name of a Wikimedia project."""
        return self.known(Kind.PROJECT)(project_id)

    def badge(self, badge_id: int) -> str:
        """The badge's name."""
        return self.known_badges()(badge_id)

    def known(self, kind: Kind) -> Callable[[int], str]:
        """Names by id as they are now: for many of them."""
        table, unknown = self.table(kind), _UNKNOWN[kind]
        return lambda number: table.name(number) or t(unknown, number)

    def known_badges(self) -> Callable[[int], str]:
        """Likewise of badges."""
        badges = self._made("badges", self._mirror.badges(), lambda found: {each.id: each.name for each in found})
        return lambda number: badges.get(number) or t("name-badge-unknown", number)

    # Ids by name

    def resolve(self, kind: Kind, text: str) -> int:
        """The id that `text` means: a name in any language we know, the id, a QID or a code.

        Raises `RuleError` that lists the nearest names.
        """
        also = names_of_code(text, self.language) if kind is Kind.LANGUAGE else ()
        return self.table(kind).resolve(text, also)

    def search(self, kind: Kind, text: str) -> list[Named]:
        """What a person may mean while they type."""
        return self.table(kind).search(text)

    # Tables

    def tree(self) -> CapacityTree:
        """The capacities, named in the person's language."""
        languages = term_languages(self.language)
        return self._made("tree", self._mirror.capacities(), lambda found: CapacityTree.of(found, languages))

    def table(self, kind: Kind) -> NameTable:
        """Everything of one kind."""
        mirror, language = self._mirror, self.language
        if kind is Kind.CAPACITY:
            return self._made("capacities", mirror.capacities(), lambda found: _capacities(found, language))
        if kind is Kind.TERRITORY:
            return self._made("territories", mirror.territories(), lambda found: _territories(found, language))
        if kind is Kind.LANGUAGE:
            return self._made("languages", mirror.languages(language), self._languages)
        if kind is Kind.ORGANIZATION:
            return self._made("organizations", mirror.organizations(), lambda found: _organizations(found, language))
        return self._made("projects", mirror.projects(), _projects)

    def territory_children(self) -> dict[int, tuple[int, ...]]:
        """Region → everything below it."""
        return self._made("territory children", self._mirror.territories(), territories_below)

    def regions(self) -> tuple[Region, ...]:
        """The regions, the northernmost first."""
        return self._made("regions", self._mirror.territories(), lambda found: regions_of(found, self.language))

    def _languages(self, shown: list[Language]) -> NameTable:
        names: dict[int, dict[str, None]] = {}
        for fetched in (shown, *map(self._mirror.languages, self._mirror.languages_fetched())):
            for each in fetched:
                names.setdefault(each.id, {})[each.name] = None
        things = (Named(each, next(iter(known)), tuple(known)) for each, known in names.items())
        return NameTable(Kind.LANGUAGE, tuple(things))

    def _made(self, name: str, source: list[S], make: Callable[[list[S]], T]) -> T:
        """`make(source)`, made again only when the list or the language is another."""
        kept = self._kept.get(name)
        if kept is None or kept[0] is not source or kept[1] != self.language:
            kept = self._kept[name] = (source, self.language, make(source))
        found: T = kept[2]
        return found


class _Known(dict[int, str]):
    """Names by id, each looked up when it is first asked for, in the list as it was then."""

    def __init__(self, open_list: Callable[[], Callable[[int], str]]) -> None:
        super().__init__()
        self._open_list = open_list
        self._look_up: Callable[[int], str] | None = None

    def __missing__(self, number: int) -> str:
        if self._look_up is None:
            self._look_up = self._open_list()
        name = self[number] = self._look_up(number)
        return name


class HeldNames:
    """`model.profile_facts.Naming` over `Names` whose lists do not change meanwhile: each id is looked up once.

    For one printout, or for one painting of a list; `Names` looks at the mirror each time.
    """

    def __init__(self, names: Names) -> None:
        def of(kind: Kind) -> Callable[[int], str]:
            return _Known(lambda: names.known(kind)).__getitem__

        self.tree = names.tree
        #: The capacity's name, of a region or country, of a language, an organization, a project, a badge.
        self.capacity = of(Kind.CAPACITY)
        self.territory = of(Kind.TERRITORY)
        self.language_name = of(Kind.LANGUAGE)
        self.affiliation = of(Kind.ORGANIZATION)
        self.project = of(Kind.PROJECT)
        self.badge = _Known(names.known_badges).__getitem__


def _capacities(capacities: list[Capacity], language: str) -> NameTable:
    languages = term_languages(language)
    qids = {capacity.qid for capacity in capacities}

    def named(capacity: Capacity) -> Named:
        label = capacity.label(languages)
        name = label.text if label else t("name-capacity-unknown", capacity.id)
        # Metabase numbers its items too: where its number is another capacity's at Wikidata, Wikidata's counts.
        codes = (capacity.qid, *({capacity.metabase_item} - qids))
        return Named(capacity.id, name, tuple(term.text for term in capacity.labels), codes)

    return NameTable(Kind.CAPACITY, tuple(map(named, capacities)))


def _territories(territories: list[Territory], language: str) -> NameTable:
    def named(territory: Territory) -> Named:
        # As the service has it, it is found as well.
        also = (territory.territory_name,)
        return Named(territory.id, territory_words(territory, language), also, (territory.territory_acronym,))

    return NameTable(Kind.TERRITORY, tuple(map(named, territories)))


def _organizations(organizations: list[Organization], language: str) -> NameTable:
    languages = language_chain(language)
    return NameTable(
        Kind.ORGANIZATION,
        tuple(
            Named(each.id, each.name_in(languages), (each.display_name, *each.names.values()), (each.acronym,))
            for each in organizations
        ),
    )


def _projects(projects: list[Project]) -> NameTable:
    return NameTable(Kind.PROJECT, tuple(Named(each.id, each.name) for each in projects))
