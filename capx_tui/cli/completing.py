"""What can stand where the cursor is on a command line: for shells, from the table of commands.

Pure: names of people and things are asked of the caller, who has them from the mirror.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from importlib import import_module

from capx_tui.cli.flags import COMMANDS, COMMON, START, Command, Flag, Kind, Takes
from capx_tui.errors import RuleError
from capx_tui.i18n import available_languages, load, t
from capx_tui.text import clean, fold

__all__ = ["MOST", "Answer", "Candidate", "Place", "answer", "place_of"]

#: A shell asks before it shows more than about so many.
MOST = 200

#: The names of a kind of thing that may begin with a text; those that do not are left out here.
Names = Callable[[Takes, str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A whole word that can stand there, unquoted, and what it means."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The candidates, or that it is the shell's own business: names of files."""

    candidates: tuple[Candidate, ...] = ()
    files: bool = False


@dataclass(slots=True)
class Place:
    """Where on the command line the cursor is."""

    command: Command = START
    #: The words behind the command that are neither flags nor their values.
    words: list[str] = field(default_factory=list)
    #: Flags that were given, by name, each with its last value; "" for a switch.
    given: dict[str, str] = field(default_factory=dict)
    #: The flag whose value is being typed.
    flag: Flag | None = None
    #: Behind ``--``.
    no_flags: bool = False
    #: A word that is no command stands where one has to.
    lost: bool = False


def place_of(words: Sequence[str]) -> Place:
    """Where one is behind `words`, those before the one that is being typed (without the program's name)."""
    place = Place()
    by_name = {command.name: command for command in COMMANDS}
    for word in words:
        if place.flag is not None:
            place.given[place.flag.name], place.flag = word, None
        elif word == "--" and not place.no_flags:
            place.no_flags = True
        elif _is_flag(word, place):
            name, has_value, value = word.partition("=")
            flag = _flag(name, place.command)
            place.given[name.removeprefix("--")] = value
            place.flag = flag if flag is not None and flag.kind is not Kind.SWITCH and not has_value else None
        elif place.command is START:
            place.command = by_name.get(word, START)
            place.lost = place.lost or word not in by_name
        else:
            place.words.append(word)
    return place


def _is_flag(word: str, place: Place) -> bool:
    if place.no_flags or word == "-" or not word.startswith("-"):
        return False
    return word.startswith("--") or not place.command.signed


def _flag(written: str, command: Command) -> Flag | None:
    own = (*COMMON, *command.flags)
    # Before the command is named, a flag may be that of any.
    others = (flag for other in COMMANDS for flag in other.flags) if command is START else ()
    return next((flag for flag in (*own, *others) if flag.written == written), None)


def answer(words: Sequence[str], names: Names) -> Answer:
    """What the last of `words`, which is being typed, may become. Nothing where nothing is known."""
    *before, typed = words or [""]
    place = place_of(before)
    if place.lost:
        return Answer()
    if place.flag is not None:
        return _values(place.flag.takes, typed, names)
    if _is_flag(typed, place):
        name, has_value, value = typed.partition("=")
        if not has_value:
            return Answer(tuple(_flags(place, typed)))
        flag = _flag(name, place.command)
        return _prefixed(f"{name}=", _values(flag.takes, value, names)) if flag is not None else Answer()
    if place.command is START:
        named = (Candidate(command.name, t(f"cli-command-{command.name}")) for command in COMMANDS)
        return Answer(tuple(each for each in named if each.text.startswith(typed)))
    return _words(place, typed, names)


def _flags(place: Place, typed: str) -> Iterator[Candidate]:
    for flag in (*place.command.flags, *COMMON):
        again = flag.kind is Kind.MANY or flag.name not in place.given
        if again and flag.written.startswith(typed):
            yield Candidate(flag.written, t(flag.help_key))


def _words(place: Place, typed: str, names: Names) -> Answer:
    command, words = place.command, place.words
    verb = command.verb(words[0]) if words else None
    if verb is None:
        found = [Candidate(each.name) for each in command.verbs if not words and each.name.startswith(typed)]
        free = _called(command.takes, words, typed, names) if command.free or not command.verbs else Answer()
        return Answer((*found, *free.candidates), free.files)
    if verb.takes is Takes.FIELD:
        return _field_values(words[1:], typed, names)
    return _called(verb.takes, words[1:], typed, names)


def _called(takes: Takes, words: Sequence[str], typed: str, names: Names) -> Answer:
    """A name may be written as several words without quotes: what stands there already is its beginning."""
    if not words:
        return _values(takes, typed, names)
    begun = " ".join(words)
    found = _values(takes, f"{begun} {typed}", names).candidates
    # As many words of the name as were typed are taken off, however they were spelt.
    rests = (Candidate(" ".join(each.text.split(" ")[len(words) :]), each.note) for each in found)
    return Answer(tuple(each for each in rests if each.text))


def _field_values(words: Sequence[str], typed: str, names: Names) -> Answer:
    """``profile set FIELD VALUE…``: a sign before a value takes it in or out."""
    from capx_tui.model.naming import Kind as NameKind
    from capx_tui.model.profile import PRONOUNS
    from capx_tui.model.profile_writing import FIELDS, Shape, field_called

    if not words:
        return Answer(tuple(Candidate(each.name) for each in FIELDS if each.name.startswith(typed)))
    try:
        written = field_called(words[0])
    except RuleError:
        return Answer()
    if written.shape is Shape.PRONOUN:
        return Answer(tuple(map(Candidate, _beginning(PRONOUNS, typed))))
    if written.shape not in (Shape.LIST, Shape.LEVELS, Shape.LANGUAGE):
        return Answer()
    of = NameKind.LANGUAGE if written.shape is Shape.LANGUAGE else written.of
    sign = typed[:1] if written.is_list and typed[:1] in ("+", "-") else ""
    return _prefixed(sign, _values(Takes(of.value), typed.removeprefix(sign), names))


def _prefixed(prefix: str, found: Answer) -> Answer:
    return Answer(tuple(Candidate(prefix + each.text, each.note) for each in found.candidates), found.files)


# -- values --------------------------------------------------------------------------------------------------


def _values(takes: Takes, typed: str, names: Names) -> Answer:
    if takes is Takes.FILE:
        return Answer(files=True)
    choices = _choices(takes)
    if choices is not None:
        return Answer(tuple(map(Candidate, _beginning(choices, typed))))
    if takes is Takes.LANGUAGE and ":" in typed:
        from capx_tui.model.people import LEVELS

        language, _, level = typed.rpartition(":")
        shown = (Candidate(f"{language}:{each}", t(f"level-{each}")) for each in LEVELS)
        return Answer(tuple(each for each in shown if each.text.startswith(f"{language}:{level}")))
    # Names are other people's text: one that could steer a terminal is no name to offer.
    clear = dict.fromkeys(name for name in names(takes, typed) if name and clean(name) == name)
    return Answer(tuple(map(Candidate, _beginning(clear, typed)[:MOST])))


def _beginning(texts: Iterable[str], typed: str) -> list[str]:
    """Those of `texts` that begin with `typed`: as it stands, else whatever the case, else folded.

    A shell puts what all candidates begin with in the place of what was typed. Those found by folding therefore
    have to begin alike: the largest group that does is taken, and a letter more or an accent leads to the others.
    """
    listed = list(texts)
    exact = [text for text in listed if text.startswith(typed)]
    if exact:
        return exact
    alike = [text for text in listed if text.casefold().startswith(typed.casefold())]
    if not alike and (folded := fold(typed)):
        alike = [text for text in listed if fold(text).startswith(folded)]
    most = Counter(text[: len(typed)] for text in alike).most_common(1)
    return [text for text in alike if text[: len(typed)] == most[0][0]] if most else []


def _choices(takes: Takes) -> list[str] | None:
    """Values that are the same for everybody, read where they are defined, when they are asked for."""
    if takes is Takes.SCREEN:
        english = load("en")
        keys = [entry.label_key for entry in import_module("capx_tui.model.actions").SCREENS]
        return list(dict.fromkeys((*map(t, keys), *map(english.text, keys))))
    if takes is Takes.INTERFACE_LANGUAGE:
        return list(available_languages())
    if takes not in _CHOICES:
        return None
    module, name = _CHOICES[takes]
    found = getattr(import_module(module), name)
    return [each.value if isinstance(each, Enum) else each for each in found]


_MODEL = "capx_tui.model"
#: Where the values of each are listed: a tuple of them, or an enumeration.
_CHOICES = {
    Takes.SHELL: ("capx_tui.cli.commands.completions", "SHELLS"),
    Takes.ROLE: (f"{_MODEL}.people", "Role"),
    Takes.MENTORSHIP_ROLE: (f"{_MODEL}.mentorship", "Role"),
    Takes.SORT: (f"{_MODEL}.explore", "Sort"),
    Takes.EVENT_FORMAT: (f"{_MODEL}.event_form", "LOCATIONS"),
    Takes.METHOD: (f"{_MODEL}.messages", "Method"),
    Takes.WAY: (f"{_MODEL}.messages", "Way"),
    Takes.COUNTED: (f"{_MODEL}.density", "By"),
    Takes.COUNTED_LIST: ("capx_tui.cli.commands.stats", "LISTS"),
    Takes.REPORT_TYPE: (f"{_MODEL}.reports", "KINDS"),
    Takes.VIEW: (f"{_MODEL}.directory_view", "View"),
}
