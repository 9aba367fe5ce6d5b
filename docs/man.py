"""Writes ``docs/capx-tui.1``, the manual page, from the table of commands: ``make docs``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from capx_tui import __version__
from capx_tui.cli.flags import COMMANDS, COMMON, START, Flag, Kind
from capx_tui.i18n import t
from capx_tui.model.actions import SCREENS

PAGE = Path(__file__).with_name("capx-tui.1")
_ENVIRONMENT = (
    ("CAPX_TUI_SERVICE", "The CapX service to use, in the place of the default one."),
    ("CAPX_TUI_TOKEN", "A token to be signed in with. It is sent to that service only, never to the demo."),
    ("CAPX_TUI_LANG", "The language to speak, as a code such as pt-br."),
    (
        "CAPX_TUI_WIKIMEDIA_OAUTH",
        "A file that only you can read, with your own Wikimedia credentials, or - for standard input.",
    ),
    ("ACCESSIBLE", "1 sets the full screen up for a screen reader, as --screen-reader does."),
    ("NO_COLOR", "No colour at all."),
    ("VISUAL, EDITOR", "The editor that long texts are written in."),
    ("BROWSER", "What opens an address, when you ask for it."),
    ("XDG_CONFIG_HOME, XDG_CACHE_HOME, XDG_DATA_HOME, XDG_STATE_HOME", "Where files are kept, as usual."),
)
_EXIT = (
    ("0", "Done."),
    ("1", "The service or the network refused."),
    ("2", "Wrong use, or refused by a rule before anything was sent."),
    ("3", "Not signed in."),
    ("130", "Stopped with Ctrl+C."),
)
_EXAMPLES = (
    ("Look around in a made-up community, with nothing sent anywhere:", "capx-tui --demo"),
    ("Who offers Lua and speaks French well, as JSON:", "capx-tui explore --available Lua --language French:4 --json"),
    ("What is new among your matches, from a job that runs by itself:", "capx-tui matches --since-last --quiet"),
    ("Write to somebody; the text comes from a file:",
     "capx-tui message send NAME --subject 'Lua' --method talkpage --file text.txt"),
    ("By questions and answers instead of a screen:", "capx-tui --plain"),
)  # fmt: skip


def page() -> str:
    """The page in the man macros, one sentence after the other: it is also read aloud."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f'.TH CAPX-TUI 1 "" "capx-tui {__version__}" "User commands"'
    yield ".SH NAME"
    yield f"capx-tui \\- {_text('a terminal client for the Wikimedia Capacity Exchange (CapX)')}"
    yield ".SH SYNOPSIS"
    yield from (".nf", _text(t("cli-usage-program")), ".fi")
    yield ".SH DESCRIPTION"
    yield from map(_text, (t("cli-help-program"), t("cli-help-start")))
    yield ".PP"
    yield _text(f"The screens, for --open: {', '.join(t(entry.label_key) for entry in SCREENS)}.")
    yield ".SH COMMANDS"
    for command in COMMANDS:
        yield from _entry(t(f"cli-usage-{command.name}"), t(f"cli-command-{command.name}-help"))
        if command.flags:
            yield ".RS"
            for flag in command.flags:
                yield from _flag(flag)
            yield ".RE"
    yield ".SH FLAGS OF EVERY COMMAND"
    for flag in (*START.flags, *COMMON):
        yield from _flag(flag)
    for heading, entries in (("EXIT STATUS", _EXIT), ("ENVIRONMENT", _ENVIRONMENT)):
        yield f".SH {heading}"
        for name, words in entries:
            yield from _entry(name, words)
    yield ".SH EXAMPLES"
    for words, line in _EXAMPLES:
        yield from (".PP", _text(words), ".PP", ".RS", ".nf", _text(line), ".fi", ".RE")
    yield ".SH SEE ALSO"
    yield _text("capx-tui doctor says where files are, and what this terminal can do.")
    yield _text("The web site is https://capx.toolforge.org; its page on Meta-Wiki is")
    yield _text("https://meta.wikimedia.org/wiki/Capacity_Exchange.")


def _flag(flag: Flag) -> Iterator[str]:
    value = "" if flag.kind is Kind.SWITCH else f" {t(flag.value_key)}"
    words = t(flag.help_key)
    yield from _entry(f"{flag.written}{value}", words[:1].upper() + words[1:])


def _entry(name: str, words: str) -> Iterator[str]:
    yield from (".TP", f"\\fB{_text(name)}\\fR", _text(words))


def _text(words: str) -> str:
    """`words` as roff takes them: a hyphen stays one that can be copied, a dot in front is no request."""
    escaped = re.sub(r"[-\\'`^~]", lambda found: _ESCAPES[found[0]], words)
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


_ESCAPES = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti"}


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
