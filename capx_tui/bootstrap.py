"""Where the parts are put together; the only place that knows all of them.

Two doors: `open_reader` (the mirror alone: a warm line command, no event loop and no HTTP) and
`open_core` (stores, session and client); `full_screen` goes through the second one. Nothing is asked of
any service by opening.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from capx_tui.secret import Secret

if TYPE_CHECKING:
    import asyncio

    from capx_tui.api.client import Client, Transport
    from capx_tui.api.wire import Request, Response
    from capx_tui.auth.account import Account
    from capx_tui.core import Core
    from capx_tui.store.mirror import Mirror
    from capx_tui.store.names import Names
    from capx_tui.store.session import SessionStore
    from capx_tui.store.settings import SettingsStore
    from capx_tui.store.sync import Sync

__all__ = [
    "Options",
    "Reader",
    "account_of",
    "open_core",
    "open_reader",
    "service_of",
]

#: How many made-up people the embedded service has unless told otherwise.
DEMO_PEOPLE = 240


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says. "" and None mean that it says nothing."""

    demo: bool = False
    people: int | None = None
    reset: bool = False
    service: str = ""
    language: str = ""
    plain: bool = False
    screen_reader: bool = False
    #: Id of the screen to open.
    open: str = ""
    #: A CapX address to open.
    address: str = ""
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)


class Reader(msgspec.Struct, frozen=True):
    """What can be read without asking anybody. `mirror` is None where nothing was ever fetched."""

    service: str
    embedded: bool
    language: str
    languages: tuple[str, ...]
    settings: SettingsStore
    mirror: Mirror | None
    names: Names | None


def _language(options: Options, settings: SettingsStore) -> str:
    from capx_tui.i18n.choosing import locale_language, spoken_language

    wanted = options.environ.get("CAPX_TUI_LANG", "")
    return spoken_language(options.language, wanted, settings.state.language, locale_language(options.environ))


def service_of(options: Options, settings: SettingsStore | None = None) -> str:
    """The address of the service: flag, environment, last used, default. Raises `RuleError`."""
    from capx_tui.api.services import DEFAULT_SERVICE, EMBEDDED_SERVICE

    if options.demo:
        return EMBEDDED_SERVICE
    given = options.service or options.environ.get("CAPX_TUI_SERVICE", "").strip()
    if not given and settings is not None:
        given = settings.state.service
    if not given:
        return DEFAULT_SERVICE
    from capx_tui.api.endpoints import checked

    return checked(given)


# -- the embedded service --------------------------------------------------------------------------


class _World(msgspec.Struct, frozen=True):
    """The embedded service's file, and a name that no other build of it has."""

    database: Path
    name: str

    def token(self, now: datetime) -> Secret:
        """With which one is signed in there from the start."""
        from capx_tui.demo.embedded import demo_token

        return Secret(demo_token(self.database, now=now))

    def credentials(self) -> Secret:
        """Its person's own ones, at its Meta-Wiki."""
        from capx_tui.demo.embedded import demo_credentials

        return Secret(demo_credentials(self.database))


def _world(options: Options, now: datetime | None = None) -> _World:
    import sqlite3

    from capx_tui.demo.embedded import DATABASE_NAME, open_world
    from capx_tui.errors import StorageError
    from capx_tui.paths import data_dir, private_dir

    directory = private_dir(data_dir() / "demo")
    try:
        people = options.people or _people_of(directory / DATABASE_NAME) or DEMO_PEOPLE
        database = open_world(directory, people=people, reset=options.reset, now=now)
        status = database.stat()
    except OSError as error:
        raise StorageError(str(directory), error.strerror or "") from error
    except sqlite3.Error as error:
        raise StorageError(str(directory), str(error)) from error
    # A world is built in a file of its own and moved into place: its inode and birth are its name.
    return _World(database, f"{people}-{status.st_ino}")


def _people_of(database: Path) -> int:
    """How many people the world that is there was built with; 0 where there is none."""
    import sqlite3

    from capx_tui.paths import is_there

    if not is_there(database):
        return 0
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            found = connection.execute("SELECT value FROM world WHERE key = 'people'").fetchone()
        return int(found[0]) if found else 0
    except (sqlite3.Error, ValueError):
        return 0


def _mirror_path(service: str, world: _World | None) -> Path:
    from capx_tui.store.mirror import mirror_file

    if world is None:
        return mirror_file(service)
    path = mirror_file(f"{service}/{world.name}")
    # A world built anew has other people: what was fetched from the one before is of no use.
    for other in path.parent.glob(f"{path.name.rpartition('-')[0]}-*"):
        if not other.name.startswith(path.stem):
            with suppress(OSError):
                other.unlink(missing_ok=True)
    return path


class _LateTransport:
    """A transport that is made when the first request goes out: HTTP libraries are slow to load."""

    def __init__(self, make: Callable[[], Transport]) -> None:
        self._make = make
        self._making: asyncio.Task[Transport] | None = None

    async def send(self, request: Request) -> Response:
        """See `client.Transport`."""
        import asyncio

        if self._making is None:
            # In a thread: the screen answers keys while the libraries load. Once for all who ask meanwhile.
            self._making = asyncio.create_task(asyncio.to_thread(self._make))
        transport = await asyncio.shield(self._making)
        return await transport.send(request)

    async def close(self) -> None:
        """See `client.Transport`."""
        if self._making is not None:
            await (await self._making).close()


class _WorldTransport:
    """The embedded service as a transport; its database is closed with it."""

    def __init__(self, world: _World, now: Callable[[], datetime]) -> None:
        from capx_tui.api.transport import HttpxTransport
        from capx_tui.demo.embedded import create_app

        self._app = create_app(world.database, clock=now)
        self._inner = HttpxTransport(app=self._app)

    async def send(self, request: Request) -> Response:
        """See `client.Transport`."""
        return await self._inner.send(request)

    async def close(self) -> None:
        """See `client.Transport`."""
        await self._inner.close()
        self._app.database.close()


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _transport(world: _World | None, now: Callable[[], datetime]) -> Transport:
    def make() -> Transport:
        if world is not None:
            return _WorldTransport(world, now)
        from capx_tui.api.transport import HttpxTransport

        return HttpxTransport()

    return _LateTransport(make)


# -- the doors -------------------------------------------------------------------------------------


@contextmanager
def open_reader(options: Options) -> Iterator[Reader]:
    """The mirror as it is, and names. Raises `StorageError` and `RuleError`."""
    from capx_tui.paths import is_there
    from capx_tui.store.mirror import Mirror
    from capx_tui.store.names import Names, term_languages
    from capx_tui.store.settings import SettingsStore

    settings = SettingsStore()
    language = _language(options, settings)
    service = service_of(options, settings)
    world = _world(options) if options.demo else None
    path = _mirror_path(service, world)
    mirror = Mirror.open(path) if is_there(path) else None
    names = Names(mirror, lambda: language) if mirror is not None else None
    try:
        yield Reader(service, options.demo, language, term_languages(language), settings, mirror, names)
    finally:
        if mirror is not None:
            mirror.close()


@asynccontextmanager
async def open_core(
    options: Options, *, transport: Transport | None = None, now: Callable[[], datetime] = _utc_now
) -> AsyncIterator[Core]:
    """Everything but a face. `transport` takes the place of the network, `now` of the wall clock (in UTC).

    Raises `StorageError`, `RuleError`.
    """
    core = await _make_core(options, transport, now)
    try:
        yield core
    finally:
        await core.close()


async def _make_core(options: Options, transport: Transport | None, now: Callable[[], datetime]) -> Core:
    from capx_tui.api.client import Client
    from capx_tui.api.endpoints import addresses
    from capx_tui.auth.keep import TokenKeeper
    from capx_tui.core import Core, Tongue
    from capx_tui.store.mirror import Mirror
    from capx_tui.store.names import Names
    from capx_tui.store.own_wikimedia import OwnWikimediaStore
    from capx_tui.store.session import SessionStore
    from capx_tui.store.settings import SettingsStore
    from capx_tui.store.sync import Sync

    settings = SettingsStore()
    service = service_of(options, settings)
    world = _world(options, now()) if options.demo else None
    sites = addresses(service, options.environ, embedded=options.demo)
    wire = transport if transport is not None else _transport(world, now)
    keeper = TokenKeeper(environ=options.environ, world_token=world.token(now()) if world is not None else None)
    session = SessionStore(wire, sites, keeper, now=now)
    await session.restore()
    own = OwnWikimediaStore(wire, sites, options.environ, made_up=world.credentials if world is not None else None)
    await own.restore()
    client = Client(wire, sites, session.token, own.signer)
    mirror = Mirror.open(_mirror_path(service, world))
    tongue = Tongue(_language(options, settings))
    names = Names(mirror, lambda: tongue.code)
    sync = Sync(client, mirror, lambda: tongue.code, now=now)
    core = Core(
        environ=options.environ,
        settings=settings,
        service=service,
        embedded=options.demo,
        tongue=tongue,
        addresses=sites,
        client=client,
        mirror=mirror,
        sync=sync,
        session=session,
        own=own,
        names=names,
        now=now,
        **_features(client, mirror, names, sync, session, now),
    )
    # Whose the token is the service says with one's whole profile: it is not asked for twice.
    session.on_profile = lambda profile: core.my_profile.take(profile)  # noqa: PLW0108 - the store is made late
    return core


def _features(
    client: Client, mirror: Mirror, names: Names, sync: Sync, session: SessionStore, now: Callable[[], datetime]
) -> dict[str, Any]:
    """The stores of the screens."""
    from capx_tui.model.matches import Matching
    from capx_tui.store.explore import ExploreStore
    from capx_tui.store.filters import FilterFile, filter_file
    from capx_tui.store.saved import SavedStore

    def matching() -> Matching | None:
        me = mirror.person(session.account_id) if session.account_id is not None else None
        return Matching(me, names.territory_children()) if me is not None else None

    filters = FilterFile(filter_file(mirror.path) if mirror.path else None)
    saved = SavedStore(client, session, mirror, names, now=now)
    explore = ExploreStore(mirror, names, filters, sync, saved=saved.person_ids, matching=matching)
    explore.start()
    saved.subscribe(lambda _state: explore.saved_changed())
    # Whose list it is changes with who is signed in.
    session.subscribe(lambda _state: saved.show())
    return {
        "explore": explore,
        "saved": saved,
    }


async def account_of(options: Options) -> Account | None:
    """Who is signed in, without a request; None where nobody is."""
    async with open_core(options) as core:
        return core.session.state.account
