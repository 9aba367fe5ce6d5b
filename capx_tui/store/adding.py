"""Adding a capacity to one's own profile (``GET`` and ``PUT /profile/``), and taking the last addition back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from capx_tui.model.adding import Addition, add, lists_of, take_back
from capx_tui.model.explore import CapacityList
from capx_tui.model.profile import MyProfile
from capx_tui.store.base import Store
from capx_tui.store.my_profile import MyProfileStore, ProfileMoved
from capx_tui.store.session import SessionStore
from capx_tui.store.turns import Turns

__all__ = ["AddingState", "AddingStore"]

#: How often a profile that somebody else changes meanwhile is begun again.
_ATTEMPTS = 3


@dataclass(frozen=True)
class AddingState:
    """`last` is what `undo` takes back, of the account `account`; None where there is nothing."""

    last: Addition | None = None
    account: int | None = None


class AddingStore(Store[AddingState]):
    """Signed in, or every action raises `NotSignedIn`. Whatever else the profile holds stays as the service has it."""

    def __init__(self, my_profile: MyProfileStore, session: SessionStore) -> None:
        super().__init__(AddingState())
        self._my_profile = my_profile
        self._session = session
        self._turns = Turns()

    def lists_of(self, capacity: int) -> tuple[CapacityList, ...]:
        """Where one's own profile has a capacity, as far as is known: nothing is asked of the service."""
        profile = self._my_profile.known(self._session.account_id)
        return lists_of(profile, capacity) if profile is not None else ()

    def can_undo(self) -> bool:
        """Whether `undo` has something to take back for whoever is signed in."""
        return self.state.last is not None and self.state.account == self._session.account_id

    async def add(self, capacity: int, to: CapacityList) -> Addition:
        """Add to `KNOWN` or `WANTED`. What was there already is not sent.

        Raises the errors of `MyProfileStore.save_and_make_sure`; nothing is told to be added before the service has it.
        """
        return await self._turns.take(self._add(capacity, to))

    async def _add(self, capacity: int, to: CapacityList) -> Addition:
        account = (await self._session.owner()).id
        done = Addition(capacity, to, ())

        def change(profile: MyProfile) -> MyProfile:
            nonlocal done
            after, done = add(profile, capacity, to)
            return after

        await self._save(account, change)
        if done.put:
            self._set(self._begin("adding"), last=done, account=account)
        return done

    async def undo(self) -> Addition | None:
        """Take the last addition out again; None where there is none. Raises as `add`."""
        return await self._turns.take(self._undo())

    async def _undo(self) -> Addition | None:
        account = (await self._session.owner()).id
        last = self.state.last
        if last is None or self.state.account != account:
            return None
        await self._save(account, lambda profile: take_back(profile, last))
        self._set(self._begin("adding"), last=None, account=None)
        return last

    async def _save(self, account: int | None, change: Callable[[MyProfile], MyProfile]) -> None:
        own = self._my_profile.state.profile
        before = own if own is not None and own.id == account else await self._my_profile.load()
        for left in reversed(range(_ATTEMPTS)):
            try:
                await self._my_profile.save_and_make_sure(before, change(before))
                return
            except ProfileMoved as moved:
                # Adding has nothing to do with what else was changed elsewhere: it goes on from there.
                if not left:
                    raise
                before = moved.now
