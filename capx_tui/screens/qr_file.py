"""Where to save a QR code: one line for the file. What is wrong with it is said, and the line stays."""

from __future__ import annotations

from capx_tui.errors import RuleError, StorageError
from capx_tui.i18n import t
from capx_tui.screens.form_question import Answer, QuestionScreen
from capx_tui.screens.prompt import PromptScreen
from capx_tui.store.qr_file import file_for, suggested_file, write_code

__all__ = ["QrFileScreen"]


class QrFileScreen(PromptScreen):
    """Dismissed with the path of the file that was written, or None. A file that is there is asked about."""

    def __init__(self, address: str, name: str) -> None:
        super().__init__(t("qr-file-title"), t("qr-file-label"), value=suggested_file(name))
        self._address = address

    def start(self) -> None:
        """Ready to type."""
        super().start()
        self.say(t("qr-file-how"))

    def answered(self, text: str) -> None:
        """Write, unless there is such a file."""
        self._write(text, replace=False)

    def _write(self, text: str, *, replace: bool) -> None:
        try:
            path = file_for(text)
            write_code(self._address, path, replace=replace)
        except RuleError as error:
            if error.key == "qr-file-exists":
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
                self.say(t("qr-file-kept"))

        answers = (
            Answer("keep", t("qr-file-other"), t("qr-file-other-help")),
            Answer("replace", t("qr-file-replace"), t("qr-file-replace-help")),
        )
        question = QuestionScreen(t("qr-file-title"), [t("qr-file-exists", text)], answers)
        self.app.push_screen(question, answered)
