"""Lists in words: signs, the word before the last, and names that read the other way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from babel import Locale

from capx_tui.i18n import use
from capx_tui.i18n.lists import _together_in, commas, listed, listed_in, semicolons


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use("en")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "a, b and c"),
        ("pt-br", "a, b e c"),
        ("es", "a, b y c"),
        ("fr", "a, b et c"),
        ("tr", "a, b ve c"),
        ("ar", "a وb وc"),
        ("xx", "a, b and c"),
    ],
)
def test_the_last_of_a_list_is_joined_by_a_word(language: str, words: str) -> None:
    assert listed_in(["a", "b", "c"], language) == words
    assert listed_in(["a", "", "b", "c"], language) == words


@pytest.mark.parametrize("language", ["pt-br", "es", "fr", "tr", "ja"])
def test_lists_are_those_of_cldr(language: str) -> None:
    patterns = Locale.parse(language.replace("-", "_")).list_patterns["standard"]
    assert listed_in(["one", "two"], language) == patterns["2"].format("one", "two")


def test_few_things_need_no_sign_and_names_are_no_patterns() -> None:
    assert [listed(["a", "b"]), listed(["a"]), listed([])] == ["a and b", "a", ""]
    assert listed(["{1}", "{0}", "$1"]) == "{1}, {0} and $1"
    assert [commas(["a", "", "b"]), semicolons(["a", "b"]), commas([])] == ["a, b", "a; b", ""]


@pytest.mark.parametrize(("language", "words"), [("en", "a, b"), ("fa", "a، b"), ("ja", "a、b"), ("pt-br", "a, b")])
def test_signs_between_are_those_of_the_script(language: str, words: str) -> None:
    assert _together_in(["a", "b"], language, ",") == words


def test_names_that_read_from_right_to_left_do_not_turn_the_list() -> None:
    assert commas(["Lua", "عربي", "فارسی"]) == "Lua, \u2068عربي\u2069, \u2068فارسی\u2069"
    assert listed(["עברית", "Lua"]) == "\u2068עברית\u2069 and Lua"
