"""The Let's Connect form in a visit: filled as a person does, and what reached the service kept."""

from __future__ import annotations

import json
import sqlite3
from functools import partial
from pathlib import Path

from capx_tui.api.wire import Response
from capx_tui.i18n import t
from capx_tui.screens.lets_connect_form import LetsConnectForm
from tests.screens import sending_desk
from tests.screens.sending_desk import Desk
from tests.screens.visits import Visit, database
from tests.screens.wire import Fault

__all__ = [
    "SECRETS",
    "WHOLE",
    "Desk",
    "fill",
    "forget_registration",
    "on_disk",
    "open_form",
    "pick",
    "refused",
    "serving",
    "write",
]

SECRETS = ("ana.secret@example.org", "Anastasia Topsecret", "genderfluid", "Lighthouses")
_JSON = {"content-type": "application/json"}


serving = partial(sending_desk.serving, "/letsconnect/")


def forget_registration() -> None:
    """The demo's person never signed up."""
    with sqlite3.connect(database()) as rows:
        rows.execute("DELETE FROM letsconnect_person WHERE username = 'Papatya Defteri'")
        rows.execute("DELETE FROM letsconnect_log WHERE user = 1")


def refused(body: object) -> Fault:
    """400 with these words."""
    return lambda request: Response(400, _JSON, json.dumps(body).encode())


async def open_form(here: Visit) -> LetsConnectForm:
    """From the screen before it, whose marker stands on the way."""
    await here.press("enter")
    assert isinstance(here.app.screen, LetsConnectForm), here.text
    return here.app.screen


async def write(here: Visit, form: LetsConnectForm, field: str, text: str) -> None:
    """Type into a field."""
    form.rows.go_to(field)
    await here.settle()
    await here.type(text)


async def pick(here: Visit, form: LetsConnectForm, field: str, typed: str) -> None:
    """Choose what is typed."""
    form.rows.go_to(field)
    await here.press("enter")
    await here.type(typed)
    await here.press("enter")
    if here.app.screen is not form:
        await here.press("escape")


async def fill(here: Visit, form: LetsConnectForm) -> None:
    """Every field, as a person does; what is kept of it is waited for once, not with each letter."""
    here.endless = {"draft"}
    await write(here, form, "full_name", "Anastasia Topsecret")
    await write(here, form, "email", "ana.secret@example.org")
    await pick(here, form, "role", t("lets-connect-role-board"))
    await pick(here, form, "area", t("lets-connect-area-rights"))
    await pick(here, form, "area", t("lets-connect-area-governance"))
    await write(here, form, "own_area", "Lighthouses")
    await pick(here, form, "gender", "genderfluid")
    await pick(here, form, "age", t("lets-connect-age-25-34"))
    here.endless = frozenset()
    await here.settle()


WHOLE = {
    "full_name": "Anastasia Topsecret",
    "email": "ana.secret@example.org",
    "role": "Board member of an affiliate/user group",
    "area": "Human rights, Governance, Lighthouses",
    "gender": "genderfluid",
    "age": "25-34",
}


def on_disk(home: Path) -> list[str]:
    """What of the answers lies in a file of this home."""
    files = [path for path in home.rglob("*") if path.is_file()]
    assert files
    return [f"{secret} in {path}" for secret in SECRETS for path in files if secret.encode() in path.read_bytes()]
