"""What the flags of explore ask for."""

from __future__ import annotations

import pytest

from capx_tui.cli.asking import asked_for, relief_lines, sort_of
from capx_tui.cli.options import read
from capx_tui.errors import RuleError
from capx_tui.i18n import use
from capx_tui.model.explore import ExploreFilter, Facet, LanguageAtLeast, Sort
from capx_tui.model.naming import Kind
from capx_tui.model.people import Role

KNOWN = {
    (Kind.CAPACITY, "Lua"): 137,
    (Kind.CAPACITY, "SQL"): 140,
    (Kind.TERRITORY, "Brazil"): 20,
    (Kind.ORGANIZATION, "Wiki Movimento Brasil"): 9,
    (Kind.LANGUAGE, "Portuguese"): 2,
    (Kind.LANGUAGE, "Odd: name"): 7,
    (Kind.PROJECT, "Wikidata"): 3,
}


def resolve(kind: Kind, text: str) -> int:
    try:
        return KNOWN[kind, text]
    except KeyError:
        raise RuleError(f"cli-unknown-{kind.value}", text, "") from None


def asked(*arguments: str, kept: dict[str, ExploreFilter] | None = None) -> ExploreFilter:
    return asked_for(read(["explore", *arguments]), resolve, kept or {})


def test_nothing_asks_for_everybody() -> None:
    assert asked() == ExploreFilter()


def test_each_flag_has_its_facet() -> None:
    assert asked(
        "ana", "maria", "--known", "Lua", "--available", "Lua", "--available", "SQL", "--available", "Lua", "--wanted",
        "SQL", "--with-children", "--role", "Sharer", "--role", "learner", "--territory", "Brazil", "--affiliation",
        "Wiki Movimento Brasil", "--language", "Portuguese", "--project", "Wikidata", "--incomplete",
    ) == ExploreFilter(
        text="ana maria",
        known=(137,),
        available=(137, 140),
        wanted=(140,),
        with_children=True,
        roles=(Role.SHARER, Role.LEARNER),
        territories=(20,),
        affiliations=(9,),
        languages=(LanguageAtLeast(2),),
        projects=(3,),
        incomplete=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "level"),
    [("Portuguese:3", "3"), ("Portuguese:N", "n"), ("Portuguese:native", "n"), ("Portuguese:almost NATIVE", "4")],
)
def test_a_level_is_a_number_a_letter_or_its_word(text: str, level: str) -> None:
    assert asked("--language", text).languages == (LanguageAtLeast(2, level),)


def test_a_level_may_be_said_in_english_under_another_language() -> None:
    use("pt-br")
    try:
        assert asked("--language", "Portuguese:Native").languages == (LanguageAtLeast(2, "n"),)
    finally:
        use("en")


def test_a_colon_may_belong_to_the_name() -> None:
    assert asked("--language", "Odd: name").languages == (LanguageAtLeast(7),)


def test_a_kept_filter_is_the_start_and_flags_replace_its_parts() -> None:
    kept = {"Lua teachers": ExploreFilter(available=(137,), territories=(1,), text="x")}
    assert asked("--filter", "lua TEACHERS", "--territory", "Brazil", kept=kept) == ExploreFilter(
        available=(137,), territories=(20,), text="x"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--role", "boss"), ("cli-not-a-choice", "--role", "boss", "learner, sharer, proficient")),
        (("--known", "Luna"), ("cli-unknown-capacity", "Luna", "")),
        (("--language", "Klingon"), ("cli-unknown-language", "Klingon", "")),
        (("--filter", "x"), ("cli-no-filters", "x")),
    ],
)
def test_what_is_not_known_is_refused(arguments: tuple[str, ...], said: tuple[str, ...]) -> None:
    with pytest.raises(RuleError) as refused:
        asked(*arguments)
    assert (refused.value.key, *refused.value.params) == said


def test_an_unknown_level_lists_the_levels() -> None:
    with pytest.raises(RuleError) as refused:
        asked("--language", "Portuguese:9")
    assert refused.value.key == "cli-unknown-level"
    assert refused.value.params[1].startswith("0 Not proficient, 1 Basic")


def test_an_unknown_filter_lists_those_there_are() -> None:
    with pytest.raises(RuleError) as refused:
        asked("--filter", "Lau", kept={"Lua": ExploreFilter(), "Other": ExploreFilter()})
    assert (refused.value.key, *refused.value.params) == ("cli-unknown-filter", "Lau", "Lua")


def test_orders() -> None:
    assert sort_of(read(["explore"])) is Sort.UPDATED
    assert sort_of(read(["explore", "--sort", "Name"])) is Sort.NAME
    assert sort_of(read(["explore", "--sort", "match"])) is Sort.MATCH
    with pytest.raises(RuleError) as refused:
        sort_of(read(["explore", "--sort", "size"]))
    assert refused.value.key == "cli-not-a-choice"


def test_nobody_is_told_with_what_to_drop() -> None:
    assert list(relief_lines([(Facet.TERRITORIES, 12), (Facet.LANGUAGES, 1)])) == [
        "Nobody matches.",
        "Without the filter Territories: 12 people.",
        "Without the filter Languages: one person.",
    ]
