"""What Home costs the service: eight requests the first time, none before a warm picture, counted at the transport."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from capx_tui.api.wire import Request, Response
from capx_tui.demo.embedded import demo_token
from capx_tui.errors import NoRoute
from capx_tui.model.recommendation_words import group_words
from capx_tui.model.recommendations import Group
from capx_tui.paths import cache_dir, data_dir
from capx_tui.secret import Secret
from tests.screens.terminals import ShownTerminal
from tests.screens.visits import NOW, Visit, database, visit
from tests.screens.wire import Wire

#: Pages of the first fill: as many as there are people for.
_PAGES = "/users/"
#: All that Home is made of, besides.
_EIGHT = [
    "/_wikimedia/metabase/query/sparql",
    "/list/language/",
    "/organizations/",
    "/profile/",
    "/recommendation/",
    "/skill/",
    "/statistics/",
    "/territory/",
]
_TALL = (80, 200)


def _paths(asked: list[str]) -> list[str]:
    """Where the requests went, pages of people left out."""
    paths = [urlsplit(each.partition(" ")[2]).path for each in asked]
    return [path for path in paths if path != _PAGES]


class _Only:
    """Nothing but what Home needs goes through."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def send(self, request: Request) -> Response:
        if urlsplit(request.url).path not in (_PAGES, *_EIGHT) or "lang=mul" in request.url:
            raise NoRoute(host=request.host)
        return await self._wire.send(request)

    async def close(self) -> None:
        await self._wire.close()


def _read(here: Visit) -> list[str]:
    """Everything on Home, without that one of the sources of names did not answer."""
    text = here.flowing.replace("Names could not be fetched from Wikidata; those known before are shown.", "")
    return text.split()


async def test_a_cold_start_asks_eight_things_until_home_is_complete(new_home: Path) -> None:
    async with visit("home", size=_TALL) as here:
        paths = _paths(here.wire.asked)
        assert sorted(paths[:8]) == _EIGHT, "what Home needs comes first"
        assert not set(paths[8:]) & set(_EIGHT) - {"/list/language/"}, "and once: languages have two lists more"
        whole = _read(here)
        assert "Mutual" in whole
    shutil.rmtree(cache_dir() / "mirror")
    shutil.rmtree(data_dir() / "texts")
    async with visit("home", size=_TALL, transport=_Only) as here:
        assert sorted(_paths(here.wire.asked)) == _EIGHT
        assert _read(here) == whole, "nothing that comes later changes a word"


class _Watched:
    """Notes what the terminal shows when the first request goes out."""

    def __init__(self, wire: Wire, terminals: list[ShownTerminal]) -> None:
        self._wire = wire
        self._terminals = terminals
        self.before: list[str] = []

    async def send(self, request: Request) -> Response:
        if not self._wire.asked:
            self.before = list(self._terminals[-1].picture.rows)
        return await self._wire.send(request)

    async def close(self) -> None:
        await self._wire.close()


def _watching(now: datetime) -> tuple[dict[str, Any], Callable[[], list[str]]]:
    """Options of a visit on a watched terminal, and what that showed before anything was asked."""
    terminals: list[ShownTerminal] = []
    watched: list[_Watched] = []

    def driver(*args: Any, **kwargs: Any) -> ShownTerminal:
        terminals.append(ShownTerminal(*args, **kwargs))
        return terminals[-1]

    def transport(wire: Wire) -> _Watched:
        watched.append(_Watched(wire, terminals))
        return watched[-1]

    options = {"driver": driver, "transport": transport, "now": now, "demo": False, "size": _TALL}
    return options, lambda: watched[-1].before


async def test_a_warm_start_shows_home_before_it_asks_anything(home: Path) -> None:
    async with visit("home", demo=False) as here:
        await here.core.session.sign_in_with_token(Secret(demo_token(database(), now=NOW)))
        await here.settle()
    for passed, asked in (
        (timedelta(minutes=1), ["/profile/"]),
        (timedelta(minutes=10), ["/profile/", "/recommendation/", _PAGES]),
    ):
        options, before = _watching(NOW + passed)
        async with visit("home", **options) as here:
            shown = "\n".join(before())
            for words in ("> Ceibo Lectora", "Mutual exchange", *map(group_words, Group), "The Capacity Exchange in"):
                assert words in shown, words
            assert sorted(urlsplit(each.partition(" ")[2]).path for each in here.wire.asked) == asked
