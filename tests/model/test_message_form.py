"""The form of a message: what it offers for whom, what it tells before sending, the lines to begin with."""

from __future__ import annotations

import pytest

from capx_tui.model.form import Form
from capx_tui.model.form_check import problems_of
from capx_tui.model.form_options import Option, Options
from capx_tui.model.form_words import problem_words
from capx_tui.model.message_form import Known, exchange, known_words, message_lines, message_of, message_spec, template
from capx_tui.model.message_words import sending_words
from capx_tui.model.messages import LONGEST_SUBJECT, LONGEST_TEXT, Message, Method, Presence, Reach
from capx_tui.model.people import Person

THERE = Reach(name="Bob", presence=Presence.THERE, takes_mail=True, sender_takes_mail=True)
NO_MAIL = Reach(name="Bob", presence=Presence.THERE, sender_takes_mail=True)
NOBODY = Reach(name="Bob", presence=Presence.MISSING)
UNKNOWN = Reach(name="Bob", presence=Presence.UNKNOWN)
VALUES = {"from": "Ana", "receiver": "Bob", "method": "email", "subject": "Hi", "text": "One\n\nTwo"}


def form(reach: Reach, **values: str) -> Form:
    return Form.begin(message_spec(Options([Option("Bob", "Bob")]), Known(reach)), {**VALUES, **values})


@pytest.mark.parametrize(
    ("reach", "offered"),
    [
        (THERE, ["email", "talkpage"]),
        (NO_MAIL, ["talkpage"]),
        (NOBODY, []),
        (UNKNOWN, ["email", "talkpage"]),
    ],
)
def test_only_ways_that_are_possible_are_offered(reach: Reach, offered: list[str]) -> None:
    field = form(reach).spec.by_id["method"]
    assert [option.id for option in getattr(field, "options").search("")] == offered  # noqa: B009 - a field with options


@pytest.mark.parametrize(
    ("reach", "values", "field", "words"),
    [
        (NO_MAIL, {}, "method", "Bob takes no e-mail through Meta-Wiki."),
        (NOBODY, {}, "receiver", "Meta-Wiki knows no user called Bob."),
        (THERE, {"receiver": "x" * 101}, "receiver", "One character too many; the limit is 100."),
        (THERE, {"subject": "x" * 201}, "subject", "One character too many; the limit is 200."),
        (THERE, {"text": "x" * 2001}, "text", "One character too many; the limit is 2,000."),
        (THERE, {"text": " \n "}, "text", "This must be filled in."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(reach: Reach, values: dict[str, str], field: str, words: str) -> None:
    found = problems_of(form(reach, **values))
    assert {known: [problem_words(each) for each in problems] for known, problems in found.items()} == {field: [words]}


def test_nothing_is_wrong_with_what_is_not_known_or_was_typed_since() -> None:
    assert problems_of(form(THERE)) == problems_of(form(UNKNOWN)) == {}
    assert problems_of(form(NOBODY, receiver="Bobby")) == {}


def test_the_message_is_what_stands_there_without_blanks_around() -> None:
    assert message_of(form(THERE, subject=" Hi ", text="\nOne \n")) == Message("Bob", Method.EMAIL, "Hi", "One")
    assert message_lines(form(THERE)) == [
        "From: Ana",
        "To: Bob",
        "Method: E-mail",
        "Subject: Hi",
        "Message:",
        "One",
        "",
        "Two",
    ]


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (Known(THERE, on_capx=True), "Available. On CapX"),
        (Known(NO_MAIL, on_capx=False), "E-mail unavailable. Not on CapX"),
        (Known(NOBODY), "User not found. Whether they are on CapX is not known yet"),
        (Known(UNKNOWN, on_capx=True), "Not known, Meta-Wiki could not be asked. On CapX"),
        (
            Known(Reach(name="Bob", presence=Presence.UNASKED), is_checking=True, on_capx=True),
            "Asking Meta-Wiki. On CapX",
        ),
        (Known(Reach(name="", presence=Presence.UNASKED)), ""),
    ],
)
def test_what_is_known_of_the_receiver(known: Known, words: str) -> None:
    assert known_words(known) == words


def test_where_it_goes_who_reads_it_and_what_cannot_be_undone() -> None:
    assert list(sending_words(Method.TALK_PAGE, THERE)) == [
        "It goes onto the talk page of Bob at Meta-Wiki, as a new section signed with your name.",
        "That page is PUBLIC: everybody can read it, now and in years, also in the page's history.",
        "What is answered there is public, too.",
        "The text is wiki markup there: a line break alone makes no new line, an empty line does.",
        "It cannot be taken back.",
    ]
    by_mail = list(sending_words(Method.EMAIL, THERE))
    assert by_mail[0].startswith("It goes to Bob by e-mail")
    assert not any("PUBLIC" in line for line in by_mail)
    assert any("PUBLIC" in line for line in sending_words(Method.EMAIL, UNKNOWN))


def test_the_lines_to_begin_with_are_what_both_could_exchange() -> None:
    me = Person(id=1, username="Ana", skills_wanted=(5, 7), skills_available=(9,))
    bob = Person(id=2, username="Bob", skills_available=(7, 8), skills_wanted=(9, 5))
    assert exchange(me, bob) == ((7,), (9,))
    assert exchange(None, bob) == exchange(me, None) == ((), ())
    subject, text = template("Bob", ["Lua"], ["Workshop"])
    assert subject == "An exchange about Lua, Workshop"
    assert text == (
        "Hello Bob,\n\nI saw on the Capacity Exchange that you share this: Lua. I would like to learn more about it.\n"
        "In return I can share something that you would like to learn: Workshop.\n\nWould you have time to talk?"
    )
    assert "I found you on the Capacity Exchange" in template("Bob", [], [])[1]
    subject, text = template("Bob", ["x" * 150] * 9, ["y" * 900] * 9)
    assert len(subject) <= LONGEST_SUBJECT
    assert len(text) <= LONGEST_TEXT
