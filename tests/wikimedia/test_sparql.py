"""The queries on a real engine, decoded as in production."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import resources
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.api.wikimedia import binding, sparql
from capx_tui.api.wikimedia.sparql import PersonItem, TermRow
from capx_tui.api.wire import Auth, Call, Response, Site, read_answer
from capx_tui.errors import (
    CapxError,
    CutOff,
    FieldErrors,
    HtmlAnswer,
    RuleError,
    ServiceDown,
    Throttled,
    WrongJson,
    WrongShape,
)

Ask = Callable[[Call[Any]], Any]
Answer = Callable[..., Any]

LUA, GLAM, STORY, SURVEY, EMPATHY = "Q207316", "Q1474884", "Q989963", "Q815382", "Q182263"


def _said(rows: list[TermRow]) -> set[tuple[str, str, str, str]]:
    return {(row.qid, row.kind, row.language, row.text) for row in rows}


def test_metabase_gives_labels_and_descriptions_in_the_languages_asked_for(ask: Ask) -> None:
    rows = ask(sparql.capacity_terms_metabase([LUA, GLAM], ["pt-br", "en"]))
    assert _said(rows) == {
        (LUA, "label", "en", "Lua"),
        (LUA, "label", "pt-br", "Lua"),
        (LUA, "description", "en", "Writing modules for templates"),
        (LUA, "description", "pt-br", "Escrever módulos para predefinições"),
        (GLAM, "label", "en", "GLAM"),
        (GLAM, "description", "en", "Galleries, libraries, archives, museums"),
    }
    assert {(row.qid, row.item) for row in rows} == {(LUA, "Q100"), (GLAM, "Q101")}


def test_a_metabase_item_without_any_term_still_gives_its_id(ask: Ask) -> None:
    assert ask(sparql.capacity_terms_metabase([SURVEY], ["en"])) == [TermRow(qid=SURVEY, item="Q103")]


def test_a_metabase_item_without_a_term_in_that_language_still_gives_its_id(ask: Ask) -> None:
    assert ask(sparql.capacity_terms_metabase([GLAM], ["ja"])) == [TermRow(qid=GLAM, item="Q101")]


def test_links_that_lead_there_twice_bring_each_term_once_for_each_item(ask: Ask) -> None:
    rows = ask(sparql.capacity_terms_metabase([STORY], ["en"]))
    assert sorted((row.item, row.kind, row.text) for row in rows) == [
        ("Q102", "description", "Telling it so that people listen"),
        ("Q102", "label", "Storytelling"),
        ("Q150", "label", "Story telling (duplicate)"),
    ]


def test_what_is_no_capacity_at_metabase_gives_nothing(ask: Ask) -> None:
    assert ask(sparql.capacity_terms_metabase(["Q42"], ["en"])) == []


def test_ids_that_nobody_knows_give_nothing(ask: Ask) -> None:
    assert ask(sparql.capacity_terms_metabase(["Q999999999"], ["en"])) == []
    assert ask(sparql.capacity_terms_wikidata(["Q999999999"], ["en"])) == []
    assert ask(sparql.capacity_terms_metabase([], ["en"])) == []
    assert ask(sparql.capacity_terms_wikidata([], ["en"])) == []


def test_terms_are_cleaned_of_what_steers_a_terminal(ask: Ask) -> None:
    rows = ask(sparql.capacity_terms_metabase([EMPATHY], ["pt", "en"]))
    texts = {(row.kind, row.language): row.text for row in rows}
    assert texts["description", "en"] == "Feeling with others"
    assert texts["label", "pt"] == "Empatia"


def test_wikidata_gives_terms_and_its_label_for_all_languages(ask: Ask) -> None:
    rows = ask(sparql.capacity_terms_wikidata([LUA, GLAM], ["pt", "en"]))
    assert _said(rows) == {
        (LUA, "label", "mul", "Lua"),
        (LUA, "description", "en", "programming language"),
        (LUA, "description", "pt", "linguagem de programação"),
        (GLAM, "label", "en", "GLAM"),
        (GLAM, "description", "en", "cultural heritage institutions"),
    }
    assert {row.item for row in rows} == {""}


@pytest.mark.parametrize(
    ("asked", "text"), [("no", "undersøkelse"), ("nb", "undersøkelse"), ("sr-ec", "анкета"), ("sr-Cyrl", "анкета")]
)
def test_a_code_is_answered_under_its_own_name_though_rdf_writes_another(ask: Ask, asked: str, text: str) -> None:
    rows = ask(sparql.capacity_terms_wikidata([SURVEY], [asked]))
    assert _said(rows) == {(SURVEY, "label", asked.lower(), text)}


def test_the_tag_of_a_chinese_variant_is_found_at_metabase(ask: Ask) -> None:
    rows = ask(sparql.capacity_terms_metabase([STORY], ["zh-cn"]))
    assert (STORY, "label", "zh-cn", "故事") in _said(rows)


def test_a_person_is_found_by_the_exact_name_and_with_the_picture(ask: Ask) -> None:
    found = ask(sparql.person_item("Ana Souza"))
    assert found == PersonItem(item="Q5001", image="File:Ana Souza 2024.jpg")
    assert ask(sparql.person_item("Çiğdem")) == PersonItem(item="Q5003")
    for other in ("ana souza", "Ana_Souza", "Ana Souz", "Ana Souza ", ""):
        assert ask(sparql.person_item(other)) is None


def test_quotation_marks_and_backslashes_in_a_name_are_only_characters(ask: Ask) -> None:
    assert ask(sparql.person_item('Bo\\"b')) == PersonItem(item="Q5002")


def test_of_two_items_and_two_pictures_the_same_one_comes_every_time(ask: Ask) -> None:
    assert ask(sparql.person_item("Twice")) == PersonItem(item="Q5004", image="File:A.jpg")


@given(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(
            [
                '" . ?item ?p ?o . BIND("x" AS ?y) #',
                '" } UNION { ?item ?p "Ana Souza',
                'x\\" . ?item <http://www.wikidata.org/prop/direct/P4174> ?n . #',
                "\\u0022 . ?item ?p ?o #",
                'x" ; <http://www.wikidata.org/prop/direct/P4174> ?n . #',
                "x'''",
                "}} {{username}}",
            ]
        ),
    )
)
def test_no_name_finds_anybody_who_has_another_name(text: str) -> None:
    store = pyoxigraph.Store()
    other = "Somebody else" if text != "Somebody else" else "Nobody"
    property_ = pyoxigraph.NamedNode("http://www.wikidata.org/prop/direct/P4174")
    for number, name in ((1, other), (2, text)):
        item = pyoxigraph.NamedNode(f"http://www.wikidata.org/entity/Q{number}")
        store.add(pyoxigraph.Quad(item, property_, pyoxigraph.Literal(name)))
    call = sparql.person_item(text)
    assert call.form is not None
    solutions = store.query(call.form[0][1])
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    body = solutions.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
    assert read_answer(call, Response(200, {}, body or b"")) == PersonItem(item="Q2")


def test_a_name_with_half_a_character_is_refused() -> None:
    with pytest.raises(RuleError):
        sparql.person_item("Ana\udce9")


def test_questions_are_forms_that_only_ask_and_carry_no_token() -> None:
    for call in (
        sparql.capacity_terms_metabase([LUA], ["en"]),
        sparql.capacity_terms_wikidata([LUA], ["en"]),
        sparql.person_item("Ana"),
    ):
        assert (call.method, call.path, call.query) == ("POST", "", ())
        assert call.form is not None
        assert [name for name, _ in call.form] == ["query"]
        assert call.accept == "application/sparql-results+json"
        assert call.auth is Auth.NEVER
        assert call.repeatable
    assert sparql.capacity_terms_metabase([LUA], ["en"]).site is Site.METABASE_SPARQL
    assert sparql.capacity_terms_wikidata([LUA], ["en"]).site is Site.WIKIDATA_SPARQL
    assert sparql.person_item("Ana").site is Site.WIKIDATA_SPARQL


def test_many_ids_are_asked_for_in_batches_each_once() -> None:
    ids = [f"Q{number}" for number in range(1, 402)]
    for build, form in ((sparql.metabase_batches, '"Q{}"'), (sparql.wikidata_batches, "wd:Q{} ")):
        calls = build([*ids, *ids], ["en"])
        queries = [call.form[0][1] for call in calls if call.form]
        assert [len(re.findall(r"(?<=[\s\"])(?:wd:)?Q[0-9]+(?=[\s\"])", query)) for query in queries] == [150, 150, 101]
        assert form.format(1) in queries[0]
        assert form.format(301) in queries[2]


def test_batches_leave_out_what_is_no_id_and_nothing_is_no_batch(ask: Ask) -> None:
    (call,) = sparql.metabase_batches(["", LUA, 'Q1" }', "Q0"], ["en"])
    assert {row.qid for row in ask(call)} == {LUA}
    assert sparql.metabase_batches(["", "nonsense"], ["en"]) == []
    assert sparql.wikidata_batches([], ["en"]) == []


def test_the_query_files_are_standard_and_small() -> None:
    """No vendor extension: the engine here knows none, and these words would mean one."""
    files = [
        file for file in (resources.files(binding.__package__ or "") / "queries").iterdir() if file.name.endswith(".rq")
    ]
    assert len(files) == 4
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert "SERVICE" not in text
        assert "bigdata" not in text
        assert len(text.splitlines()) < 25


def test_a_row_that_says_less_than_it_should_is_not_half_believed(answer: Answer) -> None:
    def value(text: str, **more: str) -> dict[str, str]:
        return {"type": "literal", "value": text, **more}

    rows = [
        {"item": value("https://metabase.wikibase.cloud/entity/P5"), "qid": value(LUA)},
        {"item": value("https://metabase.wikibase.cloud/entity/Q7"), "qid": value("nonsense")},
        {"qid": value(LUA)},
        {
            "item": value("https://metabase.wikibase.cloud/entity/Q7"),
            "qid": value(LUA),
            "kind": value("alias"),
            "text": value("x"),
        },
        {
            "item": value("https://metabase.wikibase.cloud/entity/Q7"),
            "qid": value(LUA),
            "kind": value("label"),
            "text": value("Lua", **{"xml:lang": "EN"}),
        },
    ]
    found = answer(sparql.capacity_terms_metabase([LUA], ["en"]), {"head": {"vars": []}, "results": {"bindings": rows}})
    assert found == [TermRow(qid=LUA, item="Q7"), TermRow(qid=LUA, item="Q7", kind="label", text="Lua", language="en")]


_ROWS = b'{"head":{"vars":["item"]},"results":{"bindings":[{"item":{"type":"uri","value":"http://www.wikidata.org/entity/Q1"}}]}}'


@pytest.mark.parametrize(
    ("status", "headers", "body", "error"),
    [
        (
            200,
            {"content-type": "text/html"},
            b"<!doctype html><title>Making sure you're not a bot!</title>",
            HtmlAnswer,
        ),
        (200, {}, b"\n <html><body>Anubis</body></html>", HtmlAnswer),
        (200, {}, _ROWS[:-30], CutOff),
        (200, {"content-length": str(len(_ROWS))}, _ROWS[:-2], CutOff),
        (200, {}, b"", CutOff),
        (200, {}, _ROWS[:40] + b"java.util.concurrent.TimeoutException\n\tat java.util", WrongJson),
        (200, {}, b"SPARQL-QUERY: queryStr=SELECT", WrongJson),
        (200, {}, b'{"head":{},"boolean":true}', WrongShape),
        (200, {}, b'{"results":{"bindings":[{"item":"Q1"}]}}', WrongShape),
        (200, {}, b"[]", WrongShape),
        (400, {"content-type": "text/plain"}, b"MalformedQueryException", FieldErrors),
        (429, {"retry-after": "7"}, b"Too Many Requests", Throttled),
        (503, {"retry-after": "60", "content-type": "text/html"}, b"<html>down</html>", ServiceDown),
        (500, {"content-type": "text/plain"}, b"java.util.concurrent.TimeoutException", ServiceDown),
    ],
)
def test_every_failure_of_a_query_service_is_named(
    answer: Answer, status: int, headers: dict[str, str], body: bytes, error: type[CapxError]
) -> None:
    with pytest.raises(error) as failed:
        answer(sparql.person_item("Ana"), body, status=status, headers=headers)
    assert type(failed.value) is error
    assert failed.value.host == "wiki.example"
    if isinstance(failed.value, Throttled):
        given = headers.get("retry-after")
        assert failed.value.retry_after_s == (float(given) if given else None)
