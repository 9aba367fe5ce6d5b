"""What all shapes share.

Shapes carry the server's names. Unknown fields are passed over, what the service leaves null is null
here, and only what makes a thing that thing (its id, its name, its rows) must be there: an object that
says nothing we know is an error, not an empty answer.
"""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

import msgspec

__all__ = ["Id", "Page", "Shape", "Whole"]

T = TypeVar("T")

#: What every reader of JSON can count with. The index multiplies ids, and the mirror's integers have 64 bits.
_LARGEST = 2**53 - 1
#: The service's row ids.
Id = Annotated[int, msgspec.Meta(ge=0, le=_LARGEST)]
#: Any other number that is no fraction.
Whole = Annotated[int, msgspec.Meta(ge=-_LARGEST, le=_LARGEST)]


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """The base of every answer."""


class Page(Shape, Generic[T], frozen=True, kw_only=True):
    """One page of a LimitOffset list. `next` is an address, or None on the last page.

    `count` and `results` can hold one row twice (people of a region, see `people.users`).
    """

    count: Id
    results: list[T]
    next: str | None = None
    previous: str | None = None
