"""Dice for a made-up world: the same seed always throws the same numbers."""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws from a seed. Only `random()` is used underneath: its sequence is the same in every Python."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed).random  # noqa: S311  # made-up people, no secrets

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1."""
        return int(self.random() * limit)

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.random() * (high - low + 1))

    def one(self, pool: Sequence[T]) -> T:
        """One member of `pool`."""
        return pool[int(self.random() * len(pool))]

    def happens(self, share: float) -> bool:
        """Whether something comes true that does so for `share` (0 to 1) of all."""
        return self.random() < share

    def several(self, pool: Sequence[int], number: int) -> list[int]:
        """`number` different members of `pool`, ascending; fewer if chance keeps repeating itself.

        A pool may hold a member many times to make it likelier.
        """
        roll = self.random
        size = len(pool)
        chosen: set[int] = set()
        for _ in range(number * 3):
            if len(chosen) >= number:
                break
            chosen.add(pool[int(roll() * size)])
        return sorted(chosen)


def lottery(shares: Mapping[T, int]) -> tuple[T, ...]:
    """A pool in which every key stands as often as its share says, for `Chance.one`."""
    return tuple(key for key, share in shares.items() for _ in range(share))
