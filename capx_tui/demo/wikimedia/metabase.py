"""Metabase's Action API: terms of capacities, read and written with one's own signature."""

from collections.abc import Mapping

from capx_tui.demo.wikimedia.action_api import ActionCall, endpoint, query, tokens, userinfo
from capx_tui.demo.wikimedia.sites import METABASE_API
from capx_tui.demo.wikimedia.wikibase import entity_terms, missing_entity, read_terms, set_term


def _entities(asked: ActionCall) -> Mapping[str, object]:
    """action=wbgetentities by Metabase's own ids."""
    connection = asked.call.connection
    entities: dict[str, object] = {}
    for item in asked.values("ids"):
        row = connection.execute("SELECT qid FROM metabase_item WHERE metabase_item = ?", (item,)).fetchone()
        if row is None:
            entities[item] = missing_entity(item)
            continue
        terms = read_terms(connection, "metabase", row)[row[0]]
        entities[item] = {"type": "item", "id": item, **entity_terms(terms, asked)}
    return {"entities": entities, "success": 1}


ENDPOINTS = (
    endpoint(
        METABASE_API,
        {
            "query": query(meta_tokens=tokens, meta_userinfo=userinfo),
            "wbgetentities": _entities,
            "wbsetlabel": lambda asked: set_term(asked, "label"),
            "wbsetdescription": lambda asked: set_term(asked, "description"),
        },
    ),
)
