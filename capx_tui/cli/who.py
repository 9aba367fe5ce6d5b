"""The person a typed name or number means, among those in the mirror."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

from capx_tui.api.capx import convert, people
from capx_tui.errors import RuleError
from capx_tui.i18n.lists import commas
from capx_tui.model.people import Person
from capx_tui.store.mirror import Mirror
from capx_tui.text import fold

if TYPE_CHECKING:
    from capx_tui.core import Core

__all__ = ["canonical", "is_number", "nobody_called", "people_holding", "person_called", "person_like"]

_NEAREST = 5
#: So many people are read to find names that look alike; a name search narrows down to them first.
_COMPARED = 2000
#: So many people whose names hold what was typed are asked for.
_LIKE = 50


def canonical(text: str) -> str:
    """`text` as MediaWiki writes user names: blanks for ``_``, the first letter a capital."""
    name = " ".join(text.replace("_", " ").split())
    return name[:1].upper() + name[1:]


def is_number(text: str) -> bool:
    """Whether `text` can be an id."""
    return text.isascii() and text.isdigit() and len(text) <= 15


def person_called(mirror: Mirror, text: str) -> Person | None:
    """The person with this user name, or this id, or the only one whose user name folds to the same.

    Raises `RuleError` where several do. None for nobody.
    """
    name = canonical(text)
    found = mirror.person_named(text) or mirror.person_named(name)
    if found is None and is_number(name):
        found = mirror.person(int(name))
    if found is not None:
        return found
    folded = fold(text)
    alike = [person for person in people_holding(mirror, text) if fold(person.username) == folded]
    if len(alike) > 1:
        listed = commas(f"{person.username} ({person.id})" for person in alike[:_NEAREST])
        raise RuleError("cli-ambiguous-person", text, listed)
    return alike[0] if alike else None


async def person_like(core: Core, text: str) -> Person | None:
    """Where the mirror has not met everybody: take in those whose names hold `text`, and look again.

    Raises the errors of the request, and as `person_called`.
    """
    page = await core.client.send(people.users(_LIKE, name=canonical(text)))
    await core.mirror.add_people(convert.people(page.results))
    return person_called(core.mirror, text)


def people_holding(mirror: Mirror, text: str) -> list[Person]:
    """Up to `_COMPARED` people with a name that holds `text`."""
    if not fold(text):
        return []
    index = mirror.people_index().index
    return mirror.persons(list(islice(index.ids(index.name_search(text)), _COMPARED)))


def nobody_called(mirror: Mirror, text: str) -> RuleError:
    """The refusal, with the user names that come nearest."""
    names = [person.username for person in people_holding(mirror, text)]
    if not names:
        # Nothing holds it: look among the names that begin alike.
        names = _alike(mirror, text)
    near = sorted(dict.fromkeys(names), key=lambda name: (not fold(name).startswith(fold(text)), len(name), name))
    if not near:
        return RuleError("cli-unknown-person", text)
    return RuleError("cli-unknown-person-near", text, commas(near[:_NEAREST]))


def _alike(mirror: Mirror, text: str) -> list[str]:
    folded = fold(text)
    for length in (4, 3, 2):
        if len(folded) >= length:
            names = {fold(person.username): person.username for person in people_holding(mirror, folded[:length])}
            alike = get_close_matches(folded, names, n=_NEAREST, cutoff=0.6)
            if alike:
                return [names[each] for each in alike]
    return []
