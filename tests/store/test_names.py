"""Names for ids in the person's language; ids for names however they are typed."""

from __future__ import annotations

import pytest

from capx_tui.errors import RuleError
from capx_tui.model.capacities import Capacity, Term
from capx_tui.model.directory import Badge, Language, Organization, Project, Territory
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Kind, Names

NOW = "2026-11-22T12:00:00+00:00"


def term(text: str, language: str) -> Term:
    return Term(text=text, language=language, source="metabase")


@pytest.fixture
async def names(mirror: Mirror) -> Names:
    capacities = [
        Capacity(id=134, qid="Q207316", labels=(term("Lua", "en"), term("Lua dili", "tr")), metabase_item="Q5"),
        # Wikidata's number is one that Metabase gave to something else.
        Capacity(id=5, qid="Q5", parent=134, labels=(term("Human", "en"),)),
        Capacity(id=7, qid=""),
    ]
    await mirror.keep_list("capacities", capacities, NOW)
    await mirror.keep_list(
        "territories",
        [
            Territory(id=22, territory_name="Latin America & Caribbean", territory_acronym="LAC"),
            Territory(id=79, territory_name="Brazil", territory_acronym="BR", parent_territory=(22,)),
            Territory(id=80, territory_name="Türkiye", territory_acronym="TR", parent_territory=(22,)),
        ],
        NOW,
    )
    for language, words in (
        ("en", ("Portuguese", "Portuguese (Brazil)")),
        ("mul", ("português", "português do Brasil")),
    ):
        await mirror.keep_list(
            "languages", [Language(id=n, name=name) for n, name in enumerate(words, 1)], NOW, language
        )
    await mirror.keep_list(
        "organizations",
        [
            Organization(id=1, display_name="Wikimedia Brasil", acronym="WMB", names={"tr": "Wikimedia Brezilya"}),
            Organization(id=2, display_name="Wiki Movimento Brasil", acronym="WMB"),
        ],
        NOW,
    )
    await mirror.keep_list("projects", [Project(id=3, name="Wikidata")], NOW)
    await mirror.keep_list("badges", [Badge(id=6, name="First step")], NOW)
    return Names(mirror)


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (Kind.CAPACITY, "lua", 134),
        (Kind.CAPACITY, "Lua dili", 134),
        (Kind.CAPACITY, "q207316", 134),
        (Kind.CAPACITY, "Q5", 5),
        (Kind.CAPACITY, "7", 7),
        (Kind.TERRITORY, "lac", 22),
        (Kind.TERRITORY, "turkiye", 80),
        (Kind.TERRITORY, "TÜRKİYE", 80),
        (Kind.LANGUAGE, "pt", 1),
        (Kind.LANGUAGE, "pt-br", 2),
        (Kind.LANGUAGE, "Portugues", 1),
        (Kind.LANGUAGE, "portuguese (brazil)", 2),
        (Kind.ORGANIZATION, "wikimedia brezilya", 1),
        (Kind.ORGANIZATION, "Wiki Movimento Brasil", 2),
        (Kind.PROJECT, "WIKIDATA", 3),
    ],
)
def test_what_is_typed_is_understood(names: Names, kind: Kind, text: str, found: int) -> None:
    assert names.resolve(kind, text) == found


def test_an_acronym_of_two_organizations_is_refused_with_both(names: Names) -> None:
    with pytest.raises(RuleError) as caught:
        names.resolve(Kind.ORGANIZATION, "wmb")
    assert caught.value.key == "cli-ambiguous-organization"
    assert "Wikimedia Brasil (1)" in caught.value.params[1]


@pytest.mark.parametrize("kind", Kind)
def test_every_refusal_is_a_sentence(names: Names, kind: Kind) -> None:
    from capx_tui.i18n.sentences import sentence

    with pytest.raises(RuleError) as caught:
        names.resolve(kind, "zzzzzz")
    assert "zzzzzz" in sentence(caught.value)
    assert "[" not in sentence(caught.value)


def test_names_are_in_the_persons_language(mirror: Mirror, names: Names) -> None:
    turkish = Names(mirror, lambda: "tr")
    assert (names.capacity(134), turkish.capacity(134)) == ("Lua", "Lua dili")
    assert (names.affiliation(1), turkish.affiliation(1)) == ("Wikimedia Brasil", "Wikimedia Brezilya")
    # Without names of languages in Turkish those in English serve.
    assert turkish.language_name(1) == "Portuguese"


def test_what_nobody_knows_is_said_by_its_number(names: Names) -> None:
    assert [
        names.capacity(7),
        names.capacity(99),
        names.territory(99),
        names.language_name(99),
        names.affiliation(99),
        names.project(99),
        names.badge(99),
    ] == [
        "Capacity 7",
        "Capacity 99",
        "Territory 99",
        "Language 99",
        "Organization 99",
        "Project 99",
        "Badge 99",
    ]
    assert names.badge(6) == "First step"


async def test_names_follow_the_mirror_and_the_language(mirror: Mirror, names: Names) -> None:
    language = "en"
    following = Names(mirror, lambda: language)
    assert following.capacity(134) == "Lua"
    language = "tr"
    assert following.capacity(134) == "Lua dili"
    await mirror.keep_list("projects", [Project(id=3, name="Vikiveri")], NOW)
    assert following.project(3) == "Vikiveri"
    assert following.territory_children() == {22: (79, 80)}
