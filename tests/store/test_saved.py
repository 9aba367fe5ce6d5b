"""Saved people and organizations over the embedded service: read whole, written once, told truthfully."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.errors import CapxError, NotSignedIn
from capx_tui.i18n.sentences import explain
from capx_tui.model.saved import SavedKind, SavedSort, Subject
from capx_tui.paths import data_dir
from capx_tui.store.kept_text import erase_texts
from capx_tui.store.saved import NobodyToSave
from capx_tui.store.saved_memory import SavedMemory, SavedNotes
from capx_tui.store.write_once import AnswerLost
from tests.screens.wire import no_route, service_down, timed_out
from tests.store.embedded_desk import DESK_NOW, Desk, open_desk

pytestmark = pytest.mark.usefixtures("two_attempts")


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        await opened.core.explore.refresh()
        await opened.core.session.owner()
        opened.line.asked.clear()
        yield opened


def sql(desk: Desk, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the service keeps, behind its back."""
    with closing(sqlite3.connect(desk.database)) as connection, connection:
        return connection.execute(query, values).fetchall()


def me(desk: Desk) -> int:
    account = desk.core.session.account_id
    assert account is not None
    return account


def stored(desk: Desk) -> list[tuple[Any, ...]]:
    """The rows that the service has of mine: entity, its id, relation."""
    query = "SELECT entity, entity_id, relation FROM saved_item WHERE user = ? ORDER BY id"
    return sql(desk, query, me(desk))


def strangers(desk: Desk, count: int) -> list[Subject]:
    """People who are not saved."""
    query = (
        "SELECT profile.id FROM profile JOIN user ON user.id = profile.id WHERE is_active AND profile.id != ? AND"
        " profile.id NOT IN (SELECT entity_id FROM saved_item WHERE user = ? AND entity = 'user') ORDER BY profile.id"
    )
    return [Subject(SavedKind.PERSON, row[0]) for row in sql(desk, query, me(desk), me(desk))[:count]]


def subjects(desk: Desk) -> set[tuple[str, int]]:
    return {(i.subject.kind.value, i.subject.id) for i in desk.core.saved.state.items.values() if not i.is_gone}


async def test_one_item_for_each_with_a_name_and_no_request_for_it(desk: Desk) -> None:
    await desk.core.saved.load()
    rows = stored(desk)
    assert len({row[:2] for row in rows}) < len(rows), "the world has somebody saved both ways"
    assert subjects(desk) == {row[:2] for row in rows}
    assert all(item.name for item in desk.core.saved.state.items.values())
    assert [asked for asked in desk.line.asked if "/users/" in asked or "/organizations/" in asked] == []


async def test_all_pages_are_read(desk: Desk) -> None:
    organizations = sql(desk, "SELECT id FROM organization")
    with closing(sqlite3.connect(desk.database)) as connection, connection:
        connection.executemany(
            "INSERT OR IGNORE INTO saved_item (user, relation, entity, entity_id, created_at)"
            " VALUES (?, ?, 'org', ?, '2026-01-01T00:00:00Z')",
            [(me(desk), relation, number) for (number,) in organizations for relation in ("learner", "sharer")],
        )
    rows = stored(desk)
    assert len(rows) > 300
    await desk.core.saved.load()
    assert subjects(desk) == {row[:2] for row in rows}


async def test_saving_and_removing(desk: Desk) -> None:
    (somebody,) = strangers(desk, 1)
    before = stored(desk)
    assert await desk.core.saved.save(somebody)
    person = desk.core.mirror.person(somebody.id)
    assert person is not None
    relation = "sharer" if person.skills_available else "learner"
    assert stored(desk) == [*before, ("user", somebody.id, relation)]
    assert desk.core.saved.has(somebody)
    assert somebody.id in desk.core.saved.person_ids()
    assert not await desk.core.saved.save(somebody)
    assert await desk.core.saved.remove(somebody) is not None
    assert stored(desk) == before
    assert await desk.core.saved.remove(somebody) is None


async def test_who_is_saved_both_ways_is_removed_and_restored_whole_with_the_note(desk: Desk) -> None:
    await desk.core.saved.load()
    before = sorted(stored(desk))
    item = next(each for each in desk.core.saved.state.items.values() if len(each.rows) == 2)
    desk.core.saved.note(item.subject, "  met in\nBanjul ")
    assert desk.core.saved.state.notes[item.subject.key] == "met in Banjul"
    removed = await desk.core.saved.remove(item.subject)
    assert removed is not None
    assert not [row for row in stored(desk) if row[:2] == (item.subject.kind.value, item.subject.id)]
    assert item.subject.key not in desk.core.saved.state.notes
    await desk.core.saved.restore(removed, "met in Banjul")
    assert sorted(stored(desk)) == before
    assert desk.core.saved.state.notes[item.subject.key] == "met in Banjul"


async def test_who_is_removed_and_saved_again_by_one_key_comes_back_whole_with_the_note(desk: Desk) -> None:
    await desk.core.saved.load()
    before = sorted(stored(desk))
    item = next(each for each in desk.core.saved.state.items.values() if len(each.rows) == 2)
    desk.core.saved.note(item.subject, "met in Banjul")
    assert not await desk.core.saved.toggle(item.subject)
    assert item.subject.key not in desk.core.saved.state.notes
    assert await desk.core.saved.toggle(item.subject)
    assert sorted(stored(desk)) == before
    assert desk.core.saved.state.notes[item.subject.key] == "met in Banjul"
    # Once it is back, it is as any other.
    assert await desk.core.saved.remove(item.subject) is not None
    assert await desk.core.saved.toggle(item.subject)
    assert item.subject.key not in desk.core.saved.state.notes


@pytest.mark.parametrize("acts", [True, False])
async def test_an_answer_that_is_lost_is_read_back_and_nothing_is_doubled(desk: Desk, acts: bool) -> None:
    (somebody,) = strangers(desk, 1)
    await desk.core.saved.load()
    before = stored(desk)
    if acts:
        desk.line.after_write = lambda _request: timed_out
        assert await desk.core.saved.save(somebody)
        assert len(stored(desk)) == len(before) + 1
        assert await desk.core.saved.remove(somebody) is not None
        assert stored(desk) == before
    else:
        desk.line.on_write = lambda _request: timed_out
        with pytest.raises(CapxError):
            await desk.core.saved.save(somebody)
        assert stored(desk) == before
        assert not desk.core.saved.has(somebody)
    assert len(desk.line.writes) == (2 if acts else 1)


async def test_what_nobody_knows_is_told_and_read_before_the_next_write(desk: Desk) -> None:
    (somebody,) = strangers(desk, 1)
    await desk.core.saved.load()

    def lose(_request: Request) -> Callable[[Request], Response]:
        desk.line.fail(no_route)
        return timed_out

    desk.line.after_write = lose
    with pytest.raises(AnswerLost):
        await desk.core.saved.save(somebody)
    desk.line.mend()
    desk.line.after_write = lambda _request: None
    desk.line.writes.clear()
    assert not await desk.core.saved.save(somebody)
    assert desk.line.writes == []
    assert desk.core.saved.has(somebody)


async def test_a_profile_that_is_not_there_cannot_be_saved(desk: Desk) -> None:
    with pytest.raises(NobodyToSave) as caught:
        await desk.core.saved.save(Subject(SavedKind.PERSON, 999_999))
    assert explain(caught.value).startswith("999999 cannot be saved: the service has no such profile any more.")


async def test_who_is_gone_is_told_and_can_be_removed_and_who_was_removed_elsewhere_is_not_there(desk: Desk) -> None:
    leaving, removed = strangers(desk, 2)
    await desk.core.saved.save(leaving)
    await desk.core.saved.save(removed)
    item = desk.core.saved.item(leaving)
    assert item is not None
    name = item.name
    assert name
    sql(desk, "UPDATE user SET is_active = 0 WHERE id = ?", leaving.id)
    sql(desk, "DELETE FROM saved_item WHERE entity = 'user' AND entity_id = ?", removed.id)
    await desk.core.saved.load()
    await desk.core.mirror.remove_people([leaving.id])
    gone = desk.core.saved.item(leaving)
    assert gone is not None
    assert (gone.is_gone, gone.name) == (True, name)
    assert not desk.core.saved.has(leaving)
    assert desk.core.saved.item(removed) is None
    await desk.core.saved.load()
    desk.line.writes.clear()
    taken = await desk.core.saved.remove(leaving)
    assert taken == gone
    assert desk.line.writes == []
    await desk.core.saved.restore(gone)
    assert desk.core.saved.item(leaving) == gone


async def test_the_list_is_there_offline_in_a_private_file_and_not_in_the_mirror(world: Path) -> None:
    async with open_desk(world) as desk:
        await desk.core.saved.load()
        item = next(iter(desk.core.saved.state.items.values()))
        desk.core.saved.note(item.subject, "a secret of mine")
        known = desk.core.saved.state.items
        files = list((data_dir() / "texts").glob("*.json"))
        assert len(files) == 2
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
        service, account = desk.core.service, str(me(desk))
        assert desk.core.mirror.path is not None
        written = b"".join(each.read_bytes() for each in desk.core.mirror.path.parent.glob("*"))
        assert b"a secret of mine" not in written
        desk.line.fail(no_route)
        with pytest.raises(CapxError):
            await desk.core.saved.load()
        assert desk.core.saved.state.items == known
        assert desk.core.saved.state.error is not None
        erase_texts(service, account)
        assert not any(file.exists() for file in files)


async def test_the_next_start_knows_the_list_without_asking(desk: Desk) -> None:
    from capx_tui.store.saved import SavedStore

    await desk.core.saved.load()
    core = desk.core
    desk.line.asked.clear()
    again = SavedStore(core.client, core.session, core.mirror, core.names)
    again.show()
    assert again.state.items == core.saved.state.items
    assert again.state.read_at == DESK_NOW
    assert desk.line.asked == []


async def test_signing_out_leaves_no_list_behind_and_loses_no_note(desk: Desk) -> None:
    await desk.core.saved.load()
    item = next(iter(desk.core.saved.state.items.values()))
    desk.core.saved.note(item.subject, "met in Accra")
    memory = SavedMemory(desk.core.service, str(me(desk)))
    await desk.core.session.sign_out()
    assert memory.read() == SavedNotes(notes={item.subject.key: "met in Accra"})


async def test_signed_out_nothing_is_asked_and_nothing_is_shown(desk: Desk) -> None:
    await desk.core.saved.load()
    await desk.core.session.sign_out()
    desk.line.asked.clear()
    with pytest.raises(NotSignedIn):
        await desk.core.saved.load()
    assert desk.line.asked == []
    assert desk.core.saved.state.items == {}
    assert desk.core.saved.person_ids() == frozenset()


async def test_explore_shows_only_who_is_saved_and_follows(desk: Desk) -> None:
    from capx_tui.model.explore import ExploreFilter

    await desk.core.saved.load()
    desk.core.explore.set_filter(ExploreFilter(saved=True, incomplete=True))
    assert set(desk.core.explore.ids()) == desk.core.saved.person_ids()
    (somebody,) = strangers(desk, 1)
    await desk.core.saved.save(somebody)
    assert somebody.id in desk.core.explore.ids()


async def test_the_list_is_found_by_text_kind_and_note_and_put_in_order(desk: Desk) -> None:
    await desk.core.saved.load()
    listing = desk.core.saved_list
    listing.show()
    assert listing.state.total == len(desk.core.saved.state.items)
    created = [entry.item.created_at for entry in listing.found]
    assert created == sorted(created, reverse=True)
    listing.set_sort(SavedSort.NAME)
    names = [entry.name.casefold() for entry in listing.found]
    assert names == sorted(names)
    listing.ask(listing.state.asked.toggled("kinds", "org"))
    assert {entry.item.subject.kind for entry in listing.found} == {SavedKind.ORGANIZATION}
    listing.ask(listing.state.asked.without("kinds"))
    desk.core.saved.note(listing.found[0].item.subject, "Kora lessons")
    listing.ask(type(listing.state.asked)(text="kora"))
    assert [entry.note for entry in listing.found] == ["Kora lessons"]


@pytest.mark.parametrize("seed", [1, 7, 2026])
async def test_twenty_in_a_row_with_a_service_that_fails_at_random(desk: Desk, seed: int) -> None:
    """Whatever is lost on the way: what the store tells is what the service has, and nobody stands there twice."""
    chance = random.Random(seed)
    faults = (timed_out, service_down, None, None)
    failed = 0

    def fault(_request: Request) -> Any:
        return chance.choice(faults)

    await desk.core.saved.load()
    people = strangers(desk, 20)
    assert len(people) == 20
    desk.line.on_write = desk.line.after_write = fault
    for subject in people:
        for _ in range(20):
            try:
                await desk.core.saved.save(subject)
                break
            except CapxError:
                failed += 1
    for subject in people[::2]:
        for _ in range(20):
            try:
                await desk.core.saved.remove(subject)
                break
            except CapxError:
                failed += 1
    assert failed > 5
    desk.line.on_write = desk.line.after_write = lambda _request: None
    known = subjects(desk)
    assert known == {row[:2] for row in stored(desk)}
    wanted = {("user", subject.id) for subject in people[1::2]}
    assert wanted <= known
    assert not {("user", subject.id) for subject in people[::2]} & known
    assert all(len([row for row in stored(desk) if row[:2] == each]) == 1 for each in wanted)
    await desk.core.saved.load()
    assert subjects(desk) == known
