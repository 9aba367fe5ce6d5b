"""Jump mode: a letter before each row on the screen, and the letter typed next moves the marker there.

The letters stand in the two columns of the marker, so nothing moves. What happens is said in words.

In the screen-reader mode no letters come: readers that compare pictures (Fenrir, Orca) would read the whole page
when they come and again when they go. There the letter typed next is the one that a row begins with, and the
marker goes to the next such row of the whole list, which is said.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from capx_tui.i18n import t
from capx_tui.text import fold

__all__ = ["LETTERS", "Jumping", "letters_for"]

#: In the order of the alphabet, that one can guess which is whose; capitals and digits for tall screens.
LETTERS = string.ascii_lowercase + string.ascii_uppercase + string.digits
#: So many rows are looked through for a beginning: of a hundred thousand, all would be felt.
_LOOKED_AT = 2_000


def letters_for(rows: Sequence[int]) -> dict[str, int]:
    """Letter to row, as far as there are letters."""
    return dict(zip(LETTERS, rows, strict=False))


class Jumping(Widget):
    """What a list needs for it. The list draws `jump_mark(index)` where the marker would stand."""

    highlighted: reactive[int]

    @dataclass
    class Said(Message):
        """Something to say that a moved cursor alone does not tell."""

        widget: Widget
        text: str

        @property
        def control(self) -> Widget:
            """The widget it is about."""
            return self.widget

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._jumps: dict[str, int] = {}
        self._marks: dict[int, str] = {}
        self._seeks = False

    @property
    def count(self) -> int:
        """How many items there are."""
        raise NotImplementedError

    def rows_in_view(self) -> Sequence[int]:
        """Items on the screen that the marker can stand on, from the top."""
        raise NotImplementedError

    def begins_with(self, index: int) -> str:
        """The words that an item begins with, "" for air and for what goes on from the row before."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw the same items again."""
        raise NotImplementedError

    @property
    def is_jumping(self) -> bool:
        """Whether the next letter is a place to go to."""
        return self._seeks or bool(self._jumps)

    @property
    def is_typing(self) -> bool:
        """Whether letters go into a text; lists with text rows say when."""
        return False

    def jump_mark(self, index: int) -> str:
        """The letter before the item, "" for none."""
        return self._marks.get(index, "")

    def action_letters(self) -> None:
        """Put the letters there, or ask a reader for one; a second time, take them away."""
        if self.is_jumping:
            self._end_jump(t("jump-ended"))
            return
        if getattr(self.app, "speaks", False):
            self._seeks = self.count > 0
            if self._seeks:
                self.post_message(self.Said(self, t("jump-how-spoken")))
            return
        self._jumps = letters_for(self.rows_in_view())
        if not self._jumps:
            return
        self._marks = {index: letter for letter, index in self._jumps.items()}
        self.redraw()
        letters = list(self._jumps)
        self.post_message(self.Said(self, t("jump-how", letters[0], letters[-1])))

    def _end_jump(self, words: str = "") -> None:
        if not self.is_jumping:
            return
        if self._jumps:
            self._jumps = {}
            self._marks = {}
            self.redraw()
        self._seeks = False
        if words:
            self.post_message(self.Said(self, words))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """While letters stand there, what is typed is one of them, whatever it does otherwise."""
        return self.is_jumping and (key == "escape" or (character is not None and character.isprintable()))

    def on_key(self, event: events.Key) -> None:
        """The letter, or anything else that can be typed, or Esc: the letters go."""
        if not self.is_jumping or not (event.key == "escape" or event.is_printable):
            return
        event.stop()
        event.prevent_default()
        letter = event.character or ""
        was_sought = self._seeks
        place = self._next_with(letter) if was_sought else self._jumps.get(letter)
        if place is not None:
            self._end_jump()
            self.highlighted = place
            self.post_message(self.Said(self, self.jumped_words()))
        elif event.key == "escape":
            self._end_jump(t("jump-ended"))
        else:
            self._end_jump(t("jump-no-beginning" if was_sought else "jump-no-row", letter))

    def _next_with(self, letter: str) -> int | None:
        """The next row that begins with the letter, round the end; letters as search compares them."""
        wanted = fold(letter)
        for step in range(1, min(self.count, _LOOKED_AT) + 1):
            index = (self.highlighted + step) % self.count
            words = fold(self.begins_with(index).lstrip("+-> "))
            if wanted and words.startswith(wanted):
                return index
        return None

    def jumped_words(self) -> str:
        """Where one is after a jump."""
        raise NotImplementedError
