"""Which language the program speaks, decided before anything is read or refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from capx_tui.i18n import use

__all__ = ["language_wanted", "speak"]


def language_wanted(arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """``--lang``, else ``CAPX_TUI_LANG``, else "" (the settings and the locale decide)."""
    listed = list(arguments)
    if "--" in listed:
        listed = listed[: listed.index("--")]
    for index in range(len(listed) - 1, -1, -1):
        if listed[index].startswith("--lang="):
            return listed[index].removeprefix("--lang=")
        if listed[index] == "--lang" and index + 1 < len(listed):
            return listed[index + 1]
    return environ.get("CAPX_TUI_LANG", "")


def speak(arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """Load the catalogue for the language wanted, and return that language's code."""
    wanted = language_wanted(arguments, environ) or locale_language(environ) or "en"
    use(wanted)
    return wanted


def locale_language(environ: Mapping[str, str]) -> str:
    """The language of the locale as MediaWiki writes codes: ``pt_BR.UTF-8`` is ``pt-br``. "" for C."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            code = value.partition(".")[0].partition("@")[0].replace("_", "-").lower()
            return "" if code in ("c", "posix") else code
    return ""
