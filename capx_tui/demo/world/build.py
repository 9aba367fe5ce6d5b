"""Fill the embedded service's tables with a made-up world."""

import sqlite3
from datetime import UTC, datetime

from capx_tui.demo.world import activity, catalogue, data, events, mentorship, organizations
from capx_tui.demo.world.chance import Chance
from capx_tui.demo.world.characters import ME, characters, managed_by_characters
from capx_tui.demo.world.clock import Clock
from capx_tui.demo.world.people import Crowd, Founding
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
    managers = _managers(len(named), people)
    for organization, numbers in managers.items():
        for number in numbers:
            rows.add("organization_manager", organization, number)
    _write_people(rows, connection, clock, (named, people, managers, parts[1], parts[2]))
    creators = {organization: numbers[0] for organization, numbers in managers.items()}
    events.fill(rows, parts[3], clock, creators)
    mentorship.fill(rows, clock)
    activity.of_me(rows, clock, {person.username: person for person in named})
    rows.write(connection)


def _write_people(
    rows: Rows,
    connection: sqlite3.Connection,
    clock: Clock,
    everybody: tuple[list[Person], int, dict[int, list[int]], Chance, Chance],
) -> None:
    """Write the named people and as many drawn ones as are missing; managers belong to their organization."""
    named, people, managers, chance, chance_of_doings = everybody
    for person in named:
        write(rows, person, clock)
    founders = _founders(managers, len(named))
    doings = activity.Doings(rows, chance_of_doings, clock, people)
    crowd = Crowd(chance, {person.username for person in named}, founders)
    for first in range(len(named) + 1, people + 1, _BATCH):
        for person in crowd.draw(range(first, min(first + _BATCH, people + 1))):
            write(rows, person, clock)
            doings.of(person)
        rows.write(connection)


def _founders(managers: dict[int, list[int]], named: int) -> dict[int, Founding]:
    homes = {affiliate.id: next(iter(affiliate.territories), None) for affiliate in data.affiliates()}
    names = {entry["id"]: frozenset(entry["names"]) for entry in organizations.featured()}
    return {
        number: Founding(organization, homes[organization], names[organization])
        for organization, numbers in managers.items()
        for number in numbers
        if number > named
    }


def _managers(named: int, people: int) -> dict[int, list[int]]:
    """Ids of the managers of each managed organization: named people where there are some, else the first drawn.

    In a world too small for that, anybody has to do.
    """
    by_hand = managed_by_characters()
    free = iter(range(named + 1, people + 1))
    managers: dict[int, list[int]] = {}
    for place, entry in enumerate(entry for entry in organizations.featured() if entry["managed"]):
        numbers = [number for number in by_hand.get(entry["id"], ()) if number <= named]
        managers[entry["id"]] = numbers or [next(free, 1 + place % people)]
        if place % 6 == 0 and numbers != managers[entry["id"]]:
            managers[entry["id"]] += [number for number in (next(free, None),) if number is not None]
    return managers
