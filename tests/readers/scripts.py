"""Twelve keys on each screen, and what has to be heard after each; the same for plain Textual widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.readers.readers import OURS
from tests.readers.speech import Step
from tests.screens.sample_table import COUNTRIES

__all__ = [
    "Unit",
    "directory",
    "explore",
    "form",
    "jump",
    "plain_directory",
    "plain_explore",
    "plain_form",
    "plain_table",
    "table",
]

#: A letter for the search that some names have and others have not.
LETTER = "w"
#: Said last at the first start in this mode.
_KEPT = "is kept for the next start"
_PLAIN = ("-m", "tests.readers.plain_textual")
_SAMPLE = ("-m", "tests.readers.sample_program")
_ARROWS = "after an arrow key Orca reads the caret's row or letter, and nothing that changed elsewhere"


@dataclass(frozen=True, slots=True)
class Unit:
    """One program, how to see that it is ready, and the keys."""

    name: str
    arguments: tuple[str, ...]
    ready: tuple[str, ...]
    steps: tuple[Step, ...]


def explore(people: list[dict[str, str]]) -> Unit:
    """The list, the search, a person, the filters. `people` are those of the list, in its order."""
    names = [person["username"] for person in people]
    found = next(name for name, person in zip(names, people, strict=True)
                 if LETTER in f"{name} {person['display_name']}".casefold())  # fmt: skip
    silent = {"orca": "after Escape Orca says only the key: comma tells where one is"}
    return Unit(
        "Explore",
        (*OURS, "--open", "Explore"),
        (names[0], "signed in as"),
        (
            Step("down", (names[1],)),
            Step("down", (names[2],)),
            Step("up", (names[1],)),
            Step("/", ("Search, text field, empty",), announced=True, row=False),
            Step(LETTER, ("people of",), announced=True, row=False, echo=LETTER),
            Step("down", (found,), page=True),
            Step("enter", (found,), page=True),
            Step("down"),
            Step("escape", ("Explore", found), page=True, unheard=silent),
            Step("f", ("filters", "Capacities", "any"), page=True),
            Step("down", ("any",)),
            Step("enter", ("Type to find, text field, empty",), page=True, announced=True),
        ),
    )


def directory(roots: list[str], child: str) -> Unit:
    """The tree: the capacities without one above, and the first below the second of them."""
    arrows = {"orca": _ARROWS}
    return Unit(
        "Capacity directory",
        (*OURS, "--open", "Capacity directory"),
        (roots[0], _KEPT, "signed in as"),
        (
            Step("down", (roots[1], "closed")),
            Step("down", (roots[2], "closed")),
            Step("up", (roots[1], "closed")),
            Step("right", (roots[1], "open", child), page=True, unheard=arrows),
            Step("down", (child,)),
            Step("down"),
            Step("left", (roots[1], "open"), more=60, unheard=arrows),
            Step("left", (roots[1], "closed"), page=True, unheard=arrows),
            Step("i", ("Description", "Information is shown"), row=False, announced=True, page=True),
            Step("tab", ("Information, list, 1 of",), row=False, announced=True),
            Step("down", ("Description",)),
            Step("up", (roots[1],)),
        ),
    )


def form() -> Unit:
    """A form with every kind of field (`tests.screens.sample_form`)."""
    return Unit(
        "Sample form",
        (*_SAMPLE, "form"),
        ("Display name", "signed in as"),
        (
            Step("down", ("Pronoun", "she/her")),
            Step("up", ("Display name", "Ana B.", "required")),
            Step("x", echo="x", row=False),
            # The field one leaves says now that it changed, and how much room is left.
            Step("down", ("Pronoun", "she/her"), more=90),
            Step("enter", ("Pronoun", "she/her", "yes"), page=True),
            Step("down", ("None of them", "no")),
            Step("enter", ("Sample form", "Pronoun", "nothing chosen", "changed"), page=True),
            Step("down", ("Mini bio",)),
            Step("down"),
            Step("down", ("Open to mentoring", "yes")),
            Step("space", ("no, changed",), row=False, more=60),
            Step("tab", ("Capacities, section 2 of",), row=False, announced=True),
        ),
    )  # fmt: skip


def _told(key: str, *hears: str) -> Step:
    """A key after which an announcement tells everything."""
    return Step(key, hears, row=False, announced=True)


def jump(roots: list[str]) -> Unit:
    """Jump mode in the directory: the letter a row begins with, one that none does, Escape."""
    asked = _told("g", "Jump: type the letter")
    silent = {"orca": "after Escape Orca says only the key"}
    names = {name[0].lower(): name for name in reversed(roots)}
    return Unit(
        "Jump",
        (*OURS, "--open", "Capacity directory"),
        (roots[0], _KEPT, "signed in as"),
        (
            asked,
            _told("o", names["o"]),
            Step("down", (roots[roots.index(names["o"]) + 1],)),
            asked,
            _told("z", "No row begins with z"),
            Step("up", (names["o"],)),
            asked,
            Step("escape", ("No jump",), announced=True, row=False, unheard=silent),
            asked,
            _told("c", names["c"]),
            asked,
            _told("c", roots[1]),
        ),
    )


def table() -> Unit:
    """A table of records: down its rows, along a row, its last row, another order, a jump."""
    first, second, third, *_, last = COUNTRIES
    fewest = [row[0] for row in sorted(COUNTRIES, key=lambda row: int(row[1]))]
    return Unit(
        "Sample table",
        (*_SAMPLE, "table"),
        (first[0], "People by country, table, row 1 of 12", "signed in as"),
        (
            Step("down", second),
            # After Left and Right, which do the same, Orca says the letter at the caret and no announcement.
            _told("l", f"{second[0]}, People, {second[1]}"),
            Step("down", third),
            _told("l", f"{third[0]}, Speakers, empty"),
            _told("h", f"{third[0]}, People, {third[1]}"),
            # As after Home and End.
            _told(">", last[0]),
            _told("h", f"Country, {last[0]}"),
            _told("l", f"{last[0]}, People, {last[1]}"),
            Step("s", ("In the order of People", fewest[0]), page=True, announced=True),
            Step("down", (fewest[1],)),
            _told("g", "Jump: type the letter"),
            _told("i", "India"),
        ),
    )


def _named(step: Step) -> Step:
    # Where its cursor stands says nothing in plain Textual: only names are asked for.
    return replace(step, row=False)


def plain_explore(people: list[dict[str, str]]) -> Unit:
    """The same keys on an Input and an OptionList; Tab, where Down does not leave an Input."""
    own = explore(people)
    names = [person["username"] for person in people]
    steps = [_named(step) for step in own.steps]
    steps[3] = Step("/", ("Search",), row=False)
    steps[4] = Step(LETTER, row=False, echo=LETTER)
    steps[5] = replace(steps[5], key="tab")
    steps[7] = Step("down", ("Languages",), row=False)
    steps[8] = replace(steps[8], hears=steps[8].hears[1:])
    steps[9] = Step("f", ("Capacities: any",), row=False, page=True)
    steps[10] = Step("down", ("Exchange with: any",), row=False)
    steps[11] = Step("enter", ("Type to find",), row=False, page=True)
    return Unit(own.name, (*_PLAIN, "explore"), (names[0],), tuple(steps))


def plain_directory(roots: list[str], child: str) -> Unit:
    """The same on a Tree: Space opens and closes, Shift+Left goes to the branch above."""
    own = directory(roots, child)
    steps = [replace(_named(step), hears=tuple(text for text in step.hears if text not in ("open", "closed")))
             for step in own.steps]  # fmt: skip
    steps[3] = replace(steps[3], key="space")
    steps[6] = replace(steps[6], key="shift+left")
    steps[7] = replace(steps[7], key="space")
    steps[8] = Step("i", ("Description",), row=False, page=True)
    steps[9] = Step("tab", (roots[1],), row=False)
    return Unit(own.name, (*_PLAIN, "directory"), (roots[0],), tuple(steps))


def plain_form() -> Unit:
    """Twelve keys on two Inputs, a Checkbox, an OptionList, a Tree and a Button."""
    steps = (
        Step("a", row=False, echo="a"),
        Step("tab", ("Home wiki",), row=False),
        Step("tab", ("Email notifications",), row=False),
        Step("space", ("yes",), row=False),
        Step("tab", ("Wikidata",), row=False),
        Step("down", ("Commons",), row=False),
        Step("down", ("English Wikipedia",), row=False),
        Step("tab", ("Skills",), row=False),
        Step("down", ("Technology",), row=False),
        Step("enter", ("Technology", "Gadgets", "Bots"), row=False, page=True),
        Step("down", ("Gadgets",), row=False),
        Step("tab", ("Save",), row=False),
    )
    return Unit("Sample form", (*_PLAIN, "form"), ("Username", "Save"), steps)


def plain_table() -> Unit:
    """The same keys on a DataTable with a cell cursor; it has no order and no jump of its own: End and Home instead."""
    own = table()
    steps = [_named(replace(step, hears=step.hears[:1])) for step in own.steps[:8]]
    first, *_, last = COUNTRIES
    steps[1] = Step("right", ("41",), row=False)
    steps[3] = Step("right", row=False)
    steps[4] = Step("left", ("9",), row=False)
    steps[5] = Step("ctrl+end", (last[3],), row=False)
    steps[6] = Step("left", (last[2],), row=False)
    steps[7] = Step("right", (last[3],), row=False)
    steps += [
        Step("ctrl+home", (first[0],), row=False),
        Step("down", (COUNTRIES[1][0],), row=False),
        Step("down", (COUNTRIES[2][0],), row=False),
        Step("up", (COUNTRIES[1][0],), row=False),
    ]
    return Unit(own.name, (*_PLAIN, "table"), (first[0],), tuple(steps))
