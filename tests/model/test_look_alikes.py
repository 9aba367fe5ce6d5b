"""Whether a capacity that somebody is about to suggest is there already."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.model.capacities import Capacity, CapacityTree, Term
from capx_tui.model.look_alikes import Alike, Likeness, alike, alike_words, likeness, spelling


def capacity(number: int, *labels: tuple[str, str], description: str = "") -> Capacity:
    terms = tuple(Term(text=text, language=language, source="wikidata") for text, language in labels)
    told = (Term(text=description, language="en", source="wikidata"),) if description else ()
    return Capacity(id=number, qid=f"Q{number}", labels=terms, descriptions=told)


TREE = CapacityTree.of(
    [
        capacity(1, ("Data visualization", "en"), ("Visualização de dados", "pt")),
        capacity(2, ("Edit-a-thons", "en")),
        capacity(3, ("Mentorship", "en"), ("Mentoría", "es")),
        capacity(4, ("Lua", "en"), description="A language in which templates are programmed"),
        capacity(5, ("Learning & Evaluation", "en")),
        capacity(6, ("计算机编程", "zh")),
    ]
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Lua", "lua ", Likeness.SAME),
        ("Mentoría", "MENTORIA", Likeness.SAME),
        ("Data visualisation", "Data Visualization", Likeness.SPELLING),
        ("Colours", "color", Likeness.SPELLING),
        ("Editathon", "Edit-a-thons", Likeness.SPELLING),
        ("Centre analyses", "Center analyses", Likeness.SPELLING),
        ("Programme catalogue", "Program catalogs", Likeness.SPELLING),
        ("Stories", "story", Likeness.SPELLING),
        ("Evaluation and learning", "Learning and evaluation", Likeness.SPELLING),
        ("Data visualiaztion", "Data visualization", Likeness.NEAR),
        ("Mentoring", "Mentorship", Likeness.NEAR),
        ("Wikidata queries", "Wikidata Query Service", Likeness.NEAR),
        ("编程", "计算机编程", None),
        ("计算机编程学", "计算机编程", Likeness.NEAR),
        ("Lua programming", "Lua", Likeness.PART),
        ("Lua", "Evaluation", None),
        ("Quantum computing", "Data visualization", None),
        ("", "Lua", None),
        ("?!", "Lua", None),
        ("Lua", "", None),
    ],
)
def test_how_alike_two_names_are(one: str, other: str, expected: Likeness | None) -> None:
    assert likeness(one, other) is expected


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_the_same_from_either_side_and_each_name_is_like_itself(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    if spelling(one):
        assert likeness(one, one) is Likeness.SAME


def test_names_in_every_language_are_looked_at_and_the_reason_is_told() -> None:
    assert alike("visualizacao de dados", TREE) == (
        Alike(1, "Data visualization", Likeness.SAME, "Visualização de dados", "pt"),
    )
    assert (
        alike_words(alike("visualizacao de dados", TREE)[0], "en") == "also called “Visualização de dados” (Portuguese)"
    )
    assert [(each.capacity, each.known_as) for each in alike("Mentoria", TREE)] == [(3, "Mentoría")]
    # The name that is shown goes before another that is as like.
    assert [(each.capacity, each.known_as) for each in alike("Mentorship", TREE)] == [(3, "")]


def test_what_its_description_tells_comes_last() -> None:
    found = alike("programming templates", TREE)
    assert [(each.capacity, each.likeness) for each in found] == [(4, Likeness.DESCRIPTION)]
    assert alike_words(found[0], "en") == "its description has these words"
    assert [each.capacity for each in alike("Lua programmed", TREE)] == [4]


@pytest.mark.parametrize("title", ["", " ", "-", "a", "Quantum computing"])
def test_nothing_is_like_nothing_and_a_new_name(title: str) -> None:
    assert alike(title, TREE) == ()


def test_no_more_are_told_than_anybody_reads() -> None:
    many = CapacityTree.of([capacity(n, (f"Workshop {n}", "en")) for n in range(1, 40)])
    found = alike("Workshop 7", many)
    assert len(found) == 6
    assert (found[0].capacity, found[0].likeness) == (7, Likeness.SAME)
