"""What matches, organizations and events there are to find, worked out from plain JSON by loops over all of it.

Written from what the guide, the help texts and the web client's reference say, apart from the program: nothing of
`capx_tui` is used here, so a mistake in its rules must show.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

__all__ = [
    "LISTS",
    "Row",
    "check_events",
    "check_organizations",
    "choices",
    "events",
    "match_key",
    "matches",
    "mixes",
    "organizations",
    "plainly",
    "score",
    "when",
    "within",
]

Row = dict[str, Any]
#: What is asked: the values of each filter, and "text".
Asked = Mapping[str, Any]

#: Lists of capacities of an organization by the role of who has them.
LISTS = {"sharer": "available_capacities", "learner": "wanted_capacities", "proficient": "known_capacities"}
_WORST_TO_BEST = ["0", "1", "2", "3", "4", "5", "n"]


# -- matches: 4 points for each capacity that they offer and I want, 3 for each that they want and I offer, 2 for a
# -- language that both speak at level 3 or better, 1 for a territory or region


def score(me: Row, other: Row, territories: Collection[Row]) -> int:
    """The points of somebody, whatever they exchange."""
    points = 0
    for capacity in set(me["skills_wanted"]):
        points += 4 if capacity in other["skills_available"] else 0
    for capacity in set(me["skills_available"]):
        points += 3 if capacity in other["skills_wanted"] else 0
    if any(language in _well(other) for language in _well(me)):
        points += 2
    if any(near in _around(place, territories) for place in me["territory"] for near in other["territory"]):
        points += 1
    return points


def _well(person: Row) -> set[int]:
    levels = {each["id"]: _WORST_TO_BEST.index(str(each["proficiency"])) for each in person["language"]}
    return {language for language, level in levels.items() if level >= _WORST_TO_BEST.index("3")}


def _around(place: int, territories: Collection[Row]) -> set[int]:
    """A territory, the regions it is in, and all that is in them; of a region, all that is in it."""
    above = {place, *(parent for row in territories if row["id"] == place for parent in row["parent_territory"])}
    return above | {row["id"] for row in territories if above.intersection(row["parent_territory"])}


def _is_mutual(me: Row, other: Row) -> bool:
    gives = set(me["skills_wanted"]) & set(other["skills_available"])
    takes = set(me["skills_available"]) & set(other["skills_wanted"])
    return bool(gives and takes)


def match_key(me: Row, other: Row, territories: Collection[Row]) -> tuple[bool, int, float]:
    """Mutual exchange first, then by points, of equals the latest change first."""
    changed = datetime.fromisoformat(other["last_update"]).timestamp()
    return (not _is_mutual(me, other), -score(me, other, territories), -changed)


def matches(me: Row, people: Iterable[Row]) -> dict[int, Row]:
    """By id, who offers what I want or wants what I offer."""
    return {
        other["id"]: other
        for other in people
        if other["id"] != me["id"]
        and (
            set(me["skills_wanted"]) & set(other["skills_available"])
            or set(me["skills_available"]) & set(other["skills_wanted"])
        )
    }


# -- organizations and events: values of one filter are alternatives, filters narrow each other


@lru_cache(maxsize=100_000)
def plainly(text: str) -> str:
    """Small letters without accents, dotless i as i, single blanks: how a name is looked for."""
    apart = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("İ", "i").replace("_", " ").casefold())
    bare = "".join(sign for sign in apart if not ("\u0300" <= sign <= "\u036f" or "\u064b" <= sign <= "\u065f"))
    return " ".join(unicodedata.normalize("NFC", bare).split())


def _holds(text: str, names: Iterable[str | None]) -> bool:
    return any(plainly(text) in plainly(name or "") for name in names)


def _in_places(places: Iterable[int], asked: Collection[int], territories: Collection[Row]) -> bool:
    """In one of the territories asked for, or in a country of a region asked for."""
    parents = {row["id"]: row["parent_territory"] for row in territories}
    return any(place in asked or set(parents.get(place, [])) & set(asked) for place in places)


def organizations(rows: Iterable[Row], territories: Collection[Row], asked: Asked) -> set[int]:
    """Ids of those that are found by text, capacities, roles, the three lists one by one, and territories."""
    return {row["id"] for row in rows if _is_found(row, territories, asked)}


def _is_found(row: Row, territories: Collection[Row], asked: Asked) -> bool:
    names = [row["display_name"], row["acronym"], *(each["name"] for each in row["names"])]
    roles = asked.get("roles", ())
    if roles and not any(row[LISTS[role]] for role in roles):
        return False
    if wanted := set(asked.get("capacities", ())):
        # With a role asked for, a capacity is looked for in the list that makes the role.
        looked = [LISTS[role] for role in roles] if roles else LISTS.values()
        if not any(wanted & set(row[name]) for name in looked):
            return False
    for facet in ("available", "wanted", "known"):
        if asked.get(facet) and not set(asked[facet]) & set(row[f"{facet}_capacities"]):
            return False
    if asked.get("territories") and not _in_places(row["territory"], asked["territories"], territories):
        return False
    return not asked.get("text") or _holds(asked["text"], names)


def events(rows: Iterable[Row], owners: Mapping[int, Row], territories: Collection[Row], asked: Asked) -> set[int]:
    """Ids of those that are found; an event is where its organization is. `owners`: organizations by id."""
    found = set()
    for row in rows:
        owner = owners.get(row["organization"], {"territory": [], "names": [], "display_name": ""})
        names = [row["name"], row["description"], owner["display_name"], *(each["name"] for each in owner["names"])]
        passes = (
            not asked.get("capacities") or set(asked["capacities"]) & set(row["related_skills"]),
            not asked.get("formats") or row["type_of_location"] in asked["formats"],
            not asked.get("organizations") or row["organization"] in asked["organizations"],
            not asked.get("territories") or _in_places(owner["territory"], asked["territories"], territories),
            not asked.get("text") or _holds(asked["text"], names),
        )
        if all(passes):
            found.add(row["id"])
    return found


def _span(event: Row) -> tuple[datetime, datetime] | None:
    ends = [datetime.fromisoformat(each) for each in (event["time_begin"], event["time_end"]) if each]
    aware = [each if each.tzinfo else each.replace(tzinfo=UTC) for each in ends]
    return (aware[0], aware[-1]) if aware else None


def when(rows: Iterable[Row], which: str, now: datetime) -> list[int]:
    """Ids of upcoming events soonest first, past ones latest first, all of them as time goes; without a date last."""
    kept = []
    for row in rows:
        span = _span(row)
        is_past = span is not None and span[1] < now
        if which == "all" or is_past == (which == "past"):
            kept.append((span[0] if span else datetime.max.replace(tzinfo=UTC), row["id"]))
    return [number for _, number in sorted(kept, reverse=which == "past")]


def within(row: Row, first: date | None, last: date | None) -> bool:
    """Whether some of an event lies in these days, in UTC."""
    span = _span(row)
    if span is None:
        return not (first or last)
    days = [each.astimezone(UTC).date() for each in span]
    return (first is None or days[1] >= first) and (last is None or days[0] <= last)


# -- what to ask for


def choices(rows: Iterable[Row], *fields: str) -> list[Any]:
    """Every value that any row has in one of these fields, so that nothing is asked for that nobody has."""
    found: set[Any] = set()
    for row in rows:
        for field in fields:
            held = row[field]
            found.update(held if isinstance(held, list) else [held] if held else [])
    return sorted(found)


def mixes(seed: int, how_many: int, values: Mapping[str, list[Any]], texts: list[str]) -> Iterator[dict[str, Any]]:
    """Random questions over several filters at once, one to three values of each, now and then with a text."""
    chance = random.Random(seed)
    for _ in range(how_many):
        facets = chance.sample(sorted(values), chance.randint(1, min(3, len(values))))
        asked: dict[str, Any] = {
            facet: tuple(chance.sample(values[facet], min(len(values[facet]), chance.randint(1, 3))))
            for facet in facets
        }
        if chance.random() < 0.3:
            asked["text"] = chance.choice(texts)
        yield asked


Ask = Callable[[dict[str, Any]], list[int]]


def check_organizations(rows: list[Row], territories: list[Row], ask: Ask, *, how_many: int) -> None:
    """Each filter with each of its values, every name in every language, and random mixes: `ask` gives ids."""
    lists = [*LISTS.values()]
    values: dict[str, list[Any]] = {
        "roles": [*LISTS],
        "capacities": choices(rows, *lists),
        "available": choices(rows, "available_capacities"),
        "wanted": choices(rows, "wanted_capacities"),
        "known": choices(rows, "known_capacities"),
        "territories": _with_regions(choices(rows, "territory"), territories),
    }
    names = [name for row in rows for name in (row["acronym"], *(each["name"] for each in row["names"])) if name]

    def check(asked: dict[str, Any]) -> int:
        found = ask(asked)
        assert len(found) == len(set(found)), asked
        due = organizations(rows, territories, asked)
        assert set(found) == due, (asked, set(found) ^ due, len(found), len(due))
        return len(found)

    _check_all(check, values, names, len(rows), how_many)


def check_events(
    rows: list[Row], owners: dict[int, Row], territories: list[Row], ask: Ask, order: list[int], *, how_many: int
) -> None:
    """The same of events; `order` is how they have to come."""
    values: dict[str, list[Any]] = {
        "capacities": choices(rows, "related_skills"),
        "formats": choices(rows, "type_of_location"),
        "organizations": choices(rows, "organization"),
        "territories": _with_regions(choices(owners.values(), "territory"), territories),
    }
    names = [row["name"] for row in rows]
    held = {row["organization"] for row in rows}
    names += [each["name"] for owner in owners.values() if owner["id"] in held for each in owner["names"]]

    def check(asked: dict[str, Any]) -> int:
        expected = events(rows, owners, territories, asked)
        found = ask(asked)
        due = [number for number in order if number in expected]
        assert found == due, (asked, found[:8], due[:8], len(found), len(due))
        return len(found)

    _check_all(check, values, names, len(rows), how_many)


def _with_regions(places: list[int], territories: Collection[Row]) -> list[int]:
    above = {parent for row in territories if row["id"] in places for parent in row["parent_territory"]}
    return sorted({*places, *above})


def _check_all(
    check: Callable[[dict[str, Any]], int], values: dict[str, list[Any]], names: list[str], total: int, how_many: int
) -> None:
    assert check({}) == total
    for facet, all_of_it in values.items():
        counts = [check({facet: (value,)}) for value in all_of_it]
        assert min(counts) < total, f"{facet} changes nothing"
        check({facet: tuple(all_of_it[:2])})
        check({facet: tuple(all_of_it)})
    for name in sorted(set(names)):
        assert check({"text": name}) > 0, name
        check({"text": name.upper()[1:6]})
    answered = [check(asked) for asked in mixes(20_260_610, how_many, values, names)]
    assert sum(map(bool, answered)) > how_many // 10, "nearly all mixes found nothing: they were no test"
