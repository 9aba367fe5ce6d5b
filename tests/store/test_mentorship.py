"""Programmes over the embedded service: all of them, the forms in use, names, and failures that cost nothing."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import stamina

from capx_tui.api.wire import Request, Response
from capx_tui.errors import FieldErrors, NoRoute, NotSignedIn, RuleError, ServiceDown
from capx_tui.i18n.sentences import explain
from capx_tui.model.lookup import Lookup
from capx_tui.model.mentorship import ApplicationForm, Role, Sent, Status
from capx_tui.store.kept_text import KeptText
from capx_tui.store.mentorship import ApplicationInDoubt, FormMoved, Receipt
from capx_tui.store.mentorship_memory import MentorshipMemory
from tests.screens.wire import no_route, refused_token, service_down, timed_out
from tests.store.embedded_desk import Desk, open_desk, refuse


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        yield opened


async def test_the_form_in_use_is_not_the_newest_one(desk: Desk) -> None:
    await desk.core.mentorship.load()
    (brazil, *_) = desk.core.mentorship.state.programmes
    # A draft for next year has a higher number, and is none of the programme's.
    assert {role: (form.id, form.counter) for role, form in brazil.forms.items()} == {
        Role.MENTOR: (1, 7),
        Role.MENTEE: (1, 19),
    }


async def test_an_organization_without_a_programme_costs_one_request_and_none_once_all_were_read(desk: Desk) -> None:
    store, asked = desk.core.mentorship, desk.line.asked
    await store.look_for(1)
    assert (store.programme(1), store.state.lookup) == (None, Lookup.UNASKED)
    assert len(asked) == 1
    await store.look_for(122)
    assert store.programme(122) is not None
    done = len(asked)
    await store.look_for(1)
    await store.look_for(122)
    assert len(asked) == done


async def test_where_the_service_does_not_say_whether_there_is_a_programme_the_state_tells(desk: Desk) -> None:
    store = desk.core.mentorship
    desk.line.fail(no_route, where="partner_mentorship_settings")
    with pytest.raises(NoRoute):
        await store.look_for(122)
    assert (store.state.lookup, type(store.state.error)) == (Lookup.FAILED, NoRoute)
    desk.line.mend()
    await store.look_for(122)
    assert store.state.error is None
    assert store.programme(122) is not None


async def test_organizations_that_the_mirror_does_not_know_are_named_by_the_service(desk: Desk) -> None:
    store = desk.core.mentorship
    assert desk.core.mirror.organizations() == []
    await store.load()
    assert "Wikimedia France" in [store.name(each) for each in store.state.programmes]
    assert store.resolve("wikimedia france").organization == store.state.programmes[-1].organization


async def test_a_name_that_is_none_lists_the_nearest(desk: Desk) -> None:
    with pytest.raises(RuleError) as none:
        desk.core.mentorship.resolve("France")
    assert none.value.key == "mentorship-none"
    await desk.core.mentorship.load()
    with pytest.raises(RuleError) as unknown:
        desk.core.mentorship.resolve("Wikimedia Frankia")
    assert "Wikimedia France" in unknown.value.params[1]


async def test_a_failure_is_told_and_what_was_there_stays(desk: Desk) -> None:
    store = desk.core.mentorship
    await store.load()
    before = store.state.programmes
    desk.line.fail(service_down, where="/mentorship_form_mentee/")
    with pytest.raises(ServiceDown):
        await store.load()
    assert (store.state.lookup, store.state.programmes) == (Lookup.FAILED, before)
    desk.line.mend()
    await store.load()
    assert (store.state.lookup, store.state.error) == (Lookup.KNOWN, None)


async def test_a_service_without_programmes_has_none(desk: Desk) -> None:
    with sqlite3.connect(desk.database) as rows:
        rows.execute("DELETE FROM partner_mentorship_settings")
    await desk.core.mentorship.load()
    assert desk.core.mentorship.state.lookup is Lookup.NONE


# -- applying ------------------------------------------------------------------------------------------------


async def shown(desk: Desk, role: Role = Role.MENTOR) -> ApplicationForm:
    await desk.core.session.verify()
    await desk.core.mentorship.load()
    return desk.core.mentorship.state.programmes[0].forms[role]


async def apply(desk: Desk, role: Role = Role.MENTOR, **answers: object) -> Receipt:
    store = desk.core.mentorship
    form = await shown(desk, role)
    return await store.apply(store.state.programmes[0].organization, form, answers or {"name": "Ana"})


def kept(desk: Desk) -> list[Path]:
    return [path for path in Path(os.environ["HOME"]).rglob("*") if path.is_file() and path != desk.database]


async def test_each_role_is_answered_in_its_own_shape_and_the_counter_follows(desk: Desk) -> None:
    receipt = await apply(desk, name="Ana", days=["mon", "tue"])
    assert receipt.fingerprint == receipt.promised != ""
    await apply(desk, Role.MENTEE, name="Ana")
    assert desk.line.writes == [
        ("/mentorship_form_mentor_response/", {"form": 1, "data": '{"name":"Ana","days":["mon","tue"]}'}),
        ("/mentorship_form_mentee_response/", {"form": 1, "data": {"name": "Ana"}}),
    ]
    forms = desk.core.mentorship.state.programmes[0].forms
    assert (forms[Role.MENTOR].counter, forms[Role.MENTEE].counter) == (8, 20)


async def test_that_one_applied_is_kept_and_nothing_of_what_was_said(desk: Desk) -> None:
    await shown(desk)
    organization = desk.core.mentorship.state.programmes[0].organization
    assert desk.core.mentorship.sent(organization, Role.MENTOR) is None
    await apply(desk, name="Anastasia Topsecret")
    sent = desk.core.mentorship.sent(organization, Role.MENTOR)
    assert sent == Sent(organization=organization, role="mentor", moment="2026-06-10T15:30:00+00:00")
    assert desk.core.mentorship.sent(organization, Role.MENTEE) is None
    assert not [path for path in kept(desk) if b"Topsecret" in path.read_bytes()]
    memory = KeptText(desk.core.service, str(desk.core.session.account_id), "mentorship").path
    assert stat.S_IMODE(memory.stat().st_mode) == 0o600


async def test_another_account_is_warned_of_nothing(desk: Desk) -> None:
    await apply(desk)
    service, organization = desk.core.service, desk.core.mentorship.state.programmes[0].organization
    assert MentorshipMemory(service, str(desk.core.session.account_id)).find(organization, "mentor") is not None
    assert MentorshipMemory(service, "999").find(organization, "mentor") is None
    nobody = MentorshipMemory(service, "")
    nobody.note(Sent(organization=organization, role="mentor", moment="2026-06-10T15:30:00+00:00"))
    assert nobody.find(organization, "mentor") is None


async def test_a_damaged_memory_is_no_memory(desk: Desk) -> None:
    await apply(desk)
    organization = desk.core.mentorship.state.programmes[0].organization
    KeptText(desk.core.service, str(desk.core.session.account_id), "mentorship").keep("[{")
    assert desk.core.mentorship.sent(organization, Role.MENTOR) is None


@pytest.mark.parametrize("fault", [timed_out, service_down], ids=["timed out", "503"])
async def test_a_lost_answer_is_sent_once_and_told_with_the_counter(
    fault: Callable[[Request], Response], desk: Desk
) -> None:
    await shown(desk)
    organization = desk.core.mentorship.state.programmes[0].organization
    desk.line.after_write = lambda _request: fault
    with pytest.raises(ApplicationInDoubt) as doubt:
        await apply(desk)
    assert "The form's counter rose to 8 since" in explain(doubt.value)
    assert len(desk.line.writes) == 1
    sent = desk.core.mentorship.sent(organization, Role.MENTOR)
    assert sent is not None
    assert not sent.is_certain


async def test_a_counter_that_cannot_be_read_is_told(desk: Desk) -> None:
    await shown(desk)

    def lose(_request: Request) -> Callable[[Request], Response]:
        desk.line.fail(service_down, where="/mentorship_form_mentor/1/")
        return timed_out

    desk.line.on_write = lose
    with pytest.raises(ApplicationInDoubt) as doubt:
        await apply(desk)
    assert "The form's counter could not be read either." in explain(doubt.value)


async def test_what_certainly_did_not_go_out_is_no_doubt(desk: Desk) -> None:
    await shown(desk)
    organization = desk.core.mentorship.state.programmes[0].organization
    desk.line.on_write = lambda _request: no_route
    with pytest.raises(NoRoute):
        await apply(desk)
    assert desk.core.mentorship.sent(organization, Role.MENTOR) is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE partner_mentorship_settings SET mentor_form = 5 WHERE id = 1",
        "UPDATE partner_mentorship_settings SET mentor_form = NULL WHERE id = 1",
        """UPDATE mentorship_form SET json = '[{"type": "text", "name": "new"}]' WHERE role = 'mentor' AND id = 1""",
        "DELETE FROM partner_public_key",
    ],
)
async def test_a_form_that_is_not_the_one_that_was_shown_is_not_answered(change: str, desk: Desk) -> None:
    form = await shown(desk)
    with sqlite3.connect(desk.database) as rows:
        rows.execute(change)
    with pytest.raises(FormMoved):
        await desk.core.mentorship.apply(desk.core.mentorship.state.programmes[0].organization, form, {"name": "Ana"})
    assert desk.line.writes == []


async def test_refused_answers_are_told_by_the_service(desk: Desk) -> None:
    desk.line.on_write = lambda _request: refuse(400, {"data": ["Not a valid string."]})
    with pytest.raises(FieldErrors):
        await apply(desk)


async def test_signed_out_nothing_goes(desk: Desk) -> None:
    form = await shown(desk)
    desk.line.on_write = lambda _request: refused_token
    with pytest.raises(NotSignedIn):
        await desk.core.mentorship.apply(desk.core.mentorship.state.programmes[0].organization, form, {"name": "Ana"})


@pytest.mark.parametrize(("zone", "statuses"), [("UTC", 2), ("Pacific/Kiritimati", 1), ("Pacific/Honolulu", 2)])
async def test_the_last_day_is_over_when_it_is_over_for_the_person(
    zone: str, statuses: int, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # At half past three in the afternoon of the last day, UTC, it is the day after on Kiritimati.
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    await desk.core.mentorship.load()
    store = desk.core.mentorship
    assert [each.status(store.today) for each in store.state.programmes].count(Status.OPEN) == statuses
