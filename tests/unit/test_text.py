"""Other people's text: nothing in it steers a terminal, and search finds it however it is typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from capx_tui.text import clean, clean_lines, fold, isolate, plain_lines

#: Pieces that meet in hostile text more often than chance would have it.
PIECES = st.sampled_from(
    (
        *("\x1b[31m", "\x1b]0;t\x07", "\x1b]8;;http://x\x1b\\", "\x1bP+q\x1b\\", "\x1b", "\x9b2J", "\x9d", "\x90"),
        *("\x85", "\u202e", "\u2066", "\u200d", "\u200c", "\u200b", "\u2028", "\ufeff", "\U000e0041", "\r\n", "\t"),
        *("\ud800", "e\u0301", "\u0301" * 9, "\u0e49" * 12, "\u20dd", "İ", "ı", "ß", "№", "ℌ", "＿", "_", "Ⅷ", "ﷺ"),
        *("한", "が", "👩\u200d👧"),
    )
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map("".join)
#: Format characters that may stay: joiners are spelling, the others are visible signs.
KEPT_FORMATS = set("\u200c\u200d") | {c for c in map(chr, range(0x600, 0x8F0)) if unicodedata.category(c) == "Cf"}
KEPT_FORMATS |= {"\U000110bd", "\U000110cd", *map(chr, range(0x13430, 0x13440))}


@given(TEXTS)
@example("\x1b\x1b[31m[31mred")
@example("a\x9dno end")
def test_nothing_that_steers_a_terminal_survives(text: str) -> None:
    for cleaned in (clean(text), clean_lines(text)):
        controls = {c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")}
        assert controls <= ({"\n"} if "\n" in cleaned else set())
        assert {c for c in cleaned if unicodedata.category(c) == "Cf"} - {"\u061c"} <= KEPT_FORMATS - {"\u061c"}
        assert not set(cleaned) & set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert "\n" not in clean(text)


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@given(TEXTS)
def test_marks_never_tower(text: str) -> None:
    marks = 0
    for char in clean_lines(text):
        if unicodedata.category(char) in ("Mn", "Me"):
            marks += 1
        elif char not in "\u200c\u200d":
            marks = 0
        assert marks <= 8


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_letters_stay_as_they_are(text: str) -> None:
    assert clean(text) == " ".join(text.split())


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("\x1b[2J\x1b[HAna", "Ana"),
        ("Ana\x1b]52;c;cm0gLXJm\x07 Maria", "Ana Maria"),
        ("\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"),
        ("\x1bPq#0;2;0\x1b\\picture", "picture"),
        ("\x1b(0line\x1b(B", "line"),
        ("\x9b31mred", "red"),
        ("one\x9d0;in \x9d0;another\x07 string", "one0;in string"),
        ("begin \x1b]0;a title without an end", "begin 0;a title without an end"),
        ("â\x80\x9cquotedâ\x80\x9d and the rest", "âquotedâ and the rest"),
        ("user\u202egnp.exe", "usergnp.exe"),
        ("za\u200blgo", "zalgo"),
        ("tag\U000e0041\U000e007fged", "tagged"),
        ("two\u2028lines", "two lines"),
        ("bell\x07 back\x08space nul\x00", "bell backspace nul"),
        ("half a pair \ud83d.", "half a pair ."),
        ("a\u0301\u0302\u0303\u0304\u0305\u0306", "a\u0301\u0302\u0303"),
        ("a" + "\u0301\u200d" * 9, "a\u0301\u200d\u0301\u200d\u0301\u200d"),
        ("no\u00a0break\u3000wide\u2003em", "no break wide em"),
        ("empty\u3164\uffa0 name", "empty name"),
    ],
)
def test_known_tricks(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "می‌خواهم",  # Persian, with a non-joiner
        "ක්‍ෂ",  # Sinhala, with a joiner
        "👩‍👩‍👧‍👦 👋🏽",
        "ที่นี่ น้ำ",
        "བསྒྲུབས་",
        "שָׁלוֹם",
        "مُحَمَّدٌ",
        "Nguyễn Thị Ánh",
        "ꦲꦏ꧀ꦱꦫꦗꦮ",
        "ñandú – “quoted” … №5",
    ],
)
def test_spelling_of_every_script_is_kept(text: str) -> None:
    assert clean(text) == text
    assert clean_lines(text) == text


def test_lines_stay_lines() -> None:
    assert clean_lines("one\r\ntwo\rthree\n\nfour\x85five") == "one\ntwo\nthree\n\nfour\nfive"


@given(TEXTS)
def test_folding_is_stable_and_never_brings_controls_back(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())
    assert not {c for c in folded if unicodedata.category(c) in ("Cc", "Cs", "Lt")}


@given(TEXTS)
def test_case_never_matters(text: str) -> None:
    assert fold(text.upper().lower()) == fold(text.lower().upper().lower())
    assert fold(clean(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("istanbul", "İSTANBUL"),
        ("istanbul", "ıstanbul"),
        ("igdir", "Iğdır"),
        ("strasse", "Straße"),
        ("jose", "José"),
        ("lodz", "Łódź"),
        ("kobenhavn", "København"),
        ("haelsa", "Hælsa"),
        ("ελλας", "Ἑλλάς"),
        ("елка", "Ёлка"),
        ("שלום", "שָׁלוֹם"),
        ("محمد", "مُحَمَّد"),
        ("میخواهم", "می‌خواهم"),
        ("abc 123", "ＡＢＣ　１２３"),
        ("h", "ℌ"),
        ("no5", "№5"),
        ("user name x", "User_name_X"),
        ("o'neil", "O’Neil"),
        ("hoang", "Hoàng"),
        ("yoruba", "Yorùbá"),
        ("hausa b", "Hausa ɓ"),
    ],
)
def test_what_people_type_finds_what_is_written(typed: str, found: str) -> None:
    assert fold(typed) == fold(found)


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("कि", "का"), ("นา", "น้า"), ("한", "하")])
def test_marks_that_are_letters_still_tell_words_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_direction_is_fenced_in_only_where_it_turns() -> None:
    assert isolate("Ana Maria 3") == "Ana Maria 3"
    assert isolate("") == ""
    assert isolate("محمد") == "\u2068محمد\u2069"
    assert isolate(isolate("محمد")) == isolate("محمد")
    two = f"{isolate('محمد')} {isolate('דנה')}"
    assert isolate(two) == two, "what is fenced in turns nothing"
    assert isolate(f"{two} דנה") == f"\u2068{two} דנה\u2069"
    assert isolate("דנה (CapX)") == "\u2068דנה (CapX)\u2069"


@given(TEXTS)
def test_fences_are_closed(text: str) -> None:
    fenced = isolate(clean(text))
    assert fenced.count("\u2068") == fenced.count("\u2069") <= 1
    assert fenced.strip("\u2068\u2069") == clean(text)


# -- HTML of other people --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("a < b and c > d", "a < b and c > d"),
        ("<b>Bold</b> and <i class='x'>more</i>", "Bold and more"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<p>One</p><p>Two</p><ul><li>a</li><li>b</li></ul>", "One\nTwo\na\nb"),
        ("&lt;b&gt;twice&lt;/b&gt; &amp;amp; &eacute;", "twice & é"),
        ("<script>alert(1)</script>seen<style>p {}</style><!-- not seen -->", "seen"),
        ("seen<script>and no end", "seen"),
        ("seen<!-- and no end", "seen"),
        ("<img src=x onerror=alert(1)>a", "a"),
        ("\x1b[31mred\u202e[b]b[/b]", "red[b]b[/b]"),
        ("", ""),
    ],
)
def test_of_html_the_words_are_left(html: str, words: str) -> None:
    assert plain_lines(html) == words


@pytest.mark.parametrize("piece", ["<!--", "<a", "<script>", "&lt;", "<", "<br", "</p"])
def test_html_without_an_end_is_read_in_no_time(piece: str) -> None:
    begun = perf_counter()
    plain_lines(piece * 50_000)
    assert perf_counter() - begun < 2


@pytest.mark.parametrize(
    "piece", ["\x9d", "\x90", "\x98", "\x9e", "\x9f", "\x1b]", "\x1bP", "\x9d\x90", "\x1b]0;t", "\x9b0;"]
)
@pytest.mark.parametrize("clean_up", [clean, clean_lines, fold, plain_lines])
def test_sequences_without_an_end_are_cleaned_in_no_time(piece: str, clean_up: Callable[[str], str]) -> None:
    begun = perf_counter()
    clean_up(piece * 50_000)
    assert perf_counter() - begun < 2


@given(st.text())
def test_words_of_html_steer_nothing(text: str) -> None:
    assert clean_lines(plain_lines(text)) == plain_lines(text)
