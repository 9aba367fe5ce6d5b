"""Who is registered for Let's Connect, and with what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from capx_tui.api.wikimedia import letsconnect
from capx_tui.api.wikimedia.letsconnect import LetsConnectProfile
from capx_tui.api.wire import Auth, Site, build_request
from capx_tui.errors import CutOff, FieldErrors, HtmlAnswer, Missing, ServiceDown, WrongJson, WrongShape

Answer = Callable[..., Any]


def test_names_go_as_a_parameter_and_without_a_token() -> None:
    for call, path in ((letsconnect.exists("Ana & Bob"), "/exists/"), (letsconnect.profile("Ana & Bob"), "/profile/")):
        assert (call.site, call.auth) == (Site.LETSCONNECT, Auth.NEVER)
        assert build_request(call, "https://lc.example").url == f"https://lc.example{path}?username=Ana%20%26%20Bob"


@pytest.mark.parametrize("there", [True, False])
def test_whether_somebody_is_registered(answer: Answer, there: bool) -> None:
    assert answer(letsconnect.exists("Ana"), {"exists": there}) is there


def test_a_registration_is_read_whatever_form_its_lists_have(answer: Answer) -> None:
    body = {
        "username": "Ana\x07",
        "username_org": None,
        "reconciled_affiliation": "Wiki Movimento Brasil",
        "reconciled_territory": "",
        "reconciled_languages": ["Português", "", "English"],
        "reconciled_projects": None,
        "reconciled_want_to_learn": "Q207316",
        "reconciled_want_to_share": [],
        "email": "never@read.example",
    }
    found = answer(letsconnect.profile("Ana"), body)
    assert found == LetsConnectProfile(
        username="Ana",
        affiliation="Wiki Movimento Brasil",
        languages=("Português", "English"),
        wants_to_learn=("Q207316",),
    )
    assert "never@read" not in repr(found)


def test_failures_are_named(answer: Answer) -> None:
    with pytest.raises(Missing):
        answer(letsconnect.profile("Nobody"), b"<!doctype html><h1>Not Found</h1>", status=404)
    with pytest.raises(FieldErrors) as refused:
        answer(letsconnect.exists(""), {"error": "Username parameter is required"}, status=400)
    assert refused.value.detail == "Username parameter is required"
    with pytest.raises(HtmlAnswer):
        answer(letsconnect.exists("Ana"), b"<html>")
    with pytest.raises(CutOff):
        answer(letsconnect.exists("Ana"), b'{"exists": t')
    with pytest.raises(WrongJson):
        answer(letsconnect.exists("Ana"), b"True")
    with pytest.raises(WrongShape):
        answer(letsconnect.exists("Ana"), {"exists": "yes"})
    with pytest.raises(ServiceDown):
        answer(letsconnect.profile("Ana"), b"", status=503)
