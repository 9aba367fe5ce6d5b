"""Names as people type them: folded, in any language, by number or code, and never guessed."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.errors import RuleError
from capx_tui.model.languages import (
    country_words,
    interface_languages,
    names_of_code,
    own_name,
    words_for,
)
from capx_tui.model.naming import Kind, Named, NameTable

TABLE = NameTable(
    Kind.CAPACITY,
    (
        Named(134, "Lua", ("Lua", "Lúa"), ("Q207316",)),
        Named(113, "Wikidata", ("Wikidata", "Vikiveri"), ("Q2013",)),
        Named(114, "Wikifunctions", (), ("Q104587954",)),
        Named(46, "Public Speaking", ("Topluluk Önünde Konuşma", "Oratória"), ()),
        Named(47, "Social Media", ("Sosyal Ağlar",), ()),
        Named(7, "Policy", ("Política",), ()),
        Named(8, "Politics", ("Política",), ()),
        Named(9, "46", (), ()),
    ),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lua", 134),
        ("  lua ", 134),
        ("LÚA", 134),
        ("q207316", 134),
        ("134", 134),
        ("vikiveri", 113),
        ("VİKİVERİ", 113),
        ("sosyal ağlar", 47),
        ("SOSYAL AGLAR", 47),
        ("oratoria", 46),
        ("public_speaking", 46),
        # An id wins over a name of digits: scripts rely on ids.
        ("46", 46),
    ],
)
def test_a_name_is_found(text: str, found: int) -> None:
    assert TABLE.resolve(text) == found


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Wikidat", "Wikidata"),
        ("Wikidatta", "Wikidata"),
        ("speaking", "Public Speaking"),
        ("wiki", "Wikidata, Wikifunctions"),
        ("Wikidata tools", "Wikidata"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(text: str, near: str) -> None:
    with pytest.raises(RuleError) as caught:
        TABLE.resolve(text)
    assert (caught.value.key, caught.value.params) == ("cli-unknown-capacity", (text, near))


@pytest.mark.parametrize("text", ["", "   ", "xyzzy", "\u202e", "999999999999999999999999"])
def test_a_name_like_nothing_is_refused_without_a_guess(text: str) -> None:
    with pytest.raises(RuleError) as caught:
        TABLE.resolve(text)
    assert caught.value.key == "cli-unknown-capacity-none-near"


def test_a_name_of_two_things_is_refused_with_both() -> None:
    with pytest.raises(RuleError) as caught:
        TABLE.resolve("politica")
    assert caught.value.key == "cli-ambiguous-capacity"
    assert caught.value.params == ("politica", "Policy (7), Politics (8)")


def test_other_ways_to_say_it_come_last() -> None:
    assert TABLE.resolve("x", also=["nothing", "vikiveri"]) == 113
    assert TABLE.resolve("lua", also=["vikiveri"]) == 134


def test_typing_finds_beginnings_first_then_words_then_the_rest() -> None:
    assert [each.name for each in TABLE.search("w")] == ["Wikidata", "Wikifunctions"]
    assert [each.name for each in TABLE.search("s")] == ["Social Media", "Public Speaking", "Politics", "Wikifunctions"]
    assert [each.name for each in TABLE.search("konusma")] == ["Public Speaking"]
    assert [each.name for each in TABLE.search("Q2013")] == ["Wikidata"]
    assert len(TABLE.search("")) == len(TABLE.things)
    assert TABLE.search("nothing at all") == []


@given(st.text(max_size=30))
def test_any_text_is_an_id_or_a_refusal(text: str) -> None:
    found: int | None = None
    with contextlib.suppress(RuleError):
        found = TABLE.resolve(text)
    assert found is None or found in TABLE


@given(st.lists(st.tuples(st.integers(1, 50), st.text(min_size=1, max_size=8)), unique_by=lambda each: each[0]))
def test_every_id_finds_its_thing_and_every_name_one_that_bears_it(pairs: list[tuple[int, str]]) -> None:
    table = NameTable(Kind.PROJECT, tuple(Named(number, name) for number, name in pairs))
    for number, name in pairs:
        assert table.resolve(str(number)) == number
        assert table.name(number) == name
    assert table.name(51) == ""


def test_a_language_code_stands_for_its_names() -> None:
    assert "Brazilian Portuguese" in names_of_code("pt-br", "en")
    assert "Portuguese (Brazil)" in names_of_code("pt-BR", "en")
    assert "português" in names_of_code("pt", "tr")
    assert "Portekizce" in names_of_code("pt", "tr")
    assert "Chinese (Traditional)" in names_of_code("zh-hant", "en")
    assert names_of_code("English", "en") == names_of_code("a b", "en") == names_of_code("xx", "en") == []


def test_a_code_that_nobody_has_a_word_for_is_its_own_word() -> None:
    assert words_for("tr", "en") == "Turkish"
    assert words_for("en", "pt-br") == "inglês"
    assert words_for("qqx", "en") == words_for("qqx", "nonsense") == "qqx"


@pytest.mark.parametrize(
    ("code", "name", "shown", "on_a_console"),
    [
        ("es", "español", "español", "español"),
        ("tr", "Türkçe", "Türkçe", "Türkçe"),
        ("ar", "العربية", "العربية", "Arabic (ar)"),
        ("ja", "日本語", "日本語", "Japanese (ja)"),
        ("zh-hant", "中文（繁體）", "中文（繁體）", "Traditional Chinese (zh-hant)"),
    ],
)
def test_a_language_is_named_in_letters_that_the_terminal_shows(
    code: str, name: str, shown: str, on_a_console: str
) -> None:
    assert own_name(code, name) == shown
    assert own_name(code, name, latin=True) == on_a_console


def test_the_programs_languages_are_listed_by_the_names_they_have_for_themselves() -> None:
    found = dict(interface_languages())
    assert next(iter(found)) == "en"
    assert {"en": "English", "es": "español", "fr": "français", "tr": "Türkçe"}.items() <= found.items()


@pytest.mark.parametrize(
    ("code", "language", "words"),
    [
        ("tr", "es", "Turquía"),
        ("KE", "fr", "Kenya"),
        ("xq", "es", ""),
        ("XK", "fr", "Kosovo"),
        ("LAC", "fr", ""),
        ("br", "xx", ""),
    ],
)
def test_countries_are_named_by_cldr(code: str, language: str, words: str) -> None:
    assert country_words(code, language) == words
