"""A person's own Wikimedia credentials, understood from what the wiki showed them, whatever its language.

The wiki shows an owner-only consumer once: four values for OAuth 1.0a, one long token for OAuth 2.0, each behind a
label. The labels are translated and the values tell themselves apart, so only the values are read: as they are copied
from that page, as JSON, as lines of an environment file.
"""

from __future__ import annotations

import re

from capx_tui.api.wikimedia.own_oauth import Credentials, OAuth1, OAuth2
from capx_tui.auth.failures import CredentialsIncomplete, CredentialsUnknown, PasteEmpty, PasteError, PasteTooLong
from capx_tui.auth.paste import LONGEST
from capx_tui.secret import Secret
from capx_tui.text import clean_lines

__all__ = ["read_credentials"]

#: MediaWiki makes keys of 32 hexadecimal digits and secrets of 40, in turns: consumer, then access.
_VALUE = re.compile(r"(?<![0-9A-Za-z])(?:[0-9a-f]{40}|[0-9a-f]{32})(?![0-9A-Za-z])")
_LENGTHS = [32, 40, 32, 40]
#: An OAuth 2.0 access token is a JSON Web Token: three parts, of which the first begins a JSON object.
_TOKEN = re.compile(
    r"(?<![0-9A-Za-z._-])eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,}(?![0-9A-Za-z._-])"
)


def read_credentials(pasted: Secret | None) -> Credentials:
    """The credentials in `pasted`; None stands for nothing at all. Raises a `PasteError`."""
    found = PasteEmpty() if pasted is None else _understand(pasted.reveal())
    if isinstance(found, PasteError):
        raise found
    return found


def _understand(text: str) -> Credentials | PasteError:
    if len(text) > LONGEST:
        return PasteTooLong()
    text = clean_lines(text).strip()
    if not text:
        return PasteEmpty()
    # A terminal breaks a long token wherever its line ends.
    whole = "".join(text.split())
    tokens = {*_TOKEN.findall(text), *_TOKEN.findall(whole)} if whole.startswith("eyJ") else {*_TOKEN.findall(text)}
    if tokens:
        return OAuth2(Secret(max(tokens, key=len)))
    values = _VALUE.findall(text)
    if [len(value) for value in values] == _LENGTHS:
        return OAuth1(*map(Secret, values))
    return CredentialsIncomplete() if values or "eyJ" in text else CredentialsUnknown()
