"""One's own profile as others see it, without asking the service again."""

from __future__ import annotations

from capx_tui.model.people import Person
from capx_tui.model.profile import MyProfile, Reach
from capx_tui.text import clean, clean_lines

__all__ = ["as_others_see"]


def as_others_see(profile: MyProfile) -> Person:
    """The public part, its texts cleaned as everybody's are."""
    return Person(
        id=profile.id,
        username=profile.username,
        display_name=clean(profile.display_name),
        pronoun=clean(profile.pronoun),
        about=clean_lines(profile.about),
        about_language=profile.about_language,
        wikidata_qid=profile.wikidata_qid,
        wiki_alt=clean(profile.wiki_alt),
        team=clean(profile.team),
        avatar=profile.avatar,
        territory=profile.territory,
        affiliation=profile.affiliation,
        wikimedia_project=profile.wikimedia_project,
        skills_known=profile.skills_known,
        skills_available=profile.skills_available,
        skills_wanted=profile.skills_wanted,
        language=profile.language,
        badges=profile.badges,
        is_manager=profile.is_manager,
        contact=_ways(profile.contact),
        social=_ways(profile.social),
        date_joined=profile.date_joined,
        last_update=profile.last_update,
        last_login=profile.last_login,
    )


def _ways(ways: tuple[Reach, ...] | None) -> tuple[str, ...]:
    written = (f"{each.display_name}: {each.value}" if each.display_name else each.value for each in ways or ())
    return tuple(dict.fromkeys(line for way in written if (line := clean(way))))
