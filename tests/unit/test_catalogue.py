"""Messages: placeholders, plurals of several languages, and what happens to a broken translation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.i18n import Catalogue, available_languages, load, number, said, t, use
from capx_tui.i18n.numbers import grouped

ENGLISH = {
    "greeting": "Hello, $1!",
    "people": "{{PLURAL:$1|$1 person|$1 people}} in $2",
    "plain": "Nothing to fill in",
    "swap": "$1 before $2",
}


@pytest.fixture
def english_again() -> Iterator[None]:
    yield
    use("en")


def catalogue(language: str = "en", **messages: str) -> Catalogue:
    return Catalogue(language, messages or ENGLISH if language == "en" else messages, ENGLISH)


def test_placeholders_are_filled_in_any_order() -> None:
    assert catalogue().text("greeting", "Ana") == "Hello, Ana!"
    assert catalogue("xx", swap="$2 after $1").text("swap", "a", "b") == "b after a"


def test_what_is_filled_in_is_not_read_as_a_message() -> None:
    hostile = "$2 {{PLURAL:$1|x|y}} $1"
    assert catalogue().text("swap", hostile, "two") == f"{hostile} before two"


@given(st.text(), st.text())
def test_any_text_goes_through_unchanged_but_for_its_fence(one: str, two: str) -> None:
    said = catalogue().text("swap", one, two).replace("\u2068", "").replace("\u2069", "")
    assert said == f"{one} before {two}".replace("\u2068", "").replace("\u2069", "")


def test_a_placeholder_without_a_value_stays_visible() -> None:
    assert catalogue().text("greeting") == "Hello, $1!"


def test_right_to_left_values_do_not_turn_the_sentence() -> None:
    assert catalogue().text("greeting", "سارة") == "Hello, \u2068سارة\u2069!"


def test_an_unknown_key_is_visible_and_no_crash() -> None:
    assert catalogue().text("no-such-key", "x") == "[no-such-key]"
    assert "no-such-key" not in catalogue()
    assert "greeting" in catalogue()


def test_a_missing_translation_is_english() -> None:
    assert catalogue("tr").text("plain") == "Nothing to fill in"


@pytest.mark.parametrize("broken", ["Olá!", "Olá, $2!", "Olá, $1 $2!"])
def test_a_translation_that_lost_or_invented_a_placeholder_is_english(broken: str) -> None:
    assert catalogue("pt", greeting=broken).text("greeting", "Ana") == "Hello, Ana!"


@pytest.mark.parametrize(
    ("language", "forms", "counts"),
    [
        ("en", "1|*", {0: "*", 1: "1", 2: "*", 21: "*"}),
        ("fr", "1|*", {0: "1", 1: "1", 2: "*", 1_000_000: "*"}),
        ("pt-br", "1|*", {0: "1", 1: "1", 2: "*", 1_000_000: "*"}),
        ("es", "1|*", {0: "*", 1: "1", 2: "*"}),
        ("tr", "1|*", {0: "*", 1: "1", 5: "*"}),
        ("ja", "*", {0: "*", 1: "*", 5: "*"}),
        ("ru", "1|few|many", {1: "1", 2: "few", 5: "many", 11: "many", 21: "1", 22: "few", 0: "many"}),
        ("pl", "1|few|many", {1: "1", 2: "few", 5: "many", 12: "many", 22: "few", 0: "many"}),
        ("cs", "1|few|*", {1: "1", 3: "few", 5: "*"}),
        ("ar", "zero|1|two|few|many|*", {0: "zero", 1: "1", 2: "two", 3: "few", 11: "many", 100: "*"}),
        ("he", "1|two|*", {1: "1", 2: "two", 3: "*"}),
        ("cy", "zero|1|two|few|many|*", {0: "zero", 1: "1", 2: "two", 3: "few", 6: "many", 7: "*"}),
    ],
)
def test_plurals_follow_the_language(language: str, forms: str, counts: dict[int, str]) -> None:
    own = {"people": f"{{{{PLURAL:$1|{forms}}}}} $2"}
    made = Catalogue(language, own, ENGLISH)
    assert {count: made.text("people", count, "").strip() for count in counts} == counts


def test_fewer_forms_than_the_language_has_take_the_last() -> None:
    made = Catalogue("ar", {"people": "{{PLURAL:$1|a|b}} $2"}, ENGLISH)
    assert {count: made.text("people", count, "").strip() for count in (0, 1, 2, 50)} == {
        0: "a",
        1: "b",
        2: "b",
        50: "b",
    }


def test_a_form_for_one_number_alone() -> None:
    made = catalogue("de", people="{{PLURAL:$1|0=niemand|$1 Mensch|$1 Menschen}} in $2")
    assert [made.text("people", n, "X") for n in (0, 1, 2)] == ["niemand in X", "1 Mensch in X", "2 Menschen in X"]


def test_english_behind_another_language_keeps_english_plurals() -> None:
    made = catalogue("ja")
    assert made.text("people", 1, "Kenya") == "1 person in Kenya"
    assert made.text("people", 5, "Kenya") == "5 people in Kenya"


@pytest.mark.parametrize("grouped", ["1,234", "1.234", "1 234", "1\u202f234", "1’234", "۱٬۲۳۴"])
def test_numbers_may_be_written_in_any_languages_way(grouped: str) -> None:
    assert catalogue().text("people", grouped, "Kenya").endswith(" people in Kenya")
    assert "1 person" in catalogue().text("people", "1", "Kenya")


@pytest.mark.parametrize("odd", ["", "many", None, float("nan"), float("inf"), -1, 1.5, 10**400, "²"])
def test_an_odd_count_is_no_crash(odd: object) -> None:
    assert catalogue("ru", people="{{PLURAL:$1|a|b|c}} $2").text("people", odd, "x")
    assert catalogue().text("people", odd, "x")


def test_english_comes_first_and_notes_are_no_language() -> None:
    assert available_languages()[0] == "en"
    assert "qqq" not in available_languages()


@pytest.mark.parametrize("asked", ["en", "EN_gb", "en-GB-oxendict", "xx", "", "-", "../../etc/passwd", "qqq"])
def test_what_nobody_translated_is_english(asked: str) -> None:
    assert load(asked).language == "en"


def test_the_language_in_use_is_one_for_the_program(english_again: None) -> None:
    assert use("xx-unknown").language == "en"
    assert t("remedy-retry") == Catalogue("en").text("remedy-retry")


def test_counts_are_grouped_as_the_language_does_and_numbers_of_things_are_not(english_again: None) -> None:
    assert t("explore-count", 1234, 20000) == "1,234 people of 20,000."
    assert t("name-capacity-unknown", 12345) == "Capacity 12345"
    assert number(999) == "999"
    use("tr")
    assert [number(count) for count in (1234, -1234567)] in (["1.234", "-1.234.567"], ["1,234", "-1,234,567"])


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "1,234 12,345"),
        ("pt-br", "1.234 12.345"),
        ("es", "1234 12.345"),
        ("fr", "1\u202f234 12\u202f345"),
        ("tr", "1.234 12.345"),
        ("xx", "1,234 12,345"),
    ],
)
def test_numbers_are_written_as_cldr_says(language: str, written: str) -> None:
    assert f"{grouped(1234, language)} {grouped(12345, language)}" == written


def test_words_that_are_kept_follow_the_language() -> None:
    kept = [0]
    assert [said("Lua"), said(lambda: str(kept[0]))] == ["Lua", "0"]
    kept[0] = 1
    assert said(lambda: str(kept[0])) == "1"
