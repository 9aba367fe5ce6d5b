"""What can be written on the command line, as data: parsing, help and checks all read it.

The names are stable; scripts rely on them.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

__all__ = ["COMMANDS", "COMMON", "START", "Command", "Flag", "Format", "Kind"]


class Kind(enum.Enum):
    """How a flag takes its value."""

    SWITCH = "switch"
    VALUE = "value"
    #: May be given several times; the values are alternatives.
    MANY = "many"


class Format(enum.Enum):
    """What data is printed as."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    WIKITEXT = "wikitext"


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag. Its help is the message ``cli-flag-<name>``; `told_as` stands for a name that means two things.

    `value_key` names the message for the word that stands for the value in help, such as ``NAME``.
    """

    name: str
    kind: Kind = Kind.SWITCH
    value_key: str = ""
    told_as: str = ""

    @property
    def written(self) -> str:
        """As it is typed."""
        return f"--{self.name}"

    @property
    def help_key(self) -> str:
        """The message that says what it does."""
        return f"cli-flag-{self.told_as or self.name}"


_TABLES = (Format.TEXT, Format.JSON, Format.CSV, Format.MARKDOWN, Format.WIKITEXT)
_ONE_THING = (Format.TEXT, Format.JSON)


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `module` has ``run(request, place) -> int``; it is imported when the command runs.

    Its help is ``cli-command-<name>``, its usage ``cli-usage-<name>``, both in `capx_tui.i18n`.
    """

    name: str
    module: str
    flags: tuple[Flag, ...] = ()
    #: Least and most words after the command's name; None for any number.
    words: tuple[int, int | None] = (0, 0)
    formats: tuple[Format, ...] = _ONE_THING
    #: Words that begin with one hyphen are values ("-Lua": take Lua out), not flags.
    signed: bool = False


def _value(name: str, word: str = "name") -> Flag:
    return Flag(name, Kind.VALUE, f"cli-value-{word}")


def _many(name: str, word: str = "name", told_as: str = "") -> Flag:
    return Flag(name, Kind.MANY, f"cli-value-{word}", told_as)


#: Flags of every command. ``--no-cache`` and ``--refresh`` mean nothing where nothing is read; they do no harm.
COMMON = (
    Flag("demo"),
    _value("people", "number"),
    Flag("reset"),
    _value("service", "address"),
    _value("lang", "code"),
    Flag("json"),
    Flag("csv"),
    Flag("markdown"),
    Flag("wikitext"),
    Flag("quiet"),
    Flag("no-cache"),
    Flag("refresh"),
    _value("limit", "number"),
    Flag("plain"),
    Flag("screen-reader"),
    Flag("version"),
    Flag("help"),
)

#: What runs when no command is named: the full screen.
START = Command("", "full_screen", (_value("open"),), formats=(Format.TEXT,))

COMMANDS = (
    Command(
        "explore",
        "explore",
        (
            _many("known"),
            _many("available"),
            _many("wanted"),
            Flag("with-children"),
            _many("role", "role"),
            _many("territory"),
            _many("affiliation"),
            _many("language", "language"),
            _many("project"),
            Flag("saved"),
            Flag("incomplete"),
            _value("sort", "sort"),
            _value("filter"),
            _value("save-filter"),
        ),
        (0, None),
        _TABLES,
    ),
    Command("person", "person", (Flag("qr"), _value("qr-file", "file")), (1, None), _TABLES),
    Command("matches", "matches", (Flag("since-last"), Flag("mutual")), formats=_TABLES),
    Command("saved", "saved", (Flag("org", told_as="saved-org"),), (0, None), _TABLES),
    Command("badges", "badges", words=(0, None), formats=_TABLES),
    Command("letsconnect", "letsconnect", (Flag("yes"),)),
    Command(
        "mentorship",
        "mentorship",
        (Flag("role", Kind.VALUE, "cli-value-role", "mentorship-role"), Flag("yes")),
        (0, None),
        _TABLES,
    ),
    Command(
        "message",
        "message",
        (
            _value("subject", "text"),
            _value("method", "method"),
            _value("through", "way"),
            _value("file", "file"),
            Flag("yes"),
        ),
        (0, None),
        _TABLES,
    ),
    Command("org", "org", (Flag("yes"), _value("file", "file")), (1, None), _TABLES, signed=True),
    Command(
        "orgs",
        "orgs",
        (
            _many("known", told_as="orgs-known"),
            _many("available", told_as="orgs-available"),
            _many("wanted", told_as="orgs-wanted"),
            _many("role", "role"),
            _many("territory", told_as="orgs-territory"),
        ),
        (0, None),
        _TABLES,
    ),
    Command(
        "events",
        "events",
        (
            Flag("all"),
            Flag("past"),
            _many("capacity"),
            _many("territory", told_as="events-territory"),
            _many("format", "format"),
            _many("org"),
            _value("from", "day"),
            _value("to", "day"),
            Flag("ics"),
        ),
        (0, None),
        _TABLES,
    ),
    Command("profile", "profile", (Flag("yes"), _value("file", "file")), (0, None), _TABLES, signed=True),
    Command("capacities", "capacities", (_value("view", "view"),), (0, None), _TABLES),
    Command("suggest", "suggest", (_value("title", "title"), _value("file", "file"))),
    Command(
        "translate",
        "translate",
        (
            Flag("to", Kind.VALUE, "cli-value-name", "translate-to"),
            Flag("label", Kind.VALUE, "cli-value-text", "translate-label"),
            Flag("description", Kind.VALUE, "cli-value-text", "translate-description"),
            Flag("missing", told_as="translate-missing"),
            _value("file", "file"),
        ),
        (0, None),
        _TABLES,
    ),
    Command(
        "stats",
        "stats",
        (
            _value("by", "by"),
            Flag("language", Kind.VALUE, "cli-value-name", "stats-language"),
            Flag("capacity", Kind.VALUE, "cli-value-name", "stats-capacity"),
            _value("list", "list"),
            Flag("territory", Kind.VALUE, "cli-value-name", "stats-territory"),
            Flag("south-up"),
        ),
        (0, None),
        _TABLES,
    ),
    Command(
        "report",
        "report",
        (
            _value("title", "title"),
            Flag("type", Kind.VALUE, "cli-value-type", "report-type"),
            _value("file", "file"),
            _many("attach", "file"),
        ),
        (0, None),
        _TABLES,
    ),
    Command("sync", "sync", (Flag("full"), Flag("forget"))),
    Command("login", "login", (Flag("browser"), Flag("own", told_as="own-login"))),
    Command("logout", "logout", (Flag("own", told_as="own-logout"),)),
    Command("whoami", "whoami", (Flag("own", told_as="own-whoami"),)),
    Command("open", "open_link", words=(1, 1), formats=_TABLES),
    Command("doctor", "doctor"),
)
