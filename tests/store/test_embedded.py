"""Over the embedded service: what Explore selects here is what the service selects itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from capx_tui.api.capx import people
from capx_tui.api.client import Client
from capx_tui.api.endpoints import EMBEDDED_SERVICE, addresses
from capx_tui.api.transport import HttpxTransport
from capx_tui.demo.embedded import create_app, open_world
from capx_tui.model.explore import ExploreFilter, LanguageAtLeast
from capx_tui.model.people_index import Relations
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Kind, Names
from capx_tui.store.sync import Sync
from tests.store.conftest import Clock


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return open_world(tmp_path_factory.mktemp("world"))


@pytest.fixture
async def client(world: Path, clock: Clock) -> AsyncIterator[Client]:
    transport = HttpxTransport(app=create_app(world, clock=clock))
    opened = Client(transport, addresses(EMBEDDED_SERVICE, {}, embedded=True))
    yield opened
    await opened.close()


async def test_explore_selects_what_the_service_selects(client: Client, mirror: Mirror, clock: Clock) -> None:
    report = await Sync(client, mirror, now=clock).run()
    assert report.people == mirror.people_count() == 240
    assert report.failures == {}
    names = Names(mirror)
    relations = Relations(names.tree(), names.territory_children())
    index = mirror.people_index().index

    async def agree(asked: ExploreFilter, **filters: Any) -> int:
        page = await client.send(people.users(1000, **filters))
        theirs = {shape.id for shape in page.results}
        assert set(index.ids(index.select(asked, relations).bits)) == theirs, asked
        return len(theirs)

    found = [
        await agree(ExploreFilter(incomplete=True)),
        await agree(ExploreFilter(), has_any_skills=True),
    ]
    lua, wikidata = names.resolve(Kind.CAPACITY, "Lua"), names.resolve(Kind.CAPACITY, "Wikidata")
    for wanted in ((lua,), (lua, wikidata)):
        found += [
            await agree(ExploreFilter(known=wanted), skills_known=wanted),
            await agree(ExploreFilter(available=wanted), skills_available=wanted),
            await agree(ExploreFilter(wanted=wanted), skills_wanted=wanted),
        ]
    for territory in mirror.territories():
        if territory.is_region or territory.territory_name in ("Brazil", "Argentina", "Türkiye"):
            asked = ExploreFilter(territories=(territory.id,), incomplete=True)
            found.append(await agree(asked, territory=territory.id))
    for language in ("en", "pt", "es"):
        number = names.resolve(Kind.LANGUAGE, language)
        asked = ExploreFilter(languages=(LanguageAtLeast(number),), incomplete=True)
        found.append(await agree(asked, language=number))
    for project in mirror.projects()[:3]:
        asked = ExploreFilter(projects=(project.id,), incomplete=True)
        found.append(await agree(asked, wikimedia_project=[project.id]))
    held = {each for person in mirror.persons(list(index.all_ids())) for each in person.affiliation}
    for organization in sorted(held)[:5]:
        asked = ExploreFilter(affiliations=(organization,), incomplete=True)
        found.append(await agree(asked, affiliation=[organization]))
    # Agreeing about nobody would prove little.
    assert sum(1 for count in found if count) > len(found) * 3 // 4
