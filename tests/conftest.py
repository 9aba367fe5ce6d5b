"""Every test starts in an empty home, at a fixed place and time zone, without a network."""

from __future__ import annotations

import gc
import itertools
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every run: a test that fails now and then teaches people to run it again.
settings.register_profile("capx", deadline=None, derandomize=True, database=None)
# `make fuzz`: new ones each time, and many.
settings.register_profile("fuzz", deadline=None, max_examples=100 * int(os.environ.get("CAPX_FUZZ", "1")))
settings.load_profile("fuzz" if os.environ.get("CAPX_FUZZ") else "capx")

# The computer's own keyring is nobody's business here, and a back end that one test makes is not another's.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

_LOOPBACK = ("127.", "::1", "localhost")
#: What the surroundings may not decide for a test.
_SURROUNDINGS = ("CAPX_TUI_", "XDG_", "LC_", "TEXTUAL", "DBUS_")
_NAMES = ("NO_COLOR", "FORCE_COLOR", "ACCESSIBLE", "LANGUAGE", "COLUMNS", "LINES", "TMUX", "SSH_CONNECTION")
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
#: New objects before the garbage collector looks at the youngest, as in the program itself.
_GARBAGE = 50_000
_homes = itertools.count()
_away: list[str] = []
_guarded = True


def _watch(event: str, args: tuple[object, ...]) -> None:
    """Audit hook: whoever leaves the machine is stopped, and remembered in case the exception is caught."""
    if not _guarded or event not in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        return
    target = args[0] if event.startswith("socket.get") else args[1]
    host = target[0] if isinstance(target, tuple) and target else target
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    # A path is a Unix socket, which does not leave the machine.
    if isinstance(host, str) and host and not host.startswith((*_LOOPBACK, "/", "\0")):
        _away.append(f"{event} {target!r}")
        raise PermissionError(f"a test wanted to leave this machine: {event} {target!r}")


sys.addaudithook(_watch)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a service says so where none is named; so does what needs a desktop of screen readers."""
    wanting = {
        "live": ("CAPX_LIVE_SERVICE", "no CapX service is named: make live SERVICE=… TOKEN=…"),
        # They listen to other programs in real time, which a busy machine spoils: on demand, and alone.
        "reader": ("CAPX_READERS", "real screen readers are heard on demand: make readers"),
    }
    # Workers compare what they collected: an id with an address in it differs from one to the next.
    if unstable := [item.nodeid for item in items if " at 0x" in item.nodeid]:
        raise pytest.UsageError(f"the ids of these tests differ from run to run: {', '.join(unstable)}")
    for marker, (variable, reason) in wanting.items():
        if os.environ.get(variable):
            continue
        for item in items:
            if item.get_closest_marker(marker) is not None:
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_collection_finish() -> None:
    """The collected tests live as long as the run: to look through them again and again was a quarter of it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE, 20, 100)


@pytest.fixture(autouse=True)
def surroundings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """The empty home. A test marked ``live`` may use the network; any other that tries fails."""
    global _guarded
    # Numbered here: pytest would list all homes there are to find the next number.
    home = tmp_path_factory.mktemp(f"home{next(_homes)}", numbered=False)
    for name in list(os.environ):
        if name.startswith(_SURROUNDINGS) or name in _NAMES or name.lower() in _PROXIES:
            monkeypatch.delenv(name)
    given = {"HOME": str(home), "TZ": "UTC", "LANG": "C.UTF-8", "TERM": "xterm-256color"}
    # The developer's own keyring is no place for a test's token, nor is another test's.
    given["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    time.tzset()
    _guarded = request.node.get_closest_marker("live") is None
    _away.clear()
    yield home
    _guarded = True
    assert not _away, f"a test wanted to leave this machine: {_away}"
