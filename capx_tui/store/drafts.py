"""Drafts on disk: a private file each, written whole or not at all, and in memory where a disk must not or cannot.

A file is named after what it is a draft of and after the run of the program that wrote it, so that two
terminals with the same form open do not write over each other. It holds what was typed into the form,
and nothing else: no token, no cookie.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import secrets
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from capx_tui.api.repair import UNREADABLE
from capx_tui.errors import StorageError
from capx_tui.i18n.moments import parse
from capx_tui.model.form import Form
from capx_tui.model.form_draft import DRAFT_VERSION, Draft, DraftKey, draft_of
from capx_tui.paths import is_there, write_private

__all__ = ["Drafts", "Found"]

#: What a killed process left half-written is swept away after this.
_LEFTOVER_S = 600.0
#: No form of ours comes near; a file that does is none of ours.
_LARGEST = 4_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """A draft that waits. `path` is None for one that only memory holds."""

    draft: Draft
    path: Path | None = None

    def age(self, now: datetime) -> timedelta:
        """How long ago its last key was."""
        saved_at = parse(self.draft.saved_at)
        return now - saved_at if saved_at is not None else timedelta(0)


class Drafts:
    """The drafts below `directory`. Making one reads and writes nothing.

    Every method that writes may be called from any thread; of two writes to one draft the later call wins.
    """

    def __init__(self, directory: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._directory = directory
        self._now = now
        self._writer = secrets.token_hex(4)
        self._memory: dict[DraftKey, Draft] = {}
        self._lock = threading.Lock()
        self._newest: dict[DraftKey, int] = {}
        #: What the disk said last; None while it works.
        self.trouble: StorageError | None = None
        self._told = ""
        self._swept = False

    @property
    def directory(self) -> Path:
        """Where they are."""
        return self._directory

    # -- keeping ---------------------------------------------------------------------------------

    def keep(self, key: DraftKey, form: Form) -> Awaitable[bool]:
        """Keep what is changed in `form`, on a thread; see `keep_now`. It counts from this call on."""
        return asyncio.to_thread(self._keep, key, form, self._begin(key))

    def keep_now(self, key: DraftKey, form: Form) -> bool:
        """Keep what is changed in `form`; where nothing is, its draft goes.

        True where a process that is killed now loses nothing: False for a sensitive form, and where the
        disk refuses (`trouble` then says why, and memory keeps the draft while the program runs).
        """
        return self._keep(key, form, self._begin(key))

    def _begin(self, key: DraftKey) -> int:
        with self._lock:
            number = self._newest[key] = self._newest.get(key, 0) + 1
            return number

    def _keep(self, key: DraftKey, form: Form, number: int) -> bool:
        saved_at = self._now().astimezone(UTC).isoformat(timespec="milliseconds")
        whole = draft_of(form, key, saved_at)
        for_disk = draft_of(form, key, saved_at, for_disk=True)
        with self._lock:
            if self._newest[key] != number:
                return True  # a later call has kept more
            if whole is None:
                self._memory.pop(key, None)
                return self._unlink(self._path(key))
            self._memory[key] = whole
            if for_disk is None:
                self._unlink(self._path(key))
                return False
            return self._write(self._path(key), for_disk) and for_disk.edits == whole.edits

    def _write(self, path: Path, draft: Draft) -> bool:
        try:
            write_private(path, msgspec.json.encode(draft))
        except StorageError as error:
            self.trouble = error
            return False
        self.trouble = None
        self._told = ""
        return True

    def _unlink(self, path: Path | None) -> bool:
        if path is None:
            return True
        try:
            path.unlink(missing_ok=True)
        except NotADirectoryError:  # nor is there a draft in it
            return True
        except OSError as error:
            self.trouble = StorageError(str(path), error.strerror or "")
            return False
        return True

    def trouble_to_tell(self) -> StorageError | None:
        """`trouble`, once: not again until the disk has worked in between or says something else."""
        with self._lock:
            if self.trouble is None or self._told == str(self.trouble):
                return None
            self._told = str(self.trouble)
            return self.trouble

    # -- finding ---------------------------------------------------------------------------------

    def find(self, key: DraftKey) -> Found | None:
        """The newest draft of `key`, by this run of the program or another. What cannot be read is passed over."""
        found = [*self._on_disk(f"{_digest(key)}.*.json")]
        with self._lock:
            held = self._memory.get(key)
        if held is not None:
            # Memory holds sensitive answers too, so it goes before the same draft on disk.
            own = self._path(key)
            found = [Found(held, own if is_there(own) else None), *(other for other in found if other.path != own)]
        same = [one for one in found if one.draft.key == key]
        return max(same, key=self._when, default=None)

    def waiting(self, service: str = "", account: str | None = None) -> list[Found]:
        """Every draft, newest first, of one service and one account where they are given."""
        found = {one.path: one for one in self._on_disk("*.json")}
        with self._lock:
            for key, held in self._memory.items():
                own = self._path(key)
                if own not in found:
                    found[own] = Found(held)
        wanted = [
            one
            for one in found.values()
            if (not service or one.draft.key.service == service)
            and (account is None or one.draft.key.account == account)
        ]
        return sorted(wanted, key=self._when, reverse=True)

    def _when(self, found: Found) -> tuple[bool, str]:
        """The order of drafts. One from a time to come is no newer than any other: the clock was wrong then, or is."""
        return found.age(self._now()) >= timedelta(0), found.draft.saved_at

    def take_up(self, found: Found) -> None:
        """From now on the draft is this run's: the next `keep` of its key writes over it."""
        own = self._path(found.draft.key)
        if found.path is not None and found.path != own:
            with contextlib.suppress(OSError):
                found.path.replace(own)

    def erase(self, key: DraftKey) -> bool:
        """Forget this run's draft of `key`: it was sent, or is not wanted. False where the disk refuses."""
        number = self._begin(key)
        with self._lock:
            if self._newest[key] != number:
                return True
            self._memory.pop(key, None)
            return self._unlink(self._path(key))

    def throw_away(self, found: Found) -> bool:
        """Forget one draft that was found, whoever wrote it. False where the disk refuses."""
        with self._lock:
            if self._memory.get(found.draft.key) == found.draft:
                del self._memory[found.draft.key]
            return self._unlink(found.path)

    def _path(self, key: DraftKey) -> Path:
        return self._directory / f"{_digest(key)}.{self._writer}.json"

    def _on_disk(self, pattern: str) -> Iterator[Found]:
        self._sweep()
        try:
            paths = sorted(self._directory.glob(pattern))
        except OSError as error:
            self.trouble = StorageError(str(self._directory), error.strerror or "")
            return
        for path in paths:
            if not path.name.startswith(".") and (draft := _read(path)) is not None:
                yield Found(draft, path)

    def _sweep(self) -> None:
        """Half-written files of processes that were killed hold people's texts: they go."""
        if self._swept:
            return
        self._swept = True
        with contextlib.suppress(OSError):
            for path in self._directory.glob(".*.json.*"):
                # Ahead of the clock is not young: it was set back since.
                if abs(time.time() - path.stat().st_mtime) > _LEFTOVER_S:
                    path.unlink(missing_ok=True)


def _digest(key: DraftKey) -> str:
    return hashlib.sha256(msgspec.json.encode(key)).hexdigest()[:32]


def _read(path: Path) -> Draft | None:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        draft = msgspec.json.decode(path.read_bytes(), type=Draft)
    except (OSError, *UNREADABLE):
        return None
    return draft if draft.version == DRAFT_VERSION else None
