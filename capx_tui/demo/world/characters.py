"""The people with a name of their own: the one who is signed in, their matches, and every edge case."""

from typing import Any

from capx_tui.demo.world import data
from capx_tui.demo.world.clock import DAY
from capx_tui.demo.world.person import Person

ME = 1
_HOUR = 3_600
_LIMITS = {"about": 2_000, "languages": 20, "territories": 10, "affiliations": 10, "capacities": 60}


def characters() -> list[Person]:
    """The named people, with ids from 1 in the order of `characters.json`; the first is `ME`."""
    return [_person(number, entry) for number, entry in enumerate(data.load("characters.json"), 1)]


def managed_by_characters() -> dict[int, list[int]]:
    """Ids of the named people who manage an organization, by organization id."""
    ids = data.affiliate_ids()
    managers: dict[int, list[int]] = {}
    for number, entry in enumerate(data.load("characters.json"), 1):
        for acronym in entry.get("managed", ()):
            managers.setdefault(ids[acronym], []).append(number)
    return managers


def _person(number: int, entry: dict[str, Any]) -> Person:
    languages, territories = data.language_ids(), data.territory_ids()
    affiliates, projects = data.affiliate_ids(), data.project_ids()
    joined = entry["joined_days"] * DAY
    person = Person(number, entry["username"], joined, min(entry["updated_hours"] * _HOUR, joined - 1))
    login = entry["login_hours"]
    person.login = None if login is None else login * _HOUR
    for field in ("display_name", "pronoun", "about", "team", "wiki_alt"):
        setattr(person, field, entry.get(field, ""))
    for field in ("known", "available", "wanted"):
        setattr(person, field, sorted(entry.get(field, ())))
    person.email, person.avatar = entry.get("email"), entry.get("avatar")
    person.contact, person.social = entry.get("contact"), entry.get("social")
    person.staff = entry.get("staff", False)
    person.meta = entry.get("meta", "emailable")
    person.item = entry.get("item", {})
    if "about_language" in entry:
        person.about_language = languages[entry["about_language"]]
    person.languages = [(languages[code], level) for code, level in entry.get("languages", ())]
    person.territories = sorted(territories[code] for code in entry.get("territories", ()))
    person.affiliations = sorted(affiliates[acronym] for acronym in entry.get("affiliations", ()))
    person.projects = sorted(projects[code] for code in entry.get("projects", ()))
    person.registered = joined + 2_000 * DAY + number * 37 * DAY
    person.edits = 1_000 + 321 * number
    if number == ME:
        person.badges = [(1, 1, 100), (2, 1, 100), (3, 1, 100), (4, 1, 100), (5, 0, 100), (6, 1, 80),
            (7, 1, 100), (8, 1, 12), (9, 1, 100), (10, 0, 0)]  # fmt: skip
        person.home_wiki = "trwiki"
    if entry.get("huge"):
        _fill_to_the_limits(person)
    return person


def _fill_to_the_limits(person: Person) -> None:
    """Give a person as much of everything as the service lets anybody have."""
    sentence = "I keep every list that I ever began, from lighthouses to lullabies. "
    length = _LIMITS["about"]
    person.about = (sentence * (length // len(sentence) + 1))[: length - 1] + "."
    languages = data.language_ids()
    person.about_language = languages["en"]
    levels = ("n", "5", "4", "3", "2", "1", "0")
    wide = ["en", "fr", "de", "ja", "zh-hant", "ar", "he", "hi", "ta", "th"]
    codes = [*wide, *(code for code in languages if code not in wide)][: _LIMITS["languages"]]
    person.languages = [(languages[code], levels[place % 7]) for place, code in enumerate(codes)]
    countries = [territory for territory in data.territories() if territory.regions]
    person.territories = sorted(territory.id for territory in countries[5 : 5 + _LIMITS["territories"]])
    known = [a.id for a in data.affiliates() if not a.territories]
    person.affiliations = sorted([data.affiliate_ids()["UK"], *known][: _LIMITS["affiliations"]])
    person.projects = sorted(data.project_ids().values())
    capacities = [capacity.id for capacity in data.capacities()]
    person.known = capacities[: _LIMITS["capacities"]]
    person.available = list(person.known)
    person.wanted = capacities[-_LIMITS["capacities"] :]
    person.badges = [(badge, 1, 100) for badge in range(1, 11)]
