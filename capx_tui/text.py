"""Other people's text, made harmless, and text folded for search.

Names, bios, labels and server errors come from strangers. Nothing of them may steer the terminal,
turn the reading direction of what follows, or be taken for markup.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["clean", "clean_lines", "fenced", "fold", "harmless", "isolate", "plain_lines", "steering", "typed"]

# An escape sequence goes as a whole: without its first byte the rest would stand there as letters.
# One that opens a string and never closes it loses its opening only: text that was once read in the
# wrong encoding is full of these bytes, and must not lose its end. No string holds the opening of
# another: else each of a hundred thousand openings would look for its end through all that follow.
_ESCAPE_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x90\x98\x9c-\x9f\n]*(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x90\x98\x9c-\x9f\n]*(?:\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]?"
)
_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Zero-width joiner and non-joiner stay: Indic and Persian spelling needs them.
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028\u2029\u2060\u2061\u2062\u2063\u2064"
    "\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0\ufff9\ufffa\ufffb"
    "\U0001bca0\U0001bca1\U0001bca2\U0001bca3"
    "\U0001d173\U0001d174\U0001d175\U0001d176\U0001d177\U0001d178\U0001d179\U0001d17a"
)
_DROP = {ord(c): None for c in _BIDI_CONTROLS + _INVISIBLE}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\U000e0000-\U000e0fff]")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_KEPT_BLANKS = re.compile(f"({_BLANKS.pattern})")
# Where a tower of marks may be: marks and joiners are neither letters nor digits, and never ASCII.
_MAYBE_TOWER = re.compile(r"[^\w\x00-\x7f]{4,}")
_LATIN_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]").match
#: No spelling of Latin, Greek or Cyrillic sets more marks on a letter; Tibetan and Arabic stack higher.
_MOST_LATIN_MARKS, _MOST_MARKS = 3, 8
_JOINERS = "\u200c\u200d"
_PLAIN = re.compile(r"[ -~]*").fullmatch


def clean_lines(text: str) -> str:
    """`text` without anything that steers a terminal; line breaks stay, as line feeds."""
    if _PLAIN(text):
        return _BLANKS.sub(" ", text)
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    text = _ESCAPE_SEQUENCE.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_DROP)
    text = _CONTROL.sub("", text)
    text = _MAYBE_TOWER.sub(_without_tower, text)
    return _BLANKS.sub(" ", text)


def _without_tower(run: re.Match[str]) -> str:
    """A tower of combining marks would paint over its neighbours; joiners between them do not help it."""
    kept: list[str] = []
    latin = all_marks = 0
    for char in run.group():
        if char in _JOINERS:
            if kept[-1:] == [char]:
                continue
        elif unicodedata.category(char) in ("Mn", "Me"):
            all_marks += 1
            latin += _LATIN_MARKS(char) is not None
            if all_marks > _MOST_MARKS or latin > _MOST_LATIN_MARKS:
                continue
        else:
            latin = all_marks = 0
        kept.append(char)
    return "".join(kept)


def typed(text: str, *, lines: bool = False) -> str:
    """`text` as a person typed or pasted it, without what steers a terminal; blanks stay as they are.

    Line breaks become blanks unless `lines`.
    """
    kept = "".join(part if at % 2 else clean_lines(part) for at, part in enumerate(_KEPT_BLANKS.split(text)))
    return kept if lines else kept.replace("\n", " ").replace("\t", " ")


def clean(text: str) -> str:
    """`text` on one line, blanks folded, without anything that steers a terminal."""
    return " ".join(clean_lines(text).split())


#: A character that steers, hides or turns: none stands in a cleaned text, whatever was done with it since.
#: Line feeds, tabs and the ends of a network's lines stay, and so do the fences of `isolate`.
steering = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\U000e0000-\U000e0fff"
    f"{_BIDI_CONTROLS.translate({0x2068: None, 0x2069: None})}{_INVISIBLE}]"
    r"|\r(?!\n|\Z)"
)


def harmless(text: str) -> str:
    """`text` as it may be written to a terminal: the last word, for what slipped through uncleaned.

    It knows no sequences: of one that is cut to pieces here its letters stay, and they are only letters.
    """
    return text if text.isprintable() else steering.sub("", text)


_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr|/blockquote)\b[^<>]*>", re.IGNORECASE)
# "a < b" is no tag.
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<![^<>]*>")
# What a page does not show, and what ends it.
_UNSEEN = re.compile(r"<(!--|script\b|style\b|template\b)", re.IGNORECASE)
#: Of a text that may hold HTML, more is not looked at.
_LONGEST_HTML = 50_000


def plain_lines(html: str) -> str:
    """The words of a text that may be HTML, without tags; ends of paragraphs are line feeds, as in `clean_lines`.

    Nothing of it is interpreted. HTML that was escaped once too often loses its tags, too.
    """
    from html import unescape  # late: a thousand names of characters

    text = html[:_LONGEST_HTML]
    for _ in range(2):
        text = unescape(_TAG.sub("", _BREAK.sub("\n", _seen(text))))
    lines = (line.strip() for line in clean_lines(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _seen(html: str) -> str:
    """Without comments, scripts and styles; one that does not end takes the rest with it, as in a browser."""
    kept: list[str] = []
    at = 0
    for opening in _UNSEEN.finditer(html):
        if opening.start() < at:
            continue
        kept.append(html[at : opening.start()])
        name = opening[1].lower()
        closing = re.compile("-->" if name == "!--" else rf"</{name}[^<>]*>", re.IGNORECASE)
        end = closing.search(html, opening.end())
        at = end.end() if end else len(html)
    return "".join([*kept, html[at:]])


def isolate(text: str) -> str:
    """`text` in a first-strong isolate, so that its direction does not turn its neighbours.

    Only for text that holds right-to-left letters; all other text comes back as it is, and so does text whose letters
    of that kind stand in isolates already.
    """
    if text.isascii():
        return text
    depth = 0
    for character in text:
        if character == "\u2068":
            depth += 1
        elif character == "\u2069":
            depth = max(depth - 1, 0)
        elif not depth and unicodedata.bidirectional(character) in ("R", "AL", "AN"):
            return f"\u2068{text}\u2069"
    return text


def fenced(text: str) -> str:
    """`text`, which was cut off, with every isolate closed that was left open: else it holds what comes after, too."""
    return text + "\u2069" * max(0, text.count("\u2068") - text.count("\u2069"))


_LETTERS = str.maketrans(
    {
        "ı": "i", "İ": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d",
        "þ": "th", "Þ": "th", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ħ": "h", "Ħ": "h", "ŧ": "t", "Ŧ": "t",
        "ŋ": "n", "Ŋ": "n", "ə": "e", "Ə": "e", "ɓ": "b", "Ɓ": "b", "ɗ": "d", "Ɗ": "d", "ƙ": "k", "Ƙ": "k",
        "ɛ": "e", "Ɛ": "e", "ɔ": "o", "Ɔ": "o", "‘": "'", "’": "'", "ʻ": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-",
        "_": " ",
    }
)  # fmt: skip


# Marks that are letters of their script (Indic vowels, Thai, kana's voicing) stay.
_ACCENTS = re.compile(r"[\u0300-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]").match


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` as search compares it: no case, no accents, Turkish ı and İ as i, blanks single.

    MediaWiki's underscores are blanks, and joiners, which people do not type, go. Of the marks only
    those above and below Latin, Greek and Cyrillic letters, Hebrew points and Arabic vowel signs go.
    """
    if _PLAIN(text):
        return " ".join(text.replace("_", " ").lower().split())
    # Taking signs apart brings up new capitals (№), and folding them new signs to take apart.
    text = unicodedata.normalize("NFKD", clean(text).translate(_LETTERS))
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS).casefold().translate(_LETTERS))
    kept = (c for c in text if c not in _JOINERS and not (unicodedata.combining(c) and _ACCENTS(c)))
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())
