"""A crash of the interpreter itself leaves no picture of the memory, in which the token is."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pty.program import ROOT

_PROGRAM = """
import os, sys
sys.argv = ["capx-tui", "--version"]
from capx_tui.__main__ import main
main()
os.abort()
"""


def _dumps(source: str, where: Path) -> bool:
    """Whether the kernel dumped that program when it broke down, in surroundings that let it."""

    def allow() -> None:
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (most, most))

    environ = {"HOME": str(where), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    started = subprocess.Popen(
        [sys.executable, "-c", source], cwd=where, env=environ, stdout=subprocess.DEVNULL, preexec_fn=allow
    )
    _, status = os.waitpid(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    return os.WCOREDUMP(status)


def test_the_program_dumps_nothing_where_any_other_would(tmp_path: Path) -> None:
    if not _dumps("import os; os.abort()", tmp_path):
        pytest.skip("this machine dumps nothing of any program")
    for left in tmp_path.glob("core*"):
        left.unlink()
    assert not _dumps(_PROGRAM, tmp_path)
    assert not list(tmp_path.glob("core*"))


def test_a_limit_that_is_lower_already_stays() -> None:
    code = (
        "import resource; from capx_tui.secret import leave_no_core\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); leave_no_core()\n"
        "assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
