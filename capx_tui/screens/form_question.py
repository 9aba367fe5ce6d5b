"""One question with its answers, in words: leave or stay, save or not, what becomes of a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from capx_tui.i18n import Words, said, t
from capx_tui.model.choice import Answer
from capx_tui.screens.rows import RowsScreen
from capx_tui.widgets.reading import Entry

__all__ = ["Answer", "QuestionScreen"]

#: What is read and what is answered; or how to say it, where the language may change meanwhile.
Rows = Sequence[Entry | str] | Callable[[], Sequence[Entry | str]]
Answers = Sequence[Answer] | Callable[[], Sequence[Answer]]


class QuestionScreen(RowsScreen[str]):
    """Dismissed with the id of an answer, or with None for Esc: nothing is decided then.

    `rows` are read before the answers; the marker begins on the first answer, or above what is to be read first
    (`reads_first`), and the question is said.
    """

    def __init__(
        self,
        title: Words,
        rows: Rows,
        answers: Answers,
        *,
        ask: Words = "",
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
        return said(self._title)

    BEGINS_AT_A_WAY = True

    def begins_at(self, rows: Sequence[Entry]) -> int:
        """On the first answer: rows above may lead somewhere, too."""
        if self._reads_first:
            return 0
        return len(self._told()) if self.answers else super().begins_at(rows)

    def _told(self) -> Sequence[Entry | str]:
        return self._read() if callable(self._read) else self._read

    @property
    def answers(self) -> Sequence[Answer]:
        """What can be answered."""
        return self._answers() if callable(self._answers) else self._answers

    def _label(self) -> str:
        return t("question-label", self.heading, self._question().rstrip("."))

    def _question(self) -> str:
        return said(self._ask) or t("question-how")

    def start(self) -> None:
        """The first answer, and the question aloud."""
        super().start()
        # What has the focus is announced after this: the question must not be lost to it.
        self.reading.label = self._label
        self.say(self._question())

    def reword(self) -> None:
        """See `CapxScreen`; the question stands there again."""
        super().reword()
        self.say(self._question())

    def entries(self) -> Sequence[Entry]:
        """What is asked, then the answers."""
        told = [Entry(value=row) if isinstance(row, str) else row for row in self._told()]
        answers = [
            Entry(answer.label, answer.help, target=lambda chosen=answer.id: self.dismiss(chosen))
            for answer in self.answers
        ]
        return [*told, *answers]

    def do_app_back(self) -> None:
        """Nothing is decided."""
        self.dismiss(None)
