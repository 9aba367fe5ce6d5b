"""Asking a person before something is written: yes or no, or a name typed in full."""

from __future__ import annotations

from capx_tui.cli.console import Console
from capx_tui.cli.options import Request
from capx_tui.errors import RuleError
from capx_tui.i18n import load, t
from capx_tui.text import fold

__all__ = ["ask_line", "confirmed", "require_person"]

_ENGLISH = load("en")
#: Longer answers are none to a question with yes or no.
_LONGEST = 1000


def require_person(request: Request, console: Console) -> None:
    """Raises `RuleError` where nobody is there to be asked and ``--yes`` does not answer for them."""
    if not request.on("yes") and not console.is_typed:
        raise RuleError("cli-needs-yes", " ".join((request.command.name, *request.words[:1])))


def confirmed(request: Request, console: Console, question: str, *, default: bool = False) -> bool:
    """The answer to a question; ``--yes`` is yes, and the end of input is no. Raises as `require_person`."""
    if request.on("yes"):
        return True
    require_person(request, console)
    hint = t("cli-yes-no-yes") if default else t("cli-yes-no-no")
    while True:
        answer = ask_line(console, f"{question} {hint}")
        if answer is None:
            return False
        if not answer.strip():
            return default
        for word, meant in (("yes", True), ("no", False)):
            if fold(answer) in _spellings(word):
                return meant
        console.complain(t("cli-yes-no-again"))


def _spellings(word: str) -> set[str]:
    """A word in the person's language and in English, whole and as its first letter."""
    words = {fold(t("word-yes") if word == "yes" else t("word-no")), fold(_ENGLISH.text(f"word-{word}"))}
    return words | {each[:1] for each in words if each}


def ask_line(console: Console, question: str) -> str | None:
    """One line typed below a question, without its line feed; None at the end of input.

    The question goes to standard error, also with ``--quiet``: whoever is to answer has to read it.
    """
    console.complain(question)
    line = console.stdin.readline(_LONGEST) if console.stdin is not None else ""
    return line.rstrip("\r\n") if line else None
