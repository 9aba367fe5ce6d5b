"""One's own profile over the embedded service: read, written where it changed, refused, deleted, looked up."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import stamina
from msgspec.structs import replace

from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wire import Request, Response
from capx_tui.bootstrap import Options, open_core
from capx_tui.core import Core
from capx_tui.demo.embedded import DATABASE_NAME, create_app, open_world
from capx_tui.errors import Conflict, ConflictCause, FieldErrors, NoRoute, NotSignedIn, RuleError, TimedOut
from capx_tui.i18n.sentences import explain, sentence
from capx_tui.model.people import Proficiency
from capx_tui.model.profile import MyProfile, Reach
from capx_tui.paths import data_dir
from capx_tui.store.my_profile import FoundItem, MyProfileStore, ProfileMoved
from capx_tui.store.write_once import AnswerLost
from tests.screens.wire import Wire, no_route, refused_token, service_down, timed_out

_PEOPLE = 40
_NOW = datetime(2026, 6, 10, 15, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return open_world(tmp_path_factory.mktemp("built"), people=_PEOPLE, now=_NOW)


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


class Desk:
    """The program without a face over the embedded service, and what went over the wire."""

    def __init__(self, core: Core, wire: _Line) -> None:
        self.core = core
        self.wire = wire

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return self.wire.bodies

    @property
    def store(self) -> MyProfileStore:
        return self.core.my_profile

    @property
    def writes(self) -> list[str]:
        return [asked.split(" ")[0] for asked in self.wire.asked if not asked.startswith("GET")]

    async def change(self, before: MyProfile, **fields: Any) -> MyProfile:
        return await self.store.save(before, replace(before, **fields))


class _Line(Wire):
    """Keeps the body of every PUT, and may lose what a write is answered."""

    def __init__(self, inner: HttpxTransport) -> None:
        super().__init__(inner)
        self.bodies: list[dict[str, Any]] = []
        self.loses_answers = False
        #: After a write that lost its answer, nothing can be read either.
        self.goes_down = False

    async def send(self, request: Request) -> Response:
        if request.method == "PUT":
            self.bodies.append(json.loads(request.body or b"{}"))
        answer = await super().send(request)
        if request.method == "GET" or not self.loses_answers:
            return answer
        if self.goes_down:
            self.fail(service_down)
        return timed_out(request)


@asynccontextmanager
async def _open() -> AsyncIterator[Desk]:
    wire = _Line(HttpxTransport(app=create_app(data_dir() / "demo" / DATABASE_NAME, clock=lambda: _NOW)))
    options = Options(demo=True, people=_PEOPLE, environ=dict(os.environ))
    async with open_core(options, transport=wire, now=lambda: _NOW) as core:
        yield Desk(core, wire)


@pytest.fixture
async def desk(built: Path, surroundings: Path) -> AsyncIterator[Desk]:
    (data_dir() / "demo").mkdir(parents=True, mode=0o700)
    shutil.copyfile(built, data_dir() / "demo" / DATABASE_NAME)
    async with _open() as opened:
        yield opened


async def test_the_whole_profile_is_read(desk: Desk) -> None:
    profile = await desk.store.load()
    assert (profile.id, profile.username) == (1, "Papatya Defteri")
    assert profile.skills_known
    assert desk.store.state.profile is profile
    assert desk.store.state.read_at == _NOW
    # Nothing of it is in the mirror: what is private has no place there.
    assert desk.core.mirror.person(1) is None


async def test_every_field_is_saved_and_comes_back(desk: Desk) -> None:
    before = await desk.store.load()
    wanted = replace(
        before,
        avatar=7,
        wikidata_qid="Q42",
        about="I write\nLua modules.",
        about_language=3,
        skills_known=(10, 11, 50),
        skills_available=(11,),
        skills_wanted=(51,),
        language=(Proficiency(3, "n"), Proficiency(5, "0")),
        wiki_alt="",
        affiliation=(181, 182),
        territory=(18,),
        wikimedia_project=(1, 2),
        display_name="Ceibo",
        pronoun="they-them",
        team="Readers",
        contact=(Reach("Fediverse", "@ceibo@example.social"),),
        social=(Reach("", "https://example.org/ceibo"),),
    )
    saved = await desk.store.save(before, wanted)
    assert saved == replace(wanted, last_update=saved.last_update)
    assert await desk.store.load() == saved
    public = desk.core.mirror.person(1)
    assert public is not None
    assert (public.about, public.skills_available) == ("I write\nLua modules.", (11,))
    emptied = replace(
        saved, avatar=None, about_language=None, wikidata_qid="", about="", language=(), contact=(), social=(),
        skills_known=(), skills_available=(), skills_wanted=(), affiliation=(), territory=(), wikimedia_project=(),
        display_name="", pronoun="", team="",
    )  # fmt: skip
    cleared = await desk.store.save(saved, emptied)
    assert cleared == replace(emptied, last_update=cleared.last_update)


async def test_only_what_changed_is_sent(desk: Desk) -> None:
    before = await desk.store.load()
    await desk.change(before, team="  Readers ")
    languages = [{"id": each.id, "proficiency": _level(each.proficiency)} for each in before.language]
    assert desk.bodies == [{"language": languages, "user": {}, "team": "Readers"}]
    again = await desk.store.load()
    await desk.change(again, skills_available=again.skills_known[:1])
    assert set(desk.bodies[1]) == {"language", "user", "skills_known", "skills_available"}
    assert {type(each) for name in ("skills_known", "skills_available") for each in desk.bodies[1][name]} == {int}


def _level(level: str) -> int | str:
    return int(level) if level.isdigit() else level


async def test_nothing_is_written_where_nothing_changed(desk: Desk) -> None:
    before = await desk.store.load()
    await desk.change(before, team=f" {before.team} ")
    assert desk.writes == []


@pytest.mark.parametrize(
    ("fields", "cause"),
    [
        ({"skills_known": (10,), "skills_available": (11,)}, ConflictCause.AVAILABLE_NOT_KNOWN),
        ({"territory": tuple(range(18, 29))}, ConflictCause.TOO_MANY_TERRITORIES),
        ({"affiliation": tuple(range(181, 192))}, ConflictCause.TOO_MANY_AFFILIATIONS),
        ({"language": tuple(Proficiency(each, "3") for each in range(1, 22))}, ConflictCause.TOO_MANY_LANGUAGES),
    ],
)
async def test_a_conflict_names_its_cause(desk: Desk, fields: dict[str, Any], cause: ConflictCause) -> None:
    before = await desk.store.load()
    with pytest.raises(Conflict) as caught:
        await desk.change(before, **fields)
    assert caught.value.cause is cause
    assert await desk.store.load() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("about", "x" * 2001),
        ("display_name", "x" * 388),
        ("team", "x" * 129),
        ("wiki_alt", "x" * 129),
        ("wiki_alt", "Nobody at all anywhere"),
        ("pronoun", "it-its"),
        ("avatar", 99999),
        ("wikidata_qid", "Q12345678901"),
    ],
)
async def test_a_refused_value_names_its_field(desk: Desk, field: str, value: object) -> None:
    before = await desk.store.load()
    with pytest.raises(FieldErrors) as caught:
        await desk.change(before, **{field: value})
    assert set(caught.value.fields) == {field}
    assert await desk.store.load() == before


async def test_what_another_client_changed_meanwhile_is_not_written_over(desk: Desk) -> None:
    before = await desk.store.load()
    async with _open() as elsewhere:
        theirs = await elsewhere.change(await elsewhere.store.load(), about="From elsewhere.", team="Other")
    with pytest.raises(ProfileMoved) as caught:
        await desk.change(before, about="From here.")
    assert caught.value.now == theirs
    assert caught.value.fields == ("about", "team")
    assert explain(caught.value) == (
        "Your profile was changed at the service since you opened it, in 2 fields. "
        "Nothing was sent. Look at what is there now, then save again."
    )
    assert desk.writes == []
    saved = await desk.change(caught.value.now, about="From here.")
    assert (saved.about, saved.team) == ("From here.", "Other")


async def test_a_lost_answer_is_looked_up_and_not_sent_again(desk: Desk) -> None:
    before = await desk.store.load()
    after = replace(before, team="Readers")
    desk.wire.loses_answers = True
    saved = await desk.store.save_and_make_sure(before, after)
    assert saved.team == "Readers"
    assert desk.writes == ["PUT"]


async def test_a_write_that_had_no_effect_is_said_to_have_had_none(desk: Desk) -> None:
    before = await desk.store.load()
    after = replace(before, team="Readers")
    desk.wire.fail(timed_out, where="/profile/1/")
    with pytest.raises(TimedOut):
        await desk.store.save_and_make_sure(before, after)
    desk.wire.mend()
    assert (await desk.store.load()).team == before.team


async def test_where_neither_answer_nor_profile_comes_nobody_knows(desk: Desk) -> None:
    before = await desk.store.load()
    desk.wire.loses_answers = desk.wire.goes_down = True
    with pytest.raises(AnswerLost):
        await desk.store.save_and_make_sure(before, replace(before, team="Readers"))
    assert desk.writes == ["PUT"]


async def test_without_a_network_nothing_is_asked_twice(desk: Desk) -> None:
    before = await desk.store.load()
    desk.wire.fail(no_route, where="/profile/1/")
    with pytest.raises(NoRoute):
        await desk.store.save_and_make_sure(before, replace(before, team="Readers"))
    assert desk.wire.asked[-1].startswith("PUT")


async def test_a_token_that_has_run_out_is_said(desk: Desk) -> None:
    before = await desk.store.load()
    desk.wire.fail(refused_token, where="/profile/")
    with pytest.raises(NotSignedIn):
        await desk.change(before, team="Readers")
    assert desk.writes == []


async def test_what_was_read_can_be_forgotten(desk: Desk) -> None:
    await desk.store.load()
    desk.store.forget()
    assert desk.store.state.profile is None


async def test_avatars_come_from_all_pages(desk: Desk) -> None:
    found = await desk.store.avatars()
    assert len(found) > 10
    assert 0 not in found
    await desk.core.sync.run()
    assert desk.core.mirror.avatars() == found
    asked = len(desk.wire.asked)
    assert await desk.store.avatars() == found
    assert len(desk.wire.asked) == asked


async def test_the_item_is_found_by_user_name(desk: Desk) -> None:
    item = await desk.store.find_item()
    assert item == FoundItem(
        "Q910000001",
        "Maya Papatya",
        "Turkish librarian and Wikimedia volunteer (made up)",
        "File:CapX demo portrait 1.jpg",
        "https://commons.wikimedia.org/wiki/File:CapX_demo_portrait_1.jpg",
    )
    # Without its terms it is still the item.
    desk.wire.fail(no_route, where="wbgetentities")
    assert await desk.store.find_item() == dataclasses.replace(item, label="", description="")


async def test_who_has_no_item_is_told(desk: Desk) -> None:
    with sqlite3.connect(data_dir() / "demo" / DATABASE_NAME) as world:
        world.execute("DELETE FROM wikidata_person")
    with pytest.raises(RuleError) as caught:
        await desk.store.find_item()
    assert sentence(caught.value) == "Wikidata has no item that names Papatya Defteri as its Wikimedia user name."


async def test_an_alternative_account_must_exist_and_be_nobodys(desk: Desk) -> None:
    await desk.store.load()
    with pytest.raises(RuleError) as unknown:
        await desk.store.check_alternative("nobody_at all anywhere")
    assert sentence(unknown.value) == (
        "Meta-Wiki knows no account called “Nobody at all anywhere”. Look for a typing mistake."
    )
    with pytest.raises(RuleError) as taken:
        await desk.store.check_alternative("papatya Defteri")
    assert sentence(taken.value) == (
        "“Papatya Defteri” has a profile at CapX already, so it cannot be an alternative account."
    )
    with pytest.raises(RuleError) as no_name:
        await desk.store.check_alternative("<>#")
    assert no_name.value.key == "my-profile-alternative-unknown"
