"""Events: past, today and to come, for every organization with a profile."""

from typing import Any

from capx_tui.demo.world import data
from capx_tui.demo.world.catalogue import commons_file
from capx_tui.demo.world.chance import Chance
from capx_tui.demo.world.clock import DAY, Clock, later
from capx_tui.demo.world.organizations import featured
from capx_tui.demo.world.rows import Rows

_MINE = "TUR"
_META = "https://meta.wikimedia.org/wiki/"


def fill(rows: Rows, chance: Chance, clock: Clock, creators: dict[int, int]) -> None:
    """Add events, the main events of each organization, and what Meta and Wikidata know about some.

    `creators` gives a manager per organization id.
    """
    planner = _Planner(rows, chance, clock, creators)
    for entry in featured():
        # The first is over, the second is to come; a few organizations plan more.
        days = [-chance.between(4, 240), chance.between(2, 150)]
        if chance.happens(0.2):
            days.append(chance.between(2, 60))
        if entry["acronym"] == _MINE:
            days += [-30, 1, 12, 45]
        own = [planner.some_day(entry, day) for day in days]
        for event in own[: chance.between(0, 4)]:
            rows.add("organization_choose_event", entry["id"], event)
    planner.today()
    _sources(rows, clock, creators)


class _Planner:
    """Writes events of the kinds in `titles.json`."""

    def __init__(self, rows: Rows, chance: Chance, clock: Clock, creators: dict[int, int]) -> None:
        self._rows, self._chance, self._clock, self._creators = rows, chance, clock, creators
        titles = data.load("titles.json")
        self._kinds: list[dict[str, Any]] = titles["events"]
        self._topics: list[dict[str, str]] = titles["topics"]

    def some_day(self, entry: dict[str, Any], day: int) -> int:
        """Add an event of any kind on the day so many days from today; return its id."""
        chance = self._chance
        kind = chance.one(self._kinds)
        return self._write(entry, kind, self._clock.at(day, chance.between(8, 19), 30 * chance.below(2)))

    def today(self) -> None:
        """Add two events that have begun today and two that begin later today, whatever the hour is."""
        kinds = {kind["key"]: kind for kind in self._kinds}
        entries = {entry["acronym"]: entry for entry in featured()}
        gone = self._clock.seconds_today
        running, soon = self._clock.ago(gone // 2), self._clock.ago(-((DAY - gone) // 2))
        for acronym, key, begin in (
            (_MINE, "campaign", running),
            ("WMB", "campaign", running),
            (_MINE, "office-hour", soon),
            ("AR", "wikidata-workshop", soon),
        ):
            self._write(entries[acronym], kinds[key], begin)

    def _write(self, entry: dict[str, Any], kind: dict[str, Any], begin: str) -> int:
        rows, chance, clock = self._rows, self._chance, self._clock
        number = rows.next_id("event")
        language = entry["language"]
        name = kind["name"][language].replace("$1", chance.one(self._topics)[language])
        place = ""
        if kind["location"] != "virtual" and chance.happens(0.6):
            # Far beyond the numbers that OpenStreetMap has given out.
            place = f"https://www.openstreetmap.org/node/{9_000_000_000_000 + number}"
        image = ""
        if chance.happens(0.4):
            image = commons_file(rows, f"CapX demo event {number}.jpg", "image/jpeg", 1_600, 900)
        end = later(begin, kind["hours"]) if chance.happens(0.8) else None
        url = f"{_META}Event:CapX_demo_{number}" if chance.happens(0.85) else ""
        description = kind["description"][language] if chance.happens(0.85) else ""
        # Announced in good time, and in the past.
        created = min(later(begin, -24 * chance.between(7, 60)), clock.ago(chance.between(3, 30) * DAY))
        moments = (begin, end, created, max(created, clock.ago(chance.random() * 30 * DAY)))
        owner = (self._creators.get(entry["id"]), entry["id"])
        rows.add("event", number, name, kind["location"], place, url, description, "", image, *moments, *owner)
        if chance.happens(0.85):
            for skill in kind["skills"]:
                rows.add("event_skill", number, skill)
        return number


def _sources(rows: Rows, clock: Clock, creators: dict[int, int]) -> None:
    """Pages on Meta and items at Wikidata that the event form reads, and the events made from the items."""
    sources = data.load("event_sources.json")
    for page in sources["meta_pages"]:
        begin = clock.at(page["begin_days"], 17)
        wikitext, html = _markup(page["style"], begin, later(begin, page["hours"]))
        rows.add("meta_page", page["title"], page["qid"], page["extract"], wikitext, f"<p>{page['extract']}</p>{html}")
    organization = data.affiliate_ids()[_MINE]
    for item in sources["wikidata_items"]:
        begin = clock.at(item["begin_days"], 17)
        end = later(begin, item["hours"])
        days = [moment[:10] + "T00:00:00Z" for moment in (begin, end)]
        rows.add("wikidata_event", item["qid"], *days, item["location"], item["website"])
        rows.add("wiki_term", "wikidata", item["qid"], "en", item["label"], item["description"])
        form = "in_person" if item["location"] else "virtual"
        number, url = rows.next_id("event"), f"https://www.wikidata.org/wiki/{item['qid']}"
        moments = (begin, end, clock.ago(9 * DAY), clock.ago(8 * DAY))
        words = (item["label"], form, "", url, item["description"], item["qid"], "")
        rows.add("event", number, *words, *moments, creators.get(organization), organization)


def _markup(style: str, begin: str, end: str) -> tuple[str, str]:
    """Wikitext and HTML that tell the dates in one of the ways pages on Meta do."""
    if style == "templates":
        dates = [moment[:10].split("-") for moment in (begin, end)]
        first, last = (f"{year}|{month}|{day}" for year, month, day in dates)
        return f"{{{{Start date|{first}|17|00}}}}\n{{{{End date|{last}|22|00}}}}", ""
    if style == "iso":
        return f"From {begin[:16]} to {end[:16]} (UTC).", f"<p>From {begin[:16]} to {end[:16]} (UTC).</p>"
    if style == "text":
        months = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December")  # fmt: skip
        day = f"{int(begin[8:10])} {months[int(begin[5:7]) - 1]} {begin[:4]}"
        return f"Meet us on {day} at the pier.", f"<p>Meet us on {day} at the pier.</p>"
    return "", ""
