"""Translating on the screen: the work list, one capacity after the other by Enter, and every outcome in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.model.translating import Stage
from capx_tui.screens.translate_item import TranslateItemScreen
from tests.screens.visits import Visit, database, visit

pytestmark = pytest.mark.usefixtures("home")

FOUNTAIN = "Q900000130"
METABASE = "/metabase/w/api.php"


def texts(lang: str) -> Mapping[str, tuple[str | None, str | None]]:
    """What the made-up Metabase has in a language, by qid."""
    with closing(sqlite3.connect(f"file:{database()}?mode=ro", uri=True)) as rows:
        found = rows.execute(
            "SELECT qid, label, description FROM wiki_term WHERE source = 'metabase' AND lang = ?", (lang,)
        ).fetchall()
    return {qid: (label, description) for qid, label, description in found}


def change(query: str, *values: object) -> None:
    """Somebody else writes at Metabase."""
    with closing(sqlite3.connect(database())) as rows, rows:
        rows.execute(query, values)


def on_post(here: Visit, answer: Callable[[Request], Response]) -> None:
    """What is written to the service ends so."""
    inner = here.wire._inner

    class Door:
        async def send(self, request: Request) -> Response:
            if request.method == "POST" and request.url.endswith("/translating/"):
                return answer(request)
            return await inner.send(request)

        async def close(self) -> None:
            await inner.close()

    here.wire._inner = Door()


async def turkish(here: Visit) -> None:
    """The list in Turkish, from the chooser; drafts are not waited for."""
    here.endless = {"draft"}
    await here.type("turkish")
    await here.press("enter")


async def test_a_language_is_chosen_by_typing_and_remembered() -> None:
    async with visit("translate") as here:
        assert here.title.startswith("Translate into")
        await here.type("türk")
        assert here.marked.startswith("Turkish (tr)")
        assert "Türkçe, 126 of 132 done" in here.marked
        await here.press("enter")
        assert here.core.settings.state.translate_to == "tr"
        assert here.rows[2].startswith("  Turkish (tr): 126 of 132 done, 6 left. ")
        assert here.rows[2].endswith("[###################.]")
        assert here.rows[3] == "  No account connected: the project's bot makes the edits. m connects one."
        assert here.rows[4] == "  Untranslated ones first, A to Z."
        assert here.marked == "Corporate Travel Management  description missing"
        assert here.rows[7].strip() == "Kurumsal Seyahat Yönetimi"
        assert "capacity 89, Wikidata Q900000089, Metabase Q80089; Booking" in here.rows[8]
    async with visit("translate") as here:
        assert "126 of 132 done" in here.status or "126 of 132 done" in here.flowing
        await here.press("l")
        assert here.marked.startswith("Turkish (tr)"), "what was chosen before is suggested first"
        assert "suggested" in here.marked


async def test_the_list_goes_by_letter_by_state_and_by_words() -> None:
    async with visit("translate") as here:
        await turkish(here)
        orders = []
        for _ in range(4):
            await here.press("s")
            orders.append((here.status, here.marked))
        assert orders == [
            ("Untranslated ones first, Z to A.", "Wikifunctions  description missing"),
            ("Translated ones first, A to Z.", "Abuse Filter  translated"),
            ("Translated ones first, Z to A.", orders[2][1]),
            ("Untranslated ones first, A to Z.", "Corporate Travel Management  description missing"),
        ]
        await here.press("slash")
        await here.type("Q80130")
        assert here.rows_in("#items")[0] == "> Fountain  description missing"
        assert here.status.startswith("Turkish (tr): 126 of 132 done, 6 left. One of 132 shown.") or (
            "One of 132 shown." in here.flowing
        )


async def test_one_capacity_has_its_english_beside_two_fields_with_live_counts() -> None:
    async with visit("translate") as here:
        await turkish(here)
        await here.down_to("Fountain")
        await here.press("enter")
        assert here.title.startswith("Fountain (tr)")
        assert here.marked == "Description:", "it begins at what is missing"
        rows = here.rows_in("#form")
        assert rows[0].split() == ["English", "label:", "Fountain"]
        assert rows[1].startswith("  Label:               Fountain")
        assert any(row.startswith("  English description: Setting up") for row in rows)
        assert "  Numbers:             capacity 130, Wikidata Q900000130, Metabase Q80130" in rows
        await here.type("Senaryo")
        assert here.marked.endswith("changed, 243 of 250 left")
        item = here.core.translating.state.item(FOUNTAIN)
        assert item is not None
        assert (item.mine.description, item.stage) == ("Senaryo", Stage.EDITED)
        await here.press("escape")
        assert here.marked == "Fountain  edited, not saved"
        assert here.status == "Fountain is kept here and not saved yet."
        assert here.rows[2].startswith("  Turkish (tr): 126 of 132 done, 6 left. One is not saved.")


async def test_what_is_written_outlives_the_program_and_leaving_asks() -> None:
    async with visit("translate") as here:
        await turkish(here)
        await here.press("n")
        await here.type("Yolculuk")
        await here.press("escape", "escape")
        assert "One translation is not saved." in here.text
        await here.press("enter")
        assert here.title.startswith("Home")
    async with visit("translate") as here:
        assert "One is not saved." in here.rows[2]
        assert here.rows[6].startswith("> Corporate Travel Management  edited, not saved")
        await here.press("enter")
        assert "Yolculuk" in here.marked
        await here.press("ctrl+s", "enter")
        assert here.title.startswith("Datagraphic"), "the next one that lacks something"
        await here.press("escape")
        assert "Corporate Travel Management  saved" in here.text
        assert texts("tr")["Q900000089"] == ("Kurumsal Seyahat Yönetimi", "Yolculuk")


async def test_what_is_typed_ahead_of_leaving_is_kept() -> None:
    async with visit("translate") as here:
        await turkish(here)
        await here.press("n")
        for key in (*"Yolculuk", "escape"):
            here._send(key)
        await here.settle()
        assert here.status == "Corporate Travel Management is kept here and not saved yet."
        assert "Kurumsal Seyahat Yönetimi: Yolculuk" in here.text


async def test_another_language_opened_above_changes_nothing_below() -> None:
    async with visit("translate", language="tr") as here:
        here.endless = {"draft"}
        assert here.core.translating.state.language == "tr"
        await here.press("l")
        await here.type("esperanto")
        await here.press("enter", "n")
        await here.type("vorto")
        await here.press("f3", "slash")
        await here.type("fountain")
        await here.press("down")
        while "Fountain" not in here.marked:
            await here.press("down")
        await here.press("t")
        assert here.title.startswith("Fountain (tr)")
        await here.press("escape", "escape", "escape")
        assert here.rows[2].startswith("  Esperanto (eo): Biten 0, toplam 132, kalan 132. Bir tane kaydedilmedi.")
        assert here.core.translating.state.language == "eo"
        assert "vorto" in here.text
        written = [each.draft for each in here.core.drafts.waiting()]
        assert [(each.key.subject.partition("/")[0], each.edits["label"].now) for each in written] == [("eo", "vorto")]


async def test_in_whose_name_one_edits_is_said_before_the_first_save_and_once() -> None:
    async with visit("translate") as here:
        await turkish(here)
        await here.press("n")
        await here.type("Yolculuk")
        await here.press("enter")
        assert "No account connected: the project's bot makes the edits." in here.flowing
        assert "the history of the item names your CapX account as the one who asked for it." in here.flowing
        assert "It may take some days until CapX shows it everywhere." in here.flowing
        await here.choose("Go on editing")
        assert "Yolculuk" in here.marked
        assert texts("tr")["Q900000089"][1] is None
        await here.press("enter", "enter")
        assert here.flowing.count("Corporate Travel Management is being saved.") == 1
        await here.type("Veri")
        await here.press("enter")
        assert here.title.startswith("Experience Design"), "and is not asked again"


async def test_a_rule_is_told_beside_its_field_and_nothing_is_sent() -> None:
    async with visit("translate") as here:
        await turkish(here)
        await here.press("n")
        await here.paste("x" * 251)
        await here.press("enter")
        assert here.marked.startswith("Description:")
        assert "1 over the limit of 250" in here.text
        assert "One character too many; the limit is 250." in here.flowing
        await here.press("ctrl+u")
        await here.paste("Kurumsal Seyahat Yönetimi")
        await here.press("enter")
        assert "The description only repeats the label; Metabase takes no such pair." in here.flowing
        assert not any("POST" in asked and asked.endswith("/translating/") for asked in here.wire.asked)


async def test_emptying_what_others_can_read_asks() -> None:
    async with visit("translate") as here:
        await turkish(here)
        await here.down_to("Fountain")
        await here.press("enter", "up", "up", "up")
        while "Label:" not in here.marked or "English" in here.marked:
            await here.press("up")
        await here.press("ctrl+u", "ctrl+s")
        assert "You have emptied “Fountain”. Saving removes it at Metabase." in here.flowing
        assert here.marked.startswith("Go on editing"), "the careful answer comes first"
        await here.choose("Remove it")
        await here.press("enter")
        assert FOUNTAIN not in texts("tr") or texts("tr")[FOUNTAIN][0] is None


async def test_from_the_directory_to_the_form_in_one_key() -> None:
    async with visit("directory", language="tr") as here:
        await here.press("slash")
        await here.type("fountain")
        await here.press("down")
        while "Fountain" not in here.marked:
            await here.press("down")
        await here.press("t")
        assert isinstance(here.app.screen, TranslateItemScreen)
        assert here.title.startswith("Fountain (tr)")
        assert here.core.settings.state.translate_to == "", "it was not chosen"
        here.endless = {"draft"}
        here.core.metabase_account.is_told = True
        await here.type("Yarışma aracı")
        await here.press("enter", "escape", "escape")
        assert here.core.directory.state.text == "fountain"
        assert here.core.directory.information(130).description == "Yarışma aracı"
        assert here.title.startswith("Beceri dizini")
        await here.press("i")
        assert "Yarışma aracı" in here.text


async def test_other_ways_to_help_have_addresses_to_open_and_to_scan() -> None:
    async with visit("translate", size=(80, 40)) as here:
        await turkish(here)
        await here.press("w")
        assert here.title.startswith("More to translate")
        for address in (
            "https://translatewiki.net/wiki/Translating:Capacity_Exchange",
            "https://meta.wikimedia.org/wiki/Template:CapacityExchange",
        ):
            assert address in here.text
        await here.choose("translatewiki.net/wiki")
        await here.press("r")
        assert here.title.startswith("Show a QR code: The texts of CapX") or "The texts of CapX" in here.title
        assert "https://translatewiki.net/wiki/Translating:Capacity_Exchange" in here.text


async def test_signed_out_one_signs_in_first(home: Path) -> None:
    async with visit("translate", demo=False) as here:
        assert here.title.startswith("Sign in")
        assert "Translate" in here.text


async def test_who_listens_hears_the_english_that_is_to_be_translated() -> None:
    async with visit("translate", screen_reader=True) as here:
        await turkish(here)
        here.core.metabase_account.is_told = True
        spoken = here.app.announcer
        await here.press("n")
        assert spoken.last is not None
        assert spoken.last.text == (
            "Corporate Travel Management. Description: empty. In English: Booking and documenting trips for staff, "
            "volunteers and guests, with visas, budgets and safety in mind."
        )
        await here.type("Yolculuk")
        await here.press("enter")
        assert spoken.last.text.startswith("Datagraphic. Description: empty. In English: Turning figures into charts")
        assert not any("[" in row for row in here.rows), "no bar"
