"""Where to save something as a file: one line. What is wrong with it is said, and the line stays."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path

from capx_tui.errors import RuleError, StorageError
from capx_tui.i18n import Words, said, t
from capx_tui.screens.form_question import Answer, QuestionScreen
from capx_tui.screens.prompt import PromptScreen

__all__ = ["NewFileScreen"]


class NewFileScreen(PromptScreen):
    """Dismissed with the path of the file that was written, or None. A file that is there is asked about."""

    def __init__(self, title: Words, how: Words, suggested: str) -> None:
        super().__init__(title, lambda: t("file-label"), value=suggested)
        self._how = how

    @abstractmethod
    def write(self, given: str, *, replace: bool) -> Path:
        """Write the file that a person named. Raises what `store.new_file.write_new` raises, and `RuleError`."""

    def start(self) -> None:
        """Ready to type."""
        super().start()
        self.say(said(self._how))

    def answered(self, text: str) -> None:
        """Write, unless there is such a file."""
        self._write(text, replace=False)

    def _write(self, text: str, *, replace: bool) -> None:
        try:
            path = self.write(text, replace=replace)
        except RuleError as error:
            if error.key == "file-exists":
                self._ask(text)
            else:
                self.fail(error)
        except StorageError as error:
            self.fail(error)
        else:
            self.dismiss(str(path))

    def _ask(self, text: str) -> None:
        def answered(answer: str | None) -> None:
            if answer == "replace":
                self._write(text, replace=True)
            else:
                self.say(t("file-kept"))

        answers = (
            Answer("keep", t("file-other"), t("file-other-help")),
            Answer("replace", t("file-replace"), t("file-replace-help")),
        )
        self.app.push_screen(QuestionScreen(self.heading, [t("file-exists", text)], answers), answered)
