"""From words on the command line to a `Request`, or a `RuleError` that says what to write instead.

argparse does the splitting; every sentence is ours, so that it can be translated and read aloud.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from capx_tui.cli.flags import COMMANDS, COMMON, START, Command, Flag, Format, Kind
from capx_tui.errors import RuleError
from capx_tui.i18n.lists import commas

__all__ = ["Common", "Request", "nearest", "read"]

_MOST_PEOPLE = 100_000
#: Put before words that only look like flags while flags are looked for; no argument of a process can hold it.
_SIGNED = "\0"
_FORMATS = {"json": Format.JSON, "csv": Format.CSV, "markdown": Format.MARKDOWN, "wikitext": Format.WIKITEXT}


class Common(NamedTuple):
    """The flags that every command takes."""

    demo: bool = False
    people: int | None = None
    reset: bool = False
    service: str = ""
    lang: str = ""
    format: Format = Format.TEXT
    quiet: bool = False
    no_cache: bool = False
    refresh: bool = False
    limit: int | None = None
    plain: bool = False
    screen_reader: bool = False
    version: bool = False
    help: bool = False


class Request(NamedTuple):
    """One command line, read. `command` is `START` where none was named."""

    command: Command
    words: tuple[str, ...] = ()
    common: Common = Common()
    #: The command's own flags that were given, by name.
    flags: Mapping[str, Any] = MappingProxyType({})

    def on(self, name: str) -> bool:
        """Whether a switch was given."""
        return bool(self.flags.get(name))

    def value(self, name: str) -> str:
        """The last value given, "" for none."""
        return str(self.flags.get(name, ""))

    def values(self, name: str) -> tuple[str, ...]:
        """All values given."""
        return tuple(self.flags.get(name, ()))

    @property
    def text(self) -> str:
        """The words as one text: names with blanks need no quotes."""
        return " ".join(self.words).strip()


class _Splitter(argparse.ArgumentParser):
    """argparse without a word of its own."""

    def __init__(self, flags: Iterable[Flag]) -> None:
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
            argument_default=argparse.SUPPRESS,
            # Asked for with every flag, and for nothing of ours: without a width it would look at the terminal.
            formatter_class=lambda prog: argparse.HelpFormatter(prog, width=80),
        )
        for flag in flags:
            action = {Kind.SWITCH: "store_true", Kind.VALUE: "store", Kind.MANY: "append"}[flag.kind]
            names = [flag.written, "-h"] if flag.name == "help" else [flag.written]
            self.add_argument(*names, dest=flag.name, action=action)

    def error(self, message: str) -> Any:
        """What argparse refuses without an `ArgumentError`; none is reachable with these flags."""
        raise RuleError("cli-usage", message)


def read(arguments: Sequence[str]) -> Request:
    """The request that `arguments` make (without the program's name). Raises `RuleError`."""
    command = _command(arguments)
    flags = (*COMMON, *command.flags)
    before, words_after = _at_double_dash(arguments)
    if command.signed:
        before = [_SIGNED + word if _is_signed(word) else word for word in before]
    try:
        found, rest = _Splitter(flags).parse_known_args(before)
    except argparse.ArgumentError as error:
        raise _flag_error(error, flags) from None
    given = dict(vars(found))
    common = {flag.name: given.pop(flag.name) for flag in COMMON if flag.name in given}
    words = [word for word in rest if not _is_flag(word)]
    if not (common.get("help") or common.get("version")):
        for word in rest:
            if _is_flag(word):
                raise _unknown_flag(word, command)
    words = [*(word.removeprefix(_SIGNED) for word in words), *words_after][1 if command is not START else 0 :]
    request = Request(command, tuple(words), _common(common), given)
    _check(request)
    return request


def _is_flag(word: str) -> bool:
    return word.startswith("-") and word != "-"


def _is_signed(word: str) -> bool:
    """Whether a word can be a value with a minus before it: one hyphen, and not the short flag for help."""
    return word.startswith("-") and not word.startswith("--") and word not in ("-", "-h")


def _at_double_dash(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    listed = list(arguments)
    if "--" not in listed:
        return listed, []
    at = listed.index("--")
    return listed[:at], listed[at + 1 :]


def _command(arguments: Sequence[str]) -> Command:
    """The command that is named: the first word that is neither a flag nor a flag's value."""
    by_name = {command.name: command for command in COMMANDS}
    takes_value = {flag.written for flag in (*COMMON, *START.flags) if flag.kind is not Kind.SWITCH}
    foreign_flag = False
    skip = False
    for word in arguments:
        if skip:
            skip = False
        elif word == "--":
            break
        elif _is_flag(word):
            skip = word in takes_value
            foreign_flag = foreign_flag or not _is_common(word)
        elif word in by_name:
            return by_name[word]
        elif not foreign_flag:
            # Behind a command's own flag this may be its value: ``--known Lua explore``.
            raise _unknown_command(word)
    return START


def _is_common(word: str) -> bool:
    name = word.partition("=")[0]
    return name == "-h" or any(flag.written == name for flag in (*COMMON, *START.flags))


def _unknown_command(word: str) -> RuleError:
    names = nearest(word, [command.name for command in COMMANDS])
    return RuleError("cli-unknown-command", word, commas(names or [c.name for c in COMMANDS]))


def _unknown_flag(word: str, command: Command) -> RuleError:
    name = word.partition("=")[0]
    owners = [other.name for other in COMMANDS if any(flag.written == name for flag in other.flags)]
    if owners:
        own = command.name or "capx-tui"
        return RuleError("cli-flag-elsewhere", name, own, commas(owners))
    known = [flag.written for flag in (*COMMON, *command.flags)]
    near = nearest(name, known)
    if near:
        return RuleError("cli-unknown-flag-near", name, commas(near))
    return RuleError("cli-unknown-flag", name, f"capx-tui {command.name} --help".replace("  ", " "))


def _flag_error(error: argparse.ArgumentError, flags: Iterable[Flag]) -> RuleError:
    name = (error.argument_name or "").partition("/")[0]
    flag = next((flag for flag in flags if flag.written == name), None)
    if flag is not None and flag.kind is not Kind.SWITCH:
        return RuleError("cli-flag-needs-value", name)
    return RuleError("cli-flag-takes-no-value", name)


def _common(given: dict[str, Any]) -> Common:
    formats = [_FORMATS[name] for name in _FORMATS if given.pop(name, False)]
    if len(formats) > 1:
        raise RuleError("cli-two-formats", *(f"--{chosen.value}" for chosen in formats[:2]))
    if "people" in given:
        given["people"] = _number("--people", given["people"], _MOST_PEOPLE)
    if "limit" in given:
        given["limit"] = _number("--limit", given["limit"], 10**9)
    if "lang" in given:
        given["lang"] = _language(given["lang"])
    values = {name.replace("-", "_"): value for name, value in given.items()}
    return Common(format=formats[0] if formats else Format.TEXT, **values)


def _number(flag: str, text: str, most: int) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 12 and 1 <= int(text) <= most:
        return int(text)
    raise RuleError("cli-not-a-number", flag, text, str(most))


def _language(text: str) -> str:
    code = text.strip().lower().replace("_", "-")
    parts = code.split("-")
    if code.isascii() and 2 <= len(parts[0]) <= 3 and all(p.isalnum() and len(p) <= 8 for p in parts):
        return code
    raise RuleError("cli-not-a-language", text)


def _check(request: Request) -> None:
    """Refuse what contradicts itself."""
    common = request.common
    if common.help or common.version:
        return
    if common.demo and common.service:
        raise RuleError("cli-flags-exclude", "--demo", "--service")
    if common.no_cache and common.refresh:
        raise RuleError("cli-flags-exclude", "--no-cache", "--refresh")
    for name, given in (("--people", common.people is not None), ("--reset", common.reset)):
        if given and not common.demo:
            raise RuleError("cli-flag-needs-flag", name, "--demo")
    _check_verb(request)
    least, most = request.command.words
    if len(request.words) < least:
        raise RuleError("cli-needs-word", request.command.name)
    if most is not None and len(request.words) > most:
        raise RuleError("cli-too-many-words", request.words[most])
    if common.format not in request.command.formats:
        name = request.command.name or "capx-tui"
        raise RuleError("cli-format-not-here", f"--{common.format.value}", name)


def _check_verb(request: Request) -> None:
    """Refuse a first word that says nothing to do, with those that do."""
    command = request.command
    first = request.words[0] if request.words else ""
    if not command.verbs or command.free or command.verb(first) or (not first and command.verbless):
        return
    names = [verb.name for verb in command.verbs]
    if not first:
        raise RuleError("cli-needs-verb", command.name, commas(names))
    raise RuleError("cli-unknown-verb", command.name, first, commas(nearest(first, names) or names))


def nearest(text: str, names: Iterable[str]) -> list[str]:
    """Those of `names` that look most like `text`, three at the most, best first."""
    from difflib import get_close_matches

    return get_close_matches(text, list(names), n=3, cutoff=0.6)
