"""Completions in real shells: what Tab makes of a line that a person types."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.pty.conftest import Start
from tests.pty.program import ROOT, Program

pytestmark = pytest.mark.pty

_START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], 'PS1="ready> "; eval "$(capx-tui completions bash)"'),
    "zsh": (
        ["zsh", "-f", "-i"],
        'PS1="ready> "; autoload -U compinit; compinit -D; eval "$(capx-tui completions zsh)"',
    ),
    "fish": (
        ["fish", "--no-config", "-i"],
        "function fish_prompt; echo 'ready> '; end; capx-tui completions fish | source",
    ),
}
_PROGRAM = """#!{python}
import sys
sys.path.insert(0, {root!r})
from capx_tui.cli.main import main
sys.exit(main())
"""


def _prompt(shell: Program) -> None:
    """Wait for an empty prompt: a Tab that is typed before it is not one to the shell."""
    shell.wait(lambda: shell.picture.text.rstrip().endswith("\nready>"), "the prompt")


def _type(shell: Program, text: str, wanted: str) -> None:
    shell.press(*(each if each != " " else "space" for each in text), "tab")
    shell.wait(lambda: wanted in " ".join(shell.picture.text.split()), wanted)


@pytest.mark.parametrize("name", _START)
def test_tab_completes_commands_people_and_things(name: str, start: Start, people: list[str], tmp_path: Path) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    program = tmp_path / "capx-tui"
    program.write_text(_PROGRAM.format(python=sys.executable, root=str(ROOT)))
    program.chmod(0o700)
    command, setup = _START[name]
    path = f"{tmp_path}:/usr/local/bin:/usr/bin:/bin"
    source = f"import os; os.environ['PATH'] = {path!r}; os.execvp({command[0]!r}, {command!r})"
    shell = start(demo=False, source=source, size=(100, 30))
    shell.press(*(each if each != " " else "space" for each in setup), "enter")
    shell.press(*"echo", "space", *"rea''dy.", "enter")
    shell.wait(lambda: "ready." in shell.picture.text, "the shell")
    _prompt(shell)
    person = next(each for each in sorted(people) if " " in each and each.isascii() and each.replace(" ", "").isalnum())
    _type(shell, "capx-tui pers", "capx-tui person")
    _type(shell, f'--demo "{person[:-1]}', f'person --demo "{person}"')
    shell.press("enter")
    shell.wait_for("Wanted capacities:", "Exchange is voluntary")
    _prompt(shell)
    _type(shell, "capx-tui --demo org show wikimedia arg", "org show wikimedia Argentina")
    shell.press("enter")
    _prompt(shell)
    _type(shell, "capx-tui --demo explore --territory=Keny", "--territory=Kenya")
