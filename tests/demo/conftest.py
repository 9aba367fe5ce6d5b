"""A world of its own for each test, and people who call the service in it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from capx_tui.demo.embedded import create_app, demo_credentials
from tests.demo import sample_world

#: The day after the recordings were made.
NOW = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture(scope="session")
def built_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_world.build(tmp_path_factory.mktemp("sample-world") / "world.sqlite3")


@pytest.fixture
def world(built_world: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built_world, tmp_path / "world.sqlite3"))


@pytest.fixture
def rows(world: Path) -> Iterator[sqlite3.Connection]:
    """The world's file as the tests see and change it."""
    connection = sqlite3.connect(world, isolation_level=None)
    yield connection
    connection.close()


@dataclass
class Service:
    """The embedded service and its callers; `who` is a name in `sample_world.TOKENS`, or None."""

    client: httpx.AsyncClient
    #: Of whoever the world signs in, at its wikis.
    bearer: str = ""

    async def call(self, method: str, path: str, who: str | None = None, **request: Any) -> httpx.Response:
        headers = dict(request.pop("headers", {}))
        if who:
            headers["Authorization"] = f"Token {sample_world.TOKENS.get(who, who)}"
        return await self.client.request(method, path, headers=headers, **request)

    async def get(self, path: str, who: str | None = None, **request: Any) -> httpx.Response:
        return await self.call("GET", path, who, **request)

    async def post(self, path: str, who: str | None = "manager", **request: Any) -> httpx.Response:
        return await self.call("POST", path, who, **request)

    async def put(self, path: str, who: str | None = "manager", **request: Any) -> httpx.Response:
        return await self.call("PUT", path, who, **request)

    async def delete(self, path: str, who: str | None = "manager", **request: Any) -> httpx.Response:
        return await self.call("DELETE", path, who, **request)


@pytest_asyncio.fixture
async def service(world: Path) -> AsyncIterator[Service]:
    app = create_app(world, clock=lambda: NOW)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8100") as client:
        yield Service(client, demo_credentials(world, bearer=True))
    app.database.close()
