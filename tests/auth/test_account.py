"""Addresses compared, and the coming end of a sign-in put into words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from capx_tui.auth.account import Account, Source, days_left, expiry_key, same_service, service_key
from capx_tui.i18n import load

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def account(expires: datetime | None) -> Account:
    return Account(61, "Alice Example", "https://capx.example", expires, Source.PASTED)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://capx.example", "https://capx.example/"),
        ("https://CAPX.example", "HTTPS://capx.example:443"),
        ("http://127.0.0.1:8100", " http://127.0.0.1:8100/ "),
        ("http://[::1]:80/capx", "http://[::1]/capx/"),
    ],
)
def test_spellings_of_one_service_are_one(one: str, other: str) -> None:
    assert same_service(one, other)


@pytest.mark.parametrize(
    "other",
    [
        "http://capx.example",
        "https://capx.example:8443",
        "https://capx.example/test",
        "https://capx.example.org",
        "https://xcapx.example",
        "https://[::1",
        "https://capx.example:port",
        "",
    ],
)
def test_another_service_is_another(other: str) -> None:
    assert not same_service("https://capx.example", other)


def test_an_address_that_is_none_is_compared_as_it_stands() -> None:
    assert service_key(" https://[::1 ") == "https://[::1"


@pytest.mark.parametrize(
    ("left", "key"),
    [
        (timedelta(days=30), ""),
        (timedelta(days=5, seconds=1), ""),
        (timedelta(days=5), "session-expiry-days"),
        (timedelta(days=1), "session-expiry-days"),
        (timedelta(hours=23), "session-expiry-today"),
        (timedelta(seconds=1), "session-expiry-today"),
        (timedelta(0), "session-expiry-past"),
        (timedelta(days=-3), "session-expiry-past"),
    ],
)
def test_the_end_is_announced_from_five_days_before(left: timedelta, key: str) -> None:
    assert expiry_key(account(NOW + left), NOW) == key
    assert key == "" or key in load("en")


def test_an_end_that_nobody_knows_is_not_announced() -> None:
    assert expiry_key(account(None), NOW) == ""


def test_days_are_counted_up() -> None:
    assert [days_left(NOW + timedelta(hours=h), NOW) for h in (-24, 0, 1, 24, 25, 120)] == [-1, 0, 1, 1, 2, 5]


def test_an_account_is_known_once_the_service_named_it() -> None:
    assert account(None).is_known
    assert not Account(0, "", "https://capx.example", None, Source.ENVIRONMENT).is_known
