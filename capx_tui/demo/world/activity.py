"""What people do on the exchange: saved profiles, messages, reports and Let's Connect."""

import json

from capx_tui.demo.world import data
from capx_tui.demo.world.chance import Chance
from capx_tui.demo.world.characters import ME
from capx_tui.demo.world.clock import DAY, Clock
from capx_tui.demo.world.person import Person
from capx_tui.demo.world.rows import Rows

_NO_ACCOUNT = "The receiver has no account at Wikimedia."
_NO_MAIL = "The receiver takes no e-mail through Wikimedia; the message was left on their public talk page."
_STATUSES = ("to_do", "assigned", "in_progress", "under_review", "done")

# Whom the person who is signed in has saved: relation and name, or acronym. Two people are saved both ways.
_SAVED_PEOPLE = (
    ("sharer", "Ceibo Lectora"),
    ("learner", "Ceibo Lectora"),
    ("sharer", "Kwame Sankɔfa"),
    ("sharer", "Jabuti da Biblioteca"),
    ("learner", "Wanjiru Kitabu"),
    ("sharer", "Rojîn Newroz"),
    ("learner", "Rojîn Newroz"),
    ("sharer", "圖書館裡的螢火蟲與她永遠讀不完的書"),
)
_SAVED_ORGANIZATIONS = (("sharer", "WMB"), ("sharer", "IN-KL"), ("learner", "NGA-IG"))

# Receiver, method, status, note and age in days of the messages of the person who is signed in.
_MESSAGES = (
    ("Ceibo Lectora", "email", "sent", "", 160),
    ("Kwame Sankɔfa", "talkpage", "sent", "", 121),
    ("Ghost Orchid", "email", "failed", _NO_ACCOUNT, 90),
    ("Quiet Sparrow", "email", "sent", _NO_MAIL, 44),
    ("Rojîn Newroz", "talkpage", "failed", "Meta-Wiki is read-only for maintenance; nothing was posted.", 20),
    ("Jabuti da Biblioteca", "email", "sent", "", 6),
    ("Wanjiru Kitabu", "email", "pending", "", 0.02),
)


# What Let's Connect still has from the days when the person who is signed in registered there: some of it is in
# the profile, some is not, and one thing has no place in the exchange. Territory, languages, projects, what was
# wanted and what was offered.
_OLD_PROFILE = (
    "Türkiye",
    ["Turkish", "English", "Azerbaijani"],
    ["Wikipedia", "Wikisource"],
    ["Q900000134", "Q900000048"],
    ["Q900000039", "Q900000100", "Q42"],
)


class Doings:
    """Draws what everyday people did, one person at a time, in proportion to their number."""

    def __init__(self, rows: Rows, chance: Chance, clock: Clock, people: int) -> None:
        self._rows, self._chance, self._clock, self._people = rows, chance, clock, people
        self._reports: list[list[str]] = data.load("titles.json")["reports"]
        self._organizations = [affiliate.id for affiliate in data.affiliates()]
        self._last_name = ""

    def of(self, person: Person) -> None:
        """Add the rows of one person; who has an id below may be the other side of it."""
        roll = self._chance.random
        if roll() < 0.25:
            self._saved(person)
        if roll() < 0.15 and self._last_name:
            self._message(person)
        if roll() < 0.03:
            self._report(person)
        if roll() < 0.08:
            self._lets_connect(person)
        self._last_name = person.username

    def _saved(self, person: Person) -> None:
        chance = self._chance
        chosen: set[tuple[str, str, int]] = set()
        for _ in range(chance.between(1, 4)):
            relation = "learner" if chance.happens(0.5) else "sharer"
            if chance.happens(0.2):
                chosen.add((relation, "org", chance.one(self._organizations)))
            elif (other := chance.between(1, self._people)) != person.id:
                chosen.add((relation, "user", other))
        for relation, entity, number in sorted(chosen):
            created = self._clock.ago(person.joined * chance.random())
            row = (self._rows.next_id("saved_item"), person.id, relation, entity, number, created)
            self._rows.of("saved_item").append(row)

    def _message(self, person: Person) -> None:
        chance = self._chance
        method = "email" if chance.happens(0.7) else "talkpage"
        status, note = ("failed", _NO_ACCOUNT) if chance.happens(0.1) else ("sent", "")
        date = self._clock.ago(person.joined * chance.random())
        row = (self._rows.next_id("message"), person.id, self._last_name, method, status, note, date)
        self._rows.of("message").append(row)

    def _report(self, person: Person) -> None:
        chance = self._chance
        kind, title, text = chance.one(self._reports)
        age = person.joined * chance.random()
        _bug(self._rows, self._clock, (person.id, title, text, kind, chance.one(_STATUSES)), age)

    def _lets_connect(self, person: Person) -> None:
        joined = self._clock.ago(person.joined * self._chance.random())
        _connect(self._rows, person, joined)


def of_me(rows: Rows, clock: Clock, people: dict[str, Person]) -> None:
    """Add what the person who is signed in did. `people` are the named ones, by username."""
    me = next(person for person in people.values() if person.id == ME)
    saved = [(relation, "user", people[name].id) for relation, name in _SAVED_PEOPLE if name in people]
    ids = data.affiliate_ids()
    saved += [(relation, "org", ids[acronym]) for relation, acronym in _SAVED_ORGANIZATIONS]
    for place, (relation, entity, number) in enumerate(saved):
        created = clock.ago((90 - 7 * place) * DAY)
        rows.add("saved_item", rows.next_id("saved_item"), ME, relation, entity, number, created)
    for receiver, method, status, note, days in _MESSAGES:
        date = clock.ago(days * DAY)
        rows.add("message", rows.next_id("message"), ME, receiver, method, status, note, date)
    reports = [
        _bug(rows, clock, (ME, title, text, kind, _STATUSES[place % len(_STATUSES)]), (150 - 16 * place) * DAY)
        for place, (kind, title, text) in enumerate(data.load("titles.json")["reports"])
    ]
    content = b"A note in place of a screenshot: the filters were there before, and gone after.\n"
    uploaded = clock.ago(150 * DAY)
    rows.add("attachment", 1, reports[0], "attachments/filters.txt", content, uploaded, uploaded)
    _connect(rows, me, clock.ago(60 * DAY), _OLD_PROFILE)


def _bug(rows: Rows, clock: Clock, words: tuple[int, str, str, str, str], age: float) -> int:
    """Add a report of author, title, description, kind and status that is `age` seconds old; return its id."""
    updated = age if words[-1] == "to_do" else age * 0.6
    number = rows.next_id("bug")
    rows.add("bug", number, *words, clock.ago(age), clock.ago(updated))
    return number


def _connect(rows: Rows, person: Person, moment: str, old: tuple[str | list[str] | None, ...] = (None,) * 5) -> None:
    number = rows.next_id("letsconnect_log")
    rows.of("letsconnect_log").append((number, person.id, f"Registered as made-up person {number}", moment))
    names = {affiliate.id: affiliate.name for affiliate in data.affiliates()} if person.affiliations else {}
    affiliation = names[person.affiliations[0]] if person.affiliations else None
    kept = [json.dumps(each, ensure_ascii=False) if isinstance(each, list) else each for each in old]
    rows.of("letsconnect_person").append((person.username, None, affiliation, *kept))
