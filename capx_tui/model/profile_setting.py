"""``profile set FIELD VALUE…``: from words to the field's new value, and what our own rules say of it.

Of the words for a list see `model.signed_words`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote

import msgspec

from capx_tui.errors import RuleError
from capx_tui.i18n.lists import commas
from capx_tui.model.profile import MyProfile, Reach, not_known
from capx_tui.model.profile_writing import (
    Book,
    Entry,
    Shape,
    Written,
    WrittenField,
    field_called,
    key_of,
    read_entry,
    read_one,
    tidied,
    write_entry,
)
from capx_tui.model.signed_words import ADD, TAKE, signed_names
from capx_tui.text import fold

__all__ = ["refuse_offers", "set_field"]

_KNOWN = field_called("known")


def set_field(profile: MyProfile, field: WrittenField, words: Sequence[str], book: Book) -> tuple[MyProfile, bool]:
    """The profile with another value in one field, and whether control characters were taken out of the words.

    Raises `RuleError` for what the field does not take; see `refuse_offers` for what the service would refuse.
    """
    if not field.is_list:
        text = " ".join(words)
        value = read_one(field, text, book)
        had_controls = tidied(text, lines=field.shape is Shape.LONG)[1]
        return _with(profile, field, value), had_controls
    before = getattr(profile, field.attribute)
    if before is None:
        raise RuleError("profile-set-unreadable", field.name)
    entries = _entries(field, before, words, book)
    after = _with(profile, field, entries)
    had_controls = field.shape is Shape.REACH and any(tidied(word)[1] for word in words)
    return after, had_controls


def _with(profile: MyProfile, field: WrittenField, value: Written) -> MyProfile:
    return msgspec.structs.replace(profile, **{field.attribute: value})


def _entries(field: WrittenField, before: tuple[Entry, ...], words: Sequence[str], book: Book) -> tuple[Entry, ...]:
    signed = signed_names(words, field.name)
    if signed is None:
        return _once(read_entry(field, word, book, before) for word in words if word.strip())
    after = {key_of(each): each for each in before}
    for sign, name in signed:
        if sign == ADD:
            entry = read_entry(field, name, book, before)
            after[key_of(entry)] = entry
        else:
            after.pop(_taken(field, name, book, before), None)
    return tuple(after.values())


def _once(entries: Iterator[Entry]) -> tuple[Entry, ...]:
    return tuple({key_of(each): each for each in entries}.values())


def _taken(field: WrittenField, name: str, book: Book, before: tuple[Entry, ...]) -> object:
    """The key of what is to be taken out; a way to reach somebody is called by its name or by its value."""
    for each in before:
        if isinstance(each, Reach) and fold(name) in (
            fold(each.display_name),
            fold(each.value),
            fold(write_entry(field, each, book)),
        ):
            return each
    if field.shape is Shape.REACH:
        raise RuleError("profile-set-no-way", name, field.name)
    return key_of(read_entry(field, name, book, before))


def refuse_offers(before: MyProfile, after: MyProfile, book: Book) -> None:
    """What is offered has to be known, or the service takes no change of either: say what puts that right.

    Raises `RuleError` that names the command, as a shell takes it; nothing where neither list changes.
    """
    lists = ("skills_known", "skills_available")
    if all(set(getattr(before, each)) == set(getattr(after, each)) for each in lists):
        return
    missing = not_known(after.skills_known, after.skills_available)
    if not missing:
        return
    gone = set(before.skills_known) - set(after.skills_known)
    if gone >= set(missing) and set(before.skills_available) >= set(missing):
        key, sign, other = "profile-set-still-offered", TAKE, "available"
    else:
        key, sign, other = "profile-set-not-known", ADD, "known"
    names = [write_entry(_KNOWN, each, book) for each in missing]
    raise RuleError(key, commas(names), " ".join((other, *(quote(f"{sign}{name}") for name in names))))
