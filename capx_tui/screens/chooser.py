"""Choosing by typing: one field, one list. Values of a filter, screens of the palette, languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult

from capx_tui.i18n import Words, said, t
from capx_tui.model.actions import Action
from capx_tui.model.choice import Choice
from capx_tui.screens.base import CapxScreen
from capx_tui.widgets.field import Field
from capx_tui.widgets.line_list import LineList, Row, Span
from capx_tui.widgets.wrapping import clauses

__all__ = ["Choice", "ChooserScreen"]


#: So many labels tell how wide the column of labels is: looking at thousands would be felt.
_MEASURED = 200
#: A longer label than this pushes its own words aside and not everybody's: the eye must find from one to the other.
_COLUMN = 40


class _Choices(LineList):
    """Letters and digits are typed into the field above, whatever else they do: one may look for any word."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """See `Jumping`; a jump that was asked for takes its letter first."""
        return super().check_consume_key(key, character) or (character is not None and character.isalnum())


class ChooserScreen(CapxScreen[object]):
    """Dismissed with the id of what was chosen, or None.

    With `toggle`, Enter turns an entry on or off instead, and the screen stays until Esc.
    """

    SCOPES = ("chooser", "list")
    #: Details are no part of what is chosen: a sentence that has no room is left out.
    DETAILS_HELP: ClassVar[bool] = False

    def __init__(
        self,
        title: Words,
        entries: Callable[[str], Sequence[Choice]],
        *,
        toggle: Callable[[object], str] | None = None,
        clear: Callable[[], str] | None = None,
        level: Callable[[object], str] | None = None,
        note: Callable[[], str] = str,
    ) -> None:
        """`note` tells what is to be known of the list: that it is still being fetched, that names are missing."""
        super().__init__()
        self._title = title
        self._entries = entries
        self._toggle = toggle
        self._clear = clear
        self._level = level
        self._note = note
        self._noted = ""
        self._shown: Sequence[Choice] = ()
        self._widest = 0

    @property
    def heading(self) -> str:
        """What is chosen."""
        return said(self._title)

    def compose_body(self) -> ComposeResult:
        """Field above list."""
        yield Field(lambda: t("chooser-type"), id="typed")
        yield _Choices(id="choices")

    def start(self) -> None:
        """All entries, the field focused."""
        self._list.label = lambda: self.heading
        self._fill("")
        self.query_one(Field).focus()

    @property
    def _list(self) -> LineList:
        return self.query_one("#choices", LineList)

    def _fill(self, typed: str, *, at: int = 0) -> None:
        self._shown = self._entries(typed)
        # Labels end in one column, so that yes and no stand below each other.
        first = [self._shown[index] for index in range(min(len(self._shown), _MEASURED))]
        self._widest = max((cell_len(choice.label) for choice in first), default=0)
        before, self._noted = self._noted, self._note()
        empty = self._noted or t("chooser-nothing")
        self._list.show(len(self._shown), self._row, highlighted=at, empty=empty)
        if not self._shown:
            self.say(empty)
            return
        # Once is enough: a sentence at every letter would drown what is found.
        note = self._noted if self._noted != before else ""
        self.say(f"{note} {t('chooser-count', len(self._shown))}".strip())

    def anew(self) -> None:
        """What there is to choose from may have come by now, or turned out not to come."""
        if self.is_mounted and self._note() != self._noted:
            self._fill(self.query_one(Field).text, at=self._list.highlighted)

    def _row(self, index: int, width: int) -> list[Row]:
        choice = self._shown[index]
        row: list[Span] = [(choice.label, "name" if choice.chosen else "")]
        if choice.note:
            row.append((f", {choice.note}", ""))
        column = min(self._widest, width // 2, _COLUMN)
        row.append((" " * max(0, column - sum(cell_len(text) for text, _ in row)), ""))
        if choice.chosen is not None:
            row.append((f"  {t('word-yes') if choice.chosen else t('word-no')}", "strong" if choice.chosen else "dim"))
        if choice.detail:
            room = width - sum(cell_len(text) for text, _ in row) - 2
            # Half a sentence says something else; what is only a help stands whole on the screen of help.
            told = clauses(choice.detail, room) or ("" if self.DETAILS_HELP else choice.detail)
            row.append((f"  {told}", "dim"))
        return [row]

    @on(Field.Changed, "#typed")
    def _narrow(self, event: Field.Changed) -> None:
        self._fill(event.text)

    @on(Field.Left, "#typed")
    def _into_list(self, event: Field.Left) -> None:
        if event.step > 0 and self._shown:
            self._list.focus()

    @on(LineList.LeftAtTop, "#choices")
    def _back_to_field(self) -> None:
        self.query_one(Field).focus()

    @on(Field.Submitted, "#typed")
    def _choose_best(self) -> None:
        self._choose(self._list.highlighted)

    @on(LineList.Opened, "#choices")
    def _choose_marked(self, event: LineList.Opened) -> None:
        self._choose(event.index)

    def _choose(self, index: int) -> None:
        if index >= len(self._shown):
            return
        choice = self._shown[index]
        if self._toggle is None:
            self.dismiss(choice.id)
            return
        said = self._toggle(choice.id)
        self._fill(self.query_one(Field).text, at=index)
        if said:
            self.say(said)

    def reword(self) -> None:
        """See `CapxScreen`: the entries again, in another order where they go by name."""
        super().reword()
        marked = self._shown[self._list.highlighted].id if self._shown else None
        self._fill(self.query_one(Field).text)
        at = next((at for at, each in enumerate(self._shown[:_MEASURED]) if each.id == marked), 0)
        self._list.highlighted = at

    def resume(self) -> None:
        """A question above may have changed what is chosen."""
        if self._toggle is not None and self._shown:
            self._shown = self._entries(self.query_one(Field).text)
            self._list.show(len(self._shown), self._row, highlighted=self._list.highlighted)

    def on_key(self, event: events.Key) -> None:
        """A letter typed while the list has the focus goes where letters belong."""
        field = self.query_one(Field)
        if event.is_printable and event.character and self._list.has_focus:
            event.stop()
            field.focus()
            field.text += event.character

    def hinted(self) -> Sequence[Action]:
        """Only what can be done with what is chosen here."""
        offered = {"chooser.clear": self._clear, "chooser.level": self._level}
        # In the field those keys are for the text.
        in_list = self._list.has_focus
        return [
            entry
            for entry in super().hinted()
            if offered.get(entry.id, True) is not None and (in_list or entry.id not in offered)
        ]

    @on(events.DescendantFocus)
    def _hint_anew(self) -> None:
        self.retitle()

    def do_chooser_clear(self) -> None:
        """Choose nothing."""
        if self._clear is not None:
            said = self._clear()
            self._fill(self.query_one(Field).text)
            self.say(said)

    def do_chooser_level(self) -> None:
        """Another least level for the language with the marker."""
        if self._level is not None and self._shown:
            at = self._list.highlighted
            said = self._level(self._shown[at].id)
            self._fill(self.query_one(Field).text, at=at)
            self.say(said)

    def do_app_back(self) -> None:
        """Done."""
        self.dismiss(None)
