"""Programmes as plain data says, and an application that arrives: its form's counter rises, and it lies encrypted.

What is stored can only be read with the private half of the programme's key. Whoever runs a service of their own
can give their programmes a key, and the file with its private half as ``CAPX_LIVE_PARTNER_KEY``: then what arrived
is decrypted here and held against what was answered.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wire import Request, Response
from capx_tui.bootstrap import Options, open_core
from capx_tui.model.form import Form
from capx_tui.model.form_builder import answers_to_send
from capx_tui.model.form_check import problems_of
from capx_tui.model.mentorship import Role, why_not
from capx_tui.model.mentorship_form import application
from capx_tui.secret import Secret
from capx_tui.store.mentorship import Receipt
from tests.live.conftest import Run, surroundings_of
from tests.live.plain import Plain, Raw
from tests.screens.forms import answer

pytestmark = pytest.mark.live


class Recorder:
    """The network; keeps what a write was answered."""

    def __init__(self) -> None:
        self._network = HttpxTransport()
        self.written: list[tuple[Any, Any]] = []

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        response = await self._network.send(request)
        if request.method == "POST":
            self.written.append((json.loads(request.body or b"{}"), json.loads(response.body)))
        return response

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""
        await self._network.close()


@pytest.fixture
def plain(writable: str, token: Secret) -> Plain:
    """The service without the client."""
    return Plain(writable, token)


def true_status(row: Raw, today: str) -> str:
    """What the days of a programme mean: texts of days compare like days."""
    opens, closes = row["registration_open_date"], row["registration_close_date"]
    if not opens and not closes:
        return "unset"
    if opens and today < opens:
        return "upcoming"
    return "closed" if closes and today > closes else "open"


def test_every_programme_is_listed_with_its_true_status(run: Run, plain: Plain) -> None:
    rows = {row["organization"]: row for row in plain.rows("/partner_mentorship_settings/")}
    forms = {role.value: {row["id"]: row for row in plain.rows(f"/mentorship_form_{role.value}/")} for role in Role}
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    listed = {row["organization"]: row for row in run("mentorship", "--json").json}
    assert set(listed) == set(rows)
    for organization, row in rows.items():
        shown = listed[organization]
        assert shown["status"] == true_status(row, today)
        assert (shown["skills"], shown["languages"]) == (row["skills"], row["languages"])
        used = [forms[role][row[f"{role}_form"]] for role in forms if row[f"{role}_form"] in forms[role]]
        assert shown["subscribers"] == sum(form["counter"] for form in used)


def open_forms(plain: Plain, role: Role) -> Iterator[tuple[int, Raw]]:
    """Organization and form of each programme that takes applications in this role today."""
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    for row in plain.rows("/partner_mentorship_settings/"):
        number = row[f"{role.value}_form"]
        if number and true_status(row, today) == "open":
            form = plain.get(f"/mentorship_form_{role.value}/{number}/")
            if form["json"] and form["public_key_id"]:
                yield row["organization"], form


def filled(form: Form) -> Form:
    """Every question answered with something that the form takes."""
    for spec in form.spec.valued:
        if form.can_change(spec.id):
            form = form.edit(spec.id, answer(form, spec.id))
    assert problems_of(form) == {}
    return form


def decrypted(envelope: str, key_file: str) -> str:
    """What the owner of the key reads."""
    private_key = serialization.load_pem_private_key(Path(key_file).read_bytes(), None)
    assert isinstance(private_key, rsa.RSAPrivateKey)
    parts = json.loads(envelope)
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
    content_key = private_key.decrypt(base64.b64decode(parts["key"]), oaep)
    nonce, ciphertext = base64.b64decode(parts["nonce"]), base64.b64decode(parts["ciphertext"])
    return AESGCM(content_key).decrypt(nonce, ciphertext, None).decode()


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
async def test_an_application_arrives_encrypted_and_the_counter_rises(
    role: Role, plain: Plain, writable: str, token: Secret, tmp_path: Path
) -> None:
    found = next(open_forms(plain, role), None)
    if found is None:
        pytest.skip(f"no programme takes a {role.value} today")
    organization, raw = found
    recorder = Recorder()
    environ = {**os.environ, **surroundings_of(tmp_path, writable, token)}
    async with open_core(Options(service=writable, environ=environ), transport=recorder) as core:
        await core.session.verify()
        await core.mentorship.load()
        programme = core.mentorship.programme(organization)
        assert programme is not None
        assert why_not(programme, role, core.mentorship.today) == ""
        shown = programme.forms[role]
        spec, built = application(shown, core.mentorship.name(programme))
        form = filled(Form.begin(spec))
        answers = answers_to_send(built, form.values)
        receipt = await core.mentorship.apply(organization, shown, answers)
        assert core.mentorship.sent(organization, role) is not None
    assert receipt == Receipt(raw["public_key_fingerprint"], raw["public_key_fingerprint"])
    assert plain.get(f"/mentorship_form_{role.value}/{raw['id']}/")["counter"] == raw["counter"] + 1
    ((sent, answered),) = recorder.written
    # Answered, so that nobody can take it for plain text: every answer is unreadable in what is stored.
    assert json.loads(answered["data"])["__encrypted__"] is True
    data = json.loads(sent["data"]) if role is Role.MENTOR else sent["data"]
    assert data == answers
    if key_file := os.environ.get("CAPX_LIVE_PARTNER_KEY"):
        assert json.loads(decrypted(answered["data"], key_file)) == answers
