"""A longer text of a form: in its own view, and in the person's own editor."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from capx_tui.terminal.painted_app import focus_anchor
from tests.screens.sample_form import Sample, SampleForm, open_sample
from tests.screens.visits import visit

pytestmark = pytest.mark.usefixtures("home")


async def test_a_text_is_edited_in_lines_and_is_in_the_form_at_once() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.go("about")
        await here.press("enter")
        assert here.title.startswith("Mini bio")
        assert "165 of 200 left" in here.text
        await here.press("enter")
        await here.type("  日本 é?")
        assert sample["about"] == "I write templates.\nAsk me anything.\n  日本 é?"
        assert "157 of 200 left" in here.text
        assert here.focused_row.endswith("日本 é?")
        anchor = focus_anchor(here.app.screen.focused)
        assert anchor.x == here.focused_row.index("日") + len("日本 é?") + 2
        await here.press("escape")
        assert here.app.screen is sample.form
        # The text goes on below: its states stand at the end of the row, and not within it.
        assert here.marked == "Mini bio:            I write templates.              changed, 157 of 200 left"


async def test_typing_on_the_row_begins_in_the_text() -> None:
    async with open_sample() as sample:
        await sample.go("about")
        await sample.here.press("M")
        await sample.here.type("ore")
        await sample.here.press("ctrl+s")
        assert str(sample["about"]).endswith("Ask me anything.More")
        await sample.here.press("ctrl+z")
        assert str(sample["about"]).endswith("Ask me anything.")


@pytest.mark.parametrize("first", ["", "\n"], ids=["typing", "enter"])
async def test_what_is_typed_faster_than_the_text_opens_is_all_in_it(first: str) -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.go("about")
        before = str(sample["about"])
        # A slow line brings many keys at once: none is lost, and one text opens.
        await here.burst(*(["enter"] if first else []), *"Mo re", "enter", *"and, c d!")
        await here.press("ctrl+s")
        assert here.app.screen is sample.form
        assert sample["about"] == f"{before}Mo re\nand, c d!"
        await here.type("x y")
        await here.press("ctrl+s")
        assert sample["about"] == f"{before}Mo re\nand, c d!x y"


async def test_who_goes_elsewhere_from_the_text_and_comes_back_to_the_form_writes_on() -> None:
    async with visit("suggest", endless={"draft"}) as here:
        form = here.app.screen
        await here.choose("Why it is needed")
        await here.type("On")
        await here.press("f3", "ctrl+p")
        await here.type("suggest a cap")
        await here.press("enter")
        assert here.app.screen is form
        await here.press("e")
        assert here.app.screen is not form
        await here.type(" more")
        await here.press("ctrl+s")
        assert "One more" in here.text


async def test_what_is_too_long_is_said_beside_the_field_when_one_comes_back() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.go("about")
        await here.press("enter")
        await here.paste("x" * 170)
        assert "5 over the limit of 200" in here.text
        await here.press("escape")
        assert "Error: 5 characters too many; the limit is 200." in here.text


async def test_help_in_the_text_tells_what_is_left() -> None:
    async with open_sample(size=(120, 30), screen_reader=True) as sample:
        here = sample.here
        await sample.go("about")
        await here.press("enter")
        assert not [row for row in here.rows[:5] if "165 of 200 left" in row]
        await here.press("ctrl+f")
        assert "A good bio says what you like to do." in here.flowing
        assert "165 of 200 left" in here.flowing


def an_editor(tmp_path: Path, body: str) -> str:
    """A program that edits the file it is given."""
    script = tmp_path / "editor.py"
    script.write_text(f"import sys\nfrom pathlib import Path\npath = Path(sys.argv[-1])\n{body}\n")
    return f"{sys.executable} {script}"


@asynccontextmanager
async def with_editor(command: str, form: SampleForm | None = None) -> AsyncIterator[Sample]:
    """A sample form on a terminal that can be handed over."""
    surroundings = {"EDITOR": command, "VISUAL": ""}
    async with open_sample(form or Handed(), surroundings=surroundings) as sample:
        yield sample


class Handed(SampleForm):
    """Where a test has no terminal, handing it over is counted instead."""

    def __init__(self) -> None:
        super().__init__()
        self.handed = 0

    @contextmanager
    def suspended(self) -> Iterator[None]:
        self.handed += 1
        yield


async def test_the_own_editor_edits_a_text_and_a_line(tmp_path: Path) -> None:
    async with with_editor(an_editor(tmp_path, "path.write_text(path.read_text() + '\\nmore\\n')")) as sample:
        here = sample.here
        await sample.go("about")
        await here.press("ctrl+e")
        assert sample["about"] == "I write templates.\nAsk me anything.\nmore"
        assert here.status == "Mini bio is taken over from the editor."
        await here.press("ctrl+z")
        assert sample["about"] == "I write templates.\nAsk me anything."
        await sample.go("display_name")
        await here.press("ctrl+e")
        assert sample["display_name"] == "Ana B. more"
        await sample.go("about")
        await here.press("enter", "ctrl+e")
        assert "more" in here.text
        assert str(sample["about"]).endswith("\nmore")
        assert isinstance(sample.form, Handed)
        assert sample.form.handed == 3


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "The editor changed nothing."),
        ("sys.exit(1)", "did not end well (1), so nothing was changed. It can be edited here as well."),
    ],
)
async def test_what_comes_of_the_editor_is_said(tmp_path: Path, body: str, said: str) -> None:
    async with with_editor(an_editor(tmp_path, body)) as sample:
        await sample.go("about")
        await sample.here.press("ctrl+e")
        assert said in sample.here.flowing
        assert sample.form.form.changed == ()


async def test_without_an_editor_it_is_said() -> None:
    async with with_editor("") as sample:
        await sample.go("about")
        await sample.here.press("ctrl+e")
        assert "No editor is named: set EDITOR" in sample.here.flowing


async def test_a_terminal_that_cannot_be_handed_over_is_said(tmp_path: Path) -> None:
    async with with_editor(an_editor(tmp_path, "path.write_text('x')"), SampleForm()) as sample:
        await sample.go("about")
        await sample.here.press("ctrl+e")
        assert sample.here.status == "This terminal cannot be handed over to an editor."
        assert sample.form.form.changed == ()


@pytest.mark.parametrize("field", ["mentor", "known", "team", "username"])
async def test_where_there_is_no_text_there_is_nothing_to_edit(field: str, tmp_path: Path) -> None:
    async with with_editor(an_editor(tmp_path, "path.write_text('x')")) as sample:
        await sample.go(field)
        await sample.here.press("ctrl+e")
        assert sample.here.status == "There is no text to edit on this row."


async def test_a_sensitive_text_is_given_to_no_editor(tmp_path: Path) -> None:
    async with with_editor(an_editor(tmp_path, "path.write_text('x')")) as sample:
        await sample.go("email")
        await sample.here.press("ctrl+e")
        assert "an editor would write it to disk" in sample.here.flowing
        assert sample["email"] == "ana@example.org"


async def test_on_a_narrow_screen_what_is_left_is_counted_down_letter_by_letter() -> None:
    async with open_sample(size=(44, 20)) as sample:
        await sample.go("website")
        for count in (59, 58):
            await sample.here.type("x")
            assert f"                {count} of 60 left" in sample.here.rows
        await sample.here.press("down")
        assert sample.here.marked.strip() == "changed, 58 of 60 left", "the row below, which takes no letters itself"
        await sample.here.type("y")
        assert sample["website"] == "xxy"
        assert sample.here.marked.startswith("Web site:")
