"""Kinds of addresses that organizations, their projects and their events hold, each put right as far as it is clear.

What already has the form the service asks for stays as it is, letter for letter: a field that was only looked
at must not count as changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from capx_tui.model.commons_files import file_page, file_title
from capx_tui.model.form_fields import TextField, UrlField, Value

__all__ = [
    "URL_LIMIT",
    "CommonsField",
    "HomeProjectField",
    "ItemField",
    "MastodonField",
    "MetaPageField",
    "PictureField",
    "PlaceField",
]

#: Characters of an address.
URL_LIMIT = 512

_ITEM_ADDRESS = re.compile(
    r"\s*(?:(?:https?://)?(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(?:Special:EntityPage/)?)?(q[1-9][0-9]*)(?:[?#].*)?\s*",
    re.IGNORECASE,
)
_PLACE_ADDRESS = re.compile(
    r"\s*(?:(?:https?://)?(?:www\.)?(?:openstreetmap\.org|osm\.org)/)?(node|way|relation)/([0-9]+)(?:/?(?:[?#].*)?)\s*",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"@?([\w.-]+)@((?:[\w-]+\.)+[\w-]{2,})")


@dataclass(frozen=True)
class _AddressField(UrlField):
    """An address of one form."""

    limit: int | None = field(default=URL_LIMIT, kw_only=True)

    def complete(self, value: Value) -> Value:
        """Put right, unless it is right."""
        text = str(value).strip()
        is_right = re.fullmatch(self.pattern, text) and not re.search(r"\s", text)
        return text if is_right else self.put_right(text)

    def put_right(self, text: str) -> str:
        """What was meant, as far as that is clear."""
        return str(super().complete(text))


@dataclass(frozen=True)
class CommonsField(_AddressField):
    """The page of a file at Wikimedia Commons. Links to the file itself and bare titles become its page."""

    pattern: str = field(default=r"https://commons\.wikimedia\.org/wiki/File:.*?\.\w+", kw_only=True)
    pattern_key: str = field(default="form-error-commons", kw_only=True)

    def put_right(self, text: str) -> str:
        """The page of the file that `text` stands for."""
        title = file_title(text)
        return file_page(title) if title is not None else super().put_right(text)


@dataclass(frozen=True)
class PictureField(CommonsField):
    """A picture of an event: at Commons, or WikiLearn's own."""

    pattern: str = field(
        default=r"https://commons\.wikimedia\.org/wiki/File:.+|https://learn\.wiki/asset.+", kw_only=True
    )
    pattern_key: str = field(default="form-error-picture", kw_only=True)


@dataclass(frozen=True)
class MetaPageField(_AddressField):
    """A page of Meta-Wiki."""

    pattern: str = field(default=r"https://meta\.wikimedia\.org/wiki/.*", kw_only=True)
    pattern_key: str = field(default="form-error-meta-page", kw_only=True)

    def put_right(self, text: str) -> str:
        """Over https, and not the mobile page."""
        text = super().put_right(text)
        return re.sub(r"^https?://meta\.(?:m\.)?wikimedia\.org/wiki/", "https://meta.wikimedia.org/wiki/", text)


@dataclass(frozen=True)
class HomeProjectField(_AddressField):
    """An organization's own wiki among Wikimedia's."""

    pattern: str = field(default=r"https://[\w-]+\.wikimedia\.org/", kw_only=True)
    pattern_key: str = field(default="form-error-home-project", kw_only=True)

    def put_right(self, text: str) -> str:
        """The wiki of any of its pages."""
        text = super().put_right(text)
        found = re.match(r"https?://([\w-]+)\.(?:m\.)?wikimedia\.org(?:/(?:wiki/.*)?)?$", text)
        return f"https://{found.group(1)}.wikimedia.org/" if found else text


@dataclass(frozen=True)
class MastodonField(_AddressField):
    """An account of the Fediverse. A handle (``@name@host``) becomes its address."""

    pattern: str = field(default=r"https?://.+", kw_only=True)

    def put_right(self, text: str) -> str:
        """The address of a handle."""
        found = _HANDLE.fullmatch(text)
        return f"https://{found.group(2)}/@{found.group(1)}" if found else super().put_right(text)


@dataclass(frozen=True)
class PlaceField(_AddressField):
    """A place at OpenStreetMap."""

    pattern: str = field(default=r"https://www\.openstreetmap\.org/(?:node|way|relation)/[0-9]+", kw_only=True)
    pattern_key: str = field(default="form-error-place", kw_only=True)

    def put_right(self, text: str) -> str:
        """Without what the map appends, and in full."""
        found = _PLACE_ADDRESS.fullmatch(text)
        if found is None:
            return super().put_right(text)
        return f"https://www.openstreetmap.org/{found.group(1).lower()}/{found.group(2)}"


@dataclass(frozen=True)
class ItemField(TextField):
    """A Wikidata item's id; its address becomes the id."""

    limit: int | None = field(default=10, kw_only=True)
    pattern: str = field(default="Q[1-9][0-9]*", kw_only=True)
    pattern_key: str = field(default="form-error-item", kw_only=True)

    def complete(self, value: Value) -> Value:
        """The id in an address."""
        found = _ITEM_ADDRESS.fullmatch(str(value))
        return found.group(1).upper() if found else str(value).strip()
