"""Drafts of a form: kept by themselves, offered again, compared, and never in the way; leaving asks."""

from __future__ import annotations

import json
import stat
from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from pathlib import Path

import pytest

from capx_tui.model.form import FormSpec
from capx_tui.model.form_fields import SwitchField, TextField, Value
from capx_tui.paths import data_dir
from tests.model.form_sample import sample_spec
from tests.screens.sample_form import SampleForm, SampleValues, open_sample
from tests.screens.visits import NOW

pytestmark = pytest.mark.usefixtures("home")
LATER = NOW + timedelta(minutes=5)


def files() -> list[Path]:
    """The drafts on disk."""
    directory = data_dir() / "drafts"
    return sorted(directory.glob("*.json")) if directory.exists() else []


async def left_behind(text: str = "xy", field: str = "display_name") -> None:
    """A visit that ends with a draft kept."""
    async with open_sample() as sample:
        await sample.write(field, text)


async def test_what_is_typed_is_on_disk_by_itself_and_private() -> None:
    async with open_sample() as sample:
        await sample.here.type("xy")
        (path,) = files()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        kept = json.loads(path.read_text())
        assert kept["edits"] == {"display_name": {"was": "Ana B.", "now": "Ana B.xy"}}
        assert kept["key"]["screen"] == "sample"
        token = sample.here.core.session.token()
        assert token is not None
        assert token.reveal() not in path.read_text()
        await sample.here.press("backspace", "backspace")
        assert files() == []


async def test_a_draft_is_offered_with_its_age_and_used() -> None:
    await left_behind()
    async with open_sample(now=LATER) as sample:
        here = sample.here
        assert here.title.startswith("A draft is waiting")
        assert "last changed 5 minutes ago" in here.flowing
        await here.choose("Use it")
        assert sample["display_name"] == "Ana B.xy"
        assert here.status == "The draft is in the form. It is not saved yet."
        await here.press("ctrl+z")
        assert sample["display_name"] == "Ana B."


async def test_a_draft_that_is_used_and_saved_is_gone() -> None:
    await left_behind()
    async with open_sample(now=LATER) as sample:
        await sample.choose("Use it")
        await sample.save()
        assert files() == []
    async with open_sample(now=LATER) as sample:
        assert sample.here.app.screen is sample.form


async def test_a_draft_that_is_thrown_away_is_gone_and_an_older_one_comes_up() -> None:
    await left_behind("old")
    (first,) = files()
    text = first.read_text()
    async with open_sample(now=LATER) as sample:
        await sample.choose("Throw it away")
        assert files() == []
        await sample.here.type("new")
    first.write_text(text)
    async with open_sample(now=LATER) as sample:
        await sample.choose("Throw it away")
        assert sample.here.title.startswith("A draft is waiting")
        await sample.choose("Use it")
        assert sample["display_name"] == "Ana B.old"


async def test_deciding_nothing_leaves_the_draft_and_the_form() -> None:
    await left_behind()
    async with open_sample(now=LATER) as sample:
        await sample.here.press("escape")
        assert sample.here.title.startswith("Help")
    assert len(files()) == 1


async def test_a_draft_is_compared_field_by_field() -> None:
    async with open_sample() as sample:
        await sample.write("display_name", "xy")
        await sample.write("years", "3")
        await sample.go("languages", 0)
        await sample.here.press("delete")

    def moved(service: object) -> None:
        service.values["display_name"] = "Theirs"  # type: ignore[attr-defined]

    async with open_sample(now=LATER, before=moved) as sample:
        here = sample.here
        assert "One field was also changed at the service since" in here.flowing
        await here.choose("Compare")
        assert "In the draft     Ana B.xy" in here.text
        assert "In the form now  Theirs" in here.text
        assert "In the form now  Português: Native; English: Advanced" in here.text
        assert here.text.count("Both sides changed this since") == 1
        await here.down_to("Taken")
        await here.press("enter")
        await here.choose("Go on")
        assert (sample["display_name"], sample["years"], len(sample["languages"])) == ("Theirs", "3", 1)


async def test_comparing_and_deciding_nothing_asks_again() -> None:
    await left_behind()
    async with open_sample(now=LATER) as sample:
        await sample.choose("Compare")
        await sample.here.press("escape")
        assert sample.here.title.startswith("A draft is waiting")


async def test_a_draft_that_was_saved_after_all_is_not_offered() -> None:
    await left_behind()

    def saved(service: object) -> None:
        service.values["display_name"] = "Ana B.xy"  # type: ignore[attr-defined]

    async with open_sample(before=saved) as sample:
        assert sample.here.app.screen is sample.form
        assert files() == []


class Older(SampleForm):
    """The form as it was before: it asked for other things too."""

    def form_spec(self) -> FormSpec:
        fields = tuple(f for f in sample_spec().fields if f.id not in ("mentor", "website"))
        return FormSpec(
            "sample", (*fields, TextField("mentor"), SwitchField("website"), TextField("gone", label="Gone"))
        )

    async def load_values(self) -> Mapping[str, Value]:
        values = await super().load_values()
        return {name: value for name, value in values.items() if name != "mentor"}


async def test_of_an_older_form_what_fits_is_offered_and_the_rest_stays_to_be_read() -> None:
    async with open_sample(Older()) as sample:
        await sample.write("display_name", "xy")
        await sample.write("gone", "a long lost answer")
    for _ in range(2):
        async with open_sample(now=LATER) as sample:
            here = sample.here
            assert "One answer has no place in it any more" in here.flowing
            await here.choose("Compare")
            assert "a long lost answer" in here.text
            await here.choose("Go on")
            assert sample["display_name"] == "Ana B.xy"
            # What nobody can take over is still there the next time.
            assert "a long lost answer" in "".join(path.read_text() for path in files())
            await here.press("ctrl+z")


async def test_leaving_asks_only_where_something_changed() -> None:
    async with open_sample() as sample:
        await sample.here.press("escape")
        assert sample.here.title.startswith("Help")


@pytest.mark.parametrize(
    ("answer", "kept", "gone"), [("Keep a draft", 1, True), ("Throw the", 0, True), ("Stay", 1, False)]
)
async def test_leaving_keeps_throws_away_or_stays(answer: str, kept: int, gone: bool) -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.write("display_name", "xy")
        await here.press("escape")
        assert here.title.startswith("Leave the form")
        assert "One field is changed and not saved." in here.text
        assert "Display name: Ana B.xy instead of Ana B." in here.text
        await here.choose(answer)
        assert here.title.startswith("Help" if gone else "Sample form")
        assert len(files()) == kept
    assert len(files()) == kept


@pytest.mark.parametrize(("answer", "runs"), [("Keep a draft", False), ("Stay", True)])
async def test_quitting_asks_too_from_whatever_stands_above(answer: str, runs: bool) -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.write("display_name", "xy")
        await sample.go("known")
        await here.press("enter", "ctrl+q")
        assert here.title.startswith("Leave the form")
        await here.down_to(answer)
        here._send("enter")
        if runs:
            await here.settle()
            assert here.app.screen is sample.form
            await here.press("escape")
            assert here.title.startswith("Leave the form")
        else:
            await here.pilot._wait_for_screen()
    assert len(files()) == 1


async def test_leaving_is_asked_again_after_another_change() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.write("display_name", "x")
        await here.press("escape")
        await sample.choose("Stay")
        await here.type("y")
        await here.press("escape")
        assert here.title.startswith("Leave the form")


async def test_a_draft_is_kept_while_something_stands_above_the_form() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.go("known")
        await here.press("enter")
        await here.type("sparql")
        await here.press("enter")
        assert json.loads(files()[0].read_text())["edits"]["known"]["now"] == [74, 36, 75]
        await here.press("escape")
        await sample.go("about")
        await here.press("enter")
        await here.type(" More.")
        assert json.loads(files()[0].read_text())["edits"]["about"]["now"].endswith("anything. More.")


class OfSomethingElse(SampleValues):
    @property
    def subject(self) -> str:
        return "other"


async def test_another_subject_or_account_is_another_draft() -> None:
    class Other(SampleForm):
        @cached_property
        def held(self) -> SampleValues:
            return OfSomethingElse(self.core, self._given_spec, re_reads=False)

    await left_behind()
    async with open_sample(Other()) as sample:
        assert sample.here.app.screen is sample.form
        await sample.here.type("z")
        assert len(files()) == 2
    async with open_sample(demo=False) as sample:
        assert sample.here.app.screen is sample.form


async def test_a_sensitive_form_leaves_nothing_on_disk_and_says_so() -> None:
    async with open_sample(SampleForm(sensitive=True)) as sample:
        here = sample.here
        await sample.write("display_name", "xy")
        assert files() == []
        await here.press("escape")
        assert "it is kept in memory and gone when the program ends" in here.flowing
        await here.choose("Keep a draft")
        here.app.push_screen(SampleForm(sensitive=True))
        await here.settle()
        assert here.title.startswith("A draft is waiting")
    assert files() == []


async def test_a_sensitive_field_is_in_no_file() -> None:
    async with open_sample() as sample:
        await sample.write("email", "x")
        await sample.write("years", "3")
        assert "example.org" not in files()[0].read_text()


async def test_a_disk_that_refuses_is_said_once_and_nothing_is_lost(home: Path) -> None:
    (data_dir() / "drafts").write_text("a file in the way")
    async with open_sample() as sample:
        here = sample.here
        await here.type("x")
        assert "The draft cannot be kept on disk." in here.flowing
        assert "It stays in memory until the program ends" in here.flowing
        await here.press("down")
        await sample.write("years", "3")
        assert "cannot be kept" not in here.status
        await here.press("escape")
        assert "gone when the program ends" in here.flowing
        await here.choose("Keep a draft")
        here.app.push_screen(SampleForm())
        await here.settle()
        await here.choose("Use it")
        assert here.app.screen.form["years"] == "3"  # type: ignore[attr-defined]


async def test_a_form_that_is_closed_without_being_asked_keeps_its_draft() -> None:
    class Slow(SampleForm):
        AUTOSAVE_S = 1000.0

    async with open_sample(Slow()) as sample:
        sample.form.rows.put(sample.form.form.edit("years", "4"))
        await sample.here.pilot.pause()
        assert files() == []
        await sample.here.app.pop_screen()
        assert json.loads(files()[0].read_text())["edits"]["years"]["now"] == "4"
