"""What statistics are asked, narrowed, and written to files; what cannot be is a typed error and costs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from capx_tui.errors import RuleError, StorageError
from capx_tui.i18n.sentences import sentence
from capx_tui.model.capacities import Capacity
from capx_tui.model.directory import Territory
from capx_tui.model.people import Person
from capx_tui.model.statistics import Statistics
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names
from capx_tui.store.statistics import StatisticsStore, View
from capx_tui.store.statistics_file import suggested_sheet, write_sheet

_NOW = "2026-06-10T15:30:00+00:00"


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    made = Mirror.open(None)
    yield made
    made.close()


async def _fill(mirror: Mirror) -> StatisticsStore:
    await mirror.keep_list(
        "territories",
        [
            Territory(id=1, territory_name="South Asia", territory_acronym="SA"),
            Territory(id=2, territory_name="India", parent_territory=(1,)),
        ],
        _NOW,
    )
    await mirror.keep_list(
        "capacities", [Capacity(id=n, qid=f"Q{n}", parent=p) for n, p in ((1, None), (2, 1), (3, None))], _NOW
    )
    people = [
        Person(id=1, username="One", territory=(1, 2), skills_wanted=(2,), skills_available=(3,)),
        Person(id=2, username="Two", territory=(2,), skills_wanted=(2, 3)),
        Person(id=3, username="Three", skills_available=(2,)),
    ]
    await mirror.add_people(people)
    return StatisticsStore(mirror, Names(mirror), mirror.ask_people)


async def test_without_the_services_figures_ours_stand_alone_and_that_is_said(mirror: Mirror) -> None:
    store = await _fill(mirror)
    sheet = store.sheet()
    assert sheet is not None
    assert [(row.values[0], row.values[2]) for row in sheet.rows] == [("South Asia", 2)]
    assert sheet.rows[0].said == "South Asia: 2 people, 100 percent, 1 country"
    assert "The service's own figures have not been fetched." in sheet.notes
    assert not sheet.columns[sheet.fields.index("service")].on_screen
    store.ask(view=View.HEADLINE)
    assert store.sheet() is None
    assert store.numbers_at is None


async def test_a_figure_of_another_moment_is_shown_with_the_reason(mirror: Mirror) -> None:
    store = await _fill(mirror)
    await mirror.keep_list("statistics", Statistics(total_users=9, territory_user_counts={1: 7}), _NOW)
    sheet = store.sheet()
    assert sheet is not None
    assert sheet.rows[0].said == "South Asia: 2 people, 100 percent, 1 country; the service says 7"
    assert "The service's own figures are of another moment than the profiles counted here." in sheet.notes
    assert sheet.columns[sheet.fields.index("service")].on_screen
    assert store.numbers_at is not None
    assert store.numbers_at.isoformat() == _NOW
    store.ask(view=View.HEADLINE)
    headline = store.sheet()
    assert headline is not None
    assert headline.rows[0].said == "People: 9, 0 new in the last 30 days"


async def test_new_people_are_counted_at_once(mirror: Mirror) -> None:
    store = await _fill(mirror)
    await mirror.add_people([Person(id=4, username="Four", territory=(2,))])
    sheet = store.sheet()
    assert sheet is not None
    assert sheet.rows[0].values[2] == 3


async def test_gaps_narrow_by_region_and_category(mirror: Mirror) -> None:
    store = await _fill(mirror)
    store.ask(view=View.GAPS)
    sheet = store.sheet()
    assert sheet is not None
    assert [row.subject for row in sheet.rows] == [2, 3, 1]
    assert sheet.notes[0].startswith("Largest gap: ")
    store.ask(region=1)
    narrowed = store.sheet()
    assert narrowed is not None
    assert [(row.subject, row.values[3]) for row in narrowed.rows] == [(2, 2), (3, 0), (1, 0)]
    store.ask(root=1)
    narrowed = store.sheet()
    assert narrowed is not None
    assert [row.subject for row in narrowed.rows] == [2, 1]


async def test_files_are_new_whole_and_of_a_kind_that_is_known(mirror: Mirror, tmp_path: Path) -> None:
    sheet = (await _fill(mirror)).territories()
    assert suggested_sheet(sheet) == "~/capx-territories.csv"
    path = write_sheet(sheet, f" {tmp_path}/a.MD ")
    assert path.read_text("utf-8").startswith("| Territory | People |")
    with pytest.raises(RuleError) as there:
        write_sheet(sheet, str(path))
    assert there.value.key == "file-exists"
    write_sheet(sheet, str(path), replace=True)
    for name in ("a", "a.xls", ".csv"):
        with pytest.raises(RuleError) as refused:
            write_sheet(sheet, str(tmp_path / name))
        assert sentence(refused.value).endswith("has to end in .csv, .json, .md or .wiki.")
    with pytest.raises(StorageError):
        write_sheet(sheet, str(tmp_path / "nowhere" / "a.csv"))
    assert [each.name for each in tmp_path.iterdir()] == ["a.MD"]
