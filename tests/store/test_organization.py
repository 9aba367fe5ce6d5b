"""One organization: the copy at once, the service where it is old, each part by itself and never in another's way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import stamina

from capx_tui.api.client import Client
from capx_tui.api.wire import Request, Response, Site
from capx_tui.errors import CapxError, NoRoute, RuleError, ServiceDown
from capx_tui.i18n.sentences import sentence
from capx_tui.model.directory import Organization
from capx_tui.model.lookup import Lookup
from capx_tui.store.mirror import Mirror
from capx_tui.store.my_organizations import MyOrganizationsStore
from capx_tui.store.organization import OrganizationState, OrganizationStore
from capx_tui.store.sync import Sync
from tests.store.conftest import Clock

_CAPX, _DIFF = "https://capx.example", "https://diff.example"
_ME = 7


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    with stamina.set_testing(True, attempts=1, cap=True):
        yield


def _organization(**fields: Any) -> dict[str, Any]:
    return {
        "id": 5,
        "display_name": "Wikimedia Example",
        "names": [{"language_code": "en", "name": "Wikimedia Example"}, {"language_code": "pt", "name": "Exemplo"}],
        "acronym": "WEX",
        "type": 2,
        "email": "post@example.org",
        "managers": [_ME],
        "projects": [31, 32],
        "documents": [41],
        "tag_diff": [51, 52],
        "events": [61],
        "choose_events": [61, 69],
        **fields,
    }


class Services:
    """CapX and Diff as a table of answers; a path may answer with an error, or wait for `gate`."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {
            "/organizations/5/": _organization(),
            "/organization_type/2/": {"id": 2, "type_name": "Wikimedia user group"},
            "/projects/31/": {"id": 31, "display_name": "Open drawers", "url": "https://meta.example/drawers"},
            "/projects/32/": {"id": 32, "display_name": "Old maps"},
            "/document/41/": {"id": 41, "url": "https://upload.wikimedia.org/wikipedia/commons/a/ab/Report.pdf"},
            "/tag_diff/51/": {"id": 51, "tag": "Wiki Example"},
            "/tag_diff/52/": {"id": 52, "tag": "maps"},
            "/events/?organization=5": self.page(
                {"id": 61, "name": "Meeting", "organization": 5, "time_begin": "2026-12-01T10:00:00Z"}
            ),
            "/events/69/": {"id": 69, "name": "Elsewhere", "organization": 9, "time_begin": "2027-01-01T10:00:00Z"},
            "/tags/wiki-example/": {
                "posts": [
                    {"external_id": 1, "title": "Old", "link": "https://diff.example/1", "pub_date": "2026-01-02"},
                    {"external_id": 2, "title": "Both", "link": "https://diff.example/2", "pub_date": "2026-03-02"},
                ]
            },
            "/tags/maps/": {
                "posts": [
                    {"external_id": 2, "title": "Both", "link": "https://diff.example/2", "pub_date": "2026-03-02"},
                    {"external_id": 3, "title": "New", "link": "https://diff.example/3", "pub_date": "2026-05-02"},
                    {"external_id": 4, "title": "Undated", "link": "https://diff.example/4"},
                ]
            },
            "/organizations/?managers=7": self.page(_organization()),
        }
        self.asked: list[str] = []
        self.held = ""
        self.gate = asyncio.Event()

    @staticmethod
    def page(*rows: dict[str, Any], more: bool = False) -> dict[str, Any]:
        following = f"{_CAPX}/?more" if more else None
        return {"count": len(rows), "next": following, "previous": None, "results": list(rows)}

    async def send(self, request: Request) -> Response:
        path = request.url.removeprefix(_CAPX).removeprefix(_DIFF)
        path = path.replace("limit=500&offset=0&", "").replace("limit=100&offset=0&", "")
        self.asked.append(path)
        if self.held and path.startswith(self.held):
            await self.gate.wait()
        answer = self.answers.get(path, (404, {"detail": "Not found."}))
        if isinstance(answer, CapxError):
            raise answer
        status, body = answer if isinstance(answer, tuple) else (200, answer)
        return Response(status, {"content-type": "application/json"}, json.dumps(body).encode())

    async def close(self) -> None:
        pass

    def client(self) -> Client:
        return Client(self, {Site.CAPX: _CAPX, Site.DIFF_API: _DIFF})


@pytest.fixture
def services() -> Services:
    return Services()


@pytest.fixture
def store(services: Services, mirror: Mirror, clock: Clock) -> OrganizationStore:
    client = services.client()
    return OrganizationStore(client, mirror, Sync(client, mirror, now=clock), now=clock)


async def test_every_part_is_fetched_by_its_ids(store: OrganizationStore, clock: Clock) -> None:
    await store.load(5)
    state = store.state
    assert (state.lookup, state.read_at, state.error) == (Lookup.KNOWN, clock(), None)
    assert state.organization is not None
    assert state.organization.name_in(("pt-br", "pt")) == "Exemplo"
    assert state.kind.items == ("Wikimedia user group",)
    assert [(each.name, each.url) for each in state.projects.items] == [
        ("Open drawers", "https://meta.example/drawers"),
        ("Old maps", ""),
    ]
    assert [(each.title, each.address) for each in state.documents.items] == [
        ("File:Report.pdf", "https://commons.wikimedia.org/wiki/File:Report.pdf")
    ]
    assert [each.name for each in state.events.items] == ["Meeting", "Elsewhere"]


async def test_news_of_several_tags_are_told_once_newest_first(store: OrganizationStore) -> None:
    await store.load(5)
    assert [each.title for each in store.state.news.items] == ["New", "Both", "Old", "Undated"]
    assert store.state.news.items[0].published == datetime(2026, 5, 2, tzinfo=UTC)
    assert store.state.news.lookup is Lookup.KNOWN


async def test_a_tag_that_no_post_has_is_no_failure(store: OrganizationStore, services: Services) -> None:
    del services.answers["/tags/wiki-example/"], services.answers["/tags/maps/"]
    await store.load(5)
    assert (store.state.news.lookup, store.state.news.items, store.state.news.error) == (Lookup.NONE, (), None)


@pytest.mark.parametrize(
    ("path", "part", "left"),
    [
        ("/projects/31/", "projects", 1),
        ("/document/41/", "documents", 0),
        ("/tags/maps/", "news", 2),
        ("/tag_diff/52/", "news", 2),
        ("/events/69/", "events", 1),
        ("/organization_type/2/", "kind", 0),
    ],
)
async def test_what_does_not_answer_costs_only_itself(
    store: OrganizationStore, services: Services, path: str, part: str, left: int
) -> None:
    services.answers[path] = NoRoute(host="host.example")
    await store.load(5)
    found = getattr(store.state, part)
    assert (found.lookup, len(found.items)) == (Lookup.FAILED, left)
    assert isinstance(found.error, NoRoute)
    others = {"kind", "projects", "events", "documents", "news"} - {part}
    assert {getattr(store.state, each).lookup for each in others} == {Lookup.KNOWN}


async def test_what_is_gone_behind_an_id_is_left_out(store: OrganizationStore, services: Services) -> None:
    del services.answers["/projects/32/"], services.answers["/document/41/"]
    await store.load(5)
    assert [each.id for each in store.state.projects.items] == [31]
    assert store.state.documents.lookup is Lookup.NONE


async def test_events_beyond_the_first_page_are_not_forgotten(store: OrganizationStore, services: Services) -> None:
    event = {"id": 62, "name": "Later", "organization": 5}
    first = services.answers["/events/?organization=5"]["results"]
    services.answers["/events/?organization=5"] = services.page(*first, more=True)
    services.answers["/events/?limit=500&offset=1&organization=5"] = services.page(event)
    await store.load(5)
    assert [each.name for each in store.state.events.items] == ["Meeting", "Later", "Elsewhere"]


async def test_one_that_the_service_does_not_show_is_said(store: OrganizationStore, services: Services) -> None:
    del services.answers["/organizations/5/"]
    with pytest.raises(RuleError) as caught:
        await store.load(5)
    assert sentence(caught.value) == (
        "CapX shows no profile of the organization “5”: it is gone, or nobody manages it."
    )
    assert store.state.lookup is Lookup.NONE
    assert services.asked == ["/organizations/5/"]


async def test_with_the_service_down_the_copy_stays(
    store: OrganizationStore, services: Services, mirror: Mirror, clock: Clock
) -> None:
    held = Organization(id=5, display_name="As it was", projects=(31,))
    await mirror.keep_list("organizations", [held], clock().isoformat())
    services.answers["/organizations/5/"] = (503, "down")
    with pytest.raises(ServiceDown):
        await store.load(5)
    assert (store.state.lookup, store.state.organization) == (Lookup.FAILED, held)
    assert isinstance(store.state.error, ServiceDown)


async def test_what_the_service_says_is_in_the_mirror_for_next_time(
    store: OrganizationStore, services: Services, mirror: Mirror, clock: Clock
) -> None:
    other = Organization(id=6, display_name="Another")
    await mirror.keep_list("organizations", [Organization(id=5, display_name="Old"), other], clock().isoformat())
    await store.load(5)
    assert {each.id: each.display_name for each in mirror.organizations()} == {5: "Wikimedia Example", 6: "Another"}


async def test_an_answer_that_comes_late_changes_nothing(store: OrganizationStore, services: Services) -> None:
    services.held = "/organizations/5/"
    late = asyncio.create_task(store.load(5))
    await asyncio.sleep(0)
    store.show(8)
    services.gate.set()
    await late
    assert store.state == OrganizationState(asked=8, lookup=Lookup.LOADING)


async def test_a_bare_name_is_no_profile(
    store: OrganizationStore, services: Services, mirror: Mirror, clock: Clock
) -> None:
    bare = Organization(id=8, display_name="Unmanaged", listed=False)
    await mirror.keep_list("organizations", [bare], clock().isoformat())
    with pytest.raises(RuleError) as caught:
        await store.load(8)
    assert caught.value.params == ("Unmanaged",)


# -- mine ------------------------------------------------------------------------------------------


async def test_mine_are_those_that_name_me(services: Services, mirror: Mirror, clock: Clock) -> None:
    mine = Organization(id=5, display_name="Mine", managers=(_ME,))
    await mirror.keep_list("organizations", [mine, Organization(id=6, display_name="Not")], clock().isoformat())
    store = MyOrganizationsStore(services.client(), mirror)
    store.show(_ME)
    assert (store.state.organizations, store.state.lookup) == ((mine,), Lookup.LOADING)
    # A service that passes over the filter must not make one a manager.
    services.answers["/organizations/?managers=7"] = services.page(
        _organization(), _organization(id=6, managers=[1]), more=False
    )
    await store.load(_ME)
    assert [each.display_name for each in store.state.organizations] == ["Wikimedia Example"]
    assert store.state.lookup is Lookup.KNOWN


async def test_without_the_service_those_of_the_mirror_stay(services: Services, mirror: Mirror, clock: Clock) -> None:
    mine = Organization(id=5, display_name="Mine", managers=(_ME,))
    await mirror.keep_list("organizations", [mine], clock().isoformat())
    services.answers["/organizations/?managers=7"] = NoRoute(host="capx.example")
    store = MyOrganizationsStore(services.client(), mirror)
    store.show(_ME)
    with pytest.raises(NoRoute):
        await store.load(_ME)
    assert (store.state.organizations, store.state.lookup) == ((mine,), Lookup.FAILED)


async def test_who_manages_none_is_told(services: Services, mirror: Mirror) -> None:
    services.answers["/organizations/?managers=7"] = services.page()
    store = MyOrganizationsStore(services.client(), mirror)
    await store.load(_ME)
    assert (store.state.organizations, store.state.lookup) == ((), Lookup.NONE)
