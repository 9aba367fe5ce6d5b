"""Supply and demand, languages, territories, root capacities and headline numbers, each as a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from capx_tui.i18n import t
from capx_tui.model.capacities import CapacityTree
from capx_tui.model.density import SPEAKS_FROM, Counting
from capx_tui.model.directory import Territory
from capx_tui.model.explore import ExploreFilter, LanguageAtLeast
from capx_tui.model.profile_facts import Naming
from capx_tui.model.sheet import Sheet, SheetColumn, SheetRow, percent_said
from capx_tui.model.statistics import Statistics
from capx_tui.model.supply import Balance, Supply

__all__ = ["HEADLINE", "gaps_sheet", "headline_sheet", "languages_sheet", "roots_sheet", "territories_sheet"]


def _share(count: int, whole: int) -> float:
    return count / whole if whole else 0.0


def _bars(counts: Sequence[int]) -> tuple[float, ...]:
    largest = max(counts, default=0)
    return tuple(_share(count, largest) for count in counts)


def gaps_sheet(
    found: Sequence[Supply], counting: Counting, names: Naming, tree: CapacityTree, region: int | None = None
) -> Sheet:
    """Capacities in the order of `found`: offered against wanted in `region`, everywhere for None.

    As data there are also two columns for each region.
    """
    where = names.territory(region) if region is not None else ""
    places = (region,) if region is not None else ()
    return Sheet(
        name="gaps",
        title=t("statistics-title-gaps-in", where) if where else t("statistics-title-gaps"),
        columns=(
            SheetColumn("name", t("statistics-capacity"), is_number=False),
            SheetColumn("offered", t("statistics-offered")),
            SheetColumn("wanted", t("statistics-wanted")),
            SheetColumn("gap", t("statistics-gap")),
            SheetColumn("known", t("statistics-known")),
            SheetColumn("root_name", t("statistics-root"), is_number=False),
            *(
                SheetColumn(f"{each.code}_{which}", f"{each.code} {t(f'statistics-{which}')}", on_screen=False)
                for each in counting.regions
                for which in ("offered", "wanted")
            ),
            SheetColumn("id", t("people-id"), on_screen=False),
        ),
        rows=tuple(_gap_row(each, counting, names, tree, region, places) for each in found),
        notes=tuple(_gap_notes(found, names, region)),
    )


def _gap_row(
    supply: Supply,
    counting: Counting,
    names: Naming,
    tree: CapacityTree,
    region: int | None,
    places: tuple[int, ...],
) -> SheetRow:
    number, here = supply.capacity, supply.within(region)
    path = tree.path(number)
    root = names.capacity(path[0]) if path else ""
    by_region = [
        count
        for each in counting.regions
        for balance in (supply.within(each.id),)
        for count in (balance.offered, balance.wanted)
    ]
    offers, wants, knows = (
        ExploreFilter(territories=places, **{facet: (number,)})  # type: ignore[arg-type]
        for facet in ("available", "wanted", "known")
    )
    return SheetRow(
        number,
        (names.capacity(number), here.offered, here.wanted, here.gap, here.known, root, *by_region, number),
        t("statistics-said-gap", names.capacity(number), here.offered, here.wanted, _gap_said(here), here.known),
        (None, offers, wants, None, knows),
    )


def _gap_said(here: Balance) -> str:
    if here.gap > 0:
        return t("statistics-gap-missing", here.gap)
    return t("statistics-gap-over", -here.gap) if here.gap else t("statistics-gap-even")


def _gap_notes(found: Sequence[Supply], names: Naming, region: int | None) -> Iterable[str]:
    missing = [each for each in found if each.within(region).gap > 0]
    unmet = [each for each in found if each.within(region).wanted and not each.within(region).offered]
    if not missing:
        yield t("statistics-gaps-none")
    else:
        most = max(missing, key=lambda each: (each.within(region).gap, -each.capacity))
        yield t("statistics-gaps-most", names.capacity(most.capacity), most.within(region).gap)
        yield t("statistics-gaps-count", len(missing), len(found), len(unmet))
    yield t("statistics-gaps-how")


def languages_sheet(counting: Counting, names: Naming, people: int, numbers: Statistics | None) -> Sheet:
    """Languages with somebody who speaks them, most speakers first; shares are of everybody."""
    counts = counting.by_language()
    service = numbers.language_user_counts if numbers is not None else {}
    differs = any(service.get(number, count) != count for number, count in counts)
    return Sheet(
        name="languages",
        title=t("statistics-title-language-list"),
        columns=(
            SheetColumn("name", t("statistics-language"), is_number=False),
            SheetColumn("speakers", t("statistics-speakers")),
            SheetColumn("share", t("statistics-share"), is_share=True),
            SheetColumn("service", t("statistics-service"), on_screen=differs),
            SheetColumn("id", t("people-id"), on_screen=False),
        ),
        rows=tuple(
            SheetRow(
                number,
                (names.language_name(number), count, _share(count, people), service.get(number), number),
                t("statistics-said-speakers-of", names.language_name(number), count, percent_said(count / people)),
                (None, lead, lead),
            )
            for number, count in counts
            for lead in (ExploreFilter(languages=(LanguageAtLeast(number, SPEAKS_FROM),), incomplete=True),)
        ),
        notes=(
            t("statistics-note-of-all", people),
            t("statistics-note-levels"),
            *([t("statistics-service-languages")] if differs else []),
        ),
        bars=_bars([count for _, count in counts]),
    )


def territories_sheet(
    counting: Counting, territories: Sequence[Territory], names: Naming, placed: int, numbers: Statistics | None
) -> Sheet:
    """Regions and countries with somebody in them, most people first; a region has its countries' people, each once."""
    regions = {region.id: region for region in counting.regions}
    parents = {each.id: each.parent_territory for each in territories}
    service = numbers.territory_user_counts if numbers is not None else {}
    counts = counting.by_territory()
    rows = []
    for number, count in counts:
        region = regions.get(number)
        above = t("statistics-between").join(names.territory(each) for each in parents.get(number, ()))
        where = t("statistics-is-region") if region is not None else above
        lead = ExploreFilter(territories=(number,), incomplete=True)
        share = _share(count, placed)
        rows.append(
            SheetRow(
                number,
                (
                    names.territory(number), count, share, where, service.get(number) if region else None,
                    region.code if region else "", number,
                ),
                t("statistics-said-territory", names.territory(number), count, percent_said(share), where),
                (None, lead, lead),
            )
        )  # fmt: skip
    return Sheet(
        name="territories",
        title=t("statistics-title-territories"),
        columns=(
            SheetColumn("territory", t("statistics-territory"), is_number=False),
            SheetColumn("people", t("statistics-people")),
            SheetColumn("share", t("statistics-share"), is_share=True),
            SheetColumn("part_of", t("statistics-part-of"), is_number=False),
            SheetColumn("service", t("statistics-service"), on_screen=False),
            SheetColumn("code", t("statistics-code"), on_screen=False, is_number=False),
            SheetColumn("id", t("people-id"), on_screen=False),
        ),
        rows=tuple(rows),
        notes=(t("statistics-note-shares", placed, counting.total),),
        bars=_bars([count for _, count in counts]),
    )


def roots_sheet(counting: Counting, tree: CapacityTree, names: Naming) -> Sheet:
    """The root capacities with everything below them: learners, sharers and proficient, each person once."""
    rows = []
    for found in counting.by_root(tree):
        number = found.capacity
        wants, offers, knows = (
            ExploreFilter(with_children=True, **{facet: (number,)})  # type: ignore[arg-type]
            for facet in ("wanted", "available", "known")
        )
        counts = (found.learners, found.sharers, found.proficient)
        rows.append(
            SheetRow(
                number,
                (names.capacity(number), *counts, number),
                t("statistics-said-root", names.capacity(number), *counts),
                (None, wants, offers, knows),
            )
        )
    return Sheet(
        name="roots",
        title=t("statistics-title-roots"),
        columns=(
            SheetColumn("name", t("statistics-capacity"), is_number=False),
            SheetColumn("learners", t("statistics-learners")),
            SheetColumn("sharers", t("statistics-sharers")),
            SheetColumn("proficient", t("statistics-proficient")),
            SheetColumn("id", t("people-id"), on_screen=False),
        ),
        rows=tuple(rows),
        notes=(t("statistics-note-roots"),),
    )


#: The service's fields, and for each how many of them are new in 30 days.
HEADLINE = (
    ("total_users", "new_users"),
    ("active_users", None),
    ("users_with_territory", None),
    ("users_with_language", None),
    ("users_with_capacities", None),
    ("total_organizations", "new_organizations"),
    ("total_capacities", "new_capacities"),
    ("total_messages", "new_messages"),
)


def headline_sheet(numbers: Statistics) -> Sheet:
    """The service's own numbers of the whole, as it says them."""
    rows = []
    for field, recent in HEADLINE:
        name = t(f"statistics-headline-{field.replace('_', '-')}")
        count: int = getattr(numbers, field)
        new: int | None = getattr(numbers, recent) if recent else None
        said = t("statistics-said-headline", name, count)
        if new is not None:
            said = t("statistics-said-headline-new", name, count, new)
        rows.append(SheetRow(None, (name, count, new), said))
    return Sheet(
        name="headline",
        title=t("statistics-title-headline"),
        columns=(
            SheetColumn("name", t("statistics-number"), is_number=False),
            SheetColumn("count", t("statistics-count")),
            SheetColumn("new", t("statistics-new")),
        ),
        rows=tuple(rows),
        notes=(t("statistics-note-headline"),),
    )
