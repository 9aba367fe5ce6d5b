"""Wikimedia user names as MediaWiki writes them."""

from __future__ import annotations

import re
import unicodedata

from capx_tui.model.commons_files import first_upper

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
    return first_upper(_BLANKS.sub(" ", text).strip())
