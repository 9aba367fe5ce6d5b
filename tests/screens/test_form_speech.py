"""A form for readers: what a key writes, what its row says, and no decoration anywhere."""

from __future__ import annotations

import re

import pytest

from capx_tui.terminal.painted_app import focus_anchor
from capx_tui.terminal.painter import Painter, Terminal
from capx_tui.widgets.form_view import FormView
from tests.screens.sample_form import Sample, open_sample
from tests.screens.visits import visit

pytestmark = pytest.mark.usefixtures("home")

_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_DECORATION = re.compile("[\u2500-\u25ff\u2800-\u28ff\u2190-\u21ff]")


class Ear:
    """A terminal of which only what is written counts."""

    def __init__(self, sample: Sample) -> None:
        self._sample = sample
        self._painter = Painter(Terminal(speaks=True))
        self.hear()

    def hear(self) -> str:
        """The text that is written since the last time, announcements aside."""
        app = self._sample.here.app
        strips = app.screen._compositor.render_strips(app.screen.size)
        rows = getattr(app.screen, "announcement_rows", range(0))
        for y in rows:
            strips[y] = strips[y].simplify().crop(0, 0).extend_cell_length(app.screen.size.width)
        focused = app.screen.focused
        typing = bool(getattr(focused, "is_typing", False))
        written = self._painter.paint(strips, app.screen.size, focus_anchor(focused), typing=typing)
        return _SEQUENCE.sub("", written)


def picture(sample: Sample) -> str:
    """Everything that the screen writes on an empty terminal."""
    app = sample.here.app
    strips = app.screen._compositor.render_strips(app.screen.size)
    return Painter(Terminal(speaks=True)).paint(strips, app.screen.size, focus_anchor(app.screen.focused))


async def test_a_letter_writes_that_letter_and_nothing_else() -> None:
    async with open_sample(screen_reader=True) as sample:
        ear = Ear(sample)
        for letter in "xyz":
            await sample.here.type(letter)
            assert ear.hear() == letter
        await sample.here.press("backspace")
        assert ear.hear().strip("\b ") == ""


async def test_a_letter_on_the_way_through_a_long_line_is_heard_alone_almost_always() -> None:
    async with open_sample(screen_reader=True) as sample:
        await sample.go("website")
        ear = Ear(sample)
        loud = 0
        for letter in "https://example.org/a/rather/long/address/of/a/page":
            await sample.here.type(letter)
            loud += len(ear.hear()) > 2
        assert loud <= 3


async def test_moving_writes_nothing_but_the_cursor() -> None:
    async with open_sample(screen_reader=True, size=(80, 60)) as sample:
        ear = Ear(sample)
        for _ in range(sample.form.rows.count):
            await sample.here.press("down")
            assert ear.hear() == ""


async def test_the_row_at_the_cursor_says_field_value_and_states() -> None:
    async with open_sample(screen_reader=True, size=(80, 60)) as sample:
        here = sample.here
        said = {}
        for field in sample.form.spec.fields:
            await sample.go(field.id)
            said[field.id] = " ".join(here.focused_row.split())
        assert said["display_name"] == "Display name: Ana B. required"
        assert said["mentor"] == "Open to mentoring: yes"
        assert said["team"] == "Team: Bots, not available: only staff may set it"
        assert said["known"] == "Known: Lua; Communication"
        assert said["languages"] == "Languages: 2 entries, 1 of 3 left"
        assert said["form.save"] == "Save: shows what has changed and asks first"


async def test_states_are_told_anew_once_the_row_was_left() -> None:
    async with open_sample(screen_reader=True) as sample:
        here = sample.here
        await here.type("xy")
        assert "changed" not in here.focused_row
        await here.press("down", "up")
        assert " ".join(here.focused_row.split()) == "Display name: Ana B.xy required, changed, 22 of 30 left"


async def test_a_switch_is_heard_as_a_whole_word() -> None:
    async with open_sample(screen_reader=True) as sample:
        await sample.go("mentor")
        ear = Ear(sample)
        await sample.here.press("space")
        assert " ".join(ear.hear().split()) == "Open to mentoring: no, changed"


async def test_nothing_is_drawn_that_a_reader_would_spell_out() -> None:
    async with open_sample(screen_reader=True) as sample:
        here = sample.here
        await sample.write("website", "https://example.org/a/rather/long/address/of/a/page/x")
        for keys in ((), ("down",), ("ctrl+s",), ("escape", "escape")):
            await here.press(*keys)
            assert not _DECORATION.search(picture(sample))
            assert "…" not in picture(sample)


async def test_another_mode_while_the_form_is_open_draws_it_anew() -> None:
    async with open_sample() as sample:
        here = sample.here
        await here.type("xy")
        assert "" in here.rows[2:20]
        here.app.set_screen_reader(True)
        await here.settle()
        assert sample.form.rows.text.count("\n\n") == 0
        assert sample["display_name"] == "Ana B.xy"
        here.app.set_screen_reader(False)
        await here.settle()
        assert sample.form.rows.text.count("\n\n") == 3


async def test_where_one_is_can_be_asked() -> None:
    async with open_sample(screen_reader=True, size=(120, 30)) as sample:
        await sample.go("languages")
        await sample.here.press("f7")
        assert "Languages, Languages and places, section 3 of 4" in sample.here.flowing
    async with visit("suggest", asked_to_speak=True) as here:
        rows = here.app.screen.focused
        assert isinstance(rows, FormView)
        assert rows.focus_words() == "Name", "in a form without sections there is none to name"


async def test_an_error_found_on_leaving_is_announced() -> None:
    async with open_sample(screen_reader=True) as sample:
        await sample.write("years", "x")
        await sample.here.press("down")
        assert "Years of experience: “x” is not a whole number. Since:" in sample.here.flowing


async def test_a_section_is_announced_with_the_row_one_is_on() -> None:
    async with open_sample(screen_reader=True, size=(120, 40)) as sample:
        await sample.here.press("shift+tab")
        assert "Reach, section 4 of 4. E-mail: ana@example.org" in sample.here.flowing


async def test_a_question_is_spoken_with_its_place_among_the_answers() -> None:
    async with open_sample(screen_reader=True, size=(120, 40)) as sample:
        await sample.here.type("xy")
        await sample.here.press("escape")
        assert "Leave the form. One field is changed and not saved, list, 3 of 5" in sample.here.flowing
        await sample.here.press("escape", "ctrl+s")
        assert "Save. One change, list, 2 of 3" in sample.here.flowing
        await sample.here.press("enter")
        # Each in a frame of its own, so that both are heard.
        said = [each.text for each in sample.here.app.announcer.log()]
        assert any(text.startswith("Saved.") for text in said[:3])
