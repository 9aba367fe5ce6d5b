"""How words are put together: lists, numbers, letters and sentences by the interface's language, never by hand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

import pytest

from tests.arch.conftest import Source, called, none_of
from tests.tongues import ENGLISH

#: What is read by machines or by the CapX team, typed as keys, or comes before there is a language.
_NOT_FOR_PEOPLE = (
    "capx_tui/api/",
    "capx_tui/auth/",
    "capx_tui/demo/",
    "capx_tui/errors.py",
    "capx_tui/i18n/",
    "capx_tui/model/lets_connect.py",
    "capx_tui/terminal/facts.py",
    "capx_tui/terminal/key_words.py",
)
#: Changing the case of words is wrong in some language: "i" has two capitals in Turkish, "ß" has none.
_CASE = {"capitalize", "swapcase", "title"}
#: Codes and file names, that are no words.
_CODES = {"capx_tui/model/commons_files.py", "capx_tui/model/keymaps.py", "capx_tui/model/languages.py"}
_CODES |= {"capx_tui/store/sync_terms.py"}
#: Looks for words of the service, which are English.
_SERVICES_WORDS = {"capx_tui/store/lets_connect.py"}
_SENTENCE = re.compile(r"[.!?:…]\W*$|\$\d$|\}\}$")


@pytest.fixture(scope="module")
def spoken(sources: list[Source]) -> list[Source]:
    """What people read comes from these."""
    return [source for source in sources if not source.path.as_posix().startswith(_NOT_FOR_PEOPLE)]


def test_lists_are_put_together_by_the_language(spoken: list[Source]) -> None:
    """`commas`, `semicolons` and `listed` know the signs and the word before the last."""
    none_of(
        source.at(call)
        for source in spoken
        for name, call in source.calls()
        if name == "join"
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Constant)
        and call.func.value.value in (", ", "; ", " and ", " or ")
    )


def test_numbers_are_grouped_by_the_language(spoken: list[Source]) -> None:
    none_of(
        source.at(node)
        for source in spoken
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FormattedValue)
        and node.format_spec is not None
        and re.search(r"[,_%]", ast.unparse(node.format_spec).strip("f'\""))
        and not re.search(r"%[YmdHMSZjBbAap]", ast.unparse(node.format_spec))
    )


def test_words_keep_their_case(spoken: list[Source]) -> None:
    none_of(
        f"{source.at(call)} {name}"
        for source in spoken
        if source.path.as_posix() not in _CODES
        for name, call in source.calls()
        if isinstance(call.func, ast.Attribute)
        and not call.args
        and (name in _CASE or (name in ("lower", "upper", "casefold") and _is_message(call.func.value)))
    )


def test_what_is_typed_is_compared_without_case_and_accents(spoken: list[Source]) -> None:
    """`fold` does both, and knows the Turkish i."""
    none_of(
        source.at(node)
        for source in spoken
        if source.path.as_posix() not in _SERVICES_WORDS
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Compare)
        and isinstance(node.ops[0], ast.In)
        and all(
            isinstance(side, ast.Call) and called(side) in ("casefold", "lower")
            for side in (node.left, node.comparators[0])
        )
    )


def _is_message(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and called(node) in ("t", "label_words", "sentence")


def _messages(node: ast.JoinedStr) -> Iterator[tuple[str, bool]]:
    """Each message of a text put together from several: its English, and whether another follows with only a blank."""
    for at, part in enumerate(node.values):
        if not isinstance(part, ast.FormattedValue) or not _is_message(part.value):
            continue
        key = part.value.args[0] if isinstance(part.value, ast.Call) and part.value.args else None
        after = node.values[at + 1 : at + 3]
        if isinstance(key, ast.Constant) and len(after) == 2 and isinstance(after[0], ast.Constant):
            glued = isinstance(after[1], ast.FormattedValue) and _is_message(after[1].value)
            yield str(ENGLISH.get(str(key.value), "")), glued and after[0].value == " "


def test_no_sentence_is_glued_together_from_messages(spoken: list[Source]) -> None:
    """Sentences may follow each other; parts of one may not: other languages have another order."""
    none_of(
        f"{source.at(node)} {text!r}"
        for source in spoken
        for node in ast.walk(source.tree)
        if isinstance(node, ast.JoinedStr)
        for text, glued in _messages(node)
        if glued and not _SENTENCE.search(text)
    )


@pytest.mark.parametrize(
    ("code", "finds"),
    [
        ('f\'{t("word-or")} {t("word-yes")}\'', True),
        ('f\'{t("refresh-done")} {t("word-yes")}\'', False),
        ('f\'{t("word-or")}. {t("word-yes")}\'', False),
    ],
)
def test_glue_is_found(code: str, finds: bool) -> None:
    (node,) = (each for each in ast.walk(ast.parse(code)) if isinstance(each, ast.JoinedStr))
    assert any(glued and not _SENTENCE.search(text) for text, glued in _messages(node)) is finds


def test_english_messages_begin_with_no_sign(english_texts: Mapping[str, str]) -> None:
    """What begins with a comma was cut out of a sentence."""
    none_of(key for key, text in english_texts.items() if re.match(r"[,;.:]\s", text) and key != "statistics-between")


@pytest.fixture(scope="module")
def english_texts() -> Mapping[str, str]:
    return {key: text for key, text in ENGLISH.items() if key != "@metadata"}
