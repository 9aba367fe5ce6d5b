"""What an answer of 3xx, 4xx or 5xx means: bytes in, one typed error out.

The service says no in many shapes: a list of texts beside each field (Django REST framework),
``{"detail"}``, ``{"message"}`` or ``{"error"}`` with a sentence, a bare string, an empty body, a web
page. Whatever comes, an error of `capx_tui.errors` goes out and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from capx_tui.api.repair import UNREADABLE
from capx_tui.errors import (
    AnswerError,
    CapxError,
    Conflict,
    ConflictCause,
    FieldErrors,
    Forbidden,
    Missing,
    NotData,
    NotSignedIn,
    RedirectedAway,
    Refused,
    ServiceDown,
    Throttled,
    TooLarge,
)
from capx_tui.text import clean

__all__ = ["is_html", "refusal", "retry_after"]

#: Longer texts of a service help nobody.
_LONGEST = 500
_DEEPEST = 8
#: Whoever says a hundred years means not now.
_LONGEST_WAIT_S = 9_999_999.0
_MOST_FIELDS = 200

#: Keys that speak about the refusal as a whole; only a list or an object below them is about a field.
_ABOUT_ALL = frozenset(
    ("detail", "message", "error", "code", "success", "status", "field", "max_length", "non_field_errors")
)

# The service gives a conflict's cause only as an English sentence (it ignores Accept-Language there);
# these are the words that tell the sentences apart.
_CONFLICTS: tuple[tuple[re.Pattern[str], ConflictCause], ...] = (
    (re.compile(r"let.?s.?connect", re.IGNORECASE), ConflictCause.LETS_CONNECT_TAKEN_BACK),
    (
        re.compile(r"available.*known|known.*available", re.IGNORECASE | re.DOTALL),
        ConflictCause.AVAILABLE_NOT_KNOWN,
    ),
    (re.compile(r"language", re.IGNORECASE), ConflictCause.TOO_MANY_LANGUAGES),
    (re.compile(r"territor", re.IGNORECASE), ConflictCause.TOO_MANY_TERRITORIES),
    (re.compile(r"affiliation", re.IGNORECASE), ConflictCause.TOO_MANY_AFFILIATIONS),
)

_PLAIN: Mapping[int, type[AnswerError]] = {403: Forbidden, 404: Missing, 410: Missing, 413: TooLarge}


def is_html(headers: Mapping[str, str], body: bytes) -> bool:
    """Whether the answer is a web page: by its type, or because no JSON begins with ``<``."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in ("text/html", "application/xhtml+xml") or body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def refusal(
    status: int, headers: Mapping[str, str], body: bytes, *, host: str = "", token_was_sent: bool = False
) -> CapxError:
    """The typed error for `status`, which is none of 2xx. Header names are lower case."""
    if status < 300:
        return NotData(host=host)  # the beginning of an answer, or of another protocol
    if status < 400:
        return RedirectedAway(host=host)
    value = None if is_html(headers, body) else _loose(body)
    detail = _detail(value)
    if status == 400:
        return FieldErrors(_fields(value), detail, host=host)
    if status == 401:
        return NotSignedIn(detail, token_was_sent=token_was_sent, host=host)
    if status == 409:
        cause = next((cause for words, cause in _CONFLICTS if words.search(detail)), ConflictCause.OTHER)
        return Conflict(cause, detail, host=host)
    if status == 429 or status >= 500:
        kind = Throttled if status == 429 else ServiceDown
        return kind(status, detail, retry_after_s=retry_after(headers), host=host)
    return _PLAIN.get(status, Refused)(status, detail, host=host)


def _loose(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body)
    except UNREADABLE:
        return None


def _text(value: str) -> str:
    # Cut before cleaning too: cleaning looks at every character.
    return clean(value[: 4 * _LONGEST])[:_LONGEST]


def _texts(values: list[Any]) -> tuple[str, ...]:
    return tuple(_text(value) for value in values[:_MOST_FIELDS] if isinstance(value, str) and value)


def _detail(value: Any) -> str:
    """The service's own sentence about the whole, whichever of its places it stands in."""
    if isinstance(value, dict):
        for key in ("detail", "message", "error", "non_field_errors"):
            inner = value.get(key)
            if isinstance(inner, str) and inner:
                return _text(inner)
            if isinstance(inner, dict) and key == "detail" and (found := _detail({**inner, "detail": None})):
                return found  # /translating/ wraps the whole refusal
            # A list below `message` speaks about the field of that name.
            if isinstance(inner, list) and key in ("detail", "non_field_errors"):
                return _text(" ".join(_texts(inner)))
        return ""
    if isinstance(value, list):
        value = " ".join(_texts(value))
    return _text(value) if isinstance(value, str) else ""


def _fields(value: Any) -> dict[str, tuple[str, ...]]:
    """Texts by field; ``{"language": [{"proficiency": [...]}]}`` is ``language.0.proficiency``."""
    if not isinstance(value, dict):
        return {}
    if isinstance(inner := value.get("detail"), dict):
        value = {**value, **inner, "detail": None}
    found: dict[str, tuple[str, ...]] = {}
    # /translating/ names the field beside its sentence instead of above it.
    if isinstance(name := value.get("field"), str) and name and (detail := _detail(value)):
        found[_text(name)] = (detail,)
    for name, inner in value.items():
        if name in ("detail", "non_field_errors") or (name in _ABOUT_ALL and not isinstance(inner, (list, dict))):
            continue
        for path, texts in _below(inner, _text(name), 1):
            found[path] = found.get(path, ()) + texts
            if len(found) >= _MOST_FIELDS:
                return found
    return found


def _below(value: Any, path: str, depth: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts in and under `value`. What is no text (a number, true, null) says nothing to a person."""
    if isinstance(value, str) and value:
        yield path, (_text(value),)
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            deeper = path if name == "non_field_errors" else f"{path}.{_text(name)}"
            yield from _below(inner, deeper, depth + 1)
    elif isinstance(value, list):
        if texts := _texts(value):
            yield path, texts
        for index, inner in enumerate(value):
            if isinstance(inner, (dict, list)):
                yield from _below(inner, f"{path}.{index}", depth + 1)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait. An HTTP date is taken against the answer's own Date, not our clock."""
    given = headers.get("retry-after", "").strip()
    if not given:
        return None
    if re.fullmatch(r"[0-9]{1,100}(\.[0-9]{1,6})?", given):
        return min(float(given), _LONGEST_WAIT_S)
    from email.utils import parsedate_to_datetime  # late: few answers say when

    try:
        then, now = parsedate_to_datetime(given), parsedate_to_datetime(headers["date"])
        return min(max(0.0, (then - now).total_seconds()), _LONGEST_WAIT_S)
    except (KeyError, TypeError, ValueError, OverflowError, IndexError):
        return None
