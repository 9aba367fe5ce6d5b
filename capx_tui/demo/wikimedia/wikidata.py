"""Wikidata's Action API: terms of items with their fallback, and the item of a page at Meta."""

from collections.abc import Mapping

from capx_tui.demo.service.core.spelling import spelled
from capx_tui.demo.wikimedia.action_api import ActionCall, ActionError, endpoint, query, tokens, userinfo
from capx_tui.demo.wikimedia.sites import WIKIDATA_API
from capx_tui.demo.wikimedia.wikibase import entity_terms, missing_entity, read_terms


def _entities(asked: ActionCall) -> Mapping[str, object]:
    """action=wbgetentities: https://www.wikidata.org/w/api.php?action=help&modules=wbgetentities."""
    ids = asked.values("ids")
    entities: dict[str, object] = {}
    if not ids:
        ids = _by_page(asked, entities)
    known = _known(asked, ids)
    terms = read_terms(asked.call.connection, "wikidata", ids)
    for qid in ids:
        entities[qid] = (
            {"type": "item", "id": qid, **entity_terms(terms[qid], asked), **_sitelinks(asked, qid)}
            if qid in known
            else missing_entity(qid)
        )
    return {"entities": entities, "success": 1}


def _by_page(asked: ActionCall, entities: dict[str, object]) -> list[str]:
    """Return the items of pages at Meta; a page without one becomes an entity that is missing."""
    titles = asked.values("titles")
    if not titles or not asked.values("sites"):
        raise ActionError("param-missing", "Either provide the Item ids or pairs of sites and titles.")
    found = []
    for number, title in enumerate(titles, 1):
        written = spelled(title)
        row = asked.call.connection.execute(
            "SELECT wikidata_qid FROM meta_page WHERE title = ? AND wikidata_qid IS NOT NULL", (written,)
        ).fetchone()
        if row is None or "metawiki" not in asked.values("sites"):
            entities[str(-number)] = {"site": "metawiki", "title": written, "missing": ""}
        else:
            found.append(row[0])
    return found


def _known(asked: ActionCall, ids: list[str]) -> frozenset[str]:
    marks = ", ".join("?" * len(ids))
    rows = asked.call.connection.execute(
        f"SELECT qid FROM wiki_term WHERE source = 'wikidata' AND qid IN ({marks})"  # noqa: S608 - only marks
        f" UNION SELECT qid FROM wikidata_person WHERE qid IN ({marks})"
        f" UNION SELECT qid FROM wikidata_event WHERE qid IN ({marks})"
        f" UNION SELECT wikidata_qid FROM meta_page WHERE wikidata_qid IN ({marks})",
        ids * 4,
    )
    return frozenset(qid for (qid,) in rows)


def _sitelinks(asked: ActionCall, qid: str) -> dict[str, object]:
    if "sitelinks" not in asked.values("props"):
        return {}
    row = asked.call.connection.execute("SELECT title FROM meta_page WHERE wikidata_qid = ?", (qid,)).fetchone()
    return {"sitelinks": {"metawiki": {"site": "metawiki", "title": row[0], "badges": []}} if row else {}}


ENDPOINTS = (
    endpoint(WIKIDATA_API, {"query": query(meta_tokens=tokens, meta_userinfo=userinfo), "wbgetentities": _entities}),
)
