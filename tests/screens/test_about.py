"""About: the program, the service, and under which terms one has the program."""

from __future__ import annotations

from pathlib import Path

from tests.screens.visits import visit


async def test_it_tells_the_licence_of_the_program(home: Path) -> None:
    async with visit("about") as here:
        assert "Licence MIT; anybody may use it, change it and pass it on." in here.flowing
