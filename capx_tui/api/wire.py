"""The protocol without I/O: a `Call` goes out as a `Request`, bytes come back as a value or a typed error.

Nothing here opens a socket, so every branch is a unit test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from capx_tui import __version__
from capx_tui.api.refusals import is_html, refusal, retry_after
from capx_tui.api.repair import UNREADABLE, decode
from capx_tui.api.sites import Auth, Site, is_loopback
from capx_tui.errors import CapxError, CutOff, HtmlAnswer, MaxLag, RuleError, WrongJson, WrongShape
from capx_tui.secret import Secret
from capx_tui.text import clean

__all__ = [
    "USER_AGENT",
    "Auth",
    "Call",
    "Part",
    "Request",
    "Response",
    "Signer",
    "Site",
    "build_request",
    "is_loopback",
    "is_protected",
    "json_body",
    "path",
    "read_answer",
    "read_error",
    "repeat",
]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

#: As https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy asks:
#: the tool's name and version, and where its people can be reached.
USER_AGENT = f"capx-tui/{__version__} (https://capx.toolforge.org; capx@wmnobrasil.org)"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a multipart form."""

    name: str
    filename: str
    content: bytes = field(repr=False)
    content_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Call(Generic[T_co]):
    """One request as a value, and the type of its answer.

    `path` starts with a slash and ends with one on CapX (a redirect would lose the body and could
    carry the token elsewhere). `answer` is a type msgspec decodes, or ``None`` for an empty answer.
    """

    method: str
    path: str
    answer: Any
    site: Site = Site.CAPX
    query: tuple[tuple[str, str], ...] = ()
    #: The body: JSON bytes, form fields, or form fields with files.
    json: bytes | None = field(default=None, repr=False)
    form: tuple[tuple[str, str], ...] | None = field(default=None, repr=False)
    files: tuple[Part, ...] = ()
    auth: Auth = Auth.NEVER
    accept: str = "application/json"
    timeout_s: float = 20.0
    #: A POST that only asks: SPARQL queries are too long for an address.
    only_asks: bool = False
    #: Turns the decoded answer into what the caller wants, or raises (errors inside a 200).
    finish: Callable[[Any], T_co] | None = field(default=None, repr=False)

    @property
    def repeatable(self) -> bool:
        """Whether sending it twice does no harm."""
        return self.only_asks or self.method in ("GET", "HEAD")


class Signer(Protocol):
    """Signs requests with credentials that it shows nobody."""

    def authorization(self, request: Request) -> Secret:
        """The value of the ``Authorization`` header for `request`, made anew for each sending."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the transport sends. Token and signature are apart from the headers, so that headers can be shown."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None = field(default=None, repr=False)
    token: Secret | None = None
    timeout_s: float = 20.0
    files: tuple[Part, ...] = ()
    form: tuple[tuple[str, str], ...] | None = field(default=None, repr=False)
    signer: Signer | None = field(default=None, repr=False)

    @property
    def host(self) -> str:
        """The host alone, for sentences."""
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True)
class Response:
    """What came back. Header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


def path(template: str, *parts: str | int) -> str:
    """`template` with each ``{}`` replaced by one part, percent-encoded as a whole path segment."""
    return template.format(*(quote(str(part), safe="", errors="replace") for part in parts))


def json_body(value: object) -> bytes:
    """`value` as JSON bytes. `msgspec.UNSET` fields are left out: absent is not null.

    Raises RuleError for half of a surrogate pair, which a terminal can bring in and no text can carry.
    """
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        failure = RuleError("error-unsendable-text")
    raise failure


def is_protected(url: str) -> bool:
    """Whether a token may travel to `url`: over https, or without leaving this machine."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))


def build_request(call: Call[Any], base_url: str, token: Secret | None = None) -> Request:
    """The request for `call` against `base_url` (scheme, host and maybe a path, no trailing slash)."""
    url = base_url.rstrip("/") + call.path
    if call.query:
        url += "?" + urlencode(call.query, quote_via=quote, errors="replace")
    headers = [("Accept", call.accept), ("User-Agent", USER_AGENT)]
    body = call.json
    form = call.form
    if body is not None:
        headers.append(("Content-Type", "application/json"))
    elif form is not None and not call.files:
        body = urlencode(form, quote_via=quote, errors="replace").encode()
        form = None
        headers.append(("Content-Type", "application/x-www-form-urlencoded"))
    wanted = token if call.auth not in (Auth.NEVER, Auth.OWN) and call.site is Site.CAPX else None
    return Request(call.method, url, tuple(headers), body, wanted, call.timeout_s, files=call.files, form=form)


_DECODERS: dict[Any, msgspec.json.Decoder[Any]] = {}


def _decoder(answer: Any) -> msgspec.json.Decoder[Any]:
    try:
        return _DECODERS[answer]
    except KeyError:
        made = _DECODERS[answer] = msgspec.json.Decoder(answer)
        return made


NO_CONTENT = 204


def read_answer(call: Call[T], response: Response, *, host: str = "", token_was_sent: bool = False) -> T:
    """The typed value of `response`, or the typed error it stands for."""
    if not 200 <= response.status < 300:
        raise read_error(response, host=host, token_was_sent=token_was_sent)
    if call.answer is bytes:
        value: Any = response.body
    elif is_html(response.headers, response.body):
        # Also where nothing is expected back: a proxy's page is no proof that a write was done.
        raise HtmlAnswer(host=host)
    elif call.answer is None:
        if response.status != NO_CONTENT:
            # The same of data that nobody asked for.
            raise WrongShape(f"{response.status} != {NO_CONTENT}", host=host)
        value = None
    else:
        value = _decode(call, response, host)
    return _finished(call, value, response, host) if call.finish is not None else value


def _finished(call: Call[T], value: Any, response: Response, host: str) -> T:
    """`call.finish(value)`; an error inside a 200 is told with the host, and a lag with the pause asked for."""
    assert call.finish is not None
    try:
        return call.finish(value)
    except CapxError as error:
        error.host = error.host or host
        if isinstance(error, MaxLag) and (asked := retry_after(response.headers)) is not None:
            error.retry_after_s = asked
        raise


def read_error(response: Response, *, host: str = "", token_was_sent: bool = False) -> CapxError:
    """The typed error for an answer that is none of 2xx."""
    return refusal(response.status, response.headers, response.body, host=host, token_was_sent=token_was_sent)


def _decode(call: Call[Any], response: Response, host: str) -> Any:
    # The body is no local variable here: signing in brings a token in it, and tracebacks show variables.
    length = response.headers.get("content-length", "")
    if (
        re.fullmatch(r"[0-9]{1,15}", length)
        and "content-encoding" not in response.headers
        and len(response.body) < int(length)
    ):
        raise CutOff(host=host)
    try:
        return decode(_decoder(call.answer).decode, response.body)
    except UNREADABLE as error:
        failure = _why(error, host)
    raise failure


def _why(failure: Exception, host: str) -> CapxError:
    if isinstance(failure, msgspec.ValidationError):
        return WrongShape(clean(str(failure))[:300], host=host)
    return CutOff(host=host) if "truncated" in str(failure) else WrongJson(host=host)


def repeat(name: str, values: Sequence[str | int]) -> list[tuple[str, str]]:
    """One ``name=value`` for each value: CapX reads repeated keys as OR and refuses comma lists."""
    return [(name, str(value)) for value in values]
