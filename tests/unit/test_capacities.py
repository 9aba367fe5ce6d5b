"""The capacity tree: whole whatever the data say, and searched by any name."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from capx_tui.i18n import t
from capx_tui.model.capacities import Capacity, CapacityTree, Term, language_chain


def capacity(number: int, parent: int | None = None, description: str = "", **labels: str) -> Capacity:
    return Capacity(
        id=number,
        qid=f"Q{number}",
        parent=parent,
        labels=tuple(
            Term(text=text, language=code.replace("_", "-"), source="metabase") for code, text in labels.items()
        ),
        descriptions=(Term(text=description, language="en", source="metabase"),) if description else (),
    )


TREE = CapacityTree.of(
    [
        capacity(1, en="Communication", pt="Comunicação"),
        capacity(2, en="Organizational structure"),
        capacity(11, 1, "Writing for everybody", en="writing", pt="escrita"),
        capacity(12, 1, en="Editing sounds", description="Cutting and mixing"),
        capacity(111, 11, en="Ghost writing", tr="Gölge yazarlığı"),
        capacity(112, 11, en="Éditing text"),
    ],
    ("pt-br", "pt", "en"),
)
PARENTS = st.dictionaries(st.integers(1, 12), st.one_of(st.none(), st.integers(1, 14)), max_size=12)


def tree_of(parents: dict[int, int | None]) -> CapacityTree:
    return CapacityTree.of(capacity(number, parent) for number, parent in parents.items())


@given(PARENTS)
@example({1: 1})
@example({1: 2, 2: 1, 3: 2})
@example({1: 99})
def test_every_capacity_is_reached_once_whatever_the_parents_say(parents: dict[int, int | None]) -> None:
    tree = tree_of(parents)
    walked = list(tree.walk())
    assert sorted(walked) == sorted(parents)
    assert set().union(*(tree.family(root) for root in tree.roots), set()) == set(parents)
    seen: set[int] = set()
    for number in walked:
        above = tree.path(number)
        assert above[-1] == number
        assert above[0] in tree.roots
        assert set(above[:-1]) <= seen
        assert tree.level(number) == len(above) == len(set(above))
        assert all(number in tree.family(up) for up in above)
        seen.add(number)


@given(PARENTS)
def test_parents_that_are_sound_are_kept(parents: dict[int, int | None]) -> None:
    tree = tree_of(parents)
    for number, parent in parents.items():
        if parent in parents and number not in tree.roots:
            assert number in tree.children(parent or 0)


def test_a_loop_opens_at_its_lowest_id_and_an_orphan_is_a_root() -> None:
    tree = tree_of({5: 3, 3: 4, 4: 5, 9: 4, 7: 70})
    assert set(tree.roots) == {3, 7}
    assert tree.path(9) == (3, 5, 4, 9)


def test_siblings_stand_by_name_as_people_sort() -> None:
    assert TREE.roots == (1, 2)
    assert TREE.children(1) == (12, 11)
    assert list(TREE.walk()) == [1, 12, 11, 112, 111, 2]
    assert len(TREE) == 6


def test_path_level_and_family() -> None:
    assert TREE.path(111) == (1, 11, 111)
    assert TREE.level(111) == 3
    assert TREE.family(11) == {11, 111, 112}
    assert TREE.children(111) == ()


def test_an_id_nobody_knows_has_a_name_and_no_place() -> None:
    assert TREE.name(4711) == t("capacity-unnamed", 4711)
    assert TREE.path(4711) == ()
    assert TREE.family(4711) == {4711}
    assert CapacityTree.of([]).roots == ()


def test_names_are_in_the_first_language_there_is() -> None:
    assert [TREE.name(number) for number in (1, 11, 12, 111)] == [
        "Comunicação",
        "escrita",
        "Editing sounds",
        "Ghost writing",
    ]
    assert capacity(7).name(("en",)) == t("capacity-unnamed", 7)
    assert language_chain("pt-br") == ("pt-br", "pt", "en")
    assert language_chain("en") == ("en",)


def test_metabase_goes_before_wikidata_but_the_language_before_both() -> None:
    terms = (
        Term(text="Wikidata en", language="en", source="wikidata"),
        Term(text="Metabase en", language="en", source="metabase"),
        Term(text="Wikidata pt", language="pt", source="wikidata"),
        Term(text="", language="pt", source="metabase"),
    )
    found = Capacity(id=1, qid="Q1", labels=terms, descriptions=terms)
    for term in (found.label(("en",)), found.description(("en",))):
        assert term is not None
        assert term.text == "Metabase en"
    label = found.label(("pt", "en"))
    assert label is not None
    assert label.text == "Wikidata pt"
    assert found.label(("tr",)) is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wri", (11, 111)),  # begins with it, then holds it
        ("writing", (11, 111)),
        ("edit", (12, 112)),  # accents do not matter
        ("ESCRITA", (11,)),  # any language
        ("golge yazarligi", (111,)),
        ("cutting", (12,)),  # the description
        ("sounds editing", (12,)),  # every word, in any order
        ("everybody writing", (11,)),  # a word in the name, another in the description
        ("juggling", ()),
    ],
)
def test_search_ranks_names_before_descriptions(typed: str, found: tuple[int, ...]) -> None:
    assert TREE.search(typed) == found


@pytest.mark.parametrize("blank", ["", "   ", "\u200b"])
def test_searching_for_nothing_shows_everything(blank: str) -> None:
    assert TREE.search(blank) == tuple(TREE.walk())


@given(st.text(max_size=6))
def test_any_search_is_an_answer_without_repeats(typed: str) -> None:
    found = TREE.search(typed)
    assert len(set(found)) == len(found)
    assert set(found) <= set(TREE.capacities)
