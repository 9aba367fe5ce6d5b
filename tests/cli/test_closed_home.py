"""A home that nobody may look into: each line command answers what it can, and says what it could not use."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys

import pytest

from tests.cli.test_process import ROOT, SERVICE

#: By which the superuser reads what others closed (`linux/capability.h`), and how it is given up (`linux/prctl.h`).
_DAC_OVERRIDE, _DAC_READ_SEARCH, _PR_CAPBSET_DROP = 1, 2, 24

_RUNS = """
import io, json, os, sys
from capx_tui.cli.console import Console
from capx_tui.cli.main import run
found = {}
for line in json.loads(sys.argv[1]):
    out, err = io.StringIO(), io.StringIO()
    code = run(line.split(), Console(io.StringIO(), out, err, dict(os.environ)))
    found[line] = code, out.getvalue(), err.getvalue()
print(json.dumps(found))
"""
_CLOSED = "could not be used: Permission denied."


def _as_anybody() -> None:
    for capability in (_DAC_OVERRIDE, _DAC_READ_SEARCH):
        ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str, str]]:
    """Of each command line: code, output and words."""
    if sys.platform != "linux":
        pytest.skip("how the superuser becomes anybody differs from system to system: run it on Linux to see it")
    home = tmp_path_factory.mktemp("closed")
    lines = [
        "--version",
        "doctor",
        "--plain",
        "whoami",
        "logout",
        "sync --forget",
        f"explore --service {SERVICE}",
        "explore --demo",
        "matches --demo --since-last",
        "person --demo Nobody",
    ]
    home.chmod(0)
    try:
        ran = subprocess.run(
            [sys.executable, "-c", _RUNS, json.dumps(lines)],
            env={"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
            cwd=ROOT,
            preexec_fn=_as_anybody if os.geteuid() == 0 else None,
            capture_output=True,
            check=True,
            timeout=60,
        )
    finally:
        home.chmod(0o700)
    assert list(home.iterdir()) == []
    found: dict[str, tuple[int, str, str]] = {line: tuple(told) for line, told in json.loads(ran.stdout).items()}
    return found


@pytest.mark.parametrize(
    ("line", "code", "out", "err"),
    [
        ("--version", 0, "capx-tui", ""),
        ("doctor", 0, "Local copy of public data: ~/.cache/capx-tui", ""),
        ("--plain", 0, "Menu.", ""),
        ("whoami", 3, "", _CLOSED),
        ("logout", 1, "", _CLOSED),
        ("sync --forget", 1, "", _CLOSED),
        (f"explore --service {SERVICE}", 1, "", "127.0.0.1 could not be reached"),
        ("explore --demo", 1, "", f"demo {_CLOSED}"),
        ("matches --demo --since-last", 1, "", f"demo {_CLOSED}"),
        ("person --demo Nobody", 1, "", f"demo {_CLOSED}"),
    ],
)
def test_what_needs_no_home_is_answered_and_what_does_says_which(
    line: str, code: int, out: str, err: str, outcomes: dict[str, tuple[int, str, str]]
) -> None:
    told = outcomes[line]
    assert told[0] == code, told
    assert out in told[1]
    assert err in told[2]
    assert "did not expect" not in told[2]
