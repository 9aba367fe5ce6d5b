"""``--no-cache``: ask the service itself, with those filters that it honours, and finish the rest here.

What it honours: values of one key are OR, different keys AND; one territory and one language at a time.
What it does not: display names in the search, levels of languages, several territories (the last one
counts), "any list" for a capacity. A person of two matching territories comes twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Protocol

from capx_tui.api.capx import convert, people
from capx_tui.api.wire import Call
from capx_tui.cli.public_data import Narrowing, Source
from capx_tui.errors import CapxError
from capx_tui.model.capacities import CapacityTree, language_chain
from capx_tui.model.explore import ExploreFilter
from capx_tui.model.people import Role
from capx_tui.store.sync_lists import ListSync

__all__ = ["ask_service", "honoured"]

#: Rows of a page, in each attempt: as many as a service bears, then with other borders.
_PAGES = (1000, 700, 450)
_HAS = {Role.LEARNER: "has_skills_wanted", Role.SHARER: "has_skills_available", Role.PROFICIENT: "has_skills_known"}


class _Send(Protocol):
    def __call__(self, call: Call[Any], /) -> Awaitable[Any]: ...


async def ask_service(
    send: _Send, source: Source, *, now: Callable[[], datetime], narrowed_by: Narrowing | None
) -> list[CapxError]:
    """Fill the source's mirror with the lists, and with the people whom the service leaves.

    Returns what could not be fetched and does not matter enough to stop. Raises `CapxError`.
    """
    lists = ListSync(send, source.mirror, language_chain(source.language), lambda _done, _of: None, now=now)
    await lists.run(full=True)
    asked = narrowed_by(source) if narrowed_by is not None else ExploreFilter(incomplete=True)
    filters = honoured(asked, source.names.tree())
    await _people(send, source, filters)
    return list(lists.failures.values())


async def _people(send: _Send, source: Source, filters: dict[str, Any]) -> None:
    """Everybody whom the service leaves.

    Equal times have no fixed order, so a person may fall between two pages. Where each comes once, the
    count tells; then it is read again with other borders.
    """
    comes_once = "territory" not in filters
    for size in _PAGES:
        met: set[int] = set()
        count = 0
        while True:
            page = await send(people.users(size, count, ordering="-last_update", **filters))
            found = convert.people(page.results)
            await source.mirror.add_people(found)
            met.update(person.id for person in found)
            count += len(page.results)
            if page.next is None or not page.results:
                break
        if not comes_once or len(met) >= page.count:
            return


def honoured(asked: ExploreFilter, tree: CapacityTree) -> dict[str, Any]:
    """The part of `asked` that ``GET /users/`` honours: who it leaves out does not match."""
    found: dict[str, Any] = {}
    if not asked.incomplete:
        found["has_any_skills"] = True
    for key in ("known", "available", "wanted"):
        numbers = getattr(asked, key)
        if numbers and asked.with_children:
            numbers = tuple(sorted(frozenset().union(*map(tree.family, numbers))))
        if numbers:
            found[f"skills_{key}"] = numbers
    if len(asked.roles) == 1:
        found[_HAS[asked.roles[0]]] = True
    if len(asked.territories) == 1:
        found["territory"] = asked.territories[0]
    if len(asked.languages) == 1:
        found["language"] = asked.languages[0].id
    if asked.affiliations:
        found["affiliation"] = asked.affiliations
    if asked.projects:
        found["wikimedia_project"] = asked.projects
    return found
