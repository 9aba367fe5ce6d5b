"""One person of a world, and how a person becomes rows."""

import json
from dataclasses import dataclass, field

from capx_tui.demo.world.clock import DAY, Clock
from capx_tui.demo.world.rows import Rows

_TOKEN_LIFE = 30 * DAY


@dataclass(slots=True)
class Person:
    """What is decided about a person before anything is written. Ages are seconds before now.

    `languages` are pairs of language id and level; `home_wiki` is the wiki that the account was made at;
    `meta` tells the account's state there.
    """

    id: int
    username: str
    joined: float
    updated: float
    login: float | None = None
    display_name: str = ""
    pronoun: str = ""
    about: str = ""
    about_language: int | None = None
    wikidata_qid: str = ""
    wiki_alt: str = ""
    team: str = ""
    email: str | None = None
    staff: bool = False
    avatar: int | None = None
    contact: dict[str, str] | None = None
    social: dict[str, str] | None = None
    lets_connect: int | None = None
    languages: list[tuple[int, str]] = field(default_factory=list)
    territories: list[int] = field(default_factory=list)
    affiliations: list[int] = field(default_factory=list)
    projects: list[int] = field(default_factory=list)
    known: list[int] = field(default_factory=list)
    available: list[int] = field(default_factory=list)
    wanted: list[int] = field(default_factory=list)
    badges: list[tuple[int, int, int]] = field(default_factory=list)
    home_wiki: str = "enwiki"
    edits: int = 100
    registered: float = 0.0
    meta: str = "emailable"
    #: An item at Wikidata that is not on the profile (yet): its qid, label and description.
    item: dict[str, str] = field(default_factory=dict)
    alternative_on_meta: bool = True


def write(rows: Rows, person: Person, clock: Clock) -> None:
    """Add the rows of one person's account and profile, and of their side of Wikimedia."""
    number = person.id
    joined = clock.ago(person.joined)
    rows.of("user").append((number, person.username, person.email, int(person.staff), 1, joined))
    if person.login is not None:
        created, expiry = clock.ago(person.login), clock.ago(person.login - _TOKEN_LIFE)
        rows.of("token").append((f"made-up-{number:07d}", number, created, expiry))
    rows.of("profile").append(
        (
            number,
            person.display_name,
            person.pronoun,
            person.about,
            person.about_language,
            person.wikidata_qid,
            person.wiki_alt,
            person.team,
            None if person.contact is None else json.dumps(person.contact),
            None if person.social is None else json.dumps(person.social),
            clock.ago(person.updated),
            person.lets_connect,
            person.avatar,
        )
    )
    _relations(rows, person)
    _wikimedia(rows, person, clock)


def _relations(rows: Rows, person: Person) -> None:
    number = person.id
    next_level = rows.counter("language_proficiency")
    rows.of("language_proficiency").extend(
        (next(next_level), number, language, level) for language, level in person.languages
    )
    # In the order of the table's key, which keeps the writing of many people quick.
    skills = rows.of("profile_skill")
    skills.extend((number, "available", skill) for skill in person.available)
    skills.extend((number, "known", skill) for skill in person.known)
    skills.extend((number, "wanted", skill) for skill in person.wanted)
    rows.of("profile_territory").extend((number, territory) for territory in person.territories)
    rows.of("profile_affiliation").extend((number, organization) for organization in person.affiliations)
    rows.of("profile_wikimedia_project").extend((number, project) for project in person.projects)
    if person.badges:
        next_badge = rows.counter("user_badge")
        rows.of("user_badge").extend(
            (next(next_badge), number, badge, shown, progress) for badge, shown, progress in person.badges
        )


def _wikimedia(rows: Rows, person: Person, clock: Clock) -> None:
    if person.meta != "missing":
        name = person.username
        emailable = 0 if person.meta == "no-email" else 1
        rows.of("meta_user").append((name, 1_000_000 + 7 * person.id, emailable))
        accounts = rows.of("meta_merged_account")
        accounts.append((name, person.home_wiki, clock.plain(person.registered), person.edits))
        # Meta's account came into being at the first visit, later than the first of all.
        accounts.append((name, "metawiki", clock.plain(person.registered * 0.8), person.edits // 9))
    if person.wiki_alt and person.alternative_on_meta:
        rows.of("meta_user").append((person.wiki_alt, 900_000_000 + person.id, 1))
        rows.of("meta_merged_account").append(
            (person.wiki_alt, "metawiki", clock.plain(person.registered * 0.5), person.edits // 20)
        )
    if person.item:
        rows.add("wiki_term", "wikidata", person.item["qid"], "en", person.item["label"], person.item["description"])
    if qid := person.item.get("qid", person.wikidata_qid):
        photo = f"CapX demo portrait {person.id}.jpg"
        rows.of("wikidata_person").append((qid, person.username, photo))
        url = f"https://upload.wikimedia.org/wikipedia/commons/0/00/{photo.replace(' ', '_')}"
        rows.of("commons_file").append((f"File:{photo}", url, "image/jpeg", 240_000, 900, 1200))
