"""Shapes of the translation of capacity names at Metabase."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType

from capx_tui.api.capx.shapes_page import Shape

__all__ = [
    "CapacityItemShape",
    "CapacityItemsShape",
    "CompletionShape",
    "DisconnectedShape",
    "MetabaseLanguageShape",
    "MetabaseLanguagesShape",
    "OauthBeginShape",
    "OauthStatusShape",
    "SuggestionsShape",
    "TranslationPost",
    "TranslationShape",
]


class CapacityItemShape(Shape, frozen=True, kw_only=True):
    """One capacity's texts in `lang`, and in the language to fall back on."""

    qid: str
    lang: str
    metabase_id: str | None = None
    label: str | None = None
    description: str | None = None
    fallback_label: str | None = None
    fallback_description: str | None = None


class CapacityItemsShape(Shape, frozen=True, kw_only=True):
    """All capacities at once: those without a text first, then by English label."""

    results: tuple[CapacityItemShape, ...]


class TranslationPost(msgspec.Struct, frozen=True, kw_only=True):
    """The body of `POST /translating/`. A key that is sent empty blanks the term: send only what changed."""

    qid: str
    lang: str
    label: str | UnsetType = UNSET
    description: str | UnsetType = UNSET


class TranslationShape(Shape, frozen=True, kw_only=True):
    """What was changed."""

    status: str
    changed: tuple[str, ...] = ()
    metabase_id: str | None = None


class MetabaseLanguageShape(Shape, frozen=True, kw_only=True):
    """A language that Metabase takes texts in."""

    code: str
    name: str | None = None
    autonym: str | None = None
    label: str | None = None


class MetabaseLanguagesShape(Shape, frozen=True, kw_only=True):
    """All of them."""

    languages: tuple[MetabaseLanguageShape, ...]


class CompletionShape(Shape, frozen=True, kw_only=True):
    """How far a language is: texts there, texts in all, and the share from 0 to 1."""

    complete: float
    total: float
    completion: float


class SuggestionsShape(Shape, frozen=True, kw_only=True):
    """Languages worth completing; `stats` is by language."""

    languages: tuple[str, ...]
    stats: dict[str, CompletionShape] = msgspec.field(default_factory=dict)
    min_completion: float | None = None


class OauthBeginShape(Shape, frozen=True, kw_only=True):
    """Where to allow CapX to write at Metabase in one's own name."""

    authorization_url: str
    state: str


class DisconnectedShape(Shape, frozen=True, kw_only=True):
    """The link is forgotten: the service says "ok"."""

    status: str


class OauthStatusShape(Shape, frozen=True, kw_only=True):
    """Whether CapX may write at Metabase in one's own name, and as whom."""

    connected: bool
    username: str | None = None
