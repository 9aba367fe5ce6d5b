"""The filter as a value: what narrows, what is left out, and that it survives being kept."""

from __future__ import annotations

import msgspec
import pytest

from capx_tui.model.explore import ExploreFilter, Facet, LanguageAtLeast, language_rank
from capx_tui.model.people import LEVELS, Role

FULL = ExploreFilter(
    text="ana",
    capacities=(1,),
    known=(2,),
    available=(3,),
    wanted=(4,),
    with_children=True,
    roles=(Role.SHARER,),
    territories=(5,),
    affiliations=(6,),
    languages=(LanguageAtLeast(7, "3"),),
    projects=(8,),
    saved=True,
    incomplete=True,
)


def test_every_facet_of_a_full_filter_is_active() -> None:
    assert FULL.active == tuple(Facet)


@pytest.mark.parametrize("facet", Facet)
def test_one_facet_is_left_out_and_the_others_stay(facet: Facet) -> None:
    less = FULL.without(facet)
    assert set(less.active) == set(Facet) - {facet}
    assert (less.with_children, less.incomplete) == (True, True)


def test_what_widens_or_is_blank_does_not_narrow() -> None:
    assert not ExploreFilter().active
    assert not ExploreFilter(incomplete=True, with_children=True, text=" _ ").active


def test_a_filter_survives_being_kept() -> None:
    assert msgspec.json.decode(msgspec.json.encode(FULL), type=ExploreFilter) == FULL
    assert msgspec.json.encode(ExploreFilter()) == b"{}"


def test_levels_are_in_order_and_none_given_is_below_all() -> None:
    ranks = [language_rank(level) for level in ("", *LEVELS)]
    assert ranks == sorted(set(ranks))
    assert language_rank("7") == language_rank("N") == 0
