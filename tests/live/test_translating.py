"""Translating at a service that runs. What reaches Metabase is seen where the service's own Metabase is named.

``CAPX_LIVE_METABASE`` is the address of the Action API that the service writes to: one on this machine.
"""

from __future__ import annotations

import dataclasses
import json
import os
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

import pytest

from capx_tui.api.wire import Site
from capx_tui.core import Core
from capx_tui.model.translating import Item, Stage, Texts
from capx_tui.secret import Secret
from tests.live.conftest import Run
from tests.live.inside import Inside
from tests.live.plain import Plain

pytestmark = pytest.mark.live

T = TypeVar("T")
#: Nobody translates capacities into it.
LANGUAGE = "eo"


@pytest.fixture
def plain(service: str, token: Secret) -> Plain:
    """The account's own requests."""
    return Plain(service, token)


def test_the_account_is_told_as_the_service_has_it(run: Run, plain: Plain, token: Secret) -> None:
    said = run("translate", "status", "--json", token=token).json
    assert said == plain.get("/translating_oauth/status/")


def test_the_list_is_the_services_own_or_it_is_said_why_there_is_none(run: Run, plain: Plain, token: Secret) -> None:
    status, told = _ask(plain, f"/translating/?lang={LANGUAGE}")
    outcome = run("translate", "list", "--to", LANGUAGE, "--json", token=token)
    if status != 200:
        assert (outcome.code, outcome.out) == (1, "")
        assert f"(status {status})" in outcome.err
        return
    rows = {row["qid"]: row for row in told["results"]}
    assert {row["qid"] for row in outcome.json} == set(rows)
    assert {row["qid"]: row["metabase_id"] for row in outcome.json} == {q: r["metabase_id"] for q, r in rows.items()}
    assert {row["fallback_label"] for row in outcome.json} == {row["fallback_label"] for row in rows.values()}


def _ask(plain: Plain, path: str) -> tuple[int, Any]:
    """A service without Metabase may answer a page."""
    try:
        return plain.ask("GET", path)
    except json.JSONDecodeError:
        return 500, None


def test_a_service_that_cannot_link_accounts_says_so(run: Run, plain: Plain, token: Secret, writable: str) -> None:
    status, told = plain.ask("POST", "/translating_oauth/begin/")
    if status != 503:
        pytest.skip("this service can link accounts")
    outcome = run("translate", "connect", token=token)
    assert (outcome.code, outcome.out) == (1, "")
    assert told["detail"].rstrip(".") in outcome.err


# -- with a Metabase ---------------------------------------------------------------------------------------


class Metabase:
    """What Metabase itself says, asked without the client."""

    def __init__(self, address: str) -> None:
        self.address = address

    def texts(self, item: str) -> Texts:
        query = {
            "action": "wbgetentities",
            "ids": item,
            "props": "labels|descriptions",
            "languages": LANGUAGE,
            "format": "json",
            "formatversion": "2",
        }
        with urllib.request.urlopen(f"{self.address}?{urlencode(query)}", timeout=60) as answer:
            entity = json.loads(answer.read())["entities"][item]
        found = (dict(entity.get(kind) or {}).get(LANGUAGE, {}) for kind in ("labels", "descriptions"))
        return Texts(*(term.get("value", "") for term in found))


@pytest.fixture
def metabase(writable: str) -> Metabase:
    """The Metabase that the service writes to, on this machine."""
    address = os.environ.get("CAPX_LIVE_METABASE", "")
    if urlsplit(address).hostname not in ("127.0.0.1", "::1", "localhost"):
        pytest.skip("no Metabase on this machine is named: CAPX_LIVE_METABASE=http://127.0.0.1:…/w/api.php")
    return Metabase(address)


class Desk:
    """The store of translations on the service that is named, with its Metabase."""

    def __init__(self, inside: Inside, metabase: Metabase) -> None:
        self._inside = inside
        self._metabase = metabase

    def __call__(self, work: Callable[[Core], Awaitable[T]]) -> T:
        async def opened(core: Core) -> T:
            addresses: Any = core.client._addresses
            addresses[Site.METABASE_API] = self._metabase.address
            await core.translating.load(LANGUAGE)
            return await work(core)

        return self._inside(opened)

    def save(self, qid: str, texts: Texts) -> Item:
        """Write both texts, and save."""

        async def write(core: Core) -> Item:
            core.translating.edit(qid, texts)
            core.translating.submit(qid)
            await core.translating.run()
            item = core.translating.state.item(qid)
            assert item is not None
            return item

        return self(write)


@pytest.fixture
def desk(tmp_path: Path, writable: str, token: Secret, metabase: Metabase) -> Desk:
    return Desk(Inside(tmp_path, writable, token), metabase)


@pytest.fixture
def item(desk: Desk) -> Iterator[Item]:
    """One capacity; afterwards it is as it was."""

    async def first(core: Core) -> Item:
        return next(each for each in core.translating.state.items if not each.is_done)

    found = desk(first)
    yield found
    desk.save(found.qid, found.held)


def test_a_saved_text_is_at_metabase_and_only_what_changed_was_sent(desk: Desk, item: Item, metabase: Metabase) -> None:
    wanted = Texts("Ŝanĝo", "Tio, kio ŝanĝiĝas")
    saved = desk.save(item.qid, wanted)
    assert (saved.stage, saved.held) == (Stage.SAVED, wanted)
    assert metabase.texts(item.metabase_id) == wanted
    other = dataclasses.replace(wanted, description="Tio, kio aliiĝis")
    assert desk.save(item.qid, other).stage is Stage.SAVED
    assert metabase.texts(item.metabase_id) == other


def test_what_metabase_turns_down_is_told_and_what_it_took_first_is_there(
    desk: Desk, item: Item, metabase: Metabase
) -> None:
    wanted = Texts("Samaĵo", "Du samaj")
    assert desk.save(item.qid, wanted).stage is Stage.SAVED

    async def another(core: Core) -> Item:
        return next(each for each in core.translating.state.items if not each.is_done and each.qid != item.qid)

    other = desk(another)
    try:
        refused = desk.save(other.qid, wanted)
        assert refused.stage is Stage.REFUSED
        assert [(term, why.key, why.params) for term, why in refused.reasons] == [
            ("description", "translate-refused-taken", (item.metabase_id,))
        ]
        assert metabase.texts(other.metabase_id) == Texts("Samaĵo", other.held.description)
    finally:
        desk.save(other.qid, other.held)
