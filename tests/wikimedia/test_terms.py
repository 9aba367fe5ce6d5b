"""Names of capacities from two sources, the better one first, nothing lost when one is down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.api.wikimedia import sparql
from capx_tui.api.wikimedia.sparql import TermRow
from capx_tui.api.wikimedia.terms import is_name, merge_terms
from capx_tui.api.wire import Call
from capx_tui.model.capacities import Capacity, Term

Ask = Callable[[Call[Any]], Any]


def _label(qid: str, language: str, text: str, item: str = "") -> TermRow:
    return TermRow(qid=qid, item=item, kind="label", text=text, language=language)


def _term(text: str, language: str, source: str) -> Term:
    return Term(text=text, language=language, source=source)


def test_both_sources_from_the_engines_make_whole_capacities(ask: Ask) -> None:
    given_ = [
        Capacity(id=134, qid="Q207316", parent=124),
        Capacity(id=48, qid="Q989963"),
        Capacity(id=54, qid="Q815382"),
        Capacity(id=68, qid="Q182263"),
        Capacity(id=64, qid="Q999999999"),
        Capacity(id=73, qid=""),
    ]
    ids, languages = [capacity.qid for capacity in given_], ["pt-br", "pt", "en"]
    metabase = [row for call in sparql.metabase_batches(ids, languages) for row in ask(call)]
    wikidata = [row for call in sparql.wikidata_batches(ids, languages) for row in ask(call)]
    lua, story, survey, empathy, unknown, unlinked = merge_terms(given_, metabase, wikidata)
    assert (lua.id, lua.parent, lua.metabase_item) == (134, 124, "Q100")
    assert lua.labels == (
        _term("Lua", "en", "metabase"),
        _term("Lua", "pt-br", "metabase"),
        _term("Lua", "mul", "wikidata"),
    )
    assert lua.description(["pt", "en"]) == _term("linguagem de programação", "pt", "wikidata")
    assert lua.description(["pt-br", "en"]) == _term("Escrever módulos para predefinições", "pt-br", "metabase")
    # The older of two items that claim the capacity.
    assert story.metabase_item == "Q102"
    assert story.name(["en"]) == "Storytelling"
    # An item nobody has named at Metabase has its name from Wikidata and keeps its link.
    assert survey.metabase_item == "Q103"
    assert survey.label(["en"]) == _term("survey", "en", "wikidata")
    # A bare id is no name, so the next source gives it.
    assert empathy.label(["en"]) == _term("empathy", "en", "wikidata")
    assert empathy.label(["pt"]) == _term("Empatia", "pt", "metabase")
    assert empathy.description(["en"]) == _term("Feeling with others", "en", "metabase")
    for capacity, before in ((unknown, given_[4]), (unlinked, given_[5])):
        assert capacity == before
    assert unknown.name(["en"]) == "Capacity 64"


def test_terms_of_a_younger_double_fill_only_the_gaps() -> None:
    rows = [
        _label("Q1", "en", "Younger", "Q150"),
        _label("Q1", "fr", "Cadet", "Q150"),
        _label("Q1", "en", "Older", "Q9"),
    ]
    (capacity,) = merge_terms([Capacity(id=1, qid="Q1")], rows, [])
    assert capacity.metabase_item == "Q9"
    assert [term.text for term in capacity.labels] == ["Older", "Cadet"]


@pytest.mark.parametrize(
    "text", ["", "  ", "\u202e", "Q42", "Q0", "http://x", "https://www.wikidata.org/wiki/Q1", "http", "wd/entity/Q1"]
)
def test_what_is_no_name_is_dropped(text: str) -> None:
    rows = [_label("Q1", "en", text, "Q9")]
    (capacity,) = merge_terms([Capacity(id=1, qid="Q1")], rows, [_label("Q1", "en", "Name")])
    assert capacity.labels == (_term("Name", "en", "wikidata"),)


@pytest.mark.parametrize("text", ["GLAM", "gadget", "Q&A", "Q42 and more", "PAWS", "iOS", "HTTP basics"])
def test_case_is_kept_and_odd_names_are_names(text: str) -> None:
    assert is_name(text)
    (capacity,) = merge_terms([Capacity(id=1, qid="Q1")], [_label("Q1", "en", text, "Q9")], [])
    assert capacity.name(["en"]) == text


def test_a_description_may_look_like_anything_but_nothing() -> None:
    rows = [
        TermRow(qid="Q1", item="Q9", kind="description", text="https://meta.example", language="en"),
        TermRow(qid="Q1", item="Q9", kind="description", text=" ", language="de"),
        TermRow(qid="Q1", item="Q9"),
    ]
    (capacity,) = merge_terms([Capacity(id=1, qid="Q1")], rows, [])
    assert capacity.descriptions == (_term("https://meta.example", "en", "metabase"),)
    assert capacity.labels == ()


def test_a_source_that_could_not_be_asked_takes_nothing_away() -> None:
    before = Capacity(
        id=1,
        qid="Q1",
        metabase_item="Q9",
        labels=(_term("Old", "en", "metabase"), _term("old", "en", "wikidata")),
        descriptions=(_term("Text", "en", "metabase"),),
    )
    assert merge_terms([before], None, None) == [before]
    (capacity,) = merge_terms([before], None, [_label("Q1", "en", "new")])
    assert capacity.metabase_item == "Q9"
    assert capacity.labels == (_term("Old", "en", "metabase"), _term("new", "en", "wikidata"))
    assert capacity.descriptions == before.descriptions


def test_a_source_that_was_asked_and_knows_nothing_clears_its_terms() -> None:
    before = Capacity(id=1, qid="Q1", metabase_item="Q9", labels=(_term("Old", "en", "metabase"),))
    assert merge_terms([before], [], None) == [Capacity(id=1, qid="Q1")]


_ROWS = st.lists(
    st.builds(
        TermRow,
        qid=st.sampled_from(["Q1", "Q2", ""]),
        item=st.sampled_from(["Q7", "Q8", ""]),
        kind=st.sampled_from(["label", "description", ""]),
        text=st.text(max_size=6),
        language=st.sampled_from(["en", "tr"]),
    ),
    max_size=12,
)


@given(_ROWS, _ROWS)
def test_each_capacity_comes_back_with_at_most_one_term_for_a_language_and_source(
    metabase: list[TermRow], wikidata: list[TermRow]
) -> None:
    given_ = [Capacity(id=1, qid="Q1"), Capacity(id=2, qid="Q2"), Capacity(id=3, qid="Q1")]
    found = merge_terms(given_, metabase, wikidata)
    assert [capacity.id for capacity in found] == [1, 2, 3]
    assert (found[0].labels, found[0].metabase_item) == (found[2].labels, found[2].metabase_item)
    for capacity in found:
        for terms in (capacity.labels, capacity.descriptions):
            keys = [(term.source, term.language) for term in terms]
            assert len(keys) == len(set(keys))
            assert [source for source, _ in keys] == sorted(source for source, _ in keys)
            assert all(term.text == term.text.strip() and term.text for term in terms)
    assert merge_terms(found, None, None) == found
