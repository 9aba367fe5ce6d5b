"""Let's Connect at a service that passes answers on: sent once, confirmed, and kept nowhere here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from capx_tui.secret import Secret
from tests.live.conftest import run_program
from tests.live.plain import Plain
from tests.live.sitting import Sitting
from tests.screens.lets_connect_desk import SECRETS, fill, on_disk, open_form
from tests.screens.visits import Visit

pytestmark = pytest.mark.live

_ANSWERS = {
    "full_name": "Anastasia Topsecret",
    "email": "ana.secret@example.org",
    "role": "board",
    "area": "Lighthouses",
}


@pytest.fixture
def mine(writable: str, token: Secret) -> Plain:
    """One's own confirmations, asked without the client."""
    return Plain(writable, token)


def confirmations(mine: Plain) -> list[str]:
    """All that the service has of somebody: that and when something was sent, and nothing of it."""
    found = mine.get("/letsconnect/")
    rows = found["results"] if isinstance(found, dict) else found
    assert all(not any(secret in json.dumps(row) for secret in SECRETS) for row in rows)
    return [row["confirmation"] for row in rows]


def test_answers_from_the_command_line_are_sent_once(
    mine: Plain, writable: str, token: Secret, surroundings: Path
) -> None:
    before, profile = confirmations(mine), mine.profile()
    sent = run_program(
        surroundings, writable, "letsconnect", "--yes", "--json", stdin=Secret(json.dumps(_ANSWERS)), token=token
    )
    assert sent.json["confirmation"]
    assert sorted(confirmations(mine)) == sorted([*before, sent.json["confirmation"]])
    assert mine.profile() == profile
    assert on_disk(surroundings) == []
    assert not [secret for secret in SECRETS if secret in sent.out + sent.err]


def test_answers_from_the_screen_are_sent_once_when_they_are_confirmed(
    mine: Plain, writable: str, token: Secret, surroundings: Path
) -> None:
    before, profile = confirmations(mine), mine.profile()

    async def answer(here: Visit) -> str:
        form = await open_form(here)
        await fill(here, form)
        await here.press("ctrl+s")
        assert here.title.startswith("Confirm and send")
        assert confirmations(mine) == before, "nothing may be sent before it is confirmed"
        await here.press("enter")
        assert not any(secret in here.text for secret in SECRETS)
        return here.core.lets_connect.state.confirmations[0].text

    told = Sitting(surroundings, writable, token)("lets-connect", answer)
    assert sorted(confirmations(mine)) == sorted([*before, told])
    assert mine.profile() == profile
    assert on_disk(surroundings) == []
