"""An address: read, copied, scanned, or opened when asked; and nothing else."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest

from tests.screens.visits import Visit, visit

_PRIVACY = "https://capx.toolforge.org/privacy_policy"


async def _to_privacy(here: Visit) -> None:
    await here.choose("Privacy policy")
    assert here.title.startswith("Privacy policy")


async def test_an_address_is_shown_with_its_four_ways(home: Path) -> None:
    async with visit("about") as here:
        await _to_privacy(here)
        assert _PRIVACY in here.text
        for way in ("Open", "Copy", "QR code"):
            assert any(row[2:].startswith(way) for row in here.rows), way


async def test_copying_by_key_and_by_row(home: Path) -> None:
    sequence = base64.b64encode(_PRIVACY.encode()).decode()
    async with visit("about") as here:
        await _to_privacy(here)
        await here.press("y")
        assert here.written.count(sequence) == 1
        await here.choose("Copy")
        assert here.written.count(sequence) == 2
        assert "Copied." in here.status


async def test_without_a_browser_it_says_what_else_can_be_done(home: Path) -> None:
    async with visit("about", surroundings={"BROWSER": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}) as here:
        await _to_privacy(here)
        await here.choose("Open")
        assert "There is no browser on this machine. Copy the address or scan the QR code." in here.flowing


async def test_the_browser_of_the_environment_gets_the_address_as_one_word(home: Path) -> None:
    pipe = home / "asked"
    os.mkfifo(pipe)
    browser = home / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s|%s" "$#" "$1" > {pipe}\n')
    browser.chmod(0o700)
    async with visit("about", surroundings={"BROWSER": str(browser)}) as here:
        await _to_privacy(here)
        await here.choose("Open")
        assert "Opened in your browser." in here.status
        # Reading waits until the browser has written.
        assert pipe.read_text() == f"1|{_PRIVACY}"


async def test_nothing_opens_by_itself(home: Path) -> None:
    browser = home / "browser"
    browser.write_text(f"#!/bin/sh\ntouch {home / 'opened'}\n")
    browser.chmod(0o700)
    async with visit("about", surroundings={"BROWSER": str(browser)}) as here:
        await _to_privacy(here)
        await here.press("y", "r", "escape", "escape")
    assert not (home / "opened").exists()


@pytest.mark.parametrize("key", ["r", "row"])
async def test_the_code_is_one_key_or_one_row_away(key: str, home: Path) -> None:
    async with visit("about") as here:
        await _to_privacy(here)
        if key == "r":
            await here.press("r")
        else:
            await here.choose("QR code")
        assert here.title.startswith("QR code: Privacy policy")
        assert "▀" in here.text
        await here.press("escape")
        assert here.title.startswith("Privacy policy")


async def test_the_contact_address_is_copied(home: Path) -> None:
    async with visit("about") as here:
        await here.choose("Write to the CapX team")
        assert base64.b64encode(b"capx@wmnobrasil.org").decode() in here.written


async def test_about_names_program_service_and_every_address(home: Path) -> None:
    async with visit("about", size=(120, 40)) as here:
        for words in (
            *("capx-tui 0.", "Exchange is voluntary.", "the embedded demo, with made-up people"),
            *(_PRIVACY, "https://meta.wikimedia.org/wiki/Capacity_Exchange/User_Guide"),
            *("https://meta.wikimedia.org/wiki/Capacity_Exchange/FAQ", "https://github.com/WikiMovimentoBrasil/"),
            *("capx@wmnobrasil.org", "https://translatewiki.net/"),
        ):
            assert words in here.flowing, words
