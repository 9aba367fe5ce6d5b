"""Reports to the CapX team: the list, one of them, a new one with what is added and attached, and what fails."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from capx_tui.screens.report import ReportScreen
from capx_tui.screens.report_form import ReportFormScreen
from tests.screens.forms import drafts
from tests.screens.report_desk import Desk, files, refused, reports, serving
from tests.screens.visits import Visit, database, visit
from tests.screens.wire import service_down, timed_out

pytestmark = pytest.mark.usefixtures("home")

WIDE = (100, 44)
#: A draft is kept by and by: who does not ask for it does not wait for it.
DRAFT = frozenset({"draft"})
TEXT = "It jumps when I press a key."


@pytest.fixture
def notes(tmp_path: Path) -> list[str]:
    """Three files."""
    found = [tmp_path / f"{name}.txt" for name in ("one", "two", "three")]
    for path in found:
        path.write_text(path.stem)
    return [str(path) for path in found]


async def fill(here: Visit, *, title: str = "Lists jump", text: str = TEXT, paths: list[str] | None = None) -> None:
    """The form of a report, as if filled by hand."""
    form = here.app.screen
    assert isinstance(form, ReportFormScreen), here.text
    form.rows.put(form.form.edit_many({"title": title, "description": text, "files": tuple(paths or ())}))
    form.edited()
    await here.settle()


async def send(here: Visit) -> None:
    await here.press("ctrl+s")
    assert here.status == "Send this report?", here.text
    await here.choose("Send the report")


# -- the list --------------------------------------------------------------------------------------------


async def test_the_list_tells_status_type_and_day_and_can_be_narrowed() -> None:
    async with visit("bug-reports", size=WIDE) as here:
        assert "Only you and the CapX team (volunteers) see these." in here.text
        assert here.status == "9 of 9 reports."
        assert "The picture of my organization does not change" in here.text
        assert "under review; error; May 19, 2026" in here.text
        await here.press("f", "enter")
        await here.choose("not begun")
        await here.press("escape")
        assert "Status" in here.text
        await here.press("escape")
        assert "Status: not begun" in here.text
        assert re.fullmatch(r"[1-8] of 9 reports\.", here.status)
        await here.press("c", "slash")
        await here.type("sign language")
        assert here.status == "1 of 9 reports."
        await here.press("enter", "enter")
        assert here.title.startswith("Suggestion ")
        for words in ("Title", "Sign language interpretation", "assigned", "suggested capacity", "Description"):
            assert words in here.text, words
        assert "It is read by volunteers, so an answer may take time. It cannot be changed or withdrawn" in here.flowing


async def test_to_staff_everybody_s_are_listed_and_each_names_its_author() -> None:
    with sqlite3.connect(database()) as rows:
        rows.execute("UPDATE user SET is_staff = 1 WHERE id = 1")
        ((other, title),) = rows.execute(
            "SELECT username, title FROM bug JOIN user ON user.id = bug.author WHERE author != 1 LIMIT 1"
        ).fetchall()
    async with visit("bug-reports", size=WIDE) as here:
        assert "Everybody's reports: the service gives them to the team." in here.text
        await here.press("slash")
        await here.type(other)
        assert title in here.text
        assert f"; {other}" in here.text
        await here.press("enter", "enter")
        assert re.search(rf"Author +{re.escape(other)}", here.text)


async def test_files_have_a_way_to_them_and_names_of_their_own() -> None:
    async with visit("bug-reports", size=WIDE) as here:
        await here.press("slash")
        await here.type("filters")
        await here.press("enter")
        assert "; one file" in here.text
        await here.press("enter")
        await here.choose("filters.txt")
        assert "/media/attachments/filters.txt" in here.text


async def test_without_reports_the_key_to_the_first_is_told_and_a_dead_service_is_said() -> None:
    with sqlite3.connect(database()) as rows:
        rows.execute("DELETE FROM attachment")
        rows.execute("DELETE FROM bug")
    desks: list[Desk] = []
    async with visit("bug-reports", transport=serving(desks)) as here:
        assert "You have not reported anything yet. n opens the form." in here.flowing
        here.wire.fail(service_down, where="/bugs/")
        await here.press("f5")
        assert "is not working right now (status 503)" in here.flowing
        await here.press("s")
        assert here.title.startswith("Suggest a capacity")


async def test_signed_out_one_signs_in_first() -> None:
    async with visit("bug-reports", demo=False) as here:
        assert here.title.startswith("Sign in ")
        # From there, too, one can report: signing in is what it needs, and it is there already.
        await here.press("5")
        assert here.title.startswith("Sign in ")
        assert "Report to the CapX team" in here.flowing


# -- a new one -------------------------------------------------------------------------------------------


async def test_a_report_goes_with_what_is_shown_and_no_more(notes: list[str]) -> None:
    desks: list[Desk] = []
    async with visit("bug-reports", size=WIDE, transport=serving(desks)) as here:
        await here.press("n")
        form = here.app.screen
        assert isinstance(form, ReportFormScreen)
        assert "Picture of the screen" not in here.text
        await fill(here, paths=notes[:1])
        assert form.spec.by_id["files"].note == f"{notes[0]}: 3 bytes"
        added = form.spec.by_id["add-terminal"].note
        assert added in here.flowing
        left = form.form.left("description")
        form.rows.go_to("add-terminal")
        await here.press("enter")
        assert form.form.left("description") == (left or 0) + len(added) + 1
        await here.press("ctrl+s")
        for words in (
            "It goes to the CapX team now, with your user name.",
            "It cannot be changed or withdrawn once it is sent, nor can its files.",
            "You and the team see it, nobody else.",
            "Title: Lists jump",
            "Type: error",
            f"Description: {TEXT}",
            "3 bytes, text/plain, sent as one-7692c3ad3540.txt",
            "A file is guarded by its address alone: whoever has it can open the file.",
        ):
            assert words in here.flowing, words
        assert desks[0].sent == []
        await here.choose("Send the report")
        facts = [form.spec.by_id[f"add-{name}"].note for name in ("version", "locale")]
        assert reports("error")[-1] == ("Lists jump", "\n".join((f"{TEXT}\n", *facts)))
        assert files("Lists jump") == [("one-7692c3ad3540.txt", b"one")]
        assert desks[0].sent == ["/bugs/", "/attachment/"]
        assert here.title.startswith("Bug reports")
        assert here.status.startswith("The CapX team has your report: it is number ")
        assert "Lists jump" in here.text
        assert drafts() == []


async def test_a_refusal_stands_beside_its_field_and_the_draft_stays() -> None:
    desks: list[Desk] = []
    async with visit("bug-reports", size=WIDE, transport=serving(desks)) as here:
        await here.press("n")
        await fill(here)
        desks[0].faults["/bugs/"] = refused(400, {"description": ["Ensure this field has no more than 10 characters."]})
        await send(here)
        assert "Description: Ensure this field has no more than 10 characters." in here.flowing
        assert len(drafts()) == 1
        desks[0].faults["/bugs/"] = service_down
        await send(here)
        assert "Not saved. embedded.capx.invalid is not working right now (status 503)." in here.flowing
        desks[0].faults["/bugs/"], desks[0].acts = timed_out, True
        before = len(reports("error"))
        await send(here)
        assert len(reports("error")) == before + 1
        assert here.status.startswith("The CapX team has your report: it is number ")
        assert drafts() == []
        # Nothing goes along unasked.
        assert files("Lists jump") == []


async def test_a_file_that_vanished_is_told_beside_its_field_and_nothing_is_sent(notes: list[str]) -> None:
    desks: list[Desk] = []
    async with visit("bug-reports", size=WIDE, transport=serving(desks), endless=DRAFT) as here:
        await here.press("n")
        await fill(here, paths=notes[:1])
        await here.press("ctrl+s")
        Path(notes[0]).unlink()
        await here.choose("Send the report")
        assert desks[0].sent == []
        assert isinstance(here.app.screen, ReportFormScreen)
        assert "There is no file" in here.flowing


async def test_a_second_file_that_fails_is_offered_again_and_nothing_is_doubled(notes: list[str]) -> None:
    desks: list[Desk] = []
    async with visit("bug-reports", size=WIDE, transport=serving(desks), endless=DRAFT) as here:
        await here.press("n")
        await fill(here, paths=notes)
        desks[0].faults["/attachment/"], desks[0].only = refused(413, {"detail": "Too large"}), 2
        await send(here)
        assert isinstance(here.app.screen, ReportScreen)
        assert "The CapX team has your report: it is number" in here.flowing
        assert "Not attached:" in here.flowing
        assert "It can be attached again from here." in here.flowing
        assert [content for _, content in files("Lists jump")] == [b"one", b"three"]
        desks[0].faults.clear()
        await here.choose("Not attached yet")
        assert "is attached." in here.flowing
        assert "Not attached yet" not in here.text
        assert sorted(content for _, content in files("Lists jump")) == [b"one", b"three", b"two"]
        assert desks[0].sent.count("/bugs/") == 1
        # Three are all that the service takes.
        assert "Attach a file " not in here.rows_in("#rows")
        await here.press("a")
        assert "The report has all the files that the service takes: 3." in here.flowing


async def test_a_file_is_attached_later_after_one_sees_what_is_sent(notes: list[str]) -> None:
    desks: list[Desk] = []
    async with visit("bug-reports", size=WIDE, transport=serving(desks)) as here:
        await here.press("enter", "a")
        await here.type(f"{notes[0]}x")
        await here.press("enter")
        assert "There is no file" in here.flowing
        await here.press("f6")
        await here.press("backspace", "enter")
        assert "3 bytes, text/plain, sent as one-7692c3ad3540.txt" in here.flowing
        assert "The team sees it, and it cannot be taken back." in here.flowing
        assert desks[0].sent == []
        desks[0].faults["/attachment/"], desks[0].acts = timed_out, True
        await here.choose("Attach it")
        assert files("The picture of my organization does not change") == [("one-7692c3ad3540.txt", b"one")]
        assert "is attached." in here.flowing
        assert "one-7692c3ad3540.txt" in here.text


# -- the picture -----------------------------------------------------------------------------------------


async def test_a_picture_is_shown_masked_before_it_is_attached_and_holds_nobody_s_words() -> None:
    async with visit("explore", size=WIDE, endless=DRAFT) as here:
        name = here.marked.split("  ")[0]
        # The way that is there in every form, too.
        await here.press("ctrl+p")
        await here.type("problem here")
        await here.press("enter")
        form = here.app.screen
        assert isinstance(form, ReportFormScreen)
        await fill(here)
        assert "not attached; Enter shows it first" in here.text
        form.rows.go_to("picture")
        await here.press("enter")
        assert here.title.startswith("Picture of the screen")
        assert name not in here.text
        await here.press("end", "enter")
        assert name in here.text
        assert here.status == "Attach this picture?"
        await here.press("end", "enter")
        assert here.status == "Picture of the screen: not attached; Enter shows it first"
        await here.press("enter", "end", "up", "up", "enter")
        assert "attached, with words of people masked" in here.text
        await send(here)
        ((stored, content),) = files("Lists jump")
        assert re.fullmatch(r"screen-[0-9a-f]{12}\.txt", stored)
        picture = content.decode()
        assert "Explore" in picture
        assert "/ Search" in picture
        with sqlite3.connect(database()) as rows:
            names = [name for (name,) in rows.execute("SELECT username FROM user")]
        assert [name for name in names if name in picture] == []
        # What is left are the program's own words: those of the keys, and whole messages at the head of a row.
        hints = next(row for row in picture.splitlines() if "/ Search" in row)
        others = " ".join(row for row in picture.splitlines() if row != hints)
        assert set(re.findall(r"[^\W\dx]{2,}", others)) == {"Everyone", "who", "lists", "capacity", "plore", "Search"}
        # One is back where one was.
        assert here.title.startswith("Explore")


async def test_of_a_screen_with_private_answers_there_is_no_picture() -> None:
    async with visit("lets-connect", size=WIDE) as here:
        await here.press("enter")
        assert here.title.startswith("Let's Connect")
        here.app.do_app_report()
        await here.settle()
        assert isinstance(here.app.screen, ReportFormScreen)
        assert "Picture of the screen" not in here.text
        here.app.do_app_report()
        await here.settle()
        assert here.status == "This is the form of a report already."
