"""A draft belongs to a form and a person, not to a face: begun on the screen it goes on in plain lines, and back."""

from __future__ import annotations

import asyncio
import os

import pytest

from capx_tui.screens.suggest import SuggestScreen
from tests.cli.command_line import CommandLine
from tests.cli.plain.conversation import talk
from tests.screens.visits import visit


@pytest.mark.usefixtures("home")
def test_a_draft_goes_from_the_screen_to_plain_lines_and_back() -> None:
    async def begin() -> None:
        async with visit("suggest") as here:
            await here.type("Underwater")

    async def find() -> str:
        async with visit("suggest") as here:
            await here.choose("Use it")
            assert isinstance(here.app.screen, SuggestScreen)
            return f"{here.app.screen.form['title']}: {here.app.screen.form['description']}"

    asyncio.run(begin())
    cli = CommandLine({"HOME": os.environ["HOME"], "TERM": "dumb"})
    said = talk(cli, "suggest a capacity", "use it", "why it is needed", "We dive.", ".", flags=())
    assert "There is a draft of this form that was not saved" in said.answers[0]
    assert "1. Name: Underwater; required; changed; " in said.answers[1]
    assert asyncio.run(find()) == "Underwater: We dive."
