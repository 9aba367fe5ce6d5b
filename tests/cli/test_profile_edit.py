"""``profile edit``: the document in an editor, from a file and from standard input; shown, asked about, kept."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.paths import data_dir
from tests.cli.command_line import CommandLine, EmbeddedService
from tests.screens.wire import service_down


@pytest.fixture
def mine(cli: CommandLine) -> CommandLine:
    """A small world of this test's own, signed in as its made-up person, at a terminal."""
    assert cli.demo("whoami", "--people", "60").code == 0
    cli.terminal = True
    return cli


def _editor(cli: CommandLine, home: Path, *edits: tuple[str, str], times: int = 1) -> Path:
    """An editor that keeps what it was given, and replaces texts; run `n` of it uses the edits from there on."""
    script = home / "editor.py"
    script.write_text(
        f"""
import pathlib, sys
path, log = pathlib.Path(sys.argv[1]), pathlib.Path({str(home / "seen")!r})
text = path.read_text("utf-8")
log.mkdir(exist_ok=True)
turn = len(list(log.iterdir()))
(log / str(turn)).write_text(text, "utf-8")
edits = {[list(edit) for edit in edits]!r}[turn * {len(edits) // times}:(turn + 1) * {len(edits) // times}]
for old, new in edits:
    text = text.replace(old, new)
path.write_text(text, "utf-8")
""",
        "utf-8",
    )
    cli.environ["EDITOR"] = f"{sys.executable} {script}"
    return home / "seen"


def _profile(cli: CommandLine) -> dict[str, Any]:
    profile: dict[str, Any] = cli.demo("profile", "show", "--json").json
    return profile


def _kept() -> list[Path]:
    return sorted((data_dir() / "texts").glob("*")) if (data_dir() / "texts").is_dir() else []


def test_what_was_changed_is_shown_and_sent_after_yes(mine: CommandLine, surroundings: Path) -> None:
    _editor(mine, surroundings, ("- Lua\n", "- Storytelling\n"), ("team: Events", "team: Library"))
    outcome = mine.demo("profile", "edit", "--json", stdin="y\n")
    assert outcome.code == 0
    assert outcome.err.splitlines() == [
        "This changes:",
        "+ Storytelling to Wanted",
        "- Lua from Wanted",
        "Team: Library instead of Events",
        "Send these changes? (y/N)",
        "Saved.",
    ]
    assert outcome.json["team"] == "Library"
    assert "Storytelling" in outcome.json["skills_wanted_names"]
    assert _profile(mine) == outcome.json
    assert _kept() == []


@pytest.mark.parametrize("answer", ["\n", "n\n", "no\n", "maybe\nn\n", ""])
def test_anything_but_yes_sends_nothing_and_keeps_the_document(
    mine: CommandLine, surroundings: Path, answer: str
) -> None:
    before = _profile(mine)
    _editor(mine, surroundings, ("team: Events", "team: Library"))
    outcome = mine.demo("profile", "edit", stdin=answer)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.endswith("Nothing was sent. The document is kept; “capx-tui profile edit” offers it again.\n")
    assert ("Please answer yes or no." in outcome.err) == answer.startswith("maybe")
    assert _profile(mine) == before


def test_a_document_that_is_kept_is_offered_again(mine: CommandLine, surroundings: Path) -> None:
    seen = _editor(mine, surroundings, ("team: Events", "team: Library"), ("Maya D.", "Maya E."), times=2)
    mine.demo("profile", "edit", stdin="n\n")
    mine.later = timedelta(minutes=20)
    outcome = mine.demo("profile", "edit", "--json", stdin="y\ny\n")
    assert outcome.err.startswith(
        "A document that was not sent is kept from 20 minutes ago. Go on with it? (No throws it away.) (Y/n)\n"
    )
    assert "team: Library" in (seen / "1").read_text("utf-8")
    assert (outcome.json["team"], outcome.json["display_name"]) == ("Library", "Maya E.")
    assert _kept() == []


def test_no_throws_the_kept_document_away(mine: CommandLine, surroundings: Path) -> None:
    seen = _editor(mine, surroundings, ("team: Events", "team: Library"), ("no such text", ""), times=2)
    mine.demo("profile", "edit", stdin="n\n")
    outcome = mine.demo("profile", "edit", stdin="n\n")
    assert outcome.code == 0
    assert outcome.err.endswith("Nothing is changed.\n")
    assert "team: Events" in (seen / "1").read_text("utf-8")
    assert _kept() == []


@pytest.mark.parametrize("edits", [(("no such text", ""),), (("\n", "\n\n"),), (("# What", "# Not what"),)])
def test_a_document_that_says_the_same_sends_nothing(
    mine: CommandLine, surroundings: Path, edits: tuple[tuple[str, str], ...]
) -> None:
    mine.transport = service = EmbeddedService()
    _editor(mine, surroundings, *edits)
    outcome = mine.demo("profile", "edit", "--json")
    assert (outcome.code, outcome.err) == (0, "Nothing is changed.\n")
    assert outcome.json["team"] == "Events"
    assert not any(asked.endswith("/profile/1/") for asked in service.asked)


def test_what_cannot_be_read_is_marked_and_opened_again(mine: CommandLine, surroundings: Path) -> None:
    seen = _editor(mine, surroundings, ("- Lua\n", "- Luaa\n"), ("- Luaa\n", "- Storytelling\n"), times=2)
    outcome = mine.demo("profile", "edit", "--json", stdin="\ny\n")
    assert outcome.code == 0
    first, *rest = outcome.err.splitlines()
    assert first == "Nothing was sent. The document is kept; “capx-tui profile edit” offers it again."
    assert rest[0].startswith("Line ")
    assert rest[0].endswith(": No capacity is called “Luaa”. Nearest: Lua.")
    assert rest[1] == "Open the document again? (Y/n)"
    again = (seen / "1").read_text("utf-8")
    assert "#! No capacity is called “Luaa”. Nearest: Lua.\n- Luaa\n" in again
    assert "Storytelling" in outcome.json["skills_wanted_names"]
    assert _kept() == []


def test_one_may_leave_a_document_that_cannot_be_read_and_come_back(mine: CommandLine, surroundings: Path) -> None:
    seen = _editor(mine, surroundings, ("- Lua\n", "- Luaa\n"), ("- Luaa\n", "- Storytelling\n"), times=2)
    outcome = mine.demo("profile", "edit", stdin="n\n")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.endswith("One thing is wrong with the document. Nothing was sent.\n")
    assert mine.demo("profile", "edit", "--yes").code == 0
    assert "#! No capacity is called" in (seen / "1").read_text("utf-8")
    assert "Storytelling" in _profile(mine)["skills_wanted_names"]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("available:\n", "available:\n- Lua\n"), "You can offer only what you know: put it under “known” too,"),
        (("team: Events", f"team: {'x' * 129}"), "Team: "),
        (("team: Events", "teem: Events"), "A profile has no field “teem”. Fields are: team."),
        (("alternative-account: ", "alternative-account: " + "x" * 130), "Alternative account: "),
    ],
)
def test_the_services_rules_are_told_with_the_line(
    mine: CommandLine, surroundings: Path, edit: tuple[str, str], said: str
) -> None:
    mine.transport = service = EmbeddedService()
    _editor(mine, surroundings, edit)
    outcome = mine.demo("profile", "edit", stdin="n\n")
    assert outcome.code == 2
    assert f": {said}" in outcome.err
    assert "Line " in outcome.err
    assert not any(asked.endswith("/profile/1/") for asked in service.asked)


def test_a_save_that_fails_keeps_the_document(mine: CommandLine, surroundings: Path) -> None:
    def down(request: Request) -> Response | None:
        return service_down(request) if request.method == "PUT" else None

    _editor(mine, surroundings, ("team: Events", "team: Library"), ("no such text", ""), times=2)
    mine.transport = EmbeddedService(down)
    outcome = mine.demo("profile", "edit", stdin="y\n")
    assert (outcome.code, outcome.out) == (1, "")
    assert "Nothing was sent. The document is kept;" in outcome.err
    assert "not working right now (status 503)" in outcome.err
    mine.transport = None
    assert mine.demo("profile", "edit", "--json", stdin="y\ny\n").json["team"] == "Library"


def _no_room_for_texts() -> None:
    data_dir().mkdir(parents=True, exist_ok=True)
    (data_dir() / "texts").write_text("a file in the way")


def test_a_document_that_cannot_be_kept_is_printed_for_one_to_copy(mine: CommandLine, surroundings: Path) -> None:
    _no_room_for_texts()
    seen = _editor(mine, surroundings, ("- Lua\n", "- Luaa\n"), ("no such text", ""), times=2)
    outcome = mine.demo("profile", "edit", stdin="y\nn\n")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("Nothing was sent, and what you wrote cannot be kept on disk.") == 2
    assert ": No capacity is called “Luaa”. Nearest: Lua.\n" in outcome.err
    # It was opened again as it was written, and is printed once one leaves it.
    assert "- Luaa\n" in (seen / "1").read_text("utf-8")
    assert outcome.err.count("What you wrote, for you to copy:\n# The CapX profile of ") == 1
    assert "\n- Luaa\n" in outcome.err


def test_a_document_that_was_sent_after_all_is_not_printed(mine: CommandLine, surroundings: Path) -> None:
    _no_room_for_texts()
    _editor(mine, surroundings, ("- Lua\n", "- Luaa\n"), ("- Luaa\n", "- Storytelling\n"), times=2)
    outcome = mine.demo("profile", "edit", stdin="y\ny\n")
    assert outcome.code == 0, outcome.err
    assert "for you to copy" not in outcome.err
    assert "Storytelling" in _profile(mine)["skills_wanted_names"]


def test_a_bio_that_can_neither_be_sent_nor_kept_is_printed(mine: CommandLine, surroundings: Path) -> None:
    _no_room_for_texts()
    _editor(mine, surroundings, ("I look", "We look"))
    mine.transport = EmbeddedService(lambda request: service_down(request) if request.method == "PUT" else None)
    outcome = mine.demo("profile", "set", "about")
    assert (outcome.code, outcome.out) == (1, "")
    assert "cannot be kept on disk" in outcome.err
    assert "What you wrote, for you to copy:\nWe look after" in outcome.err
    assert "not working right now (status 503)" in outcome.err


def test_without_an_editor_that_is_said(mine: CommandLine) -> None:
    outcome = mine.demo("profile", "edit")
    assert (outcome.code, outcome.out) == (1, "")
    assert "EDITOR" in outcome.err


def test_an_editor_that_fails_loses_nothing(mine: CommandLine) -> None:
    mine.environ["EDITOR"] = "false"
    before = _profile(mine)
    assert mine.demo("profile", "edit").code == 1
    assert _profile(mine) == before


def test_without_anybody_to_ask_yes_has_to_be_said(cli: CommandLine, tmp_path: Path) -> None:
    cli.demo("whoami", "--people", "60")
    document = "team: Library\n"
    outcome = cli.demo("profile", "edit", stdin=document)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        "“profile edit” asks before it writes, and there is nobody to ask here. --yes answers for you.\n"
    )
    assert cli.demo("profile", "edit", "--yes", "--json", stdin=document).json["team"] == "Library"
    file = tmp_path / "mine.txt"
    file.write_text("team: Archive\n=====\nNew.\n", "utf-8")
    changed = cli.demo("profile", "edit", "--yes", "--json", "--file", str(file)).json
    assert (changed["team"], changed["about"]) == ("Archive", "New.")


def test_a_piped_document_that_cannot_be_read_is_kept_and_told(cli: CommandLine, tmp_path: Path) -> None:
    cli.demo("whoami", "--people", "60")
    before = _profile(cli)
    outcome = cli.demo("profile", "edit", "--yes", stdin="team: a\nteem: b\n- Lua\n")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.splitlines() == [
        "Line 2: A profile has no field “teem”. Fields are: team.",
        "Nothing was sent. The document is kept; “capx-tui profile edit” offers it again.",
        "One thing is wrong with the document. Nothing was sent.",
    ]
    assert len(_kept()) == 1
    (tmp_path / "mine.txt").write_text("teem: b\n", "utf-8")
    assert cli.demo("profile", "edit", "--yes", "--file", str(tmp_path / "mine.txt")).code == 2
    assert cli.demo("profile", "edit", "--yes", stdin="").code == 2
    assert _profile(cli) == before


class Meanwhile(EmbeddedService):
    """Somebody changes the profile at the service just before it is read for saving."""

    def __init__(self, **changes: Any) -> None:
        super().__init__()
        self._changes = changes
        self._looks = 0

    async def send(self, request: Request) -> Response:
        if request.method == "GET" and request.url.endswith("/profile/"):
            self._looks += 1
            if self._looks == 2:
                held = json.loads((await super().send(request)).body)["results"][0]
                body = json.dumps({"user": {}, "language": held["language"], **self._changes}).encode()
                headers = (*request.headers, ("Content-Type", "application/json"))
                answer = await super().send(
                    Request("PUT", f"{request.url}{held['id']}/", headers, body, token=request.token)
                )
                assert answer.status == 200, answer.body
        return await super().send(request)


def test_what_others_changed_meanwhile_is_kept_beside_ones_own(mine: CommandLine, surroundings: Path) -> None:
    _editor(mine, surroundings, ("- Lua\n", "- Storytelling\n"), ("team: Events", "team: Library"))
    mine.transport = Meanwhile(display_name="Maya Elsewhere", skills_wanted=[134, 40])
    outcome = mine.demo("profile", "edit", "--json", stdin="y\n").json
    assert (outcome["team"], outcome["display_name"]) == ("Library", "Maya Elsewhere")
    # They took some out and put one in; so did I.
    assert outcome["skills_wanted"] == [40, 48]


@pytest.mark.parametrize(("answers", "team", "code"), [("y\ny\n", "Library", 0), ("y\nn\n", "Archive", 1)])
def test_where_both_changed_one_field_both_values_are_shown(
    mine: CommandLine, surroundings: Path, answers: str, team: str, code: int
) -> None:
    _editor(mine, surroundings, ("team: Events", "team: Library"))
    mine.transport = Meanwhile(team="Archive")
    outcome = mine.demo("profile", "edit", stdin=answers)
    assert outcome.code == code
    lines = outcome.err.splitlines()
    at = lines.index("The same fields were changed at CapX meanwhile:")
    assert lines[at + 1 : at + 4] == [
        "Team, at CapX now: Archive",
        "Team, in your document: Library",
        "Put yours in the place of what is there? (y/N)",
    ]
    mine.transport = None
    assert _profile(mine)["team"] == team
    assert bool(_kept()) == (code == 1)


def test_yes_does_not_answer_for_what_was_not_seen(mine: CommandLine) -> None:
    mine.terminal = False
    mine.transport = Meanwhile(team="Archive")
    outcome = mine.demo("profile", "edit", "--yes", stdin="team: Library\n")
    assert (outcome.code, outcome.out) == (1, "")
    assert "Team, at CapX now: Archive" in outcome.err
    mine.transport = None
    assert _profile(mine)["team"] == "Archive"
    assert len(_kept()) == 1


def test_the_mini_bio_is_edited_in_ones_editor(mine: CommandLine, surroundings: Path) -> None:
    seen = _editor(mine, surroundings, ("reading room", "library"), ("library", "x" * 2001), times=2)
    assert "library" in mine.demo("profile", "set", "about", "--json").json["about"]
    assert (seen / "0").read_text("utf-8").startswith("I look after a small reading room")
    outcome = mine.demo("profile", "set", "about")
    assert outcome.code == 2
    assert outcome.err.startswith("Nothing was sent. Your text is kept in ")
    (kept,) = _kept()
    assert str(kept) in outcome.err
    assert "x" * 2001 in kept.read_text("utf-8")
    assert kept.stat().st_mode & 0o077 == 0
