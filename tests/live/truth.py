"""What a service itself says, read page by page with the transport alone, and what follows from it.

Nothing of the client's own protocol, shapes or rules is used here: a mistake in them must show.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wire import Request, Response
from capx_tui.secret import Secret

__all__ = ["LISTS", "Truth", "common_and_rare"]

#: A page that a small service bears.
_PAGE = 200
#: The three lists: the flag of the command line, and the service's field.
LISTS = {"known": "skills_known", "available": "skills_available", "wanted": "skills_wanted"}
_ROLES = {"sharer": "skills_available", "learner": "skills_wanted", "proficient": "skills_known"}
_LEVELS = ["", "0", "1", "2", "3", "4", "5", "n"]

Raw = dict[str, Any]


class Truth:
    """Everything the service tells about people, capacities and territories."""

    def __init__(self, service: str, token: Secret) -> None:
        self._service = service.rstrip("/")
        self._token = token
        self.rows = self.pages("/users/")
        self.people: dict[int, Raw] = {row["id"]: row for row in self.rows}
        self.capacities: dict[int, Raw] = {row["id"]: row for row in self.pages("/skill/")}
        self.territories: dict[int, Raw] = {row["id"]: row for row in self.pages("/territory/")}

    # -- asking --------------------------------------------------------------------------------

    def answer(self, path: str, *, signed_in: bool = False) -> Response:
        """One GET, whatever its status."""

        async def ask() -> Response:
            transport = HttpxTransport()
            try:
                token = self._token if signed_in else None
                headers = (("Accept", "application/json"),)
                return await transport.send(Request("GET", self._service + path, headers, token=token, timeout_s=60))
            finally:
                await transport.close()

        return asyncio.run(ask())

    def get(self, path: str, *, signed_in: bool = False) -> Any:
        """The JSON of one GET that has to work."""
        answer = self.answer(path, signed_in=signed_in)
        assert answer.status == 200, (path, answer.status)
        return json.loads(answer.body)

    def pages(self, path: str, **query: object) -> list[Raw]:
        """All rows of a list."""
        rows: list[Raw] = []
        while True:
            page = self.get(f"{path}?{urlencode({**query, 'limit': _PAGE, 'offset': len(rows)})}")
            rows += page["results"]
            if not page["results"] or len(rows) >= page["count"]:
                return rows

    def count(self, path: str) -> int:
        """How many there are of something."""
        count: int = self.get(f"{path}?limit=1")["count"]
        return count

    # -- what follows --------------------------------------------------------------------------

    @staticmethod
    def has_capacity(person: Raw) -> bool:
        """Whether a profile lists any capacity: without, Explore leaves it out."""
        return any(person[field] for field in LISTS.values())

    def who(self, test: Callable[[Raw], object], *, incomplete: bool = False) -> list[int]:
        """The ids of those who pass, ascending."""
        return sorted(
            number
            for number, person in self.people.items()
            if (incomplete or self.has_capacity(person)) and test(person)
        )

    def in_list(self, name: str, wanted: Iterable[int]) -> list[int]:
        """Who has one of these capacities in that list."""
        asked = set(wanted)
        return self.who(lambda person: asked & set(person[LISTS[name]]))

    def in_role(self, role: str) -> list[int]:
        """Who is a learner, sharer or proficient."""
        return self.who(lambda person: person[_ROLES[role]])

    def within(self, territory: int) -> set[int]:
        """A territory and those right below it."""
        below = {number for number, row in self.territories.items() if territory in row["parent_territory"]}
        return {territory} | below

    def family(self, capacity: int) -> set[int]:
        """A capacity and everything below it."""
        found = {capacity}
        while below := {n for n, row in self.capacities.items() if row["skill_type"] in found} - found:
            found |= below
        return found

    def speakers(self, language: int, level: str = "") -> list[int]:
        """Who speaks a language at a level or better."""
        least = _LEVELS.index(level)
        return self.who(
            lambda person: any(
                spoken["id"] == language and _LEVELS.index(str(spoken["proficiency"])) >= least
                for spoken in person["language"]
            )
        )

    def holders(self, field: str) -> Counter[int]:
        """How many people with a capacity have each value of a field."""
        held = Counter[int]()
        for person in self.people.values():
            if self.has_capacity(person):
                held.update({each["id"] if isinstance(each, dict) else each for each in person[field]})
        return held


def common_and_rare(held: Counter[int], how_many: int = 2) -> list[int]:
    """The values most people have and those fewest have; the same for the same people."""
    ranked = sorted(held, key=lambda value: (-held[value], value))
    return list(dict.fromkeys([*ranked[:how_many], *ranked[-how_many:]]))
