"""Signing in at CapX, which itself signs in at Meta-Wiki (behaviour file, section 1).

None of these carries the token: the service refuses a stale one even here.
"""

from __future__ import annotations

import msgspec

from capx_tui.api.capx.shapes_page import Id, Shape
from capx_tui.api.wire import Auth, Call, json_body
from capx_tui.errors import WrongShape
from capx_tui.secret import Secret

__all__ = ["PROVIDER", "LoginCheckShape", "RequestToken", "SignedIn", "begin", "check", "finish"]

PROVIDER = "mediawiki"
#: The service asks Meta-Wiki before it answers.
_TIMEOUT_S = 60.0


class _RequestTokenShape(Shape, frozen=True, kw_only=True):
    oauth_token: str
    oauth_token_secret: str

    def __repr__(self) -> str:
        return "_RequestTokenShape(…)"


class LoginCheckShape(Shape, frozen=True, kw_only=True):
    """Whether a sign-in with that token was begun in the last five minutes, and with which `extra`."""

    exists: bool
    extra: str | None = None


class _SignedInShape(Shape, frozen=True, kw_only=True):
    id: Id
    token: str
    username: str

    def __repr__(self) -> str:
        return "_SignedInShape(…)"


class _Begin(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    provider: str
    extra: str = ""


class _Check(msgspec.Struct, frozen=True, kw_only=True):
    oauth_token: str


class _Finish(msgspec.Struct, frozen=True, kw_only=True):
    oauth_token: str
    oauth_verifier: str
    oauth_token_secret: str

    def __repr__(self) -> str:
        return "_Finish(…)"


class RequestToken(msgspec.Struct, frozen=True):
    """A sign-in under way: `oauth_token` goes into the authorize address, the secret stays in memory."""

    oauth_token: str
    secret: Secret


class SignedIn(msgspec.Struct, frozen=True):
    """The end of it. The token is good for 30 days."""

    id: int
    username: str
    token: Secret


def begin(extra: str = "") -> Call[RequestToken]:
    """`POST /api/login/social/knox/mediawiki/`: start a sign-in.

    `extra` is who waits for the browser's return: ``localhost:<port>`` or nothing. The service accepts
    CapX's own hosts, ``localhost`` and ``127.0.0.1`` with a port, and refuses others with 400. Any
    callback address sent along would be ignored. The outline leaves the provider out of the path.
    """
    return Call(
        "POST",
        f"/api/login/social/knox/{PROVIDER}/",
        _RequestTokenShape,
        json=json_body(_Begin(provider=PROVIDER, extra=extra)),
        auth=Auth.NEVER,
        timeout_s=_TIMEOUT_S,
        finish=_request_token,
    )


def check(oauth_token: str) -> Call[LoginCheckShape]:
    """`POST /api/login/social/check/`: whether the service still knows that sign-in."""
    body = json_body(_Check(oauth_token=oauth_token))
    return Call("POST", "/api/login/social/check/", LoginCheckShape, json=body, auth=Auth.NEVER)


def finish(started: RequestToken, oauth_verifier: str) -> Call[SignedIn]:
    """`POST /api/login/social/knox_user/mediawiki/`: the verifier for a token.

    A verifier that was used, or is wrong, is refused with 400 and an empty text. The outline leaves the
    provider out of the path.
    """
    body = _Finish(
        oauth_token=started.oauth_token,
        oauth_verifier=oauth_verifier,
        oauth_token_secret=started.secret.reveal(),
    )
    return Call(
        "POST",
        f"/api/login/social/knox_user/{PROVIDER}/",
        _SignedInShape,
        json=json_body(body),
        auth=Auth.NEVER,
        timeout_s=_TIMEOUT_S,
        finish=_signed_in,
    )


def _request_token(answer: _RequestTokenShape) -> RequestToken:
    if not answer.oauth_token or not answer.oauth_token_secret:
        raise WrongShape("oauth_token")
    return RequestToken(answer.oauth_token, Secret(answer.oauth_token_secret))


def _signed_in(answer: _SignedInShape) -> SignedIn:
    if not answer.token:
        raise WrongShape("token")
    return SignedIn(answer.id, answer.username, Secret(answer.token))
