"""The catalogues of the other languages: whole, fit for their places, and saying what English says."""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from babel import Locale
from rich.cells import cell_len

from capx_tui.i18n import available_languages
from capx_tui.model.actions import SCREENS, screen
from capx_tui.screens.base import CapxScreen
from capx_tui.widgets.reading import _LEAST_VALUE
from capx_tui.widgets.table_layout import Column
from tests.arch.conftest import ROOT, Source, none_of
from tests.arch.test_messages import BUILT, PLACEHOLDER

#: Languages that have every message; others may have some, with English behind them.
COMPLETE = ("pt-br", "es", "fr", "tr")
#: Where a language counts in fewer words than English, and why.
FEWER_PLURALS: dict[tuple[str, str], str] = {}
#: Where a language ends a text with another sign: Spanish letters greet with a colon.
ENDS_OTHERWISE = {("es", "message-template-greeting"): ":"}
#: Names that are alike in a language because it has one word for both, and why that misleads nobody.
ALIKE: dict[tuple[str, str], str] = {}

_PLURAL = re.compile(r"\{\{PLURAL:\$(\d)\|([^{}]*)\}\}")
_EXACT = re.compile(r"\d+=")
#: Blanks of typography: they keep a sign with its word, and show nothing.
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " "})
_ENDS = ".:?!…,;"
_CLOSERS = "\"'»”’)]"
#: What people type or the program reads, and no language has other words for.
_FIXED = re.compile(
    r"(?<![\w-])--[a-z][a-z-]+|\bCAPX_TUI_[A-Z_]+|\bNO_COLOR\b"
    # An address ends before the sign or quotation mark behind it, and “capx-tui has” is no command.
    r"|https?://[^\s<>\"”»]*[^\s<>\"”».,;:?!…]|\bcapx-tui(?: (?!has\b)[a-z]+)?"
    r"|\b(?:CapX|Metabase|Wikidata|Commons|OAuth|JSON|CSV|Markdown|TOML|UTC)\b|\b(?:Ctrl|Alt)\+\w"
)
#: Narrowest and usual terminal.
_NARROW, _USUAL = 60, 80


def _texts(language: str) -> dict[str, str]:
    content: dict[str, str] = json.loads((ROOT / f"capx_tui/i18n/{language}.json").read_text("utf-8"))
    return {key: text for key, text in content.items() if key != "@metadata"}


@pytest.fixture(scope="module")
def english() -> Mapping[str, str]:
    return _texts("en")


@pytest.fixture(scope="module")
def others() -> Mapping[str, Mapping[str, str]]:
    """Every catalogue but the English one, by language."""
    return {language: _texts(language) for language in available_languages() if language != "en"}


def _pairs(english: Mapping[str, str], others: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str, str, str]]:
    """Language, key, English and translation of all that is translated."""
    for language, texts in others.items():
        for key, text in texts.items():
            if key in english:
                yield language, key, english[key], text


def test_complete_languages_have_every_message_and_none_has_another(
    english: Mapping[str, str], others: Mapping[str, Mapping[str, str]]
) -> None:
    assert others.keys() >= set(COMPLETE)
    none_of(f"{code}: {key} is missing" for code in COMPLETE for key in english.keys() - others[code].keys())
    none_of(f"{code}: {key} is no message" for code, texts in others.items() for key in texts.keys() - english.keys())


def test_catalogues_are_sorted_as_translatewiki_writes_them_and_name_who_translated() -> None:
    for language in available_languages():
        raw = (ROOT / f"capx_tui/i18n/{language}.json").read_text("utf-8")
        content = json.loads(raw)
        assert next(iter(content)) == "@metadata", language
        assert isinstance(content["@metadata"]["authors"], list), language
        keys = list(content)[1:]
        assert keys == sorted(keys), language
        assert raw == json.dumps(content, ensure_ascii=False, indent="\t") + "\n", language


def test_translations_fill_in_what_english_fills_in(
    english: Mapping[str, str], others: Mapping[str, Mapping[str, str]]
) -> None:
    none_of(
        f"{language}: {key}"
        for language, key, said, text in _pairs(english, others)
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(said))
    )


def _forms(language: str) -> int:
    """How many forms CLDR gives the language for whole numbers that are met: 0, 1, 2, 5, 11, 21, 100, 1000 …"""
    rule = Locale.parse(language.replace("-", "_")).plural_form
    return len({rule(number) for number in range(1001)})


def test_plurals_are_written_as_they_are_read_and_have_the_forms_of_the_language(
    english: Mapping[str, str], others: Mapping[str, Mapping[str, str]]
) -> None:
    wrong = []
    for language, key, said, text in _pairs(english, others):
        found = _PLURAL.findall(text)
        forms = [[form for form in each.split("|") if not _EXACT.match(form)] for _, each in found]
        if text.count("{{") != len(found) or text.count("}}") != len(found):
            wrong.append(f"{language}: {key}: what stands in braces is no plural")
        elif any(len(each) != _forms(language) for each in forms):
            wrong.append(f"{language}: {key}: a plural has not {_forms(language)} forms")
        elif (language, key) not in FEWER_PLURALS and {n for n, _ in _PLURAL.findall(said)} - {n for n, _ in found}:
            wrong.append(f"{language}: {key}: what is counted in English is not counted")
        elif any(PLACEHOLDER.findall(" ".join(each)) and not each[-1].strip() for each in forms):
            wrong.append(f"{language}: {key}: a plural says nothing for most numbers")
    none_of(wrong)


@pytest.mark.parametrize(("language", "count"), [("en", 2), ("pt-br", 2), ("es", 2), ("fr", 2), ("tr", 2), ("ru", 3)])
def test_so_many_forms_there_are(language: str, count: int) -> None:
    assert _forms(language) == count


def test_translations_steer_no_terminal_and_are_set_as_english_is(
    english: Mapping[str, str], others: Mapping[str, Mapping[str, str]]
) -> None:
    wrong = []
    for language, key, said, text in _pairs(english, others):
        plain = text.translate(_BLANKS)
        if not plain.strip() or not plain.replace("\n", "").isprintable():
            wrong.append(f"{language}: {key}: empty, or a sign that nobody sees")
        if text != unicodedata.normalize("NFC", text):
            wrong.append(f"{language}: {key}: accents are signs of their own")
        if (plain[:1] == " ", plain[-1:] == " ", plain.count("\n")) != (
            said[:1] == " ",
            said[-1:] == " ",
            said.count("\n"),
        ):
            wrong.append(f"{language}: {key}: blanks at an end or ends of lines are not those of English")
        if "  " in plain and "  " not in said:
            wrong.append(f"{language}: {key}: two blanks")
    none_of(wrong)


def _end(text: str) -> str:
    """The sign that ends it, "" for none; three dots are one."""
    last = text.translate(_BLANKS).rstrip().rstrip(_CLOSERS).replace("...", "…")[-1:]
    return last if last in _ENDS else ""


def test_translations_end_as_english_does(english: Mapping[str, str], others: Mapping[str, Mapping[str, str]]) -> None:
    none_of(
        f"{language}: {key}: {text!r} for {said!r}"
        for language, key, said, text in _pairs(english, others)
        if _end(text) != ENDS_OTHERWISE.get((language, key), _end(said))
    )


def test_what_is_typed_or_is_a_name_stays_as_it_is(
    english: Mapping[str, str], others: Mapping[str, Mapping[str, str]]
) -> None:
    none_of(
        f"{language}: {key}: {name}"
        for language, key, said, text in _pairs(english, others)
        for name in Counter(_FIXED.findall(said)) - Counter(_FIXED.findall(text))
        if name not in text
    )


def test_names_that_stand_together_can_be_told_apart(
    english: Mapping[str, str], others: Mapping[str, Mapping[str, str]]
) -> None:
    """Screens, roles, levels, states: what one chooses among is called by different words."""
    families = [[template.format(value) for value in values] for template, values in BUILT.items()]
    none_of(
        f"{language}: {one} and {other} are both {texts[one]!r}"
        for language, texts in others.items()
        for family in families
        for at, one in enumerate(family)
        for other in family[at + 1 :]
        if one in texts and texts[one] == texts.get(other) and english[one] != english[other]
        if (language, one) not in ALIKE
    )


def test_yes_and_no_share_neither_their_first_letter_nor_their_last(
    english: Mapping[str, str], others: Mapping[str, Mapping[str, str]]
) -> None:
    """A screen reader that speaks what changed on the row would speak a part of the word (docs/screen-readers.md)."""
    for language, texts in {"en": english, **others}.items():
        if "word-yes" in texts and "word-no" in texts:
            yes, no = texts["word-yes"], texts["word-no"]
            assert yes[0] != no[0], language
            assert yes[-1] != no[-1], language
            # Both are taken by their first letter, in English too (cli/confirming.py).
            assert yes[0] != english["word-no"][0], language
            assert no[0] != english["word-yes"][0], language


# -- room ------------------------------------------------------------------------------------------


def _first_of(source: Source, called: str, least: int) -> Iterator[str]:
    """Keys of the messages that are the first argument of `called`, where it gets `least` arguments at least."""
    for name, call in source.calls():
        if name == called and len(call.args) >= least and isinstance(call.args[0], ast.Call):
            inner = call.args[0]
            if inner.args and isinstance(inner.args[0], ast.Constant) and len(inner.args) == 1:
                yield str(inner.args[0].value)


def test_labels_leave_room_for_their_values_on_a_narrow_screen(
    sources: list[Source], english: Mapping[str, str], others: Mapping[str, Mapping[str, str]]
) -> None:
    """Where the label leaves less, label and value stand below each other (`Reading`), and no column is seen."""
    room = _NARROW - len("> ") - _LEAST_VALUE - 2
    labels = {key for source in sources if source.is_face for key in _first_of(source, "Entry", 2)} & english.keys()
    assert len(labels) > 50
    none_of(
        f"{language}: {key}: {texts[key]!r} is longer than {room} cells"
        for language, texts in {"en": english, **others}.items()
        for key in labels & texts.keys()
        if cell_len(texts[key]) > room
    )


def test_titles_and_names_of_screens_are_shown_whole(
    english: Mapping[str, str], others: Mapping[str, Mapping[str, str]]
) -> None:
    """The title row of a narrow screen; and the name of who is signed in still beside it on a usual one."""
    titles = {screen(entry.id).label_key for entry in SCREENS} | {kind.TITLE_KEY for kind in _below(CapxScreen)}
    name = len("Signed in as Margarida_Albuquerque")
    none_of(
        f"{language}: {key}: {texts[key]!r} is longer than {room} cells"
        for language, texts in {"en": english, **others}.items()
        for key in titles & texts.keys()
        for room in (min(_NARROW - 2, _USUAL - 3 - name),)
        if cell_len(texts[key]) > room
    )


def _below(kind: type[CapxScreen[object]]) -> Iterator[type[CapxScreen[object]]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _below(each)


def test_heads_of_tables_are_shown_whole_and_say_that_they_order_the_rows(
    sources: list[Source], english: Mapping[str, str], others: Mapping[str, Mapping[str, str]]
) -> None:
    """A column takes at most what `Column` allows, the first one half of a narrow screen."""
    heads = {
        str(inner.args[0].value)
        for source in sources
        for name, call in source.calls()
        if name == "SheetColumn" and len(call.args) > 1
        for inner in (call.args[1],)
        if isinstance(inner, ast.Call) and inner.args and isinstance(inner.args[0], ast.Constant)
    }
    assert len(heads) > 10
    most = Column("").most
    for language, texts in {"en": english, **others}.items():
        for key in heads & texts.keys():
            for order in ("table-falling", "table-rising"):
                head = texts.get(order, english[order]).replace("$1", texts[key])
                assert cell_len(head) <= most, f"{language}: {key}: {head}"
            assert cell_len(texts[key]) <= (_NARROW - 2) // 2, f"{language}: {key}: {texts[key]}"
