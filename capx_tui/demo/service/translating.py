"""Names and descriptions of capacities in other languages, kept at Metabase."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from capx_tui.demo.service.core import moments
from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.endpoint import Endpoint, Permission
from capx_tui.demo.service.core.facts import fact
from capx_tui.demo.service.core.fields import Text
from capx_tui.demo.service.core.refusal import Page, Refusal, unknown_path
from capx_tui.demo.service.core.resource import clean_fields

#: Metabase's own limit, in characters, for labels and descriptions alike.
GREATEST_TERM = 250
#: An address to allow at that nobody opened for so long is forgotten.
LINK_FOR = timedelta(minutes=15)

_FIELDS = (
    Text("qid"),
    Text("lang"),
    Text("label", required=False, null=True, blank=True),
    Text("description", required=False, null=True, blank=True),
)

_ROWS = """
SELECT skill_wikidata_item, metabase_item, wanted.label, wanted.description, other.label, other.description
FROM skill
LEFT JOIN metabase_item ON metabase_item.qid = skill_wikidata_item
LEFT JOIN wiki_term AS wanted
  ON wanted.source = 'metabase' AND wanted.qid = skill_wikidata_item AND wanted.lang = :lang
LEFT JOIN wiki_term AS other
  ON other.source = 'metabase' AND other.qid = skill_wikidata_item AND other.lang = :fallback
LEFT JOIN wiki_term AS english
  ON english.source = 'metabase' AND english.qid = skill_wikidata_item AND english.lang = 'en'
WHERE skill_wikidata_item != ''
ORDER BY COALESCE(wanted.label, '') != '' AND COALESCE(wanted.description, '') != '',
  casefold(COALESCE(english.label, '')), skill.id
"""

_NAMES = ("qid", "metabase_id", "label", "description", "fallback_label", "fallback_description")


def list_terms(call: Call) -> object:
    """GET /translating/?lang=: every capacity, those not fully translated first."""
    lang = call.last("lang")
    if lang is None:
        raise Refusal(400, {"detail": "Missing lang parameter"})
    parameters = {"lang": lang, "fallback": call.last("fallback") or "en"}
    return {
        "results": [
            {**dict(zip(_NAMES, row, strict=True)), "lang": lang} for row in call.connection.execute(_ROWS, parameters)
        ]
    }


def submit(call: Call) -> object:
    """POST /translating/: only what is sent is written; a blank text blanks the term."""
    data = call.body.mapping()
    values, errors = clean_fields(call, _FIELDS, data)
    if errors:
        raise Refusal(400, {"detail": errors})
    terms = {name: values[name] for name in ("label", "description") if values.get(name) is not None}
    if not terms:
        raise _refused("Provide at least label or description.")
    if values["lang"] == "en":
        raise _refused("English (en) is the base language and cannot be edited.")
    target = _Target(str(values["qid"]), _metabase_item(call, str(values["qid"])), str(values["lang"]))
    _refuse_unconfirmed(call)
    changed = []
    # One after the other, as the service asks Metabase: what is there stays although the next is turned down.
    for name, text in terms.items():
        if (no := _refusal_of_metabase(call, target, name, str(text))) is not None:
            return no
        if _write(call, target, name, str(text)):
            changed.append(name)
    return {"status": "ok", "changed": changed, "metabase_id": target.item}


@dataclass(frozen=True)
class _Target:
    """A capacity's item in a language."""

    qid: str
    item: str
    lang: str


def _refused(text: str) -> Refusal:
    return Refusal(400, {"detail": {"non_field_errors": [text]}})


def _metabase_item(call: Call, qid: str) -> str:
    found = call.connection.execute("SELECT metabase_item FROM metabase_item WHERE qid = ?", (qid,)).fetchone()
    if found is None:
        raise Refusal(400, {"detail": f"No Metabase item is linked to {qid}."})
    return str(found[0])


def _refuse_unconfirmed(call: Call) -> None:
    unconfirmed = call.connection.execute(
        "SELECT 1 FROM translating_oauth JOIN meta_user ON meta_user.name = translating_oauth.username"
        " WHERE translating_oauth.user = ? AND NOT emailable",
        (call.me.id,),
    ).fetchone()
    if unconfirmed:
        raise Refusal(403, {"detail": "Your Metabase account has no confirmed e-mail address, so it cannot edit."})


def _refusal_of_metabase(call: Call, target: _Target, name: str, text: str) -> Answer | None:
    """What Metabase says no to, as the service hands it on: only a long description is told as the field's."""
    if len(text) > GREATEST_TERM and name == "description":
        told = f"The description is longer than {GREATEST_TERM} characters."
        return Answer(400, {"detail": told, "field": name, "max_length": GREATEST_TERM})
    if len(text) > GREATEST_TERM:
        return _not_modified(target, name, f"must be no more than {GREATEST_TERM} characters long")
    terms = {**_terms(call, target), name: text}
    if text and terms["label"] == terms["description"]:
        return _not_modified(target, name, "label and description can not have the same value in one language")
    other = call.connection.execute(
        "SELECT metabase_item FROM wiki_term JOIN metabase_item USING (qid)"
        " WHERE source = 'metabase' AND lang = ? AND qid != ? AND label = ? AND description = ?",
        (target.lang, target.qid, terms["label"], terms["description"]),
    ).fetchone()
    if other is not None:
        told = f'Item [[Item:{other[0]}|{other[0]}]] already has label "{terms["label"]}" and the same description'
        return _not_modified(target, name, told)
    return None


def _not_modified(target: _Target, name: str, info: str) -> Answer:
    said = {"error": {"code": "modification-failed", "info": info}}
    return Answer(502, {"detail": f"Metabase API error for {target.item}/{target.lang} {name}: {said}"})


def _terms(call: Call, target: _Target) -> dict[str, str | None]:
    row = call.connection.execute(
        "SELECT label, description FROM wiki_term WHERE source = 'metabase' AND qid = ? AND lang = ?",
        (target.qid, target.lang),
    ).fetchone()
    return dict(zip(("label", "description"), row or (None, None), strict=True))


def _write(call: Call, target: _Target, name: str, text: str) -> bool:
    """Write one text; whether it is another than before."""
    before = _terms(call, target)
    after = {**before, name: text or None}
    call.connection.execute(
        "INSERT INTO wiki_term (source, qid, lang, label, description) VALUES ('metabase', ?1, ?2, ?3, ?4)"
        " ON CONFLICT (source, qid, lang) DO UPDATE SET label = ?3, description = ?4",
        (target.qid, target.lang, after["label"], after["description"]),
    )
    return after != before


def languages(call: Call) -> object:
    """GET /translating/languages/: what Metabase can hold terms in."""
    return {
        "languages": [
            {"code": code, "name": name, "autonym": autonym, "label": f"{autonym} ({code})"}
            for code, name, autonym in call.connection.execute("SELECT code, name, autonym FROM language ORDER BY code")
        ]
    }


def suggestions(call: Call) -> object:
    """GET /translating/suggestions/: languages whose share of complete capacities reaches `min_completion`."""
    try:
        least = float(call.query.get("min_completion", "0.8"))
    except ValueError:
        raise Refusal(400, {"detail": "min_completion must be a number"}) from None
    (total,) = call.connection.execute("SELECT COUNT(*) FROM metabase_item").fetchone()
    stats = {
        lang: {"complete": complete, "total": total, "completion": complete / total}
        for lang, complete in call.connection.execute(
            "SELECT lang, COUNT(*) FROM wiki_term JOIN metabase_item USING (qid) WHERE source = 'metabase'"
            " AND COALESCE(label, '') != '' AND COALESCE(description, '') != '' GROUP BY lang ORDER BY lang"
        )
    }
    ready = [lang for lang, numbers in stats.items() if numbers["completion"] >= least]
    return {"languages": ready, "stats": stats, "min_completion": least}


def status(call: Call) -> object:
    """GET /translating_oauth/status/."""
    found = call.connection.execute("SELECT username FROM translating_oauth WHERE user = ?", (call.me.id,)).fetchone()
    return {"connected": found is not None, "username": found[0] if found else ""}


def connect(call: Call) -> object:
    """POST /translating_oauth/begin/: an address to open in any browser; then the status changes."""
    if fact(call.connection, "metabase_oauth", "configured") != "configured":
        raise Refusal(503, {"detail": "Metabase OAuth is not configured."})
    state = secrets.token_urlsafe(24)
    call.connection.execute(
        "INSERT INTO oauth_request (oauth_token, oauth_token_secret, purpose, user, state, created)"
        " VALUES (?, ?, 'translating', ?, ?, ?)",
        (secrets.token_hex(16), secrets.token_hex(16), call.me.id, state, call.now),
    )
    address = call.url.replace(path="/translating_oauth/authorize/", query=urlencode({"state": state}), fragment="")
    return {"authorization_url": str(address), "state": state}


def authorize_page(call: Call) -> Answer:
    """GET the address that `connect` gave: the made-up person allows it at Metabase at once."""
    found = call.connection.execute(
        "DELETE FROM oauth_request WHERE purpose = 'translating' AND state = ? AND created > ? RETURNING user",
        (call.last("state") or "", moments.stored(call.moment - LINK_FOR)),
    ).fetchone()
    if found is None:
        raise unknown_path()
    call.connection.execute(
        "INSERT OR REPLACE INTO translating_oauth (user, username) SELECT id, username FROM user WHERE id = ?", found
    )
    text = "Metabase is connected. You can close this page."
    return Answer(
        200,
        Page(
            '<!doctype html>\n<html lang="en">\n<head>\n  <title>CapX</title>\n</head>\n'
            f"<body>\n  <p>{text}</p>\n</body>\n</html>\n"
        ),
    )


def disconnect(call: Call) -> object:
    """DELETE /translating_oauth/disconnect/: forget the tokens here; Metabase keeps its grant."""
    call.connection.execute("DELETE FROM translating_oauth WHERE user = ?", (call.me.id,))
    return {"status": "ok"}


ENDPOINTS = (
    Endpoint("/translating/", Permission.SIGNED_IN, {"GET": list_terms, "POST": submit}),
    Endpoint("/translating/languages/", Permission.SIGNED_IN, {"GET": languages}),
    Endpoint("/translating/suggestions/", Permission.SIGNED_IN, {"GET": suggestions}),
    Endpoint("/translating_oauth/status/", Permission.SIGNED_IN, {"GET": status}),
    Endpoint("/translating_oauth/begin/", Permission.SIGNED_IN, {"POST": connect}),
    Endpoint("/translating_oauth/disconnect/", Permission.SIGNED_IN, {"DELETE": disconnect}),
    Endpoint("/translating_oauth/authorize/", Permission.ANYONE, {"GET": authorize_page}, writing=frozenset({"GET"})),
)
