"""A form edited with the keyboard: every kind of field, every key, at any size."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from capx_tui.model.form import FormSpec
from capx_tui.model.form_fields import Levelled, TextField
from tests.screens.sample_form import SampleForm, open_sample

pytestmark = pytest.mark.usefixtures("home")


async def test_it_begins_on_the_first_field_that_takes_something() -> None:
    async with open_sample() as sample:
        assert sample.here.title.startswith("Sample form")
        assert sample.here.marked.startswith("Display name:")
        assert sample.here.marked.endswith("required")
        assert "Ctrl+S: Save" in sample.here.status


async def test_letters_go_where_the_caret_is_and_the_cursor_is_the_caret() -> None:
    async with open_sample() as sample:
        here = sample.here
        assert sample.cell[0] == here.focused_row.index("Ana B.") + len("Ana B.")
        await here.type("日?")
        assert sample["display_name"] == "Ana B.日?"
        assert sample.cell[0] == here.focused_row.index("Ana B.") + len("Ana B.") + cell_len("日?")
        await here.press("left", "left")
        assert sample.cell[0] == here.focused_row.index("日")
        await here.press("home")
        await here.type("2, .g")
        assert sample["display_name"] == "2, .gAna B.日?"
        assert here.app.screen is sample.form


@pytest.mark.parametrize("key", ["down", "enter", "pagedown"])
async def test_letters_that_are_typed_ahead_do_not_overtake_the_key_that_leaves_the_row(key: str) -> None:
    """On a slow line several keys arrive at once."""
    async with open_sample() as sample:
        here = sample.here
        for each in ("x", key, "y", "up", "up", "home", "z"):
            here._send(each)
        await here.settle()
        assert not sample["display_name"].endswith("y")
        assert sample["display_name"].endswith("Ana B.x")


async def test_the_line_is_edited_by_words_and_ends() -> None:
    async with open_sample() as sample:
        here = sample.here
        await here.press("ctrl+u")
        await here.type("one two three")
        await here.press("ctrl+left", "ctrl+w")
        assert sample["display_name"] == "one three"
        await here.press("home", "ctrl+right", "ctrl+k", "backspace")
        assert sample["display_name"] == "one"
        await here.press("home", "delete")
        assert sample["display_name"] == "ne"
        await here.press("end", "ctrl+u")
        assert sample["display_name"] == ""


async def test_a_paste_lands_on_one_line_without_what_steers_a_terminal() -> None:
    async with open_sample() as sample:
        here = sample.here
        await here.press("home")
        await here.paste("Dr\n\x1b[31mX ")
        assert sample["display_name"] == "Dr X Ana B."
        await sample.go("about")
        await here.paste("\nMore\x07.")
        assert sample["about"] == "I write templates.\nAsk me anything.\nMore."
        assert "Mini bio: 6 characters pasted at the end. One invisible character was left out." in here.flowing
        await sample.go("mentor")
        await here.paste("x")
        assert here.status == "Nothing can be typed on this row."


async def test_what_is_longer_than_its_room_is_read_from_its_beginning() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.write("website", "https://example.org/" + "a" * 20 + "/end")
        await here.press("down", "up")
        assert "https://example.org/aaaaaaaaaa" in here.focused_row
        assert "…" in here.focused_row
        assert sample.cell[0] == here.focused_row.index("https")
        await here.press("end")
        assert "/end" in here.focused_row
        assert here.focused_row[sample.cell[0] - 4 : sample.cell[0]] == "/end"


async def test_up_and_down_visit_every_row_and_touch(home: Path) -> None:
    async with open_sample(screen_reader=True, size=(80, 60)) as sample:
        here = sample.here
        await here.press("ctrl+home")
        rows = [here.focused_row]
        for _ in range(sample.form.rows.count - 1):
            _, before = sample.cell
            await here.press("down")
            assert sample.cell[1] == before + 1
            rows.append(here.focused_row)
        assert len(rows) == len(sample.form.rows.text.split("\n"))
        assert all(row.strip() for row in rows)


async def test_tab_goes_by_section_around_the_end_and_says_where() -> None:
    async with open_sample() as sample:
        here = sample.here
        seen = []
        for _ in range(5):
            await here.press("tab")
            seen.append((here.marked.partition(":")[0], here.status))
        assert seen == [
            ("Known", "Capacities, section 2 of 4."),
            ("Languages", "Languages and places, section 3 of 4."),
            ("E-mail", "Reach, section 4 of 4."),
            ("User name", "About you, section 1 of 4."),
            ("Known", "Capacities, section 2 of 4."),
        ]
        await here.press("shift+tab", "shift+tab")
        assert here.status == "Reach, section 4 of 4."


async def test_a_switch_changes_by_enter_and_by_space() -> None:
    async with open_sample() as sample:
        await sample.go("mentor")
        await sample.here.press("enter")
        assert sample.here.marked == "Open to mentoring:   no, changed"
        await sample.here.press("space")
        assert sample.here.marked == "Open to mentoring:   yes"


@pytest.mark.parametrize(
    ("field", "key", "said"),
    [
        ("team", "x", "This cannot be changed now: only staff may set it"),
        ("team", "enter", "This cannot be changed now: only staff may set it"),
        ("username", "enter", "This is only told; it cannot be changed here."),
        ("mentor", "delete", "There is no entry of a list on this row."),
        ("mentor", "a", "There is no entry of a list on this row."),
        ("mentor", "right", "There is no entry of a list on this row."),
    ],
)
async def test_a_key_that_does_nothing_says_why(field: str, key: str, said: str) -> None:
    async with open_sample() as sample:
        await sample.go(field)
        await sample.here.press(key)
        assert sample.here.status == said
        assert sample.form.form.changed == ()


async def test_entries_are_moved_levelled_and_taken_out() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.go("languages", 1)
        await here.press("right")
        assert here.marked.strip() == "English: Almost native"
        await here.press("left", "left")
        assert here.marked.strip() == "English: Intermediate"
        await here.press("u")
        assert sample["languages"] == (Levelled(1, "2"), Levelled(2, "n"))
        assert here.marked.strip() == "English: Intermediate"
        await here.press("u")
        assert here.status == "It is the first one."
        await here.press("ctrl+down", "ctrl+down")
        assert here.status == "It is the last one."
        await here.press("delete")
        assert sample["languages"] == (Levelled(2, "n"),)
        assert here.status == "English is taken out of Languages."
        await here.press("right")
        assert here.status == "There is no higher level."
        await sample.go("tags", 0)
        await here.press("left")
        assert here.status == "The entries of this list have no level."


async def test_after_the_last_entry_is_gone_the_marker_is_on_the_list() -> None:
    async with open_sample() as sample:
        await sample.go("territory", 0)
        await sample.here.press("delete")
        assert sample.here.marked == "Territories:         no entries, changed, 2 of 2 left"


async def test_undo_and_redo_go_to_what_they_change_and_say_it() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.write("display_name", "xyz")
        await sample.write("website", "example.org")
        await sample.go("mentor")
        await here.press("enter", "tab")
        await here.press("ctrl+z")
        assert here.status == "Undone: Open to mentoring"
        assert here.marked.startswith("Open to mentoring:")
        await here.press("ctrl+z", "ctrl+z")
        assert (sample["website"], here.marked.partition(":")[0]) == ("", "Web site")
        await here.press("ctrl+z")
        assert sample["display_name"] == "Ana B."
        assert sample.form.form.changed == ()
        await here.press("ctrl+z")
        assert here.status == "There is nothing to undo."
        await here.press("ctrl+y", "ctrl+y")
        assert here.status == "Done again: Web site"
        assert (sample["display_name"], sample["website"]) == ("Ana B.xyz", "example.org")
        await here.press("f11")
        assert sample["website"] == ""


async def test_after_undo_one_goes_on_where_it_changed_something() -> None:
    async with open_sample() as sample:
        here = sample.here
        await here.press("home")
        await here.type("Dr ")
        await here.press("ctrl+z", "ctrl+y")
        await here.type("h.c. ")
        assert sample["display_name"] == "Dr h.c. Ana B."


async def test_undo_takes_typing_back_in_runs() -> None:
    async with open_sample() as sample:
        here = sample.here
        await here.type("one")
        await here.press("left")
        await here.type("two")
        await here.press("ctrl+z")
        assert sample["display_name"] == "Ana B.one"
        await here.press("ctrl+z")
        assert sample["display_name"] == "Ana B."


async def test_reaching_and_passing_the_limit_is_said_once() -> None:
    async with open_sample() as sample:
        here = sample.here
        await here.type("x" * 24)
        assert here.status == "Display name: the limit is reached."
        await here.type("xy")
        assert here.status == "Display name: more than the limit; it cannot be saved like this."
        assert here.marked.endswith("2 over the limit of 30, required")
        assert sample["display_name"] == "Ana B." + "x" * 25 + "y"


async def test_a_problem_comes_when_the_field_is_left_and_goes_when_it_is_mended() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.write("years", "many")
        assert "Error" not in here.text
        await here.press("down")
        assert here.marked.startswith("Since:")
        assert here.status == "Years of experience: “many” is not a whole number."
        await here.press("up")
        assert here.marked.strip() == "Error: “many” is not a whole number."
        await here.press("enter")
        assert here.marked.startswith("Years of experience:")
        assert "invalid, changed" in here.marked
        await here.press("ctrl+u")
        await here.type("7")
        await here.press("down")
        assert "Error" not in here.text
        assert here.marked.startswith("Since:")


async def test_a_bare_address_gets_its_scheme_when_it_is_left() -> None:
    async with open_sample() as sample:
        await sample.write("website", "example.org")
        await sample.here.press("down")
        assert sample["website"] == "https://example.org"


async def test_help_on_a_field_is_said_and_a_long_one_gets_a_screen() -> None:
    async with open_sample(size=(120, 40)) as sample:
        here = sample.here
        await here.press("ctrl+f")
        assert "As you want to be called." in here.text
        assert "24 of 30 left" in here.text
        await sample.go("team")
        await here.press("ctrl+f")
        assert here.status.startswith("not available: only staff may set it")
    async with open_sample(size=(40, 20)) as sample:
        await sample.go("languages")
        await sample.here.press("ctrl+f")
        assert sample.here.app.screen is not sample.form
        assert "a adds, Delete takes out" in sample.here.flowing
        await sample.here.press("escape")
        assert sample.here.app.screen is sample.form


async def test_an_action_of_the_form_is_done_and_the_form_is_told_what_was_left() -> None:
    async with open_sample() as sample:
        await sample.go("import")
        await sample.here.press("enter")
        assert sample.form.acted == ["import"]
        assert sample["available"] == (74, 36)
        await sample.here.press("down")
        assert sample.form.left == ["display_name"]


async def test_what_has_changed_is_listed_on_a_key() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.go("mentor")
        await here.press("c")
        assert here.status == "Nothing has changed."
        await here.press("enter", "c")
        assert here.title.startswith("What has changed")
        assert "Open to mentoring: no" in here.text
        await here.press("escape")
        assert here.app.screen is sample.form


async def test_a_small_screen_shows_every_field_and_keeps_the_cursor_on_it() -> None:
    async with open_sample(size=(60, 20)) as sample:
        here = sample.here
        await here.press("ctrl+home")
        seen = []
        for _ in range(sample.form.rows.count):
            assert here.rows[sample.cell[1]].startswith("> ")
            seen.append(here.marked)
            await here.press("down")
        for label in ("Display name:", "Years of experience:", "Begins (UTC):", "Save:"):
            assert any(row.startswith(label) for row in seen)
        assert all(cell_len(row) <= 60 for row in here.rows)


async def test_another_width_keeps_the_marker_and_the_text() -> None:
    async with open_sample() as sample:
        await sample.write("website", "example.org/page")
        await sample.here.pilot.resize_terminal(60, 20)
        await sample.here.settle()
        assert sample.here.marked.startswith("Web site:")
        await sample.here.type("s")
        assert sample["website"] == "example.org/pages"


async def test_wide_and_right_to_left_text_keep_the_caret_right() -> None:
    async with open_sample(SampleForm()) as sample:
        here = sample.here
        await here.press("ctrl+u")
        start = sample.cell[0]
        await here.type("日本")
        assert sample.cell[0] == start + 4
        await here.press("left")
        assert sample.cell[0] == start + 2
        await here.type("e\u0301")
        assert (sample["display_name"], sample.cell[0]) == ("日e\u0301本", start + 3)
        await here.press("backspace", "backspace")
        assert sample["display_name"] == "日本"


async def test_a_click_moves_the_caret() -> None:
    async with open_sample() as sample:
        column, row = sample.cell
        await sample.here.pilot.click(offset=(column - 3, row))
        await sample.here.type("x")
        assert sample["display_name"] == "Anax B."


async def test_a_letter_jumps_to_a_row_also_from_one_that_takes_letters() -> None:
    async with open_sample() as sample:
        here = sample.here
        await here.press("ctrl+o")
        row = next(row for row in here.rows if "Open to mentoring:" in row)
        await here.type(row[0])
        assert here.marked.startswith("Open to mentoring:")
        assert sample["display_name"] == "Ana B."


async def test_a_form_may_ask_for_other_things_while_it_is_open() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.write("display_name", "xy")
        spec = sample.form.form_spec()
        fields = [field for field in spec.fields if field.id != "website"]
        sample.form.reshape(FormSpec("sample", (*fields, TextField("name-pt", label="Name in Portuguese")), spec.rules))
        await here.settle()
        assert here.marked.startswith("Display name:        Ana B.xy")
        await sample.write("name-pt", "Ana")
        await here.press("down")
        assert here.marked.startswith("Save:")
        assert sample.form.form.changed == ("display_name", "name-pt")
        assert "Web site" not in sample.form.rows.text


async def test_a_field_may_be_closed_while_the_form_is_open_and_says_why() -> None:
    async with open_sample() as sample:
        sample.form.rows.form = sample.form.form.disable("website", "the service is read only")
        await sample.go("website")
        assert "not available: the service is read only" in sample.here.marked
        await sample.here.type("x")
        assert sample.here.status == "This cannot be changed now: the service is read only"
        assert sample["website"] == ""
