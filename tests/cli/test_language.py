"""Which language the program speaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from capx_tui.cli.language import speak
from capx_tui.i18n import use
from capx_tui.paths import config_dir


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use("en")


def choose_in_settings(language: str) -> None:
    config_dir().mkdir(parents=True)
    (config_dir() / "settings.json").write_text(f'{{"language": "{language}"}}')


@pytest.mark.parametrize(
    ("arguments", "environ", "language"),
    [
        ((), {}, "en"),
        ((), {"LANG": "C.UTF-8"}, "en"),
        ((), {"LANG": "POSIX"}, "en"),
        ((), {"LANG": "pt_BR.UTF-8"}, "pt-br"),
        ((), {"LANG": "sr_RS@latin"}, "sr-rs"),
        ((), {"LANG": "en_GB", "LC_ALL": "tr_TR.UTF-8"}, "tr"),
        ((), {"LANG": "pt_BR", "CAPX_TUI_LANG": "tr"}, "tr"),
        (("explore", "--lang", "fr"), {"CAPX_TUI_LANG": "tr"}, "fr"),
        (("--lang=pt_BR", "explore", "--lang", "es"), {}, "es"),
        (("explore", "--", "--lang", "fr"), {"CAPX_TUI_LANG": "tr"}, "tr"),
        (("explore", "--lang"), {}, "en"),
    ],
)
def test_the_nearest_wish_wins(arguments: tuple[str, ...], environ: dict[str, str], language: str) -> None:
    assert speak(arguments, environ) == language


def test_settings_stand_between_the_variable_and_the_locale(surroundings: Path) -> None:
    choose_in_settings("es")
    assert speak([], {"LANG": "pt_BR.UTF-8"}) == "es"
    assert speak([], {"LANG": "pt_BR.UTF-8", "CAPX_TUI_LANG": "tr"}) == "tr"
