"""Terms of items, as both Wikibases tell and take them."""

import sqlite3
from collections.abc import Iterable, Mapping

from capx_tui.demo.wikimedia.action_api import ActionCall, ActionError

#: Greatest length of a label or description.
GREATEST_TERM = 250

KINDS = {"labels": "label", "descriptions": "description"}


def read_terms(
    connection: sqlite3.Connection, source: str, qids: Iterable[str]
) -> dict[str, dict[str, dict[str, str]]]:
    """Return item → kind ("label", "description") → language → text."""
    marks = list(qids)
    found: dict[str, dict[str, dict[str, str]]] = {qid: {"label": {}, "description": {}} for qid in marks}
    rows = connection.execute(
        "SELECT qid, lang, label, description FROM wiki_term WHERE source = ?"  # noqa: S608 - only marks are put in
        f" AND qid IN ({', '.join('?' * len(marks))}) ORDER BY qid, lang",
        [source, *marks],
    )
    for qid, lang, label, description in rows:
        for kind, text in (("label", label), ("description", description)):
            if text:
                found[qid][kind][lang] = text
    return found


def fallbacks(language: str) -> list[str]:
    """Return the languages in which to look for a term: this one, the one it is a variant of, English."""
    base = language.partition("-")[0]
    return list(dict.fromkeys([language, base, "en"]))


def entity_terms(terms: Mapping[str, Mapping[str, str]], asked: ActionCall) -> dict[str, object]:
    """Return the labels and descriptions of one entity that a call asks for."""
    languages = asked.values("languages")
    with_fallback = "languagefallback" in asked.parameters
    entity: dict[str, object] = {}
    for name, kind in KINDS.items():
        if name in asked.values("props"):
            entity[name] = _wanted(terms[kind], languages, with_fallback=with_fallback)
    return entity


def _wanted(texts: Mapping[str, str], languages: list[str], *, with_fallback: bool) -> dict[str, object]:
    found: dict[str, object] = {}
    for language in languages or list(texts):
        candidates = fallbacks(language) if with_fallback else [language]
        written = next((one for one in candidates if one in texts), None)
        if written == language:
            found[language] = {"language": language, "value": texts[language]}
        elif written:
            found[language] = {"language": written, "value": texts[written], "for-language": language}
    return found


def missing_entity(qid: str) -> dict[str, object]:
    """Return what stands for an item that is not there."""
    return {"id": qid, "missing": ""}


def set_term(asked: ActionCall, kind: str) -> Mapping[str, object]:
    """action=wbsetlabel, wbsetdescription at Metabase; a blank value removes the term."""
    asked.check_write()
    item, language, value = asked.required("id"), asked.required("language"), asked.required("value").strip()
    connection = asked.call.connection
    row = connection.execute("SELECT qid FROM metabase_item WHERE metabase_item = ?", (item,)).fetchone()
    if row is None:
        raise ActionError("no-such-entity", f"The entity {item} was not found.")
    if len(value) > GREATEST_TERM:
        raise ActionError("modification-failed", f"Must be no more than {GREATEST_TERM} characters long.")
    connection.execute(
        f"INSERT INTO wiki_term (source, qid, lang, {kind}) VALUES ('metabase', ?1, ?2, ?3)"  # noqa: S608
        f" ON CONFLICT (source, qid, lang) DO UPDATE SET {kind} = ?3",
        (row[0], language, value or None),
    )
    term = {"language": language, "value": value} if value else {"language": language, "removed": ""}
    return {"entity": {"id": item, "type": "item", f"{kind}s": {language: term}}, "success": 1}
