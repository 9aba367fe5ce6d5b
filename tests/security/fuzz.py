"""How many examples: a few and always the same with every run; ``make fuzz`` asks for more, and for new ones."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

__all__ = ["MORE", "examples"]

#: How many times as many examples.
MORE = int(os.environ.get("CAPX_FUZZ", "1"))


def examples(few: int) -> settings:
    """`few` examples, or a multiple of them."""
    return settings(
        max_examples=few * MORE,
        derandomize=MORE == 1,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
