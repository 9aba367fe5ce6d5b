"""Anything, in any order, on a line on which anything breaks: the state machine that the soak runs."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Coroutine
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pytest
import stamina
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from capx_tui.model.explore import CapacityList
from capx_tui.model.messages import Method
from tests.soak.deeds import Doer
from tests.soak.measures import held
from tests.soak.person import Told

__all__ = ["Log", "Soak"]

T = TypeVar("T")


_NUMBER = st.integers(0, 999)
_SEED = st.integers(0, 2**31)


@dataclass
class Log:
    """What came of all of them."""

    told: Counter[tuple[str, Told]] = field(default_factory=Counter)
    #: What broke, by name and moment.
    broke: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    #: Seconds of the longest action, and which it was.
    longest: tuple[float, str] = (0.0, "")
    #: Bytes that the process held after each person, and blocks that Python had allocated, in order.
    memory: list[tuple[int, int]] = field(default_factory=list)


class Soak(RuleBasedStateMachine):
    """One person, one world. `world` is the file that is copied for each; `log` grows with every one that ends."""

    world: ClassVar[Path]
    log: ClassVar[Log] = Log()
    #: How likely one request is to break.
    rate: ClassVar[float] = 0.15

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        self._open.enter_context(stamina.set_testing(True, attempts=2, cap=True))
        home = Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="soak-")))
        self._open.enter_context(pytest.MonkeyPatch.context()).setenv("HOME", str(home))
        self._loop = self._open.enter_context(asyncio.Runner())
        self.person: Doer = self._run(Doer.begin(type(self).world))

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._loop.run(work)

    def _act(self, seed: int, work: Coroutine[Any, Any, Any]) -> None:
        line = self.person.line
        line.chance.seed(seed)
        line.rate = type(self).rate
        begun = time.monotonic()
        try:
            self._run(work)
        finally:
            line.rate = 0.0
            self.log.longest = max(self.log.longest, (time.monotonic() - begun, getattr(work, "__qualname__", "")))

    def teardown(self) -> None:
        """Everything is let go of, whatever came of it."""
        try:
            if hasattr(self, "person"):
                self._run(self.person.end())
                self.log.told += self.person.told
                self.log.broke += self.person.line.broke
                self.log.requests += self.person.line.asked
                self.log.memory.append((held(), sys.getallocatedblocks()))
        finally:
            self._open.close()

    @rule(seed=_SEED, number=_NUMBER, is_on=st.booleans())
    def save(self, seed: int, number: int, is_on: bool) -> None:
        self._act(seed, self.person.save(number, is_on=is_on))

    @rule(seed=_SEED, number=_NUMBER, to=st.sampled_from((CapacityList.KNOWN, CapacityList.WANTED)))
    def add(self, seed: int, number: int, to: CapacityList) -> None:
        self._act(seed, self.person.add(number, to))

    @rule(seed=_SEED)
    def undo(self, seed: int) -> None:
        self._act(seed, self.person.undo())

    @rule(seed=_SEED)
    def edit_profile(self, seed: int) -> None:
        self._act(seed, self.person.edit_profile())

    @rule(seed=_SEED, method=st.sampled_from(Method))
    def write(self, seed: int, method: Method) -> None:
        self._act(seed, self.person.write(method))

    @rule(seed=_SEED, files=st.integers(0, 2))
    def report(self, seed: int, files: int) -> None:
        self._act(seed, self.person.report(files))

    @rule(seed=_SEED, number=_NUMBER)
    def badges(self, seed: int, number: int) -> None:
        self._act(seed, self.person.show_badges(number))

    @rule(seed=_SEED)
    def organization(self, seed: int) -> None:
        self._act(seed, self.person.edit_organization())

    @rule(seed=_SEED)
    def event(self, seed: int) -> None:
        self._act(seed, self.person.make_event())

    @rule(seed=_SEED)
    def no_event(self, seed: int) -> None:
        if self.person.events:
            self._act(seed, self.person.delete_event())

    @rule(seed=_SEED)
    def project(self, seed: int) -> None:
        self._act(seed, self.person.make_project())

    @rule(seed=_SEED, number=_NUMBER)
    def translate(self, seed: int, number: int) -> None:
        self._act(seed, self.person.translate(number))

    @rule(seed=_SEED)
    def refresh(self, seed: int) -> None:
        self._act(seed, self.person.refresh())

    @rule(days=st.integers(-400, 400))
    def clock(self, days: int) -> None:
        self._run(self.person.set_the_clock(days))

    @rule()
    def killed(self) -> None:
        self._run(self.person.type_and_be_killed())
