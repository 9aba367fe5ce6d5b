"""A longer text given to a command: from a file, or from standard input where that is no keyboard."""

from __future__ import annotations

from pathlib import Path

from capx_tui.cli.console import Console
from capx_tui.cli.options import Request
from capx_tui.errors import RuleError, StorageError
from capx_tui.i18n import t
from capx_tui.terminal.editor import LONGEST

__all__ = ["given_text"]


def given_text(request: Request, console: Console, *, empty_key: str = "cli-input-nothing") -> str | None:
    """What ``--file`` or standard input holds; None where standard input is a keyboard.

    Raises `RuleError`, for an input without anything in it with `empty_key`, and `StorageError`.
    """
    name = request.value("file")
    if name and name != "-":
        path = Path(name)
        try:
            content = path.read_bytes()
            if len(content) > LONGEST:
                raise RuleError("cli-input-too-long", name, str(LONGEST))
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise RuleError("cli-input-not-text", name) from None
        except FileNotFoundError:
            raise RuleError("report-file-missing", name) from None
        except OSError as error:
            raise StorageError(name, error.strerror or "") from error
    if console.is_typed and not name:
        return None
    text = console.read_all(LONGEST + 1)
    if len(text) > LONGEST:
        raise RuleError("cli-input-too-long", t("cli-standard-input"), str(LONGEST))
    if not text.strip():
        # A script whose source failed must not empty a profile.
        raise RuleError(empty_key)
    return text
