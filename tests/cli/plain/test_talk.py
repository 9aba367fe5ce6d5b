"""The conversation itself: choosing, paging, going back, help, what is unclear, and its ends."""

from __future__ import annotations

import ast
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from capx_tui import i18n
from capx_tui.cli.console import Console
from capx_tui.cli.main import run
from capx_tui.i18n.catalogue import IN_LINES
from capx_tui.model.actions import ACTIONS
from tests.cli.command_line import CommandLine
from tests.cli.plain.conversation import talk
from tests.cli.plain.test_completeness import ALONE


def test_it_begins_with_the_menu_ten_at_a_time(warm: CommandLine) -> None:
    said = talk(warm, "", "m")
    assert said.code == 0
    assert said.lines[0] == "CapX in plain lines, on the embedded demo, with made-up people. Type ? for help."
    assert said.lines[1:4] == [
        "Menu.",
        "1. Home: What is there for you, and the ways on.",
        "2. Explore: Find people by what they offer, want or know.",
    ]
    assert "1 to 10 of 23. Enter for more." in said.lines
    assert "21 to 23 of 23." in said.lines
    assert said.lines[-1] == "Goodbye."


def test_a_thing_is_chosen_by_number_by_name_and_by_the_beginning_of_a_name(warm: CommandLine) -> None:
    for typed in ("2", "explore", "EXPL"):
        assert "Menu> Explore.\n" in talk(warm, typed), typed


def test_what_is_unclear_is_said_with_the_names_it_may_mean(warm: CommandLine) -> None:
    said = talk(warm, "s", "xyzzy", "99")
    assert "“s” may be any of these:\n" in said
    assert "  Saved profiles\n" in said
    assert "  Settings\n" in said
    assert "There is no “xyzzy” here. ? tells what you can type." in said
    assert "There is no “99” here. ? tells what you can type." in said


def test_help_tells_what_can_be_typed_here_and_everywhere(warm: CommandLine) -> None:
    said = talk(warm, "explore", "?", "? density", "help filters")
    assert "Enter or m: more lines. l: the list again. b: back. q: quit." in said
    assert "\nFilters: " in said
    assert "Everywhere: Go to, Help, Explore" in said
    assert said.out.count("Density: ") == 2


def test_back_and_quit(warm: CommandLine) -> None:
    said = talk(warm, "b", "explore", "where am i", "b", "q", "explore")
    assert "There is nothing before this. q leaves." in said
    assert "You are here: Menu, Explore." in said
    assert "Explore> Menu.\n" in said
    assert said.lines[-1] == "Menu> Goodbye."


def test_no_escape_code_and_no_line_that_goes_back(warm: CommandLine) -> None:
    said = talk(warm, "home", "", "", "b", "explore", "1", "", "b", "b", "capacity directory", "1")
    assert "\x1b" not in said
    assert "\r" not in said
    assert "\b" not in said


def test_keys_that_send_escape_codes_are_not_sent_back(warm: CommandLine) -> None:
    said = talk(warm, "\x1b[A", "capacity directory", "search \x1b[2Jlua\x07", "b")
    assert "There is no “[A” here." in said
    assert "\x1b" not in said
    assert "\x07" not in said


def test_open_begins_at_a_screen(warm: CommandLine) -> None:
    said = talk(warm, flags=("--open", "directory"))
    assert "Capacity directory.\n" in said
    assert "Capacity directory> " in said


def test_it_comes_by_itself_where_the_full_screen_cannot(warm: CommandLine) -> None:
    found = warm.demo(stdin="q\n")
    assert found.code == 0
    assert found.out.splitlines()[1] == "This terminal cannot show the full screen, so these are plain lines."


@pytest.fixture(scope="module")
def loaded() -> list[str]:
    """What a process has loaded once every place is."""
    program = (
        "import sys, pkgutil, importlib, capx_tui.cli.plain as plain\n"
        "for each in pkgutil.iter_modules(plain.__path__): importlib.import_module(f'capx_tui.cli.plain.{each.name}')\n"
        "print(*sys.modules, sep='\\n')"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return found.stdout.split()


def test_it_loads_neither_textual_nor_rich(loaded: list[str]) -> None:
    assert {name.partition(".")[0] for name in loaded} & {"textual", "rich"} == set()


#: What is only done where a screen is drawn.
OF_A_SCREEN = re.compile(
    r"\b[Pp]ress\b|\bmarker\b|\bEnter (?:opens|shows|puts|takes|tells|hides|adds)|\barrow\b|\bEsc\b"
)
#: Keys and buttons that are pressed elsewhere, or that a terminal has without any screen.
ELSEWHERE = {
    "cli-paste-here": "Enter on an empty line ends what is pasted",
    "plain-file": "Enter alone takes the name that is offered",
    "remedy-return-address": "Allow is a button of the browser",
    "sign-in-way-return-1": "Allow is a button of the browser",
}


def test_nothing_that_is_said_here_speaks_of_keys_and_markers(loaded: list[str]) -> None:
    messages: dict[str, str] = json.loads((Path(i18n.__file__).parent / "en.json").read_text("utf-8"))
    del messages["@metadata"]
    sources = [sys.modules[name].__file__ for name in loaded if name.startswith("capx_tui.") and name in sys.modules]
    said = {
        node.value
        for source in sources
        if source is not None and "/cli/commands/" not in source
        for node in ast.walk(ast.parse(Path(source).read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in messages
    }
    said |= {entry.help_key for entry in ACTIONS if entry.id not in ALONE}
    # A message that has other words for plain lines is said in those.
    words = {key: messages.get(f"{key}{IN_LINES}", messages[key]) for key in said}
    odd = {key: text for key, text in words.items() if OF_A_SCREEN.search(text)}
    assert odd.keys() - ELSEWHERE.keys() == set(), odd


class Interrupted(io.StringIO):
    """Lines that are typed; ``^C`` is the key."""

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        line = super().readline(size)
        if line.strip() == "^C":
            raise KeyboardInterrupt
        return line


def interrupted(cli: CommandLine, *typed: str) -> str:
    cli.demo("sync", "--people", "60")
    shown = io.StringIO()
    console = Console(Interrupted("".join(f"{line}\n" for line in typed)), shown, shown, cli.environ)
    assert run(["--plain", "--demo"], console) == 0
    return shown.getvalue()


def test_ctrl_c_goes_back_one_place_and_leaves_from_the_first(cli: CommandLine) -> None:
    said = interrupted(cli, "explore", "1", "^C", "where am i", "^C", "where am i", "^C", "explore")
    assert "You are here: Menu, Explore.\n" in said
    assert "You are here: Menu.\n" in said
    assert said.endswith("Menu> \nGoodbye.\n")


def test_ctrl_c_twice_leaves_and_a_form_is_kept(cli: CommandLine) -> None:
    said = interrupted(cli, "edit profile", "display name", "Half done", "team", "^C", "changes", "1", "^C", "^C", "^C")
    assert "Team> \nStopped.\nEdit profile> One change.\n" in said
    assert "Edit profile: what you typed is kept as a draft.\n" in said
    assert said.endswith("Goodbye.\n")
    assert "There is a draft of this form that was not saved" in talk(cli, "edit profile")


def test_a_name_beyond_the_lines_that_were_told_is_looked_for(cli: CommandLine) -> None:
    said = talk(cli, "explore", "filters", "languages", "zulu", "messages", "new message", "to", "somebody of meta")
    assert said.answers[3].startswith("Zulu: yes. ")
    # Who is not on CapX can be written to, by their whole name.
    assert said.answers[7].startswith("To: Somebody of meta; ")


def test_a_list_offers_only_what_it_has(warm: CommandLine) -> None:
    said = talk(warm, "edit profile", "wanted", "?", "b", "languages", "?", "b", "contact", "?")
    wanted, languages, contact = said.answers[2::3]
    assert "Take out: " in wanted
    assert "Higher level: " not in wanted
    assert "Move up: " not in wanted
    assert "Higher level: Gives an entry the next higher level.\n" in languages
    assert "Move up: " not in languages
    assert "Move up: Moves an entry up in its list.\n" in contact
