"""A made-up manager at the embedded service, and a line on which single requests fail: before they act or after."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from capx_tui.api.client import Client, Transport
from capx_tui.api.endpoints import EMBEDDED_SERVICE, addresses
from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wire import Request, Response
from capx_tui.demo.embedded import create_app, demo_token
from capx_tui.errors import CapxError
from capx_tui.model.form import Form
from capx_tui.model.organization_form import OrganizationChoices, organization_spec
from capx_tui.secret import Secret
from capx_tui.store.organization_edit import OrganizationEdit

__all__ = ["NOW", "PAGE", "Desk", "Fault", "Line", "Outcome", "answers", "begun", "fails"]

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PAGE = "https://commons.wikimedia.org/wiki/File:"
Outcome = Callable[[Request], Response]


def answers(status: int, body: object = None) -> Outcome:
    """An answer with this status."""
    raw = body if isinstance(body, bytes) else msgspec.json.encode(body)
    return lambda request: Response(status, {"content-type": "application/json"}, raw)


def fails(kind: type[CapxError]) -> Outcome:
    """No answer, for this reason."""

    def fail(request: Request) -> Response:
        raise kind(host=request.host)

    return fail


@dataclass
class Fault:
    """The next `times` requests that begin with `start` end in `outcome`; `acts`: the service has done it first."""

    start: str
    outcome: Outcome
    acts: bool = False
    times: int = 1


@dataclass
class Line:
    """See the module."""

    inner: Transport
    faults: list[Fault] = field(default_factory=list)
    #: Method and path of each request, in order.
    asked: list[str] = field(default_factory=list)
    #: Called with method and path before each request goes out.
    before: Callable[[str], None] = lambda asked: None

    async def send(self, request: Request) -> Response:
        asked = f"{request.method} {request.url.partition('.invalid')[2]}"
        self.before(asked)
        self.asked.append(asked)
        for fault in self.faults:
            if fault.times and asked.startswith(fault.start):
                fault.times -= 1
                if fault.acts:
                    await self.inner.send(request)
                return fault.outcome(request)
        return await self.inner.send(request)

    async def close(self) -> None:
        await self.inner.close()

    @property
    def writes(self) -> list[str]:
        """What was to be changed: a query service is only asked, by whatever method."""
        return [asked for asked in self.asked if not asked.startswith("GET") and "sparql" not in asked]


class Desk:
    """A client on such a line over the world in a file, signed in as the person whom the world signs in."""

    def __init__(self, world: Path, username: str | None = None) -> None:
        self._world = world
        self.line = Line(HttpxTransport(app=create_app(world, clock=lambda: NOW)))
        token = Secret(demo_token(world, username=username, now=NOW))
        self.client = Client(self.line, addresses(EMBEDDED_SERVICE, {}, embedded=True), lambda: token)
        self.me: int = self.sql("SELECT CAST(value AS INTEGER) FROM world WHERE key = 'me'")[0][0]
        self.organization: int = self.sql("SELECT id FROM organization WHERE acronym = 'TUR'")[0][0]

    def sql(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the service keeps, behind its back; a change is another's change."""
        with closing(sqlite3.connect(self._world)) as connection, connection:
            return connection.execute(query, values).fetchall()

    def fault(self, start: str, outcome: Outcome, *, acts: bool = False, times: int = 1) -> None:
        """See `Fault`."""
        self.line.faults.append(Fault(start, outcome, acts, times))

    # Of the organization

    def stored(self) -> tuple[Any, ...]:
        """Its own row."""
        return self.sql(
            "SELECT acronym, type, profile_image, meta_page, email, website, report, mastodon, home_project"
            " FROM organization WHERE id = ?",
            self.organization,
        )[0]

    def linked(self, table: str) -> set[Any]:
        """Its rows of a table of links."""
        return set(self.sql(f"SELECT * FROM organization_{table} WHERE organization = ?", self.organization))

    def names(self) -> dict[str, str]:
        """Its names by language."""
        query = "SELECT language_code, name FROM organization_name WHERE organization = ?"
        return dict(self.sql(query, self.organization))


async def begun(desk: Desk, store: OrganizationEdit, **more: Any) -> Form:
    """The organization's form as it opens; `more` are fields that it has besides."""
    values = (await store.read(desk.organization)).values()
    desk.line.asked.clear()
    return Form.begin(organization_spec(OrganizationChoices(), {**values, **more}), values)
