"""How the wikis write a name or a title."""

import re
import unicodedata

_DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e]")


def spelled(name: str) -> str:
    """Return a name as Wikimedia writes it: composed, first letter in title case, blanks for underscores.

    Title case leaves Georgian as it is; ß is the wikis' own exception.
    """
    name = unicodedata.normalize("NFC", _DIRECTION_MARKS.sub("", name))
    name = " ".join(name.replace("_", " ").split())
    first = name[:1]
    return name if first == "ß" else unicodedata.normalize("NFC", first.title() + name[1:])
