"""One's own profile: from the service's shape to our value, and from two values to the smallest PUT."""

from __future__ import annotations

from typing import Any

import msgspec

from capx_tui.api.capx import convert
from capx_tui.api.capx.shapes_people import LanguagePut, ProfilePut, ProfileShape
from capx_tui.api.repair import UNREADABLE
from capx_tui.model.profile import MyProfile, Reach, difference
from capx_tui.text import typed

__all__ = ["own_profile", "own_put"]

#: A way of more than these parts is of another program, which knows what they mean.
_WAY = {"display_name", "value"}


def own_profile(shape: ProfileShape) -> MyProfile:
    """`GET /profile/`, with what only its owner is told."""
    public = convert.person(shape)
    return MyProfile(
        id=shape.id,
        username=public.username,
        avatar=public.avatar,
        wikidata_qid=public.wikidata_qid,
        about=typed(shape.about or "", lines=True),
        about_language=public.about_language,
        skills_known=public.skills_known,
        skills_available=public.skills_available,
        skills_wanted=public.skills_wanted,
        language=public.language,
        wiki_alt=typed(shape.wiki_alt or ""),
        affiliation=public.affiliation,
        territory=public.territory,
        wikimedia_project=public.wikimedia_project,
        display_name=typed(shape.display_name or ""),
        pronoun=public.pronoun,
        team=typed(shape.team or ""),
        contact=_ways(shape.contact),
        social=_ways(shape.social),
        badges=public.badges,
        is_manager=public.is_manager,
        is_staff=shape.user.is_staff,
        automated_lets_connect=shape.automated_lets_connect,
        date_joined=public.date_joined,
        last_update=public.last_update,
        last_login=public.last_login,
    )


def own_put(before: MyProfile, after: MyProfile) -> ProfilePut | None:
    """The body that makes `after` of `before`, None where nothing differs. See `model.profile.difference`."""
    changed: dict[str, Any] = difference(before, after)
    if not changed:
        return None
    languages = tuple(LanguagePut.of(each.id, each.proficiency) for each in changed.pop("language"))
    for field in ("contact", "social"):
        if field in changed:
            changed[field] = [msgspec.to_builtins(way) for way in changed[field] or ()] or None
    return ProfilePut(language=languages, **changed)


def _ways(raw: msgspec.Raw) -> tuple[Reach, ...] | None:
    """A free JSON field as ways to reach somebody; None where it is anything else."""
    try:
        value: Any = msgspec.json.decode(bytes(raw))
    except UNREADABLE:
        return None
    if value in (None, ""):
        return ()
    if isinstance(value, dict):
        # Other programs write a map; what is sent back is the web client's list.
        value = [{"display_name": name, "value": text} for name, text in value.items()]
    if not isinstance(value, list):
        return None
    ways = []
    for entry in value:
        if not isinstance(entry, dict) or not set(entry) <= _WAY:
            return None
        name, text = entry.get("display_name", ""), entry.get("value", "")
        if not isinstance(name, str) or not isinstance(text, str):
            return None
        ways.append(Reach(typed(name), typed(text)))
    return tuple(ways)
