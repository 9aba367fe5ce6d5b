"""Translating over the embedded service: what is sent, what becomes of it, and what others do meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.errors import CapxError, Forbidden, NoRoute, NotSignedIn, RuleError, ServiceDown, Throttled, TimedOut
from capx_tui.i18n.sentences import explain
from capx_tui.model.form_words import problem_words
from capx_tui.model.translating import Counts, Item, Stage, Texts
from capx_tui.model.translating_words import state_words
from capx_tui.store.translating import PauseAsked
from tests.screens.wire import no_route, refused_token, service_down, timed_out
from tests.store.embedded_desk import DESK_NOW, Desk, open_desk, refuse
from tests.store.translating_desk import FOUNTAIN, METABASE, TRAVEL, held, one, posted, save, somebody_else, write

pytestmark = pytest.mark.usefixtures("two_attempts")

UNCONFIRMED = (
    "refused: Your account at Metabase has no confirmed e-mail address, so it may not edit. Confirm it in the"
    " preferences there, or disconnect the account here: then the project's bot makes the edit."
)


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        await opened.core.translating.load("tr")
        yield opened


async def test_every_capacity_of_metabase_is_there_with_its_english_and_both_numbers(desk: Desk) -> None:
    assert one(desk).capacity is None, "nothing was fetched of CapX's own list yet"
    await desk.core.sync.run()
    await desk.core.translating.load("tr")
    state = desk.core.translating.state
    assert state.counts == Counts(done=126, total=132)
    assert (state.language, state.read_at, state.is_fresh) == ("tr", DESK_NOW, True)
    now = Texts("Fountain", "")
    english = Texts("Fountain", one(desk).english.description)
    assert one(desk) == Item(FOUNTAIN, "Q80130", 130, english, held=now, seen=now, mine=now)
    assert one(desk).english.description.startswith("Setting up")


async def test_metabase_itself_decides_where_the_query_service_is_behind(desk: Desk) -> None:
    """The service's rows come from a copy that is minutes old."""
    somebody_else(desk, "description", "Yeni")
    stale = {"qid": FOUNTAIN, "metabase_id": "Q80130", "lang": "tr", "label": "Fountain", "description": ""}
    rows = {"results": [{**stale, "fallback_label": "Fountain", "fallback_description": "…"}]}
    desk.line.fail(refuse(200, rows), where="/translating/?lang=")
    await desk.core.translating.load("tr")
    assert one(desk).held == Texts("Fountain", "Yeni")
    desk.line.fail(no_route, where=METABASE)
    await desk.core.translating.load("tr")
    state = desk.core.translating.state
    assert (state.is_fresh, one(desk).held) == (False, Texts("Fountain", ""))


async def test_only_what_changed_is_sent_once_and_the_directory_knows_it_at_once(desk: Desk) -> None:
    await desk.core.sync.run()
    item = await save(desk, description=" Senaryo dili ")
    assert posted(desk) == [{"qid": FOUNTAIN, "lang": "tr", "description": "Senaryo dili"}]
    assert (item.stage, item.held, item.is_done) == (Stage.SAVED, Texts("Fountain", "Senaryo dili"), True)
    assert held(desk) == ("Fountain", "Senaryo dili")
    assert desk.core.translating.state.counts == Counts(done=127, total=132)
    desk.core.language = "tr"
    desk.core.directory.catch_up()
    assert desk.core.directory.information(130).description == "Senaryo dili"
    assert desk.core.drafts.waiting() == []
    assert await save(desk) == item
    assert len(posted(desk)) == 1, "what Metabase has is not sent again"


async def test_a_text_can_be_removed_and_both_can_be_written(desk: Desk) -> None:
    await save(desk, label="Çeşme", description="Senaryo dili")
    assert held(desk) == ("Çeşme", "Senaryo dili")
    item = await save(desk, description="")
    assert posted(desk)[1] == {"qid": FOUNTAIN, "lang": "tr", "description": ""}
    assert (held(desk), item.is_done) == (("Çeşme", None), False)


async def test_those_that_wait_are_saved_in_turn_and_what_is_written_meanwhile_is_kept(desk: Desk) -> None:
    store = desk.core.translating
    for qid in (FOUNTAIN, TRAVEL):
        write(desk, qid, description=f"Metin {qid}")
        store.submit(qid)
    assert [one(desk, qid).stage for qid in (FOUNTAIN, TRAVEL)] == [Stage.WAITING] * 2
    assert store.is_saving

    def meanwhile(_request: Request) -> None:
        write(desk, FOUNTAIN, label="Sonradan")
        desk.line.on_write = lambda _request: None

    desk.line.on_write = meanwhile
    await store.run()
    assert [body["qid"] for body in posted(desk)] == [FOUNTAIN, TRAVEL]
    assert one(desk, TRAVEL).stage is Stage.SAVED
    assert (one(desk).stage, one(desk).mine.label, held(desk)) == (
        Stage.EDITED,
        "Sonradan",
        ("Fountain", f"Metin {FOUNTAIN}"),
    )
    assert [each.draft.edits["label"].now for each in desk.core.drafts.waiting()] == ["Sonradan"]
    assert not store.is_saving


async def test_a_draft_stands_in_its_row_again_after_the_program_was_killed(world: Path, desk: Desk) -> None:
    write(desk, description="Yarım")
    await desk.core.translating.keep(FOUNTAIN)
    fresh = type(desk.core.translating)(
        desk.core.client,
        desk.core.session,
        desk.core.names,
        lambda: type(desk.core.drafts)(desk.core.drafts._directory),
        desk.core.translating._published,
        service=desk.core.service,
    )
    await fresh.load("tr")
    item = fresh.state.item(FOUNTAIN)
    assert item is not None
    assert (item.stage, item.mine, item.held) == (Stage.EDITED, Texts("Fountain", "Yarım"), Texts("Fountain", ""))
    await fresh.load("de")
    assert fresh.state.counts.open == 0, "a draft belongs to its language"
    somebody_else(desk, "description", "Başkası")
    await fresh.load("tr")
    item = fresh.state.item(FOUNTAIN)
    assert item is not None
    assert (item.stage, item.moved) == (Stage.MOVED, ("description",))


# -- what is refused ------------------------------------------------------------------------------------


def reasons(item: Item) -> dict[str, str]:
    return {term: problem_words(problem) for term, problem in item.reasons}


async def test_what_breaks_a_rule_is_never_sent(desk: Desk) -> None:
    item = await save(desk, label="x" * 251, description="Fountain")
    assert (item.stage, reasons(item)) == (Stage.REFUSED, {"label": "One character too many; the limit is 250."})
    item = await save(desk, label="Aynı", description="Aynı")
    assert reasons(item) == {"description": "The description only repeats the label; Metabase takes no such pair."}
    assert posted(desk) == []
    with pytest.raises(RuleError):
        desk.core.translating.submit("Q1")


async def test_a_refusal_stands_beside_its_text_and_stops_no_other(desk: Desk) -> None:
    other = one(desk, "Q900000041").held.label
    somebody_else(desk, "description", "Aynısı", "Q900000041")
    write(desk, label=other, description="Aynısı")
    write(desk, TRAVEL, description="Yolculuk")
    for qid in (FOUNTAIN, TRAVEL):
        desk.core.translating.submit(qid)
    await desk.core.translating.run()
    item = one(desk)
    assert item.stage is Stage.REFUSED
    assert reasons(item) == {
        "description": "Another item at Metabase, Q80041, has the same label and description already."
    }
    # The service writes the label first: it is there, and is no change any more.
    assert (held(desk), item.changed) == ((other, None), ("description",))
    assert one(desk, TRAVEL).stage is Stage.SAVED
    assert desk.core.translating.state.paused is None
    write(desk, description="Başka")
    assert one(desk).stage is Stage.EDITED
    assert one(desk).reasons == ()


async def test_a_text_too_long_for_metabase_alone_is_refused_beside_it(desk: Desk) -> None:
    """Where Metabase's limit is lower than the one we know of."""
    no = {
        "detail": "Description is too long. Maximum length is 200 characters.",
        "field": "description",
        "max_length": 200,
    }
    desk.line.on_write = lambda _request: refuse(400, no)
    item = await save(desk, description="x" * 240)
    assert (item.stage, reasons(item)) == (Stage.REFUSED, {"description": "Metabase takes at most 250 characters."})


Outcome = Callable[[Request], Response]


@pytest.mark.parametrize(
    ("answer", "kind", "stage", "words"),
    [
        (refused_token, NotSignedIn, Stage.WAITING, "waiting to be saved"),
        (no_route, NoRoute, Stage.WAITING, "waiting to be saved"),
        (refuse(429, {"detail": "Request was throttled."}), Throttled, Stage.WAITING, "waiting to be saved"),
        (
            refuse(403, {"detail": "Your Metabase account must confirm its email before editing."}),
            Forbidden,
            Stage.REFUSED,
            UNCONFIRMED,
        ),
        (
            service_down,
            ServiceDown,
            Stage.EDITED,
            "edited, not saved: embedded.capx.invalid is not working right now (status 503).",
        ),
        (
            timed_out,
            TimedOut,
            Stage.EDITED,
            "edited, not saved: embedded.capx.invalid did not answer in time.",
        ),
    ],
)
async def test_what_stops_all_is_told_and_what_waits_goes_on_from_there(
    desk: Desk, answer: Outcome, kind: type[CapxError], stage: Stage, words: str
) -> None:
    store = desk.core.translating
    write(desk, description="Senaryo dili")
    write(desk, TRAVEL, description="Yolculuk")
    store.submit(FOUNTAIN)
    store.submit(TRAVEL)
    desk.line.on_write = lambda _request: answer
    await store.run()
    assert type(store.state.paused) is kind
    assert (one(desk).stage, state_words(one(desk))) == (stage, words)
    assert one(desk, TRAVEL).stage is Stage.WAITING
    assert len(posted(desk)) == 1
    assert len(desk.core.drafts.waiting()) == 2
    assert desk.core.session.state.is_expired is (kind is NotSignedIn)
    if kind is NotSignedIn:
        return
    desk.line.on_write = lambda _request: None
    store.go_on()
    store.submit(FOUNTAIN)
    await store.run()
    assert {one(desk, qid).stage for qid in (FOUNTAIN, TRAVEL)} == {Stage.SAVED}
    assert desk.core.drafts.waiting() == []


async def test_a_pause_that_is_asked_for_is_named(desk: Desk) -> None:
    desk.line.on_write = lambda _request: (
        lambda _request: Response(
            429, {"retry-after": "30", "content-type": "application/json"}, b'{"detail": "Slow."}'
        )
    )
    await save(desk, description="Senaryo dili")
    paused = desk.core.translating.state.paused
    assert isinstance(paused, PauseAsked)
    assert explain(paused) == (
        "embedded.capx.invalid asks for a pause of 30 seconds. Nothing is lost: what waits is saved when you try again."
    )
