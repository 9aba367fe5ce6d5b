"""Translations as values: what is missing, what is on its way, whose text is whose, and why one was refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.errors import CapxError, FieldErrors, Forbidden, RuleError, ServiceDown
from capx_tui.model.form import Form
from capx_tui.model.form_check import problems_of
from capx_tui.model.form_words import problem_words
from capx_tui.model.translating import (
    NOTHING,
    TERM_LIMIT,
    TERMS,
    Counts,
    Item,
    Order,
    Stage,
    Texts,
    counted,
    form_of,
    in_order,
    next_missing,
)
from capx_tui.model.translating_refusals import Scope, reasons_of, scope_of
from capx_tui.model.translating_words import bar, ids_words, progress_words, state_words, who_words

ENGLISH = Texts("Fountain", "Writing screenplays as plain text.")


def item(qid: str = "Q1", held: Texts = NOTHING, **more: object) -> Item:
    made = Item(qid, f"Q8{qid[1:]}", int(qid[1:]), ENGLISH, held, held, held, was_done=not held.missing)
    return replace(made, **more)  # type: ignore[arg-type]


def test_what_is_missing_is_told_in_words() -> None:
    states = [item(held=Texts(*texts)) for texts in (("", ""), ("a", " "), ("", "b"), ("a", "b"))]
    assert [state_words(each) for each in states] == [
        "not translated",
        "description missing",
        "label missing",
        "translated",
    ]
    assert [each.is_done for each in states] == [False, False, False, True]
    assert ids_words(states[0]) == "capacity 1, Wikidata Q1, Metabase Q81"
    assert ids_words(item(capacity=None)) == "Wikidata Q1, Metabase Q81"


def test_only_what_differs_from_what_one_saw_is_a_change() -> None:
    begun = item(held=Texts("Çeşme", ""))
    assert begun.writing(Texts("Çeşme ", "")).changed == ()
    edited = begun.writing(Texts("Çeşme", "Senaryo dili"))
    assert (edited.changed, edited.stage) == (("description",), Stage.EDITED)
    assert edited.writing(begun.mine).stage is Stage.KEPT


def test_what_somebody_else_wrote_meanwhile_stands_against_mine_and_in_other_fields_is_taken() -> None:
    edited = item(held=Texts("a", "b")).writing(Texts("mine", "b"))
    other_field = edited.holding(Texts("a", "theirs"))
    assert (other_field.moved, other_field.mine) == ((), Texts("mine", "theirs"))
    same_field = edited.holding(Texts("theirs", "b"))
    assert (same_field.moved, same_field.stage) == (("label",), Stage.MOVED)
    assert same_field.mine.label == "mine"
    assert same_field.over_theirs().moved == ()
    assert edited.holding(Texts("mine", "b")).stage is Stage.SAVED, "both wrote the same"


@pytest.mark.parametrize("typed", ["élan vital", "e\u0301lan vital", " élan  vital ", "élan\u00a0vital"])
def test_the_same_text_however_it_was_typed_is_no_change_and_nobody_elses(typed: str) -> None:
    """Metabase composes letters and takes blanks away; what comes from there is cleaned besides."""
    begun = item(held=Texts("élan vital", ""))
    assert begun.writing(Texts(typed, "")).changed == ()
    written = item().writing(Texts(typed, ""))
    assert written.mine.trimmed.label in ("élan vital", "élan  vital", "élan\u00a0vital")
    assert written.holding(Texts("élan vital", "")).stage is Stage.SAVED
    assert item().writing(Texts("می\u200cخواهم", "")).holding(Texts("میخواهم", "")).moved == ("label",)


def test_what_is_written_while_it_is_saved_is_a_change_over_what_was_saved() -> None:
    saving = replace(item().writing(Texts("first", "")), stage=Stage.SAVING)
    on = replace(saving, mine=Texts("second", ""))
    landed = on.landed({"label": "first"})
    assert (landed.held.label, landed.seen.label, landed.mine.label) == ("first", "first", "second")
    assert (landed.changed, landed.moved) == (("label",), ())


@given(*[st.sampled_from(["", "a", "b", "c"])] * 6)
def test_no_text_is_lost_whatever_others_write(
    seen_l: str, seen_d: str, mine_l: str, mine_d: str, held_l: str, held_d: str
) -> None:
    seen, mine, held = Texts(seen_l, seen_d), Texts(mine_l, mine_d), Texts(held_l, held_d)
    before = item(held=seen).writing(mine)
    after = before.holding(held)
    for term in TERMS:
        expected = mine[term] if mine[term] != seen[term] else held[term]
        assert after.mine[term] == expected
        clash = mine[term] != seen[term] and held[term] not in (seen[term], mine[term])
        assert (term in after.moved) is clash
    sent = {term: after.mine[term] for term in after.changed}
    assert after.landed(sent).changed == ()


def test_the_list_begins_with_what_is_missing_and_keeps_its_order_while_one_works() -> None:
    names = {"Q1": "Lua", "Q2": "ümlaut", "Q3": "Communication", "Q4": "Zebra"}
    items = [
        replace(item(qid, Texts("x", "y") if qid in ("Q1", "Q4") else Texts()), english=Texts(name))
        for qid, name in names.items()
    ]
    assert {order: [each.qid for each in in_order(items, order)] for order in Order} == {
        Order.MISSING: ["Q3", "Q2", "Q1", "Q4"],
        Order.MISSING_DOWN: ["Q2", "Q3", "Q4", "Q1"],
        Order.DONE: ["Q1", "Q4", "Q3", "Q2"],
        Order.DONE_DOWN: ["Q4", "Q1", "Q2", "Q3"],
    }
    assert Order.DONE_DOWN.next is Order.MISSING
    saved = [each.landed({"label": "x", "description": "y"}) if each.qid == "Q3" else each for each in items]
    assert [each.qid for each in in_order(saved, Order.MISSING)] == ["Q3", "Q2", "Q1", "Q4"]


def test_the_next_missing_one_is_looked_for_round_the_end_and_is_none_that_is_written() -> None:
    items = [item("Q1"), item("Q2", Texts("a", "b")), item("Q3").writing(Texts("a", "")), item("Q4")]
    found = [next_missing(items, after) for after in ("Q1", "Q3", "Q4", "")]
    assert [each.qid if each else None for each in found] == ["Q4", "Q4", "Q1", "Q1"]
    assert next_missing(items[1:3], "Q2") is None


def test_progress_is_words_beside_a_bar() -> None:
    items = [item("Q1", Texts("a", "b")), item("Q2").writing(Texts("a", "")), item("Q3", stage=Stage.WAITING)]
    counts = counted(items)
    assert counts == Counts(done=1, total=3, open=2, saving=1)
    assert progress_words(counts) == "1 of 3 done, 2 left. One is being saved. One is not saved."
    assert progress_words(Counts(93, 134)) == "93 of 134 done, 41 left."
    assert bar(Counts(93, 134)) == "[#############.......]"
    assert bar(Counts()) == ""


def test_in_whose_name_one_edits() -> None:
    def words(**state: object) -> str:
        given: dict[str, object] = {"is_known": True, "is_connected": True, "username": "", **state}
        return who_words(**given)  # type: ignore[arg-type]

    assert words(username="Papatya") == "Connected to Metabase as Papatya: edits are made in your name."
    assert words() == "Connected to Metabase: edits are made in your name."
    assert words(is_connected=False) == "No account connected: the project's bot makes the edits."
    assert words(is_known=False) == "It is not known yet in whose name edits are made."


def test_the_limits_are_metabases_and_a_description_may_not_repeat_its_label() -> None:
    def wrong(label: str, description: str) -> dict[str, list[str]]:
        form = Form.begin(form_of(), {"label": label, "description": description})
        return {field: [problem_words(each) for each in found] for field, found in problems_of(form).items()}

    assert wrong("x" * TERM_LIMIT, "y" * TERM_LIMIT) == {}
    assert wrong("x" * 251, "y" * 253) == {
        "label": ["One character too many; the limit is 250."],
        "description": ["3 characters too many; the limit is 250."],
    }
    assert wrong("Çeşme", " Çeşme ") == {
        "description": ["The description only repeats the label; Metabase takes no such pair."]
    }
    assert wrong("", "") == {}


def _said(code: str, info: str, term: str = "label") -> ServiceDown:
    """As the service hands on what Metabase answered."""
    error = {"error": {"code": code, "info": info}}
    return ServiceDown(502, f"Failed to submit to Metabase: Metabase API error for Q81/pt-br {term}: {error}")


LOGIN = (
    "Metabase does not take the sign-in that CapX uses. If your account is connected, disconnect it and connect"
    " it again."
)
UNCONFIRMED = (
    "Your account at Metabase has no confirmed e-mail address, so it may not edit. Confirm it in the preferences there,"
    " or disconnect the account here: then the project's bot makes the edit."
)
HALF = "This text holds something that is no character, so it cannot be sent. Type it again."
CAUSES: list[tuple[CapxError, str, str, Scope]] = [
    (
        _said("modification-failed", 'Item [[Item:Q7|Q7]] already has label "x" for language pt-br', "description"),
        "description",
        "Another item at Metabase, Q7, has the same label and description already.",
        Scope.ITEM,
    ),
    (
        _said("failed-save", "wikibase-validator-label-with-description-conflict"),
        "label",
        "Another item at Metabase has the same label and description already.",
        Scope.ITEM,
    ),
    (
        _said("modification-failed", "must be no more than 250 characters long"),
        "label",
        "Metabase takes at most 250 characters.",
        Scope.ITEM,
    ),
    (
        _said("abusefilter-disallowed", "This action has been identified as harmful"),
        "label",
        "A filter against abuse at Metabase turned this text down.",
        Scope.ITEM,
    ),
    (
        _said("protectedpage", "This page has been protected"),
        "label",
        "This item is protected at Metabase.",
        Scope.ITEM,
    ),
    (
        _said("badvalue", 'Unrecognized value for parameter "language": ota'),
        "label",
        "Metabase takes no texts in this language.",
        Scope.ALL,
    ),
    (
        _said("maxlag", "Waiting for a server: 7 seconds lagged."),
        "label",
        "Metabase takes no edits for the moment. Try again in a few minutes.",
        Scope.ALL,
    ),
    (
        _said("blocked", "You have been blocked from editing."),
        "label",
        "The account that makes the edit is blocked at Metabase.",
        Scope.ALL,
    ),
    (
        _said("assertuserfailed", "You are no longer logged in"),
        "label",
        LOGIN,
        Scope.ALL,
    ),
    (
        FieldErrors({"description": ("Description is too long. Maximum length is 250 characters.",)}, "too long"),
        "description",
        "Metabase takes at most 250 characters.",
        Scope.ITEM,
    ),
    (
        FieldErrors({}, "Metabase item not found for qid"),
        "label",
        "Metabase has no item for this capacity.",
        Scope.ITEM,
    ),
    (FieldErrors({}, "Something new."), "", "Something new.", Scope.ITEM),
    (
        Forbidden(403, "Your Metabase account must confirm its email before editing."),
        "",
        UNCONFIRMED,
        Scope.ALL,
    ),
    (RuleError("error-unsendable-text"), "label", HALF, Scope.ITEM),
    (ServiceDown(503, ""), "nothing", "", Scope.ALL),
]


@pytest.mark.parametrize(("error", "term", "words", "scope"), CAUSES, ids=lambda value: str(value)[:40])
def test_a_refusal_stands_in_our_words_beside_its_text(error: CapxError, term: str, words: str, scope: Scope) -> None:
    reasons = reasons_of(error, TERMS, "Q81")
    assert [(of, problem_words(problem)) for of, problem in reasons] == ([(term, words)] if words else [])
    assert scope_of(error) is scope


def test_a_state_with_its_reason_is_one_sentence_after_the_other() -> None:
    refused = item(stage=Stage.REFUSED, reasons=reasons_of(CAUSES[2][0], TERMS))
    assert state_words(refused) == "refused: Label: Metabase takes at most 250 characters."
    assert state_words(item(stage=Stage.MOVED)) == "changed by somebody else meanwhile"
