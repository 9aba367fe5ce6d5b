"""Wikimedia's side of the embedded service, spoken to as anybody would; the client's own way is tested elsewhere."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from capx_tui.demo.wikimedia import sites
from tests.demo.conftest import Service


def signed_by(service: Service) -> dict[str, str]:
    """The made-up person's own OAuth 2.0 access token."""
    return {"Authorization": f"Bearer {service.bearer}"}


async def meta(service: Service, method: str = "GET", *, signed: bool = False, **parameters: Any) -> Any:
    fields = {"format": "json", "formatversion": "2", "errorformat": "plaintext", **parameters}
    content: dict[str, Any] = {"data": fields} if method == "POST" else {"params": fields}
    answer = await service.call(method, sites.META_API, headers=signed_by(service) if signed else {}, **content)
    assert answer.status_code == 200
    return answer.json()


async def test_users_are_normalized_missing_or_invalid(service: Service) -> None:
    answer = await meta(
        service, action="query", list="users", usprop="emailable", ususers="kwamewiki0|Rámon1|No_body|a#b"
    )
    query = answer["query"]
    assert {"fromencoded": False, "from": "kwamewiki0", "to": "Kwamewiki0"} in query["normalized"]
    assert query["users"] == [
        {"userid": 10_001, "name": "Kwamewiki0", "emailable": True},
        {"userid": 10_002, "name": "Rámon1", "emailable": False},
        {"name": "No body", "missing": True},
        {"name": "A#b", "invalid": True},
    ]


async def test_another_separator_and_another_method(service: Service) -> None:
    answer = await meta(service, "POST", action="query", list="users", ususers="\x1fKwamewiki0\x1fA|B")
    assert [user["name"] for user in answer["query"]["users"]] == ["Kwamewiki0", "A|B"]


async def test_at_most_fifty_values(service: Service) -> None:
    names = "|".join(f"N{number}" for number in range(51))
    answer = await meta(service, action="query", list="users", ususers=names)
    assert answer["errors"][0]["code"] == "toomanyvalues"


async def test_the_wiki_birthday(service: Service) -> None:
    answer = await meta(service, action="query", meta="globaluserinfo", guiuser="Kwamewiki0", guiprop="merged")
    account = answer["query"]["globaluserinfo"]
    assert account["registration"] == "2010-05-06T07:08:09Z"
    assert {one["wiki"] for one in account["merged"]} == {"enwiki", "metawiki"}
    missing = await meta(service, action="query", meta="globaluserinfo", guiuser="Unheard")
    assert missing["query"]["globaluserinfo"] == {"missing": True}
    invalid = await meta(service, action="query", meta="globaluserinfo", guiuser="a|b")
    assert invalid["errors"][0]["code"] == "invaliduser"


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"action": "query", "maxlag": "-1"}, "maxlag"),
        ({"action": "nothing"}, "badvalue"),
        ({"action": "query", "list": "nothing"}, "badvalue"),
        ({"action": "parse"}, "missingparam"),
        ({"action": "parse", "page": "Nowhere"}, "missingtitle"),
    ],
)
async def test_errors_come_inside_a_200_in_either_format(
    service: Service, parameters: dict[str, Any], code: str
) -> None:
    assert (await meta(service, **parameters))["errors"][0]["code"] == code
    assert (await meta(service, errorformat="bc", **parameters))["error"]["code"] == code


async def test_lag_says_when_to_come_back(service: Service) -> None:
    answer = await service.get(f"{sites.META_API}?action=query&maxlag=-1")
    assert answer.headers["retry-after"] == "5"
    assert answer.headers["mediawiki-api-error"] == "maxlag"


async def test_a_token_that_writes_belongs_to_a_signature(service: Service, rows: sqlite3.Connection) -> None:
    asking: dict[str, Any] = {"action": "query", "meta": "tokens|userinfo"}
    anonymous, signed = (await meta(service, **asking)), (await meta(service, signed=True, **asking))
    assert anonymous["query"]["tokens"]["csrftoken"] == "+\\"
    assert anonymous["query"]["userinfo"]["anon"] is True
    assert signed["query"]["userinfo"]["name"] == "Kwamewiki0"
    token = signed["query"]["tokens"]["csrftoken"]
    mail: dict[str, Any] = {"action": "emailuser", "target": "zsófiawiki2", "subject": "S", "text": "T"}
    sent = await meta(service, "POST", signed=True, **mail, token=token)
    assert sent == {"emailuser": {"result": "Success"}}
    for one, code in (
        ({"signed": True, "token": "wrong"}, "badtoken"),
        ({"signed": False, "token": token}, "permissiondenied"),
        ({"signed": True, "token": token, "target": "Rámon1"}, "nowikiemail"),
        ({"signed": True, "token": token, "target": "Nobody at all"}, "notarget"),
    ):
        answer = await meta(service, "POST", **{**mail, **one})
        assert answer["errors"][0]["code"] == code
    assert (await meta(service, signed=True, **mail, token=token))["errors"][0]["code"] == "mustbeposted"
    post: dict[str, Any] = {
        "action": "edit",
        "title": "User talk:Rámon1",
        "section": "new",
        "sectiontitle": "Hi",
        "text": "T --~~~~",
    }
    assert (await meta(service, "POST", signed=True, **post, token=token))["edit"]["result"] == "Success"
    assert rows.execute("SELECT wikitext FROM meta_page WHERE title = 'User talk:Rámon1'").fetchone() == (
        "\n\n== Hi ==\n\nT --~~~~",
    )


async def test_pages_that_event_forms_read(service: Service) -> None:
    answer = await meta(service, action="query", prop="extracts|pageprops", titles="Event:AM|Event:Nowhere")
    assert answer["query"]["pages"] == [
        {"ns": 0, "title": "Event:AM", "extract": "Lead.", "pageprops": {"wikibase_item": "Q555"}},
        {"ns": 0, "title": "Event:Nowhere", "missing": True},
    ]
    parsed = await meta(service, action="parse", page="event:AM", prop="wikitext|text")
    assert parsed["parse"] == {"title": "Event:AM", "wikitext": "''Lead.''", "text": "<i>"}


async def wikidata(service: Service, **parameters: str) -> Any:
    fields = {"action": "wbgetentities", "format": "json", "formatversion": "2", **parameters}
    return (await service.get(sites.WIKIDATA_API, params=fields)).json()


async def test_terms_fall_back_to_the_base_language_and_to_english(service: Service) -> None:
    asked = {"ids": "Q1000037|Q9", "props": "labels|descriptions", "languages": "pt-br|fr", "languagefallback": "1"}
    entities = (await wikidata(service, **asked))["entities"]
    assert entities["Q1000037"]["labels"] == {
        "pt-br": {"language": "pt", "value": "comunicação administrativa", "for-language": "pt-br"},
        "fr": {"language": "en", "value": "administrative communication", "for-language": "fr"},
    }
    assert entities["Q1000037"]["descriptions"]["pt-br"]["language"] == "en"
    assert entities["Q9"] == {"id": "Q9", "missing": ""}
    del asked["languagefallback"]
    assert (await wikidata(service, **asked))["entities"]["Q1000037"]["labels"] == {}


async def test_the_item_of_a_page_at_meta(service: Service) -> None:
    found = await wikidata(service, sites="metawiki", titles="event:AM", props="sitelinks")
    assert found["entities"]["Q555"]["sitelinks"]["metawiki"]["title"] == "Event:AM"
    none = await wikidata(service, sites="metawiki", titles="Nowhere")
    assert none["entities"] == {"-1": {"site": "metawiki", "title": "Nowhere", "missing": ""}}
    assert (await wikidata(service))["error"]["code"] == "param-missing"


async def test_terms_are_written_at_metabase_with_a_signature(service: Service) -> None:
    async def metabase(**parameters: str) -> Any:
        fields = {"format": "json", "formatversion": "2", **parameters}
        return (await service.call("POST", sites.METABASE_API, data=fields, headers=signed_by(service))).json()

    token = (await metabase(action="query", meta="tokens"))["query"]["tokens"]["csrftoken"]
    label = {"action": "wbsetlabel", "id": "Q36", "language": "tr", "token": token}
    assert (await metabase(**label, value="İletişim"))["success"] == 1
    terms = await metabase(action="wbgetentities", ids="Q36", props="labels", languages="tr")
    assert terms["entities"]["Q36"]["labels"]["tr"]["value"] == "İletişim"
    assert (await metabase(**label, value="x" * 251))["error"]["code"] == "modification-failed"
    assert (await metabase(**{**label, "id": "Q99"}, value="x"))["error"]["code"] == "no-such-entity"
    assert (await metabase(**label, value=""))["success"] == 1
    gone = await metabase(action="wbgetentities", ids="Q36", props="labels", languages="tr")
    assert gone["entities"]["Q36"]["labels"] == {}


async def test_files_at_commons(service: Service) -> None:
    parameters = {
        "action": "query",
        "formatversion": "2",
        "prop": "imageinfo",
        "iiprop": "url|mime|size",
        "iiurlwidth": "320",
        "titles": "file:Report_AM.pdf|File:None.png",
    }
    query = (await service.get(sites.COMMONS_API, params=parameters)).json()["query"]
    assert query["normalized"] == [{"fromencoded": False, "from": "file:Report_AM.pdf", "to": "File:Report AM.pdf"}]
    there, missing = query["pages"]
    upload = "https://upload.wikimedia.org/wikipedia/commons"
    assert there["imageinfo"] == [
        {
            "url": f"{upload}/1/11/Report_AM.pdf",
            "descriptionurl": "https://commons.wikimedia.org/wiki/File:Report_AM.pdf",
            "thumburl": f"{upload}/thumb/1/11/Report_AM.pdf/320px-Report_AM.pdf",
            "mime": "application/pdf",
            "size": 1234,
            "width": 600,
            "height": 800,
        }
    ]
    assert missing["missing"] is True


async def test_posts_of_diff_by_tag(service: Service) -> None:
    posts = (await service.get(f"{sites.DIFF_API}/tags/tag-am/")).json()["posts"]
    assert posts[0]["categories"] == ["GLAM"]
    assert posts[0]["image_url"] is None
    assert (await service.get(f"{sites.DIFF_API}/tags/none/")).status_code == 404


async def test_lets_connect_profiles(service: Service) -> None:
    profile = (await service.get(f"{sites.LETSCONNECT}/profile/?username=Rámon1")).json()
    assert profile["reconciled_languages"] == ["Spanish"]
    assert profile["reconciled_territory"] is None
    assert (await service.get(f"{sites.LETSCONNECT}/profile/?username=Nobody")).status_code == 404


PERSON = """SELECT ?item ?image WHERE {
  ?item wdt:P4174 %s .
  OPTIONAL { ?item wdt:P18 ?image }
} ORDER BY ?item LIMIT 1"""


async def ask(service: Service, query: str, path: str = sites.WIKIDATA_SPARQL) -> Any:
    return await service.post(path, None, data={"query": query})


async def test_a_person_by_user_name(service: Service) -> None:
    answer = await ask(service, PERSON % '"Rámon1"')
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert answer.json() == {
        "head": {"vars": ["item", "image"]},
        "results": {
            "bindings": [
                {
                    "item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q777"},
                    "image": {
                        "type": "uri",
                        "value": "http://commons.wikimedia.org/wiki/Special:FilePath/R%C3%A1mon%20portrait.jpg",
                    },
                }
            ]
        },
    }
    escaped = (await ask(service, PERSON % r'"Quo\"te\\"')).json()["results"]["bindings"]
    assert escaped == [{"item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q778"}}]
    assert (await ask(service, PERSON % '"Nobody"')).json()["results"]["bindings"] == []


@pytest.mark.parametrize("path", [sites.WIKIDATA_SPARQL, sites.METABASE_SPARQL])
@pytest.mark.parametrize("query", ["", "SELECT * WHERE { ?s ?p ?o }", "nonsense", "ASK { ?s ?p ?o }"])
async def test_any_other_query_is_malformed(service: Service, path: str, query: str) -> None:
    answer = await ask(service, query, path)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert (await service.get(path, params={"query": query})).status_code == 400
