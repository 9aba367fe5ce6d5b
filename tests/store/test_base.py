"""One state, replaced and never changed; the newest action wins however late an older one ends."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.store.base import Store, Ticket


@dataclass(frozen=True)
class Lamp:
    colour: str = "white"
    level: int = 0


class LampStore(Store[Lamp]):
    def begin(self, group: str = "colour") -> Ticket:
        return self._begin(group)

    def put(self, ticket: Ticket, **changes: object) -> bool:
        return self._set(ticket, **changes)

    def holds(self, ticket: Ticket) -> bool:
        return self._holds(ticket)


def test_listeners_hear_each_new_state_until_they_leave() -> None:
    store = LampStore(Lamp())
    heard: list[Lamp] = []
    end = store.subscribe(heard.append)
    store.put(store.begin(), colour="red")
    store.put(store.begin(), colour="red")
    end()
    end()
    store.put(store.begin(), colour="blue")
    assert heard == [Lamp("red")]
    assert store.state == Lamp("blue")


def test_a_listener_may_leave_while_it_is_told() -> None:
    store = LampStore(Lamp())
    heard: list[str] = []

    def once(_: Lamp) -> None:
        heard.append("first")
        end()

    end = store.subscribe(once)
    store.subscribe(lambda _: heard.append("second"))
    store.put(store.begin(), level=1)
    store.put(store.begin(), level=2)
    assert heard == ["first", "second", "second"]


def test_an_action_that_was_overtaken_writes_nothing() -> None:
    store = LampStore(Lamp())
    old = store.begin()
    new = store.begin()
    assert store.put(new, colour="new")
    assert not store.put(old, colour="old")
    assert not store.holds(old)
    assert store.state.colour == "new"


def test_groups_do_not_overtake_each_other() -> None:
    store = LampStore(Lamp())
    colour, level = store.begin("colour"), store.begin("level")
    assert store.put(colour, colour="red")
    assert store.put(level, level=3)
    assert store.state == Lamp("red", 3)


def test_a_field_that_does_not_exist_is_a_mistake() -> None:
    store = LampStore(Lamp())
    with pytest.raises(TypeError):
        store.put(store.begin(), shape="round")
    with pytest.raises(dataclasses.FrozenInstanceError):
        store.state.level = 7  # type: ignore[misc]


@given(st.permutations(range(6)))
def test_in_whatever_order_actions_end_the_newest_is_what_stays(order: list[int]) -> None:
    store = LampStore(Lamp())
    tickets = [store.begin() for _ in range(6)]
    for each in order:
        store.put(tickets[each], level=each)
    assert store.state.level == 5
