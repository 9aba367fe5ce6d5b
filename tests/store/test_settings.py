"""Settings: kept whole, private, and never a reason not to start."""

from __future__ import annotations

from pathlib import Path

import pytest

from capx_tui.store.settings import Settings, SettingsStore


def test_without_a_file_nothing_was_chosen(surroundings: Path) -> None:
    store = SettingsStore()
    assert store.state == Settings()
    assert store.error is None
    assert not (surroundings / ".config").exists()


def test_choices_are_there_at_the_next_start_and_private(surroundings: Path) -> None:
    SettingsStore().change(language="tr", theme="light", screen_reader=True)
    again = SettingsStore()
    assert again.state == Settings(language="tr", theme="light", screen_reader=True)
    file = surroundings / ".config" / "capx-tui" / "settings.json"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_listeners_hear_of_a_change() -> None:
    heard: list[Settings] = []
    store = SettingsStore()
    store.subscribe(heard.append)
    store.change(theme="light")
    assert [settings.theme for settings in heard] == ["light"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", Settings()),
        (b"not json", Settings()),
        (b"[1, 2]", Settings()),
        (b"\xff\xfe", Settings()),
        (b'{"theme": "purple", "language": "tr"}', Settings(language="tr")),
        (b'{"theme": 7, "service": "https://capx.example"}', Settings(service="https://capx.example")),
        (b'{"screen_reader": null, "from_the_future": {}}', Settings()),
    ],
)
def test_a_damaged_value_costs_only_itself(tmp_path: Path, content: bytes, expected: Settings) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert SettingsStore(path).state == expected


def test_what_cannot_be_kept_holds_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = SettingsStore(tmp_path / "file" / "settings.json")
    store.change(theme="light")
    assert store.state.theme == "light"
    assert store.error is not None
