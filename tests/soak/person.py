"""Somebody who does everything that can be done, is told what became of it, and is compared with the service.

Each action says which tables it may change and what must be there once it is told to be done. Told that nothing was
done, nothing may have changed; told that nobody knows, either may be.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, Self

from capx_tui.api.transport import HttpxTransport
from capx_tui.bootstrap import Options, open_core
from capx_tui.core import Core
from capx_tui.demo.embedded import DATABASE_NAME, create_app
from capx_tui.errors import CapxError
from capx_tui.i18n.sentences import explain
from capx_tui.model.form import Form
from capx_tui.model.form_draft import DraftKey
from capx_tui.model.messages import Message
from capx_tui.model.reports import Words
from capx_tui.paths import data_dir
from capx_tui.store.messages import MessageInDoubt
from capx_tui.store.write_once import AnswerLost
from tests.soak.faults import FaultyLine, Killed
from tests.soak.truth import Truth, read_truth, sql

__all__ = ["NOW", "PEOPLE", "Deed", "Person", "Told"]

NOW = datetime(2026, 6, 10, 15, 30, tzinfo=UTC)
PEOPLE = 40
#: Words of everybody's: one that was made for something that was not saved is found again by the next who wants it.
SHARED = {"tag_diff"}
#: What stands where a message is missing from the catalogue.
_NO_MESSAGE = re.compile(r"\[[a-z]+(?:-[a-z]+)+\]")


class _Kept:
    """The line, which outlives every program that uses it."""

    def __init__(self, line: FaultyLine) -> None:
        self.send = line.send

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""


class Told(Enum):
    """What the person knows afterwards."""

    DONE = "done"
    NOT = "not done"
    OPEN = "nobody knows"
    #: The program ended before it said anything.
    KILLED = "killed"


@dataclass(slots=True)
class Deed:
    """One action, what it may change, and how to see that it was done."""

    name: str
    tables: tuple[str, ...] = ()
    #: Whether what was wanted is there, given what the service has.
    is_there: Callable[[], bool] = lambda: True
    told: Told = Told.DONE
    words: str = ""


@dataclass
class Person:
    """One person at one embedded service. Open it with `begin`, and go on after every `Killed` with `restart`."""

    line: FaultyLine
    core: Core
    stack: AsyncExitStack
    shift: timedelta = timedelta(0)
    number: int = 0
    #: What went out and was never told to have arrived: it is tried again.
    waiting: list[Message | Words] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    projects: list[int] = field(default_factory=list)
    #: What was typed into a form and kept, by the key of its draft.
    drafts: dict[DraftKey, Form] = field(default_factory=dict)
    told: Counter[tuple[str, Told]] = field(default_factory=Counter)

    @classmethod
    async def begin(cls, world: Path) -> Self:
        """A copy of `world` in this home, and the program opened over it, signed in and with everybody fetched."""
        place = data_dir() / "demo"
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(world, place / DATABASE_NAME)
        line = FaultyLine(HttpxTransport(app=create_app(place / DATABASE_NAME, clock=lambda: NOW)))
        person = cls(line, None, AsyncExitStack())  # type: ignore[arg-type]
        await person._open()
        await person.core.sync.run()
        await person.core.session.owner()
        return person

    async def _open(self) -> None:
        options = Options(demo=True, people=PEOPLE, environ=dict(os.environ))
        self.core = await self.stack.enter_async_context(
            open_core(options, transport=_Kept(self.line), now=lambda: NOW + self.shift)
        )

    async def restart(self) -> None:
        """The program once more: it knows what is on the disk and nothing else."""
        await self.stack.aclose()
        self.stack = AsyncExitStack()
        await self._open()

    async def end(self) -> None:
        """Let go of everything."""
        await self.stack.aclose()
        await self.line.close()

    @property
    def database(self) -> Path:
        """The service's file."""
        return data_dir() / "demo" / DATABASE_NAME

    def sql(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the service keeps."""
        return sql(self.database, query, *values)

    @property
    def me(self) -> int:
        """My number there."""
        return int(self.sql("SELECT CAST(value AS INTEGER) FROM world WHERE key = 'me'")[0][0])

    @property
    def organization(self) -> int:
        """The organization I manage."""
        return int(self.sql("SELECT organization FROM organization_manager WHERE profile = ? LIMIT 1", self.me)[0][0])

    def fresh(self, what: str) -> str:
        """A name that nothing had before."""
        self.number += 1
        return f"{what} {self.number:05}"

    # -- doing, and comparing ------------------------------------------------------------------------------------

    async def do(self, deed: Deed, work: Awaitable[Any]) -> Deed:
        """Await `work`, note what is told, and compare with what the service has. Fails where that is not so."""
        before = read_truth(self.database)
        try:
            await work
        except (AnswerLost, MessageInDoubt) as error:
            deed.told, deed.words = Told.OPEN, explain(error)
        except Killed:
            deed.told = Told.KILLED
        except BaseExceptionGroup as group:
            if group.split(Killed)[1] is not None:
                raise
            deed.told = Told.KILLED
        except CapxError as error:
            if deed.told is Told.DONE:
                deed.told = Told.NOT
            deed.words = explain(error)
        self.told[deed.name, deed.told] += 1
        self._compare(deed, before, read_truth(self.database))
        if deed.told is Told.KILLED:
            await self.restart()
        return deed

    def _compare(self, deed: Deed, before: Truth, after: Truth) -> None:
        changed = {table for table in before if before[table] != after[table]}
        about = "\n".join((f"{deed.name}, told: {deed.told.value} {deed.words}", *self.line.recent))
        assert deed.told in (Told.DONE, Told.KILLED) or deed.words.strip(), f"{about}: no word"
        assert not _NO_MESSAGE.search(deed.words), f"{about}: a message without words"
        assert changed <= set(deed.tables), f"{about}: {changed - set(deed.tables)} changed, too"
        if deed.told is Told.DONE:
            assert deed.is_there(), f"{about}: it is not there"
        elif deed.told is Told.NOT:
            assert changed <= SHARED, f"{about}: {changed} changed"
