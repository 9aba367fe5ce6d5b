"""The person's own editor: without a shell, on a private file that goes, and in words where it does not work."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from capx_tui.errors import CapxError, StorageError
from capx_tui.i18n.sentences import explain
from capx_tui.terminal.editor import EditorFailed, EditorMissing, EditorUnset, edit_text, editor_command


@pytest.fixture
def runtime(tmp_path: Path) -> Path:
    """The directory for files that live while one is signed in."""
    path = tmp_path / "run"
    path.mkdir()
    return path


class Suspension:
    """Counts how often the terminal was handed over, and whether it came back."""

    def __init__(self) -> None:
        self.said: list[str] = []

    @contextlib.contextmanager
    def __call__(self) -> Iterator[None]:
        self.said.append("away")
        try:
            yield
        finally:
            self.said.append("back")


def editor(tmp_path: Path, body: str) -> str:
    """A program that edits the file it is given."""
    script = tmp_path / "my editor.py"
    script.write_text(f"import os, sys\nfrom pathlib import Path\npath = Path(sys.argv[-1])\n{body}\n")
    return f"{sys.executable} '{script}' --wait"


def surroundings(runtime: Path, command: str) -> Mapping[str, str]:
    return {"EDITOR": command, "PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(runtime), "CAPX_TUI_TOKEN": "t0ken"}


def edited(runtime: Path, command: str, text: str = "before") -> str:
    return edit_text(text, surroundings(runtime, command), Suspension(), name="mini bio/é")


def test_the_text_comes_back_as_it_was_left_and_the_file_goes(tmp_path: Path, runtime: Path) -> None:
    report = tmp_path / "report"
    command = editor(
        tmp_path,
        f"seen = path.read_text('utf-8')\n"
        f"modes = [oct(p.stat().st_mode & 0o777) for p in (path, path.parent)]\n"
        f"names = sorted(k for k in os.environ if 'CAPX' in k)\n"
        f"Path({str(report)!r}).write_text(repr((seen, path.name, modes, names)))\n"
        f"Path(str(path) + '~').write_text('a copy beside it')\n"
        f"path.write_text(seen + ' é\\n', 'utf-8')",
    )
    suspended = Suspension()
    after = edit_text("bef\nore", surroundings(runtime, command), suspended, name="mini bio/é")
    assert after == "bef\nore é"
    assert report.read_text() == repr(("bef\nore", "mini-bio--.txt", ["0o600", "0o700"], []))
    assert suspended.said == ["away", "back"]
    assert not list(runtime.iterdir())


def test_visual_goes_before_editor_and_no_shell_looks_at_either(tmp_path: Path) -> None:
    tool = tmp_path / "bin" / "ed it"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o700)
    path = {"PATH": str(tool.parent)}
    assert editor_command({"VISUAL": "'ed it' -w", "EDITOR": "other", **path}) == [str(tool), "-w"]
    assert editor_command({"VISUAL": " ", "EDITOR": "'ed it' '$(x)' ';'", **path}) == [str(tool), "$(x)", ";"]


def test_a_line_feed_at_the_end_stays_where_it_was_typed(tmp_path: Path, runtime: Path) -> None:
    nothing = editor(tmp_path, "")
    assert edited(runtime, nothing, "one\n") == "one\n"
    assert edited(runtime, nothing, "") == ""
    windows = editor(tmp_path, "path.write_bytes(b'\\xef\\xbb\\xbfone\\r\\ntwo\\r\\n')")
    assert edited(runtime, windows) == "one\ntwo"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("sys.exit(3)", "3"),
        ("path.unlink()", "No such file or directory"),
        ("path.write_bytes(b'\\xff\\xfe')", "UTF-8"),
        ("path.write_bytes(b'x' * 1_000_001)", "> 1000000"),
        ("os.kill(os.getpid(), 9)", "-9"),
    ],
)
def test_an_editor_that_fails_is_told_and_leaves_no_file(tmp_path: Path, runtime: Path, body: str, why: str) -> None:
    with pytest.raises(EditorFailed) as failed:
        edited(runtime, editor(tmp_path, body))
    assert failed.value.params[1] == why
    assert not list(runtime.iterdir())
    assert "nothing was changed" in explain(failed.value)


@pytest.mark.parametrize(
    ("environ", "error", "words"),
    [
        ({}, EditorUnset, "EDITOR"),
        ({"EDITOR": "no-such-editor-anywhere -x"}, EditorMissing, "no-such-editor-anywhere -x"),
        ({"EDITOR": "'unclosed"}, EditorMissing, "'unclosed"),
        ({"EDITOR": "''"}, EditorMissing, ""),
    ],
)
def test_where_there_is_none_it_is_said(environ: Mapping[str, str], error: type[CapxError], words: str) -> None:
    suspended = Suspension()
    with pytest.raises(error) as failed:
        edit_text("x", environ, suspended)
    assert words in explain(failed.value)
    assert suspended.said == []


def test_a_program_that_is_none_is_told(tmp_path: Path, runtime: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"\x7fELF but not really")
    broken.chmod(0o700)
    with pytest.raises(EditorFailed) as failed:
        edited(runtime, str(broken))
    assert failed.value.params[0] == "broken"
    assert not list(runtime.iterdir())


def test_where_no_file_can_be_made_it_is_a_storage_error(runtime: Path, tmp_path: Path) -> None:
    environ = surroundings(runtime, editor(tmp_path, ""))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        with pytest.raises(StorageError):
            edit_text("x", environ, Suspension())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not list(runtime.iterdir())


@pytest.mark.parametrize("trouble", ["another's", "open to all", "not there", "no directory", "relative"])
def test_a_runtime_directory_that_is_not_ours_to_write_is_left_alone(
    runtime: Path, tmp_path: Path, trouble: str
) -> None:
    """Who became another person with `su` keeps the variable, and not the right to write there."""
    if trouble == "another's":
        try:
            os.chown(runtime, 65534, 65534)
        except OSError:
            pytest.skip("only the superuser gives directories away")
    elif trouble == "open to all":
        runtime.chmod(0o777)
    elif trouble == "no directory":
        runtime.rmdir()
        runtime.write_text("a file")
    elif trouble == "not there":
        runtime.rmdir()
    report = tmp_path / "where"
    environ = dict(
        surroundings(runtime, editor(tmp_path, f"Path({str(report)!r}).write_text(str(path.parent.parent))"))
    )
    if trouble == "relative":
        environ["XDG_RUNTIME_DIR"] = os.path.relpath(runtime)
    assert edit_text("x", environ, Suspension()) == "x"
    assert report.read_text() == tempfile.gettempdir()
    assert not runtime.is_dir() or not list(runtime.iterdir())


def test_the_interrupt_key_goes_to_the_editor_alone(tmp_path: Path, runtime: Path) -> None:
    """As a terminal does it, both processes get the signal; the editor has its default way with it."""
    command = editor(
        tmp_path,
        "import signal\n"
        "was = signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
        "os.kill(os.getppid(), signal.SIGINT)\n"
        "path.write_text(str(was))",
    )
    before = signal.getsignal(signal.SIGINT)
    assert edited(runtime, command) == "True"
    assert signal.getsignal(signal.SIGINT) is before
