"""Names as MediaWiki writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.api.wikimedia.user_name import user_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("bob", "Bob"),
        ("Bob_Smith", "Bob Smith"),
        ("__bob__smith_ _x__", "Bob smith x"),
        ("  bob\u00a0\u3000smith ", "Bob smith"),
        ("bob SMITH", "Bob SMITH"),
        ("émile", "Émile"),
        ("e\u0301mile", "Émile"),
        ("şule", "Şule"),
        ("iğde", "Iğde"),
        ("ярослав", "Ярослав"),
        ("ßeta", "ßeta"),
        ("ﬁ", "Fi"),
        ("ǆ", "ǅ"),
        ("ŉ", "ʼN"),
        ("ᾳ", "ᾼ"),
        ("ანა", "ანა"),
        ("\U00010428x", "\U00010400x"),
        ("你好", "你好"),
        ("\u200ebob\u202c", "Bob"),
        ("", ""),
        (" _ ", ""),
        ("1.2.3.4", "1.2.3.4"),
    ],
)
def test_names_are_written_as_the_wiki_writes_them(text: str, name: str) -> None:
    assert user_name(text) == name


@given(st.text(max_size=20))
def test_a_name_that_is_right_stays_as_it_is(text: str) -> None:
    once = user_name(text)
    assert user_name(once) == once
    assert "_" not in once
    assert once == once.strip(" ")
