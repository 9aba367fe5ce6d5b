"""Pictures of screens, compared with those that people have looked at."""

from __future__ import annotations

import sys

import pytest
from pytest_textual_snapshot import SVGImageExtension
from syrupy.assertion import SnapshotAssertion

from tests.screens.conftest import furnished, home, new_home, no_pauses

__all__ = ["furnished", "home", "new_home", "no_pauses"]

#: The Python that pictures are made on: another one may bring other tables of letters and their widths.
BASELINE = (3, 11)


def refusal(*, updates: bool, version: tuple[int, int]) -> str:
    """Why pictures may not be made anew here, "" where they may."""
    if not updates or version == BASELINE:
        return ""
    return f"Pictures are made on Python {'.'.join(map(str, BASELINE))} only; this is {'.'.join(map(str, version))}."


def pytest_configure(config: pytest.Config) -> None:
    """Refuse before anything is overwritten."""
    updates = bool(config.getoption("update_snapshots", default=False))
    if why := refusal(updates=updates, version=sys.version_info[:2]):
        raise pytest.UsageError(why)


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """The kept picture of this test: one SVG file, without the plugin's report, which would hold the environment."""
    return snapshot.use_extension(SVGImageExtension)
