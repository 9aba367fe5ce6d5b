"""An address: read, copied, scanned, or opened when asked; and nothing else."""

from __future__ import annotations

import base64
import os
import re
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


async def _to_saving(here: Visit) -> None:
    await _to_privacy(here)
    await here.press("s")
    assert here.title.startswith("Save QR code")


async def _name_it(here: Visit, name: str) -> None:
    await here.press("ctrl+u")
    await here.type(name)
    await here.press("enter")


@pytest.mark.parametrize(("name", "begins"), [("code.png", b"\x89PNG"), ("code.svg", b"<?xml")])
async def test_the_code_is_saved_where_it_is_wanted(name: str, begins: bytes, home: Path) -> None:
    async with visit("about") as here:
        await _to_saving(here)
        assert "~/capx-Privacy-policy-qr.png" in here.focused_row
        assert "A name that ends in .png makes a PNG, one that ends in .svg an SVG." in here.flowing
        await _name_it(here, f"~/{name}")
        assert here.title.startswith("Privacy policy")
        assert f"The QR code is saved in {home / name}." in here.flowing
        assert (home / name).read_bytes().startswith(begins)


async def test_the_code_is_saved_from_where_it_is_shown(home: Path) -> None:
    async with visit("about") as here:
        await _to_privacy(here)
        await here.press("r", "s", "enter")
        assert here.title.startswith("QR code: Privacy policy")
        assert (home / "capx-Privacy-policy-qr.png").exists()


async def test_esc_saves_nothing(home: Path) -> None:
    async with visit("about") as here:
        await _to_saving(here)
        await here.press("escape")
        assert here.title.startswith("Privacy policy")
    assert not list(home.glob("*.png"))


async def test_a_file_that_is_there_is_asked_about_first(home: Path) -> None:
    path = home / "mine.png"
    path.write_bytes(b"holiday")
    async with visit("about") as here:
        await _to_saving(here)
        await _name_it(here, "~/mine.png")
        assert "There is a file called ~/mine.png already." in here.flowing
        assert here.marked.startswith("Keep it")
        await here.press("enter")
        assert "The file there stays as it is. Nothing was saved." in here.flowing
        assert here.focused_row.strip() == "File ~/mine.png"
        assert path.read_bytes() == b"holiday"
        await here.press("enter")
        await here.press("escape")
        assert path.read_bytes() == b"holiday"
        await here.press("enter")
        await here.choose("Replace it")
        assert f"The QR code is saved in {path}." in here.flowing
        assert path.read_bytes().startswith(b"\x89PNG")


async def test_what_is_wrong_with_a_file_is_said_and_the_line_stays(home: Path) -> None:
    async with visit("about") as here:
        await _to_saving(here)
        await _name_it(here, "code.gif")
        assert "Error: “code.gif” has to end in .png or .svg." in here.flowing
        assert here.focused_row.strip() == "File code.gif"
        await _name_it(here, "~/nowhere/code.png")
        assert f"Error: {home}/nowhere/code.png could not be used: No such file or directory." in here.flowing
        assert here.focused_row.strip() == "File ~/nowhere/code.png"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"surroundings": {"LANG": "C"}}, "The code is drawn with number signs. Scan it with a phone;"),
        (
            {"screen_reader": True},
            "there is nothing to read in it. To save it as a picture, press s.",
        ),
    ],
)
async def test_a_code_in_plain_characters_says_so(settings: dict[str, object], said: str, home: Path) -> None:
    async with visit("about", size=(100, 60), **settings) as here:  # type: ignore[arg-type]
        await _to_privacy(here)
        await here.press("r")
        assert "##" in here.text
        assert "█" not in here.text
        # While it speaks, each line of a longer text says which it is.
        assert said in re.sub(r";? \d of \d\b", "", here.flowing)
