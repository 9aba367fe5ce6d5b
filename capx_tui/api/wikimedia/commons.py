"""Files of Wikimedia Commons: titles from addresses, and what there is to open.

https://www.mediawiki.org/wiki/API:Imageinfo
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import parse_qs, quote, unquote, urlsplit

import msgspec

from capx_tui.api.wikimedia.action_api import LIMIT, Questions, check_number, multiple, query, whole
from capx_tui.api.wikimedia.action_api_shapes import PageShape, QueryShape
from capx_tui.api.wikimedia.user_name import first_upper
from capx_tui.api.wire import Call, Site
from capx_tui.text import clean

__all__ = ["CommonsFile", "ask_files", "file_page", "file_title", "files"]

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


class CommonsFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file: `url` is the file itself, `page_url` the page that describes it.

    `thumb_url` is a smaller picture of it, "" where there is none.
    """

    title: str
    url: str
    page_url: str
    thumb_url: str = ""
    mime: str = ""


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


def files(titles: Sequence[str], *, width: int = 320) -> Call[dict[str, CommonsFile | None]]:
    """Up to `LIMIT` files by title (as `file_title` gives them); None for one that does not exist.

    Keys are `titles` as given; one that Commons did not answer for has no key. Files that were moved
    are followed. `width` is that of the thumbnail, in pixels. Raises `ValueError` for none or too many.
    """
    check_number(titles)
    return query(Site.COMMONS_API, _parameters(titles, width), lambda found: _files(titles, found), maxlag=True)


def ask_files(titles: Iterable[str], *, width: int = 320) -> Questions[dict[str, CommonsFile | None]]:
    """`files` for any number of titles, each part of the answer fetched."""
    distinct = list(dict.fromkeys(titles))
    found: dict[str, CommonsFile | None] = {}
    for start in range(0, len(distinct), LIMIT):
        some = distinct[start : start + LIMIT]
        found |= _files(some, (yield from whole(Site.COMMONS_API, _parameters(some, width), maxlag=True)))
    return found


def _parameters(titles: Sequence[str], width: int) -> dict[str, str]:
    return {
        "prop": "imageinfo",
        "iiprop": "url|mime",
        "iiurlwidth": str(width),
        "redirects": "1",
        "titles": multiple(titles),
    }


def _files(titles: Sequence[str], answer: QueryShape) -> dict[str, CommonsFile | None]:
    written = {change.before: change.after for change in answer.normalized}
    moved = {change.before: change.after for change in answer.redirects}
    pages = {page.title: page for page in answer.pages}
    found: dict[str, CommonsFile | None] = {}
    for title in titles:
        at = written.get(title, title)
        page = pages.get(moved.get(at, at))
        if page is not None and page.imageinfo:
            found[title] = _file(page)
        elif page is not None and (page.missing or page.invalid):
            found[title] = None
    return found


def _file(page: PageShape) -> CommonsFile:
    info = page.imageinfo[0]
    return CommonsFile(
        title=clean(page.title),
        url=_address(info.url),
        page_url=_address(info.descriptionurl),
        thumb_url=_address(info.thumburl),
        mime=clean(info.mime),
    )


def _address(text: str) -> str:
    text = clean(text)
    return text if text.startswith(("https://", "http://")) else ""


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
