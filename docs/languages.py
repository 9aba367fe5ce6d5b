"""Writes ``docs/languages.md``: three screens of 80 by 24 in every language there is, over the embedded service."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from capx_tui.app import CapxApp
from capx_tui.bootstrap import Options, open_core
from capx_tui.i18n import available_languages, load, use
from capx_tui.model.explore import LanguageAtLeast
from capx_tui.model.naming import Kind
from capx_tui.store.explore import Phase

PAGE = Path(__file__).with_name("languages.md")
#: The world of the demo is built around this moment, so that the page is the same whenever it is written.
_NOW = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
_PEOPLE = 60
_SIZE = (80, 24)
#: What Explore is asked for.
_CAPACITIES, _LANGUAGE, _LEVEL = ("Lua",), "English", "3"
_TITLES = {
    "home": "Home",
    "explore": "Explore, with filters and the marker on a person",
    "edit-profile": "Edit profile, at the languages one speaks",
}
_TOP = """# The languages of the program

Chosen in Settings, where everything changes at once, or by `--lang`, `CAPX_TUI_LANG`, or the locale, in this order of
strength: flag, variable, Settings, locale. Dates, numbers, lists, names of languages and of countries follow CLDR.
Names of capacities come from Metabase and Wikidata: what has none in the language is shown in English, and the
directory says so. Names and texts of people are theirs, and stay as they are.

How to translate: [CONTRIBUTING](../CONTRIBUTING.md#translating). This page is written by `python -m docs.languages`,
and a test holds it to the program: three screens of 80 columns and 24 lines, each in every language. The people are
made up.
"""


@contextmanager
def _empty_home() -> Iterator[Path]:
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as home:
        os.environ.clear()
        os.environ.update({"HOME": home, "PATH": before.get("PATH", ""), "TZ": "UTC", "LANG": "C.UTF-8"})
        try:
            yield Path(home)
        finally:
            os.environ.clear()
            os.environ.update(before)
            use("en")


def _rows(app: CapxApp) -> str:
    """The screen as text."""
    strips = app.screen._compositor.render_strips(app.screen.size)
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def _pictures(language: str) -> dict[str, str]:
    """The three screens in a language, by name."""
    options = Options(demo=True, people=_PEOPLE, language=language, environ=dict(os.environ))
    async with open_core(options, now=lambda: _NOW) as core:
        await core.explore.refresh()
        use(core.language)
        offered = tuple(core.names.resolve(Kind.CAPACITY, name) for name in _CAPACITIES)
        spoken = LanguageAtLeast(core.names.resolve(Kind.LANGUAGE, _LANGUAGE), _LEVEL)
        app = CapxApp(core, lambda app: app.go("home"))
        async with app.run_test(size=_SIZE) as pilot:

            async def settled() -> str:
                for _ in range(3):
                    await pilot.pause()
                    await app.workers.wait_for_complete()
                assert core.explore.state.phase is Phase.READY, core.explore.state
                return _rows(app)

            found = {"home": await settled()}
            app.open_explore(available=offered, languages=(spoken,))
            await settled()
            await pilot.press("down")
            found["explore"] = await settled()
            app.edit_profile("language")
            found["edit-profile"] = await settled()
    return found


def _languages() -> Iterator[tuple[str, dict[str, str]]]:
    with _empty_home() as home:
        for language in available_languages():
            yield language, asyncio.run(_pictures(language))
            # As if one came for the first time, in each language.
            for kept in home.rglob("*.json"):
                kept.unlink()


def page() -> str:
    """The whole page."""
    found = dict(_languages())
    parts = [_TOP]
    for screen, title in _TITLES.items():
        parts.append(f"\n## {title}\n")
        for language, pictures in found.items():
            parts.append(f"\n{load(language).text('language-name')} (`{language}`)\n\n```\n{pictures[screen]}\n```\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page())
