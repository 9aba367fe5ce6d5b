"""Asking where a file goes: Enter takes the name that is offered; one that is there is asked about."""

from __future__ import annotations

from typing import Protocol

from capx_tui.cli.plain.asking import ask_question
from capx_tui.cli.plain.place import Face
from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.model.choice import Answer

__all__ = ["ask_for_file"]


class Write(Protocol):
    """Writes the file and gives the sentence to say. Raises what `store.new_file.write_new` raises."""

    def __call__(self, name: str, *, replace: bool) -> str:
        """The sentence."""


def ask_for_file(face: Face, given: str, suggested: str, write: Write) -> None:
    """Raises `RuleError` and `StorageError` for a file that cannot be written."""
    name = given
    if not name:
        face.talk.tell([t("plain-file", suggested)])
        name = face.talk.ask(t("file-label")) or suggested
    try:
        face.say(write(name, replace=False))
    except RuleError as error:
        if error.key != "file-exists":
            raise
        answers = (
            Answer("keep", t("file-other"), t("file-other-help")),
            Answer("replace", t("file-replace"), t("file-replace-help")),
        )
        if ask_question(face, [], answers, ask=t("file-exists", *error.params)) == "replace":
            face.say(write(name, replace=True))
        else:
            face.say(t("file-kept"))
