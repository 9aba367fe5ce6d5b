"""How much may be on its way to the terminal at once, told by its own answers.

A slow line keeps what it cannot carry yet: a key held down fills it with frames nobody needs any more, and
the picture moves on for seconds after the key was let go. So a question is written behind a frame that has
others close by, one that every terminal answers that answered it at the start (does it know mode 2026?). The
answer says that the frame has arrived. What is not answered yet may be as much as the line carries in the time
it takes there and back, and a little more; the next frame waits until there is room and then shows everything
that happened meanwhile.

Nothing in here writes or waits: moments in, bytes out.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

__all__ = ["ONE_PIECE", "QUESTION", "Pacer"]

#: Asks whether mode 2026 is known, as Textual does at the start; it changes nothing.
QUESTION = "\x1b[?2026$p"
#: Letters that arrive together: a terminal need not be asked to hold a frame back that has no more.
ONE_PIECE = 512
#: Seconds that bytes may wait on the line for others.
_WAIT_S = 0.15
#: Bytes: what always may be on its way, where it begins, and what no line needs more of.
_LEAST, _FIRST, _MOST = 1_024, 4_096, 65_536
#: A frame of fewer bytes, so many seconds after the one before, asks nothing.
_SMALL, _QUIET_S = 512, 0.25
#: The shortest time there and back is that of the last so many seconds, or twice as many.
_MEMORY_S = 20.0
#: Seconds after which an answer is not waited for; after so many of these in a row, none is.
_PATIENCE_S, _PATIENCE_MOST_S, _SILENCES = 1.0, 5.0, 3


@dataclass(slots=True)
class _Sent:
    """A question: when, the bytes since the one before, all that was on its way then."""

    moment: float
    size: int
    all: int
    is_waited_for: bool = True


class Pacer:
    """Say `wrote` and `answered`; ask `room`. Moments are seconds of any clock that only goes on."""

    def __init__(self) -> None:
        self._is_on = False
        self._sent: deque[_Sent] = deque()
        self._unasked = self._silences = 0
        self._last = self._since = self._changed = -math.inf
        self._window = _FIRST
        self._shortest = (math.inf, math.inf)

    @property
    def is_on(self) -> bool:
        """Whether the terminal answers."""
        return self._is_on

    @property
    def piece(self) -> int:
        """Bytes after which a long frame asks, so that the line need not run dry while the answer comes."""
        return max(_SMALL, self._window // 4) if self._is_on else _MOST

    @property
    def _on_its_way(self) -> int:
        return sum(sent.size for sent in self._sent if sent.is_waited_for)

    def room(self) -> int:
        """How many bytes may be written now; 0 for wait. A line on which nothing is has room."""
        if not self._is_on:
            return _MOST
        left = self._window - self._on_its_way
        return left if left >= min(_SMALL, self._window // 2) else 0

    def wrote(self, size: int, moment: float) -> bool:
        """`size` bytes were written; whether to ask behind them."""
        is_close, self._last = moment - self._last < _QUIET_S, moment
        self._unasked = self._unasked + size if is_close else size
        if not self._is_on or (self._unasked < _SMALL and not is_close and not self._sent):
            return False
        self._sent.append(_Sent(moment, self._unasked, self._on_its_way + self._unasked))
        self._unasked = 0
        return True

    def answered(self, moment: float) -> None:
        """The terminal answered, to the oldest question there is; to none of ours at the start."""
        self._is_on, self._silences = True, 0
        if self._sent:
            sent = self._sent.popleft()
            if sent.is_waited_for:
                self._learn(sent, moment)

    def _learn(self, sent: _Sent, moment: float) -> None:
        """So much on the way took so long: the window is what would have taken the shortest time and `_WAIT_S`."""
        took = moment - sent.moment
        if moment - self._since > _MEMORY_S:
            self._shortest, self._since = (self._shortest[1], math.inf), moment
        self._shortest = (self._shortest[0], min(self._shortest[1], took))
        if sent.moment < self._changed:
            return  # It was under way before the window was this one.
        allowed, window = min(self._shortest) + _WAIT_S, self._window
        if took > allowed:
            window = max(_LEAST, int(sent.all * allowed / took))
        elif sent.all * 2 > window:
            # Twice as much where nothing waited; a little more where some did.
            window = min(_MOST, window * 2 if took < allowed - _WAIT_S / 2 else window + _SMALL)
        if window != self._window:
            self._window, self._changed = window, moment

    def patience(self, moment: float) -> float:
        """Seconds from now until `give_up`, for the oldest answer that is waited for."""
        oldest = next((sent.moment for sent in self._sent if sent.is_waited_for), moment)
        shortest = min(self._shortest)
        most = _PATIENCE_S if math.isinf(shortest) else min(max(_PATIENCE_S, 4 * shortest), _PATIENCE_MOST_S)
        return max(0.0, oldest + most - moment)

    def give_up(self) -> None:
        """Wait for no answer that is due: frames go again. Where answers stay away, none is waited for any more."""
        self._silences += 1
        for sent in self._sent:
            sent.is_waited_for = False
        if self._silences >= _SILENCES:
            self.forget()

    def forget(self) -> None:
        """Another terminal, or none for a while: what was asked will not be answered."""
        self._is_on = False
        self._sent.clear()
        self._unasked = self._silences = 0
        self._window = _FIRST
        self._shortest = (math.inf, math.inf)
