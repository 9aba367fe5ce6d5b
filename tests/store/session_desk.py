"""One person's computer and a small CapX, for the tests of the session."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from capx_tui.api.client import Transport
from capx_tui.api.endpoints import EMBEDDED_SERVICE, addresses
from capx_tui.auth.account import Account, Source
from capx_tui.auth.keep import TokenKeeper
from capx_tui.secret import Secret
from capx_tui.store.session import SessionStore
from tests.auth.conftest import TOKEN
from tests.auth.small_capx import REQUEST_TOKEN, SERVICE, VERIFIER, SmallCapX, profile, sites

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BOBS = "b0b" + "0123456789abcdef" * 3 + "0123456789abc"
RETURN = f"https://capx.toolforge.org/oauth?oauth_verifier={VERIFIER}&oauth_token={REQUEST_TOKEN}"


def capx_of_two() -> SmallCapX:
    """Knows Alice by `TOKEN`, which it also issues, and Bob by `BOBS`."""
    made = SmallCapX(
        {
            TOKEN: profile(last_login=(NOW - timedelta(days=2)).isoformat()),
            BOBS: profile("Bob", 7, (NOW - timedelta(days=1)).isoformat()),
        }
    )
    made.issues = TOKEN
    return made


def alice(expires: datetime | None, source: Source = Source.PASTED) -> Account:
    return Account(61, "Alice Example", SERVICE, expires, source)


class Desk:
    """One person's computer: each `session` is a new run of the program on it."""

    def __init__(self, directory: Path) -> None:
        self.capx = capx_of_two()
        self.directory = directory
        self.environ: dict[str, str] = {}
        self.now = NOW
        self.world_token: Secret | None = None

    def session(self, transport: Transport | None = None) -> SessionStore:
        keeper = TokenKeeper(self.directory, environ=self.environ, uses_keyring=False, world_token=self.world_token)
        inside = self.world_token is not None
        found = addresses(EMBEDDED_SERVICE, {}, embedded=True) if inside else sites()
        return SessionStore(transport or self.capx.transport(), found, keeper, now=lambda: self.now)
