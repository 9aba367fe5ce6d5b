"""One profile: the copy at once, the service where the copy is old, Meta and Wikidata never in the way."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from capx_tui.errors import ActionApiError, NoRoute, RuleError, ServiceDown
from capx_tui.model.lookup import Lookup
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names
from capx_tui.store.person import PersonState, PersonStore
from capx_tui.store.sync import Sync
from tests.store.conftest import Clock
from tests.store.small_service import SmallService, data, profile


@pytest.fixture
def service() -> SmallService:
    return SmallService()


def opened(service: SmallService, mirror: Mirror, clock: Clock) -> tuple[PersonStore, Sync]:
    client = service.client()
    sync = Sync(client, mirror, now=clock)
    return PersonStore(client, mirror, Names(mirror), sync, now=clock), sync


async def test_a_fresh_copy_asks_the_service_nothing(service: SmallService, mirror: Mirror, clock: Clock) -> None:
    store, sync = opened(service, mirror, clock)
    await sync.run()
    service.asked.clear()
    store.show("Person 1")
    assert (store.state.lookup, store.state.read_at) == (Lookup.KNOWN, clock())
    assert service.asked == []
    await store.load("Person 1")
    assert service.went_to("/users/") == []
    assert store.state.birthday == date(2009, 5, 17)


async def test_an_old_copy_is_shown_and_then_replaced(service: SmallService, mirror: Mirror, clock: Clock) -> None:
    store, sync = opened(service, mirror, clock)
    await sync.run()
    clock.passes(hours=1)
    service.changes(2, 900, pronoun="they")
    states: list[PersonState] = []
    store.subscribe(states.append)
    await store.load(2)
    assert next(state.person.pronoun for state in states if state.person) == ""
    assert store.state.person is not None
    assert store.state.person.pronoun == "they"
    assert store.state.read_at == clock()
    assert mirror.person(2) == store.state.person


async def test_somebody_who_is_not_here_is_fetched(service: SmallService, mirror: Mirror, clock: Clock) -> None:
    store, _ = opened(service, mirror, clock)
    store.show("Person 3")
    assert store.state.lookup is Lookup.LOADING
    await store.load("Person 3")
    assert store.state.person == mirror.person_named("Person 3")


async def test_nobody_of_that_name_is_said(service: SmallService, mirror: Mirror, clock: Clock) -> None:
    store, sync = opened(service, mirror, clock)
    await sync.run()
    with pytest.raises(RuleError) as caught:
        await store.load("Nobody at all")
    assert (caught.value.key, caught.value.params) == ("person-nobody", ("Nobody at all",))
    assert store.state.lookup is Lookup.NONE
    del service.people[4]
    with pytest.raises(RuleError):
        await store.load(4, fresh=True)
    assert store.state.person is None
    assert mirror.person(4) is None


async def test_with_the_service_down_the_copy_stays_with_its_age(
    service: SmallService, mirror: Mirror, clock: Clock
) -> None:
    store, sync = opened(service, mirror, clock)
    await sync.run()
    await store.load(1)
    read_at = store.state.read_at
    clock.passes(hours=5)
    service.faults["/"] = NoRoute(host="capx.example")
    again, _ = opened(service, mirror, clock)
    with pytest.raises(NoRoute):
        await again.load(1)
    assert again.state.person == mirror.person(1)
    assert (again.state.lookup, again.state.read_at) == (Lookup.FAILED, read_at)
    # What Meta once said is still there.
    assert again.birthday_words() == "May 17, 2009"


async def test_meta_that_fails_leaves_the_profile_alone(service: SmallService, mirror: Mirror, clock: Clock) -> None:
    store, sync = opened(service, mirror, clock)
    await sync.run()
    service.faults["/central"] = NoRoute(host="meta.example")
    await store.load(1)
    assert (store.state.lookup, store.state.birthday_lookup) == (Lookup.KNOWN, Lookup.FAILED)
    assert store.birthday_words().startswith("not known: meta.example could not be reached")
    service.faults["/central"] = data({"errors": [{"code": "internal_api_error", "text": "oh"}]})
    await store.load(1)
    assert isinstance(store.state.birthday_error, ActionApiError)
    service.faults.clear()
    await store.load(1)
    assert store.state.birthday == date(2009, 5, 17)
    assert store.state.birthday_error is None


async def test_a_birthday_is_asked_for_once(service: SmallService, mirror: Mirror, clock: Clock) -> None:
    store, sync = opened(service, mirror, clock)
    await sync.run()
    await store.load(1)
    await store.load(2)
    await store.load(1)
    assert len(service.went_to("/central")) == 2
    assert store.state.birthday == date(2009, 5, 17)


async def test_whom_meta_does_not_know_has_no_birthday(service: SmallService, mirror: Mirror, clock: Clock) -> None:
    store, sync = opened(service, mirror, clock)
    await sync.run()
    await store.load(2)
    assert store.state.birthday_lookup is Lookup.NONE
    assert store.birthday_words() == ""


async def test_the_picture_is_the_avatar_in_words(service: SmallService, mirror: Mirror, clock: Clock) -> None:
    service.people[1] = profile(1, 1, avatar=3)
    store, sync = opened(service, mirror, clock)
    await sync.run()
    store.show(1)
    assert store.picture_words() == "File:Three.svg, https://commons.wikimedia.org/wiki/File:Three.svg"
    store.show(2)
    assert store.picture_words() == ""


async def test_without_an_avatar_it_is_the_one_of_the_wikidata_item(
    service: SmallService, mirror: Mirror, clock: Clock
) -> None:
    service.people[1] = profile(1, 1, wikidata_qid="Q42")
    service.people[2] = profile(2, 2, wikidata_qid="Q99")
    store, sync = opened(service, mirror, clock)
    await sync.run()
    row = {
        "item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q42"},
        "image": {"type": "uri", "value": "http://commons.wikimedia.org/wiki/Special:FilePath/Ada%20Person.jpg"},
    }
    service.faults["/wikidata"] = data({"head": {}, "results": {"bindings": [row]}})
    await store.load(1)
    assert store.state.picture == "File:Ada Person.jpg"
    assert store.state.picture_address == "https://commons.wikimedia.org/wiki/File:Ada_Person.jpg"
    # Somebody else's item gives nobody a picture.
    await store.load(2)
    assert (store.state.picture_lookup, store.picture_words()) == (Lookup.NONE, "")
    service.faults["/wikidata"] = data({"detail": "broken"}, 500)
    await store.load(1, fresh=True)
    assert isinstance(store.state.picture_error, ServiceDown)
    assert store.picture_words().startswith("not known:")


async def test_a_load_that_was_overtaken_writes_nothing(service: SmallService, mirror: Mirror, clock: Clock) -> None:
    store, _ = opened(service, mirror, clock)
    slow = asyncio.ensure_future(store.load(1))
    await asyncio.sleep(0)
    await store.load(2)
    await slow
    assert store.state.asked == 2
    assert store.state.person is not None
    assert store.state.person.id == 2
    assert store.state.birthday is None


def test_nobody_was_asked_for_yet(service: SmallService, mirror: Mirror, clock: Clock) -> None:
    store, _ = opened(service, mirror, clock)
    assert store.state.lookup is Lookup.UNASKED
    assert (store.birthday_words(), store.picture_words()) == ("", "")
