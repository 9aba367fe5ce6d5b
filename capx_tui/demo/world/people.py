"""Everyday people: drawn from pools of names and places so that language, territory and affiliation agree."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby

from capx_tui.demo.world import data
from capx_tui.demo.world.chance import Chance, lottery
from capx_tui.demo.world.clock import DAY
from capx_tui.demo.world.person import Person

_PRONOUNS = ("", "", "", "", "", "", "he-him", "he-him", "she-her", "she-her", "they-them", "not-specified", "other")
_LEVELS = ("1", "2", "2", "3", "3", "3", "4", "4", "5", "0")
_EMPTY: tuple[int, ...] = ()
_BADGES = 10
_AVATARS = range(2, 22)

# How many of a hundred people write on each project.
_PROJECT_SHARES = {"wiki": 60, "commonswiki": 40, "wikidatawiki": 34, "metawiki": 16, "wikisourcewiki": 12,
    "wiktionarywiki": 12, "wikiquotewiki": 6, "wikibookswiki": 5, "wikivoyagewiki": 5, "wikiversitywiki": 4,
    "incubatorwiki": 4, "wikispecieswiki": 3, "mediawiki": 3, "wikifunctionswiki": 2, "wikimaniawiki": 1}  # fmt: skip

# Capacities that many people name; all others weigh 2.
_COMMON = {118: 14, 115: 11, 113: 11, 84: 8, 46: 5, 47: 5, 69: 5, 91: 5, 100: 5, 27: 4, 38: 4, 44: 4, 92: 4,
    96: 4, 85: 4, 102: 4, 48: 4, 76: 4, 110: 4, 143: 4, 141: 4, 133: 4, 123: 4, 120: 4, 39: 3, 36: 3}  # fmt: skip

_KNOWN_COUNTS = (0, 1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 12, 15, 18, 24)
_WANTED_COUNTS = (0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8)


class Crowd:
    """Draws people one after another, each with a username of their own."""

    def __init__(self, chance: Chance, taken: set[str]) -> None:
        self._chance = chance
        self._taken = taken
        self._repeats: dict[str, int] = {}
        self._cultures = lottery(dict(enumerate(culture.weight for culture in data.cultures())))
        self._pools = [_Pool(culture) for culture in data.cultures()]
        self._interests = _interests()
        self._any_capacity = lottery({c.id: _COMMON.get(c.id, 2) for c in data.capacities()})
        ids = data.project_ids()
        self._projects = lottery({ids[code]: share for code, share in _PROJECT_SHARES.items()})
        self._teams: list[str] = data.load("titles.json")["teams"]
        self._english = data.language_ids()["en"]
        self._all_languages = tuple(data.language_ids().values())
        regions = [territory.code for territory in data.territories() if not territory.regions]
        self._region_ids = {code: data.territory_ids()[code] for code in regions}
        self._thematic = tuple(a.id for a in data.affiliates() if not a.territories)

    def draw(self, numbers: range) -> Iterator[Person]:
        """One person for each id in `numbers`."""
        for number in numbers:
            yield self._person(number)

    def _person(self, number: int) -> Person:
        chance = self._chance
        pool = self._pools[chance.one(self._cultures)]
        roll = chance.random
        joined = (roll() ** 1.4) * 1_100 * DAY + 60
        updated = min(joined * 0.98, (roll() ** 1.7) * 730 * DAY + 60)
        person = Person(number, self._username(pool), joined, updated)
        if roll() < 0.55:
            person.login = updated * roll()
        person.home_wiki, person.edits = pool.home_wiki, 20 + int(4_000 * roll() ** 3)
        person.registered = joined + roll() * 5_000 * DAY
        if roll() < 0.13:
            person.meta = "no-email" if roll() < 0.9 else "missing"
        self._languages(person, pool)
        self._places(person, pool)
        self._capacities(person)
        self._words(person, pool)
        self._extras(person)
        return person

    def _username(self, pool: "_Pool") -> str:
        chance = self._chance
        given, noun = chance.one(pool.given), chance.one(pool.nouns)
        style = chance.below(6)
        if pool.joins_names:
            style = min(style, 3) + 2  # scripts without blanks have no use for the first two
        if style < 2:
            name = f"{given} {noun}"
        elif style in {2, 5}:
            name = given + noun
        elif style == 3:
            name = f"{noun} {chance.between(1900, 2012)}"
        else:
            name = f"{noun} {chance.one(pool.family)}"
        if name in self._taken:
            number = self._repeats.get(name, 1) + 1
            while f"{name} {number}" in self._taken:
                number += 1
            self._repeats[name] = number
            name = f"{name} {number}"
        self._taken.add(name)
        return name

    def _languages(self, person: Person, pool: "_Pool") -> None:
        chance = self._chance
        if chance.random() < 0.08:
            return
        native = pool.first_language if chance.random() < 0.6 else chance.one(pool.native)
        spoken = {native: "n"}
        for language in pool.second:
            if chance.random() < 0.45:
                spoken.setdefault(language, chance.one(_LEVELS))
        if chance.random() < 0.5:
            spoken.setdefault(self._english, chance.one(_LEVELS))
        if chance.random() < 0.08:
            spoken.setdefault(chance.one(self._all_languages), chance.one(_LEVELS))
        person.languages = list(spoken.items())

    def _places(self, person: Person, pool: "_Pool") -> None:
        chance = self._chance
        country = chance.one(pool.countries)
        luck = chance.random()
        if luck < 0.80:
            person.territories = [country.id]
        elif luck < 0.87:
            person.territories = [self._region_ids[code] for code in country.regions]
        elif luck < 0.91:
            person.territories = sorted({country.id, *(self._region_ids[c] for c in country.regions)})
        elif luck < 0.95:
            person.territories = sorted({country.id, chance.one(pool.countries).id})
        local = _local_affiliates().get(country.code, _EMPTY)
        chosen = {chance.one(local)} if local and chance.random() < 0.55 else set()
        if chance.random() < 0.12:
            chosen.add(chance.one(self._thematic))
        person.affiliations = sorted(chosen)
        if chance.random() < 0.85:
            person.projects = chance.several(self._projects, chance.between(1, 4))

    def _capacities(self, person: Person) -> None:
        chance = self._chance
        if chance.random() < 0.1:
            return  # an incomplete profile: the guide leaves it out of Explore
        interest = chance.one(self._interests)
        known = chance.one(_KNOWN_COUNTS)
        own = known * 2 // 3
        person.known = sorted({*chance.several(interest, own), *chance.several(self._any_capacity, known - own)})
        roll = chance.random
        willing = 0.25 + 0.7 * roll()
        person.available = [skill for skill in person.known if roll() < willing]
        wanted = chance.several(self._any_capacity, chance.one(_WANTED_COUNTS))
        # Now and then somebody wants to learn more of what they know already.
        person.wanted = [skill for skill in wanted if skill not in person.available or roll() < 0.2]
        if not person.known and not person.wanted:
            person.wanted = [chance.one(self._any_capacity)]

    def _words(self, person: Person, pool: "_Pool") -> None:
        chance = self._chance
        if chance.random() < 0.25:
            given, family = chance.one(pool.given), chance.one(pool.family)
            person.display_name = pool.full_name(given, family)
        person.pronoun = chance.one(_PRONOUNS)
        if chance.random() < 0.1:
            person.team = chance.one(self._teams)
        if chance.random() < 0.7:
            language, sentences = chance.one(pool.bios)
            person.about = " ".join(chance.one(part) for part in sentences[: chance.between(1, 3)])
            person.about_language = language if chance.random() < 0.85 else None

    def _extras(self, person: Person) -> None:
        chance = self._chance
        luck = chance.random()
        if luck < 0.06:
            person.wikidata_qid = f"Q91{person.id:07d}"
        elif luck < 0.7:
            person.avatar = chance.one(_AVATARS)
        if chance.random() < 0.06:
            person.wiki_alt = f"{person.username} (work)"
            person.alternative_on_meta = chance.random() < 0.9
        if person.known and chance.random() < 0.4:
            numbers = chance.several(range(1, _BADGES + 1), chance.between(1, 4))
            person.badges = [
                (badge, int(chance.random() < 0.8), 100 if chance.random() < 0.6 else 10 * chance.below(10))
                for badge in numbers
            ]
        if chance.random() < 0.05:
            person.lets_connect = int(chance.random() < 0.7)


class _Pool:
    """A culture with its codes resolved to ids once."""

    def __init__(self, culture: data.Culture) -> None:
        languages = data.language_ids()
        self.given, self.family, self.nouns = culture.given, culture.family, culture.nouns
        self._family_first = culture.family_first
        self.joins_names = culture.native[0] in {"ja", "zh-hant"}
        self.native = tuple(languages[code] for code in culture.native)
        self.second = tuple(languages[code] for code in culture.second)
        self.first_language = self.native[0]
        countries = {territory.code: territory for territory in data.territories()}
        self.countries = lottery({countries[code]: share for code, share in culture.territories.items()})
        self.home_wiki = culture.native[0].split("-")[0] + "wiki"
        bios = data.bios()
        own = [code for code in culture.native if code in bios]
        spoken = own or [code for code in culture.second if code in bios] or ["en"]
        self.bios = tuple((languages[code], bios[code]) for code in spoken)

    def full_name(self, given: str, family: str) -> str:
        """The full name in the order of its culture."""
        if not self._family_first:
            return f"{given} {family}"
        return f"{family}{given}" if self.joins_names else f"{family} {given}"


def _interests() -> tuple[tuple[int, ...], ...]:
    """The seven areas as pools of capacities; people keep mostly to one of them."""
    parents = {capacity.id: capacity.parent for capacity in data.capacities()}

    def root(skill: int) -> int:
        parent = parents[skill]
        return skill if parent is None else root(parent)

    by_root = sorted(parents, key=lambda skill: (root(skill), skill))
    return tuple(lottery({skill: _COMMON.get(skill, 2) for skill in group}) for _, group in groupby(by_root, key=root))


@cache
def _local_affiliates() -> dict[str, tuple[int, ...]]:
    """Affiliates by the code of the country, or region, that they work in."""
    local: dict[str, tuple[int, ...]] = {}
    for affiliate in data.affiliates():
        for code in affiliate.territories:
            local[code] = (*local.get(code, ()), affiliate.id)
    return local
