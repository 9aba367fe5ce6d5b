"""The density table as a sheet, the service's own figures beside ours, and in words why they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from capx_tui.i18n import t
from capx_tui.model.density import LISTS, By, Counting, Density, DensityRow, Question, people_behind
from capx_tui.model.profile_facts import Naming
from capx_tui.model.sheet import Sheet, SheetColumn, SheetRow, Value, percent_said
from capx_tui.model.statistics import Statistics

__all__ = ["chosen_name", "density_sheet", "question_words", "service_figure"]

#: What the count is called as data.
_FIELD = {By.PEOPLE: "people", By.LANGUAGES: "speakers", By.CAPACITIES: "count"}


def service_figure(question: Question, region: int, numbers: Statistics | None) -> int | None:
    """What the service itself says of a region; None where it says nothing.

    Source: `GET /statistics/` for people, which has countries added to their regions; for the rest
    the two tables by territory, which have only those who named the region itself.
    """
    if numbers is None:
        return None
    if question.by is By.PEOPLE:
        return numbers.territory_user_counts.get(region)
    if question.by is By.LANGUAGES:
        if not numbers.languages_by_territory:
            return None
        spoken = numbers.languages_by_territory.get(region, {})
        return spoken.get(question.chosen, 0) if question.chosen is not None else sum(map(bool, spoken.values()))
    if not numbers.capacities_by_territory:
        return None
    held = numbers.capacities_by_territory.get(region, {})
    if question.chosen is None:
        return sum(any(getattr(each, which) for which in _lists(question)) for each in held.values())
    if question.which == "all":
        # It counts the lists apart: added up, one person would be three.
        return None
    counts = held.get(question.chosen)
    return getattr(counts, question.which) if counts is not None else 0


def _lists(question: Question) -> tuple[str, ...]:
    return LISTS if question.which == "all" else (question.which,)


def chosen_name(question: Question, names: Naming) -> str:
    """The language or capacity that was chosen; "" for all."""
    if question.chosen is None:
        return ""
    by_language = question.by is By.LANGUAGES
    return names.language_name(question.chosen) if by_language else names.capacity(question.chosen)


def question_words(question: Question, names: Naming) -> str:
    """``People by region``, ``Speakers of French by region``, ``Lua, wanted, by region``."""
    if question.by is By.PEOPLE:
        return t("statistics-title-people")
    if question.by is By.LANGUAGES:
        if question.chosen is None:
            return t("statistics-title-languages")
        return t("statistics-title-speakers", chosen_name(question, names))
    which = t(f"statistics-list-{question.which}")
    if question.chosen is None:
        return t("statistics-title-capacities", which)
    return t("statistics-title-capacity", chosen_name(question, names), which)


def density_sheet(
    counting: Counting, question: Question, names: Naming, numbers: Statistics | None, *, south_up: bool = False
) -> Sheet:
    """The regions from north to south, or from south to north."""
    found = counting.density(question)
    rows = tuple(reversed(found.rows)) if south_up else found.rows
    largest = max((row.count for row in rows), default=0)
    service = {row.region.id: service_figure(question, row.region.id, numbers) for row in rows}
    differs = any(service[row.region.id] not in (None, row.count) for row in rows)
    by_list = _by_list(counting, question)
    return Sheet(
        name=question.by.value,
        title=question_words(question, names),
        columns=(
            SheetColumn("region", t("statistics-region"), is_number=False),
            SheetColumn("code", t("statistics-code"), on_screen=False, is_number=False),
            SheetColumn(_field(question), _count_heading(question)),
            SheetColumn("share", t("statistics-share"), is_share=True),
            SheetColumn("countries", t("statistics-countries"), is_last=True),
            *(SheetColumn(which, t(f"statistics-list-{which}")) for which in by_list),
            SheetColumn("service", t("statistics-service"), on_screen=differs),
            SheetColumn("id", t("people-id"), on_screen=False),
        ),
        rows=tuple(_row(row, question, service[row.region.id], by_list) for row in rows),
        notes=tuple(_notes(found, question, service)),
        bars=tuple(row.count / largest if largest else 0.0 for row in rows),
    )


def _field(question: Question) -> str:
    # Different languages are no speakers.
    return "count" if question.by is By.LANGUAGES and question.chosen is None else _FIELD[question.by]


def _count_heading(question: Question) -> str:
    if question.counts_people:
        return t("statistics-speakers" if question.by is By.LANGUAGES else "statistics-people")
    return t(f"statistics-{question.by.value}")


def _by_list(counting: Counting, question: Question) -> dict[str, Density]:
    """For one capacity, each of the three lists beside what is counted."""
    if question.by is not By.CAPACITIES or question.chosen is None:
        return {}
    return {which: counting.density(replace(question, which=which)) for which in LISTS}


def _row(row: DensityRow, question: Question, service: int | None, by_list: dict[str, Density]) -> SheetRow:
    region = row.region
    lead = people_behind(question, region.id)
    held = {which: _count(found, region.id) for which, found in by_list.items()}
    values: tuple[Value, ...] = (
        region.name, region.code, row.count, row.share, len(region.countries), *held.values(), service, region.id,
    )  # fmt: skip
    leads = (None, None, lead, lead, None, *(people_behind(replace(question, which=w), region.id) for w in held))
    said = _said(row, question, held)
    if service is not None and service != row.count:
        said = t("statistics-said-service", said, service)
    return SheetRow(region.id, values, said, leads)


def _count(found: Density, region: int) -> int:
    return next(row.count for row in found.rows if row.region.id == region)


def _counted(question: Question) -> str:
    """What the numbers are, as messages tell it apart."""
    if question.chosen is None:
        return question.by.value
    return "speakers" if question.by is By.LANGUAGES else "people"


def _said(row: DensityRow, question: Question, held: dict[str, int]) -> str:
    name, share = row.region.name, percent_said(row.share)
    if held:
        return t("statistics-said-lists", name, row.count, share, held["known"], held["available"], held["wanted"])
    countries = t("statistics-said-countries", len(row.region.countries))
    return t(f"statistics-said-{_counted(question)}", name, row.count, share, countries)


def _notes(found: Density, question: Question, service: dict[int, int | None]) -> Iterator[str]:
    if not found.total:
        return
    yield _legend(found, question)
    if question.counts_people:
        yield t("statistics-note-shares", found.placed, found.total)
    else:
        yield t(f"statistics-note-kinds-{question.by.value}", found.whole, found.placed)
    if question.by is By.LANGUAGES:
        yield t("statistics-note-levels")
    yield _service_words(found, question, service)
    yield t("statistics-note-complete", found.total - found.placed)


def _legend(found: Density, question: Question) -> str:
    """Which region is on top, as the map's legend says (guide: "The density legend shows …")."""
    top = found.top
    if not top:
        return t("statistics-legend-none")
    largest, share = top[0].count, percent_said(top[0].share)
    if len(top) > 1:
        return t("statistics-legend-equal", t("statistics-between").join(row.region.name for row in top), largest)
    return t(f"statistics-legend-{_counted(question)}", top[0].region.name, largest, share)


def _service_words(found: Density, question: Question, service: dict[int, int | None]) -> str:
    figures = [(row.count, service[row.region.id]) for row in found.rows]
    if all(figure is None for _, figure in figures):
        is_sum = question.by is By.CAPACITIES and question.chosen is not None and question.which == "all"
        return t("statistics-service-apart" if is_sum else "statistics-service-unknown")
    if all(figure is None or figure == count for count, figure in figures):
        return t("statistics-service-same")
    return t("statistics-service-moment" if question.by is By.PEOPLE else "statistics-service-raw")
