"""What every store is: one frozen state, listeners, and tickets that let the newest action win.

A worker that was cancelled may still run its last lines after its successor began. So no action
writes the state directly: it takes a ticket when it begins, and what it hands in with a ticket that
a newer action of the same group has replaced is dropped.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import msgspec

__all__ = ["Store", "Ticket"]

S = TypeVar("S")


class Ticket(msgspec.Struct, frozen=True):
    """The right to write for one action: `number` is the newest of its `group`, or it counts for nothing."""

    group: str
    number: int


class Store(Generic[S]):
    """Holds `state`, a frozen struct or dataclass that is replaced and never changed."""

    def __init__(self, state: S) -> None:
        self._state = state
        self._listeners: list[Callable[[S], None]] = []
        self._newest: dict[str, int] = {}

    @property
    def state(self) -> S:
        """The state now."""
        return self._state

    def subscribe(self, listener: Callable[[S], None]) -> Callable[[], None]:
        """Call `listener` with each new state. Returns the function that ends it; ending twice is fine."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def _begin(self, group: str) -> Ticket:
        """A ticket newer than every other of `group`."""
        number = self._newest.get(group, 0) + 1
        self._newest[group] = number
        return Ticket(group, number)

    def _holds(self, ticket: Ticket) -> bool:
        """Whether no newer action of the ticket's group has begun."""
        return self._newest.get(ticket.group) == ticket.number

    def _set(self, ticket: Ticket, **changes: Any) -> bool:
        """Replace fields of the state and tell the listeners. False, and nothing, for a stale ticket."""
        if not self._holds(ticket):
            return False
        state: Any = self._state
        new = (msgspec.structs if isinstance(state, msgspec.Struct) else dataclasses).replace(state, **changes)
        if new == self._state:
            return True
        self._state = new
        for listener in tuple(self._listeners):
            listener(new)
        return True
