"""MediaWiki's language codes as the tags that stand in RDF.

Wikibase writes a label's language as BCP 47 (https://meta.wikimedia.org/wiki/Special_language_codes):
for most codes that is the code itself, for these it is not.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["codes_by_tag"]

_TAGS = {
    "als": "gsw",
    "bat-smg": "sgs",
    "be-x-old": "be-tarask",
    "cbk-zam": "cbk",
    "eml": "egl",
    "fiu-vro": "vro",
    "map-bms": "jv-x-bms",
    "no": "nb",
    "nrm": "nrf",
    "roa-rup": "rup",
    "roa-tara": "nap-x-tara",
    "sr-ec": "sr-cyrl",
    "sr-el": "sr-latn",
    "zh-classical": "lzh",
    "zh-cn": "zh-hans-cn",
    "zh-hk": "zh-hant-hk",
    "zh-min-nan": "nan",
    "zh-mo": "zh-hant-mo",
    "zh-my": "zh-hans-my",
    "zh-sg": "zh-hans-sg",
    "zh-tw": "zh-hant-tw",
    "zh-yue": "yue",
}


def codes_by_tag(codes: Iterable[str]) -> dict[str, str]:
    """Each tag to ask for, lower case, and the code of `codes` that it answers.

    A code is asked for as it is and as its tag: which of the two a Wikibase writes depends on its age.
    """
    wanted = list(dict.fromkeys(code.lower() for code in codes))
    found = {code: code for code in wanted}
    for code in wanted:
        found.setdefault(_TAGS.get(code, code), code)
    return found
