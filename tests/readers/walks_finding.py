"""Walks over the screens where people, organizations, capacities and events are found, and what opens from them."""

from __future__ import annotations

from typing import Any

from tests.readers.speech import Step
from tests.readers.walks import ARROWS, BESIDE, SILENT, STAYS, Walk, asks, back, down, opens, tab, tells, up
from tests.readers.world import World

__all__ = ["finding"]

_EMPTY = "text field, empty"


def finding(world: World) -> tuple[Walk, ...]:
    """All of them, in the order of the palette."""
    return (
        _home(world),
        _explore(world),
        _person(world),
        _filters(),
        _saved_filters(),
        _matches(world),
        _saved(world),
        _directory(world),
        _views(world),
        _organizations(world),
        _organization(world),
        _events(world),
        _events_filters(),
        _statistics(world),
        _statistics_tables(world),
    )


def _home(world: World) -> Walk:
    best = world.names("matches", key="username")
    return Walk(
        "home",
        (best[0],),
        (
            down(best[0], "2 of"),
            up(best[0], "Mutual exchange"),
            opens("tab", "People you could share with"),
            down(),
            opens("tab"),
            opens("<", "New for you"),
            opens(">"),
            tells(",", "Home"),
        ),
        # What the service recommends comes when it has answered, above the numbers.
        more=400,
    )


def _names(people: list[dict[str, Any]]) -> list[str]:
    return [one["username"] for one in people]


def _explore(world: World) -> Walk:
    first, second, third, *_ = _names(world.people)
    return Walk(
        "explore",
        (first, "Everyone who lists a capacity"),
        (
            down(second),
            down(third),
            up(second),
            tab("Search", _EMPTY),
            Step("down", ("People, list, 2 of",), row=False, announced=True, more=90, unheard=ARROWS),
            Step("s", ("By name",), page=True, announced=True, row=False),
            Step("s", page=True, announced=True, row=False),
            Step("s", ("Last change first",), page=True, announced=True, row=False),
            tells("g", "Jump"),
            Step("escape", ("No jump",), row=False, announced=True, unheard=SILENT),
        ),
    )


def _person(world: World) -> Walk:
    who = world.people[0]
    return Walk(
        "explore",
        (who["username"],),
        (
            opens("enter", who["username"], "Available capacities", who["skills_available_names"][0]),
            down(),
            tab("Capacities"),
            down(who["roles"][0]),
            down(who["skills_available_names"][0]),
            Step("b", ("is saved",), row=False, announced=True, more=90, perhaps=BESIDE),
            Step("b", ("is not saved any more",), row=False, announced=True, more=90, perhaps=BESIDE),
            # The row of the receiver changes when Meta-Wiki has answered.
            Step("m", ("Write a message", who["username"], "Subject", "required"), page=True, again=True),
            back(),
            back("Explore", who["username"]),
        ),
        of="person",
    )


def _filters() -> Walk:
    return Walk(
        "explore",
        (),
        (
            opens("f", "Explore: filters", "Capacities", "any"),
            down("Exchange with", "any"),
            asks("enter", "Filter: Exchange with", "Type to find", _EMPTY),
            down("Learner", "no"),
            Step("enter", ("Learner", "yes"), page=True),
            back("Exchange with", "Learner"),
            Step("c", ("Exchange with", "any"), page=True),
        ),
        of="filters",
    )


def _saved_filters() -> Walk:
    return Walk(
        "explore",
        (),
        (
            opens("f", "Explore: filters"),
            asks("s", "Keep this filter", _EMPTY),
            Step("x", echo="x", row=False),
            opens("enter", "Explore: filters"),
            opens("l", "x"),
            back("Explore: filters"),
        ),
        of="saved filters",
    )


def _matches(world: World) -> Walk:
    first, second, *_ = world.ask("matches")
    return Walk(
        "matches",
        (first["username"], "Mutual exchange", f"{first['score']} points"),
        (
            down(second["username"], "Mutual exchange", f"{second['score']} points"),
            up(first["username"]),
            opens("enter", f"Match with {first['username']}", first["reasons"][0]["names"][0]),
            down(first["reasons"][0]["names"][1]),
            Step("tab", page=True, unheard=STAYS),
            back("Matches", first["username"]),
            asks("w", "What counts", "yes"),
            down("yes"),
            back("Matches", first["username"]),
        ),
    )


def _saved(world: World) -> Walk:
    kept = {"org": "Organization", "user": "Person"}
    first, second, *_ = world.ask("saved")
    return Walk(
        "saved",
        (first["name"], kept[first["entity"]]),
        (
            down(second["name"], kept[second["entity"]]),
            up(first["name"]),
            asks("n", f"A note on {first['name']}", _EMPTY),
            Step("y", echo="y", row=False),
            back("Saved profiles", first["name"]),
            opens("f", "Filters", "any"),
            down("any"),
            back(first["name"]),
        ),
    )


def _directory(world: World) -> Walk:
    first, second, *_ = world.roots
    return Walk(
        "directory",
        (first, "closed"),
        (
            down(second, "closed"),
            Step("right", (second, "open", world.child), page=True, unheard=ARROWS),
            down(world.child),
            Step("left", (second, "open"), unheard=ARROWS, more=60),
            Step("left", (second, "closed"), page=True, unheard=ARROWS),
            Step("i", ("Description", "Information is shown"), row=False, announced=True, page=True),
            tab("Information", "list"),
            down("Description"),
            asks("/", "Search", _EMPTY),
            Step("down", ("Capacity directory, list",), row=False, announced=True, more=90, unheard=ARROWS),
            Step("i", ("Information is hidden",), row=False, announced=True, page=True),
        ),
    )


def _views(world: World) -> Walk:
    first, second, *_ = world.roots
    return Walk(
        "directory",
        (),
        (
            Step("<", (first, "closed"), page=True, unheard=STAYS),
            Step("v", ("cards", first, "closed"), page=True),
            down(second, "closed"),
            Step("v", ("thematic categories",), page=True),
            down(),
            Step("v", ("tree",), page=True),
            up(),
        ),
        of="views of the directory",
    )


def _organizations(world: World) -> Walk:
    first, second, *_ = world.names("orgs", key="display_name")
    return Walk(
        "organizations",
        (first,),
        (
            down(second),
            up(first),
            tab("Search", _EMPTY),
            down(first),
            opens("f", "Filters", "any"),
            down("any"),
            back("Organizations", first),
        ),
    )


def _organization(world: World) -> Walk:
    first = world.ask("orgs")[0]
    return Walk(
        "organizations",
        (first["display_name"],),
        (
            opens("enter", first["display_name"], first["available_capacities_names"][0]),
            down(),
            tab("Capacities"),
            down(first["available_capacities_names"][0]),
            down(first["available_capacities_names"][1]),
            Step("b", ("is saved",), row=False, announced=True, more=90, perhaps=BESIDE),
            Step("b", ("is not saved any more",), row=False, announced=True, more=90, perhaps=BESIDE),
            back("Organizations", first["display_name"]),
        ),
        of="organization",
    )


def _events(world: World) -> Walk:
    first, second, *_ = world.names("events")
    return Walk(
        "events",
        (first,),
        (
            down(second),
            up(first),
            opens("enter", first, "When"),
            down("online"),
            asks("i", "File", "text field"),
            back(first),
            back("Events", first),
        ),
    )


def _events_filters() -> Walk:
    return Walk(
        "events",
        (),
        (
            opens("f", "Filters", "any"),
            down("any"),
            down(),
            back("Events"),
            Step("p", page=True, announced=True, row=False),
            Step("p", page=True, announced=True, row=False),
        ),
        of="filters of events",
    )


def _statistics(world: World) -> Walk:
    first, second, third, *_ = world.ask("stats")
    return Walk(
        "statistics",
        (first["region"], f"{first['people']} people"),
        (
            down(second["region"], f"{second['people']} people"),
            down(third["region"], f"{third['people']} people"),
            up(second["region"]),
            tab("How to read it"),
            down(),
            asks("x", "File", "text field"),
            back("Statistics"),
        ),
    )


def _statistics_tables(world: World) -> Walk:
    spoken = world.ask("stats", "languages")
    return Walk(
        "statistics",
        (),
        (
            Step("n", ("Different languages by region",), page=True),
            asks("c", "Type to find", spoken[0]["name"], str(spoken[0]["speakers"])),
            down(),
            down(spoken[0]["name"], str(spoken[0]["speakers"])),
            back("Statistics"),
            Step("n", ("Different capacities by region",), page=True),
            Step("p", ("Different languages by region",), page=True),
            Step("p", ("People by region",), page=True),
        ),
        of="tables of statistics",
    )
