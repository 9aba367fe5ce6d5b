"""Titles of files at Wikimedia Commons, from whatever address a person has of one; and back to its page."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qs, quote, unquote, urlsplit

__all__ = ["file_page", "file_title", "first_upper"]

_COMMONS_HOSTS = ("commons.wikimedia.org", "commons.m.wikimedia.org")
_PREFIX = re.compile(r"\s*(?:file|image)\s*:", re.IGNORECASE)
_SPECIAL = re.compile(r"special:(?:filepath|redirect/file)/(?:(?:file|image):)?", re.IGNORECASE)
_VIEWER = re.compile(r"/?media/(?=(?:file|image):)", re.IGNORECASE)
# /wikipedia/commons/[thumb/|archive/|transcoded/]a/ab/Name[/…]
_UPLOAD = re.compile(r"/wikipedia/commons/(?:thumb/|transcoded/)?(?:archive/)?[0-9a-f]/[0-9a-f]{2}/([^/]+)(?:/.*)?")
_OLD_VERSION = re.compile(r"[0-9]{14}!")
# https://www.mediawiki.org/wiki/Manual:Page_title, and what names of files may not hold either.
_ILLEGAL = re.compile(r"[#<>\[\]|{}/:\\\x00-\x1f\x7f\ufffd\ud800-\udfff]")
_BLANKS = re.compile("[ _\u00a0]+")


def file_title(address: str) -> str | None:
    """The title, ``File:Name.ext``, that an address at Commons stands for; None where it stands for none.

    Takes pages of files (also of the mobile site, with ``index.php``, or opened in the viewer), links
    to the file or a thumbnail at upload.wikimedia.org, ``Special:FilePath``, and bare titles. Files of
    other wikis are not at Commons.
    """
    address = address.strip()
    if _PREFIX.match(address):
        return _title(address)
    address = address.removeprefix("//")
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    if host == "upload.wikimedia.org":
        return _uploaded(parts.path)
    if host not in _COMMONS_HOSTS:
        return None
    fragment = unquote(parts.fragment)
    viewer = _VIEWER.match(fragment)
    if viewer:
        return _title(fragment[viewer.end() :])
    page = parse_qs(parts.query).get("title", [""])[0]
    if parts.path.startswith("/wiki/"):
        page = unquote(parts.path.removeprefix("/wiki/"))
    special = _SPECIAL.match(page)
    return _title(f"File:{page[special.end() :]}" if special else page)


def file_page(title: str) -> str:
    """The address of a file's page: the form in which CapX takes pictures and documents."""
    return "https://commons.wikimedia.org/wiki/" + quote(title.replace(" ", "_"), safe="!$'()*,:;@~")


def _uploaded(path: str) -> str | None:
    match = _UPLOAD.fullmatch(path)
    if match is None:
        return None
    return _title("File:" + _OLD_VERSION.sub("", unquote(match.group(1)), count=1))


def _title(text: str) -> str | None:
    prefix = _PREFIX.match(_BLANKS.sub(" ", text))
    if prefix is None:
        return None
    name = _BLANKS.sub(" ", text)[prefix.end() :].strip()
    if not name or _ILLEGAL.search(name):
        return None
    return "File:" + first_upper(name)


def first_upper(text: str) -> str:
    """`text` with its first letter as the wikis capitalise it, which is Unicode's title case.

    So Georgian stays as it is, and so does ß by their exception (https://phabricator.wikimedia.org/T292552).
    """
    letter = text[:1]
    return text if letter == "ß" else unicodedata.normalize("NFC", letter.title() + text[1:])
