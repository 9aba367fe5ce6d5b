"""Organizations: every affiliate by name, and some fifty of them with a profile worth opening."""

from typing import Any

from capx_tui.demo.world import data
from capx_tui.demo.world.catalogue import commons_file
from capx_tui.demo.world.chance import Chance
from capx_tui.demo.world.clock import DAY, Clock
from capx_tui.demo.world.rows import Rows

_TYPES = {"Chapter": 1, "Wikimedia user group": 2, "Thematic organization": 3}
_META = "https://meta.wikimedia.org/wiki/"


def featured() -> list[dict[str, Any]]:
    """The organizations of `organizations.json`, each with the id and the name of its affiliate added."""
    by_acronym = {affiliate.acronym: affiliate for affiliate in data.affiliates()}
    entries: list[dict[str, Any]] = data.load("organizations.json")
    for entry in entries:
        affiliate = by_acronym[entry["acronym"]]
        entry["id"], entry["name"] = affiliate.id, affiliate.name
    return entries


def fill(rows: Rows, chance: Chance, clock: Clock) -> None:
    """Add all organizations with names, territories, capacities, news tags, documents and projects."""
    entries = {entry["id"]: entry for entry in featured()}
    ids = data.territory_ids()
    for affiliate in data.affiliates():
        entry = entries.get(affiliate.id)
        _organization(rows, chance, clock, affiliate, entry)
        rows.add("organization_name", rows.next_id("organization_name"), affiliate.id, "en", affiliate.name)
        for code in affiliate.territories:
            rows.add("organization_territory", affiliate.id, ids[code])
    tags: dict[str, int] = {}
    for entry in entries.values():
        for language, name in entry["names"].items():
            rows.add("organization_name", rows.next_id("organization_name"), entry["id"], language, name)
        _capacities(rows, chance, entry["id"])
        _documents(rows, chance, clock, entry)
        for tag in entry["tags"]:
            if tag not in tags:
                tags[tag] = len(tags) + 1
                rows.add("tag_diff", tags[tag], tag, None)
            rows.add("organization_tag_diff", entry["id"], tags[tag])
    _news(rows, chance, clock, tags)
    _projects(rows, chance, clock, list(entries.values()))


def _organization(
    rows: Rows, chance: Chance, clock: Clock, affiliate: data.Affiliate, entry: dict[str, Any] | None
) -> None:
    created = updated = float((1_500 + 3 * affiliate.id) * DAY)
    kind = _TYPES[affiliate.type]
    if entry is None:
        fields: list[str | None] = [None] * 7
    else:
        fields = _profile(rows, chance, affiliate)
        updated = chance.random() * 400 * DAY + 600
    rows.add("organization", affiliate.id, affiliate.acronym, kind, *fields, clock.ago(updated), clock.ago(created))


def _profile(rows: Rows, chance: Chance, affiliate: data.Affiliate) -> list[str | None]:
    """Logo, Meta page, e-mail, website, report, Mastodon and home project; each is missing now and then."""
    page = affiliate.name.replace(" ", "_")
    host = f"affiliate-{affiliate.id}.example"
    number = affiliate.id
    values = [
        commons_file(rows, f"CapX demo logo {number}.svg", "image/svg+xml", 480, 480),
        f"{_META}{page}",
        f"hello@{host}",
        f"https://{host}/",
        f"{_META}{page}/Reports/Demo",
        f"https://social.example/@affiliate{number}",
        None,
    ]
    shares = (0.85, 0.95, 0.7, 0.6, 0.5, 0.4, 1.0)
    # The organization of the person who is signed in shows every field.
    whole = affiliate.acronym == "TUR"
    fields = [value if whole or chance.happens(share) else None for value, share in zip(values, shares, strict=True)]
    if whole:
        fields[6] = "https://tr.wikimedia.org/"
    return fields


def _capacities(rows: Rows, chance: Chance, number: int) -> None:
    everything = [capacity.id for capacity in data.capacities()]
    if chance.happens(0.1):
        return
    known = chance.several(everything, chance.between(3, 14))
    for skill in known:
        if chance.happens(0.55):
            rows.add("organization_skill", number, "available", skill)
    for skill in known:
        rows.add("organization_skill", number, "known", skill)
    for skill in chance.several(everything, chance.between(0, 8)):
        rows.add("organization_skill", number, "wanted", skill)


def _documents(rows: Rows, chance: Chance, clock: Clock, entry: dict[str, Any]) -> None:
    year = clock.now.year
    names = [f"annual report {year - 1}", f"strategy {year} to {year + 2}", "volunteer handbook", "brochure"]
    wanted = 4 if entry["acronym"] == "TUR" else chance.between(0, 4)
    for name in names[:wanted]:
        number = rows.next_id("document")
        url = commons_file(rows, f"CapX demo {entry['id']} {name}.pdf", "application/pdf", 1_240, 1_754)
        rows.add("document", number, url, None)
        rows.add("organization_document", entry["id"], number)


def _news(rows: Rows, chance: Chance, clock: Clock, tags: dict[str, int]) -> None:
    titles = data.load("titles.json")
    languages = {tag: entry["language"] for entry in featured() for tag in entry["tags"]}
    for tag in tags:
        language = languages[tag]
        for _ in range(chance.between(1, 5)):
            post = rows.next_id("diff_post") + 70_000
            topic = chance.one(titles["topics"])[language]
            title = chance.one(titles["news"])[language].replace("$1", topic)
            days = chance.between(1, 500)
            link = f"https://diff.wikimedia.org/{clock.day(-days).replace('-', '/')}/capx-demo-{post}/"
            image = f"https://diff.wikimedia.org/wp-content/uploads/capx-demo-{post}.jpg"
            rows.add(
                "diff_post",
                post,
                title,
                link,
                image if chance.happens(0.6) else None,
                clock.plain(days * DAY),
                language,
                titles["news_text"][language],
                '["Community"]' if chance.happens(0.5) else "[]",
            )
            rows.add("diff_post_tag", tag.lower().replace(" ", "-"), post)
            # Some posts carry a second tag, so that one organization may be offered a post twice.
            if tag != "Education" and chance.happens(0.15):
                rows.add("diff_post_tag", "education", post)


def _projects(rows: Rows, chance: Chance, clock: Clock, entries: list[dict[str, Any]]) -> None:
    templates = data.load("titles.json")["projects"]
    for entry in entries:
        wanted = 3 if entry["acronym"] == "TUR" else chance.between(0, 3)
        for place in chance.several(range(len(templates)), wanted):
            template = templates[place]
            number, member = rows.next_id("project"), rows.next_id("project_member")
            name = template["name"][entry["language"]]
            page = f"{_META}{entry['name']}/{name}".replace(" ", "_")
            image = None
            if chance.happens(0.5):
                image = commons_file(rows, f"CapX demo project {number}.jpg", "image/jpeg", 1_600, 1_067)
            description = template["description"][entry["language"]] if chance.happens(0.8) else None
            created = clock.ago(chance.between(40, 900) * DAY)
            rows.add("project", number, name, image, description, page, created, None)
            for skill in template["skills"]:
                rows.add("project_skill", number, skill)
            accepted = int(chance.happens(0.92) or entry["acronym"] == "TUR")
            rows.add("project_member", member, number, entry["id"], accepted)
            acceptance = rows.next_id("project_member_acceptance")
            rows.add("project_member_acceptance", acceptance, member, accepted, created)
    _shared_project(rows)


def _shared_project(rows: Rows) -> None:
    """Let a second organization take part in the first project."""
    first = rows.of("project_member")[0]
    other = data.affiliate_ids()["A+F"]
    rows.add("project_member", rows.next_id("project_member"), first[1], other, 1)
