"""Widgets as they are before anybody chose anything: usual keys, usual signs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from capx_tui.model.keymaps import keymap
from capx_tui.terminal.keys import use_keymap
from capx_tui.terminal.modes import Modes, use_modes


@pytest.fixture(autouse=True)
def usual_modes() -> Iterator[None]:
    """What a test changes of them ends with it."""
    use_keymap(keymap())
    use_modes(Modes())
    yield
    use_keymap(keymap())
    use_modes(Modes())
