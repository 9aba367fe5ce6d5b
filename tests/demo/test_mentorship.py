"""Mentorship programmes, and answers that only the holder of the partner's private key can read."""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from capx_tui.demo.service.encryption import provide_keys
from tests.demo.conftest import Service

MENTOR = "/mentorship_form_mentor_response/"
MENTEE = "/mentorship_form_mentee_response/"


@pytest.fixture(scope="session")
def private_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def partner_pem(private_key: rsa.RSAPrivateKey, rows: sqlite3.Connection) -> str:
    """The public key of organization 1, whose private half is ours."""
    pem = (
        private_key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )
    rows.execute(
        "INSERT INTO partner_public_key (id, organization, pem, created_at) VALUES (50, 1, ?, ?)",
        (pem, "2026-11-22T00:00:00.000000Z"),
    )
    return pem


def decrypt(envelope: str, private_key: rsa.RSAPrivateKey) -> str:
    parts = json.loads(envelope)
    assert set(parts) == {"__encrypted__", "version", "algorithm", "key", "nonce", "ciphertext"}
    assert parts["__encrypted__"] is True
    assert parts["version"] == 1
    assert parts["algorithm"] == "RSA-OAEP-SHA256+AES-256-GCM"
    key = private_key.decrypt(
        base64.b64decode(parts["key"]),
        padding.OAEP(padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None),
    )
    assert len(key) == 32
    nonce = base64.b64decode(parts["nonce"])
    assert len(nonce) == 12
    return AESGCM(key).decrypt(nonce, base64.b64decode(parts["ciphertext"]), None).decode()


@pytest.mark.parametrize(
    ("path", "data", "plain"),
    [
        (MENTOR, '{"full_name": "Ä"}', '{"full_name": "Ä"}'),
        (MENTOR, "no JSON at all", "no JSON at all"),
        (MENTEE, {"days": ["monday", "friday"]}, '{"days": ["monday", "friday"]}'),
        (MENTEE, "a text", "a text"),
    ],
)
async def test_answers_are_encrypted_for_the_partner(
    service: Service,
    rows: sqlite3.Connection,
    private_key: rsa.RSAPrivateKey,
    partner_pem: str,
    path: str,
    data: Any,
    plain: str,
) -> None:
    answer = await service.post(path, "other", json={"form": 1, "data": data})
    assert answer.status_code == 201
    body = answer.json()
    assert decrypt(body["data"], private_key) == plain
    mark = hashlib.sha256("".join(partner_pem.split()).encode()).hexdigest()[:12]
    assert body["encrypted_with_public_key_fingerprint"] == body["public_key_fingerprint"] == mark
    assert body["encrypted_with_public_key_id"] == body["public_key_id"] == 50
    assert rows.execute("SELECT data FROM mentorship_form_response").fetchall() == [(body["data"],)]


async def test_an_envelope_is_left_alone(service: Service) -> None:
    envelope = '{"__encrypted__":true,"x":1}'
    answer = await service.post(MENTOR, json={"form": 1, "data": envelope})
    assert answer.json()["data"] == envelope


async def test_every_answer_counts_and_repeating_is_allowed(service: Service) -> None:
    for _ in range(2):
        assert (await service.post(MENTOR, json={"form": 2, "data": "{}"})).status_code == 201
    assert (await service.get("/mentorship_form_mentor/2/")).json()["counter"] == 2
    assert (await service.get("/mentorship_form_mentee/2/")).json()["counter"] == 0
    assert (await service.get(MENTOR, "manager")).status_code == 405


@pytest.mark.parametrize(
    ("path", "body", "answer"),
    [
        (MENTOR, {}, {"form": ["This field is required."], "data": ["This field is required."]}),
        (MENTOR, {"form": 99, "data": "{}"}, {"form": ['Invalid pk "99" - object does not exist.']}),
        (MENTOR, {"form": 1, "data": {"a": 1}}, {"data": ["Not a valid string."]}),
        (MENTOR, {"form": 1, "data": ""}, {"data": ["This field may not be blank."]}),
        (MENTEE, {"form": 1, "data": None}, {"data": ["This field may not be null."]}),
    ],
)
async def test_what_is_no_answer(service: Service, path: str, body: object, answer: object) -> None:
    refused = await service.post(path, json=body)
    assert refused.status_code == 400
    assert refused.json() == answer


async def test_a_form_without_a_key_breaks_the_service_and_keeps_nothing(
    service: Service, rows: sqlite3.Connection
) -> None:
    rows.execute("DELETE FROM partner_public_key WHERE organization = 1")
    form = (await service.get("/mentorship_form_mentor/1/")).json()
    assert (form["public_key_id"], form["public_key_fingerprint"], form["public_key_created_at"]) == (None, None, None)
    answer = await service.post(MENTOR, json={"form": 1, "data": "{}"})
    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith("text/html")
    assert (await service.get("/mentorship_form_mentor/1/")).json()["counter"] == 0
    assert rows.execute("SELECT COUNT(*) FROM mentorship_form_response").fetchone() == (0,)


async def test_programmes_and_partners_are_looked_up_by_organization(
    service: Service, rows: sqlite3.Connection
) -> None:
    rows.execute("UPDATE partner_mentorship_settings SET organization = 7 WHERE id = 4")
    assert (await service.get("/partner_mentorship_settings/7/")).json()["id"] == 4
    assert (await service.get("/partner_mentorship_settings/4/")).status_code == 404
    assert (await service.get("/partners/2/")).json()["name"] == "Wikimedia Argentina"
    assert (await service.get("/mentorship_form_mentor/?partner=3")).json()["results"][0]["organization"] == 3
    assert (await service.get("/mentorship_form_mentor/?partner=99")).json()["results"] == []
    assert (await service.get("/mentorship_form_mentor/?partner=x")).status_code == 500


async def test_the_key_itself_is_never_told(service: Service) -> None:
    for role in ("mentor", "mentee"):
        assert "BEGIN PUBLIC KEY" not in (await service.get(f"/mentorship_form_{role}/")).text


def test_every_partner_has_a_key_and_the_first_ones_the_same_each_time(rows: sqlite3.Connection) -> None:
    pems = [pem for (pem,) in rows.execute("SELECT pem FROM partner_public_key ORDER BY organization")]
    assert len(pems) == len(set(pems)) == 4
    rows.execute("DELETE FROM partner_public_key")
    rows.executemany(
        "INSERT INTO mentorship_form (role, id, organization, json, created_at) VALUES ('mentor', ?, ?, '[]', '')",
        [(number, number) for number in range(5, 10)],
    )
    provide_keys(rows, "2026-11-22T00:00:00.000000Z")
    again = [pem for (pem,) in rows.execute("SELECT pem FROM partner_public_key ORDER BY organization")]
    assert again[:4] == pems
    assert len(set(again)) == 9
    for pem in again:
        key = serialization.load_pem_public_key(pem.encode())
        assert isinstance(key, rsa.RSAPublicKey)
        assert key.key_size == 2048
