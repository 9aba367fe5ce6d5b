"""Settings: each row shows its value, a change holds at once and at the next start."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from capx_tui.screens.base import Restart
from capx_tui.store.settings import SettingsStore
from tests.screens.visits import SERVICE, visit


@pytest.mark.parametrize(
    ("typed", "name", "label"), [("light", "light", "Light"), ("high", "high-contrast", "High contrast")]
)
async def test_colours_change_at_once_and_for_good(typed: str, name: str, label: str, home: Path) -> None:
    async with visit("settings") as here:
        await here.choose("Colours")
        await here.type(typed)
        await here.press("enter")
        assert here.app.theme == f"capx-{name}"
        assert f"Colours: {label}." in here.status
        assert label in here.marked
    async with visit("settings") as here:
        assert here.app.theme == f"capx-{name}"


async def test_the_language_is_chosen_by_typing(home: Path) -> None:
    async with visit("settings") as here:
        await here.choose("Language  ")
        await here.type("eng")
        await here.press("enter")
        assert "The language is changed." in here.text or "Up to date." in here.text
        assert here.core.language == "en"
    assert SettingsStore().state.language == "en"


async def test_leaving_a_chooser_changes_nothing(home: Path) -> None:
    async with visit("settings") as here:
        await here.press("home")
        before = here.rows
        for row in ("Language  ", "Colours", "Service in use", "Public data"):
            await here.press("home")
            await here.choose(row)
            await here.press("escape")
            assert here.title.startswith("Settings")
        await here.press("home")
        assert here.rows[1:-2] == before[1:-2]


async def test_another_service_opens_the_program_again_there(home: Path) -> None:
    async with visit("settings") as here:
        await here.choose("Service in use")
        await here.type("https://capx.test")
        await here.press("enter")
        assert here.app.return_value == Restart(demo=False, service="https://capx.test")


async def test_the_demo_and_the_default_service_are_offered_by_name(home: Path) -> None:
    async with visit("settings", demo=False) as here:
        assert SERVICE in here.text
        await here.choose("Service in use")
        assert "The Capacity Exchange (capx-backend.toolforge.org)" in here.text
        await here.type("demo")
        await here.press("enter")
        assert here.app.return_value == Restart(demo=True)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("http://capx.test", "is not protected"),
        ("ftp://capx.test", "must begin with https://"),
        ("https://me:secret@capx.test", "holds a user name or a password"),
        ("https://", "is not an address that can be used"),
    ],
)
async def test_an_address_that_no_token_may_go_to_is_refused_in_words(typed: str, words: str, home: Path) -> None:
    async with visit("settings") as here:
        await here.choose("Service in use")
        await here.type(typed)
        await here.press("enter")
        assert here.app.is_running
        assert here.title.startswith("Settings")
        assert words in here.flowing
        assert "secret" not in here.text


async def test_the_fetched_data_is_deleted_only_when_confirmed(home: Path) -> None:
    async with visit("settings", size=(80, 40)) as here:
        assert "240 people, 50 organizations, 134 capacities." in here.flowing
        await here.choose("Public data")
        assert here.marked.startswith("Keep the fetched data")
        await here.press("enter")
        assert "240 people" in here.flowing
        path = here.core.mirror.path
        assert path is not None
        await here.choose("Public data")
        await here.type("delete")
        await here.press("enter")
        assert "The fetched data is deleted." in here.status
        assert "Nothing has been fetched from the service yet." in here.flowing
        await here.press("f2")
        assert "No people have been fetched yet. F5 fetches them." in here.flowing
        await here.press("f5", "f3", "f2")
        assert here.status.startswith("224 people of 240.")


async def test_the_screen_reader_mode_is_a_word(home: Path) -> None:
    async with visit("settings") as here:
        await here.down_to("Screen-reader mode")
        assert here.marked.endswith("no")
        await here.press("enter")
        assert "Screen-reader mode" in here.focused_row
        assert here.focused_row.endswith("yes")
        assert here.app.speaks
    assert SettingsStore().state.screen_reader is True


async def test_where_the_sign_in_is_kept_is_told(home: Path) -> None:
    async with visit("settings", size=(80, 40)) as here:
        assert "This is the demo: you are signed in as a made-up person." in here.flowing
        await here.choose("Sign-in")
        assert here.title.startswith("Sign in")
    async with visit("settings", size=(80, 40), demo=False) as here:
        assert "not signed in" in here.text


async def test_settings_that_cannot_be_kept_hold_until_the_end_and_it_is_said(home: Path) -> None:
    blocked = home / ".config"
    blocked.mkdir(exist_ok=True)
    (blocked / "capx-tui").write_text("in the way")
    async with visit("settings") as here:
        await here.choose("Colours")
        await here.type("light")
        await here.press("enter")
        assert here.app.theme == "capx-light"
        assert ".config/capx-tui could not be used: " in here.flowing


async def test_a_language_that_is_chosen_is_spoken_at_once_and_what_was_typed_stays(home: Path) -> None:
    """From Explore, with the focus in its field, over the palette and Settings, and back again."""
    async with visit("explore") as here:
        await here.press("slash")
        await here.type("ceibo")
        await here.press("ctrl+p")
        await here.type("settings")
        await here.press("enter")
        await here.choose("Language  ")
        await here.type("espan")
        await here.press("enter")
        assert here.title.startswith("Ajustes")
        assert here.marked.split()[-1] == "español"
        # Names in the new language were asked for at once.
        assert here.core.names.capacity(39) == "Traducción cultural"
        await here.press("escape")
        assert here.title.startswith("Explorar")
        assert " ".join(here.rows[3].split()) == "Buscar ceibo"
        assert isinstance(here.app.screen.focused, Input)
        assert "Hablar en público" in here.text
        assert "español (Nativo)" in here.text
        await here.press("ctrl+p")
        await here.type("settings")
        assert here.rows_in("#choices")[0].startswith("> Ajustes"), "an English name is found in every language"
        await here.press("escape", "f1")
        assert here.title.startswith("Ayuda")
    assert SettingsStore().state.language == "es"
