"""Choosing in a form: one, many, with levels, an answer of one's own, and thousands to choose from."""

from __future__ import annotations

from typing import Any

import pytest

from capx_tui.model.form import FormSpec
from capx_tui.model.form_fields import Levelled, Own, TextField
from capx_tui.model.form_lists import ListField, ManyField
from capx_tui.model.form_options import Option, Options
from capx_tui.screens import chooser
from tests.screens.sample_form import SampleForm, open_sample

pytestmark = pytest.mark.usefixtures("home")


async def test_one_is_chosen_by_typing_or_from_the_list() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.go("pronoun")
        await here.press("enter")
        assert here.title.startswith("Pronoun")
        await here.type("they")
        await here.press("enter")
        assert sample["pronoun"] == "they-them"
        assert here.marked == "Pronoun:             they/them, changed"
        await here.press("enter")
        await here.choose("None of them")
        assert sample["pronoun"] is None
        assert here.marked == "Pronoun:             nothing chosen, changed"
        await here.press("enter", "escape")
        assert sample["pronoun"] is None


async def test_an_answer_of_ones_own_is_taken_and_one_of_the_list_is_not_doubled() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.go("pronoun")
        await here.press("enter")
        await here.type("He/Him")
        assert "Own answer" not in here.text
        await here.press("ctrl+u")
        await here.type("xe/xem")
        assert "Own answer: xe/xem" in here.text
        await here.press("enter")
        assert sample["pronoun"] == Own("xe/xem")
        await here.press("enter")
        await here.type("a pronoun that is too long to be one")
        await here.press("enter", "down")
        assert "16 characters too many; the limit is 20." in here.text


async def test_many_are_turned_on_and_off_and_each_is_in_the_form_at_once() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.go("known")
        await here.press("enter")
        assert [row[2:].split()[0] for row in here.rows[3:6]] == ["Lua", "Communication", "Organizational"]
        await here.type("sparql")
        await here.press("enter")
        assert here.status == "SPARQL: yes."
        assert sample["known"] == (74, 36, 75)
        await here.press("enter")
        assert here.status == "SPARQL: no."
        await here.press("escape")
        assert sample.form.form.changed == ()
        await here.press("enter", "down", "delete")
        assert here.status == "Known: none."
        await here.press("escape", "ctrl+z")
        assert sample["known"] == (74, 36)


async def test_a_full_list_says_so_and_takes_no_more() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.go("areas")
        await here.press("enter")
        await here.type("edu")
        await here.press("enter")
        assert here.status == "Education: yes. 1 of 2 left."
        await here.press("ctrl+u")
        await here.type("my own area")
        await here.press("enter")
        assert sample["areas"] == ("education", Own("my own area"))
        await here.press("ctrl+u")
        assert "my own area" in here.text
        await here.type("advocacy")
        await here.press("enter")
        assert here.status == "There is no room for more: the limit is 2. Take one out first."
        await here.press("escape")
        assert sample.form.rows.field == "areas"
        assert "Error: One character too many; the limit is 10." not in here.text


async def test_languages_are_added_with_a_first_level_that_can_be_changed_there() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.go("languages")
        await here.press("a")
        await here.type("deu")
        await here.press("enter", "down", "right")
        assert sample["languages"][-1] == Levelled(3, "4")
        assert here.status == "Deutsch: Almost native"
        for _ in range(3):
            await here.press("right")
        assert sample["languages"][-1] == Levelled(3, "0")
        await here.press("escape")
        assert "Deutsch: Not proficient" in here.text
        await here.down_to("Add to Languages")
        assert here.marked.strip() == "Add to Languages: no room, the limit is 3"


async def test_a_level_is_chosen_by_its_name() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.go("languages", 1)
        await here.press("enter")
        await here.type("profess")
        await here.press("enter")
        assert sample["languages"] == (Levelled(2, "n"), Levelled(1, "5"))
        assert here.marked.strip() == "English: Professional proficiency"


async def test_entries_that_are_typed_are_asked_for_one_by_one() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.go("tags")
        await here.press("a")
        await here.type("sparql")
        await here.press("enter")
        assert sample["tags"] == ("lua", "sparql")
        await here.press("a")
        await here.type("lua")
        await here.press("enter")
        assert here.status == "It is in the list already."
        await sample.go("tags", 1)
        await here.press("enter")
        await here.type(" queries for all")
        await here.press("enter", "down")
        assert sample["tags"] == ("lua", "sparql queries for all")
        await here.press("tab")
        assert "Error: 12 characters too many; the limit is 10." in here.text
        await sample.go("tags")
        for word in ("one", "two"):
            await here.press("a")
            await here.type(word)
            await here.press("enter")
        await here.press("a")
        assert here.status == "Add to Diff tags: no room, the limit is 4"


async def test_thousands_to_choose_from_are_found_by_typing() -> None:
    options = Options(Option(number, f"Entry {number:05d}", also=f"x{number}") for number in range(10_000))

    class Many(SampleForm):
        def form_spec(self) -> FormSpec:
            return FormSpec("many", (TextField("name"), ManyField("many", label="Many", options=options)))

        async def load_values(self) -> dict[str, Any]:
            return {"many": (9_999, 7)}

    async with open_sample(Many()) as sample:
        here = sample.here
        await sample.go("many")
        assert here.marked == "Many: Entry 09999; Entry 00007"
        await here.press("enter")
        shown = here.app.screen
        assert isinstance(shown, chooser.ChooserScreen)
        assert len(shown._shown) == 10_000
        assert "Entry 09999" in here.rows[3]
        await here.type("x4242")
        await here.press("enter", "escape")
        assert sample["many"] == (9_999, 7, 4_242)


async def test_a_list_of_entries_to_choose_keeps_its_order() -> None:
    class Places(SampleForm):
        def form_spec(self) -> FormSpec:
            options = Options([Option(1, "Brasil"), Option(2, "Ghana"), Option(3, "India")])
            return FormSpec("places", (ListField("places", label="Places", options=options, limit=2),))

        async def load_values(self) -> dict[str, Any]:
            return {"places": (3,)}

    async with open_sample(Places()) as sample:
        here = sample.here
        await here.press("a")
        await here.type("bra")
        await here.press("enter", "escape")
        assert sample["places"] == (3, 1)
        await sample.go("places", 1)
        await here.press("u")
        assert sample["places"] == (1, 3)
