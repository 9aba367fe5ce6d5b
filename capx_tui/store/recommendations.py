"""What the service recommends (``GET /recommendation/``), as it was last told, and asked for again when it is old.

It is nobody else's business: kept in the account's own private file, so that it is there before anything is asked,
and never in the mirror.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec

from capx_tui.api.capx import convert, people
from capx_tui.api.client import Client
from capx_tui.errors import CapxError, StorageError
from capx_tui.i18n.moments import parse
from capx_tui.model.directory import Event
from capx_tui.model.freshness import holds
from capx_tui.model.recommendations import Recommendations, lists_of
from capx_tui.store.base import Store
from capx_tui.store.kept_text import KeptText
from capx_tui.store.mirror import Mirror
from capx_tui.store.my_profile import MyProfileStore
from capx_tui.store.session import SessionStore

__all__ = ["FRESH_FOR", "RecommendationsState", "RecommendationsStore"]

#: What was told so lately is not asked for again (behaviour file, section 2).
FRESH_FOR = timedelta(minutes=5)


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """`lists`: see `lists_of`, as they were when the service was asked."""

    found: Recommendations
    read_at: str
    lists: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class RecommendationsState:
    """`found` is what the service said last, at `read_at` (UTC); both None where it never said anything."""

    found: Recommendations | None = None
    read_at: datetime | None = None
    is_asking: bool = False
    #: The service could not be asked: what is shown is what it said before.
    error: CapxError | None = None
    #: What it said cannot be kept beyond the program's end.
    trouble: StorageError | None = None


class RecommendationsStore(Store[RecommendationsState]):
    """Of whoever is signed in."""

    def __init__(
        self,
        client: Client,
        session: SessionStore,
        mirror: Mirror,
        my_profile: MyProfileStore,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(RecommendationsState())
        self._client = client
        self._session = session
        self._mirror = mirror
        self._my_profile = my_profile
        self._now = now
        self._shown_for: int | None = None
        self._lists: tuple[tuple[int, ...], ...] = ()

    def show(self) -> None:
        """What was last told to this account; costs nothing where nobody else signed in."""
        account = self._session.account_id
        if account == self._shown_for:
            return
        self._shown_for = account
        kept = self._kept(account).find_value(_Kept) if account is not None else None
        self._lists = kept.lists if kept is not None else ()
        self._set(
            self._begin("recommendations"),
            found=kept.found if kept is not None else None,
            read_at=parse(kept.read_at) if kept is not None else None,
            is_asking=False,
            error=None,
            trouble=None,
        )

    @property
    def is_due(self) -> bool:
        """Whether the service would say something else by now: five minutes have gone, or one's lists are others."""
        return not holds(self.state.read_at, self._now(), FRESH_FOR) or self._lists != self._mine()

    async def load(self, *, anew: bool = False) -> None:
        """Ask, where `is_due` or it is wanted `anew`.

        Raises `NotSignedIn` and the errors of the request, which are in the state as well.
        """
        account = (await self._session.owner()).id
        self.show()
        if not anew and not self.is_due:
            return
        ticket = self._begin("recommendations")
        lists = self._mine()
        self._set(ticket, is_asking=True)
        try:
            found = convert.recommendations(await self._client.send(people.recommendation()))
        except CapxError as error:
            self._set(ticket, is_asking=False, error=error)
            raise
        if not self._holds(ticket) or account != self._session.account_id:
            return
        await self._keep_events(found.events)
        self._lists, read_at = lists, self._now()
        trouble: StorageError | None = None
        try:
            kept = _Kept(found=found, read_at=read_at.astimezone(UTC).isoformat(), lists=lists)
            self._kept(account).keep_value(kept)
        except StorageError as error:
            trouble = error
        self._set(ticket, found=found, read_at=read_at, is_asking=False, error=None, trouble=trouble)

    async def _keep_events(self, events: Sequence[Event]) -> None:
        """Events are public: those that the mirror has not met yet can be opened at once."""

        def change(held: Sequence[Event]) -> list[Event]:
            known = {event.id for event in held}
            return [*held, *(event for event in events if event.id not in known)]

        await self._mirror.change_list("events", Event, change, begin=True)

    def _mine(self) -> tuple[tuple[int, ...], ...]:
        me = self._my_profile.known(self._session.account_id)
        return lists_of(me) if me is not None else self._lists

    def _kept(self, account: int | None) -> KeptText:
        return KeptText(self._session.service, str(account or ""), "recommendations", now=self._now)
