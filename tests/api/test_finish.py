"""Errors inside a 200: told with the host that sent them, and with the pause that it asks for."""

from __future__ import annotations

from typing import Any

import pytest

from capx_tui.api.wikimedia.action_api import global_account
from capx_tui.api.wire import Response, read_answer
from capx_tui.errors import ActionApiError, MaxLag


def _answer(body: bytes, **headers: str) -> Any:
    sent = {"content-type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return read_answer(global_account("Somebody"), Response(200, sent, body), host="meta.wikimedia.org")


def test_the_wiki_is_named() -> None:
    with pytest.raises(ActionApiError) as caught:
        _answer(b'{"errors": [{"code": "badvalue", "text": "no"}]}')
    assert caught.value.host == "meta.wikimedia.org"


def test_a_lag_says_how_long_to_wait() -> None:
    with pytest.raises(MaxLag) as caught:
        _answer(b'{"errors": [{"code": "maxlag", "text": "lagged"}]}', retry_after="11")
    assert caught.value.retry_after_s == 11.0
