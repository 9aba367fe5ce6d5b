"""Translating over the embedded service: answers that are lost, what others write meanwhile, and the list."""

from __future__ import annotations

import json
import random
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.errors import NotSignedIn
from capx_tui.model.facets import Asked
from capx_tui.model.translating import Order, Stage
from capx_tui.model.translating_words import state_words
from tests.screens.wire import html, no_route, service_down, timed_out
from tests.store.embedded_desk import Desk, open_desk, refuse
from tests.store.translating_desk import FOUNTAIN, METABASE, TRAVEL, held, one, posted, save, somebody_else, write

pytestmark = pytest.mark.usefixtures("two_attempts")


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        await opened.core.translating.load("tr")
        yield opened


Outcome = Callable[[Request], Response]


# -- when no answer came --------------------------------------------------------------------------------


@pytest.mark.parametrize("lost", [timed_out, html, service_down])
async def test_a_lost_answer_is_read_back_at_metabase_and_nothing_is_sent_twice(desk: Desk, lost: Outcome) -> None:
    desk.line.after_write = lambda _request: lost
    item = await save(desk, label="Çeşme", description="Senaryo dili")
    assert (item.stage, held(desk)) == (Stage.SAVED, ("Çeşme", "Senaryo dili"))
    assert len(posted(desk)) == 1
    assert desk.core.translating.state.paused is None


async def test_what_nobody_can_tell_is_looked_up_before_it_is_sent_again(desk: Desk) -> None:
    def lose(request: Request) -> Response:
        desk.line.fail(no_route, where=METABASE)
        return timed_out(request)

    desk.line.after_write = lambda _request: lose
    item = await save(desk, description="Senaryo dili")
    assert item.stage is Stage.UNKNOWN
    assert state_words(item) == (
        "not known whether it was saved: embedded.capx.invalid did not answer in time. Metabase could not be asked "
        "what it has. It is looked up before anything is sent again."
    )
    assert len(desk.core.drafts.waiting()) == 1
    desk.line.mend()
    desk.line.after_write = lambda _request: None
    desk.core.translating.go_on()
    assert (await save(desk)).stage is Stage.SAVED
    assert len(posted(desk)) == 1


async def test_where_metabase_stays_silent_nothing_doubtful_is_sent_again(desk: Desk) -> None:
    def lose(request: Request) -> Response:
        desk.line.fail(no_route, where=METABASE)
        return timed_out(request)

    desk.line.on_write = lambda _request: lose
    await save(desk, description="Senaryo dili")
    desk.line.on_write = lambda _request: None
    desk.core.translating.go_on()
    assert (await save(desk)).stage is Stage.UNKNOWN
    assert len(posted(desk)) == 1


# -- when somebody else writes --------------------------------------------------------------------------


async def test_what_somebody_else_changed_meanwhile_is_shown_and_not_overwritten(desk: Desk) -> None:
    somebody_else(desk, "description", "Başkasının")
    item = await save(desk, description="Benim")
    assert (item.stage, item.moved, item.held.description) == (Stage.MOVED, ("description",), "Başkasının")
    assert posted(desk) == []
    assert held(desk) == ("Fountain", "Başkasının")
    desk.core.translating.submit(FOUNTAIN, over_theirs=True)
    await desk.core.translating.run()
    assert (one(desk).stage, held(desk)) == (Stage.SAVED, ("Fountain", "Benim"))


async def test_a_conflict_that_the_service_tells_is_shown_beside_mine(desk: Desk) -> None:
    def conflict(request: Request) -> Response:
        somebody_else(desk, "description", "Tam o anda")
        return refuse(409, {"detail": "Edit conflict."})(request)

    desk.line.on_write = lambda _request: conflict
    item = await save(desk, description="Benim")
    assert (item.stage, item.held.description, item.mine.description) == (Stage.MOVED, "Tam o anda", "Benim")


async def test_theirs_can_be_taken_and_the_draft_goes(desk: Desk) -> None:
    somebody_else(desk, "description", "Başkasının")
    await save(desk, description="Benim")
    desk.core.translating.throw_away(FOUNTAIN)
    assert (one(desk).stage, one(desk).mine.description) == (Stage.KEPT, "Başkasının")
    assert desk.core.drafts.waiting() == []


async def test_what_both_wrote_alike_is_saved_without_sending(desk: Desk) -> None:
    somebody_else(desk, "description", "Aynı şey")
    assert (await save(desk, description="Aynı şey")).stage is Stage.SAVED
    assert posted(desk) == []


async def test_nobodys_words_are_sent_in_somebody_elses_name(desk: Desk) -> None:
    write(desk, description="Senaryo dili")
    desk.core.translating.submit(FOUNTAIN)
    await desk.core.session.sign_out()
    await desk.core.translating.run()
    assert (posted(desk), one(desk).stage) == ([], Stage.EDITED)
    with pytest.raises(NotSignedIn):
        await desk.core.translating.load("tr")


# -- as a list ------------------------------------------------------------------------------------------


async def test_the_list_is_searched_narrowed_and_stays_while_one_works(desk: Desk) -> None:
    listing = desk.core.translating_list
    listing.show()
    first = [item.english.label for item in listing.found[:2]]
    assert first == ["Corporate Travel Management", "Datagraphic"]
    await save(desk, TRAVEL, description="Yolculuk")
    listing.show()
    assert [item.english.label for item in listing.found[:2]] == first
    assert listing.at(0) == one(desk, TRAVEL)
    for text in ("seyahat", "Q80089", TRAVEL, "yolculuk"):
        listing.ask(Asked(text=text))
        assert [item.qid for item in listing.found] == [TRAVEL], text
    listing.ask(Asked().asking("translation", ["untranslated"]))
    assert listing.state.count == 5, "what was saved is translated by now"
    assert [(value.name, value.count) for value in listing.values("translation")] == [
        ("not translated", 5),
        ("translated", 127),
        ("written, not saved", 0),
        ("refused or in doubt", 0),
    ]
    assert listing.value("translation", 0) == "untranslated"
    assert listing.word("untranslated") == "not translated"
    listing.set_order(Order.DONE)
    listing.ask(Asked())
    assert listing.found[0].english.label == "Abuse Filter"


async def test_with_faults_at_random_moments_every_text_arrives_once(desk: Desk) -> None:
    """What goes wrong is drawn anew for each request: before the service acted, after it, or at Metabase."""
    chance = random.Random(20_260_610)
    faults = (timed_out, service_down, html, refuse(429, {}), no_route)
    acted: list[str] = []

    def before(_request: Request) -> Outcome | None:
        desk.line.mend()
        if chance.random() < 0.25:
            desk.line.fail(chance.choice((timed_out, html, service_down)), where=METABASE)
        return chance.choice(faults) if chance.random() < 0.3 else None

    def after(request: Request) -> Outcome | None:
        acted.append(json.loads(request.body or b"{}")["description"])
        return chance.choice((timed_out, html, service_down)) if chance.random() < 0.3 else None

    desk.line.on_write, desk.line.after_write = before, after
    store, wanted = desk.core.translating, [f"Metin {number}" for number in range(100)]
    for text in wanted:
        write(desk, description=text)
        for _ in range(40):
            if chance.random() < 0.5:
                desk.line.mend()
            store.go_on()
            store.submit(FOUNTAIN)
            await store.run()
            if one(desk).stage is Stage.SAVED:
                break
        assert held(desk) == ("Fountain", text)
    assert acted == wanted, "none twice, none left out"
