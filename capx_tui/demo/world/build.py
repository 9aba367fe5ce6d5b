"""Fill the embedded service's tables with a made-up world."""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from capx_tui.demo.world import activity, catalogue, data, events, mentorship, organizations
from capx_tui.demo.world.chance import Chance
from capx_tui.demo.world.characters import ME, characters, managed_by_characters
from capx_tui.demo.world.clock import Clock
from capx_tui.demo.world.people import Crowd
from capx_tui.demo.world.person import Person, write
from capx_tui.demo.world.rows import Rows

_BATCH = 1_000


def build(
    connection: sqlite3.Connection, *, people: int = 240, seed: int = 20260101, now: datetime | None = None
) -> None:
    """Fill every table of an empty database made from `schema.sql` that a world is to fill.

    The same people, seed and `now` (UTC if naive, the present moment if None) give the same rows. The first
    people are the named ones of `characters.json`, all others are drawn. Rows are written in the caller's
    transaction if one is open, else in one that is committed at the end.

    Raises:
        ValueError: `people` is less than 1.
        sqlite3.Error: the tables are missing or not empty; a transaction of its own is rolled back.
    """
    if people < 1:
        raise ValueError(f"a world has at least one person, not {people}")
    clock = Clock(now or datetime.now(UTC))
    own_transaction = not connection.in_transaction
    if own_transaction:
        connection.execute("BEGIN")
    try:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        _fill(connection, clock, people, seed)
    except BaseException:
        if own_transaction:
            connection.rollback()
        raise
    if own_transaction:
        connection.commit()


def _fill(connection: sqlite3.Connection, clock: Clock, people: int, seed: int) -> None:
    # Every part throws dice of its own, so that a larger world keeps the organizations of a smaller one.
    chance = Chance(seed)
    parts = [Chance(chance.below(2**48)) for _ in range(4)]
    rows = Rows()
    for key, value in (("seed", seed), ("people", people), ("me", ME)):
        rows.add("world", key, str(value))
    catalogue.fill(rows, clock)
    organizations.fill(rows, parts[0], clock)
    rows.write(connection)
    named = characters()[:people]
    members = _write_people(rows, connection, clock, (named, people, parts[1], parts[2]))
    creators = _managers(rows, members, people)
    events.fill(rows, parts[3], clock, creators)
    mentorship.fill(rows, clock)
    activity.of_me(rows, clock, {person.username: person for person in named})
    rows.write(connection)


def _write_people(
    rows: Rows,
    connection: sqlite3.Connection,
    clock: Clock,
    drawn: tuple[list[Person], int, Chance, Chance],
) -> dict[int, list[int]]:
    """Write everybody; return the first few members of each organization who were drawn."""
    named, people, chance, chance_of_doings = drawn
    for person in named:
        write(rows, person, clock)
    doings = activity.Doings(rows, chance_of_doings, clock, people)
    crowd = Crowd(chance, {person.username for person in named})
    members: dict[int, list[int]] = {}
    for first in range(len(named) + 1, people + 1, _BATCH):
        batch = range(first, min(first + _BATCH, people + 1))
        for person in crowd.draw(batch):
            write(rows, person, clock)
            doings.of(person)
            _remember(members, person.id, person.affiliations)
        rows.write(connection)
    return members


def _remember(members: dict[int, list[int]], number: int, organizations_of: Iterable[int]) -> None:
    for organization in organizations_of:
        known = members.setdefault(organization, [])
        if len(known) < 2:
            known.append(number)


def _managers(rows: Rows, members: dict[int, list[int]], people: int) -> dict[int, int]:
    """Give every managed organization its managers; return the first manager of each."""
    by_hand = managed_by_characters()
    first: dict[int, int] = {}
    for place, entry in enumerate(organizations.featured()):
        if not entry["managed"]:
            continue
        organization = entry["id"]
        managers = [number for number in by_hand.get(organization, ()) if number <= people]
        managers = managers or members.get(organization, [])[:2]
        if not managers:
            managers = [_somebody(place, people)]
            rows.add("profile_affiliation", managers[0], organization)
        for number in managers:
            rows.add("organization_manager", organization, number)
        first[organization] = managers[0]
    return first


def _somebody(place: int, people: int) -> int:
    """A drawn person for an organization that nobody drawn belongs to; the named ones only if there are no others."""
    named = len(data.load("characters.json"))
    return named + 1 + place % (people - named) if people > named else 1 + place % people
