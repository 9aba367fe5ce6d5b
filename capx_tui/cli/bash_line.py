"""A command line as bash hands it to a completion: taken apart, and what to put in the place of its last word.

bash gives the line as it was typed, quotes and all, and replaces only what stands behind the last of its own word
breaks (``COMP_WORDBREAKS``); what is put there is read again by the shell, so everything in it is quoted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["BashLine", "insertion", "read_line"]

_BLANKS = " \t\n"
_PLAIN = re.compile(r"[\w%+,./-]").fullmatch


@dataclass(frozen=True, slots=True)
class BashLine:
    """The words behind the program's name, quotes taken away; the last is the one being typed."""

    words: tuple[str, ...]
    #: The quote that is open at the end, "" for none.
    quote: str = ""
    #: Where, in the last word without its quotes, a break may be: behind each character that was not quoted.
    bare: tuple[bool, ...] = ()


def read_line(line: str) -> BashLine:
    """Take `line` apart, from its start to the cursor."""
    words: list[str] = []
    word: list[str] = []
    bare: list[bool] = []
    quote, escaped, begun = "", False, False
    for char in line:
        if escaped:
            word.append(char)
            bare.append(False)
            escaped = False
        elif char == "\\" and quote != "'":
            escaped = begun = True
        elif quote:
            if char == quote:
                quote = ""
            else:
                word.append(char)
                bare.append(False)
        elif char in "'\"":
            quote, begun = char, True
        elif char in _BLANKS:
            if begun:
                words.append("".join(word))
            word, bare, begun = [], [], False
        else:
            word.append(char)
            bare.append(True)
            begun = True
    return BashLine((*words, "".join(word))[1:] or ("",), quote, tuple(bare))


def insertion(text: str, line: BashLine, breaks: str) -> str | None:
    """What bash has to put there so that the last word becomes `text`; None where that cannot be written."""
    typed = line.words[-1]
    held = max((at + 1 for at, char in enumerate(typed) if line.bare[at] and char in breaks), default=0)
    if not text.startswith(typed[:held]):
        return None
    rest = text[held:]
    if line.quote == "'":
        return None if "'" in rest else rest
    if line.quote:
        return re.sub(r'([\\"$`])', r"\\\1", rest)
    return "".join(char if _PLAIN(char) else f"\\{char}" for char in rest)
