"""What a person pastes to sign in, understood: a browser's session, a token, or a return address.

Nothing here raises while the pasted text is a local variable in plain sight: a traceback that prints
locals shows a `Secret` only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, unquote

import msgspec

from capx_tui.auth.failures import (
    PasteAuthorizeAddress,
    PasteCutOff,
    PasteEmpty,
    PasteError,
    PastePageAddress,
    PasteSessionOver,
    PasteSignedOut,
    PasteTooLong,
    PasteUnknown,
    ReturnWithoutVerifier,
)
from capx_tui.secret import Secret
from capx_tui.text import clean, clean_lines

__all__ = ["LONGEST", "Pasted", "PastedToken", "ReturnAddress", "read_paste", "read_token", "return_address"]

#: Characters. A session is some 300 of them; this bounds the work, not the people.
LONGEST = 32_768
#: Knox writes 64 hexadecimal digits, behind a prefix of its own where a service configures one.
_TOKEN = re.compile(r"(?:[A-Za-z0-9_]{1,9}[_-])?[0-9A-Fa-f]{40,100}").fullmatch
_PART_OF_TOKEN = re.compile(r"[0-9A-Fa-f]{12,39}").fullmatch
_SCHEME = re.compile(r"^(?:authorization *: *)?token (?=\S)", re.IGNORECASE)
#: A viewer of JSON copies its rows as "token ⇥ "…"", with or without a colon.
_ROW = re.compile(
    r"""^[ "']{0,9}(?P<name>token|name|id|expires)["']? ?[:= ] ?["']?(?P<value>[^"'\n]*)["']?,? ?$""", re.MULTILINE
)
_WRAP = re.compile(r"[ \t]*\n[ \t]*")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|www\.|localhost\b|[a-z0-9-]+(?:\.[a-z0-9-]+)+/", re.IGNORECASE)
#: What one OAuth value may look like; the web client has the same limit of 512.
_OAUTH_VALUE = re.compile(r"[!-~]{1,512}").fullmatch
_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "„": "“", "«": "»", "‹": "›", "‘": "’", "<": ">", "「": "」"}


class PastedToken(msgspec.Struct, frozen=True):
    """A CapX token and what came with it: 0, "" and None where nothing did."""

    token: Secret
    id: int = 0
    username: str = ""
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReturnAddress:
    """What Meta sends back to the address a sign-in returns to."""

    oauth_token: str = field(repr=False)
    verifier: Secret


Pasted = PastedToken | ReturnAddress


def read_paste(pasted: Secret | None, now: datetime) -> Pasted:
    """What `pasted` is; None stands for nothing at all.

    Blanks, quotes and line breaks that a terminal or a chat wrapped around or into it do no harm.
    Raises a `PasteError`.
    """
    found = PasteEmpty() if pasted is None else _understand(pasted.reveal(), now)
    if isinstance(found, PasteError):
        raise found
    return found


def read_token(pasted: Secret) -> Secret | None:
    """The bare token in `pasted`, None where it is anything else."""
    return _bare_token(_unquoted(clean_lines(pasted.reveal())))


def return_address(address: Secret) -> ReturnAddress:
    """`address` as a return address. Raises a `PasteError`."""
    found = _returned(address.reveal())
    if isinstance(found, PasteError):
        raise found
    return found


def _understand(text: str, now: datetime) -> Pasted | PasteError:
    if len(text) > LONGEST:
        return PasteTooLong()
    text = _unquoted(clean_lines(text))
    if not text:
        return PasteEmpty()
    if text.startswith(("{", "[")) or text == "null":
        return _session(text, now)
    token = _bare_token(text)
    if token is not None:
        return PastedToken(token)
    rows = {row["name"]: row["value"] for row in _ROW.finditer(text)}
    listed = _bare_token(rows.get("token", ""))
    if listed is not None:
        return _with_expiry(listed, rows.get("id"), rows.get("name"), rows.get("expires"), now)
    return PasteCutOff() if "token" in rows else _address(text)


def _unquoted(text: str) -> str:
    text = text.strip()
    while len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    return text


def _bare_token(text: str) -> Secret | None:
    text = "".join(_SCHEME.sub("", text, count=1).split()).rstrip(",;")
    text = _unquoted(text)
    return Secret(text) if _TOKEN(text) else None


def _session(text: str, now: datetime) -> Pasted | PasteError:
    value = _json(text)
    if isinstance(value, PasteError):
        return value
    if not value:
        # The page shows {} or null in a browser that is not signed in.
        return PasteSignedOut()
    if not isinstance(value, dict):
        return PasteUnknown()
    user = value.get("user", value)
    if not isinstance(user, dict):
        return PasteSignedOut()
    given = user.get("token") or value.get("token")
    if not isinstance(given, str):
        return PasteSignedOut() if "user" in value or "expires" in value else PasteUnknown()
    token = _bare_token(given)
    if token is None:
        return PasteCutOff()
    return _with_expiry(
        token, user.get("id"), user.get("name") or user.get("username"), value.get("expires", user.get("expires")), now
    )


def _json(text: str) -> Any:
    """The value, also where a terminal broke the text in the middle of a string."""
    for candidate in (text, _WRAP.sub("", text), text.replace("\n", "")):
        try:
            return msgspec.json.decode(candidate.encode())
        except (msgspec.DecodeError, RecursionError):
            continue
    closing = "}" if text.startswith("{") else "]"
    return PasteUnknown() if text.endswith(closing) else PasteCutOff()


def _with_expiry(token: Secret, number: object, name: object, expires: object, now: datetime) -> Pasted | PasteError:
    ends = _moment(expires)
    if ends is not None and ends <= now:
        return PasteSessionOver(ends.date().isoformat())
    digits = str(number) if isinstance(number, (int, str)) and not isinstance(number, bool) else ""
    known = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else 0
    return PastedToken(token, known, clean(name)[:255] if isinstance(name, str) else "", ends)


def _moment(text: object) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _address(text: str) -> ReturnAddress | PasteError:
    joined = _WRAP.sub("", text).replace("&amp;", "&")
    words = [_unquoted(word.rstrip(".,;")) for word in joined.split()]
    asked = [word for word in words if "oauth_token=" in word or "oauth_verifier=" in word]
    if asked:
        return _returned(asked[0]) if len(asked) == 1 else PasteUnknown()
    if len(words) == 1 and _ADDRESS.match(words[0]):
        return PastePageAddress()
    return PasteCutOff() if _PART_OF_TOKEN("".join(words)) else PasteUnknown()


def _returned(address: str) -> ReturnAddress | PasteError:
    before, mark, rest = address.partition("?")
    query = (rest if mark else before).partition("#")[0]
    values = parse_qs(query, keep_blank_values=True)
    tokens, verifiers = values.get("oauth_token", []), values.get("oauth_verifier", [])
    if "oauth/authorize" in unquote(address).lower() and not verifiers:
        return PasteAuthorizeAddress()
    if not (any(tokens) and any(verifiers)):
        return ReturnWithoutVerifier()
    if len(tokens) > 1 or len(verifiers) > 1:
        return PasteUnknown()
    if not (_OAUTH_VALUE(tokens[0]) and _OAUTH_VALUE(verifiers[0])):
        return PasteCutOff()
    return ReturnAddress(tokens[0], Secret(verifiers[0]))
