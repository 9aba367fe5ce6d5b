"""What a program may write to a terminal, as tokens; and which of them we expect of this one."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["OURS", "Splitter", "foreign", "is_colour"]

_TOKEN = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    r"|\x1b[P_^X][^\x1b]*\x1b\\"  # DCS, APC, PM, SOS
    r"|\x1b[ -/]*[0-OQ-WYZ\\`-~]"  # other escapes
    r"|[\x00-\x1a\x1c-\x1f\x7f]"  # controls
    r"|[^\x00-\x1f\x7f]+"  # text
)
#: The longest sequence that may arrive in pieces; a longer one is taken letter by letter.
_LONGEST = 200_000

#: Modes the program sets and resets: cursor, margins, mouse, focus, paste, second screen, sync, resize reports.
_MODES = "(?:7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048)"
#: Whole tokens, as the output layer and Textual's driver write them. Everything else was not meant.
OURS = re.compile(
    rf"\x1b\[\?{_MODES}[hl]"
    r"|\x1b\[\?(?:2026|2048)\$p"  # is the mode known?
    r"|\x1b\[>\d+u|\x1b\[<u"  # keyboard protocol
    r"|\x1b\[[\d;]*m"  # look
    r"|\x1b\[[\d;]*H|\x1b\[\d*[CD]"  # cursor
    r"|\x1b\[[02]?[JK]"  # erase
    r"|\x1b\[(?:\d+;\d+)?r|\x1bM"  # margins and scrolling down
    r"|\x1b\]22;[a-z-]*\x07"  # the mouse's shape
    r"|[\r\n\x08]"
)
#: What reorders, hides or steers text. First strong isolate and its end are ours: names stand in them.
_STEERING = re.compile("[\x80-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2067\ufeff\ufff9-\ufffb]")
_COLOUR = re.compile(r"(?:3[0-8]|39|4[0-9]|9[0-7]|10[0-7])$")


class Splitter:
    """Cuts a stream into tokens; the beginning of a sequence waits for its end."""

    def __init__(self) -> None:
        self._rest = ""

    def feed(self, text: str) -> Iterator[str]:
        """The tokens that are complete with `text`."""
        self._rest += text
        at = 0
        while at < len(self._rest):
            found = _TOKEN.match(self._rest, at)
            if found is None:
                if len(self._rest) - at < _LONGEST:
                    break
                yield self._rest[at]
                at += 1
                continue
            yield found.group()
            at = found.end()
        self._rest = self._rest[at:]

    @property
    def rest(self) -> str:
        """What began and did not end."""
        return self._rest


def is_colour(token: str) -> bool:
    """Whether a token sets a colour, the terminal's own included."""
    if not (token.startswith("\x1b[") and token.endswith("m")):
        return False
    return any(_COLOUR.match(number) for number in token[2:-1].split(";"))


def foreign(tokens: list[str]) -> list[str]:
    """The tokens that are neither text to be read nor one of ours."""
    return [token for token in tokens if (_STEERING.search(token) if token[0] >= " " else not OURS.fullmatch(token))]
