"""Which language the program speaks, decided before anything is read or refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from capx_tui.errors import StorageError
from capx_tui.i18n import use
from capx_tui.i18n.choosing import locale_language, spoken_language
from capx_tui.paths import config_dir, is_there

__all__ = ["speak"]


def speak(arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """Load the catalogue for the language wanted, and return that language's code.

    ``--lang`` first, then ``CAPX_TUI_LANG``, what the settings say, and the locale.
    """
    wanted = _flag(arguments) or environ.get("CAPX_TUI_LANG", "") or _settings()
    language = spoken_language(wanted, locale_language(environ))
    use(language)
    return language


def _flag(arguments: Sequence[str]) -> str:
    listed = list(arguments)
    if "--" in listed:
        listed = listed[: listed.index("--")]
    for index in range(len(listed) - 1, -1, -1):
        if listed[index].startswith("--lang="):
            return listed[index].removeprefix("--lang=")
        if listed[index] == "--lang" and index + 1 < len(listed):
            return listed[index + 1]
    return ""


def _settings() -> str:
    try:
        if not is_there(config_dir() / "settings.json"):
            return ""
    except StorageError:  # nobody knows where a home is: whoever needs it says so
        return ""
    from capx_tui.store.settings import SettingsStore

    return SettingsStore().state.language
