"""Words that others point at: languages, territories, projects, avatars, badges, capacities and hashtags."""

import json

from capx_tui.demo.world import data
from capx_tui.demo.world.clock import DAY, Clock
from capx_tui.demo.world.rows import Rows

AVATARS = 21
COMMONS = "https://commons.wikimedia.org/wiki/"

# At Wikidata but not (yet) at Metabase, so that a client has to look in both.
_NOT_AT_METABASE = frozenset({144, 145})

_ORGANIZATION_TYPES = (
    ("C", "Chapter"),
    ("U", "Wikimedia user group"),
    ("T", "Thematic organization"),
    ("G", "Gathering group"),
)


def fill(rows: Rows, clock: Clock) -> None:
    """Add every row of the tables that hold words rather than doings."""
    _places_and_languages(rows)
    _capacities(rows, clock)
    for number, (code, name) in enumerate(_ORGANIZATION_TYPES, 1):
        rows.add("organization_type", number, code, name)
    for number, project_code, name in data.projects():
        rows.add("wikimedia_project", number, name, project_code, "")
    rows.add("avatar", 1, f"{COMMONS}Special:Redirect/file/Wikidata.svg")
    for number in range(2, AVATARS + 1):
        rows.add("avatar", number, f"{COMMONS}Special:Redirect/file/CapX_-_Avatar_-_{number - 1}.svg")
    for number, badge in enumerate(data.load("badges.json"), 1):
        title = commons_file(rows, f"CapX demo badge {badge['name']}.svg", "image/svg+xml", 512, 512)
        logic = None if badge["logic"] is None else json.dumps(badge["logic"])
        rows.add("badge", number, badge["name"], title, badge["description"], logic, badge["type"])
    for number, (name, skills) in enumerate(data.load("hashtags.json").items(), 1):
        rows.add("hashtag", number, name)
        for skill in skills:
            rows.add("hashtag_skill", number, skill)


def commons_file(rows: Rows, name: str, mime: str, width: int, height: int) -> str:
    """Add a made-up file and return the address of its page at Commons."""
    path = name.replace(" ", "_")
    size = 9_000 + (width * height) % 900_000
    url = f"https://upload.wikimedia.org/wikipedia/commons/0/00/{path}"
    rows.add("commons_file", f"File:{name}", url, mime, size, width, height)
    return f"{COMMONS}File:{path}"


def _places_and_languages(rows: Rows) -> None:
    for language in data.languages():
        rows.add("language", language.id, language.code, language.name, language.autonym)
    ids = data.territory_ids()
    for territory in data.territories():
        rows.add("territory", territory.id, territory.name, territory.code)
        for region in territory.regions:
            rows.add("territory_parent", territory.id, ids[region])


def _capacities(rows: Rows, clock: Clock) -> None:
    for capacity in data.capacities():
        # The first capacities are old; the last two came this month, so that "new" is not nothing.
        age = 20 * DAY if capacity.id in _NOT_AT_METABASE else (900 - capacity.id) * DAY
        rows.add("skill", capacity.id, capacity.qid, capacity.parent, clock.ago(age))
        if capacity.id not in _NOT_AT_METABASE:
            rows.add("metabase_item", capacity.qid, capacity.metabase_item, capacity.id)
    qids = {capacity.id: capacity.qid for capacity in data.capacities()}
    for language in (*data.COMPLETE_LANGUAGES, *data.PARTIAL_LANGUAGES):
        for skill, (label, description) in data.terms(language).items():
            at_metabase = skill not in _NOT_AT_METABASE
            if at_metabase:
                rows.add("wiki_term", "metabase", qids[skill], language, label, description)
            # Wikidata knows the name of everything, and describes what Metabase lacks.
            elsewhere = None if at_metabase else description
            rows.add("wiki_term", "wikidata", qids[skill], language, label, elsewhere)
