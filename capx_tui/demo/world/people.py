"""Everyday people: drawn from pools of names and places so that language, territory and affiliation agree."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from capx_tui.demo.world import data
from capx_tui.demo.world.chance import Chance, lottery
from capx_tui.demo.world.clock import DAY
from capx_tui.demo.world.person import Person

_PRONOUNS = ("", "", "", "", "", "", "he-him", "he-him", "she-her", "she-her", "they-them", "not-specified", "other")
_LEVELS = ("1", "2", "2", "3", "3", "3", "4", "4", "5", "0")
_FLUENT = frozenset({"3", "4", "5", "n"})
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
    """Draws people one after another, each with a username of their own.

    `founders` are people who belong to an organization and are settled where it works, by the person's id.
    """

    def __init__(self, chance: Chance, taken: set[str], founders: Mapping[int, "Founding"]) -> None:
        self._chance = chance
        self._founders = founders
        self._taken = taken
        self._repeats: dict[str, int] = {}
        self._cultures = lottery(dict(enumerate(culture.weight for culture in data.cultures())))
        self._pools = [_Pool(culture) for culture in data.cultures()]
        self._interests = _interests()
        self._any_capacity = lottery({c.id: _COMMON.get(c.id, 2) for c in data.capacities()})
        ids = data.project_ids()
        self._projects = lottery({ids[code]: share for code, share in _PROJECT_SHARES.items()})
        self._teams: list[str] = data.load("titles.json")["teams"]
        languages = data.language_ids()
        self._english = languages["en"]
        self._all_languages = tuple(languages.values())
        self._codes = {number: code for code, number in languages.items()}
        self._bios = {languages[code]: parts for code, parts in data.bios().items()}
        self._local = _affiliates_by_country()
        regions = [territory.code for territory in data.territories() if not territory.regions]
        self._region_ids = {code: data.territory_ids()[code] for code in regions}
        self._thematic = tuple(a.id for a in data.affiliates() if not a.territories)

    def draw(self, numbers: range) -> Iterator[Person]:
        """One person for each id in `numbers`."""
        for number in numbers:
            yield self._person(number)

    def _person(self, number: int) -> Person:
        chance = self._chance
        founding = self._founders.get(number)
        home = founding.country if founding else None
        pool = self._pools[self._culture_of(founding) if founding else chance.one(self._cultures)]
        roll = chance.random
        joined = (roll() ** 1.4) * 1_100 * DAY + 60
        updated = min(joined * 0.98, (roll() ** 1.7) * 730 * DAY + 60)
        person = Person(number, self._username(pool), joined, updated)
        if roll() < 0.55:
            person.login = updated * roll()
        person.edits = 20 + int(4_000 * roll() ** 3)
        person.registered = joined + roll() * 5_000 * DAY
        if roll() < 0.13:
            person.meta = "no-email" if roll() < 0.9 else "missing"
        country = self._places(person, pool, home)
        if founding:
            person.affiliations = [founding.organization]
        first_language = self._languages(person, pool, country.code)
        self._capacities(person)
        self._words(person, pool, first_language)
        self._extras(person)
        return person

    def _username(self, pool: "_Pool") -> str:
        chance = self._chance
        given = chance.one(pool.given)
        noun, family = chance.one(pool.nouns(given)), chance.one(pool.families(given))
        style = chance.below(6)
        if style < 2:
            name = f"{noun} {chance.between(1900, 2012)}"
        elif style == 2 and noun != family:
            name = f"{noun} {family}"
        elif pool.joins_names or (style == 3 and noun[0].isupper() and " " not in given + noun):
            name = given + noun
        else:
            name = f"{given} {noun}"
        if name in self._taken:
            number = self._repeats.get(name, 1) + 1
            while f"{name} {number}" in self._taken:
                number += 1
            self._repeats[name] = number
            name = f"{name} {number}"
        self._taken.add(name)
        return name

    def _culture_of(self, founding: "Founding") -> int:
        """A culture at home in the country, if possible one with a language that the organization is named in."""
        local = [place for place, culture in enumerate(data.cultures()) if founding.country in culture.territories]
        fitting = [place for place in local if founding.languages & set(data.cultures()[place].native)]
        return self._chance.one(fitting or local or self._cultures)

    def _places(self, person: Person, pool: "_Pool", home: str | None) -> data.Territory:
        """Give territories, affiliations and projects; return the country that the person is at home in."""
        chance = self._chance
        country = next((place for place in pool.countries if place.code == home), None) or chance.one(pool.countries)
        luck = chance.random() if home is None else 0.0
        if luck < 0.80:
            person.territories = [country.id]
        elif luck < 0.87:
            person.territories = [self._region_ids[code] for code in country.regions]
        elif luck < 0.91:
            person.territories = sorted({country.id, *(self._region_ids[c] for c in country.regions)})
        elif luck < 0.95:
            person.territories = sorted({country.id, chance.one(pool.countries).id})
        local = self._local[country.code]
        chosen = {chance.one(local)} if local and chance.random() < 0.55 else set()
        if chance.random() < 0.12:
            chosen.add(chance.one(self._thematic))
        person.affiliations = sorted(chosen)
        if chance.random() < 0.85:
            person.projects = chance.several(self._projects, chance.between(1, 4))
        return country

    def _languages(self, person: Person, pool: "_Pool", country: str) -> int:
        """Give languages and a home wiki; return the first language, which a few people do not name."""
        chance = self._chance
        native = pool.native[country]
        first = native[0] if chance.random() < 0.6 else chance.one(native)
        person.home_wiki = self._codes[first].split("-")[0] + "wiki"
        if chance.random() < 0.08:
            return first
        spoken = {first: "n"}
        for language in pool.second:
            if chance.random() < 0.45:
                spoken.setdefault(language, chance.one(_LEVELS))
        if chance.random() < 0.5:
            spoken.setdefault(self._english, chance.one(_LEVELS))
        if chance.random() < 0.08:
            spoken.setdefault(chance.one(self._all_languages), chance.one(_LEVELS))
        person.languages = list(spoken.items())
        return first

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

    def _words(self, person: Person, pool: "_Pool", first_language: int) -> None:
        chance = self._chance
        if chance.random() < 0.25:
            given = chance.one(pool.given)
            person.display_name = pool.full_name(given, chance.one(pool.families(given)))
        person.pronoun = chance.one(_PRONOUNS)
        if chance.random() < 0.1:
            person.team = chance.one(self._teams)
        if chance.random() < 0.7:
            fluent = [number for number, level in person.languages if level in _FLUENT]
            language = next((number for number in (first_language, *fluent) if number in self._bios), None)
            if language is None:
                return
            sentences = self._bios[language][: chance.between(1, 3)]
            blank = "" if self._codes[language] in {"ja", "zh-hant"} else " "
            person.about = blank.join(chance.one(part) for part in sentences)
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


@dataclass(frozen=True, slots=True)
class Founding:
    """An organization's id, its country's code (None: anywhere) and the languages it has names in."""

    organization: int
    country: str | None
    languages: frozenset[str]


class _Pool:
    """A culture with its codes resolved to ids once, and its names sorted by script."""

    def __init__(self, culture: data.Culture) -> None:
        languages = data.language_ids()
        self.given = culture.given
        self._families = _by_script(culture.family, culture.nouns)
        self._nouns = _by_script(culture.nouns, culture.family)
        self._family_first = culture.family_first
        self.joins_names = culture.native[0] in {"ja", "zh-hant"}
        self.second = tuple(languages[code] for code in culture.second)
        countries = {territory.code: territory for territory in data.territories()}
        self.countries = lottery({countries[code]: share for code, share in culture.territories.items()})
        homes = data.homes()
        self.native = {
            code: tuple(languages[own] for own in culture.native if code in homes.get(own, (code,))) or self.second
            for code in culture.territories
        }

    def nouns(self, given: str) -> tuple[str, ...]:
        """Words for pen names in the script of a given name."""
        return self._nouns[_script(given)]

    def families(self, given: str) -> tuple[str, ...]:
        """Family names in the script of a given name."""
        return self._families[_script(given)]

    def full_name(self, given: str, family: str) -> str:
        """The full name in the order of its culture."""
        if not self._family_first:
            return f"{given} {family}"
        return f"{family}{given}" if self.joins_names else f"{family} {given}"


def _by_script(names: tuple[str, ...], instead: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Names by script; scripts that only the other kind of name has take that kind."""
    scripts = {_script(name) for name in (*names, *instead)}
    return {
        script: tuple(name for name in names if _script(name) == script)
        or tuple(name for name in instead if _script(name) == script)
        for script in scripts
    }


@cache
def _script(name: str) -> str:
    """The script of a name's first character, Han and Kana taken together."""
    script = unicodedata.name(name[0]).split()[0]
    return "CJK" if script in {"HIRAGANA", "KATAKANA"} else script


def _interests() -> tuple[tuple[int, ...], ...]:
    """The seven areas as pools of capacities; people keep mostly to one of them."""
    parents = {capacity.id: capacity.parent for capacity in data.capacities()}

    def root(skill: int) -> int:
        parent = parents[skill]
        return skill if parent is None else root(parent)

    by_root = sorted(parents, key=lambda skill: (root(skill), skill))
    return tuple(lottery({skill: _COMMON.get(skill, 2) for skill in group}) for _, group in groupby(by_root, key=root))


def _affiliates_by_country() -> dict[str, tuple[int, ...]]:
    """Affiliates that a person of a country may join, by its code; those of its region are a rarer choice."""
    working: dict[str, tuple[int, ...]] = {}
    for affiliate in data.affiliates():
        for code in affiliate.territories:
            working[code] = (*working.get(code, ()), affiliate.id)
    by_country = {}
    for country in data.territories():
        regional = tuple(number for region in country.regions for number in working.get(region, ()))
        own = working.get(country.code, ())
        by_country[country.code] = own * 3 + (regional if own else ())
    return by_country
