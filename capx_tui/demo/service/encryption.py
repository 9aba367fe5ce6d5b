"""Mentorship answers are encrypted by the service for the partner's public key; nobody here can read them again."""

import base64
import hashlib
import json
import os
import sqlite3
from pathlib import Path

ALGORITHM = "RSA-OAEP-SHA256+AES-256-GCM"


def fingerprint(pem: str) -> str:
    """Return the first 12 hex digits of SHA-256 over a PEM text without its white space."""
    return hashlib.sha256("".join(pem.split()).encode()).hexdigest()[:12]


def is_envelope(text: str) -> bool:
    """Whether a text is encrypted already."""
    try:
        value = json.loads(text)
    except ValueError:
        return False
    return isinstance(value, dict) and value.get("__encrypted__") is True


def encrypt(text: str, pem: str) -> str:
    """Return the envelope of a text: a random AES-256-GCM key, wrapped with RSA-OAEP for the public key."""
    # 60 ms to import, and only who answers a form needs it.
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import padding, rsa
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    public_key = serialization.load_pem_public_key(pem.encode())
    assert isinstance(public_key, rsa.RSAPublicKey)
    content_key = AESGCM.generate_key(256)
    nonce = os.urandom(12)
    wrapped = public_key.encrypt(
        content_key, padding.OAEP(padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
    )
    envelope = {
        "__encrypted__": True,
        "version": 1,
        "algorithm": ALGORITHM,
        "key": base64.b64encode(wrapped).decode(),
        "nonce": base64.b64encode(nonce).decode(),
        "ciphertext": base64.b64encode(AESGCM(content_key).encrypt(nonce, text.encode(), None)).decode(),
    }
    return json.dumps(envelope, separators=(",", ":"))


def provide_keys(connection: sqlite3.Connection, created_at: str) -> None:
    """Give every organization with a mentorship form a public key if it has none.

    The first ones come from a file of keys whose private halves were never kept, so that a world shows the same
    fingerprints each time it is built; a world with more programmes gets new keys, made the same way.
    """
    organizations = connection.execute(
        "SELECT DISTINCT organization FROM mentorship_form"
        " WHERE organization NOT IN (SELECT organization FROM partner_public_key) ORDER BY organization"
    ).fetchall()
    ready = iter(_ready_keys())
    connection.executemany(
        "INSERT INTO partner_public_key (organization, pem, created_at) VALUES (?, ?, ?)",
        [(organization, next(ready, None) or _new_key(), created_at) for (organization,) in organizations],
    )


def _ready_keys() -> list[str]:
    text = Path(__file__).with_name("partner_keys.pem").read_text("ascii")
    end = "-----END PUBLIC KEY-----\n"
    return [part + end for part in text.split(end) if part.strip()]


def _new_key() -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    private_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private_key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return pem.decode()
