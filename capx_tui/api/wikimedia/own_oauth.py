"""One's own Wikimedia credentials, and what they make of a request: a signature, or a bearer token.

https://www.mediawiki.org/wiki/OAuth/Owner-only_consumers. A person makes them at the wiki for themselves alone; they
do there what was granted, until they are taken back there. authlib signs (RFC 5849) and sends nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import msgspec

from capx_tui.secret import Secret

if TYPE_CHECKING:
    from capx_tui.api.wire import Request

__all__ = ["Credentials", "OAuth1", "OAuth2"]


class OAuth1(msgspec.Struct, frozen=True):
    """Owner-only OAuth 1.0a: what the wiki calls consumer token and secret, access token and secret."""

    consumer_key: Secret
    consumer_secret: Secret
    access_token: Secret
    access_secret: Secret

    def authorization(self, request: Request) -> Secret:
        """See `wire.Signer`: HMAC-SHA1 over method, address, form (no other body is sent) and a nonce."""
        # Late: it takes a while to load, and few people have credentials of their own.
        from authlib.oauth1.rfc5849.client_auth import ClientAuth, generate_nonce, generate_timestamp
        from authlib.oauth1.rfc5849.parameters import prepare_headers
        from authlib.oauth1.rfc5849.signature import construct_base_string, hmac_sha1_signature

        # Not `ClientAuth.prepare`: it knows no loopback but 127.0.0.1. Where a signature may go is the transport's.
        client = ClientAuth(self.consumer_key.reveal(), token=self.access_token.reveal())
        signed = client.get_oauth_params(generate_nonce(), generate_timestamp())
        asked = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
        form = parse_qsl((request.body or b"").decode(), keep_blank_values=True)
        base = construct_base_string(request.method, request.url, [*asked, *form, *signed])
        secrets = (self.consumer_secret.reveal(), self.access_secret.reveal())
        signed.append(("oauth_signature", hmac_sha1_signature(base, *secrets)))
        return Secret(prepare_headers(signed)["Authorization"])


class OAuth2(msgspec.Struct, frozen=True):
    """Owner-only OAuth 2.0: the access token alone."""

    access_token: Secret

    def authorization(self, request: Request) -> Secret:  # noqa: ARG002 - it is the same for each
        """See `wire.Signer`."""
        return Secret(f"Bearer {self.access_token.reveal()}")


Credentials = OAuth1 | OAuth2
