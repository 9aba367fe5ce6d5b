"""Which language to speak, of those that are wished for."""

from __future__ import annotations

from collections.abc import Mapping

from capx_tui.i18n.catalogue import load

__all__ = ["locale_language", "spoken_language"]


def spoken_language(*wishes: str) -> str:
    """The code of the first wish that is one, as MediaWiki writes codes (``pt-br``); "en" for none.

    A locale names a country as well: ``tr-tr`` is Turkish, and what is written in Turkish is no other language.
    """
    code = next(filter(None, wishes), "en").strip().replace("_", "-").lower()
    spoken = load(code).language
    return spoken if code.startswith(f"{spoken}-") and spoken != "en" else code


def locale_language(environ: Mapping[str, str]) -> str:
    """What a terminal says of its language: ``pt_BR`` of ``pt_BR.UTF-8``; "" for none, and for C."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "").partition(".")[0].partition("@")[0]
        if value:
            return "" if value in ("C", "POSIX") else value
    return ""
