"""The form for one's own profile: its fields with limits and rules, and its values both ways.

Field ids are the service's names, so that what it refuses stands beside the right field. Order and helps
follow the guide ("How to edit the user profile").
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from capx_tui.errors import ConflictCause
from capx_tui.i18n import t
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import (
    ActionField,
    FieldSpec,
    Heading,
    Levelled,
    LongTextField,
    Paragraph,
    Problem,
    TextField,
    Value,
)
from capx_tui.model.form_lists import ChoiceField, LevelsField, ListField
from capx_tui.model.form_options import Option, Options, OptionSource
from capx_tui.model.organization_fields import ItemField
from capx_tui.model.people import LEVELS, Proficiency
from capx_tui.model.profile import (
    MOST_ABOUT,
    MOST_AFFILIATIONS,
    MOST_ALTERNATIVE,
    MOST_DISPLAY_NAME,
    MOST_LANGUAGES,
    MOST_TEAM,
    MOST_TERRITORIES,
    NEW_LANGUAGE_LEVEL,
    PRONOUNS,
    MyProfile,
    Reach,
    not_known,
)

__all__ = [
    "FROM_TREE",
    "IMPORT_KNOWN",
    "LOOK_UP",
    "WAYS",
    "Coupled",
    "Sources",
    "couple",
    "profile_of",
    "profile_spec",
    "values_of",
]

#: Rows that do something.
LOOK_UP = "look-up"
IMPORT_KNOWN = "import-known"
#: Row of the tree, and the list that what is picked there goes to.
FROM_TREE = {
    "known-from-tree": "skills_known",
    "available-from-tree": "skills_available",
    "wanted-from-tree": "skills_wanted",
}
#: Row, and the screen that it leads to.
WAYS = {"way-badges": "badges", "way-lets-connect": "lets-connect"}

#: The level of a language that has none: the service keeps "", which is no name for a choice.
_NO_LEVEL = "none"
_PRONOUN_KEYS = {
    "he-him": "pronoun-he-him",
    "she-her": "pronoun-she-her",
    "they-them": "pronoun-they-them",
    "not-specified": "pronoun-not-specified",
    "other": "pronoun-other",
}


@dataclass(frozen=True, slots=True)
class Sources:
    """What the form chooses from. `ways` are the ids of the screens that one may go on to."""

    capacities: OptionSource
    languages: OptionSource
    affiliations: OptionSource
    territories: OptionSource
    projects: OptionSource
    avatars: OptionSource
    ways: Collection[str] = field(default=())


def profile_spec(sources: Sources, profile: MyProfile) -> FormSpec:
    """The form for `profile` as the service holds it: what it holds already may stay, whatever the rules say now."""
    fields = [
        *_picture(sources),
        *_bio(sources),
        *_capacities(sources),
        *_languages(sources, profile),
        *_belonging(sources),
        *_name(),
        *_reach(profile),
        *_ways(sources, "way-lets-connect"),
    ]
    return FormSpec(
        "edit-profile",
        tuple(fields),
        rules=(_offers_are_known(profile),),
        conflicts={
            ConflictCause.AVAILABLE_NOT_KNOWN: ("skills_available", "edit-profile-conflict-available"),
            ConflictCause.TOO_MANY_LANGUAGES: ("language", "edit-profile-conflict-languages"),
            ConflictCause.TOO_MANY_TERRITORIES: ("territory", "edit-profile-conflict-territories"),
            ConflictCause.TOO_MANY_AFFILIATIONS: ("affiliation", "edit-profile-conflict-affiliations"),
            ConflictCause.LETS_CONNECT_TAKEN_BACK: ("", "edit-profile-conflict-lets-connect"),
        },
        save_key="edit-profile-save",
    )


# -- the sections, in the order of the guide -------------------------------------------------------------


def _picture(sources: Sources) -> Iterator[FieldSpec]:
    yield Paragraph("public", label_key="edit-profile-public")
    yield Heading("picture", label_key="edit-profile-picture")
    yield ChoiceField(
        "avatar", label_key="edit-profile-avatar", help_key="edit-profile-avatar-help", options=sources.avatars
    )
    yield ItemField(
        "wikidata_qid",
        label_key="profile-item",
        help_key="edit-profile-item-help",
        # Ten characters are all that the service takes; to count them would only be noise.
        limit=None,
        pattern=r"Q[1-9]\d{0,8}",
    )
    yield ActionField(LOOK_UP, label_key="edit-profile-look-up", help_key="edit-profile-look-up-help")
    yield from _ways(sources, "way-badges")


def _ways(sources: Sources, row: str) -> Iterator[FieldSpec]:
    if WAYS[row] not in sources.ways:
        return
    if row == "way-badges":
        yield Heading("badges", label_key="profile-badges")
        yield ActionField(row, label_key="profile-badges", help_key="edit-profile-badges-help")
    else:
        yield Heading("lets-connect", label_key="edit-profile-lets-connect")
        yield ActionField(row, label_key="edit-profile-lets-connect", help_key="edit-profile-lets-connect-help")


def _bio(sources: Sources) -> Iterator[FieldSpec]:
    yield Heading("bio", label_key="profile-about")
    yield LongTextField("about", label_key="profile-about", help_key="edit-profile-about-help", limit=MOST_ABOUT)
    yield ChoiceField(
        "about_language",
        label_key="edit-profile-about-language",
        help_key="edit-profile-about-language-help",
        options=sources.languages,
    )


def _capacities(sources: Sources) -> Iterator[FieldSpec]:
    lists = (
        ("skills_known", "profile-known", "edit-profile-known", "edit-profile-known-help"),
        ("skills_available", "profile-available", "edit-profile-available", "edit-profile-available-help"),
        ("skills_wanted", "profile-wanted", "edit-profile-wanted", "edit-profile-wanted-help"),
    )
    from_tree = {listed: row for row, listed in FROM_TREE.items()}
    for field_id, heading_key, label_key, help_key in lists:
        yield Heading(f"section-{field_id}", label_key=heading_key)
        yield _list(field_id, label_key, help_key, sources.capacities)
        yield ActionField(from_tree[field_id], label_key="edit-profile-tree", help_key="edit-profile-tree-help")
        if field_id == "skills_available":
            yield ActionField(IMPORT_KNOWN, label_key="edit-profile-import", help_key="edit-profile-import-help")


def _languages(sources: Sources, profile: MyProfile) -> Iterator[FieldSpec]:
    # A level that was never given may stay until the person chooses one.
    levels = LEVELS if all(each.proficiency for each in profile.language) else (_NO_LEVEL, *LEVELS)
    yield Heading("section-language", label_key="profile-languages")
    yield LevelsField(
        "language",
        label_key="profile-languages",
        help_key="edit-profile-languages-help",
        limit=MOST_LANGUAGES,
        options=sources.languages,
        levels=levels,
        first_level=NEW_LANGUAGE_LEVEL,
        is_ordered=False,
    )


def _belonging(sources: Sources) -> Iterator[FieldSpec]:
    yield Heading("section-affiliation", label_key="profile-affiliation")
    yield _list(
        "affiliation",
        "profile-affiliation",
        "edit-profile-affiliation-help",
        sources.affiliations,
        limit=MOST_AFFILIATIONS,
    )
    yield Heading("section-territory", label_key="profile-territory")
    yield _list(
        "territory", "profile-territory", "edit-profile-territory-help", sources.territories, limit=MOST_TERRITORIES
    )
    yield Heading("section-projects", label_key="profile-projects")
    yield _list("wikimedia_project", "profile-projects", "edit-profile-projects-help", sources.projects)


def _list(
    field_id: str, label_key: str, help_key: str, options: OptionSource, *, limit: int | None = None
) -> ListField:
    return ListField(field_id, label_key=label_key, help_key=help_key, options=options, limit=limit, is_ordered=False)


def _name() -> Iterator[FieldSpec]:
    yield Heading("name", label_key="edit-profile-name")
    yield TextField(
        "display_name",
        label_key="edit-profile-display-name",
        help_key="edit-profile-display-name-help",
        limit=MOST_DISPLAY_NAME,
    )
    pronouns = Options(lambda: (Option(each, t(_PRONOUN_KEYS[each])) for each in PRONOUNS))
    yield ChoiceField("pronoun", label_key="profile-pronoun", help_key="edit-profile-pronoun-help", options=pronouns)
    yield TextField("team", label_key="profile-team", help_key="edit-profile-team-help", limit=MOST_TEAM)
    yield TextField(
        "wiki_alt",
        label_key="profile-alternative",
        help_key="edit-profile-alternative-help",
        limit=MOST_ALTERNATIVE,
    )


def _reach(profile: MyProfile) -> Iterator[FieldSpec]:
    yield Heading("reach", label_key="edit-profile-reach")
    lists = (
        ("contact", "profile-contact", "edit-profile-contact-help", profile.contact),
        ("social", "edit-profile-social", "edit-profile-social-help", profile.social),
    )
    for field_id, label_key, help_key, held in lists:
        yield ListField(
            field_id,
            label_key=label_key,
            help_key=help_key,
            entry=TextField("way", label_key="edit-profile-way"),
            disabled_key="edit-profile-ways-odd" if held is None else "",
        )


# -- available within known --------------------------------------------------------------------------------


def _offers_are_known(profile: MyProfile) -> Callable[[Mapping[str, Any]], Iterable[tuple[str, Problem]]]:
    known, available = frozenset(profile.skills_known), frozenset(profile.skills_available)

    def rule(values: Mapping[str, Any]) -> Iterator[tuple[str, Problem]]:
        now = frozenset(values["skills_known"]), frozenset(values["skills_available"])
        # What is not sent is not looked at.
        if now == (known, available):
            return
        missing = set(not_known(*now))
        for at, entry in enumerate(values["skills_available"]):
            if entry in missing:
                yield "skills_available", Problem("edit-profile-not-known", entry=at)

    return rule


@dataclass(frozen=True, slots=True)
class Coupled:
    """What became of a change to the capacities: the form, what was not taken yet, and what went along."""

    form: Form
    #: Capacities that were to be offered and are not known: to be asked about.
    asked: tuple[int, ...] = ()
    #: Capacities that were taken out of what is offered, since they were taken out of what is known.
    withdrawn: tuple[int, ...] = ()


def couple(before: Form, after: Form) -> Coupled:
    """Keep what is offered within what is known, when one of the two lists has just been changed by hand.

    One step: what goes along is undone with what it went along with. Changes of both lists at once, such as
    taking a step back, are left as they are.
    """
    if after is before or not after.past or len(after.past) < len(before.past):
        return Coupled(after)
    touched = set(after.past[-1])
    if touched == {"skills_available"}:
        new = set(after["skills_available"]) - set(before["skills_available"])
        asked = tuple(each for each in not_known(after["skills_known"], after["skills_available"]) if each in new)
        if asked:
            kept = tuple(each for each in after["skills_available"] if each not in asked)
            return Coupled(before.edit("skills_available", kept), asked=asked)
    elif touched == {"skills_known"}:
        gone = set(before["skills_known"]) - set(after["skills_known"])
        withdrawn = tuple(each for each in after["skills_available"] if each in gone)
        if withdrawn:
            kept = tuple(each for each in after["skills_available"] if each not in gone)
            both = {"skills_known": after["skills_known"], "skills_available": kept}
            return Coupled(before.edit_many(both), withdrawn=withdrawn)
    return Coupled(after)


# -- values --------------------------------------------------------------------------------------------------


def values_of(profile: MyProfile) -> dict[str, Value]:
    """What the form begins with."""
    values: dict[str, Value] = {
        name: getattr(profile, name)
        for name in (
            "avatar",
            "wikidata_qid",
            "about",
            "about_language",
            "skills_known",
            "skills_available",
            "skills_wanted",
            "affiliation",
            "territory",
            "wikimedia_project",
            "display_name",
            "team",
            "wiki_alt",
        )
    }
    values["pronoun"] = profile.pronoun or None
    values["language"] = tuple(Levelled(each.id, each.proficiency or _NO_LEVEL) for each in profile.language)
    for name in ("contact", "social"):
        values[name] = tuple(map(_line, getattr(profile, name) or ()))
    return values


def profile_of(before: MyProfile, form: Form) -> MyProfile:
    """`before` with what the person changed in `form`, and nothing else."""
    return msgspec.structs.replace(before, **{name: _held(before, name, form[name]) for name in form.changed})


def _held(before: MyProfile, name: str, value: Any) -> Any:
    if name == "pronoun":
        return value or ""
    if name == "language":
        return tuple(Proficiency(each.id, "" if each.level == _NO_LEVEL else each.level) for each in value)
    if name in ("contact", "social"):
        # What was not touched stays as it was written, whatever its name holds.
        held = {_line(way): way for way in getattr(before, name) or ()}
        return tuple(held[line] if line in held else _way(line) for line in value)
    return value


def _line(way: Reach) -> str:
    """A way on one line, as the profile shows it."""
    return f"{way.display_name}: {way.value}" if way.display_name else way.value


def _way(line: str) -> Reach:
    """The name ends at the first colon with a blank behind it: an address has none there."""
    name, colon, value = line.partition(": ")
    return Reach(name.strip(), value.strip()) if colon and value.strip() else Reach("", line.strip())
