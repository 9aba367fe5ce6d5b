"""Shapes of capacities ("skills") and hashtags, and the body of a capacity's write."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType

from capx_tui.api.capx.shapes_page import Id, Shape

__all__ = ["HashtagShape", "SkillPut", "SkillShape"]


class SkillShape(Shape, frozen=True, kw_only=True):
    """A capacity: its Wikidata item and its parent, None for a root. Names are not the service's to give."""

    id: Id
    skill_wikidata_item: str | None = None
    skill_type: Id | None = None


class SkillPut(msgspec.Struct, frozen=True, kw_only=True):
    """The body of `POST /skill/` and `PUT /skill/{id}/`, staff's alone."""

    skill_wikidata_item: str | UnsetType = UNSET
    skill_type: int | UnsetType | None = UNSET


class HashtagShape(Shape, frozen=True, kw_only=True):
    """A hashtag and the capacities it stands for."""

    id: Id
    name: str
    skills: tuple[Id, ...] = ()
