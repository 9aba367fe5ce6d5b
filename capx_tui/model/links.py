"""CapX web addresses and the screens they stand for, both ways.

An address comes from a mail, a chat or another program: it is read, never trusted. What comes out
names a screen by its id in `capx_tui.model.actions` (or ``person`` and ``organization``, which open
from links and lists) and at most one subject.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import msgspec

from capx_tui.errors import RuleError
from capx_tui.text import clean

__all__ = [
    "CONTACT",
    "MAIL_PREFERENCES",
    "WEB",
    "Destination",
    "name_of_slug",
    "organization_address",
    "person_address",
    "read_address",
    "slug",
    "talk_page_address",
]

#: Where the web client lives; links that people share begin with it.
WEB = "https://capx.toolforge.org"
#: Where one writes to the people behind the service.
CONTACT = "capx@wmnobrasil.org"
#: Where one sets and confirms one's e-mail address at Meta-Wiki, and says whether one takes mail.
MAIL_PREFERENCES = "https://meta.wikimedia.org/wiki/Special:Preferences#mw-prefsection-personal-email"

_HOSTS = frozenset({"capx.toolforge.org", "capx-test.toolforge.org"})
#: Longer than any name MediaWiki takes (255 bytes), each byte percent-encoded, and its page.
_LONGEST = 2048
_LONGEST_NAME_BYTES = 255
#: MediaWiki forbids these in user names; seen in a link, the link is damaged.
_NOT_IN_NAMES = re.compile(r"[#<>\[\]|{}\x00-\x1f\x7f]")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")

_PAGES = {
    "": "home",
    "home": "home",
    "profile": "my-profile",
    "profile/edit": "edit-profile",
    "profile/badges": "badges",
    "profile/lets_connect": "lets-connect",
    "capacity": "directory",
    "feed": "explore",
    "feed/saved": "saved",
    "organization_list": "organizations",
    "events": "events",
    "mentorship": "mentorship",
    "message": "messages",
    "report_bug": "bug-reports",
    "data_analytics_dashboard": "statistics",
    "translation": "translate",
    # The web client's own home page links here although its page has the other name.
    "translate": "translate",
    "privacy_policy": "about",
    "terms": "about",
    "sign-in-required": "sign-in",
}


class Destination(msgspec.Struct, frozen=True):
    """Where a link leads.

    `screen` is a screen's id, ``person`` or ``organization``. `subject` is the user name
    (``person``, ``messages``), the organization's id (``organization``) or the capacity's id
    (``explore``, ``directory``) in digits; "" where there is none. `edit` asks for the form.
    """

    screen: str
    subject: str = ""
    edit: bool = False


def slug(username: str) -> str:
    """`username` as the web client writes it into an address: blanks as ``_``, the rest percent-encoded."""
    return quote(username.replace(" ", "_"), safe="-_.!~*'()")


def name_of_slug(text: str) -> str:
    """The user name a slug stands for. MediaWiki allows no ``_`` in names, so each is a blank.

    Raises `RuleError` for what cannot be a user name.
    """
    try:
        name = unquote(text, errors="strict").replace("_", " ").strip()
    except UnicodeDecodeError:
        raise RuleError("link-damaged") from None
    if (
        not name
        or len(name.encode()) > _LONGEST_NAME_BYTES
        or _BROKEN_ESCAPE.search(text)
        or _NOT_IN_NAMES.search(name)
        or clean(name) != " ".join(name.split())
    ):
        raise RuleError("link-damaged")
    return name


def person_address(username: str) -> str:
    """The address of a person's profile: what is copied, and what the QR code holds."""
    return f"{WEB}/profile/{slug(username)}"


def organization_address(organization_id: int) -> str:
    """The address of an organization's profile."""
    return f"{WEB}/organization_profile/{organization_id}"


def talk_page_address(username: str) -> str:
    """Somebody's talk page at Meta-Wiki."""
    return f"https://meta.wikimedia.org/wiki/User_talk:{slug(username)}"


def read_address(text: str) -> Destination:
    """The screen that a CapX address stands for.

    Takes whole addresses, addresses without their scheme as the user guide prints them
    (``capx.toolforge.org/feed``), and bare paths (``/feed``). Raises `RuleError`.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise RuleError("link-too-long", str(_LONGEST))
    if not text or not text.isprintable() or re.search(r"\s|\\", text):
        raise RuleError("link-no-address")
    path, query = _parts(text)
    return _destination(path, query)


def _parts(text: str) -> tuple[str, dict[str, str]]:
    """The path without slashes around it, and the query. The host has been checked."""
    if text.startswith("/") and not text.startswith("//"):
        text = f"{WEB}{text}"
    elif "://" not in text:
        text = f"https://{text.removeprefix('//')}"
    try:
        split = urlsplit(text)
        port = split.port
    except ValueError:
        raise RuleError("link-no-address") from None
    host = (split.hostname or "").rstrip(".")
    if split.scheme.lower() not in ("http", "https") or not host:
        raise RuleError("link-no-address")
    if host not in _HOSTS or port not in (None, 80, 443) or "@" in split.netloc:
        raise RuleError("link-other-site", clean(host), WEB)
    try:
        query = dict(parse_qsl(split.query, errors="strict", max_num_fields=20))
    except ValueError:
        raise RuleError("link-damaged") from None
    return split.path.strip("/"), query


def _destination(path: str, query: dict[str, str]) -> Destination:
    head, _, rest = path.partition("/")
    if head == "oauth":
        raise RuleError("link-sign-in-return")
    if path == "message" and query.get("username"):
        return Destination("messages", name_of_slug(quote(query["username"])))
    if path in ("feed", "capacity"):
        capacity = query.get("capacityId", "")
        return Destination(_PAGES[path], capacity if _is_id(capacity) else "")
    if path in _PAGES:
        return Destination(_PAGES[path])
    if head == "profile" and "/" not in rest:
        return Destination("person", name_of_slug(rest))
    if head == "organization_profile":
        subject, _, page = rest.partition("/")
        if _is_id(subject) and page in ("", "edit"):
            return Destination("organization", subject, edit=page == "edit")
    if head == "events" and _is_id(rest):
        return Destination("events")
    raise RuleError("link-unknown-page", clean(unquote(path)), WEB)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 12
