"""Signing in through Meta-Wiki's OAuth, without I/O.

`sign_in` is a generator: it yields what is to be sent or asked and is given the answers, so the whole
dance runs in a unit test. The CapX service signs the requests to Meta (behaviour file, section 1);
what passes through here is a request token, its secret, and in the end a CapX token.
"""

from __future__ import annotations

import hmac
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

from capx_tui.api.capx import signin
from capx_tui.api.capx.signin import RequestToken, SignedIn
from capx_tui.api.wire import Call
from capx_tui.auth.failures import ExchangeRefused, ExchangeUnanswered, ForeignReturn
from capx_tui.auth.paste import ReturnAddress
from capx_tui.errors import FieldErrors, Forbidden, NetworkError, NotData, NotSignedIn, WrongShape

__all__ = ["Consent", "Step", "same_token", "sign_in"]


@dataclass(frozen=True, slots=True)
class Consent:
    """The person's own step: allow CapX at Meta. It is answered with a `ReturnAddress`."""

    oauth_token: str = field(repr=False)


Step = Call[Any] | Consent


def same_token(one: str, other: str) -> bool:
    """Whether two request tokens are equal, in a time that does not tell how much of them is."""
    return hmac.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))


def sign_in(extra: str = "") -> Generator[Step, Any, SignedIn]:
    """The steps of one sign-in.

    `extra` is the ``localhost:port`` that the return address shall be forwarded to, "" for none. A
    typed error met while sending a call is thrown in. Raises `ForeignReturn`, `ExchangeRefused`,
    `ExchangeUnanswered`, and lets every other error through.

    The service's ``check`` call is left out: it tells a web page which host began the sign-in, and we
    know that we did.
    """
    started = yield from _begin(extra)
    returned: ReturnAddress = yield Consent(started.oauth_token)
    if not same_token(returned.oauth_token, started.oauth_token):
        raise ForeignReturn
    try:
        signed_in: SignedIn = yield signin.finish(started, returned.verifier.reveal())
    except (FieldErrors, Forbidden, NotSignedIn, WrongShape):
        # A refused verifier comes as a 400 that names no field, or as an empty string in the account's place.
        raise ExchangeRefused from None
    except (NetworkError, NotData) as error:
        raise ExchangeUnanswered(host=error.host) from None
    return signed_in


def _begin(extra: str) -> Generator[Step, Any, RequestToken]:
    try:
        started: RequestToken = yield signin.begin(extra)
    except FieldErrors:
        if not extra:
            raise
    else:
        return started
    # This service does not forward to our listener; a pasted return address needs no forwarding.
    started = yield signin.begin()
    return started
