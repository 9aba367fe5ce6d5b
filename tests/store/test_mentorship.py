"""Programmes over the embedded service: all of them, the forms in use, names, and failures that cost nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import stamina

from capx_tui.demo.embedded import open_world
from capx_tui.errors import RuleError, ServiceDown
from capx_tui.model.lookup import Lookup
from capx_tui.model.mentorship import Role
from tests.screens.wire import service_down
from tests.store.embedded_desk import DESK_NOW, DESK_PEOPLE, Desk, open_desk


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return open_world(tmp_path_factory.mktemp("world"), people=DESK_PEOPLE, now=DESK_NOW)


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        yield opened


async def test_the_form_in_use_is_not_the_newest_one(desk: Desk) -> None:
    await desk.core.mentorship.load()
    (brazil, *_) = desk.core.mentorship.state.programmes
    # A draft for next year has a higher number, and is none of the programme's.
    assert {role: (form.id, form.counter) for role, form in brazil.forms.items()} == {
        Role.MENTOR: (1, 7),
        Role.MENTEE: (1, 19),
    }


async def test_organizations_that_the_mirror_does_not_know_are_named_by_the_service(desk: Desk) -> None:
    store = desk.core.mentorship
    assert desk.core.mirror.organizations() == []
    await store.load()
    assert "Wikimedia France" in [store.name(each) for each in store.state.programmes]
    assert store.resolve("wikimedia france").organization == store.state.programmes[-1].organization


async def test_a_name_that_is_none_lists_the_nearest(desk: Desk) -> None:
    with pytest.raises(RuleError) as none:
        desk.core.mentorship.resolve("France")
    assert none.value.key == "mentorship-none"
    await desk.core.mentorship.load()
    with pytest.raises(RuleError) as unknown:
        desk.core.mentorship.resolve("Wikimedia Frankia")
    assert "Wikimedia France" in unknown.value.params[1]


async def test_a_failure_is_told_and_what_was_there_stays(desk: Desk) -> None:
    store = desk.core.mentorship
    await store.load()
    before = store.state.programmes
    desk.line.fail(service_down, where="/mentorship_form_mentee/")
    with pytest.raises(ServiceDown):
        await store.load()
    assert (store.state.lookup, store.state.programmes) == (Lookup.FAILED, before)
    desk.line.mend()
    await store.load()
    assert (store.state.lookup, store.state.error) == (Lookup.KNOWN, None)


async def test_a_service_without_programmes_has_none(desk: Desk) -> None:
    with sqlite3.connect(desk.database) as rows:
        rows.execute("DELETE FROM partner_mentorship_settings")
    await desk.core.mentorship.load()
    assert desk.core.mentorship.state.lookup is Lookup.NONE
