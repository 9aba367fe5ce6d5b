"""Names and descriptions of capacities in other languages."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from tests.demo.conftest import Service


async def submit(service: Service, **body: Any) -> Any:
    return await service.post("/translating/", json=body)


async def row(service: Service, qid: str, lang: str) -> dict[str, Any]:
    answer = (await service.get(f"/translating/?lang={lang}", "manager")).json()["results"]
    return next(one for one in answer if one["qid"] == qid)


async def test_every_capacity_is_listed_and_what_is_missing_comes_first(service: Service) -> None:
    rows = (await service.get("/translating/?lang=fr", "manager")).json()["results"]
    assert len(rows) == 134
    assert rows[-1] == {
        "qid": "Q1000036",
        "metabase_id": "Q36",
        "lang": "fr",
        "label": "Communication",
        "description": "Se parler",
        "fallback_label": "Communication",
        "fallback_description": "Talking to each other",
    }
    assert rows[0]["metabase_id"] is None
    portuguese = (await service.get("/translating/?lang=fr&fallback=pt-br", "manager")).json()["results"]
    assert (
        next(one for one in portuguese if one["qid"] == "Q1000010")["fallback_label"] == "Habilidades organizacionais"
    )


async def test_only_what_is_sent_changes(service: Service) -> None:
    answer = await submit(service, qid="Q1000010", lang="pt-br", description=" Cuidar ")
    assert answer.json() == {"status": "ok", "changed": ["description"], "metabase_id": "Q10"}
    found = await row(service, "Q1000010", "pt-br")
    assert (found["label"], found["description"]) == ("Habilidades organizacionais", "Cuidar")
    same = await submit(service, qid="Q1000010", lang="pt-br", description="Cuidar", label=None)
    assert same.json()["changed"] == []
    blanked = await submit(service, qid="Q1000010", lang="pt-br", label="")
    assert blanked.json()["changed"] == ["label"]
    assert (await row(service, "Q1000010", "pt-br"))["label"] is None


async def test_what_is_written_is_found_at_metabase(service: Service) -> None:
    await submit(service, qid="Q1000010", lang="fr", label="Organisation")
    answer = await service.get(
        "/_wikimedia/metabase/w/api.php?action=wbgetentities&ids=Q10&props=labels&languages=fr&formatversion=2"
    )
    assert answer.json()["entities"]["Q10"]["labels"] == {"fr": {"language": "fr", "value": "Organisation"}}


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        ({}, 400, {"qid": ["This field is required."], "lang": ["This field is required."]}),
        ({"qid": "Q1000010", "lang": "pt"}, 400, {"non_field_errors": ["Provide at least label or description."]}),
        (
            {"qid": "Q1000010", "lang": "en", "label": "x"},
            400,
            {"non_field_errors": ["English (en) is the base language and cannot be edited."]},
        ),
        ({"qid": "Q1000037", "lang": "pt", "label": "x"}, 400, "No Metabase item is linked to Q1000037."),
        (
            {"qid": "Q1000010", "lang": "pt", "description": "x" * 251},
            400,
            "The description is longer than 250 characters.",
        ),
        (
            {"qid": "Q1000010", "lang": "pt", "label": "x" * 251},
            502,
            (
                "Metabase API error for Q10/pt label: {'error': {'code': 'modification-failed',"
                " 'info': 'must be no more than 250 characters long'}}"
            ),
        ),
    ],
)
async def test_what_is_refused(service: Service, body: dict[str, str], status: int, detail: object) -> None:
    answer = await submit(service, **body)
    assert answer.status_code == status
    assert answer.json()["detail"] == detail


async def test_a_description_that_is_too_long_names_field_and_limit(service: Service) -> None:
    answer = (await submit(service, qid="Q1000010", lang="pt", description="x" * 251)).json()
    assert (answer["field"], answer["max_length"]) == ("description", 250)


async def test_whose_metabase_account_has_no_mail_cannot_edit(service: Service, rows: sqlite3.Connection) -> None:
    rows.execute("INSERT INTO translating_oauth VALUES (1, 'Rámon1')")
    answer = await submit(service, qid="Q1000010", lang="pt", label="x")
    assert answer.status_code == 403
    assert (await row(service, "Q1000010", "pt"))["label"] is None


async def test_languages_and_how_far_they_are(service: Service) -> None:
    languages = (await service.get("/translating/languages/", "manager")).json()["languages"]
    assert {
        "code": "pt-br",
        "name": "Brazilian Portuguese",
        "autonym": "(pt-br)",
        "label": "(pt-br) (pt-br)",
    } in languages
    answer = (await service.get("/translating/suggestions/?min_completion=0.5", "manager")).json()
    assert answer["languages"] == ["en", "fr"]
    assert answer["stats"]["fr"] == {"complete": 1, "total": 2, "completion": 0.5}
    assert (await service.get("/translating/suggestions/", "manager")).json()["languages"] == ["en"]


async def test_what_metabase_took_before_it_turned_something_down_is_there(service: Service) -> None:
    answer = await submit(service, qid="Q1000010", lang="pt", label="Organizar", description="x" * 251)
    assert answer.status_code == 400
    found = await row(service, "Q1000010", "pt")
    assert (found["label"], found["description"]) == ("Organizar", None)


async def test_no_two_items_have_the_same_texts_in_a_language(service: Service) -> None:
    assert (await submit(service, qid="Q1000036", lang="pt", label="Falar", description="Falar bem")).status_code == 200
    answer = await submit(service, qid="Q1000010", lang="pt", label="Falar", description="Falar bem")
    assert answer.status_code == 502
    assert answer.json()["detail"].startswith("Metabase API error for Q10/pt description: ")
    assert "[[Item:Q36|Q36]] already has label" in answer.json()["detail"]
    same = await submit(service, qid="Q1000010", lang="pt", label="Ler", description="Ler")
    assert (same.status_code, "can not have the same value" in same.json()["detail"]) == (502, True)


async def test_an_address_to_allow_at_ends_after_a_quarter_of_an_hour(
    service: Service, rows: sqlite3.Connection
) -> None:
    rows.execute("DELETE FROM world WHERE key = 'metabase_oauth'")
    begun = (await service.post("/translating_oauth/begin/")).json()
    rows.execute("UPDATE oauth_request SET created = '2000-01-01T00:00:00.000000Z' WHERE state = ?", (begun["state"],))
    assert (await service.get(begun["authorization_url"])).status_code == 404
