"""To whom one writes: names completed from the mirror, and each name checked at Meta-Wiki while it is typed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from capx_tui.api.wikimedia.user_name import user_name
from capx_tui.i18n.catalogue import t
from capx_tui.model.form_options import Option
from capx_tui.model.messages import Presence, Reach
from capx_tui.model.people import Person
from capx_tui.store.base import Store
from capx_tui.store.messages import MessagesStore
from capx_tui.store.mirror import Mirror
from capx_tui.text import fold

__all__ = ["ReceiverOptions", "ReceiverState", "ReceiverStore"]

#: So many names that hold what was typed are looked at, and so many shown.
_LOOKED_AT, _SHOWN = 1000, 60
_NOBODY = Reach(name="", presence=Presence.UNASKED)


@dataclass(frozen=True)
class ReceiverState:
    """`reach` is about `reach.name`. `on_capx` is None where the mirror has not met everybody yet."""

    reach: Reach = _NOBODY
    on_capx: bool | None = None
    is_checking: bool = False


class ReceiverStore(Store[ReceiverState]):
    """The newest name counts: what comes of an older one changes nothing."""

    def __init__(self, messages: MessagesStore, mirror: Mirror) -> None:
        super().__init__(ReceiverState())
        self._messages = messages
        self._mirror = mirror

    async def check(self, typed: str, *, pause_s: float = 0.0) -> bool:
        """Ask Meta-Wiki about `typed`, after a pause in which another name may take its place.

        False where one did: then the state is about that one. Raises `NotSignedIn`.
        """
        ticket = self._begin("receiver")
        name = user_name(typed)
        self._set(
            ticket,
            reach=Reach(name=name, presence=Presence.UNASKED),
            on_capx=self.is_on_capx(name),
            is_checking=bool(name),
        )
        if not name:
            return True
        if pause_s:
            await asyncio.sleep(pause_s)
        if not self._holds(ticket):
            return False
        try:
            reach = await self._messages.check(name)
        except BaseException:
            self._set(ticket, is_checking=False)
            raise
        return self._set(ticket, reach=reach, on_capx=self.is_on_capx(reach.name), is_checking=False)

    def is_on_capx(self, name: str) -> bool | None:
        """Whether somebody of that user name is on CapX, as far as the mirror knows."""
        if self.person(name) is not None:
            return True
        return False if name and self._mirror.state().complete else None

    def person(self, name: str) -> Person | None:
        """The mirror's copy of somebody's profile."""
        return self._mirror.person_named(name) if name else None


class ReceiverOptions:
    """People on CapX by name, and whatever was typed: somebody at Meta-Wiki need not be on CapX.

    An `OptionSource` whose ids are user names. `first` are those who stand first before anything is typed.
    """

    def __init__(self, mirror: Mirror, first: Callable[[], Iterable[str]]) -> None:
        self._mirror = mirror
        self._first = first

    def label(self, entry: int | str) -> str:
        """See `OptionSource`: a name is its own label."""
        return str(entry)

    def search(self, typed: str) -> Sequence[Option]:
        """See `OptionSource`. Who begins with `typed` first, then by name; what was typed itself at the end."""
        name, folded = user_name(typed), fold(typed)
        ids = self._mirror.ask_people(lambda index: list(islice(index.ids(index.name_search(typed)), _LOOKED_AT)))
        found = sorted(self._mirror.persons(ids), key=lambda person: _rank(person, folded))[:_SHOWN]
        options = [Option(person.username, person.username, _shown_name(person)) for person in found]
        if not folded:
            first = dict.fromkeys(self._first())
            return [*(Option(each, each) for each in first), *(each for each in options if each.id not in first)]
        if all(option.id != name for option in options):
            options.append(Option(name, name, t("message-receiver-typed")))
        return options


def _rank(person: Person, folded: str) -> tuple[bool, bool, str]:
    name = fold(person.username)
    return name != folded, not name.startswith(folded), name


def _shown_name(person: Person) -> str:
    return person.display_name if person.display_name != person.username else ""
