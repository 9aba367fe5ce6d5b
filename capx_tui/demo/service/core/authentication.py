"""Who is calling: Knox-like tokens, kept only as digests."""

import secrets
import sqlite3
from datetime import datetime, timedelta

from capx_tui.demo.service.core import moments
from capx_tui.demo.service.core.call import Account
from capx_tui.demo.service.core.refusal import INVALID_TOKEN, unauthenticated
from capx_tui.demo.service.core.tokens import digest

#: How long a token lives; the service never renews one.
LIFETIME = timedelta(days=30)


def issue(connection: sqlite3.Connection, user: int, now: datetime, *, token: str | None = None) -> str:
    """Give a person a token from `now` on and return it; this is the only time it is seen.

    A token named by the caller that already stands is left as it is while it is valid, and renewed once it is not.
    """
    token = token or secrets.token_hex(32)
    connection.execute(
        "INSERT INTO token (digest, user, created, expiry) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (digest) DO UPDATE"
        " SET user = ?2, created = ?3, expiry = ?4 WHERE expiry <= ?3 OR user != ?2",
        (digest(token), user, moments.stored(now), moments.stored(now + LIFETIME)),
    )
    return token


def authenticate(connection: sqlite3.Connection, header: str | None, now: datetime) -> Account | None:
    """Return who an Authorization header speaks for; None without one, or with another scheme's.

    Raises:
        Refusal: 401 for a token that is malformed, unknown or expired, also where no sign-in is needed.
    """
    words = (header or "").split()
    if not words or words[0].lower() != "token":
        return None
    if len(words) == 1:
        raise unauthenticated("Invalid token header. No credentials provided.")
    if len(words) > 2:
        raise unauthenticated("Invalid token header. Token string should not contain spaces.")
    row = connection.execute(
        "SELECT user.id, username, is_staff, is_active FROM token JOIN user ON user.id = token.user"
        " WHERE digest = ? AND expiry > ?",
        (digest(words[1]), moments.stored(now)),
    ).fetchone()
    if row is None:
        raise unauthenticated(INVALID_TOKEN)
    if not row[3]:
        raise unauthenticated("User inactive or deleted.")
    return Account(row[0], row[1], bool(row[2]))
