"""Several callers at once, and callers from another process: in the same world nothing is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx

from capx_tui.demo.embedded import create_app
from tests.demo.conftest import NOW, Service
from tests.demo.loopback import serving
from tests.demo.sample_world import FILLERS, TOKENS


async def test_writes_and_reads_at_once(service: Service) -> None:
    async def save(number: int) -> int:
        body = {"entity": "user", "entity_id": number, "relation": "sharer"}
        return (await service.post("/saved_item/", json=body)).status_code

    async def read() -> int:
        return (await service.get("/users/?limit=100")).status_code

    outcomes = await asyncio.gather(*(save(number) for number in FILLERS), *(read() for _ in range(10)))
    assert outcomes == [201] * len(FILLERS) + [200] * 10
    rows = (await service.get("/saved_item/", "manager")).json()["results"]
    assert {row["entity_id"] for row in rows} == set(FILLERS)
    assert len({row["id"] for row in rows}) == len(FILLERS)


async def test_the_same_save_at_once_makes_one_row(service: Service) -> None:
    body = {"entity": "user", "entity_id": 5, "relation": "learner"}
    answers = await asyncio.gather(*(service.post("/saved_item/", json=body) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [201] + [208] * 7
    assert len({answer.json()["id"] for answer in answers}) == 1


def test_over_a_socket_answers_are_the_same_and_links_lead_back(world: Path) -> None:
    app = create_app(world, clock=lambda: NOW)
    headers = {"Authorization": f"Token {TOKENS['manager']}"}
    with serving(app) as address, httpx.Client(base_url=address, headers=headers) as client:
        first = client.get("/users/?limit=2").json()
        assert first["next"] == f"{address}/users/?limit=2&offset=2"
        assert client.get(first["next"]).json()["previous"] == f"{address}/users/?limit=2"
        made = client.post("/bugs/", json={"title": "Über", "description": "d"})
        assert (made.status_code, made.json()["title"]) == (201, "Über")
        upload = client.post("/attachment/", files={"file": ("a.bin", bytes(range(256)))}, data={"bug": "1"})
        assert upload.json()["file"] == f"{address}/media/attachments/a.bin"
        moved = client.get("/users")
        assert (moved.status_code, moved.headers["location"]) == (301, "/users/")
        head = client.head("/users/?limit=2")
        assert (head.status_code, head.content) == (200, b"")
        assert client.delete("/saved_item/999/").status_code == 404
    app.database.close()
