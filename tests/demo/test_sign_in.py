"""Signing in from nothing to a token, and connecting Metabase."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from capx_tui.demo.embedded import create_app, demo_token
from tests.demo.conftest import NOW, Service

LOGIN = "/api/login/social"
AUTHORIZE = "/_wikimedia/meta/wiki/Special:OAuth/authorize"


async def begin(service: Service, **body: str) -> dict[str, str]:
    answer = await service.post(f"{LOGIN}/knox/mediawiki/", None, json={"provider": "mediawiki", **body})
    assert answer.status_code == 200
    found: dict[str, str] = answer.json()
    assert set(found) == {"oauth_token", "oauth_token_secret", "oauth_callback_confirmed"}
    return found


async def allow(service: Service, token: str) -> dict[str, str]:
    answer = await service.get(f"{AUTHORIZE}?oauth_token={token}")
    assert answer.status_code == 302
    where = urlsplit(answer.headers["location"])
    assert where.path == "/oauth"
    return {name: values[0] for name, values in parse_qs(where.query).items()}


async def complete(service: Service, request: dict[str, str], returned: dict[str, str]) -> Any:
    body = {**returned, "oauth_token_secret": request["oauth_token_secret"], "provider": "mediawiki"}
    return await service.post(f"{LOGIN}/knox_user/mediawiki/", None, json=body)


async def test_the_whole_way_gives_a_token_of_thirty_days(service: Service, rows: sqlite3.Connection) -> None:
    request = await begin(service, extra="localhost:8123")
    checked = await service.post(f"{LOGIN}/check/", None, json={"oauth_token": request["oauth_token"]})
    assert checked.json() == {"exists": True, "extra": "localhost:8123"}
    answer = await complete(service, request, await allow(service, request["oauth_token"]))
    assert answer.status_code == 200
    assert answer.json() | {"token": "…"} == {
        "id": 1,
        "token": "…",
        "username": "Kwamewiki0",
        "email": "",
        "user_groups": ["*", "user", "autoconfirmed"],
        "extra": "localhost:8123",
    }
    token = answer.json()["token"]
    profile = (await service.get("/profile/", token)).json()["results"][0]
    assert profile["id"] == 1
    assert profile["last_login"] == NOW.isoformat().replace("+00:00", "Z")
    kept = [str(row) for row in rows.execute("SELECT * FROM token")]
    assert not any(token in row for row in kept)


async def test_the_return_goes_on_to_a_loopback_address_or_shows_itself(service: Service) -> None:
    request = await begin(service, extra="localhost:8123")
    returned = await allow(service, request["oauth_token"])
    onward = await service.get("/oauth", params=returned)
    assert onward.status_code == 302
    assert onward.headers["location"].startswith("http://localhost:8123/oauth?oauth_verifier=")
    plain = await begin(service)
    shown = await service.get("/oauth", params=await allow(service, plain["oauth_token"]))
    assert shown.status_code == 200
    assert "oauth_verifier=" in shown.text
    assert (await service.get("/oauth?oauth_token=nobody")).status_code == 404


@pytest.mark.parametrize("wrong", ["oauth_token", "oauth_verifier", "oauth_token_secret"])
async def test_one_wrong_value_of_three_is_refused(service: Service, wrong: str) -> None:
    request = await begin(service)
    returned = await allow(service, request["oauth_token"])
    spoilt = {"oauth_token_secret": request["oauth_token_secret"], **returned, wrong: "wrong"}
    answer = await service.post(f"{LOGIN}/knox_user/mediawiki/", None, json=spoilt)
    assert (answer.status_code, answer.json()) == (400, "")
    misnamed = {**returned, "oauth_secret": request["oauth_token_secret"]}
    assert (await service.post(f"{LOGIN}/knox_user/mediawiki/", None, json=misnamed)).status_code == 400


async def test_a_verifier_works_once_and_only_after_it_was_given(service: Service) -> None:
    request = await begin(service)
    early = {"oauth_token": request["oauth_token"], "oauth_verifier": "None"}
    assert (await complete(service, request, early)).status_code == 400
    returned = await allow(service, request["oauth_token"])
    assert (await complete(service, request, returned)).status_code == 200
    assert (await complete(service, request, returned)).status_code == 400


async def test_a_request_of_six_minutes_ago_is_forgotten_when_another_begins(
    service: Service, rows: sqlite3.Connection
) -> None:
    request = await begin(service, extra="localhost")
    rows.execute("UPDATE oauth_request SET created = ?", ((NOW - timedelta(minutes=6)).isoformat(),))
    still = await service.post(f"{LOGIN}/check/", None, json={"oauth_token": request["oauth_token"]})
    assert still.json()["exists"] is True
    await begin(service)
    gone = await service.post(f"{LOGIN}/check/", None, json={"oauth_token": request["oauth_token"]})
    assert gone.json() == {"exists": False, "extra": None}
    assert (await service.get(f"{AUTHORIZE}?oauth_token={request['oauth_token']}")).status_code == 400


@pytest.mark.parametrize("extra", ["evil.example.org", "capx.toolforge.org:80", "localhost:x", "http://localhost"])
async def test_other_places_to_return_to_are_refused(service: Service, extra: str) -> None:
    answer = await service.post(f"{LOGIN}/knox/mediawiki/", None, json={"extra": extra})
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("Invalid extra host.")


async def test_another_provider_is_unknown(service: Service) -> None:
    answer = await service.post(f"{LOGIN}/knox/github/", None, json={})
    assert (answer.status_code, answer.json()) == (404, {"detail": "Backend not found"})


async def test_who_deleted_the_account_joins_anew_and_takes_the_name_from_others(
    service: Service, rows: sqlite3.Connection
) -> None:
    rows.execute("UPDATE profile SET wiki_alt = 'Kwamewiki0' WHERE id = 61")
    await service.delete("/profile/1/")
    request = await begin(service)
    answer = await complete(service, request, await allow(service, request["oauth_token"]))
    number = answer.json()["id"]
    assert number != 1
    profile = (await service.get("/profile/", answer.json()["token"])).json()["results"][0]
    assert (profile["user"]["username"], profile["skills_known"], profile["is_manager"]) == ("Kwamewiki0", [], [])
    assert (await service.get("/users/61/")).json()["wiki_alt"] == ""


async def test_a_token_ends_after_thirty_days(world: Path) -> None:
    token = demo_token(world, now=NOW)
    for days, status in ((29, 200), (30, 401)):
        app = create_app(world, clock=lambda days=days: NOW + timedelta(days=days))  # type: ignore[misc]
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://demo") as client:
            answer = await client.get("/profile/", headers={"Authorization": f"Token {token}"})
        app.database.close()
        assert answer.status_code == status


async def test_metabase_is_connected_once_its_page_was_opened(service: Service, rows: sqlite3.Connection) -> None:
    rows.execute("DELETE FROM world WHERE key = 'metabase_oauth'")
    begun = (await service.post("/translating_oauth/begin/")).json()
    assert set(begun) == {"authorization_url", "state"}
    status = "/translating_oauth/status/"
    assert (await service.get(status, "manager")).json() == {"connected": False, "username": ""}
    page = await service.get(begun["authorization_url"])
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert (await service.get(status, "manager")).json() == {"connected": True, "username": "Kwamewiki0"}
    assert (await service.get(status, "other")).json()["connected"] is False
    assert (await service.get(begun["authorization_url"])).status_code == 404
    assert (await service.delete("/translating_oauth/disconnect/")).json() == {"status": "ok"}
    assert (await service.get(status, "manager")).json()["connected"] is False
