"""Signatures as MediaWiki's OAuth extension checks them: owner-only OAuth 1.0a and OAuth 2.0.

RFC 5849 (HMAC-SHA1) and RFC 6750, written out here, so that the client's signatures are checked by something that
shares nothing with what makes them. The world has one owner: the made-up person who is signed in from the start.
"""

import base64
import hashlib
import hmac
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from capx_tui.demo.service.core.facts import fact

__all__ = ["BadSignature", "OwnConsumer", "own_consumer", "shown", "signed_by"]


@dataclass(frozen=True)
class OwnConsumer:
    """What the wiki shows once to whoever makes an owner-only consumer; `bearer` is that of OAuth 2.0."""

    username: str
    consumer_key: str = field(repr=False)
    consumer_secret: str = field(repr=False)
    access_token: str = field(repr=False)
    access_secret: str = field(repr=False)
    bearer: str = field(repr=False)


class BadSignature(Exception):
    """The header is there and does not hold; the message is the extension's."""


def own_consumer(connection: sqlite3.Connection) -> OwnConsumer:
    """Return the credentials of whoever the world signs in; the same file always gives the same."""
    secret = bytes.fromhex(fact(connection, "secret"))

    def value(what: str, length: int) -> str:
        return hmac.new(secret, what.encode(), hashlib.sha256).hexdigest()[:length]

    parts = (b'{"typ":"JWT","alg":"HS256"}', b'{"sub":"1"}', value("oauth2", 64).encode())
    return OwnConsumer(
        username=fact(connection, "me_username"),
        consumer_key=value("consumer key", 32),
        consumer_secret=value("consumer secret", 40),
        access_token=value("access token", 32),
        access_secret=value("access secret", 40),
        bearer=".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts),
    )


def signed_by(
    connection: sqlite3.Connection, header: str, method: str, address: str, parameters: Iterable[tuple[str, str]]
) -> str | None:
    """Return who signed a request; None where it carries no signature at all.

    `address` is without its query, `parameters` are those of query and form, each pair.

    Raises:
        BadSignature: nobody's signature.
    """
    scheme, _, rest = header.partition(" ")
    if scheme.lower() not in ("oauth", "bearer"):
        return None
    consumer = own_consumer(connection)
    if scheme.lower() == "bearer":
        if not hmac.compare_digest(rest.strip().encode(), consumer.bearer.encode()):
            raise BadSignature("Invalid access token")
        return consumer.username
    given = _parameters(rest)
    if given.get("oauth_consumer_key") != consumer.consumer_key:
        raise BadSignature("Invalid consumer")
    if given.get("oauth_token") != consumer.access_token:
        raise BadSignature("Invalid access token")
    if given.get("oauth_signature_method") != "HMAC-SHA1" or not given.get("oauth_nonce"):
        raise BadSignature("Invalid signature method")
    signature = given.pop("oauth_signature", "")
    given.pop("realm", None)
    base = _base(method, address, [*parameters, *given.items()])
    key = f"{_escaped(consumer.consumer_secret)}&{_escaped(consumer.access_secret)}"
    expected = base64.b64encode(hmac.new(key.encode(), base.encode(), hashlib.sha1).digest())
    if not hmac.compare_digest(signature.encode(), expected):
        raise BadSignature("Invalid signature")
    return consumer.username


def _parameters(header: str) -> dict[str, str]:
    """The parameters of an ``Authorization: OAuth`` header (RFC 5849, 3.5.1)."""
    pairs = (part.strip().partition("=") for part in header.split(","))
    return {unquote(name): unquote(value.strip('"')) for name, _, value in pairs if name}


def _base(method: str, address: str, parameters: Iterable[tuple[str, str]]) -> str:
    """The text that is signed (RFC 5849, 3.4.1)."""
    pairs = sorted((_escaped(name), _escaped(value)) for name, value in parameters)
    joined = "&".join(f"{name}={value}" for name, value in pairs)
    return "&".join((method.upper(), _escaped(address), _escaped(joined)))


def _escaped(text: str) -> str:
    return quote(text, safe="~")


def shown(consumer: OwnConsumer) -> Mapping[str, str]:
    """Return the four values of OAuth 1.0a under the labels that the wiki gives them."""
    return {
        "Consumer token": consumer.consumer_key,
        "Consumer secret": consumer.consumer_secret,
        "Access token": consumer.access_token,
        "Access secret": consumer.access_secret,
    }
