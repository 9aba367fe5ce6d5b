"""Words that change a list: ``+X`` adds, ``-X`` takes out, and names without a sign replace the whole.

A name of several words needs no quotes behind its sign: ``+Human Rights -Lua``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from capx_tui.errors import RuleError

__all__ = ["ADD", "TAKE", "signed_names"]

ADD, TAKE = "+", "-"


def signed_names(words: Sequence[str], field: str) -> list[tuple[str, str]] | None:
    """Signs with their names, None where no word has a sign. `field` is what the list is called.

    Raises `RuleError` where only some have one, and for a sign with nothing behind it.
    """
    if not any(word[:1] in (ADD, TAKE) for word in words):
        return None
    if words[0][:1] not in (ADD, TAKE):
        raise RuleError("words-mixed", words[0], field)
    found = list(_joined(words))
    for sign, name in found:
        if not name:
            raise RuleError("words-nothing-behind", sign, field)
    return found


def _joined(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Words without a sign go on with the name before them."""
    sign, parts = words[0][:1], [words[0][1:]]
    for word in words[1:]:
        if word[:1] in (ADD, TAKE):
            yield sign, " ".join(parts).strip()
            sign, parts = word[:1], [word[1:]]
        else:
            parts.append(word)
    yield sign, " ".join(parts).strip()
