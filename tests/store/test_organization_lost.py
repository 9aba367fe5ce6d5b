"""Writing an organization where no answer comes: looked up, never sent twice, and said where nobody knows."""

from __future__ import annotations

from typing import Any

import pytest

from capx_tui.errors import BrokenOff, NoRoute, ServiceDown, TimedOut
from capx_tui.store.mirror import Mirror
from capx_tui.store.organization_edit import OrganizationEdit
from capx_tui.store.write_once import AnswerLost, SavedInPart
from tests.store.writing_desk import NOW, Desk, answers, begun, fails


@pytest.fixture
def store(desk: Desk, mirror: Mirror) -> OrganizationEdit:
    return OrganizationEdit(desk.client, mirror, now=lambda: NOW)


@pytest.mark.parametrize("outcome", [fails(TimedOut), fails(BrokenOff), answers(503), answers(200, b"<html>")])
async def test_a_lost_answer_is_looked_up_and_nothing_is_sent_twice(
    desk: Desk, store: OrganizationEdit, outcome: Any
) -> None:
    form = (await begun(desk, store)).edit_many({"website": "https://new.example/", "tag_diff": ("Lost",)})
    desk.fault("POST /tag_diff/", outcome, acts=True)
    desk.fault("PUT /organizations/", outcome, acts=True)
    after = await store.save(desk.organization, form, me=desk.me)
    assert after is not None
    assert after["website"] == "https://new.example/"
    assert after["tag_diff"] == ("Lost",)
    assert [asked.split("/")[1] for asked in desk.line.writes] == ["tag_diff", "organizations"]
    assert desk.sql("SELECT COUNT(*) FROM tag_diff WHERE tag = 'Lost'") == [(1,)]


async def test_lost_answers_about_names_are_looked_up(desk: Desk, store: OrganizationEdit) -> None:
    form = await begun(desk, store, **{"name.ku": ""})
    form = form.edit_many({"name.ku": "Wîkî", "name.tr": "", "name.en": "Anatolia"})
    for method in ("POST", "PUT", "DELETE"):
        desk.fault(f"{method} /organization_name/", fails(TimedOut), acts=True)
    await store.save(desk.organization, form, me=desk.me)
    held = desk.names()
    assert (held["en"], held["ku"], held.get("tr")) == ("Anatolia", "Wîkî", None)
    assert len(desk.line.writes) == 3


async def test_a_write_that_had_no_effect_is_said_to_have_none(desk: Desk, store: OrganizationEdit) -> None:
    form = (await begun(desk, store)).edit("website", "https://new.example/")
    desk.fault("PUT /organizations/", fails(TimedOut))
    with pytest.raises(TimedOut):
        await store.save(desk.organization, form, me=desk.me)
    desk.fault("DELETE /organization_name/", answers(503))
    with pytest.raises(ServiceDown):
        await store.save(desk.organization, (await begun(desk, store)).edit("name.tr", ""), me=desk.me)
    assert "tr" in desk.names()


async def test_what_was_never_sent_is_not_looked_up(desk: Desk, store: OrganizationEdit) -> None:
    form = (await begun(desk, store)).edit("website", "https://new.example/")
    desk.fault("PUT /organizations/", fails(NoRoute))
    with pytest.raises(NoRoute):
        await store.save(desk.organization, form, me=desk.me)
    assert desk.line.asked[-1].startswith("PUT")


async def test_where_the_service_cannot_be_asked_either_nobody_knows(desk: Desk, store: OrganizationEdit) -> None:
    form = (await begun(desk, store)).edit_many({"website": "https://new.example/", "name.tr": "Vikimedya"})

    def cut(asked: str) -> None:
        if asked.startswith("PUT /organization_name/"):
            desk.fault("GET /", fails(TimedOut), times=99)

    desk.line.before = cut
    desk.fault("PUT /organization_name/", fails(TimedOut), acts=True)
    with pytest.raises(SavedInPart) as caught:
        await store.save(desk.organization, form, me=desk.me)
    assert caught.value.saved == ("website",)
    assert caught.value.doubtful == ("name.tr",)
    assert caught.value.missing == ()
    assert isinstance(caught.value.error, AnswerLost)


async def test_a_save_that_cannot_be_read_afterwards_is_a_save(desk: Desk, store: OrganizationEdit) -> None:
    form = (await begun(desk, store)).edit("website", "https://new.example/")

    def cut(asked: str) -> None:
        if asked.startswith("PUT /organizations/"):
            desk.fault("GET /organizations/", fails(TimedOut), times=9)

    desk.line.before = cut
    assert await store.save(desk.organization, form, me=desk.me) is None
    assert desk.stored()[5] == "https://new.example/"
