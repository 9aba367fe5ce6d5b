"""The data files: complete where they promise it, and tidy text throughout."""

import json
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest

from capx_tui.demo.world import data

GUIDE = Path(__file__).with_name("guide_capacities.txt")
ROOTS = (10, 36, 50, 56, 65, 74, 106)
# Left out on purpose, so that a fallback and a call for translation are real.
NAMELESS = {"es": {41, 61, 67, 89, 101, 144}, "pt-br": {41, 61, 78, 89, 101, 144}}
GAPS = {"fr": {89, 101, 121, 130}, "tr": {41, 61, 89, 101, 114, 130}}


def _guide_paths() -> set[tuple[str, ...]]:
    paths: set[tuple[str, ...]] = set()
    stack: list[str] = []
    for line in GUIDE.read_text("utf-8").splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        stack = [*stack[:depth], line.strip()]
        paths.add(tuple(stack))
    return paths


def _path(number: int) -> tuple[str, ...]:
    parents = {capacity.id: capacity.parent for capacity in data.capacities()}
    label = data.terms("en")[number][0]
    parent = parents[number]
    return (label,) if parent is None else (*_path(parent), label)


def test_the_guides_134_capacities_in_their_tree() -> None:
    paths = [_path(capacity.id) for capacity in data.capacities()]
    assert len(paths) == 134
    assert set(paths) == _guide_paths()
    assert tuple(capacity.id for capacity in data.capacities() if capacity.parent is None) == ROOTS
    assert {len(path) for path in paths} == {1, 2, 3}


def test_ids_follow_the_behaviour_file() -> None:
    labels = {number: label for number, (label, _) in data.terms("en").items()}
    known = {38: "Community Engagement", 69: "Mentorship", 84: "Edit-a-thons", 91: "Workshop", 105: "Tutorial",
             116: "Wikimedia Incubator", 124: "Wikimedia Tools", 134: "Lua", 143: "Wikidata Query Service"}  # fmt: skip
    assert {number: labels[number] for number in known} == known
    assert next(c.parent for c in data.capacities() if c.id == 124) == 50


def test_made_up_items_are_unique_and_short() -> None:
    qids = [capacity.qid for capacity in data.capacities()]
    items = [capacity.metabase_item for capacity in data.capacities()]
    assert len({*qids, *items}) == 268
    assert max(map(len, qids)) <= 10


@pytest.mark.parametrize("language", data.COMPLETE_LANGUAGES)
def test_five_languages_name_and_describe_every_capacity_but_a_few(language: str) -> None:
    terms = data.terms(language)
    nameless = NAMELESS.get(language, set())
    assert set(terms) == {capacity.id for capacity in data.capacities()} - nameless
    assert len({label for label, _ in terms.values()}) == 134 - len(nameless)
    assert {number for number, (_, text) in terms.items() if text is None} == GAPS.get(language, set())
    lengths = {number: len(text) for number, (_, text) in terms.items() if text is not None}
    assert all(40 <= length <= 180 for length in lengths.values()), lengths


@pytest.mark.parametrize("language", data.PARTIAL_LANGUAGES)
def test_five_more_languages_name_some_and_describe_fewer(language: str) -> None:
    terms = data.terms(language)
    assert 20 <= len(terms) <= 30
    assert 0 < sum(text is not None for _, text in terms.values()) < len(terms)
    assert set(ROOTS) <= set(terms)


def test_no_description_is_shared_between_two_languages() -> None:
    texts = [text for code in data.COMPLETE_LANGUAGES for _, text in data.terms(code).values() if text]
    assert len(texts) == len(set(texts))


def test_about_three_hundred_languages() -> None:
    languages = data.languages()
    codes = [language.code for language in languages]
    assert 290 <= len(languages) <= 350
    assert len(set(codes)) == len(codes) == len({language.id for language in languages})
    assert {"pt", "pt-br", "en", "es", "fr", "tr", "ig", "yo", "ha", "sw", "guw", "tw", "dag", "zh-hant", "ban",
            "ckb", "qu", "ay", "gn", "nah", "yua", "ht", "ku", "ml", "te"} <= set(codes)  # fmt: skip
    assert all(code == code.lower() for code in codes)
    assert all(language.name and language.autonym for language in languages)
    assert len({language.name for language in languages}) == len(languages)


def test_every_country_lies_in_a_region() -> None:
    regions = {territory.code for territory in data.territories() if not territory.regions}
    assert regions == {"MENA", "SSA", "SA", "ESEAP", "LAC", "NA", "NWE", "CEECA"}
    countries = [territory for territory in data.territories() if territory.regions]
    assert len(countries) == 261
    assert all(set(country.regions) <= regions for country in countries)
    assert any(len(country.regions) == 2 for country in countries)


def test_affiliates_name_known_places() -> None:
    places = data.territory_ids()
    acronyms = [affiliate.acronym for affiliate in data.affiliates()]
    assert len(set(acronyms)) == len(acronyms) == 186
    assert max(map(len, acronyms)) <= 10
    assert all(code in places for affiliate in data.affiliates() for code in affiliate.territories)


def test_cultures_speak_known_languages_in_known_places() -> None:
    languages, places = data.language_ids(), data.territory_ids()
    for culture in data.cultures():
        assert {*culture.native, *culture.second} <= set(languages)
        assert set(culture.territories) <= set(places)
    assert set(data.homes()) <= set(languages)
    assert {code for codes in data.homes().values() for code in codes} <= set(places)
    assert set(data.bios()) <= set(languages)


def test_all_text_is_composed() -> None:
    """Accents are one character where Unicode has one, so that searching and sorting need not guess."""
    directory = files("capx_tui.demo").joinpath("data")
    names = [entry.name for entry in directory.iterdir() if entry.name.endswith((".json", ".csv"))]
    assert len(names) > 10
    for name in names:
        if name != "characters.json":  # one of them is made of combining marks
            text = directory.joinpath(name).read_text("utf-8")
            assert unicodedata.is_normalized("NFC", text), name


def test_turkish_texts_keep_their_own_i() -> None:
    texts = json.dumps(data.load("terms/tr.json"), ensure_ascii=False)
    assert "\u0307" not in texts  # what lower-casing İ in another language leaves behind
    assert "ı" in texts
    assert "İ" in texts
