"""Translating when something fails: each failure has its words, its row says what came of it, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from capx_tui.api.wire import Request, Response
from tests.screens.test_translate import METABASE, change, on_post, texts, turkish
from tests.screens.visits import visit
from tests.screens.wire import no_route, refused_token, service_down, timed_out
from tests.store.embedded_desk import refuse

pytestmark = pytest.mark.usefixtures("home")


async def test_what_was_refused_behind_the_screen_is_said_and_stands_beside_its_field() -> None:
    async with visit("translate") as here:
        await turkish(here)
        here.core.metabase_account.is_told = True
        on_post(
            here, refuse(502, {"detail": "Metabase API error for Q80089/tr description: {'code': 'abusefilter-x'}"})
        )
        await here.press("n")
        await here.type("Yolculuk")
        await here.press("enter")
        assert here.title.startswith("Datagraphic")
        assert (
            "Corporate Travel Management: refused: Description: A filter against abuse at Metabase turned this text "
            "down." in here.flowing
        )
        await here.press("escape")
        assert here.rows[6].startswith("> Datagraphic") or "Datagraphic" in here.marked
        await here.press("up")
        assert here.marked.startswith("Corporate Travel Management  refused: Description: A filter against abuse")
        await here.press("enter")
        assert "A filter against abuse at Metabase turned this text down." in here.text
        assert "Yolculuk" in here.text


async def test_what_stops_everything_is_said_once_and_tried_again_by_one_key() -> None:
    async with visit("translate") as here:
        await turkish(here)
        here.core.metabase_account.is_told = True
        inner = here.wire._inner
        on_post(here, no_route)
        await here.press("n")
        await here.type("Yolculuk")
        await here.press("enter")
        assert here.title.startswith("Datagraphic"), "one can go on meanwhile"
        assert "Error: " in here.text
        assert "F6 tries again." in here.flowing
        await here.press("escape")
        assert "Corporate Travel Management  waiting to be saved" in here.text
        assert "One waits to be saved." in here.rows[2]
        here.wire._inner = inner
        await here.press("f6")
        assert "Corporate Travel Management  saved" in here.text
        assert "127 of 132 done" in here.rows[2]


async def test_the_last_one_is_told_to_be_saved_and_not_for_ever_to_be_being_saved() -> None:
    async with visit("translate") as here:
        await turkish(here)
        here.core.metabase_account.is_told = True
        await here.press("slash", *"corporate", "enter", "n")
        here.wire.hold(where="/translating/")
        here.endless = {"draft", "translate"}
        await here.type("Yolculuk")
        await here.press("enter")
        assert "Corporate Travel Management is being saved." in here.flowing
        here.wire.release()
        here.endless = {"draft"}
        await here.settle()
        told = "Nothing is missing any more. 127 of 132 done, 5 left. Corporate Travel Management: saved"
        assert told in here.flowing


async def test_what_stops_everything_is_the_last_word_also_after_the_last_one() -> None:
    async with visit("translate") as here:
        await turkish(here)
        here.core.metabase_account.is_told = True
        on_post(here, no_route)
        await here.press("slash", *"corporate", "enter", "n")
        await here.type("Yolculuk")
        await here.press("enter")
        assert here.title.startswith("Translate")
        assert "Error: embedded.capx.invalid could not be reached" in here.flowing
        assert "being saved" not in here.flowing
        await here.press("ctrl+s")
        assert here.status == "One waits to be saved."


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        (
            refused_token,
            "waiting to be saved",
            "or your sign-in has run out. Sign in, then try again.",
        ),
        (
            lambda _request: Response(429, {"retry-after": "30", "content-type": "application/json"}, b"{}"),
            "waiting to be saved",
            "asks for a pause of 30 seconds. Nothing is lost: what waits is saved when you try again. F6 tries again.",
        ),
        (
            refuse(403, {"detail": "Your Metabase account must confirm its email before editing."}),
            "refused: Your account at Metabase has no confirmed e-mail address",
            "Error: ",
        ),
        (service_down, "edited, not saved: embedded.capx.invalid is not working right now", "F6 tries again."),
        (timed_out, "edited, not saved: embedded.capx.invalid did not answer in time.", "F6 tries again."),
    ],
)
async def test_each_failure_has_its_words_and_its_row_keeps_what_was_written(
    answer: Callable[[Request], Response], state: str, words: str
) -> None:
    async with visit("translate", size=(120, 30)) as here:
        await turkish(here)
        here.core.metabase_account.is_told = True
        on_post(here, answer)
        await here.press("n")
        await here.type("Yolculuk")
        await here.press("enter")
        assert words in here.flowing
        await here.press("escape", "up")
        assert here.marked.startswith(f"Corporate Travel Management  {state}")
        assert "Kurumsal Seyahat Yönetimi: Yolculuk" in here.text


async def test_a_lost_answer_is_looked_up_and_nobody_is_told_a_guess() -> None:
    async with visit("translate") as here:
        await turkish(here)
        here.core.metabase_account.is_told = True
        inner = here.wire._inner

        def lose(request: Request) -> Response:
            here.wire.fail(no_route, where=METABASE)
            return timed_out(request)

        on_post(here, lose)
        await here.press("n")
        await here.type("Yolculuk")
        await here.press("enter", "escape", "up")
        assert here.marked.startswith("Corporate Travel Management  not known whether it was saved")
        here.wire.mend()
        here.wire._inner = inner
        await here.press("ctrl+s")
        assert "Corporate Travel Management  saved" in here.text


async def test_theirs_stands_beside_mine_and_either_can_be_taken() -> None:
    theirs = "UPDATE wiki_term SET description = ? WHERE source = 'metabase' AND lang = 'tr' AND qid = ?"
    async with visit("translate") as here:
        await turkish(here)
        here.core.metabase_account.is_told = True
        await here.press("n")
        await here.type("Benim")
        change(theirs, "Onların", "Q900000089")
        await here.press("enter")
        assert "Corporate Travel Management: changed by somebody else meanwhile" in here.flowing
        await here.press("escape", "up", "enter")
        assert "Their description:" in here.text
        assert "Onların" in here.text
        assert "Benim" in here.text
        assert "Somebody else changed this meanwhile. Saving puts yours in its place." in here.flowing
        await here.press("ctrl+s")
        assert texts("tr")["Q900000089"][1] == "Benim"
        change(theirs, "Yine onların", "Q900000041")
        await here.press("escape", "home", "down", "enter")
        await here.type("Benim de")
        await here.press("ctrl+s", "escape", "up", "enter")
        await here.choose("Take theirs")
        assert "Yine onların" in here.text
        assert "What Metabase has stands here again." in here.flowing
        assert texts("tr")["Q900000041"][1] == "Yine onların"


async def test_a_service_that_is_down_is_told_and_the_list_is_there_with_one_key() -> None:
    async with visit("help") as here:
        here.core.settings.change(translate_to="tr")
        here.wire.fail(refuse(500, {}), where="/translating/?lang=")
        here.app.go("translate")
        await here.settle()
        assert "Error: embedded.capx.invalid could not read the capacities from Metabase (status 500)." in here.flowing
        assert "F6 tries again." in here.flowing
        here.wire.mend()
        await here.press("f6")
        assert here.rows[2].startswith("  Turkish (tr): 126 of 132 done")
