"""The form of the organization that the made-up person manages, behind a line that fails as told."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from typing import Any

from capx_tui.screens.organization_edit import OrganizationEditScreen
from tests.screens.visits import Visit, database, visit
from tests.screens.wire import Wire
from tests.store.writing_desk import Line

__all__ = ["Opened", "opened", "organization", "sql"]


def sql(query: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database())) as connection, connection:
        return connection.execute(query, values).fetchall()


def organization() -> int:
    number: int = sql("SELECT id FROM organization WHERE acronym = 'TUR'")[0][0]
    return number


class Screen(OrganizationEditScreen):
    """Drafts are written at once: tests wait for work and not for clocks."""

    AUTOSAVE_S = 0.0


class Opened:
    """A visit with the form of the organization that the made-up person manages."""

    def __init__(self, here: Visit, screen: OrganizationEditScreen, door: Line) -> None:
        self.here = here
        self.screen = screen
        self.door = door

    def __getitem__(self, field: str) -> Any:
        return self.screen.form[field]

    @property
    def is_shown(self) -> bool:
        """Whether the organization's form is what the person sees."""
        return self.here.app.screen is self.screen

    async def go(self, field: str, entry: int | None = None) -> None:
        self.screen.rows.go_to(field, entry)
        await self.here.settle()

    async def write(self, field: str, text: str) -> None:
        """Replace what stands in a field, by typing."""
        await self.go(field)
        await self.here.press("end", *["backspace"] * len(str(self[field])))
        await self.here.type(text)

    async def put(self, **values: Any) -> None:
        self.screen.rows.put(self.screen.form.edit_many({k.replace("__", "."): v for k, v in values.items()}))
        await self.here.settle()

    async def save(self) -> None:
        await self.here.press("ctrl+s")
        await self.here.choose("Save")


@asynccontextmanager
async def opened(organization_id: int | None = None, **options: Any) -> AsyncIterator[Opened]:
    doors: list[Line] = []

    def serve(wire: Wire) -> Line:
        doors.append(Line(wire))
        return doors[0]

    async with visit("help", transport=serve, **options) as here:
        screen = Screen(organization() if organization_id is None else organization_id)
        here.app.push_screen(screen)
        await here.settle()
        yield Opened(here, screen, doors[0])
