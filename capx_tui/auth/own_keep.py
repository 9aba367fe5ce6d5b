"""Where a person's own Wikimedia credentials stay between two runs: keyring, else a file of 0600, else nowhere.

They belong to one wiki's address and go nowhere else. Beside them a record says whose they are, so that a start knows
the name without asking a keyring or the wiki. ``CAPX_TUI_WIKIMEDIA_OAUTH`` names a file to read them from instead, of
which nothing is kept here; with ``-`` they come on standard input, which is for the command line to read.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from capx_tui.api.wikimedia.own_oauth import Credentials, OAuth1, OAuth2
from capx_tui.auth.account import service_key
from capx_tui.auth.failures import (
    CredentialsFileOpen,
    CredentialsUnknown,
    EnvironmentCredentialsMissing,
    KeyringFailure,
    TokenFileBroken,
    TokenFileOpen,
)
from capx_tui.auth.keep import Place
from capx_tui.auth.record_file import read_own_file, read_record, write_record
from capx_tui.errors import CapxError, SignInError, StorageError
from capx_tui.paths import config_dir
from capx_tui.secret import Secret

if TYPE_CHECKING:
    from capx_tui.auth.keyrings import Keyring

__all__ = ["ENVIRONMENT", "STANDARD_INPUT", "KeptCredentials", "OwnKeeper"]

ENVIRONMENT = "CAPX_TUI_WIKIMEDIA_OAUTH"
#: What `ENVIRONMENT` holds where the credentials come on standard input.
STANDARD_INPUT = "-"


class KeptCredentials(msgspec.Struct, frozen=True):
    """`username` is "" until the wiki was asked. `trouble` is why a better place could not be had."""

    credentials: Credentials
    username: str
    place: Place
    trouble: CapxError | None = None


class _Record(msgspec.Struct, frozen=True, kw_only=True):
    """The file. `values` is empty where the keyring has them."""

    wiki: str
    username: str
    place: Place
    values: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"_Record({self.wiki!r})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return [("wiki", self.wiki)]  # the library's own would show every field in a crash report


class OwnKeeper:
    """Keeps one person's credentials per wiki, which is named by the address of its API.

    `directory` holds the records (default: ``wikimedia`` in the configuration directory). `is_embedded`: what the
    environment names belongs to a wiki outside, and made-up credentials in no keyring.
    """

    def __init__(
        self,
        wiki: str,
        directory: Path | None = None,
        *,
        environ: Mapping[str, str] | None = None,
        is_embedded: bool = False,
        uses_keyring: bool = True,
    ) -> None:
        self._wiki = service_key(wiki)
        self._directory = directory if directory is not None else config_dir() / "wikimedia"
        self._environ = os.environ if environ is None else environ
        self._is_embedded = is_embedded
        self._uses_keyring = uses_keyring and not is_embedded
        self._made: Keyring | None = None

    @property
    def path(self) -> Path:
        """The record's file: readable for the person, unique by the end of its name."""
        name = re.sub(r"[^a-z0-9.-]+", "-", self._wiki.partition("://")[2].lower()).strip("-.")[:60]
        return self._directory / f"{name}-{hashlib.sha256(self._wiki.encode()).hexdigest()[:12]}.json"

    @property
    def named_file(self) -> str:
        """The path that the environment names; "" for none, also where it says standard input."""
        named = self._environ.get(ENVIRONMENT, "").strip() if not self._is_embedded else ""
        return named if named != STANDARD_INPUT else ""

    async def load(self) -> KeptCredentials | None:
        """The environment's credentials, else those kept. Raises `SignInError` and `StorageError`."""
        if self.named_file:
            return KeptCredentials(self._given(), "", Place.ENVIRONMENT)
        record = self._record()
        if record is None:
            return None
        found = _credentials(record.values) if record.place is not Place.KEYRING else await self._from_keyring()
        if found is None:
            raise TokenFileBroken(str(self.path))
        return KeptCredentials(found, record.username, record.place)

    def _given(self) -> Credentials:
        path = Path(self.named_file).expanduser()
        found = _read_given(path)
        if isinstance(found, CapxError):
            raise found
        return found

    async def _from_keyring(self) -> Credentials | None:
        kept = await self._keyring().get(self._key)
        if kept is None:
            raise KeyringFailure("NotFound")
        return _credentials(tuple(kept.reveal().split("\n")))

    async def keep(self, credentials: Credentials, username: str) -> KeptCredentials:
        """Keep them in the best place that works; a worse one is no error but is told."""
        trouble: CapxError | None = None
        place = Place.FILE
        if self._uses_keyring:
            try:
                if await self._keyring().keep(self._key, Secret("\n".join(_values(credentials)))):
                    place = Place.KEYRING
            except KeyringFailure as error:
                trouble = error
        failed = await asyncio.to_thread(self._write, credentials, username, place)
        if failed is not None:
            if place is Place.KEYRING:
                # Without its record nobody would look there again.
                await self._forget_in_keyring()
            return KeptCredentials(credentials, username, Place.MEMORY, failed)
        return KeptCredentials(credentials, username, place, trouble)

    async def forget(self) -> CapxError | None:
        """Take them out of keyring and file alike. What could not be done comes back as the error."""
        try:
            record = self._record()
            in_keyring = record is not None and record.place is Place.KEYRING
        except StorageError:
            in_keyring = False
        trouble = await self._forget_in_keyring()
        try:
            await asyncio.to_thread(self.path.unlink, missing_ok=True)
        except OSError as error:
            return StorageError(str(self.path), error.strerror or "")
        return trouble if in_keyring else None

    async def _forget_in_keyring(self) -> CapxError | None:
        if not self._uses_keyring:
            return None
        try:
            await self._keyring().forget(self._key)
        except KeyringFailure as error:
            return error
        return None

    @property
    def _key(self) -> str:
        return f"{self._wiki} own credentials"

    def _keyring(self) -> Keyring:
        from capx_tui.auth.keyrings import Keyring  # late: a start without credentials needs none

        if self._made is None:
            self._made = Keyring()
        return self._made

    def _record(self) -> _Record | None:
        found = read_record(self.path, _Record)
        if isinstance(found, StorageError):
            raise _own_words(found)
        return found if found is not None and found.wiki == self._wiki else None

    def _write(self, credentials: Credentials, username: str, place: Place) -> StorageError | None:
        values = tuple(_values(credentials)) if place is Place.FILE else ()
        return write_record(self.path, _Record(wiki=self._wiki, username=username, place=place, values=values))


def _own_words(error: StorageError) -> StorageError:
    return CredentialsFileOpen(*error.params) if isinstance(error, TokenFileOpen) else error


def _values(credentials: Credentials) -> list[str]:
    if isinstance(credentials, OAuth2):
        return [credentials.access_token.reveal()]
    return [
        secret.reveal()
        for secret in (
            credentials.consumer_key,
            credentials.consumer_secret,
            credentials.access_token,
            credentials.access_secret,
        )
    ]


def _credentials(values: tuple[str, ...]) -> Credentials | None:
    if not all(values):
        return None
    if len(values) == 1:
        return OAuth2(Secret(values[0]))
    return OAuth1(*map(Secret, values)) if len(values) == 4 else None


def _read_given(path: Path) -> Credentials | CapxError:
    """The credentials in a file of the person's own; the error is handed back: the frame here holds them."""
    content = read_own_file(path)
    if content is None:
        return EnvironmentCredentialsMissing(str(path))
    if isinstance(content, StorageError):
        return _own_words(content)
    if not content.strip():
        return CredentialsUnknown()
    from capx_tui.auth.own_paste import read_credentials  # late: few have credentials of their own

    try:
        return read_credentials(Secret(content.decode(errors="replace")))
    except SignInError as error:
        return type(error)(*error.params)
