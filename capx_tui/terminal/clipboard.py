"""Copying through the terminal: the escape sequence OSC 52, as text for the output layer to write.

It works across SSH, where no program can reach the person's own clipboard. Whether the terminal obeys
is never told, so what is copied is always shown beside it as well.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

from capx_tui.errors import RuleError

__all__ = ["LONGEST", "copy_sequence"]

#: Bytes of text. xterm's own limit, as base64, is 100,000 characters; longer text would be dropped silently.
LONGEST = 74_994
#: screen takes at most 768 bytes in one string.
_SCREEN_CHUNK = 512
_ST = "\x1b\\"


def copy_sequence(text: str, environ: Mapping[str, str]) -> str:
    """What the terminal has to be sent so that `text` is in its clipboard.

    `environ` tells whether tmux or screen stands between: both swallow the sequence unless it is
    wrapped. Raises `RuleError` for text of more than `LONGEST` bytes.
    """
    content = text.encode("utf-8", "replace")
    if len(content) > LONGEST:
        raise RuleError("clipboard-too-long", str(LONGEST))
    plain = f"\x1b]52;c;{base64.b64encode(content).decode()}\x07"
    terminal = environ.get("TERM", "")
    if environ.get("TMUX") or terminal.startswith("tmux"):
        # tmux obeys the first where set-clipboard is on, and hands on the second where it may pass through.
        return f"{plain}\x1bPtmux;{plain.replace(chr(27), chr(27) * 2)}{_ST}"
    if environ.get("STY") or terminal.startswith("screen"):
        chunks = (plain[i : i + _SCREEN_CHUNK] for i in range(0, len(plain), _SCREEN_CHUNK))
        return "".join(f"\x1bP{chunk}{_ST}" for chunk in chunks)
    return plain
