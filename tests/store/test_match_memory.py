"""What was decided about matches, and which were told: kept whole, privately, for one account."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from capx_tui.errors import StorageError
from capx_tui.model.matches import Match, Reason, ReasonKind
from capx_tui.model.people import Person
from capx_tui.paths import data_dir
from capx_tui.store.kept_text import erase_texts
from capx_tui.store.match_memory import MatchMemory, MatchNotes, news, told

SERVICE = "https://capx.example"


def match(person: int, *offers: int, wants: tuple[int, ...] = ()) -> Match:
    reasons = [Reason(ReasonKind.OFFERS, offers, of=3)] if offers else []
    reasons += [Reason(ReasonKind.WANTS, wants, of=2)] if wants else []
    return Match(Person(id=person, username=f"P{person}"), tuple(reasons))


def test_what_is_kept_comes_back_for_this_account_alone(surroundings: Path) -> None:
    notes = told(MatchNotes(hidden=(4,), uncounted=(ReasonKind.TERRITORY,)), [match(1, 10, 11)])
    memory = MatchMemory(SERVICE, "7")
    memory.write(notes)
    assert MatchMemory(SERVICE, "7").read() == notes
    assert MatchMemory(SERVICE, "8").read() == MatchNotes()
    assert MatchMemory("https://other.example", "7").read() == MatchNotes()


def test_nobody_else_may_read_it_and_it_goes_with_the_account(surroundings: Path) -> None:
    memory = MatchMemory(SERVICE, "7")
    memory.write(MatchNotes(hidden=(4,)))
    (file,) = (data_dir() / "texts").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    erase_texts(SERVICE, "7")
    assert memory.read() == MatchNotes()


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"text": "[1', b"\xff"])
def test_a_damaged_file_is_nothing_kept(surroundings: Path, damage: bytes) -> None:
    memory = MatchMemory(SERVICE, "7")
    memory.write(MatchNotes(hidden=(4,)))
    (file,) = (data_dir() / "texts").iterdir()
    file.write_bytes(damage)
    assert memory.read() == MatchNotes()
    memory.write(MatchNotes(hidden=(5,)))
    assert memory.read().hidden == (5,)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_takes_nothing_is_said(surroundings: Path) -> None:
    data_dir().mkdir(parents=True)
    data_dir().chmod(0o500)
    with pytest.raises(StorageError):
        MatchMemory(SERVICE, "7").write(MatchNotes())


def test_news_is_who_was_not_told_and_what_was_not_told_of_them() -> None:
    first = [match(1, 10), match(2, 11)]
    notes = told(MatchNotes(), first)
    assert news(notes, first) == []
    # Less than before is no news; something else, and somebody else, is.
    later = [match(1, 10, 12), match(2, 11), match(3, wants=(1,))]
    assert [found.person.id for found in news(notes, later)] == [1, 3]
    again = told(notes, later)
    assert news(again, [match(1, 12), *first, *later]) == []
