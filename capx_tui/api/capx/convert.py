"""From the service's shapes to our values: here its oddities end.

Other people's texts are cleaned, null is ``""``, levels are text, times are UTC in one width (so that
they sort as text), addresses that are none of http(s) and QIDs that are none go, what may be there twice is
there once. E-mail addresses of people and staff flags do not pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from capx_tui.api.capx.shapes_capacities import SkillShape
from capx_tui.api.capx.shapes_events import EventShape
from capx_tui.api.capx.shapes_lists import BadgeShape, TerritoryShape
from capx_tui.api.capx.shapes_organizations import DocumentShape, OrganizationShape, ProjectShape
from capx_tui.api.capx.shapes_people import (
    LanguageProficiencyShape,
    OrganizationHintShape,
    PersonHintShape,
    ProfileShape,
    RecommendationShape,
)
from capx_tui.api.repair import UNREADABLE, decode
from capx_tui.model.capacities import Capacity
from capx_tui.model.commons_files import file_page, file_title
from capx_tui.model.directory import Badge, Event, Language, Organization, Project, Territory
from capx_tui.model.organization import Document, OrganizationProject
from capx_tui.model.people import Person, Proficiency
from capx_tui.model.recommendations import Group, Hint, Recommendations
from capx_tui.text import clean, clean_lines

__all__ = [
    "affiliation_list",
    "badge",
    "capacity",
    "counts",
    "document",
    "event",
    "is_item",
    "language_list",
    "level",
    "many_lines",
    "one_line",
    "organization",
    "organization_project",
    "people",
    "person",
    "project_list",
    "recommendations",
    "territory",
    "utc",
    "web_address",
]

_QID = re.compile(r"Q[1-9][0-9]{0,15}").fullmatch
_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\"<>\\^`{|}]+", re.IGNORECASE).fullmatch
# A Fediverse handle (@name@host) and a path (https://host/@name) are no e-mail addresses.
_EMAIL = re.compile(r"(?<![\w@/.+-])[\w.+-]+@[\w-]+(\.[\w-]+)+")
_TIME = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?\s?(Z|[+-]\d\d(:?\d\d)?)?", re.IGNORECASE | re.ASCII
).fullmatch
#: Entries of a free field that we look at, and how long one may be.
_MOST_ENTRIES = 20
_LONGEST_ENTRY = 500
_NULL = b"null"
#: Characters. What a person can store is a tenth of it; a service gone mad must not make every list slow.
_LONGEST_LINE = 4_000
_LONGEST_TEXT = 100_000
#: Likewise: there are some hundred capacities, territories and languages each.
_MOST_IDS = 2_000


def person(shape: ProfileShape) -> Person:
    """A public profile."""
    return Person(
        id=shape.id,
        username=one_line(shape.user.username),
        display_name=one_line(shape.display_name),
        pronoun=one_line(shape.pronoun),
        about=many_lines(shape.about),
        about_language=shape.about_language or None,
        wikidata_qid=_qid(shape.wikidata_qid),
        wiki_alt=one_line(shape.wiki_alt),
        team=one_line(shape.team),
        avatar=shape.avatar or None,
        territory=_once(shape.territory),
        affiliation=_once(shape.affiliation),
        wikimedia_project=_once(shape.wikimedia_project),
        skills_known=_once(shape.skills_known),
        skills_available=_once(shape.skills_available),
        skills_wanted=_once(shape.skills_wanted),
        language=_languages(shape.language),
        badges=_once(shape.badges),
        is_manager=_once(shape.is_manager),
        contact=_entries(shape.contact),
        social=_entries(shape.social),
        date_joined=utc(shape.user.date_joined),
        last_update=utc(shape.last_update),
        last_login=utc(shape.last_login),
    )


def people(shapes: Iterable[ProfileShape]) -> list[Person]:
    """Profiles in the order they came, each person once: a region's list holds some twice."""
    return [person(shape) for shape in {shape.id: shape for shape in shapes}.values()]


def organization(shape: OrganizationShape) -> Organization:
    """An organization. Its e-mail address is a public contact and stays."""
    names = {one_line(name.language_code): one_line(name.name) for name in shape.names}
    names = {code: name for code, name in names.items() if code and name}
    email = one_line(shape.email)
    return Organization(
        id=shape.id,
        display_name=one_line(shape.display_name) or names.get("en", ""),
        acronym=one_line(shape.acronym),
        type=shape.type or None,
        profile_image=web_address(shape.profile_image),
        territory=_once(shape.territory),
        managers=_once(shape.managers),
        meta_page=web_address(shape.meta_page),
        email=email if _EMAIL.fullmatch(email) else "",
        website=web_address(shape.website),
        report=web_address(shape.report),
        mastodon=web_address(shape.mastodon),
        home_project=web_address(shape.home_project),
        tag_diff=_once(shape.tag_diff),
        documents=_once(shape.documents),
        choose_events=_once(shape.choose_events),
        projects=_once(shape.projects),
        events=_once(shape.events),
        known_capacities=_once(shape.known_capacities),
        available_capacities=_once(shape.available_capacities),
        wanted_capacities=_once(shape.wanted_capacities),
        names=names,
        update_date=utc(shape.update_date),
    )


def organization_project(shape: ProjectShape) -> OrganizationProject:
    """A project of organizations."""
    return OrganizationProject(
        id=shape.id,
        name=one_line(shape.display_name),
        url=web_address(shape.url),
        description=many_lines(shape.description),
        related_skills=_once(shape.related_skills),
    )


def document(shape: DocumentShape) -> Document:
    """A document; its address is that of the file's page, whichever of the file's addresses was given."""
    address = web_address(shape.url)
    title = file_title(address)
    return Document(id=shape.id, title=title or "", address=file_page(title) if title else address)


def territory(shape: TerritoryShape) -> Territory:
    """A region or a country. A territory is not its own parent."""
    return Territory(
        id=shape.id,
        territory_name=one_line(shape.territory_name),
        territory_acronym=one_line(shape.territory_acronym),
        parent_territory=tuple(parent for parent in _once(shape.parent_territory) if parent != shape.id),
    )


def event(shape: EventShape) -> Event:
    """An event."""
    return Event(
        id=shape.id,
        name=one_line(shape.name),
        organization=shape.organization,
        type_of_location=one_line(shape.type_of_location),
        openstreetmap_id=web_address(shape.openstreetmap_id),
        url=web_address(shape.url),
        description=many_lines(shape.description),
        wikidata_qid=_qid(shape.wikidata_qid),
        image_url=web_address(shape.image_url),
        time_begin=utc(shape.time_begin),
        time_end=utc(shape.time_end),
        created_at=utc(shape.created_at),
        updated_at=utc(shape.updated_at),
        creator=shape.creator,
        related_skills=_once(shape.related_skills),
    )


def recommendations(shape: RecommendationShape) -> Recommendations:
    """What is recommended, by group."""
    groups = {
        Group.SHARE_WITH: _hints(shape.share_with),
        Group.SHARE_WITH_ORGANIZATIONS: _hints(shape.share_with_orgs),
        Group.LEARN_FROM: _hints(shape.learn_from),
        Group.LEARN_FROM_ORGANIZATIONS: _hints(shape.learn_from_orgs),
        Group.SAME_LANGUAGE: _hints(shape.same_language),
        Group.CAPACITIES: tuple(Hint(each.id) for each in shape.new_skills),
        Group.EVENTS: tuple(Hint(each.id, one_line(each.name)) for each in shape.events),
    }
    return Recommendations(groups=groups, events=tuple(map(event, shape.events)))


def _hints(shapes: Iterable[PersonHintShape | OrganizationHintShape]) -> tuple[Hint, ...]:
    return tuple(
        Hint(
            each.id,
            one_line(each.username if isinstance(each, PersonHintShape) else each.display_name or each.acronym),
            each.matches,
        )
        for each in shapes
    )


def badge(shape: BadgeShape) -> Badge:
    """A badge."""
    return Badge(
        id=shape.id,
        name=one_line(shape.name),
        description=many_lines(shape.description),
        picture=web_address(shape.picture),
        type=one_line(shape.type),
    )


def capacity(shape: SkillShape) -> Capacity:
    """A capacity without its terms; `qid` is "" where the service has none."""
    parent = shape.skill_type if shape.skill_type not in (0, shape.id) else None
    return Capacity(id=shape.id, qid=_qid(shape.skill_wikidata_item), parent=parent)


def language_list(answer: Mapping[str, str]) -> list[Language]:
    """`GET /list/language/`, by id."""
    return [Language(id=key, name=name) for key, name in _rows(answer)]


def project_list(answer: Mapping[str, str]) -> list[Project]:
    """`GET /list/wikimedia_project/`, by id."""
    return [Project(id=key, name=name) for key, name in _rows(answer)]


def affiliation_list(answer: Mapping[str, str]) -> list[Organization]:
    """`GET /list/affiliation/`, by id: bare English names, also of organizations that the service hides."""
    return [Organization(id=key, display_name=name, listed=False) for key, name in _rows(answer)]


def counts(answer: Mapping[str, int]) -> dict[int, int]:
    """A map of the statistics with its ids as numbers; what has no id is left out."""
    return {int(key): value for key, value in answer.items() if _is_id(key)}


def level(proficiency: int | str | None) -> str:
    """A level of `model.people.LEVELS`, or "" where the person gave none."""
    return "" if proficiency is None else one_line(str(proficiency)[:80])[:8]


def utc(moment: str | None) -> str:
    """`moment` as ``2026-01-31T09:00:00.000000Z``; without a zone it is UTC. "" for what is no time."""
    if not moment or not _TIME(moment):
        return ""
    try:
        read = datetime.fromisoformat(moment.upper().replace(" ", "T", 1).replace(" ", "").replace(",", "."))
        if len(moment) == 27 and moment[10] == "T" and moment[19] == "." and moment[26] == "Z":
            return moment  # what the service sends nearly always
        zoned = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return zoned.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _is_id(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) < 19


def _rows(answer: Mapping[str, str]) -> list[tuple[int, str]]:
    return sorted((int(key), one_line(name)) for key, name in answer.items() if _is_id(key))


def one_line(text: str | None) -> str:
    """A name or the like, cleaned. No field of the service holds as much as is cut off here."""
    return clean(text[:_LONGEST_LINE]) if text else ""


def many_lines(text: str | None) -> str:
    """A description or the like, cleaned and cut as a name is."""
    return clean_lines(text[:_LONGEST_TEXT]).strip() if text else ""


def _once(ids: tuple[int, ...]) -> tuple[int, ...]:
    return ids if len(ids) < 2 else tuple(dict.fromkeys(ids[:_MOST_IDS]))


def _qid(text: str | None) -> str:
    return text if text and _QID(text) else ""


def is_item(text: str | None) -> bool:
    """Whether `text` is an item of a Wikibase: a Q and its number."""
    return bool(_qid(text))


def web_address(text: str | None) -> str:
    """`text` if it is an http(s) address; any other would open something else than a page."""
    if not text or len(text) > _LONGEST_LINE:
        return ""
    address = clean(text)
    return address if _ADDRESS(address) else ""


def _languages(shapes: tuple[LanguageProficiencyShape, ...]) -> tuple[Proficiency, ...]:
    return tuple({shape.id: Proficiency(shape.id, level(shape.proficiency)) for shape in shapes[:_MOST_IDS]}.values())


def _entries(raw: msgspec.Raw) -> tuple[str, ...]:
    """A free JSON field as lines of text. The web client writes ``[{"display_name", "value"}]``.

    An entry with an e-mail address goes: those are not ours to pass around, whatever field they are in.
    """
    if bytes(raw) == _NULL:
        return ()
    try:
        value = decode(msgspec.json.decode, bytes(raw))
    except UNREADABLE:
        return ()
    entries = value if isinstance(value, list) else [value]
    lines = (clean(_entry(entry)[: 2 * _LONGEST_ENTRY])[:_LONGEST_ENTRY] for entry in entries[:_MOST_ENTRIES])
    return tuple(dict.fromkeys(line for line in lines if line and not _EMAIL.search(line)))


def _entry(entry: Any) -> str:
    if isinstance(entry, str):
        return entry
    if not isinstance(entry, dict):
        return ""
    name, value = entry.get("display_name"), entry.get("value")
    if isinstance(value, str):
        return f"{name}: {value}" if isinstance(name, str) and name and value else value
    return "; ".join(f"{key}: {text}" for key, text in entry.items() if isinstance(text, str) and text)
