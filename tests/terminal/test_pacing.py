"""How much may be on its way, over lines that are reckoned: nothing here waits."""

from __future__ import annotations

from collections import deque

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capx_tui.terminal.pacing import Pacer


class _Line:
    """A line and a terminal behind it that answers; `pacer` writes to it as the application does."""

    def __init__(self, speed: float, there_and_back: float) -> None:
        self.pacer = Pacer()
        self.pacer.answered(0.0)
        self.now = 10.0
        self._speed, self._there_and_back = speed, there_and_back
        self._free = 0.0
        self._answers: deque[float] = deque()

    @property
    def backlog(self) -> float:
        """Seconds until everything that was written has been carried."""
        return max(0.0, self._free - self.now)

    def write(self, size: int) -> int:
        """As much of `size` bytes as there is room for; gives back how much that is."""
        written = 0
        while written < size and (room := self.pacer.room()):
            piece = min(size - written, room, self.pacer.piece)
            written += piece
            self._free = max(self._free, self.now) + piece / self._speed
            if self.pacer.wrote(piece, self.now):
                self._answers.append(self._free + self._there_and_back)
        return written

    def go_on(self, seconds: float) -> None:
        """Time passes, and answers come."""
        self.now += seconds
        while self._answers and self._answers[0] <= self.now:
            self.pacer.answered(self._answers.popleft())


def test_a_terminal_that_never_answered_is_not_waited_for() -> None:
    pacer = Pacer()
    assert not pacer.wrote(8_000, 1.0)
    assert not pacer.wrote(8_000, 1.01)
    assert pacer.room() > 60_000
    assert pacer.piece > 60_000


def test_a_key_after_a_pause_asks_nothing_and_the_next_one_does() -> None:
    line = _Line(1e9, 0.0)
    assert not line.pacer.wrote(250, 20.0)
    assert not line.pacer.wrote(250, 21.0)
    assert line.pacer.wrote(250, 21.03)
    assert line.pacer.wrote(5_000, 30.0), "a long one does, after any pause"


def test_a_quick_line_is_never_waited_for() -> None:
    line = _Line(10e6, 0.001)
    for _ in range(200):
        assert line.write(3_000) == 3_000
        line.go_on(0.03)


def test_a_slow_line_keeps_little_in_store_and_does_not_run_dry() -> None:
    line = _Line(8_000, 0.3)
    line.write(250)
    line.go_on(1.0)
    written, backlogs, dry = 0, [], 0
    for tick in range(600):
        written += line.write(4_000)
        if tick > 200:
            backlogs.append(line.backlog)
        line.go_on(1 / 60)
        dry += tick > 200 and line.backlog == 0
    assert max(backlogs) < 0.5, "a page of 4,000 bytes alone takes that long"
    assert written > 0.8 * 8_000 * 10, "ten seconds of the line"
    assert dry < 80


def test_answers_that_stay_away_are_waited_for_three_times() -> None:
    pacer = Pacer()
    pacer.answered(0.0)
    now = 10.0
    for _ in range(3):
        while pacer.room():
            pacer.wrote(1_000, now)
        now += pacer.patience(now)
        assert pacer.patience(now) == 0
        pacer.give_up()
        assert pacer.room()
    assert not pacer.is_on
    assert not pacer.wrote(9_000, now)
    pacer.answered(now + 60)
    assert pacer.is_on, "it was a long silence"


def test_a_late_answer_is_that_of_the_frame_it_is_late_for() -> None:
    pacer = Pacer()
    pacer.answered(0.0)
    pacer.wrote(4_000, 10.0)
    assert not pacer.room()
    pacer.give_up()
    pacer.wrote(4_000, 12.0)
    pacer.answered(12.1)
    assert not pacer.room(), "the second frame has not arrived"
    pacer.answered(13.0)
    assert pacer.room()


def test_another_terminal_has_answered_nothing() -> None:
    pacer = Pacer()
    pacer.answered(0.0)
    pacer.wrote(9_000, 1.0)
    pacer.forget()
    assert not pacer.is_on
    assert pacer.room() > 60_000


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([2_000.0, 8_000.0, 48_000.0, 125_000.0, 1e7]),
    st.floats(0.0, 1.0),
    st.lists(st.tuples(st.integers(1, 9_000), st.floats(0.0, 0.5)), min_size=1, max_size=60),
)
def test_on_any_line_whatever_waits_is_written_in_the_end(
    speed: float, there_and_back: float, frames: list[tuple[int, float]]
) -> None:
    line = _Line(speed, there_and_back)
    for size, pause in frames:
        line.write(size)
        line.go_on(pause)
    owed = 5_000
    for _ in range(2_000):
        owed -= line.write(owed)
        if not owed:
            break
        line.go_on(0.05)
    assert owed == 0


@pytest.mark.parametrize("size", [1, 600, 100_000])
def test_nothing_on_the_line_is_room_for_anything(size: int) -> None:
    assert _Line(8_000, 0.3).write(size) >= min(size, 512)
