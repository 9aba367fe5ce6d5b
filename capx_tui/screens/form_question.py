"""One question with its answers, in words: leave or stay, save or not, what becomes of a draft."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.model.choice import Answer
from capx_tui.screens.rows import RowsScreen
from capx_tui.widgets.reading import Entry

__all__ = ["Answer", "QuestionScreen"]


class QuestionScreen(RowsScreen[str]):
    """Dismissed with the id of an answer, or with None for Esc: nothing is decided then.

    `rows` are read before the answers; the marker begins on the first answer, or above what is to be read first
    (`reads_first`), and the question is said.
    """

    def __init__(
        self,
        title: str,
        rows: Sequence[Entry | str],
        answers: Sequence[Answer],
        *,
        ask: str = "",
        reads_first: bool = False,
    ) -> None:
        super().__init__()
        self._reads_first = reads_first
        self._title = title
        self._read = rows
        self._answers = answers
        self._ask = ask

    @property
    def heading(self) -> str:
        """What it is about."""
        return self._title

    BEGINS_AT_A_WAY = True

    def begins_at(self, rows: Sequence[Entry]) -> int:
        """On the first answer: rows above may lead somewhere, too."""
        if self._reads_first:
            return 0
        return len(self._read) if self._answers else super().begins_at(rows)

    def start(self) -> None:
        """The first answer, and the question aloud."""
        super().start()
        ask = self._ask or t("question-how")
        # What has the focus is announced after this: the question must not be lost to it.
        self.reading.label = t("question-label", self._title, ask.rstrip("."))
        self.say(ask)

    def entries(self) -> Sequence[Entry]:
        """What is asked, then the answers."""
        told = [Entry(value=row) if isinstance(row, str) else row for row in self._read]
        answers = [
            Entry(answer.label, answer.help, target=lambda chosen=answer.id: self.dismiss(chosen))
            for answer in self._answers
        ]
        return [*told, *answers]

    def do_app_back(self) -> None:
        """Nothing is decided."""
        self.dismiss(None)
