"""The mirror: a service's public data on this machine, so that everything read before opens at once.

Reads are immediate. Writes are what `Sync` uses; each is one transaction. Nothing private is kept:
people come without e-mail addresses (`model.people.Person` has no place for one), tokens never come.
One file for each service, readable by its owner only, and safe to delete.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from capx_tui.api.repair import UNREADABLE
from capx_tui.errors import StorageError
from capx_tui.model.capacities import Capacity
from capx_tui.model.directory import Badge, Event, Language, Organization, Project, Territory
from capx_tui.model.people import Person
from capx_tui.model.people_index import PeopleIndex
from capx_tui.model.statistics import Statistics
from capx_tui.paths import cache_dir
from capx_tui.store import mirror_people
from capx_tui.store.database import BUSY_S, Database
from capx_tui.store.mirror_lists import change_list, keep_list
from capx_tui.store.mirror_people import Changes, KeptIndex, fact
from capx_tui.store.schema import MIRROR

__all__ = ["Mirror", "MirrorState", "TermsState", "mirror_file"]

T = TypeVar("T")


class TermsState(msgspec.Struct, frozen=True, kw_only=True):
    """Since when the names of capacities are known, language by language, and who failed at the last try."""

    #: Language code → ISO 8601 moment of the last fetch that at least one source answered.
    fetched_at: dict[str, str] = {}
    #: Sources ("metabase", "wikidata") that did not answer the last time: their terms are the last good ones.
    stale: tuple[str, ...] = ()
    #: The last try, the languages it was for, and a digest of the items it asked about.
    tried_at: str = ""
    tried: tuple[str, ...] = ()
    asked: int = 0


class MirrorState(msgspec.Struct, frozen=True):
    """What the mirror holds. Moments are in UTC, None for never."""

    #: When everybody was there for the first time.
    filled_at: datetime | None = None
    #: When the service was last asked for everything new, and answered.
    checked_at: datetime | None = None
    #: Everybody has been fetched at least once.
    complete: bool = False
    people: int = 0
    organizations: int = 0
    capacities: int = 0
    languages_of_terms: tuple[str, ...] = ()
    #: Sources of names that did not answer the last time.
    stale_terms: tuple[str, ...] = ()
    #: There is no file: what is fetched is gone when the program ends.
    in_memory: bool = False
    #: Where the broken file went that was found at opening.
    set_aside: Path | None = None


def mirror_file(service: str) -> Path:
    """The file for the service at this address: its host in words, its whole address as a short hash."""
    host = re.sub(r"[^a-z0-9.-]+", "-", (urlsplit(service).hostname or "service").lower()).strip("-.") or "service"
    digest = hashlib.sha256(service.rstrip("/").encode()).hexdigest()[:10]
    return cache_dir() / "mirror" / f"{host[:60]}-{digest}.sqlite3"


class Mirror:
    """See the module. Make one with `Mirror.open`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lists: dict[tuple[str, str], tuple[int, Any]] = {}
        self._told = False
        #: The two lists that organizations were put together from, and what came of it.
        self._organizations: tuple[tuple[object, object], list[Organization]] = ((None, None), [])

    @classmethod
    def open(cls, path: Path | None, *, busy_s: float = BUSY_S) -> Mirror:
        """The mirror in the file at `path`, made if need be.

        Where no file can be made or used, and for None, it is in memory, and `state` says so; what was in a file that
        can only be read is there then. Raises `StorageError` only where another program keeps the file locked.
        """
        if path is None:
            return cls(Database.open(None, MIRROR))
        try:
            return cls(Database.open(path, MIRROR, busy_s=busy_s))
        except StorageError as error:
            if isinstance(error.__cause__, sqlite3.OperationalError) and "locked" in str(error.__cause__):
                raise
            return cls(Database.copied(path, MIRROR))

    # What there is

    def state(self) -> MirrorState:
        """See `MirrorState`."""
        facts: dict[str, str]
        facts, people = self._database.read(
            lambda connection: (dict(connection.execute("SELECT name, value FROM facts")), _people_count(connection))
        )
        terms = _terms(facts.get("terms", ""))
        filled_at = _moment(facts.get("filled_at", ""))
        return MirrorState(
            filled_at=filled_at,
            checked_at=_moment(facts.get("checked_at", "")),
            complete=filled_at is not None,
            people=people,
            organizations=sum(each.listed for each in self.organizations()),
            capacities=len(self.capacities()),
            languages_of_terms=tuple(sorted(terms.fetched_at)),
            stale_terms=terms.stale,
            in_memory=self._database.path is None,
            set_aside=self._database.set_aside,
        )

    def lost_to_tell(self) -> StorageError | None:
        """Why the file could not be read any more, once; the next start of the program makes it anew."""
        lost, self._told = (
            self._database.lost if not self._told else None,
            self._told or self._database.lost is not None,
        )
        return lost

    @property
    def path(self) -> Path | None:
        """The file, None in memory."""
        return self._database.path

    def fact(self, name: str) -> str:
        """A single value that a sync keeps, "" if there is none."""
        return self._database.read(fact, name)

    def checked_at(self) -> datetime | None:
        """See `MirrorState.checked_at`."""
        return _moment(self.fact("checked_at"))

    # People

    def person(self, person_id: int) -> Person | None:
        """The person with this id."""
        found = self.persons((person_id,))
        return found[0] if found else None

    def person_named(self, username: str) -> Person | None:
        """The person with exactly this user name."""
        found = self._database.read(mirror_people.people_named, username)
        return found[0] if found else None

    def usernames(self, begins: str, most: int) -> list[str]:
        """Up to `most` user names that begin with `begins`, letter by letter, in order."""
        return self._database.read(mirror_people.usernames, begins, most)

    def persons(self, ids: Sequence[int]) -> list[Person]:
        """Those of `ids` who are in the mirror, in the order asked."""
        return self.persons_as(Person, ids)

    def persons_as(self, shape: type[T], ids: Sequence[int]) -> list[T]:
        """The same in another shape, which has the fields of `Person` and what to take where one is left out."""
        return self._database.read(mirror_people.people_by_id, ids, shape)

    def people_index(self) -> KeptIndex:
        """The explore index as of now. Reading it later may raise `mirror_people.IndexReplaced`: open it again."""
        return self._database.read(mirror_people.open_index, self._piece)

    def ask_people(self, question: Callable[[PeopleIndex], T]) -> T:
        """`question(index)`, and once more where another program replaced the index between two reads."""
        try:
            return question(self.people_index().index)
        except mirror_people.IndexReplaced:
            return question(self.people_index().index)

    def _piece(self, generation: int, name: str) -> bytes | None:
        return self._database.read(mirror_people.read_piece, generation, name)

    def index_generation(self) -> int:
        """The number of the kept index: another one means that an open index must be opened again."""
        return self._database.read(mirror_people.index_generation)[0]

    def index_backlog(self) -> tuple[int, int]:
        """The number of the kept index, and how many people changed or left since."""
        return self._database.read(mirror_people.index_backlog)

    def people_count(self) -> int:
        """How many people there are."""
        return self._database.read(_people_count)

    def people_met(self, sweep: int) -> int:
        """How many people a sweep has met."""
        return self._database.read(mirror_people.people_met, sweep)

    def people_unmet(self, sweep: int) -> list[int]:
        """Ids of the people that a sweep has not met."""
        return self._database.read(mirror_people.people_unmet, sweep)

    def changes_since(self, revision: int) -> Changes:
        """Who changed or left after `revision`."""
        return self._database.read(mirror_people.changes_since, revision)

    def revision(self) -> int:
        """The number of the last change to any person."""
        return self._database.read(mirror_people.revision)

    # Lists

    def capacities(self) -> list[Capacity]:
        """Every capacity, with its names in all languages that were ever fetched."""
        return self._list("capacities", list[Capacity]) or []

    def territories(self) -> list[Territory]:
        """Regions and countries."""
        return self._list("territories", list[Territory]) or []

    def languages(self, language: str = "en") -> list[Language]:
        """The service's languages, named in `language`, or else in the first language they were fetched in."""
        found = self._list("languages", list[Language], language)
        if found is None:
            fetched = self.languages_fetched()
            found = self._list("languages", list[Language], fetched[0]) if fetched else None
        return found or []

    def languages_fetched(self) -> list[str]:
        """The languages that the names of languages were fetched in."""
        question = "SELECT language FROM lists WHERE kind = 'languages' ORDER BY fetched_at"
        return self._database.read(lambda connection: [language for (language,) in connection.execute(question)])

    def organizations(self) -> list[Organization]:
        """Organizations; those without a profile have only a name and `listed` False."""
        whole: list[Organization] | None = self._list("organizations", list[Organization])
        named: list[Organization] | None = self._list("affiliations", list[Organization])
        before, both = self._organizations
        if before[0] is not whole or before[1] is not named:
            known = {each.id for each in whole or ()}
            both = [*(whole or ()), *(each for each in named or () if each.id not in known)]
            self._organizations = (whole, named), both
        return both

    def projects(self) -> list[Project]:
        """The Wikimedia projects."""
        return self._list("projects", list[Project]) or []

    def avatars(self) -> dict[int, str]:
        """Addresses of the pictures that people chose from, by id."""
        return self._list("avatars", dict[int, str]) or {}

    def badges(self) -> list[Badge]:
        """Every badge there is."""
        return self._list("badges", list[Badge]) or []

    def events(self) -> list[Event]:
        """Every event, past ones too."""
        return self._list("events", list[Event]) or []

    def statistics(self) -> Statistics | None:
        """The service's own numbers, None if they were never fetched."""
        found: Statistics | None = self._list("statistics", Statistics)
        tables: Statistics | None = self._list("statistics-tables", Statistics)
        if found is None or tables is None:
            return found
        return msgspec.structs.replace(
            found,
            languages_by_territory=tables.languages_by_territory,
            capacities_by_territory=tables.capacities_by_territory,
        )

    def birthday(self, username: str) -> date | None:
        """The wiki birthday of a user name, if it was ever looked up and found: it never changes."""
        found: date | None = self._list("birthday", date, username)
        return found

    def terms(self) -> TermsState:
        """How fresh the names of capacities are."""
        return _terms(self.fact("terms"))

    def lists_version(self) -> int:
        """Another number whenever any list was replaced."""
        question = "SELECT coalesce(max(version), 0) FROM lists"
        version: int = self._database.read(lambda connection: connection.execute(question).fetchone()[0])
        return version

    def fetched_at(self, kind: str, language: str = "") -> str:
        """When a list was fetched, ISO 8601, "" for never."""
        row = self._database.read(_row_of_list, "fetched_at", (kind, language))
        return row[0] if row else ""

    def _list(self, kind: str, shape: Any, language: str = "") -> Any:
        which = (kind, language)
        row = self._database.read(_row_of_list, "version", which)
        # Another process may have replaced it, so a list is remembered only with its version.
        known = self._lists.get(which)
        if row is not None and known is not None and known[0] == row[0]:
            return known[1]
        # It may do so at this very moment, too: version and body are read together.
        row = self._database.read(_row_of_list, "version, body", which)
        if row is None:
            # Names that were read from a file that is lost since are as good as before.
            return known[1] if known is not None and self._database.lost is not None else None
        version, body = row
        try:
            found = msgspec.msgpack.decode(body, type=shape)
        except UNREADABLE:
            # Kept by another version: as if it had never been fetched.
            return None
        self._lists[kind, language] = (version, found)
        return found

    # Writing

    async def write(self, function: Callable[..., T], *args: Any) -> T:
        """`function(connection, *args)` as one transaction. Raises `StorageError`; then nothing is changed."""
        return await self._database.run(function, *args)

    async def keep_list(self, kind: str, items: object, now: str, language: str = "") -> None:
        """Replace a whole list."""
        await self.write(keep_list, kind, language, now, msgspec.msgpack.encode(items))

    async def change_list(
        self, kind: str, entry: type[T], change: Callable[[Sequence[T]], Sequence[T]], *, begin: bool = False
    ) -> bool:
        """Change what is kept of a list of `entry`, in one transaction: what another process wrote is not undone.

        The list keeps its age: it was not fetched again. One that was never fetched is left alone, unless it shall
        `begin` so; one that cannot be written stays as it is. Returns whether it is another now.
        """
        try:
            return await self.write(change_list, kind, entry, change, begin)
        except StorageError:
            return False

    async def add_people(self, people: Sequence[Person]) -> int:
        """Add or replace people. Returns how many are new or changed."""
        return await self.write(mirror_people.add_people, people)

    async def remove_people(self, ids: Collection[int]) -> int:
        """Take people out. Returns how many were in."""
        return await self.write(mirror_people.remove_people, ids)

    async def keep_index(self) -> None:
        """Keep the explore index as it is now."""
        await self.write(mirror_people.keep_index)

    async def forget(self) -> None:
        """Delete everything, the file included. An empty mirror is open afterwards."""
        self._lists.clear()
        self._database.erase()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def _people_count(connection: sqlite3.Connection) -> int:
    count: int = connection.execute("SELECT count(*) FROM people").fetchone()[0]
    return count


def _row_of_list(connection: sqlite3.Connection, columns: str, which: tuple[str, str]) -> Any:
    question = f"SELECT {columns} FROM lists WHERE kind = ? AND language = ?"  # noqa: S608 - the columns are our own
    return connection.execute(question, which).fetchone()


def _terms(kept: str) -> TermsState:
    try:
        return msgspec.json.decode(kept, type=TermsState) if kept else TermsState()
    except UNREADABLE:
        return TermsState()


def _moment(text: str) -> datetime | None:
    """None for never, and for what is no moment: then everything is looked at anew."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
