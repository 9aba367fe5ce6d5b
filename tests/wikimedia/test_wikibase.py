"""`wbgetentities`: terms with their fallbacks, and the item of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from capx_tui.api.wikimedia import wikibase
from capx_tui.api.wikimedia.sparql import TermRow
from capx_tui.api.wire import Site
from capx_tui.errors import ActionApiError, HtmlAnswer, MaxLag, RuleError, WrongShape

Answer = Callable[..., Any]


def _term(language: str, value: str, **more: str) -> dict[str, str]:
    return {"language": language, "value": value, **more}


def test_terms_are_asked_for_with_fallback_and_without_maxlag() -> None:
    call = wikibase.terms(["Q1", "Q2"], ["pt-BR", "en"])
    assert call.site is Site.WIKIDATA_API
    assert dict(call.query) == {
        "action": "wbgetentities",
        "ids": "Q1|Q2",
        "props": "labels|descriptions",
        "languages": "pt-br|en",
        "languagefallback": "1",
        "format": "json",
        "formatversion": "2",
        "errorformat": "plaintext",
    }


def test_rows_say_the_language_that_a_text_is_really_in(answer: Answer) -> None:
    entities = {
        "Q1": {
            "type": "item",
            "id": "Q1",
            "labels": {
                "pt-br": _term("pt", "Universo", **{"for-language": "pt-br"}),
                "pt": _term("pt", "Universo"),
                "en": _term("mul", "Universe", **{"for-language": "en"}),
            },
            "descriptions": {"en": _term("en", "all\u2028of it")},
        },
        "Q2": {"type": "item", "id": "Q2", "labels": [], "descriptions": []},
        "Q3": {"id": "Q3", "missing": ""},
        "Q4": {"id": "Q4", "missing": True, "labels": {"en": _term("en", "ghost")}},
        "-1": {"site": "metawiki", "title": "X", "missing": ""},
    }
    found = answer(
        wikibase.terms(["Q1", "Q2", "Q3", "Q4"], ["pt-br", "pt", "en"]), {"entities": entities, "success": 1}
    )
    assert found == [
        TermRow(qid="Q1", kind="label", text="Universo", language="pt"),
        TermRow(qid="Q1", kind="label", text="Universe", language="mul"),
        TermRow(qid="Q1", kind="description", text="all of it", language="en"),
    ]


@pytest.mark.parametrize("key", ["Q10", "Q20"])
def test_a_merged_item_answers_for_the_id_that_was_asked_for(answer: Answer, key: str) -> None:
    entity = {"id": "Q20", "redirects": {"from": "Q10", "to": "Q20"}, "labels": {"en": _term("en", "Lua")}}
    found = answer(wikibase.terms(["Q10"], ["en"]), {"entities": {key: entity}})
    assert found == [TermRow(qid="Q10", kind="label", text="Lua", language="en")]


def test_malformed_ids_and_codes_are_refused_before_anything_is_sent() -> None:
    with pytest.raises(RuleError) as refused:
        wikibase.terms(["Q1|Q2"], ["en"])
    assert (refused.value.key, refused.value.params) == ("error-item-id", ("Q1|Q2",))
    with pytest.raises(RuleError) as refused:
        wikibase.terms(["Q1"], ["en|de"])
    assert refused.value.key == "error-language-code"
    for ids in ([], [f"Q{n}" for n in range(1, 52)]):
        with pytest.raises(ValueError, match="1 to 50"):
            wikibase.terms(ids, ["en"])


def test_many_ids_are_asked_for_in_batches() -> None:
    calls = wikibase.metabase_terms_batches([f"Q{n}" for n in range(1, 135)] + ["", "nonsense", "Q1"], ["en"])
    assert [len(dict(call.form or call.query)["ids"].split("|")) for call in calls] == [50, 50, 34]
    assert wikibase.metabase_terms_batches(["", "nonsense"], ["en"]) == []


def test_the_item_of_a_page_at_meta(answer: Answer) -> None:
    call = wikibase.item_of_meta_page("Wikimania 2026")
    asked = dict(call.query)
    assert (asked["sites"], asked["titles"], asked["normalize"]) == ("metawiki", "Wikimania 2026", "1")
    assert answer(call, {"entities": {"Q77": {"type": "item", "id": "Q77"}}}) == "Q77"
    assert answer(call, {"entities": {"-1": {"site": "metawiki", "title": "Wikimania 2026", "missing": ""}}}) is None
    assert answer(call, {"entities": {}}) is None


def test_failures_are_named(answer: Answer) -> None:
    call = wikibase.terms(["Q1"], ["en"])
    with pytest.raises(ActionApiError) as failed:
        answer(call, {"errors": [{"code": "no-such-entity", "text": "Could not find an entity"}]})
    assert failed.value.code == "no-such-entity"
    with pytest.raises(MaxLag):
        answer(call, {"errors": [{"code": "maxlag", "text": "Waiting"}]})
    with pytest.raises(HtmlAnswer):
        answer(call, b"<!DOCTYPE html>")
    with pytest.raises(WrongShape):
        answer(call, {"entities": {"Q1": {"labels": {"en": "Lua"}}}})


def test_an_answer_that_tells_of_no_entity_is_not_one_that_there_is_none(answer: Answer) -> None:
    call = wikibase.metabase_terms(["Q1"], ["tr"])
    for other in (b"{}", b'{"id": "seven", "results": 7}'):
        with pytest.raises(WrongShape):
            answer(call, other)
    assert answer(call, b'{"entities": {}}') == []
