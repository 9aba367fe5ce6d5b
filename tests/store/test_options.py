"""What forms choose from: found as people look for it, and anew once the mirror or the language is another."""

from __future__ import annotations

import pytest

from capx_tui.model.capacities import Capacity, Term
from capx_tui.model.directory import Language, Organization, Territory
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Kind, Names
from capx_tui.store.options import AvatarOptions, CapacityOptions, NamedOptions

_THEN = "2026-06-10T15:30:00+00:00"


def capacity(number: int, name: str, parent: int | None = None, description: str = "", pt: str = "") -> Capacity:
    labels = [Term(text=name, language="en", source="wikidata")]
    if pt:
        labels.append(Term(text=pt, language="pt", source="metabase"))
    described = (Term(text=description, language="en", source="metabase"),) if description else ()
    return Capacity(id=number, qid=f"Q{number}", parent=parent, labels=tuple(labels), descriptions=described)


@pytest.fixture
async def filled(mirror: Mirror) -> Mirror:
    capacities = [
        capacity(1, "Learning & Evaluation", pt="Aprendizagem"),
        capacity(2, "Wikimedia Tools", 1),
        capacity(3, "Lua", 2, "Modules behind templates"),
        capacity(4, "Survey", 1, "Asking many people"),
        capacity(5, "Communication", pt="Comunicação"),
        capacity(6, "Evaluation of tools", 5),
    ]
    await mirror.keep_list("capacities", capacities, _THEN)
    await mirror.keep_list("territories", [*_territories()], _THEN)
    await mirror.keep_list("languages", [Language(id=3, name="English"), Language(id=8, name="Español")], _THEN, "en")
    organizations = [
        Organization(id=2, display_name="Wiki Åland", acronym="WÅ", names={"sv": "Wiki Ålandsöarna"}),
        Organization(id=1, display_name="Afrika Baroza", listed=False),
    ]
    await mirror.keep_list("organizations", organizations, _THEN)
    return mirror


def _territories() -> list[Territory]:
    return [
        Territory(id=22, territory_name="Latin America & Caribbean"),
        Territory(id=79, territory_name="Brazil", territory_acronym="BR", parent_territory=(22,)),
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        # By name, first what begins with it.
        ("lua", ["Lua", "Evaluation of tools", "Learning & Evaluation"]),
        # Of path and description only beginnings of words: "evaluation" holds "lua" as well.
        ("eval", ["Evaluation of tools", "Learning & Evaluation", "Survey", "Wikimedia Tools", "Lua"]),
        # By what it belongs to, by its description, by its name in another language, by its item.
        ("wikimedia tools", ["Wikimedia Tools", "Lua"]),
        ("modules", ["Lua"]),
        ("asking people", ["Survey"]),
        ("comunicacao", ["Communication"]),
        ("Q4", ["Survey"]),
        ("nothing like it", []),
    ],
)
def test_capacities_are_found_by_name_path_and_description(filled: Mirror, typed: str, found: list[str]) -> None:
    assert [option.label for option in CapacityOptions(Names(filled)).search(typed)] == found


def test_without_letters_capacities_stand_as_in_their_tree(filled: Mirror) -> None:
    options = CapacityOptions(Names(filled)).search("")
    assert [(option.label, option.detail) for option in options] == [
        ("Communication", ""),
        ("Evaluation of tools", "Communication"),
        ("Learning & Evaluation", ""),
        ("Survey", "Learning & Evaluation"),
        ("Wikimedia Tools", "Learning & Evaluation"),
        ("Lua", "Learning & Evaluation > Wikimedia Tools"),
    ]


def test_a_place_says_what_it_is_part_of(filled: Mirror) -> None:
    options = NamedOptions(Names(filled), Kind.TERRITORY)
    assert [(option.label, option.detail) for option in options.search("")] == [
        ("Brazil", "Latin America & Caribbean"),
        ("Latin America & Caribbean", "region"),
    ]
    assert [option.id for option in options.search("br")] == [79]
    assert options.label(79) == "Brazil"


def test_organizations_are_in_the_order_of_their_names_and_found_by_any(filled: Mirror) -> None:
    options = NamedOptions(Names(filled), Kind.ORGANIZATION)
    assert [option.label for option in options.search("")] == ["Afrika Baroza", "Wiki Åland"]
    assert [option.id for option in options.search("alandsoarna")] == [2]
    assert options.label(99) == options.label("no id") == ""


async def test_what_was_fetched_anew_can_be_chosen(filled: Mirror) -> None:
    language = "en"
    names = Names(filled, lambda: language)
    places, capacities = NamedOptions(names, Kind.TERRITORY), CapacityOptions(names)
    before = places.search("")
    assert places.search("") is not None
    assert capacities.search("")[0].label == "Communication"
    more = [*_territories(), Territory(id=80, territory_name="Chile", parent_territory=(22,))]
    await filled.keep_list("territories", more, _THEN)
    assert len(places.search("")) == len(before) + 1
    language = "pt"
    assert capacities.search("")[0].label == "Aprendizagem"


def test_avatars_are_found_by_number_and_title() -> None:
    options = AvatarOptions()
    assert options.search("") == ()
    options.addresses = {
        7: "https://commons.wikimedia.org/wiki/File:CapX_-_Avatar_-_6.svg",
        12: "https://pictures.example/twelve.png",
    }
    assert [option.label for option in options.search("")] == [
        "7, File:CapX - Avatar - 6.svg",
        "12, https://pictures.example/twelve.png",
    ]
    assert [option.id for option in options.search("avatar - 6")] == [7]
    assert [option.id for option in options.search("12")] == [12]
    assert options.label(99) == ""
