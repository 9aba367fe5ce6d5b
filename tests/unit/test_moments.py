"""Times as people say them."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.i18n import t
from capx_tui.i18n.moments import ago, day, parse

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("iso", "moment"),
    [
        ("2026-11-22T12:00:00Z", NOW),
        ("2026-11-22T12:00:00.000000Z", NOW),
        ("2026-11-22T09:00:00-03:00", NOW),
        ("2026-11-22T12:00:00", NOW),
        ("2026-11-22", datetime(2026, 11, 22, tzinfo=UTC)),
        ("", None),
        ("yesterday", None),
        ("2026-13-01", None),
    ],
)
def test_iso_times_are_aware(iso: str, moment: datetime | None) -> None:
    assert parse(iso) == moment
    assert moment is None or (parsed := parse(iso)) is None or parsed.tzinfo is not None


@given(st.text(max_size=30))
def test_any_text_is_a_time_or_none(text: str) -> None:
    found = parse(text)
    assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(
    ("seconds", "key", "count"),
    [
        (60, "ago-minutes", 1),
        (3599, "ago-minutes", 59),
        (3600, "ago-hours", 1),
        (86399, "ago-hours", 23),
        (86400, "ago-days", 1),
        (86400 * 400, "ago-days", 400),
    ],
)
def test_the_largest_unit_is_said(seconds: int, key: str, count: int) -> None:
    assert ago(NOW - timedelta(seconds=seconds), NOW) == t(key, count)


@pytest.mark.parametrize("seconds", [0, 59, -5, -3599])
def test_a_moment_ago_and_a_clock_that_is_ahead_are_now(seconds: int) -> None:
    assert ago(NOW - timedelta(seconds=seconds), NOW) == t("ago-now")


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(hours=1), "2026-11-22 13:00"),
        (timedelta(days=1), "2026-11-23 12:00"),
        (timedelta(days=365 * 13), "2039-11-19 12:00"),
        (datetime(9999, 12, 31, 23, 59, tzinfo=UTC) - NOW, "9999-12-31 23:59"),
    ],
    ids=str,
)
def test_a_time_to_come_is_said_as_such(ahead: timedelta, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    assert ago(NOW + ahead, NOW) == f"at a time to come, {said}"


def test_ago_does_not_care_for_time_zones() -> None:
    there = timezone(timedelta(hours=9))
    assert ago((NOW - timedelta(hours=2)).astimezone(there), NOW) == t("ago-hours", 2)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Nov 22, 2026"), ("pt-br", "22 de nov. de 2026"), ("fr", "22 nov. 2026"), ("tr", "22 Kas 2026")],
)
def test_days_are_said_in_the_persons_language(language: str, said: str) -> None:
    assert day("2026-11-22T12:00:00Z", language) == said


@pytest.mark.parametrize("language", ["xx", "", "zz-top", "../etc", "sr-ec"])
def test_a_language_nobody_knows_gets_a_date_all_the_same(language: str) -> None:
    assert "2026" in day("2026-11-22T12:00:00Z", language)


def test_days_are_local_but_a_bare_date_is_that_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/Sao_Paulo")
    time.tzset()
    assert day("2026-11-22T01:00:00Z", "en") == "Nov 21, 2026"
    assert day("2026-11-22", "en") == "Nov 22, 2026"


@pytest.mark.parametrize("iso", ["", "soon", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_what_is_no_day_is_nothing(iso: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    assert day(iso, "en") in ("", "Jan 1, 0001", "Jan 1, 1", "Dec 31, 9999")


@given(st.datetimes(), st.sampled_from(["en", "ar", "fa", "th", "ja", "pt-br"]))
def test_every_day_can_be_said(moment: datetime, language: str) -> None:
    assert day(moment.isoformat(), language)
