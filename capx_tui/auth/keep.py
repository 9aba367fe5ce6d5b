"""Where the token stays between two runs: keyring, else a file of 0600, else nowhere.

Beside the token a record says whose it is and until when, so that a start knows the account without
asking a keyring or the service. The record is one file per service in the configuration directory,
and it is believed only where nobody else could have written or read it.
"""

from __future__ import annotations

import enum
import hashlib
import os
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from capx_tui.api.services import DEFAULT_SERVICE, EMBEDDED_SERVICE
from capx_tui.auth.account import Account, Source, same_service, service_key
from capx_tui.auth.failures import EnvironmentTokenBroken, KeyringFailure, TokenFileBroken
from capx_tui.auth.record_file import read_record, write_record
from capx_tui.errors import CapxError, StorageError
from capx_tui.paths import config_dir
from capx_tui.secret import Secret

if TYPE_CHECKING:
    from capx_tui.auth.keyrings import Keyring

__all__ = ["Kept", "Place", "TokenKeeper"]


class Place(enum.Enum):
    """Where a token is. `key` is the sentence that tells the person; its ``$1`` is the file's path."""

    KEYRING = "keyring"
    FILE = "file"
    MEMORY = "memory"
    ENVIRONMENT = "environment"
    EMBEDDED = "embedded"

    @property
    def key(self) -> str:
        """The message key."""
        return f"session-kept-{self.value}"


class Kept(msgspec.Struct, frozen=True):
    """A token, whose it is and where it stays. `trouble` says why it is not in a better place."""

    token: Secret
    account: Account
    place: Place
    trouble: CapxError | None = None


class _Record(msgspec.Struct, frozen=True, kw_only=True):
    """The file. `token` is empty where the keyring has it; `world` names the embedded world it is for."""

    service: str
    id: int = 0
    username: str = ""
    expires: datetime | None = None
    source: Source = Source.PASTED
    place: Place = Place.FILE
    token: str = ""
    world: str = ""
    signed_out: bool = False

    def __repr__(self) -> str:
        return f"_Record({self.service!r})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return [("service", self.service)]  # the library's own would show every field in a crash report

    def account(self) -> Account:
        return Account(self.id, self.username, self.service, self.expires, self.source)


class TokenKeeper:
    """Keeps one token per service address.

    `directory` holds the records (default: ``sign-in`` in the configuration directory). `world_token` is
    the embedded service's own token, with which one is signed in there from the start. Another world has
    another token, and what was kept of the old one, a sign-out too, counts no more.
    """

    def __init__(
        self,
        directory: Path | None = None,
        *,
        environ: Mapping[str, str] | None = None,
        uses_keyring: bool = True,
        world_token: Secret | None = None,
    ) -> None:
        self._directory = directory if directory is not None else config_dir() / "sign-in"
        self._environ = os.environ if environ is None else environ
        self._uses_keyring = uses_keyring
        self._world_token = world_token
        self._world = hashlib.sha256(world_token.reveal().encode()).hexdigest()[:16] if world_token is not None else ""
        self._made: Keyring | None = None

    def path(self, service: str) -> Path:
        """The record's file: readable for the person, unique by the end of its name."""
        key = service_key(service)
        name = re.sub(r"[^a-z0-9.-]+", "-", key.partition("://")[2].lower()).strip("-.")[:60]
        return self._directory / f"{name}-{hashlib.sha256(key.encode()).hexdigest()[:12]}.json"

    def environment_token(self, service: str) -> Secret | None:
        """``CAPX_TUI_TOKEN``, where it belongs to `service`. Raises `EnvironmentTokenBroken`."""
        text = self._environ.get("CAPX_TUI_TOKEN", "").strip()
        owner = self._environ.get("CAPX_TUI_SERVICE", "").strip() or DEFAULT_SERVICE
        if not text or _is_embedded(service) or not same_service(owner, service):
            return None
        from capx_tui.auth.paste import read_token  # late: most starts have the token elsewhere

        given, text = Secret(text), ""
        token = read_token(given)
        if token is None:
            raise EnvironmentTokenBroken
        return token

    def unsent_token(self, service: str) -> str:
        """The address that ``CAPX_TUI_TOKEN`` belongs to, where that is not `service`: the token is not sent then.

        "" where there is no such token, or it is used; at the embedded service nobody expects it.
        """
        owner = self._environ.get("CAPX_TUI_SERVICE", "").strip() or DEFAULT_SERVICE
        given = bool(self._environ.get("CAPX_TUI_TOKEN", "").strip())
        return owner if given and not _is_embedded(service) and not same_service(owner, service) else ""

    def account(self, service: str) -> Account | None:
        """Who is signed in, without asking a keyring or the service. Raises what `load` raises."""
        if self.environment_token(service) is not None:
            return Account(0, "", service, None, Source.ENVIRONMENT)
        record = self._record(service)
        if record is None:
            return self._inhabitant(service)
        return None if record.signed_out else record.account()

    def _inhabitant(self, service: str) -> Account | None:
        if self._world_token is None or not _is_embedded(service):
            return None
        return Account(0, "", service, None, Source.EMBEDDED)

    async def load(self, service: str) -> Kept | None:
        """The token for `service`: the environment's, else the one kept.

        Raises `EnvironmentTokenBroken`, `TokenFileOpen`, `TokenFileForeign`, `TokenFileBroken` or
        `KeyringFailure`; then nobody is signed in.
        """
        given = self.environment_token(service)
        if given is not None:
            return Kept(given, Account(0, "", service, None, Source.ENVIRONMENT), Place.ENVIRONMENT)
        record = self._record(service)
        if record is None:
            account = self._inhabitant(service)
            return Kept(self._world_token, account, Place.EMBEDDED) if self._world_token and account else None
        if record.signed_out:
            return None
        if record.place is not Place.KEYRING:
            from capx_tui.auth.paste import read_token

            token = read_token(Secret(record.token or "-"))
            if token is None:
                raise TokenFileBroken(str(self.path(service)))
            return Kept(token, record.account(), Place.FILE)
        token = await self._keyring().get(service_key(service))
        if token is None:
            raise KeyringFailure("NotFound")
        return Kept(token, record.account(), Place.KEYRING)

    async def keep(self, token: Secret, account: Account) -> Kept:
        """Keep `token` in the best place that works; a worse one is no error but is told."""
        import asyncio

        trouble: CapxError | None = None
        place = Place.FILE
        if self._uses_keyring and not _is_embedded(account.service):
            try:
                if await self._keyring().keep(service_key(account.service), token):
                    place = Place.KEYRING
            except KeyringFailure as error:
                trouble = error
        failed = await asyncio.to_thread(self._write, account, place, token)
        if failed is not None:
            if place is Place.KEYRING:
                # Without its record nobody would look there again.
                await self._forget_in_keyring(account.service)
            return Kept(token, account, Place.MEMORY, failed)
        return Kept(token, account, place, trouble)

    async def forget(self, service: str) -> CapxError | None:
        """Take the token out of keyring and file alike. What could not be done comes back as the error."""
        import asyncio

        try:
            record = self._record(service)
            in_keyring = record is not None and record.place is Place.KEYRING
        except StorageError:
            in_keyring = False
        trouble = await self._forget_in_keyring(service)
        failed = await asyncio.to_thread(self._remove, service)
        return failed or (trouble if in_keyring else None)

    async def _forget_in_keyring(self, service: str) -> CapxError | None:
        if not self._uses_keyring or _is_embedded(service):
            return None
        try:
            await self._keyring().forget(service_key(service))
        except KeyringFailure as error:
            return error
        return None

    def _keyring(self) -> Keyring:
        from capx_tui.auth.keyrings import Keyring  # late: a start without an account needs none

        if self._made is None:
            self._made = Keyring()
        return self._made

    def _record(self, service: str) -> _Record | None:
        """The record, None where there is none for this service and world."""
        found = read_record(self.path(service), _Record)
        if isinstance(found, StorageError):
            raise found
        if found is None or not same_service(found.service, service):
            return None
        return found if not _is_embedded(service) or found.world == self._world else None

    def _write(self, account: Account, place: Place, token: Secret) -> StorageError | None:
        return write_record(
            self.path(account.service),
            _Record(
                service=account.service,
                id=account.id,
                username=account.username,
                expires=account.expires,
                source=account.source,
                place=place,
                token=token.reveal() if place is Place.FILE else "",
                world=self._world,
            ),
        )

    def _remove(self, service: str) -> StorageError | None:
        path = self.path(service)
        if _is_embedded(service):
            # Its world is signed in from the start: that one left it has to be remembered.
            return write_record(path, _Record(service=service, world=self._world, signed_out=True))
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            return StorageError(str(path), error.strerror or "")
        return None


def _is_embedded(service: str) -> bool:
    return same_service(service, EMBEDDED_SERVICE)
