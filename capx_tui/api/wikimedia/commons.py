"""Files of Wikimedia Commons: titles from addresses, and what there is to open.

https://www.mediawiki.org/wiki/API:Imageinfo
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from capx_tui.api.wikimedia.action_api import check_number, multiple, query
from capx_tui.api.wikimedia.action_api_shapes import PageShape, QueryShape
from capx_tui.api.wire import Call, Site
from capx_tui.model.commons_files import file_page, file_title
from capx_tui.text import clean

__all__ = ["CommonsFile", "file_page", "file_title", "files"]


class CommonsFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file: `url` is the file itself, `page_url` the page that describes it.

    `thumb_url` is a smaller picture of it, "" where there is none.
    """

    title: str
    url: str
    page_url: str
    thumb_url: str = ""
    mime: str = ""


def files(titles: Sequence[str], *, width: int = 320) -> Call[dict[str, CommonsFile | None]]:
    """Up to `LIMIT` files by title (as `file_title` gives them); None for one that does not exist.

    Keys are `titles` as given; one that Commons did not answer for has no key. Files that were moved
    are followed. `width` is that of the thumbnail, in pixels. Raises `ValueError` for none or too many.
    """
    check_number(titles)
    return query(Site.COMMONS_API, _parameters(titles, width), lambda found: _files(titles, found), maxlag=True)


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
