"""*Add to known* and *Add to wanted* by one key each, on every screen that shows a capacity, and the way back.

In: the screen's own capacity. Out: what was really changed, in words, once the service has it. Can fail: signed out
(leads to signing in, and back), the service (said; the profile is read before anything is sent again).
"""

from __future__ import annotations

from functools import partial

from capx_tui.i18n import t
from capx_tui.model.adding import Addition, added_words, lists_words
from capx_tui.model.explore import CapacityList
from capx_tui.screens.base import CapxScreen
from capx_tui.terminal.keys import first_key
from capx_tui.text import isolate

__all__ = ["Adding"]


class Adding(CapxScreen[None]):
    """Screens give which capacity the keys are about; their `SCOPES` name "adding"."""

    def to_add(self) -> int | None:
        """The capacity the keys are about, None where none is shown."""
        raise NotImplementedError

    def show_added(self) -> None:
        """Paint again: one's own profile changed."""
        raise NotImplementedError

    def watch_added(self) -> None:
        """Paint again with each change of one's own profile; to be called at the start."""
        self.watch_store(self.core.my_profile, lambda state: self.show_added())

    def added_words(self, capacity: int) -> str:
        """In which of one's own lists a capacity is, in words; "" for none."""
        return lists_words(self.core.adding.lists_of(capacity))

    def do_adding_known(self) -> None:
        """To what one knows, and with it to what one offers."""
        self._begin_adding(CapacityList.KNOWN)

    def do_adding_wanted(self) -> None:
        """To what one wants to learn."""
        self._begin_adding(CapacityList.WANTED)

    def _begin_adding(self, to: CapacityList) -> None:
        capacity = self.to_add()
        if capacity is None:
            self.say(t("adding-nothing"))
            return
        if not self.core.session.state.is_signed_in:
            words = t("adding-signed-out", self._capacity_name(capacity))
            self.shell.sign_in_first(words, partial(self._begin_adding, to))
            return
        self.load(partial(self._add, capacity, to), name="adding", exclusive=False)

    async def _add(self, capacity: int, to: CapacityList) -> None:
        self.say(t("adding-under-way", self._capacity_name(capacity)))
        done = await self.core.adding.add(capacity, to)
        self.say(self._told(done))

    def do_adding_undo(self) -> None:
        """Take the last addition out again."""
        if self.core.adding.can_undo():
            self.load(self._undo, name="adding", exclusive=False)
        else:
            self.say(t("adding-nothing-to-undo"))

    async def _undo(self) -> None:
        done = await self.core.adding.undo()
        if done is None:
            self.say(t("adding-nothing-to-undo"))
            return
        self.say(t("adding-undone", self._capacity_name(done.capacity), lists_words(done.put)))

    def _told(self, done: Addition) -> str:
        return added_words(done, self._capacity_name(done.capacity), first_key("adding.undo"))

    def _capacity_name(self, capacity: int) -> str:
        return isolate(self.core.names.capacity(capacity))
