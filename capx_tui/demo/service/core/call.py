"""One request as the endpoints see it, and what they may answer."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from starlette.datastructures import URL, QueryParams

from capx_tui.demo.service.core import moments
from capx_tui.demo.service.core.body import Body
from capx_tui.demo.service.core.refusal import not_found, unauthenticated

#: The greatest number that a column can hold; no row has it.
GREATEST_NUMBER = 2**63 - 1


def whole_number(text: str) -> int | None:
    """Return the number that a text is, None for none. Beyond what a column holds it is the greatest one."""
    try:
        number = int(text)
    except ValueError:
        return None
    return number if abs(number) < GREATEST_NUMBER else GREATEST_NUMBER


@dataclass(frozen=True)
class Account:
    """Who is signed in."""

    id: int
    username: str
    is_staff: bool


@dataclass(frozen=True)
class Call:
    """A request inside its transaction."""

    connection: sqlite3.Connection
    method: str
    url: URL
    path: Mapping[str, str]
    query: QueryParams
    body: Body
    moment: datetime
    account: Account | None = None
    #: The header as it came: Wikimedia's endpoints have their own idea of who is signed in.
    authorization: str | None = field(default=None, repr=False)

    @property
    def me(self) -> Account:
        """Who is signed in; 401 where nobody is."""
        if self.account is None:
            raise unauthenticated()
        return self.account

    @property
    def now(self) -> str:
        """The moment of the request as the database keeps moments."""
        return moments.stored(self.moment)

    def id(self, name: str = "id") -> int:
        """Return a number from the path; anything else is found nowhere (404)."""
        number = whole_number(self.path[name])
        if number is None:
            raise not_found()
        return number

    def last(self, name: str) -> str | None:
        """Return the last value given for a query parameter, None for none or a blank one."""
        values = self.query.getlist(name)
        return (values[-1] or None) if values else None


@dataclass(frozen=True)
class Answer:
    """A status and a body: JSON, a page or text (`refusal.Page`, `refusal.Plain`), or None for no body."""

    status: int
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"
