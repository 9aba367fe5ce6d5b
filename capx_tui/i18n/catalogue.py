"""Messages by key, with placeholders and plurals.

The files are what translatewiki.net takes (banana format): flat JSON, ``$1`` placeholders,
``{{PLURAL:$1|one|other}}``. English is complete; a key missing elsewhere is shown in English, and so
is a translation that lost one of its placeholders.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from capx_tui.i18n.numbers import grouped
from capx_tui.text import isolate

__all__ = [
    "IN_LINES",
    "Catalogue",
    "Words",
    "available_languages",
    "english",
    "language_in_use",
    "load",
    "number",
    "said",
    "t",
    "use",
    "use_lines",
]

#: What a screen keeps of words: itself, or how to say it, where the language may change meanwhile.
Words = str | Callable[[], str]

_FILES = Path(__file__).parent
_PLACEHOLDER = re.compile(r"\$(\d)")
_PLURAL = re.compile(r"\{\{PLURAL:\$(\d)\|([^{}]*)\}\}")
_EXACT = re.compile(r"(\d+)=(.*)", re.DOTALL).fullmatch
#: Messages in which a number is the name of something, and no count that is written in groups of three.
_NUMBERED = frozenset(
    {
        "capacity-unnamed",
        "directory-id-is",
        "name-badge-unknown",
        "name-capacity-unknown",
        "name-language-unknown",
        "name-organization-unknown",
        "name-project-unknown",
        "name-territory-unknown",
        "organization-document-top",
        "organization-manager-unknown",
        "report-of",
        "report-sent",
        "report-suggestion-of",
        "report-was-there",
        "saved-unnamed-organization",
        "saved-unnamed-person",
        "sign-in-listening",
        "suggest-after-all",
        "suggest-sent",
        "suggest-was-there",
        "translate-ids-unlisted",
    }
)
_FORMS = ("zero", "one", "two", "few", "many", "other")


@lru_cache(maxsize=8)
def _file(language: str) -> Mapping[str, str]:
    source = _FILES / f"{language}.json"
    if not source.is_file():
        return {}
    content = json.loads(source.read_text("utf-8"))
    content.pop("@metadata", None)
    return content  # type: ignore[no-any-return]


@lru_cache(maxsize=8)
def _plural_rule(language: str) -> tuple[Callable[[float], str], tuple[str, ...]]:
    """The CLDR rule for `language`, and which forms it has, in the order translators write them."""
    if language == "en":
        return (lambda n: "one" if n == 1 else "other"), ("one", "other")
    from babel import Locale, UnknownLocaleError

    try:
        rule = Locale.parse(language.replace("-", "_")).plural_form
    except (UnknownLocaleError, ValueError):
        return _plural_rule("en")
    return rule, tuple(form for form in _FORMS if form in rule.tags or form == "other")


class Catalogue:
    """The messages of one language, English behind them.

    `messages` and `english` map keys to messages; left out, they are those of the program's files.
    """

    def __init__(
        self, language: str, messages: Mapping[str, str] | None = None, english: Mapping[str, str] | None = None
    ) -> None:
        self.language = language
        self._own = _file(language) if messages is None else messages
        self._english = _file("en") if english is None else english

    def text(self, key: str, *params: object) -> str:
        """The message for `key`. An unknown key comes back in brackets: visible, and never a crash."""
        template, language = self._template(key)
        if "$" not in template:
            return template
        counts = key not in _NUMBERED
        values = [
            grouped(param, language) if counts and type(param) is int else isolate(str(param)) for param in params
        ]
        filled = _PLURAL.sub(lambda match: _plural(match, params, language), template)
        return _PLACEHOLDER.sub(
            lambda match: values[int(match[1]) - 1] if 0 < int(match[1]) <= len(values) else match[0], filled
        )

    def texts(self) -> list[str]:
        """Every message as it stands in the catalogue, placeholders and all."""
        return [self._template(key)[0] for key in self._english]

    def __contains__(self, key: str) -> bool:
        return key in self._english

    def _template(self, key: str) -> tuple[str, str]:
        """The message for `key`, and the language whose plurals it follows."""
        if _ending and f"{key}{_ending}" in self._english:
            key = f"{key}{_ending}"
        english = self._english.get(key)
        own = self._own.get(key)
        if english is None:
            return f"[{key}]", "en"
        if own is english:
            return english, self.language
        if own is None or set(_PLACEHOLDER.findall(own)) != set(_PLACEHOLDER.findall(english)):
            return english, "en"
        return own, self.language


def _plural(match: re.Match[str], params: tuple[object, ...], language: str) -> str:
    index = int(match[1]) - 1
    count = _count(params[index] if 0 <= index < len(params) else 0)
    choices = []
    for choice in match[2].split("|"):
        # translatewiki.net also takes a form for one number alone: ``0=nobody``.
        exact = _EXACT(choice)
        if exact is None:
            choices.append(choice)
        elif count == int(exact[1]):
            return exact[2]
    rule, forms = _plural_rule(language)
    form = rule(count)
    position = forms.index(form) if form in forms else len(choices) - 1
    return choices[min(position, len(choices) - 1)] if choices else ""


def _count(number: object) -> float:
    """`number` as plurals count it; of a text, which may be grouped in any language's way, the digits."""
    if isinstance(number, (int, float)) and number == number and abs(number) != float("inf"):
        return int(number) if number == int(number) else number
    return int("".join(char for char in str(number) if char.isdecimal()) or 0)


def available_languages() -> tuple[str, ...]:
    """Codes of the interface languages there are catalogues for, English first."""
    names = (entry.name for entry in _FILES.iterdir())
    codes = sorted(n.removesuffix(".json") for n in names if n.endswith(".json") and n != "qqq.json")
    return ("en", *(code for code in codes if code != "en"))


def load(language: str) -> Catalogue:
    """The catalogue for `language`, or for what it is a kind of (``pt`` for ``pt-ao``), or English."""
    codes = available_languages()
    code = language.lower().replace("_", "-")
    while code and code not in codes:
        code = code.rpartition("-")[0]
    return Catalogue(code or "en")


_ENGLISH = Catalogue("en")
#: What the keys end in that are said in place of others where everything is told in lines: nothing is drawn there,
#: there are no keys to press, and a number or a name is typed.
IN_LINES = "-in-lines"
_ending = ""


def use_lines(*, in_lines: bool) -> None:
    """Whether messages that have other words for plain lines are said in those, from now on."""
    global _ending  # noqa: PLW0603 - one face at a time
    _ending = IN_LINES if in_lines else ""


_current = _ENGLISH


def use(language: str | Catalogue) -> Catalogue:
    """Make `language` the one `t` speaks, from now on, in this process: by code, or with texts of its own."""
    global _current  # noqa: PLW0603 - one person, one language: every label of the program follows it
    _current = load(language) if isinstance(language, str) else language
    return _current


def t(key: str, *params: object) -> str:
    """The message for `key` in the language in use."""
    return _current.text(key, *params)


def language_in_use() -> str:
    """The code of the language that `t` speaks."""
    return _current.language


def number(count: int) -> str:
    """A count that stands alone, as the language in use writes it; in messages counts are written so by themselves."""
    return grouped(count, language_in_use())


def english(key: str, *params: object) -> str:
    """The message in English, whatever the language in use: names that always work, and what others are told."""
    return _ENGLISH.text(key, *params)


def said(words: Words) -> str:
    """Words that were kept, in the language in use now."""
    return words if isinstance(words, str) else words()
