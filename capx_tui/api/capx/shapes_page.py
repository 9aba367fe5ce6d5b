"""What all shapes share.

Shapes carry the server's names. Unknown fields are passed over, what the service leaves null is null
here, and only what makes a thing that thing (its id, its name, its rows) must be there: an object that
says nothing we know is an error, not an empty answer.
"""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

import msgspec

__all__ = ["Id", "Page", "Shape"]

T = TypeVar("T")

#: The service's row ids. Bounded, because the mirror's integers are.
Id = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """The base of every answer."""


class Page(Shape, Generic[T], frozen=True, kw_only=True):
    """One page of a LimitOffset list. `next` is an address, or None on the last page.

    `count` and `results` can hold one row twice (people of a region, see `people.users`).
    """

    count: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
    results: list[T]
    next: str | None = None
    previous: str | None = None
