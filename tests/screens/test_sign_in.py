"""Signing in by paste and through Meta, signing out, and coming back to where one was going."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from capx_tui.api.wire import Request
from capx_tui.demo.embedded import demo_token
from tests.screens.visits import NOW, SERVICE, Visit, database, visit
from tests.screens.wire import Wire, html, service_down, timed_out

_RETURN = re.compile(r"https://capx\.toolforge\.org/oauth\?[^\"'<>\s]+")


async def _paste(here: Visit, text: str, row: str = "Paste your sign-in") -> None:
    """Paste into the field that is asked for, and accept."""
    await here.choose(row)
    assert here.focused_row.strip().startswith("Paste here")
    await here.paste(text)
    await here.press("enter")


def _session(token: str) -> str:
    return json.dumps(
        {"user": {"id": 1, "name": "Papatya Defteri", "token": token}, "expires": "2026-07-01T12:00:00.000Z"}
    )


async def test_before_signing_in_it_is_told_what_meta_will_ask_and_what_never_comes_here(home: Path) -> None:
    async with visit("sign-in", demo=False, size=(80, 40)) as here:
        for words in (
            "Meta will ask you to allow CapX to interact with pages and to send e-mail",
            "Your wiki password and login data never reach this program",
            "https://capx.toolforge.org/privacy_policy",
            "You can also look around without signing in",
            "https://capx.toolforge.org/api/auth/session",
            "CAPX_TUI_TOKEN",
        ):
            assert words in here.flowing, words
        assert "https://meta.wikimedia.org/wiki/Special:CreateAc" in here.text


@pytest.mark.parametrize("shape", ["bare", "session"])
async def test_a_right_paste_signs_in_and_says_as_whom_and_until_when(shape: str, home: Path) -> None:
    token = demo_token(database(), username="Ceibo Lectora", now=NOW)
    async with visit("sign-in", demo=False) as here:
        await _paste(here, token if shape == "bare" else _session(token))
        assert "signed in as Ceibo Lectora" in here.title
        assert "Signed in as Ceibo Lectora." in here.status
        assert any(row[2:].startswith("Account   Ceibo Lectora") for row in here.rows)
        assert "Jul 10, 2026" in here.text or "Jul 1, 2026" in here.text
        assert "only you can read" in here.flowing
        assert token not in here.text
    async with visit("home", demo=False) as here:
        assert "signed in as Ceibo Lectora" in here.title


async def test_what_is_pasted_is_never_shown(home: Path) -> None:
    token = demo_token(database(), now=NOW)
    async with visit("sign-in", demo=False) as here:
        await here.choose("Paste your sign-in")
        await here.paste(token)
        assert token not in here.text
        assert token[:8] not in here.text
        assert token not in here.written


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ("hunter2", "This is neither a CapX token"),
        ("0123456789abcdef" * 4, "The service does not take this token."),
        ('{"user": {"id": 1', "A part of it is missing."),
        ("{}", "The browser you copied this from is not signed in at CapX."),
        ("https://capx.toolforge.org/api/auth/session", "That is the address of a page, not what the page shows."),
        ("https://capx.toolforge.org/oauth?oauth_verifier=v&oauth_token=t", "no sign-in is waiting for one"),
    ],
)
async def test_a_wrong_paste_says_what_it_was_and_what_to_do(pasted: str, words: str, home: Path) -> None:
    async with visit("sign-in", demo=False) as here:
        await _paste(here, pasted)
        assert words in here.flowing, here.text
        assert "Error" in here.text
        assert "not signed in" in here.title
        assert here.core.session.token() is None


async def test_nothing_pasted_changes_nothing(home: Path) -> None:
    async with visit("sign-in", demo=False) as here:
        await here.choose("Paste your sign-in")
        await here.press("enter")
        assert here.title.startswith("Sign in")
        assert "Error" not in here.text
        await here.choose("Paste your sign-in")
        await here.press("escape")
        assert here.title.startswith("Sign in")


@pytest.mark.parametrize("fault", [service_down, timed_out, html])
async def test_a_paste_that_could_not_be_asked_about_can_be_tried_again(fault: object, home: Path) -> None:
    token = demo_token(database(), username="Ceibo Lectora", now=NOW)
    async with visit("sign-in", demo=False) as here:
        here.wire.fail(fault, where="/profile/")  # type: ignore[arg-type]
        await _paste(here, token)
        assert "Error: capx.example" in here.flowing
        assert "F6 tries again." in here.flowing
        assert "not signed in" in here.title
        here.wire.mend()
        await here.press("f6")
        assert "signed in as Ceibo Lectora" in here.title


async def test_signing_out_forgets_and_says_what_lives_on(home: Path) -> None:
    token = demo_token(database(), username="Ceibo Lectora", now=NOW)
    async with visit("sign-in", demo=False) as here:
        await _paste(here, token)
        await here.choose("Sign out")
        assert "not signed in" in here.title
        assert "You are signed out. This program has forgotten your token." in here.flowing
        assert "at most 30 days" in here.flowing
    async with visit("home", demo=False) as here:
        assert "not signed in" in here.title
    assert not any(
        token in path.read_text(errors="replace") for path in (home / ".config").rglob("*") if path.is_file()
    )


async def test_the_demo_signs_out_and_in_again_without_a_browser(home: Path) -> None:
    async with visit("sign-in") as here:
        assert "signed in as Papatya Defteri" in here.title
        await here.choose("Sign out")
        assert "not signed in" in here.title
        await here.press("end")
        await here.press("home")
        await here.choose("as the demo's made-up person")
        assert "Signed in as Papatya Defteri." in here.status
        assert "signed in as Papatya Defteri" in here.title


async def test_my_profile_asks_to_sign_in_and_then_goes_there(home: Path) -> None:
    token = demo_token(database(), username="Ceibo Lectora", now=NOW)
    async with visit("my-profile", demo=False) as here:
        assert here.title.startswith("Sign in")
        assert "For “My profile” you have to be signed in." in here.text
        await _paste(here, token)
        assert here.title.startswith("Ceibo Lectora")
        assert "This is your profile as others see it." in here.text
        await here.press("escape")
        assert here.title.startswith("Home")


async def test_leaving_the_sign_in_goes_back_without_going_there(home: Path) -> None:
    async with visit("home", demo=False) as here:
        await here.press("ctrl+p")
        await here.type("my profile")
        await here.press("enter")
        assert here.title.startswith("Sign in")
        await here.press("escape")
        assert here.title.startswith("Home")
        await here.choose("Sign in")
        assert "you have to be signed in" not in here.text


async def _allow_at_meta(here: Visit) -> str:
    """What a browser comes back to after Allow was pressed at the address on the screen."""
    attempt = here.core.session._attempt
    assert attempt is not None
    answer = await here.wire.send(Request("GET", attempt.address, (("Accept", "text/html"),)))
    found = answer.headers.get("location") or _RETURN.findall(unescape(answer.body.decode()))[0]
    assert isinstance(found, str)
    return found


async def test_through_meta_with_the_return_address_pasted(home: Path) -> None:
    async with visit("sign-in", demo=False, size=(100, 60)) as here:
        here.endless = frozenset({"oauth"})
        await here.choose("Begin at Meta-Wiki")
        await here.until(lambda: "Open the address and press Allow. This screen waits." in here.flowing)
        assert "Special:OAuth/authorize?oauth_token=" in here.flowing.replace(" ", "")
        assert "This program listens at localhost, port" in here.flowing
        returned = await _allow_at_meta(here)
        await _paste(here, returned.replace("oauth_token=", "oauth_token=another"), "Paste the address")
        assert "That address belongs to another sign-in than the one begun here." in here.flowing
        assert "This program listens at localhost" in here.flowing
        await here.press("home")
        await _paste(here, returned, "Paste the address")
        here.endless = frozenset()
        await here.settle()
        assert "signed in as Papatya Defteri" in here.title
        assert "oauth_verifier" not in here.text


async def test_leaving_the_screen_stops_listening(home: Path) -> None:
    async with visit("home", demo=False, size=(100, 60)) as here:
        here.endless = frozenset({"oauth"})
        await here.choose("Sign in")
        await here.choose("Begin at Meta-Wiki")
        await here.until(lambda: here.core.session._attempt is not None)
        await here.press("escape")
        here.endless = frozenset()
        await here.settle()
        assert here.title.startswith("Home")
        assert here.core.session._attempt is None


async def test_a_service_that_cannot_begin_says_so_and_can_be_tried_again(home: Path) -> None:
    async with visit("sign-in", demo=False, size=(100, 60)) as here:
        here.wire.fail(service_down, where="/api/login/")
        await here.choose("Begin at Meta-Wiki")
        assert "Error: capx.example is not working right now (status 503)." in here.flowing
        assert "This screen waits" not in here.text


async def test_a_token_from_the_environment_signs_in_and_is_not_stored(home: Path) -> None:
    token = demo_token(database(), username="Ceibo Lectora", now=NOW)
    async with visit(
        "sign-in", demo=False, surroundings={"CAPX_TUI_TOKEN": token, "CAPX_TUI_SERVICE": SERVICE}
    ) as here:
        assert "signed in as Ceibo Lectora" in here.title
        assert "CAPX_TUI_TOKEN and is not stored" in here.flowing
        await here.choose("Sign out")
        assert "CAPX_TUI_TOKEN is still set" in here.flowing


async def test_a_token_of_another_service_is_not_sent_and_that_is_said(home: Path) -> None:
    token = demo_token(database(), username="Ceibo Lectora", now=NOW)
    given = {"CAPX_TUI_TOKEN": token, "CAPX_TUI_SERVICE": "https://other.example"}
    async with visit("home", size=(80, 40), demo=False, surroundings=given) as here:
        assert "not signed in" in here.title
        assert (
            "The token in CAPX_TUI_TOKEN is not sent here: it belongs to https://other.example. "
            "Name this service in CAPX_TUI_SERVICE to use it here."
        ) in here.flowing
        await here.press("f4")
        assert "belongs to https://other.example" in here.flowing
    async with visit("home", surroundings=given) as here:
        assert "other.example" not in here.flowing, "nobody expects it at the embedded service"


async def test_a_broken_token_in_the_environment_is_told(home: Path) -> None:
    async with visit(
        "sign-in", demo=False, surroundings={"CAPX_TUI_TOKEN": "not a token", "CAPX_TUI_SERVICE": SERVICE}
    ) as here:
        assert "CAPX_TUI_TOKEN" in here.flowing
        assert "not a token" not in here.text
        assert "not signed in" in here.title


async def test_the_token_never_leaves_for_another_site(home: Path) -> None:
    tokens: list[str] = []

    class Watching:
        def __init__(self, wire: Wire) -> None:
            self._wire = wire

        async def send(self, request: Request) -> object:
            if request.token is not None:
                tokens.append(request.url)
            return await self._wire.send(request)

        async def close(self) -> None:
            await self._wire.close()

    async with visit("my-profile", transport=Watching) as here:  # type: ignore[arg-type]
        assert here.title.startswith("Papatya Defteri")
        await here.press("f5")
    assert tokens
    assert not any("/_wikimedia/" in url for url in tokens)
