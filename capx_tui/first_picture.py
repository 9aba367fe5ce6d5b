"""The picture of the last time, on the terminal before anything of weight is imported.

When the program ends it keeps what a start like this one would show first (`capx_tui.kept_picture`), with all that
picture depends on: the command line, the terminal, and every file that a start reads. Where all of that is as it was,
the picture is true and is written at once; where anything is not, nothing is. Keys typed meanwhile wait in the
kernel for the program to read them. See docs/decisions/0019-first-picture.md.

This module is loaded before any other of the program: it imports `os` and, for a picture, two modules more.
"""

import os

from capx_tui import __version__, xdg

__all__ = ["Shown", "asked", "file_of", "show", "shown", "surroundings", "take_over", "withdraw"]

#: What of the environment a picture depends on, besides what begins with ``CAPX_TUI_``.
_NAMES = (
    *("TERM", "COLORTERM", "NO_COLOR", "TERM_PROGRAM", "TEXTUAL_COLOR_SYSTEM", "STY", "TMUX", "COLUMNS", "LINES"),
    *("LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "TZ", "ACCESSIBLE"),
)
#: Of these only that they are there: secrets, and what a multiplexer calls each window otherwise.
_UNTOLD = frozenset(("CAPX_TUI_TOKEN", "CAPX_TUI_WIKIMEDIA_OAUTH", "STY", "TMUX"))
#: More files than these are a home that was never looked at: nothing is quick there.
_MOST_FILES = 400
_LARGEST = 1_000_000
_IN = "\x1b[?1049h"
_OUT = "\x1b[m\x1b[?7h\x1b[?1049l\x1b[?25h"


class Shown:
    """A picture on the terminal. `cells` is what the writer kept of it, for whoever paints over it."""

    __slots__ = ("attributes", "cells", "is_resized", "size")

    def __init__(self, attributes: list[object], size: tuple[int, int], cells: bytes) -> None:
        #: The terminal's settings before.
        self.attributes = attributes
        #: Columns and rows.
        self.size = size
        self.cells = cells
        #: The terminal had another size meanwhile: what it kept of the picture nobody knows.
        self.is_resized = False


_shown: Shown | None = None
_asked: list[str] | None = None


def show(arguments: list[str]) -> None:
    """Write the picture that was kept for this command line, if it is true still."""
    global _asked, _shown  # noqa: PLW0603 - there is one terminal
    if not xdg.is_followed() or not _is_ours():
        return
    _asked = arguments
    try:
        size = _size()
        expected, sequence, cells = _read(file_of(arguments)).split(b"\0", 2)
        if expected.decode("utf-8", "surrogateescape") != surroundings(arguments, size):
            return
        attributes = _listen()
        _shown = Shown(attributes, size, cells)
        _write(_IN.encode() + sequence)
    except (OSError, ValueError):
        # No picture, a broken one, no terminal any more: the program says itself what there is to say.
        withdraw()
    if _shown is not None:
        _watch(_shown)


def _size() -> tuple[int, int]:
    columns, rows = os.get_terminal_size(2)
    return columns, rows


def _is_ours() -> bool:
    """Whether a person sits at all three ends, and the terminal is this program's to write on."""
    try:
        return all(map(os.isatty, (0, 1, 2))) and os.tcgetpgrp(2) == os.getpgrp()
    except OSError:
        return False


def file_of(arguments: list[str]) -> str:
    """The file of the picture for a command line. Raises OSError where nobody knows where to keep one."""
    place = xdg.directory(xdg.CACHE)
    if not place:
        raise OSError
    name = "".join(letter if letter.isalnum() or letter == "-" else "_" for letter in " ".join(arguments))
    return os.path.join(place, "pictures", name[:80] or "start")


def _read(file: str) -> bytes:
    number = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        found = os.fstat(number)
        # It goes to the terminal as it is: nobody else may have written it.
        if found.st_uid != os.getuid() or found.st_mode & 0o077 or found.st_size > _LARGEST:
            raise OSError
        return os.read(number, _LARGEST)
    finally:
        os.close(number)


def surroundings(arguments: list[str], size: tuple[int, int]) -> str:
    """All that the first picture depends on, as a text to compare. Raises OSError where that is too much to look at."""
    around = sorted(
        (name, "" if name in _UNTOLD else value)
        for name, value in os.environ.items()
        if name in _NAMES or name.startswith("CAPX_TUI_")
    )
    files: list[tuple[str, int, int, int]] = []
    pictures = os.path.dirname(file_of(arguments))
    for kind in (xdg.CONFIG, xdg.DATA, xdg.CACHE, xdg.STATE):
        _stamps(xdg.directory(kind), pictures, files)
    return repr((__version__, arguments, size, around, sorted(files)))


def _stamps(place: str, without: str, files: list[tuple[str, int, int, int]]) -> None:
    try:
        entries = list(os.scandir(place))
    except FileNotFoundError:
        return
    if len(files) + len(entries) > _MOST_FILES:
        raise OSError
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.path != without:
                _stamps(entry.path, without, files)
        else:
            found = entry.stat()
            files.append((entry.path, found.st_ino, found.st_mtime_ns, found.st_size))


def _listen() -> list[object]:
    """Keys come as they are and are not echoed from now on, but for Ctrl+C; gives back the settings before."""
    import termios

    before = termios.tcgetattr(0)
    now = termios.tcgetattr(0)
    now[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    now[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    for key in (termios.VSUSP, termios.VQUIT):
        # A shell's prompt would land in the picture; the program sees to these keys once it is there.
        now[6][key] = b"\0"
    now[6][termios.VMIN], now[6][termios.VTIME] = 1, 0
    termios.tcsetattr(0, termios.TCSANOW, now)
    return before


def _write(data: bytes) -> None:
    while data:
        data = data[os.write(2, data) :]


def _watch(picture: Shown) -> None:
    """Hear of another size, and leave the terminal in order when the system ends the program."""
    import signal

    def resized(_number: int, _frame: object) -> None:
        picture.is_resized = True

    def ended(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGWINCH, resized)
    signal.signal(signal.SIGTERM, ended)
    signal.signal(signal.SIGHUP, ended)
    picture.is_resized = picture.is_resized or _size() != picture.size


def asked() -> list[str] | None:
    """The command line that a picture was looked for; None where none could be shown."""
    return _asked


def shown() -> Shown | None:
    """What is on the terminal since `show`, until somebody takes over."""
    return _shown


def take_over() -> Shown | None:
    """Whoever asks has the terminal from now on, and gives it back as `Shown.attributes` say."""
    global _shown
    picture, _shown = _shown, None
    return picture


def withdraw() -> None:
    """Give the terminal back as it was, where nobody took over: something else is to be said on it."""
    picture = take_over()
    if picture is None:
        return
    import termios

    try:
        # A console with one screen keeps what stands there.
        _write((("\x1b[m\x1b[2J\x1b[H" if os.environ.get("TERM", "").startswith("linux") else "") + _OUT).encode())
        termios.tcsetattr(0, termios.TCSANOW, picture.attributes)  # type: ignore[arg-type]
    except (OSError, termios.error):
        # The terminal is gone, and with it what was to be put in order.
        return
