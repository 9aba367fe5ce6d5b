"""No value can become part of a query."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.api.wikimedia import binding
from capx_tui.api.wikimedia.binding import Bound, bind
from capx_tui.errors import RuleError
from capx_tui.text import clean

_BREAKS = [
    '"',
    "\\",
    "\n",
    "\r",
    "\t",
    "'",
    '"""',
    "{{username}}",
    "} #",
    "\\u0022",
    "\\U00000022",
    "\x00",
    "\x7f",
    "\x85",
]
TEXTS = st.lists(st.one_of(st.text(max_size=5), st.sampled_from(_BREAKS)), max_size=6).map("".join)


def _value(query: str) -> str:
    solutions = pyoxigraph.Store().query(query)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    (row,) = solutions
    value = row["x"]
    assert isinstance(value, pyoxigraph.Literal)
    return value.value


@given(TEXTS)
def test_a_literal_is_read_back_as_the_text_it_was_made_from(text: str) -> None:
    assert _value(f"SELECT ({binding.literal(text).text} AS ?x) WHERE {{}}") == text


@given(TEXTS)
def test_a_literal_stays_one_even_where_unicode_escapes_are_undone_before_parsing(text: str) -> None:
    """SPARQL 1.1, section 19.2: an engine may turn every backslash-u into its character first."""
    written = binding.literal(text).text
    undone = _undo_unicode_escapes(written)
    assert _is_one_string(undone) or _is_broken(undone)


def _undo_unicode_escapes(text: str) -> str:
    import re

    short = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m.group(1), 16)), text)
    return re.sub(r"\\U0000([0-9A-Fa-f]{4})", lambda m: chr(int(m.group(1), 16)), short)


def _is_one_string(text: str) -> bool:
    """Whether the first quotation mark that ends the string is the last character."""
    at = 1
    while at < len(text):
        if text[at] == "\\":
            at += 2
        elif text[at] == '"':
            return at == len(text) - 1
        else:
            at += 1
    return False


def _is_broken(text: str) -> bool:
    """Whether no string ends in `text` at all: then the query is refused, not bent."""
    return not any(_is_one_string(text[: end + 1]) for end in range(1, len(text)))


@given(st.text(max_size=10), st.sampled_from(["\ud800", "\udfff", "\udc80"]), st.text(max_size=10))
def test_half_a_surrogate_pair_is_refused_before_anything_is_sent(before: str, half: str, after: str) -> None:
    with pytest.raises(RuleError) as refused:
        binding.literal(before + half + after)
    assert refused.value.key == "error-unsendable-text"


@pytest.mark.parametrize(
    "text",
    ["", "q42", "Q0", "Q042", "Q", "42", "Q42 ", " Q42", "Q42\n", "Q4२", 'Q1" } #', "wd:Q1", "P31", "Q-1", "Q1.0"],
)
def test_what_is_no_item_id_is_refused(text: str) -> None:
    for build in (binding.items, binding.literals):
        with pytest.raises(RuleError) as refused:
            build(["Q1", text])
        assert refused.value.key == "error-item-id"
        assert refused.value.params == (clean(text),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "e",
        "engl",
        "en_US",
        "en-",
        "-en",
        "en--x",
        'en"',
        "en\n",
        "ın",
        "e\u212a",
        "en-\u212a",
        "en us",
        "*",
        "C.UTF-8",
    ],
)
def test_what_is_no_language_code_is_refused(text: str) -> None:
    with pytest.raises(RuleError) as refused:
        binding.language_tags(["en", text])
    assert refused.value.key == "error-language-code"


@given(st.text(max_size=12))
def test_an_item_id_that_passes_holds_nothing_but_q_and_digits(text: str) -> None:
    if binding.is_item_id(text):
        assert text[0] == "Q"
        assert set(text[1:]) <= set("0123456789")


@given(st.text(max_size=12))
def test_a_language_code_that_passes_holds_nothing_but_letters_digits_and_hyphens(text: str) -> None:
    if binding.is_language_code(text):
        assert set(text.lower()) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_codes_and_ids_are_written_as_the_queries_want_them() -> None:
    assert binding.language_tags(["en", "pt-BR", "be-x-old"]) == Bound('"en", "pt-br", "be-x-old"')
    assert binding.items(["Q1", "Q20"]) == Bound("wd:Q1 wd:Q20")
    assert binding.literals(["Q1", "Q20"]) == Bound('"Q1" "Q20"')


def test_a_value_that_looks_like_a_place_stays_a_value() -> None:
    query = bind("person-item", username=binding.literal("{{username}}"))
    assert query.count('"{{username}}"') == 1


def test_a_query_is_not_sent_with_places_left_or_with_values_that_belong_nowhere() -> None:
    for values in ({}, {"user": binding.literal("x")}, {"username": binding.literal("x"), "more": Bound("")}):
        with pytest.raises(ValueError, match=r"person-item\.rq has the places"):
            bind("person-item", **values)


def test_a_bare_text_is_never_put_into_a_query() -> None:
    bare: dict[str, str] = {"username": '"x" . ?s ?p ?o'}
    with pytest.raises(TypeError, match="username is not bound"):
        bind("person-item", **bare)  # type: ignore[arg-type]
