"""A bastion with two people on it: what one keeps and does the other cannot read, whatever the first one's umask."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from capx_tui.i18n import use
from capx_tui.terminal.editor import edit_text
from tests.cli.command_line import CommandLine, EmbeddedService
from tests.cli.test_account import TOKEN, profile
from tests.pty.program import Program

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0, reason="only the superuser can act as a second person: run the tests as root to see it"
)
#: "nobody", on every Linux.
_OTHER = 65534
#: What of a process only its own user may look at.
_PRIVATE = ("environ", "mem", "maps", "smaps", "auxv", "stack", "syscall", "io")


def _as_other(*command: str) -> subprocess.CompletedProcess[bytes]:
    """What another user on the machine gets by a command."""
    return subprocess.run(
        command, user=_OTHER, group=_OTHER, extra_groups=(), cwd="/", env={"PATH": os.defpath}, capture_output=True,
        check=False, timeout=60,
    )  # fmt: skip


def _found(place: Path, right: str) -> set[str]:
    """What below `place` the other one may read or write, `place` itself included."""
    lines = _as_other("find", str(place), f"-{right}").stdout.decode().splitlines()
    return {str(Path(line).relative_to(place)) for line in lines}


@pytest.fixture
def open_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home that everybody may go through, of somebody whose new files are open to all.

    Not in pytest's own place, which is closed to others.
    """
    home = Path(tempfile.mkdtemp(prefix="capx-home-"))
    home.chmod(0o777)
    monkeypatch.setenv("HOME", str(home))
    before = os.umask(0)
    try:
        yield home
    finally:
        os.umask(before)
        shutil.rmtree(home, ignore_errors=True)
        use("en")


def test_the_other_one_would_find_what_is_open(open_home: Path) -> None:
    (open_home / "open").mkdir()
    (open_home / "open" / "letter").write_text("to all")
    assert _found(open_home, "readable") == _found(open_home, "writable") == {".", "open", "open/letter"}


def test_nothing_that_is_kept_can_be_read_or_written(open_home: Path) -> None:
    cli = CommandLine({"HOME": str(open_home), "TERM": "xterm-256color"})
    for line in (
        "sync --people 30",
        "explore --known Lua --save-filter Mine",
        "saved note Ceibo_Lectora remember",
        "matches --since-last",
    ):
        outcome = cli.demo(*line.split())
        assert outcome.code in (0, 1), (line, outcome.err)
    cli.transport = EmbeddedService(profile)
    assert cli("login", "--service", "https://capx.example", stdin=TOKEN).code == 0
    kept = {path for path in open_home.rglob("*") if path.is_file()}
    named = {part for path in kept for part in path.relative_to(open_home).parts}
    assert {"sign-in", "filters", "texts", "demo"} <= named, sorted(named)
    assert any(TOKEN.encode() in path.read_bytes() for path in kept), "the token is in no file to look for it in"
    assert _found(open_home, "readable") == _found(open_home, "writable") == {"."}
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in open_home.rglob("*") if path.is_dir()} == {0o700}


def test_nothing_of_the_running_program_can_be_read(open_home: Path) -> None:
    surroundings = {"CAPX_TUI_TOKEN": TOKEN, "CAPX_TUI_SERVICE": "https://capx.example"}
    with Program("--demo", "--open", "Suggest a capacity", home=open_home, environ=surroundings) as program:
        program.wait_for("> Name:", "Send the suggestion:")
        program.press("Kept as a draft")
        drafts = open_home / ".local/share/capx-tui/drafts"
        program.wait(lambda: drafts.is_dir() and any(drafts.glob("*.json")), "a draft on disk")
        number = program.process.pid
        mine = Path(f"/proc/{number}/environ").read_bytes()
        assert TOKEN.encode() in mine, "there is a secret to be found"
        for name in _PRIVATE:
            seen = _as_other("cat", f"/proc/{number}/{name}")
            assert not seen.stdout, name
        assert not _as_other("ls", f"/proc/{number}/fd").stdout
        assert TOKEN.encode() not in _as_other("cat", f"/proc/{number}/cmdline", f"/proc/{number}/status").stdout
        assert TOKEN.encode() not in _as_other("ps", "axeww").stdout
        assert _found(open_home, "readable") == _found(open_home, "writable") == {"."}
        program.send_signal(signal.SIGTERM)
        program.end()
    assert _found(open_home, "readable") == _found(open_home, "writable") == {"."}


def test_a_text_in_the_editor_cannot_be_read_either(open_home: Path, tmp_path: Path) -> None:
    report = tmp_path / "report"
    report.write_text("")
    script = tmp_path / "editor.py"
    script.write_text(
        "import subprocess, sys\nfrom pathlib import Path\n"
        "path = Path(sys.argv[-1])\n"
        f"given = dict(user={_OTHER}, group={_OTHER}, extra_groups=(), capture_output=True, cwd='/')\n"
        "seen = [subprocess.run([how[0], str(p), *how[1:]], **given).stdout for how, p in"
        " ((['cat'], path), (['ls'], path.parent), (['find', '-writable'], path.parent))]\n"
        f"Path({str(report)!r}).write_text(repr((path.read_text(), seen)))\n"
    )
    # The system's place for everybody's files: no runtime directory is named.
    given = {"EDITOR": f"{sys.executable} {script}", "PATH": os.environ["PATH"], "CAPX_TUI_TOKEN": TOKEN}
    assert edit_text("a private letter", given, nullcontext) == "a private letter"
    assert report.read_text() == repr(("a private letter", [b"", b"", b""]))


def test_a_file_that_the_other_one_put_in_our_place_is_not_believed(open_home: Path) -> None:
    """They were there first: a directory of theirs under the name of ours."""
    place = open_home / ".config" / "capx-tui"
    place.mkdir(parents=True)
    os.chown(place, _OTHER, _OTHER)
    cli = CommandLine({"HOME": str(open_home), "TERM": "xterm-256color"})
    cli.transport = EmbeddedService(profile)
    outcome = cli("login", "--service", "https://capx.example", stdin=TOKEN)
    assert outcome.code == 0, "signed in while the program runs"
    assert f"{place}/sign-in could not be used: Operation not permitted." in outcome.err
    assert list(place.iterdir()) == []
