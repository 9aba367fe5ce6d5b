"""The protocol without I/O: a `Call` goes out as a `Request`, bytes come back as a value or a typed error.

Nothing here opens a socket, so every branch is a unit test.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from capx_tui import __version__
from capx_tui.errors import (
    AnswerError,
    CapxError,
    Conflict,
    ConflictCause,
    CutOff,
    FieldErrors,
    Forbidden,
    HtmlAnswer,
    Missing,
    NotSignedIn,
    RedirectedAway,
    Refused,
    ServiceDown,
    Throttled,
    TooLarge,
    WrongJson,
    WrongShape,
)
from capx_tui.secret import Secret
from capx_tui.text import clean

__all__ = [
    "USER_AGENT",
    "Auth",
    "Call",
    "Part",
    "Request",
    "Response",
    "Site",
    "build_request",
    "json_body",
    "path",
    "read_answer",
    "read_error",
    "repeat",
]

T = TypeVar("T")

#: As https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy asks:
#: the tool's name and version, and where its people can be reached.
USER_AGENT = f"capx-tui/{__version__} (https://capx.toolforge.org; capx@wmnobrasil.org)"


class Site(enum.Enum):
    """The hosts we speak to. Each has one address in `Endpoints`."""

    CAPX = "capx"
    META_API = "meta-api"
    METABASE_API = "metabase-api"
    METABASE_SPARQL = "metabase-sparql"
    WIKIDATA_API = "wikidata-api"
    WIKIDATA_SPARQL = "wikidata-sparql"
    COMMONS_API = "commons-api"
    DIFF_API = "diff-api"
    LETSCONNECT = "letsconnect"


class Auth(enum.Enum):
    """Whether a call carries the CapX token. Only `Site.CAPX` ever sees it."""

    NEVER = "never"
    #: Public, but better with a token; a token that is refused is left out the second time.
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a multipart form."""

    name: str
    filename: str
    content: bytes = field(repr=False)
    content_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
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
    finish: Callable[[Any], T] | None = field(default=None, repr=False)

    @property
    def repeatable(self) -> bool:
        """Whether sending it twice does no harm."""
        return self.only_asks or self.method in ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Request:
    """What the transport sends. The token is apart from the headers, so that headers can be shown."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None = field(default=None, repr=False)
    token: Secret | None = None
    timeout_s: float = 20.0
    files: tuple[Part, ...] = ()
    form: tuple[tuple[str, str], ...] | None = field(default=None, repr=False)

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
    return template.format(*(quote(str(part), safe="") for part in parts))


def json_body(value: object) -> bytes:
    """`value` as JSON bytes. `msgspec.UNSET` fields are left out: absent is not null."""
    return msgspec.json.encode(value)


def build_request(call: Call[Any], base_url: str, token: Secret | None = None) -> Request:
    """The request for `call` against `base_url` (scheme, host and maybe a path, no trailing slash)."""
    url = base_url.rstrip("/") + call.path
    if call.query:
        url += "?" + urlencode(call.query, quote_via=quote)
    headers = [("Accept", call.accept), ("User-Agent", USER_AGENT)]
    body = call.json
    form = call.form
    if body is not None:
        headers.append(("Content-Type", "application/json"))
    elif form is not None and not call.files:
        body = urlencode(form, quote_via=quote).encode()
        form = None
        headers.append(("Content-Type", "application/x-www-form-urlencoded"))
    wanted = token if call.auth is not Auth.NEVER and call.site is Site.CAPX else None
    return Request(call.method, url, tuple(headers), body, wanted, call.timeout_s, files=call.files, form=form)


_DECODERS: dict[Any, msgspec.json.Decoder[Any]] = {}


def _decoder(answer: Any) -> msgspec.json.Decoder[Any]:
    try:
        return _DECODERS[answer]
    except KeyError:
        made = _DECODERS[answer] = msgspec.json.Decoder(answer)
        return made


def read_answer(call: Call[T], response: Response, *, host: str = "", token_was_sent: bool = False) -> T:
    """The typed value of `response`, or the typed error it stands for."""
    if response.status >= 300:
        raise read_error(response, host=host, token_was_sent=token_was_sent)
    if call.answer is None:
        value: Any = None
    elif call.answer is bytes:
        value = response.body
    else:
        value = _decode(call, response, host)
    return call.finish(value) if call.finish is not None else value


def _decode(call: Call[Any], response: Response, host: str) -> Any:
    body = response.body
    if _is_html(response):
        raise HtmlAnswer(host=host)
    length = response.headers.get("content-length", "")
    if length.isdigit() and len(length) < 16 and "content-encoding" not in response.headers and len(body) < int(length):
        raise CutOff(host=host)
    try:
        return _decoder(call.answer).decode(body)
    except msgspec.ValidationError as error:
        raise WrongShape(clean(str(error)), host=host) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if "truncated" in str(error):
            raise CutOff(host=host) from error
        raise WrongJson(host=host) from error


def _is_html(response: Response) -> bool:
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in ("text/html", "application/xhtml+xml") or response.body[:64].lstrip().lower().startswith(
        (b"<!doctype", b"<html")
    )


_CONFLICTS: tuple[tuple[re.Pattern[str], ConflictCause], ...] = (
    # The service says the cause only in words; these are the words that tell them apart.
    (
        re.compile(r"available.*known|known.*available", re.IGNORECASE | re.DOTALL),
        ConflictCause.AVAILABLE_NOT_KNOWN,
    ),
    (re.compile(r"language", re.IGNORECASE), ConflictCause.TOO_MANY_LANGUAGES),
    (re.compile(r"territor", re.IGNORECASE), ConflictCause.TOO_MANY_TERRITORIES),
    (re.compile(r"affiliation", re.IGNORECASE), ConflictCause.TOO_MANY_AFFILIATIONS),
    (re.compile(r"connect", re.IGNORECASE), ConflictCause.LETS_CONNECT_TAKEN_BACK),
)


def _conflict(detail: str, host: str) -> Conflict:
    for pattern, cause in _CONFLICTS:
        if pattern.search(detail):
            return Conflict(cause, detail, host=host)
    return Conflict(ConflictCause.OTHER, detail, host=host)


def read_error(response: Response, *, host: str = "", token_was_sent: bool = False) -> CapxError:
    """The typed error for an answer of 3xx, 4xx or 5xx."""
    status = response.status
    if status < 400:
        return RedirectedAway(host=host)
    value = None if _is_html(response) else _loose(response.body)
    detail = _detail(value)
    if status == 400:
        return FieldErrors(dict(_fields(value)), detail, host=host)
    if status == 401:
        return NotSignedIn(detail, token_was_sent=token_was_sent, host=host)
    if status == 409:
        return _conflict(detail, host)
    if status == 429 or status >= 500:
        kind = Throttled if status == 429 else ServiceDown
        return kind(status, detail, retry_after_s=_retry_after(response.headers), host=host)
    plain: dict[int, type[AnswerError]] = {403: Forbidden, 404: Missing, 413: TooLarge}
    return plain.get(status, Refused)(status, detail, host=host)


def _loose(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _detail(value: Any) -> str:
    """The service's own sentence, whichever of its places it stands in."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("detail", "message", "error") if key in value), "")
    if isinstance(value, list):
        value = " ".join(str(item) for item in value if isinstance(item, str))
    return clean(value)[:500] if isinstance(value, str) else ""


def _fields(value: Any, prefix: str = "") -> list[tuple[str, tuple[str, ...]]]:
    """Field errors flattened: a nested ``{"language": [{"proficiency": [...]}]}`` is ``language.0.proficiency``."""
    if isinstance(value, dict):
        found = []
        for name, inner in list(value.items())[:200]:
            if not prefix and name in ("detail", "message", "error") and isinstance(inner, str):
                continue
            found += _fields(inner, f"{prefix}.{name}" if prefix else str(name))
        return found
    if isinstance(value, list):
        texts = tuple(clean(item)[:500] for item in value if isinstance(item, str))
        if texts:
            return [(prefix, texts)] if prefix else []
        found = []
        for index, inner in enumerate(value[:200]):
            found += _fields(inner, f"{prefix}.{index}" if prefix else str(index))
        return found
    return [(prefix, (clean(str(value))[:500],))] if prefix else []


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait. An HTTP date is taken against the answer's own Date, not our clock."""
    given = headers.get("retry-after", "").strip()
    if not given:
        return None
    if re.fullmatch(r"\d{1,7}(\.\d+)?", given):
        return float(given)
    try:
        return max(0.0, (parsedate_to_datetime(given) - parsedate_to_datetime(headers["date"])).total_seconds())
    except (KeyError, TypeError, ValueError):
        return None


def repeat(name: str, values: Sequence[str | int]) -> list[tuple[str, str]]:
    """One ``name=value`` for each value: CapX reads repeated keys as OR and refuses comma lists."""
    return [(name, str(value)) for value in values]
