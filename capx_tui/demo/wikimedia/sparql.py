"""The query services of Metabase and Wikidata, for the questions that a CapX client asks.

There is no SPARQL engine here: a query is known by the patterns it must hold and the variables it selects, its
VALUES and literals are read out, and the answer is written as https://www.w3.org/TR/sparql11-results-json/.
Any other query is turned down with 400, as a real endpoint turns down one that it cannot read.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.endpoint import Endpoint, Handler, Permission
from capx_tui.demo.service.core.refusal import Plain, Refusal
from capx_tui.demo.wikimedia.sites import METABASE_SPARQL, WIKIDATA_SPARQL
from capx_tui.demo.wikimedia.wikibase import read_terms

Row = dict[str, dict[str, str]]

METABASE_ENTITY = "https://metabase.wikibase.cloud/entity/"
WIKIDATA_ENTITY = "http://www.wikidata.org/entity/"
FILE_PATH = "http://commons.wikimedia.org/wiki/Special:FilePath/"

_LITERAL = r'"((?:[^"\\\n]|\\.)*)"'
_TERMS_BY_KIND = (
    r'\(\s*\?property\s+\?kind\s*\)\s*\{\s*\(rdfs:label "label"\)\s*\(schema:description "description"\)\s*\}'
)
_LANGUAGES = re.compile(r"IN\s*\(([^()]*)\)")


@dataclass(frozen=True)
class Question:
    """One kind of query: how it is known, and who answers it from its text."""

    variables: tuple[str, ...]
    patterns: tuple[str, ...]
    answer: Callable[[sqlite3.Connection, str], Iterable[Row]]

    def is_asked(self, text: str) -> bool:
        """Whether a query's text is of this kind."""
        selected = re.search(r"SELECT\s+(?:DISTINCT\s+)?((?:\?\w+\s+)+)WHERE", text)
        return (
            selected is not None
            and tuple(selected.group(1).split()) == tuple(f"?{name}" for name in self.variables)
            and all(re.search(pattern, text) for pattern in self.patterns)
        )


def _uri(value: str) -> dict[str, str]:
    return {"type": "uri", "value": value}


def _literal(value: str, language: str = "") -> dict[str, str]:
    return {"type": "literal", "value": value, **({"xml:lang": language} if language else {})}


def _unescaped(text: str) -> str:
    """Return a literal's text; SPARQL's escapes are JSON's, but for one that JSON has no need of."""
    return str(json.loads('"' + text.replace("\\'", "'") + '"'))


def _literals(text: str) -> list[str]:
    return [_unescaped(found) for found in re.findall(_LITERAL, text)]


def _values(text: str, variable: str) -> str:
    found = re.search(rf"VALUES\s+\?{variable}\s*\{{([^}}]*)\}}", text)
    return found.group(1) if found else ""


def _languages(text: str) -> frozenset[str]:
    found = _LANGUAGES.search(text)
    return frozenset(_literals(found.group(1))) if found else frozenset()


def _term_rows(terms: Mapping[str, Mapping[str, str]], languages: frozenset[str]) -> Iterable[Row]:
    for kind, texts in terms.items():
        for language, text in texts.items():
            if language.lower() in languages:
                yield {
                    "kind": _literal(kind),
                    "text": _literal(text, language),
                    "language": _literal(language.lower()),
                }


def _metabase_terms(connection: sqlite3.Connection, text: str) -> Iterable[Row]:
    """Answer terms of capacities at Metabase; an item without a term still gives a row."""
    qids, languages = list(dict.fromkeys(_literals(_values(text, "qid")))), _languages(text)
    terms = read_terms(connection, "metabase", qids)
    for qid in qids:
        found = connection.execute("SELECT metabase_item FROM metabase_item WHERE qid = ?", (qid,)).fetchone()
        if found:
            subject = {"item": _uri(METABASE_ENTITY + found[0]), "qid": _literal(qid)}
            rows = list(_term_rows(terms[qid], languages))
            yield from ({**subject, **row} for row in rows or [{}])


def _wikidata_terms(connection: sqlite3.Connection, text: str) -> Iterable[Row]:
    """Answer terms of items at Wikidata."""
    qids, languages = re.findall(r"wd:(Q\d+)", _values(text, "item")), _languages(text)
    terms = read_terms(connection, "wikidata", dict.fromkeys(qids))
    for qid, by_kind in terms.items():
        for row in _term_rows(by_kind, languages):
            yield {"item": _uri(WIKIDATA_ENTITY + qid), **row}


_USERNAME = rf"wdt:P4174\s+{_LITERAL}\s*\."


def _person(connection: sqlite3.Connection, text: str) -> Iterable[Row]:
    """Answer the first item whose Wikimedia username is a text, with its picture."""
    asked = re.search(_USERNAME, text)
    assert asked is not None
    row = connection.execute(
        "SELECT qid, image FROM wikidata_person WHERE username = ? ORDER BY qid LIMIT 1",
        (_unescaped(asked.group(1)),),
    ).fetchone()
    if row:
        image = {"image": _uri(FILE_PATH + quote(row[1]))} if row[1] else {}
        yield {"item": _uri(WIKIDATA_ENTITY + row[0]), **image}


_EVENT_CODES = ("P580", "P582", "P276", "P856")
_EVENT_VARIABLES = ("label", "description", "begin", "end", "location", "website")


def _event(connection: sqlite3.Connection, text: str) -> Iterable[Row]:
    """Answer what is known of the items as events; each gives a row, with nothing in it where nothing is known."""
    qids = re.findall(r"wd:(Q\d+)", _values(text, "item"))
    terms = read_terms(connection, "wikidata", dict.fromkeys(qids))
    for qid in qids[:1]:
        english = {kind: texts["en"] for kind, texts in terms[qid].items() if texts.get("en")}
        row = {kind: _literal(written, "en") for kind, written in english.items()}
        found = connection.execute(
            "SELECT start_time, end_time, location, official_website FROM wikidata_event WHERE qid = ?", (qid,)
        ).fetchone()
        for name, value in zip(_EVENT_VARIABLES[2:], found or (), strict=False):
            if value and name in ("begin", "end"):
                row[name] = {**_literal(value), "datatype": "http://www.w3.org/2001/XMLSchema#dateTime"}
            elif value:
                row[name] = _uri(WIKIDATA_ENTITY + value if name == "location" else value)
        yield row


_METABASE = (
    Question(
        ("item", "qid", "kind", "text", "language"),
        (r"mbt:P5\s+mb:Q34531", r"mbt:P67/mbt:P1\s+\?qid", r"VALUES\s+\?qid\s*\{", _TERMS_BY_KIND),
        _metabase_terms,
    ),
)
_WIKIDATA = (
    Question(
        ("item", "kind", "text", "language"),
        (r"VALUES\s+\?item\s*\{", _TERMS_BY_KIND, r"\?item\s+\?property\s+\?text"),
        _wikidata_terms,
    ),
    Question(("item", "image"), (_USERNAME, r"wdt:P18\s+\?image"), _person),
    Question(
        _EVENT_VARIABLES,
        (
            r"VALUES\s+\?item\s*\{",
            *(rf"wdt:{code}\s+\?{name}" for name, code in zip(_EVENT_VARIABLES[2:], _EVENT_CODES, strict=True)),
        ),
        _event,
    ),
)


def _service(questions: tuple[Question, ...]) -> Handler:
    def answer(call: Call) -> Answer:
        sent = call.body.plain().get("query") if call.method == "POST" else call.last("query")
        text = re.sub(r"^\s*#.*$", "", str(sent or ""), flags=re.MULTILINE)
        question = next((question for question in questions if question.is_asked(text)), None)
        if question is None:
            raise Refusal(400, Plain("Malformed query: the embedded service knows only the client's own queries.\n"))
        rows = list(question.answer(call.connection, text))
        body = {"head": {"vars": list(question.variables)}, "results": {"bindings": rows}}
        return Answer(200, body, media_type="application/sparql-results+json")

    return answer


ENDPOINTS = tuple(
    Endpoint(path, Permission.ANYONE, {"GET": handler, "POST": handler})
    for path, handler in ((METABASE_SPARQL, _service(_METABASE)), (WIKIDATA_SPARQL, _service(_WIKIDATA)))
)
