"""Wikimedia user names as MediaWiki writes them."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["first_upper", "user_name"]

# MediaWiki reads all of these as one underscore, and shows that as a blank.
_BLANKS = re.compile("[ _\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e]")


def user_name(text: str) -> str:
    """`text` with its first letter upper case, blanks for underscores, no direction marks, composed.

    https://www.mediawiki.org/wiki/Manual:Page_title. What cannot be a name comes back all the same:
    whether it exists is for the wiki to say.
    """
    text = unicodedata.normalize("NFC", _DIRECTION_MARKS.sub("", text))
    text = _BLANKS.sub(" ", text).strip()
    return first_upper(text)


def first_upper(text: str) -> str:
    """`text` with its first letter as the wikis capitalise it: one letter for one letter.

    So ß and the ligatures stay, and so does Georgian, which has no capitals there.
    """
    letter = text[:1]
    upper = letter.upper()
    kept = len(upper) != 1 or "\u10d0" <= letter <= "\u10ff"
    return text if kept else upper + text[1:]
