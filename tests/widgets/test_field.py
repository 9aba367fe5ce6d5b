"""A text field: its label on its row, what is typed told once, left by Up and Down, secret where it has to be."""

from __future__ import annotations

from capx_tui.widgets.field import Field
from tests.widgets.hosts import staged


async def test_label_and_text_stand_on_one_row() -> None:
    field = Field("Search")
    async with staged(field, size=(30, 2)) as stage:
        field.text = "lua"
        await stage.pilot.pause(0)
        assert stage.rows[0].split() == ["Search", "lua"]


async def test_typing_tells_the_text_and_enter_submits_it() -> None:
    async with staged(Field("Search", id="search")) as stage:
        await stage.press("l", "u", "a", "enter")
        assert [message.text for message in stage.posted(Field.Changed)][-1] == "lua"
        assert [(message.text, message.control.id) for message in stage.posted(Field.Submitted)] == [("lua", "search")]


async def test_up_and_down_ask_to_leave() -> None:
    async with staged(Field("Search")) as stage:
        await stage.press("a", "down", "up")
        assert [message.step for message in stage.posted(Field.Left)] == [1, -1]


async def test_setting_the_text_puts_the_caret_behind_it() -> None:
    field = Field("Search")
    async with staged(field) as stage:
        field.text = "lua"
        await stage.press("!")
        assert field.text == "lua!"


async def test_a_secret_is_never_drawn() -> None:
    field = Field("Paste here", password=True)
    async with staged(field) as stage:
        await stage.press(*"hunter2")
        assert field.text == "hunter2"
        assert stage.rows[0].split() == ["Paste", "here", "•" * 7]


async def test_another_language_gives_it_another_label() -> None:
    words = "Search"
    field = Field(lambda: words)
    async with staged(field) as stage:
        field.text = "lua"
        words = "Ara"
        field.reword()
        await stage.pilot.pause(0)
        assert stage.rows[0].split() == ["Ara", "lua"]


async def test_what_others_wrote_is_no_markup_in_a_label() -> None:
    async with staged(Field("[red]Name[/red]")) as stage:
        assert "[red]Name[/red]" in stage.rows[0]


async def test_nothing_blinks() -> None:
    from textual.widgets import Input

    field = Field("Search")
    async with staged(field):
        assert field.query_one(Input).cursor_blink is False
