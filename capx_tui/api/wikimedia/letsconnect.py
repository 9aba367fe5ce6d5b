"""Let's Connect: whether somebody is registered, and what is on file.

``GET https://letsconn.toolforge.org/exists/`` and ``/profile/``; behaviour file, section 6.
"""

from __future__ import annotations

import msgspec

from capx_tui.api.wire import Call, Site
from capx_tui.text import clean

__all__ = ["LetsConnectProfile", "exists", "profile"]


class ExistsShape(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the name is on file."""

    exists: bool


#: The lists are free JSON there: mostly lists of text, sometimes one text, often null.
Texts = list[str] | str | None


class ProfileShape(msgspec.Struct, frozen=True, kw_only=True):
    """What was read out of an old registration by hand."""

    username: str
    username_org: str | None = None
    reconciled_affiliation: str | None = None
    reconciled_territory: str | None = None
    reconciled_languages: Texts = None
    reconciled_projects: Texts = None
    reconciled_want_to_learn: Texts = None
    reconciled_want_to_share: Texts = None


class LetsConnectProfile(msgspec.Struct, frozen=True, kw_only=True):
    """A registration. Languages, projects, affiliation and territory are names; the wants are Wikidata ids."""

    username: str
    organization_username: str = ""
    affiliation: str = ""
    territory: str = ""
    languages: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    wants_to_learn: tuple[str, ...] = ()
    wants_to_share: tuple[str, ...] = ()


def exists(username: str) -> Call[bool]:
    """Whether `username` (exact) is registered."""
    return Call(
        "GET",
        "/exists/",
        ExistsShape,
        site=Site.LETSCONNECT,
        query=(("username", username),),
        finish=lambda answer: bool(answer.exists),
    )


def profile(username: str) -> Call[LetsConnectProfile]:
    """What is on file for `username` (exact). `Missing` where nothing is."""
    return Call(
        "GET",
        "/profile/",
        ProfileShape,
        site=Site.LETSCONNECT,
        query=(("username", username),),
        finish=_profile,
    )


def _profile(shape: ProfileShape) -> LetsConnectProfile:
    return LetsConnectProfile(
        username=clean(shape.username),
        organization_username=clean(shape.username_org or ""),
        affiliation=clean(shape.reconciled_affiliation or ""),
        territory=clean(shape.reconciled_territory or ""),
        languages=_texts(shape.reconciled_languages),
        projects=_texts(shape.reconciled_projects),
        wants_to_learn=_texts(shape.reconciled_want_to_learn),
        wants_to_share=_texts(shape.reconciled_want_to_share),
    )


def _texts(value: Texts) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value or []
    return tuple(text for text in (clean(item) for item in listed) if text)
