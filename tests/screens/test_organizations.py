"""The organization list: every filter of the guide narrows, for everybody, and leads to the profile."""

from __future__ import annotations

from pathlib import Path

from capx_tui.model.facets import Asked
from tests.screens.visits import visit


async def test_everybody_may_read_it_and_open_a_profile(home: Path) -> None:
    async with visit("organizations", demo=False) as here:
        assert here.title.startswith("Organizations")
        assert "50 of 50 organizations." in here.flowing
        name = here.marked.partition("  ")[0]
        await here.press("enter")
        assert here.title.startswith(name.partition(" (")[0])


async def test_signed_out_the_profile_is_all_there_and_saving_asks_to_sign_in(home: Path) -> None:
    async with visit("organizations", demo=False) as here:
        name = here.marked.partition("  ")[0].partition(" (")[0]
        await here.press("b")
        assert here.title.startswith("Sign in")
        assert f"Saving {name}" in here.flowing
        assert "needs an account." in here.flowing
        await here.press("escape", "enter")
        assert here.title.startswith(name)
        assert "Capacities" in here.flowing
        await here.press("b")
        assert here.title.startswith("Sign in")
        assert not [asked for asked in here.wire.asked if asked.startswith("POST") and "saved" in asked]


async def test_typing_looks_in_every_language_of_the_name(home: Path) -> None:
    async with visit("organizations") as here:
        await here.press("slash")
        await here.type("arte+femin")
        assert "1 of 50 organizations." in here.flowing
        await here.press("enter")
        assert here.marked.startswith("Art+Feminism (A+F)")
        await here.press("c")
        assert "No filter any more: 50." in here.flowing


async def test_each_filter_narrows_as_the_data_says(home: Path) -> None:
    async with visit("organizations") as here:
        store, everything = here.core.organizations, here.core.organizations.found
        for facet, field in (
            ("available", "available_capacities"),
            ("wanted", "wanted_capacities"),
            ("known", "known_capacities"),
            ("territories", "territory"),
        ):
            value = next(each for one in everything for each in getattr(one, field))
            store.ask(Asked().asking(facet, [value]))
            expected = [one for one in everything if value in getattr(one, field)]
            assert 0 < len(expected) < len(everything)
            if facet == "territories":
                assert all(each in store.found for each in expected)
            else:
                assert list(store.found) == expected
        store.ask(Asked().asking("roles", ["learner"]))
        assert list(store.found) == [one for one in everything if one.wanted_capacities]
        assert store.is_narrowed
        store.ask(store.state.asked.toggled("roles", "learner"))
        assert not store.is_narrowed


async def test_filters_are_chosen_with_their_counts(home: Path) -> None:
    async with visit("organizations") as here:
        await here.press("f")
        assert here.title.startswith("Filters")
        await here.choose("Exchange with")
        assert "Learner" in here.text
        await here.choose("Learner")
        await here.press("escape")
        learners = here.core.organizations.state.count
        assert 0 < learners < 50
        assert f"{learners} of 50 organizations." in here.flowing
        await here.choose("Show results")
        assert here.title.startswith("Organizations")
        assert "Learner" in here.rows[2]
        await here.press("f", "c", "escape")
        assert "No filter" in here.text


async def test_nothing_found_names_the_filter_to_drop(home: Path) -> None:
    async with visit("organizations") as here:
        await here.press("slash")
        await here.type("nobody is called so")
        assert "Nothing matches. Without the filter Name there would be 50." in here.flowing


async def test_with_nothing_fetched_it_says_so(surroundings: Path) -> None:
    async with visit("organizations", demo=False) as here:
        here.wire.hold(where="/")
        assert "organization" in here.flowing.casefold()
