"""Posts of Diff, the Wikimedia blog, by tag: the news of an organization.

``GET https://diffapi.toolforge.org/tags/<tag>/``; behaviour file, section 8. A tag that no post has is
answered with 404, so `Missing` means that there is no news.
"""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from capx_tui.api.wire import Call, Site, path
from capx_tui.text import clean

__all__ = ["Post", "posts", "tag_slug"]

_MARKUP = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|</?[a-z][^<>]*>", re.IGNORECASE | re.DOTALL)

#: Characters of a summary that we read; a whole article is a link away.
_LONGEST = 10_000


class PostShape(msgspec.Struct, frozen=True, kw_only=True):
    """One post as the service writes it."""

    external_id: str | int
    title: str | None = None
    link: str | None = None
    image_url: str | None = None
    pub_date: str | None = None
    language: str | None = None
    description: str | None = None
    categories: list[Any] | None = None


class PostsShape(msgspec.Struct, frozen=True, kw_only=True):
    """All posts of a tag."""

    posts: list[PostShape]


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """One post, its texts without markup. Addresses are http(s) or "". `published` is None if unreadable."""

    id: str
    title: str
    link: str
    published: datetime | None
    image: str = ""
    language: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()


def tag_slug(tag: str) -> str:
    """A tag's name as it stands in addresses: lower case, hyphens for blanks."""
    return re.sub(r"\s+", "-", tag.strip().lower())


def posts(tag: str) -> Call[tuple[Post, ...]]:
    """The posts of `tag` (its name or slug), each once, newest first; those without a date last."""
    return Call("GET", path("/tags/{}/", tag_slug(tag)), PostsShape, site=Site.DIFF_API, finish=_posts)


def _posts(answer: PostsShape) -> tuple[Post, ...]:
    distinct: dict[str, Post] = {}
    for shape in answer.posts:
        post = _post(shape)
        distinct.setdefault(post.id, post)
    oldest = datetime.min.replace(tzinfo=UTC)
    return tuple(sorted(distinct.values(), key=lambda post: post.published or oldest, reverse=True))


def _post(post: PostShape) -> Post:
    return Post(
        id=str(post.external_id),
        title=_plain(post.title),
        link=_address(post.link),
        published=_moment(post.pub_date),
        image=_address(post.image_url),
        language=clean(post.language or ""),
        description=_plain(post.description),
        categories=tuple(filter(None, (_plain(n) for n in post.categories or () if isinstance(n, str)))),
    )


def _plain(text: str | None) -> str:
    """Blog text without its markup: tags go, entities become their characters."""
    return clean(html.unescape(_MARKUP.sub(" ", (text or "")[:_LONGEST])))


def _address(text: str | None) -> str:
    text = clean(text or "")
    return text if text.startswith(("https://", "http://")) else ""


def _moment(text: str | None) -> datetime | None:
    """ISO 8601, or the form of feeds and mail; without a zone it is UTC."""
    text = (text or "").strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (TypeError, ValueError, IndexError, OverflowError):
            continue
    return None
