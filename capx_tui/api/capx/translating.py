"""Translating the names of capacities at Metabase, through CapX (behaviour file, section 19)."""

from __future__ import annotations

from capx_tui.api.capx import rest
from capx_tui.api.capx.shapes_translating import (
    CapacityItemShape,
    CapacityItemsShape,
    DisconnectedShape,
    MetabaseLanguagesShape,
    OauthBeginShape,
    OauthStatusShape,
    SuggestionsShape,
    TranslationPost,
    TranslationShape,
)
from capx_tui.api.wire import Auth, Call

__all__ = [
    "items",
    "languages",
    "oauth_begin",
    "oauth_disconnect",
    "oauth_status",
    "suggestions",
    "translation_post",
]

#: The service asks Metabase about every capacity.
_TIMEOUT_S = 90.0


def items(lang: str, fallback: str = "en") -> Call[list[CapacityItemShape]]:
    """`GET /translating/`: all capacities' texts in `lang` and in `fallback`. Needs sign-in.

    Without `lang` 400. The service answers the rows under ``results``, the outline shows them bare: both
    are read.
    """
    return Call(
        "GET",
        "/translating/",
        CapacityItemsShape | list[CapacityItemShape],
        query=tuple(rest.given(lang=lang, fallback=fallback)),
        auth=Auth.REQUIRED,
        timeout_s=_TIMEOUT_S,
        finish=_rows,
    )


def _rows(answer: CapacityItemsShape | list[CapacityItemShape]) -> list[CapacityItemShape]:
    return list(answer.results) if isinstance(answer, CapacityItemsShape) else answer


def translation_post(body: TranslationPost) -> Call[TranslationShape]:
    """`POST /translating/`: change a label or a description. Needs sign-in.

    An empty text blanks the term: send only what changed. 400 for English, for nothing to change, for an
    item that Metabase has not, and for a description of more than 250 characters; a label too long is 502.
    403 where Metabase wants an e-mail address confirmed first.
    """
    return rest.write("POST", "/translating/", body, TranslationShape, timeout_s=_TIMEOUT_S)


def languages() -> Call[MetabaseLanguagesShape]:
    """`GET /translating/languages/`: languages that Metabase takes. Needs sign-in; 502 when it is down."""
    return rest.one("/translating/languages/", MetabaseLanguagesShape, auth=Auth.REQUIRED, timeout_s=_TIMEOUT_S)


def suggestions(min_completion: float | None = None) -> Call[SuggestionsShape]:
    """`GET /translating/suggestions/`: languages translated at least so far (0 to 1). Needs sign-in."""
    query = [] if min_completion is None else [("min_completion", f"{min_completion:g}")]
    return rest.one(
        "/translating/suggestions/",
        SuggestionsShape,
        query=query,
        auth=Auth.REQUIRED,
        timeout_s=_TIMEOUT_S,
    )


def oauth_begin() -> Call[OauthBeginShape]:
    """`POST /translating_oauth/begin/`: start linking one's own Metabase account. Needs sign-in.

    503 where the service has no such link, 502 where Metabase does not answer. Any browser may open the
    address; `oauth_status` then tells when it is done.
    """
    return Call("POST", "/translating_oauth/begin/", OauthBeginShape, auth=Auth.REQUIRED, timeout_s=_TIMEOUT_S)


def oauth_status() -> Call[OauthStatusShape]:
    """`GET /translating_oauth/status/`: whether one's Metabase account is linked. Needs sign-in."""
    return rest.one("/translating_oauth/status/", OauthStatusShape, auth=Auth.REQUIRED)


def oauth_disconnect() -> Call[DisconnectedShape]:
    """`DELETE /translating_oauth/disconnect/`: CapX forgets the link; Metabase does not. Needs sign-in.

    The outline says 204, the service answers 200 with a word.
    """
    return Call("DELETE", "/translating_oauth/disconnect/", DisconnectedShape, auth=Auth.REQUIRED)
