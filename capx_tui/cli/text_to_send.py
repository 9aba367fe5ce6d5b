"""A text that is sent once: from a file, from standard input or from an editor, and kept where it could not be sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from capx_tui.cli.console import Console
from capx_tui.cli.given_text import given_text
from capx_tui.cli.options import Request
from capx_tui.errors import CapxError, RuleError, StorageError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
from capx_tui.store.kept_text import KeptText
from capx_tui.terminal.editor import edit_text

__all__ = ["keep_text", "kept_unless_sent", "text_to_send"]


def text_to_send(request: Request, console: Console, kept: KeptText, *, name: str) -> str:
    """The text, without blanks around it. An editor opens with what could not be sent the last time.

    Raises `RuleError` for no text at all, `StorageError`, and what an editor fails with.
    """
    given = given_text(request, console, empty_key="cli-text-nothing")
    if given is None:
        found = kept.find()
        if found is not None:
            console.say(t("cli-text-found"))
        given = edit_text(found.text if found is not None else "", console.environ, nullcontext, name=name)
    if not given.strip():
        raise RuleError("cli-text-nothing")
    return given.strip()


@contextmanager
def kept_unless_sent(request: Request, console: Console, kept: KeptText, text: str) -> Iterator[None]:
    """What is done inside sends `text`; where it fails, the text is kept. A file of one's own is there anyway."""
    try:
        yield
    except (CapxError, KeyboardInterrupt):
        keep_text(request, console, kept, text)
        raise
    found = kept.find()
    if found is not None and found.text == text:
        kept.erase()


def keep_text(request: Request, console: Console, kept: KeptText, text: str) -> None:
    """Keep `text` for the next time, unless it is in a file of the person's own; that is said."""
    if request.value("file") not in ("", "-"):
        return
    try:
        kept.keep(text)
    except StorageError as error:
        console.complain(t("cli-text-unkept", sentence(error)))
        console.complain(text)
    else:
        console.say(t("cli-text-kept"))
