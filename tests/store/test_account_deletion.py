"""Deleting one's account: at the service, here, and what is told where the service does not say how it went."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import stamina

from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wire import Request, Response
from capx_tui.bootstrap import Options, open_core
from capx_tui.core import Core
from capx_tui.demo.embedded import DATABASE_NAME, create_app, open_world
from capx_tui.errors import NoRoute, NotSignedIn, ServiceDown, TimedOut
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_draft import DraftKey
from capx_tui.model.form_fields import TextField
from capx_tui.paths import data_dir
from capx_tui.store.account_deletion import Deleted, DeletionUnsure
from capx_tui.store.kept_text import KeptText
from tests.screens.wire import Fault, Wire, html, no_route, refused_token, service_down, timed_out

_NOW = datetime(2026, 6, 10, 15, 30, tzinfo=UTC)
_FORM = FormSpec("edit-profile", (TextField("team", label="Team"),))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return open_world(tmp_path_factory.mktemp("built"), people=40, now=_NOW)


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


class Line(Wire):
    """Answers a deletion as it is told to, and may fail every question from then on."""

    #: What a deletion is answered; None for what the service says.
    answers: Fault | None = None
    #: Whether a deletion reaches the service all the same.
    arrives = True
    #: What every question after a deletion is answered.
    afterwards: Fault | None = None

    async def send(self, request: Request) -> Response:
        if request.method != "DELETE":
            return await super().send(request)
        if self.arrives:
            answer = await super().send(request)
        else:
            self.asked.append(f"{request.method} {request.url}")
        if self.afterwards is not None:
            self.fail(self.afterwards)
        return self.answers(request) if self.answers is not None else answer

    @property
    def deletions(self) -> int:
        return sum(asked.startswith("DELETE") for asked in self.asked)


def _no_profile(request: Request) -> Response:
    """`GET /profile/` of a user without a profile."""
    return Response(200, {"content-type": "application/json"}, b'{"count":0,"next":null,"previous":null,"results":[]}')


@pytest.fixture
async def wire(built: Path, surroundings: Path) -> Line:
    (data_dir() / "demo").mkdir(parents=True, mode=0o700)
    shutil.copyfile(built, data_dir() / "demo" / DATABASE_NAME)
    return Line(HttpxTransport(app=create_app(data_dir() / "demo" / DATABASE_NAME, clock=lambda: _NOW)))


@pytest.fixture
async def core(wire: Line) -> AsyncIterator[Core]:
    options = Options(demo=True, people=40, environ=dict(os.environ))
    async with open_core(options, transport=wire, now=lambda: _NOW) as opened:
        await opened.sync.run()
        yield opened


def _draft(core: Core, account: str, subject: str = "") -> DraftKey:
    key = DraftKey(core.session.service, account, "edit-profile", subject)
    assert core.drafts.keep_now(key, Form.begin(_FORM).edit("team", "Library"))
    return key


def _said(deleted: Deleted) -> str:
    return " ".join(t(key, *params) for key, *params in deleted.words)


async def test_the_account_goes_and_everything_of_it_here(core: Core, wire: Line) -> None:
    mine = [_draft(core, "1"), _draft(core, "1", "other")]
    theirs = _draft(core, "2")
    KeptText(core.session.service, "1", "profile").keep("team: a")
    KeptText(core.session.service, "2", "profile").keep("team: b")
    assert core.mirror.person(1) is not None

    deleted = await core.deletion.delete()

    assert _said(deleted) == (
        "Your account at CapX is deleted, Papatya Defteri, and you are signed out."
        " What this program kept of it is erased."
    )
    assert (deleted.user_stays, deleted.troubles) == (False, ())
    assert not core.session.state.is_signed_in
    assert core.mirror.person(1) is None
    assert core.my_profile.state.profile is None
    assert [core.drafts.find(key) for key in mine] == [None, None]
    assert core.drafts.find(theirs) is not None
    assert KeptText(core.session.service, "1", "profile").find() is None
    assert KeptText(core.session.service, "2", "profile").find() is not None
    with pytest.raises(NotSignedIn):
        await core.deletion.delete()


@pytest.mark.parametrize("lost", [timed_out, service_down, html])
async def test_an_answer_that_is_lost_is_looked_up(core: Core, wire: Line, lost: Fault) -> None:
    wire.answers = lost
    deleted = await core.deletion.delete()
    assert not deleted.user_stays
    assert not core.session.state.is_signed_in
    assert wire.deletions == 1


@pytest.mark.parametrize(("fault", "error"), [(timed_out, TimedOut), (no_route, NoRoute), (service_down, ServiceDown)])
async def test_a_deletion_that_did_not_happen_leaves_everything(
    core: Core, wire: Line, fault: Fault, error: type[Exception]
) -> None:
    key = _draft(core, "1")
    wire.answers, wire.arrives = fault, False
    with pytest.raises(error):
        await core.deletion.delete()
    assert core.session.state.is_signed_in
    assert core.mirror.person(1) is not None
    assert core.drafts.find(key) is not None
    assert not core.deletion.is_unsure


async def test_where_nobody_can_tell_it_is_looked_up_before_it_is_sent_again(core: Core, wire: Line) -> None:
    wire.answers = wire.afterwards = timed_out
    with pytest.raises(DeletionUnsure) as unsure:
        await core.deletion.delete()
    assert explain(unsure.value) == (
        "CapX was asked to delete your account, and embedded.capx.invalid did not say whether it did."
        " Try again a little later: CapX is asked first, and nothing is sent a second time unless your account"
        " is still there."
    )
    assert core.deletion.is_unsure
    assert core.session.state.is_signed_in
    # Still nobody to ask: nothing is sent.
    with pytest.raises(DeletionUnsure):
        await core.deletion.delete()
    wire.mend()
    deleted = await core.deletion.delete()
    assert wire.deletions == 1
    assert not deleted.user_stays
    assert not core.session.state.is_signed_in


async def test_where_the_account_turns_out_to_be_there_it_is_sent_again(core: Core, wire: Line) -> None:
    wire.answers, wire.arrives, wire.afterwards = timed_out, False, timed_out
    with pytest.raises(DeletionUnsure):
        await core.deletion.delete()
    wire.mend()
    wire.answers, wire.arrives, wire.afterwards = None, True, None
    await core.deletion.delete()
    assert wire.deletions == 2
    assert not core.session.state.is_signed_in


async def test_a_user_whom_the_service_keeps_is_told(core: Core, wire: Line) -> None:
    """As the service does where a project names the user: 500, the profile gone, the token still good."""
    wire.answers, wire.afterwards = service_down, _no_profile
    deleted = await core.deletion.delete()
    assert deleted.user_stays
    assert _said(deleted) == (
        "CapX erased your profile, Papatya Defteri, but kept the user account behind it, as it does where a project"
        " that you added still bears your name. You are signed out here. To have the account deleted too, write to"
        " capx@wmnobrasil.org. What this program kept of it is erased."
    )
    assert not core.session.state.is_signed_in
    assert core.mirror.person(1) is None


async def test_a_refusal_is_passed_on(core: Core, wire: Line) -> None:
    wire.answers, wire.arrives = refused_token, False
    with pytest.raises(NotSignedIn):
        await core.deletion.delete()
    assert core.mirror.person(1) is not None


async def test_who_goes_away_while_it_is_under_way_finds_it_looked_up(core: Core, wire: Line) -> None:
    wire.hold(where=f"/profile/{core.session.account_id or 1}/")
    sent = asyncio.create_task(core.deletion.delete())
    await asyncio.sleep(0)
    while not core.deletion.is_unsure:
        await asyncio.sleep(0)
    sent.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sent
    assert core.deletion.is_unsure
    wire.release()
    deleted = await core.deletion.delete()
    assert deleted.words[0][0] == "deletion-done"
    assert not core.deletion.is_unsure
