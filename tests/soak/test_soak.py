"""Some hundred actions of the soak: what the person is told is what the service has, whatever breaks on the way."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from capx_tui.demo.embedded import open_world
from tests.soak.machine import Soak
from tests.soak.person import NOW, PEOPLE

_SHORT = settings(
    max_examples=4,
    stateful_step_count=30,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)


@pytest.mark.parametrize("rate", [0.15, 0.5], ids=["bad", "awful"])
def test_what_is_told_is_so(rate: float, tmp_path_factory: pytest.TempPathFactory) -> None:
    machine = type(
        "Soak", (Soak,), {"world": open_world(tmp_path_factory.mktemp("world"), people=PEOPLE, now=NOW), "rate": rate}
    )
    run_state_machine_as_test(machine, settings=_SHORT)
