"""A keyring of the test's own in the place of the computer's, and tokens to look for in what is shown."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

TOKEN = "5ec2e7" + "0123456789abcdef" * 3 + "0123456789"


class MemoryKeyring(KeyringBackend):
    """A keyring that works, or fails in the ways that real ones do."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.entries: dict[tuple[str, str], str] = {}
        #: Raised by every question.
        self.fault: Exception | None = None
        #: Waited for by every question: a prompt that nobody sees.
        self.gate = threading.Event()
        self.gate.set()
        self.loses_entries = False

    def _meet(self) -> None:
        self.gate.wait(20)
        if self.fault is not None:
            raise self.fault

    def get_password(self, service: str, username: str) -> str | None:
        self._meet()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._meet()
        if not self.loses_entries:
            self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._meet()
        if (service, username) not in self.entries:
            raise PasswordDeleteError(username)
        del self.entries[service, username]


class WeakKeyring(MemoryKeyring):
    """A back end that keyring itself does not recommend, as the plain-text file one."""

    priority = 0.5  # type: ignore[assignment]


@pytest.fixture
def keys() -> Iterator[MemoryKeyring]:
    """The computer's keyring for this test."""
    before = keyring.get_keyring()
    mine = MemoryKeyring()
    keyring.set_keyring(mine)
    yield mine
    mine.gate.set()
    keyring.set_keyring(before)


@pytest.fixture(
    params=[KeyringLocked("locked"), RuntimeError("broken"), OSError(5, "no bus"), AttributeError("old")], ids=repr
)
def fault(request: pytest.FixtureRequest) -> Exception:
    """What a back end may raise."""
    error: Exception = request.param
    return error
