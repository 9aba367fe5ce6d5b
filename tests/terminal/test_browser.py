"""The browser of the surroundings: a list of words, no shell, no secret, and web addresses only."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from capx_tui.terminal import browser
from capx_tui.terminal.browser import open_address

_NASTY = "https://example.org/?a=$(touch x)`touch y`;touch z&b='\"|<>\\ %s"


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """What the browser writes into; reading waits for it."""
    path = tmp_path / "asked"
    os.mkfifo(path)
    return path


def _surroundings(tmp_path: Path, pipe: Path, template: str = "") -> Mapping[str, str]:
    script = tmp_path / "my browser.py"
    script.write_text(
        "import os, sys\n"
        f"open({str(pipe)!r}, 'w').write(repr((sys.argv[1:], sorted(k for k in os.environ if 'CAPX' in k))))\n"
    )
    command = f"{sys.executable} '{script}'{template}"
    return {"BROWSER": command, "PATH": "/usr/bin:/bin", "CAPX_TUI_TOKEN": "t0ken", "CAPX_TUI_WIKIMEDIA_OAUTH": "-"}


@pytest.mark.parametrize(
    ("template", "words"),
    [("", [_NASTY]), (" --new %s", ["--new", _NASTY]), (" --url=%s", [f"--url={_NASTY}"])],
)
def test_an_address_is_one_word_that_no_shell_reads(
    tmp_path: Path, pipe: Path, template: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert open_address(_NASTY, _surroundings(tmp_path, pipe, template))
    assert pipe.read_text() == repr((words, []))
    assert not {"x", "y", "z"} & {path.name for path in tmp_path.iterdir()}
    for started in browser._started:
        assert started.wait(timeout=20) == 0


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "--help",
        "-o/etc/passwd",
        "",
        "//x.org",
        "ftp://x",
    ],
)
def test_what_is_no_web_address_opens_nothing(tmp_path: Path, pipe: Path, address: str) -> None:
    before = len(browser._started)
    assert not open_address(address, _surroundings(tmp_path, pipe))
    assert len(browser._started) == before


@pytest.mark.parametrize("named", ["", "no-such-browser-anywhere", "'unclosed", ":::"])
def test_without_one_it_says_so(named: str) -> None:
    assert not open_address("https://example.org/", {"BROWSER": named, "PATH": "/nowhere"})
