"""A person's own editor for a long text: $VISUAL or $EDITOR, without a shell, on a file that nobody else can read."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import stat
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from capx_tui.errors import CapxError, StorageError
from capx_tui.text import clean

__all__ = ["LONGEST", "EditorFailed", "EditorMissing", "EditorUnset", "edit_text", "editor_command"]

#: Bytes. No form takes a hundredth of it; more is a file that was saved over by mistake.
LONGEST = 1_000_000


class EditorFailed(CapxError):
    """The editor ended with an error, or left something that is no text. `params`: its name, why."""

    sentence = "editor-failed"
    remedy = "editor-remedy"


class EditorUnset(EditorFailed):
    """The environment names no editor."""

    sentence = "editor-unset"


class EditorMissing(EditorFailed):
    """The editor that the environment names is not there. `params`: its name."""

    sentence = "editor-missing"


def editor_command(environ: Mapping[str, str]) -> list[str]:
    """The words of the command, the program as a whole path. Raises `EditorUnset` and `EditorMissing`."""
    for variable in ("VISUAL", "EDITOR"):
        given = environ.get(variable, "").strip()
        if not given:
            continue
        try:
            words = shlex.split(given)
        except ValueError:
            raise EditorMissing(clean(given)) from None
        program = shutil.which(words[0], path=environ.get("PATH")) if words else None
        if program is None:
            raise EditorMissing(clean(given))
        return [program, *words[1:]]
    raise EditorUnset


def edit_text(
    text: str,
    environ: Mapping[str, str],
    suspended: Callable[[], AbstractContextManager[object]],
    *,
    name: str = "text",
) -> str:
    """`text` as the person left it in the editor; `suspended` hands the terminal over meanwhile.

    Blocks until the editor ends. The file lies in a directory of its own that goes with it, also after an
    error. `name` is the stem of the file, for the editor's title line. Raises `EditorFailed` and
    `StorageError`; the text is then the caller's as it was.
    """
    command = editor_command(environ)
    with _private_file(text, name, environ) as path:
        with suspended(), _interrupts_for_the_editor():
            status = _run([*command, str(path)], environ)
        if status != 0:
            raise EditorFailed(clean(Path(command[0]).name), str(status))
        edited = _read(path, Path(command[0]).name)
    # Most editors end a file with a line feed that nobody typed.
    return edited.removesuffix("\n") if edited.endswith("\n") and not text.endswith("\n") else edited


def _run(command: list[str], environ: Mapping[str, str]) -> int:
    clean_environ = {name: value for name, value in environ.items() if not name.startswith("CAPX_TUI_")}
    try:
        return subprocess.run(command, env=clean_environ, check=False).returncode  # noqa: S603 - a list of words, no shell
    except OSError as error:
        raise EditorFailed(clean(Path(command[0]).name), error.strerror or "") from error


@contextlib.contextmanager
def _private_file(text: str, name: str, environ: Mapping[str, str]) -> Iterator[Path]:
    """A file that only its owner reads, in a directory of its own: editors put copies beside it."""
    stem = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name) or "text"
    directory = ""
    place = _runtime_directory(environ)
    try:
        directory = tempfile.mkdtemp(prefix="capx-tui-", dir=place)
        path = Path(directory) / f"{stem}.txt"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n", errors="replace") as file:
            file.write(text)
    except OSError as error:
        if directory:
            shutil.rmtree(directory, ignore_errors=True)
        raise StorageError(directory or place or tempfile.gettempdir(), error.strerror or "") from error
    try:
        yield path
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _runtime_directory(environ: Mapping[str, str]) -> str | None:
    """The system's own place for what lasts one sitting, which is memory mostly. None where it is not ours to write.

    Who became another person keeps the variable of the first one.
    """
    place = environ.get("XDG_RUNTIME_DIR", "")
    try:
        found = Path(place).stat() if Path(place).is_absolute() else None
    except OSError:
        return None
    if found is None or not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o022:
        return None
    return place


def _read(path: Path, program: str) -> str:
    """What the editor left; an editor may put another file in the place of ours."""
    try:
        if path.stat().st_size > LONGEST:
            raise EditorFailed(clean(program), f"> {LONGEST}")
        content = path.read_bytes()
    except OSError as error:
        raise EditorFailed(clean(program), error.strerror or "") from error
    try:
        return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise EditorFailed(clean(program), "UTF-8") from None


@contextlib.contextmanager
def _interrupts_for_the_editor() -> Iterator[None]:
    """The keys that interrupt and quit go to the editor alone while it has the terminal.

    A handler of ours rather than "ignore": what is ignored would be ignored by the editor too.
    """
    if os.name != "posix" or threading.current_thread() is not threading.main_thread():
        yield
        return
    kept = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGQUIT)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
