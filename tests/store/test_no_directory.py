"""A file where a directory of ours should be: the program opens, holds what is chosen, and says what it cannot keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from capx_tui.bootstrap import Options, open_core
from capx_tui.store.settings import SettingsStore


@pytest.mark.parametrize("variable", ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME"])
async def test_a_file_in_the_place_of_a_directory_stops_nothing(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("kept")
    monkeypatch.setenv(variable, str(in_the_way))
    async with open_core(Options(service="http://127.0.0.1:9")) as core:
        core.settings.change(theme="light")
        assert core.settings.state.theme == "light"
        is_lost = variable in ("XDG_CONFIG_HOME", "HOME")
        assert (core.settings.error is not None) is is_lost
        assert core.mirror.state().in_memory is (variable in ("XDG_CACHE_HOME", "HOME"))
    assert (SettingsStore().state.theme == "light") is not is_lost
    assert in_the_way.read_text() == "kept"
