"""Badges in words, in order, and by name."""

from __future__ import annotations

import pytest

from capx_tui.errors import RuleError, TimedOut
from capx_tui.i18n.sentences import sentence
from capx_tui.model.badges import (
    BadgeOutcome,
    Ending,
    OwnBadge,
    changes_for,
    in_order,
    outcome_words,
    picture_words,
    shown_words,
    state_words,
)

EARNED = OwnBadge(1, "First steps", row=11, progress=100, is_displayed=True)
HIDDEN = OwnBadge(2, "Polyglot", "Lists four languages.", "https://example.org/p.svg", row=12, progress=100)
BEGUN = OwnBadge(3, "Bookmark", row=13, progress=30, is_displayed=True)
UNWANTED = OwnBadge(4, "Diary", row=14, progress=30)
NEVER = OwnBadge(5, "Mentor of the season")
ALL = (NEVER, BEGUN, HIDDEN, UNWANTED, EARNED)


@pytest.mark.parametrize(
    ("badge", "state", "shown"),
    [
        (EARNED, "earned, 100 of 100 %", "on your profile"),
        (HIDDEN, "earned, 100 of 100 %", "not on your profile"),
        (BEGUN, "not earned yet, 30 of 100 %", "on your profile once it is earned"),
        (UNWANTED, "not earned yet, 30 of 100 %", "not on your profile"),
        (NEVER, "not begun", "not on your profile"),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_state_and_place_are_said(badge: OwnBadge, state: str, shown: str) -> None:
    assert (state_words(badge), shown_words(badge)) == (state, shown)
    assert badge.is_shown is (shown == "on your profile")


def test_earned_ones_come_first_then_the_nearest() -> None:
    assert [badge.name for badge in in_order(ALL)] == [
        "First steps", "Polyglot", "Bookmark", "Diary", "Mentor of the season",
    ]  # fmt: skip


def test_a_picture_is_words_and_an_address() -> None:
    on_commons = OwnBadge(1, "x", picture="https://commons.wikimedia.org/wiki/File:Badge_0.svg")
    assert picture_words(on_commons) == (
        "Picture: File:Badge 0.svg, https://commons.wikimedia.org/wiki/File:Badge_0.svg."
    )
    assert picture_words(EARNED) == ""


def test_names_in_any_case_and_ids_are_taken() -> None:
    assert changes_for(ALL, ["first STEPS", "2"], shown=False) == {11: False, 12: False}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Bookmark", "“Bookmark” is not earned yet (30 of 100 %); only badges that are earned are shown or hidden."),
        (
            "5",
            "“Mentor of the season” is not earned yet (0 of 100 %); only badges that are earned are shown or hidden.",
        ),
        ("polyglott", "There is no badge “polyglott”. The nearest: Polyglot."),
        ("steps", "There is no badge “steps”. The nearest: First steps."),
        ("77", "There is no badge “77”. The nearest: Mentor of the season, Bookmark, Polyglot, Diary, First steps."),
    ],
)
def test_what_can_not_be_shown_is_refused_in_words(name: str, words: str) -> None:
    with pytest.raises(RuleError) as caught:
        changes_for(ALL, [name], shown=True)
    assert sentence(caught.value) == words


def test_two_of_one_name_are_told_apart_by_number() -> None:
    twice = (EARNED, OwnBadge(9, "First Steps", row=19, progress=100))
    with pytest.raises(RuleError) as caught:
        changes_for(twice, ["first steps"], shown=True)
    assert sentence(caught.value) == (
        "“first steps” is the name of several badges: First steps (1), First Steps (9). Use the number."
    )
    assert changes_for(twice, ["9"], shown=True) == {19: True}


def test_every_outcome_is_told() -> None:
    late = TimedOut(host="capx.example")
    assert outcome_words(
        [
            BadgeOutcome(HIDDEN, True, Ending.UNKNOWN, late),
            BadgeOutcome(EARNED, False, Ending.SAVED),
            BadgeOutcome(BEGUN, True, Ending.REFUSED, late),
            BadgeOutcome(NEVER, True, Ending.UNSENT),
        ]
    ) == (
        "Saved: First steps. Nobody knows of: Polyglot (capx.example did not answer in time.) "
        "Not saved: Bookmark (capx.example did not answer in time.) Not sent: Mentor of the season."
    )
