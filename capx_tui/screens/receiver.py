"""Choosing to whom one writes: names from CapX as one types, and whether Meta-Wiki knows the one that was typed.

In: the mirror's names, `ReceiverStore`. Out: a user name. Can fail: Meta-Wiki out of reach (said; the name can be
taken all the same).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on

from capx_tui.i18n import Words, t
from capx_tui.model.form_options import OptionSource
from capx_tui.model.message_form import Known, known_words
from capx_tui.screens.chooser import Choice, ChooserScreen
from capx_tui.text import clean, isolate
from capx_tui.widgets.field import Field

__all__ = ["ReceiverScreen"]


class ReceiverScreen(ChooserScreen):
    """Dismissed with a user name, or None."""

    #: How long nothing is typed before Meta-Wiki is asked.
    PAUSE_S: ClassVar[float] = 0.6

    def __init__(self, title: Words, people: OptionSource, now: str) -> None:
        super().__init__(title, partial(_choices, people, now))

    @on(Field.Changed, "#typed")
    def _check(self, event: Field.Changed) -> None:
        typed = event.text
        # The newest takes the place of the one before, which then asks nothing.
        self.load(partial(self._ask, typed), name="receiver", quiet=True)

    async def _ask(self, typed: str) -> None:
        if not await self.core.receiver.check(typed, pause_s=self.PAUSE_S) or not self.is_mounted:
            return
        state = self.core.receiver.state
        if words := known_words(Known(state.reach, state.on_capx)):
            self.say(t("message-receiver-checked", isolate(state.reach.name), words))


def _choices(people: OptionSource, now: str, typed: str) -> Sequence[Choice]:
    return [
        Choice(option.id, clean(option.label), clean(option.detail), option.id == now)
        for option in people.search(typed)
    ]
