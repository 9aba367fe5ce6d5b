"""Who is signed in, at which service, and until when."""

from __future__ import annotations

import enum
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec

__all__ = [
    "TOKEN_LIFETIME",
    "WARN_BEFORE",
    "Account",
    "Source",
    "days_left",
    "expiry_key",
    "same_service",
    "service_key",
]

#: A CapX token lives this long and is never renewed; the service has no way to end it earlier.
TOKEN_LIFETIME = timedelta(days=30)
#: From here on the end of a sign-in is announced.
WARN_BEFORE = timedelta(days=5)


class Source(enum.Enum):
    """How the token came to us."""

    PASTED = "pasted"
    OAUTH = "oauth"
    ENVIRONMENT = "environment"
    #: The embedded service's own, which is signed in from the start.
    EMBEDDED = "embedded"


class Account(msgspec.Struct, frozen=True):
    """One account at one service.

    `id` and `username` are 0 and "" until the service was asked (a token of the environment);
    `expires` is None where nothing is known of it.
    """

    id: int
    username: str
    service: str
    expires: datetime | None
    source: Source

    @property
    def is_known(self) -> bool:
        """Whether the service has said whose token it is."""
        return self.id > 0


def service_key(service: str) -> str:
    """`service` in the one spelling that addresses are compared by."""
    try:
        parts = urlsplit(service.strip())
        port = parts.port
    except ValueError:
        return service.strip()
    scheme, host = parts.scheme.lower(), (parts.hostname or "").lower()
    if ":" in host:
        host = f"[{host}]"
    standard = {"https": 443, "http": 80}.get(scheme)
    at = f":{port}" if port is not None and port != standard else ""
    return f"{scheme}://{host}{at}{parts.path.rstrip('/')}"


def same_service(one: str, other: str) -> bool:
    """Whether both addresses mean the same service: a token goes nowhere else."""
    return service_key(one) == service_key(other)


def days_left(expires: datetime, now: datetime) -> int:
    """Whole days until `expires`, rounded up; 0 or less once it has passed."""
    return -((now - expires) // timedelta(days=1))


def expiry_key(account: Account, now: datetime) -> str:
    """The key of the sentence that announces the end, "" while there is nothing to announce.

    ``session-expiry-days`` takes `days_left` as ``$1`` and the day as ``$2``, the others only the day.
    """
    if account.expires is None or account.expires - now > WARN_BEFORE:
        return ""
    if account.expires <= now:
        return "session-expiry-past"
    return "session-expiry-today" if account.expires - now < timedelta(days=1) else "session-expiry-days"
