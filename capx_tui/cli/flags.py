"""What can be written on the command line, as data: parsing, help and checks all read it.

The names are stable; scripts rely on them.
"""

from __future__ import annotations

import enum
from typing import NamedTuple

__all__ = ["COMMANDS", "COMMON", "START", "Command", "Flag", "Format", "Kind", "Takes", "Verb"]


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


class Takes(enum.Enum):
    """What a value or a word is, so that a shell can complete it (`capx_tui.cli.completing`)."""

    #: Free text, a number, a day: nothing to choose from.
    TEXT = "text"
    FILE = "file"
    PERSON = "person"
    CAPACITY = "capacity"
    TERRITORY = "territory"
    LANGUAGE = "language"
    ORGANIZATION = "organization"
    PROJECT = "project"
    FILTER = "filter"
    SCREEN = "screen"
    INTERFACE_LANGUAGE = "interface-language"
    SHELL = "shell"
    FIELD = "field"
    ROLE = "role"
    MENTORSHIP_ROLE = "mentorship-role"
    SORT = "sort"
    EVENT_FORMAT = "event-format"
    METHOD = "method"
    WAY = "way"
    COUNTED = "counted"
    COUNTED_LIST = "counted-list"
    REPORT_TYPE = "report-type"
    VIEW = "view"


class Flag(NamedTuple):
    """One flag. Its help is the message ``cli-flag-<name>``; `told_as` stands for a name that means two things.

    `value_key` names the message for the word that stands for the value in help, such as ``NAME``.
    """

    name: str
    kind: Kind = Kind.SWITCH
    value_key: str = ""
    told_as: str = ""
    takes: Takes = Takes.TEXT

    @property
    def written(self) -> str:
        """As it is typed."""
        return f"--{self.name}"

    @property
    def help_key(self) -> str:
        """The message that says what it does."""
        return f"cli-flag-{self.told_as or self.name}"


class Verb(NamedTuple):
    """A command's first word that says what to do, and what the words behind it are."""

    name: str
    takes: Takes = Takes.TEXT


_TABLES = (Format.TEXT, Format.JSON, Format.CSV, Format.MARKDOWN, Format.WIKITEXT)
_ONE_THING = (Format.TEXT, Format.JSON)


class Command(NamedTuple):
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
    #: What the first word says to do.
    verbs: tuple[Verb, ...] = ()
    #: Without a word the command still knows what to do; `free`: the first word need not be a verb.
    verbless: bool = False
    free: bool = False
    #: What the words are where the first is no verb.
    takes: Takes = Takes.TEXT

    def verb(self, name: str) -> Verb | None:
        """The verb of this name."""
        return next((verb for verb in self.verbs if verb.name == name), None)


def _value(name: str, word: str = "name", takes: Takes = Takes.TEXT, told_as: str = "") -> Flag:
    return Flag(name, Kind.VALUE, f"cli-value-{word}", told_as, takes)


def _many(name: str, takes: Takes, word: str = "name", told_as: str = "") -> Flag:
    return Flag(name, Kind.MANY, f"cli-value-{word}", told_as, takes)


_FILE = _value("file", "file", Takes.FILE)


#: Flags of every command. ``--no-cache`` and ``--refresh`` mean nothing where nothing is read; they do no harm.
COMMON = (
    Flag("demo"),
    _value("people", "number"),
    Flag("reset"),
    _value("service", "address"),
    _value("lang", "code", Takes.INTERFACE_LANGUAGE),
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
START = Command("", "full_screen", (_value("open", takes=Takes.SCREEN),), formats=(Format.TEXT,))

COMMANDS = (
    Command(
        "explore",
        "explore",
        (
            _many("known", Takes.CAPACITY),
            _many("available", Takes.CAPACITY),
            _many("wanted", Takes.CAPACITY),
            Flag("with-children"),
            _many("role", Takes.ROLE, "role"),
            _many("territory", Takes.TERRITORY),
            _many("affiliation", Takes.ORGANIZATION),
            _many("language", Takes.LANGUAGE, "language"),
            _many("project", Takes.PROJECT),
            Flag("saved"),
            Flag("incomplete"),
            _value("sort", "sort", Takes.SORT),
            _value("filter", takes=Takes.FILTER),
            _value("save-filter", takes=Takes.FILTER),
        ),
        (0, None),
        _TABLES,
        takes=Takes.PERSON,
    ),
    Command(
        "person",
        "person",
        (Flag("qr"), _value("qr-file", "file", Takes.FILE)),
        (1, None),
        _TABLES,
        takes=Takes.PERSON,
    ),
    Command("matches", "matches", (Flag("since-last"), Flag("mutual")), formats=_TABLES),
    Command(
        "saved",
        "saved",
        (Flag("org", told_as="saved-org"),),
        (0, None),
        _TABLES,
        verbs=(Verb("list"), *(Verb(name, Takes.PERSON) for name in ("add", "remove", "note"))),
        verbless=True,
    ),
    Command("badges", "badges", words=(0, None), formats=_TABLES, verbs=(Verb("show"), Verb("hide")), verbless=True),
    Command("letsconnect", "letsconnect", (Flag("yes"),)),
    Command(
        "mentorship",
        "mentorship",
        (_value("role", "role", Takes.MENTORSHIP_ROLE, "mentorship-role"), Flag("yes")),
        (0, None),
        _TABLES,
        verbs=(Verb("list"), Verb("apply", Takes.ORGANIZATION)),
        verbless=True,
    ),
    Command(
        "message",
        "message",
        (
            _value("subject", "text"),
            _value("method", "method", Takes.METHOD),
            _value("through", "way", Takes.WAY),
            _FILE,
            Flag("yes"),
        ),
        (0, None),
        _TABLES,
        verbs=(Verb("send", Takes.PERSON), Verb("sent"), Verb("check", Takes.PERSON)),
    ),
    Command(
        "org",
        "org",
        (Flag("yes"), _FILE),
        (1, None),
        _TABLES,
        signed=True,
        verbs=tuple(
            Verb(name, Takes.ORGANIZATION)
            for name in ("show", "edit", "names", "tags", "documents", "projects", "event")
        ),
    ),
    Command(
        "orgs",
        "orgs",
        (
            _many("known", Takes.CAPACITY, told_as="orgs-known"),
            _many("available", Takes.CAPACITY, told_as="orgs-available"),
            _many("wanted", Takes.CAPACITY, told_as="orgs-wanted"),
            _many("role", Takes.ROLE, "role"),
            _many("territory", Takes.TERRITORY, told_as="orgs-territory"),
        ),
        (0, None),
        _TABLES,
        takes=Takes.ORGANIZATION,
    ),
    Command(
        "events",
        "events",
        (
            Flag("all"),
            Flag("past"),
            _many("capacity", Takes.CAPACITY),
            _many("territory", Takes.TERRITORY, told_as="events-territory"),
            _many("format", Takes.EVENT_FORMAT, "format"),
            _many("org", Takes.ORGANIZATION),
            _value("from", "day"),
            _value("to", "day"),
            Flag("ics"),
        ),
        (0, None),
        _TABLES,
    ),
    Command(
        "profile",
        "profile",
        (Flag("yes"), _FILE),
        (0, None),
        _TABLES,
        signed=True,
        verbs=(Verb("show"), Verb("edit"), Verb("set", Takes.FIELD), Verb("delete")),
    ),
    Command(
        "capacities",
        "capacities",
        (_value("view", "view", Takes.VIEW),),
        (0, None),
        _TABLES,
        verbs=(Verb("show", Takes.CAPACITY),),
        takes=Takes.CAPACITY,
        free=True,
    ),
    Command("suggest", "suggest", (_value("title", "title"), _FILE)),
    Command(
        "translate",
        "translate",
        (
            _value("to", takes=Takes.LANGUAGE, told_as="translate-to"),
            _value("label", "text", told_as="translate-label"),
            _value("description", "text", told_as="translate-description"),
            Flag("missing", told_as="translate-missing"),
            _FILE,
        ),
        (0, None),
        _TABLES,
        verbs=(Verb("list"), Verb("set", Takes.CAPACITY), Verb("status"), Verb("connect"), Verb("disconnect")),
        verbless=True,
    ),
    Command(
        "stats",
        "stats",
        (
            _value("by", "by", Takes.COUNTED),
            _value("language", takes=Takes.LANGUAGE, told_as="stats-language"),
            _value("capacity", takes=Takes.CAPACITY, told_as="stats-capacity"),
            _value("list", "list", Takes.COUNTED_LIST),
            _value("territory", takes=Takes.TERRITORY, told_as="stats-territory"),
            Flag("south-up"),
        ),
        (0, None),
        _TABLES,
        verbs=(
            Verb("gaps", Takes.CAPACITY),
            *(Verb(name) for name in ("languages", "territories", "roots", "headline")),
        ),
        verbless=True,
    ),
    Command(
        "report",
        "report",
        (
            _value("title", "title"),
            _value("type", "type", Takes.REPORT_TYPE, "report-type"),
            _FILE,
            _many("attach", Takes.FILE, "file"),
        ),
        (0, None),
        _TABLES,
        verbs=(Verb("list"), Verb("new")),
        verbless=True,
    ),
    Command("sync", "sync", (Flag("full"), Flag("forget"))),
    Command("login", "login", (Flag("browser"), Flag("own", told_as="own-login"))),
    Command("logout", "logout", (Flag("own", told_as="own-logout"),)),
    Command("whoami", "whoami", (Flag("own", told_as="own-whoami"),)),
    Command("open", "open_link", words=(1, 1), formats=_TABLES),
    Command("completions", "completions", words=(1, None), formats=(Format.TEXT,), takes=Takes.SHELL),
    Command("doctor", "doctor"),
)
