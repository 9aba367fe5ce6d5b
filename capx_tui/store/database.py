"""A SQLite file that only its owner reads: opened, brought up to date, written from one thread.

Reads happen where they are asked for, in microseconds. Writes go through `run`, one transaction each,
on a thread of their own: so a screen never waits for a disk, and whatever a crash interrupts is as it
was before. Several processes may use one file at once (WAL).
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from capx_tui.errors import StorageError
from capx_tui.i18n.catalogue import t
from capx_tui.paths import private_dir

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

__all__ = ["BUSY_S", "Database", "Migration", "NewerSchema"]

T = TypeVar("T")

#: How long a write waits for another process's write.
BUSY_S = 5.0
#: The statements that lead from one version of a schema to the next.
Migration = Sequence[str]

# What SQLite says when the file itself is at fault, and not the question.
_BROKEN = ("malformed", "not a database", "disk image", "file is encrypted", "unsupported file format")
_COMPANIONS = ("-wal", "-shm", "-journal")
#: Larger ones are not copied into memory but fetched again: they are not to fill it as well.
_LARGEST_COPY = 64_000_000


class NewerSchema(StorageError):
    """The file was written by a newer version of this program, which may come back to it."""


class Database:
    """One file, or memory where `path` is None. Make one with `Database.open`."""

    def __init__(self, path: Path | None, migrations: Sequence[Migration], busy_s: float) -> None:
        self.path = path
        #: The file that memory stands in for, too: it is the one that is deleted.
        self._file = path
        #: The broken file that was found in this one's place and renamed, None if there was none.
        self.set_aside: Path | None = None
        #: What went wrong with the file while it was in use, for which memory stands in since.
        self.lost: StorageError | None = None
        self._migrations = migrations
        self._busy_s = busy_s
        self._lock = threading.RLock()
        self._thread: ThreadPoolExecutor | None = None
        self._writer: sqlite3.Connection | None = None
        self._reader: sqlite3.Connection | None = None

    @classmethod
    def open(cls, path: Path | None, migrations: Sequence[Migration], *, busy_s: float = BUSY_S) -> Database:
        """The database at `path` with every migration done.

        A broken file is renamed to ``<name>.broken`` and begun anew. Raises `StorageError` where the file
        cannot be used (locked, no permission, disk full) and `NewerSchema` for a schema that is not ours yet.
        """
        database = cls(path, migrations, busy_s)
        try:
            database._connect()
        except StorageError as error:
            if (
                path is None
                or not isinstance(error.__cause__, sqlite3.DatabaseError)
                or not _is_broken(error.__cause__)
            ):
                raise
            database._disconnect()
            database.set_aside = _set_aside(path)
            database._connect()
        return database

    @classmethod
    def copied(cls, path: Path, migrations: Sequence[Migration]) -> Database:
        """In memory, with what is in the file at `path` where that can be read, and is whole and this person's own.

        For a disk that is full or takes nothing: what was fetched before need not be fetched again.
        """
        database = cls.open(None, migrations)
        assert database._reader is not None
        database._file = path
        try:
            if not _is_ours_and_whole(path):
                return database
            address = f"file:{quote(str(path))}?mode=ro&immutable=1"
            with contextlib.closing(sqlite3.connect(address, uri=True)) as source:
                if source.execute("PRAGMA user_version").fetchone()[0] == len(migrations):
                    source.backup(database._reader)
        except (OSError, sqlite3.Error):
            # A copy that broke off in the middle is none.
            database._disconnect()
            database._connect()
        return database

    # Reading and writing

    def read(self, question: Callable[..., T], *args: Any) -> T:
        """`question(connection, *args)`, at once; it may be asked twice. Raises `StorageError`.

        A file that cannot be read any more, be it damaged or on a drive that is gone, is done without: what there is
        is in memory from then on, and empty, and `lost` says why.
        """
        try:
            with self._named(), self._lock:
                return question(self._opened(), *args)
        except StorageError as error:
            if self.path is None or not _is_lost(error.__cause__):
                raise
            self._do_without(error)
        with self._named(), self._lock:
            return question(self._opened(), *args)

    def _do_without(self, why: StorageError) -> None:
        with self._lock:
            if self.path is None:
                return
            self.lost, self.path = why, None
            if self._writer is not None and self._thread is not None:
                # It may be in use there.
                self._thread.submit(self._writer.close)
                self._writer = None
            self._disconnect()
            self._connect()

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        """`function(connection, *args)` as one transaction, on the writing thread.

        A cancelled wait lets the transaction end; an error takes it back whole. Raises `StorageError`.
        """
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor

            self._thread = ThreadPoolExecutor(1, thread_name_prefix="capx-database")
        import asyncio  # late: a line command that only reads needs no event loop

        return await asyncio.get_running_loop().run_in_executor(self._thread, self._transaction, function, args)

    def _transaction(self, function: Callable[..., T], args: tuple[Any, ...]) -> T:
        with self._named(), self._writing() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                result = function(connection, *args)
                # A disk that is full is sometimes known only here.
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise
            return result

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if self.path is None:
            # Memory has one connection: a read waits for a write to end.
            with self._lock:
                yield self._opened()
            return
        self._opened()
        if self._writer is None:
            self._writer = self._connection()
        yield self._writer

    def _opened(self) -> sqlite3.Connection:
        if self._reader is None:
            # Somebody's last words after the end of the program.
            raise StorageError(str(self.path or ""), t("storage-closed"))
        return self._reader

    @contextlib.contextmanager
    def _named(self) -> Iterator[None]:
        """The errors of SQLite and of the file system as `StorageError` with the file's name."""
        try:
            yield
        except sqlite3.Error as error:
            if self.path is not None and _is_broken(error):
                # The next start looks at the whole file.
                with contextlib.suppress(OSError):
                    _suspicion(self.path).touch(mode=0o600)
            raise StorageError(str(self.path or ""), _words(error)) from error
        except OSError as error:
            raise StorageError(str(self.path or ""), error.strerror or "") from error

    # Opening and closing

    def _connect(self) -> None:
        with self._named():
            if self.path is not None:
                private_dir(self.path.parent)
                self._make_private(self.path)
            self._reader = self._connection()
            if self.path is not None:
                self._reader.execute("PRAGMA journal_mode = WAL").fetchone()
                # In KiB. What was read is there as objects already, and as pages in the system's own cache.
                self._reader.execute("PRAGMA cache_size = -128")
                self._check(self.path)
            self._migrate(self._reader)

    def _make_private(self, path: Path) -> None:
        """The file and what SQLite keeps beside it are this person's own, and closed to others."""
        try:
            for each in _files(path):
                try:
                    found = each.lstat()
                except FileNotFoundError:
                    continue
                # Put there while the directory was open to others, and maybe held open since.
                if found.st_uid != os.getuid() or stat.S_ISLNK(found.st_mode):
                    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
                if found.st_mode & 0o077:
                    each.chmod(0o600)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600))
        except OSError as error:
            raise StorageError(str(path), error.strerror or "") from error

    def _connection(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path or ":memory:", timeout=self._busy_s, isolation_level=None, check_same_thread=False
        )
        if self.path is not None:
            # A cache that loses its last page in a power cut is only a page older.
            connection.execute("PRAGMA synchronous = NORMAL")
        return connection

    def _check(self, path: Path) -> None:
        """Looks at the whole file where something made us suspect it; else only whether it is all there."""
        assert self._reader is not None
        suspected = _suspicion(path)
        pages, size = (self._reader.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        wal = path.with_name(path.name + "-wal")
        whole = path.stat().st_size >= pages * size or (wal.exists() and wal.stat().st_size > 0)
        if suspected.exists() or not whole:
            found = self._reader.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise sqlite3.DatabaseError("database disk image is malformed")
            suspected.unlink(missing_ok=True)

    def _migrate(self, connection: sqlite3.Connection) -> None:
        newest = len(self._migrations)
        if connection.execute("PRAGMA user_version").fetchone()[0] == newest:
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have done it while we waited.
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > newest:
                raise NewerSchema(str(self.path or ""), t("storage-newer"))
            for migration in self._migrations[version:]:
                for statement in migration:
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {newest}")
        except BaseException:
            connection.rollback()
            raise
        connection.execute("COMMIT")

    def _disconnect(self) -> None:
        for connection in (self._writer, self._reader):
            if connection is not None:
                connection.close()
        self._writer = self._reader = None

    def close(self) -> None:
        """Wait for what is being written, then let go of the file."""
        if self._thread is not None:
            self._thread.shutdown(wait=True)
            self._thread = None
        with self._lock:
            self._disconnect()

    def erase(self) -> None:
        """Delete the file with everything beside it, and begin an empty one."""
        self.close()
        if self._file is not None:
            try:
                for path in (*_files(self._file), _broken(self._file), _suspicion(self._file)):
                    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                        path.unlink()
            except OSError as error:
                self._connect()
                raise StorageError(str(self._file), error.strerror or "") from error
        self.set_aside = None
        self._connect()


def _is_broken(error: BaseException) -> bool:
    return any(words in str(error) for words in _BROKEN)


def _is_lost(error: BaseException | None) -> bool:
    """Whether the file is no good any more; one that another program holds will be."""
    return isinstance(error, sqlite3.Error) and (_is_broken(error) or "disk I/O" in str(error))


def _words(error: sqlite3.Error) -> str:
    text = str(error)
    if "locked" in text or "busy" in text:
        return t("storage-locked")
    if "full" in text:
        return t("storage-full")
    if "readonly" in text or "unable to open" in text:
        return t("storage-read-only")
    if "disk I/O" in text:
        return t("storage-disk")
    return text


def _files(path: Path) -> list[Path]:
    return [path, *(path.with_name(path.name + ending) for ending in _COMPANIONS)]


def _is_ours_and_whole(path: Path) -> bool:
    """Whether nobody else can have written the file, and none of what was is beside it. Raises `OSError`."""
    found = path.lstat()
    is_ours = stat.S_ISREG(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022
    wal = path.with_name(f"{path.name}-wal")
    is_whole = not wal.exists() or not wal.stat().st_size
    return is_ours and is_whole and found.st_size <= _LARGEST_COPY


def _broken(path: Path) -> Path:
    return path.with_name(path.name + ".broken")


def _suspicion(path: Path) -> Path:
    return path.with_name(path.name + ".suspect")


def _set_aside(path: Path) -> Path:
    """Rename the broken file. An older broken one goes: nobody needs two."""
    aside = _broken(path)
    try:
        path.replace(aside)
        for companion in (*_files(path)[1:], _suspicion(path)):
            companion.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(str(path), error.strerror or "") from error
    return aside
