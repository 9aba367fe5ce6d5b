"""Walks over what is one's own: profile, badges, organizations, programmes, and the forms for them."""

from __future__ import annotations

from tests.readers.speech import Step
from tests.readers.walks import Walk, asks, back, down, opens, tab, tells, up
from tests.readers.world import World

__all__ = ["own"]


def own(world: World) -> tuple[Walk, ...]:
    """All of them, in the order of the palette."""
    return (
        _my_profile(world),
        _delete_account(world),
        _edit_profile(world),
        _sections(),
        _badges(world),
        _lets_connect(),
        _lets_connect_form(),
        _my_organizations(world),
        _organization_form(world),
        _project_form(world),
        _event_form(world),
        _mentorship(world),
        _programme(world),
        _application(world),
    )


def _my_profile(world: World) -> Walk:
    first, second, *_ = world.me["skills_available_names"]
    return Walk(
        "my-profile",
        (world.me["username"], "This is your profile"),
        (
            down(),
            down(),
            down("Role"),
            down("Available capacities", first),
            down("Available capacities", second),
            up("Available capacities", first),
            opens("r", "QR code"),
            back(first),
        ),
        title=world.me["display_name"],
    )


def _delete_account(world: World) -> Walk:
    return Walk(
        "my-profile",
        (),
        (
            opens("d", "Delete my account", "This cannot be undone"),
            down("What CapX erases"),
            tab("What this program erases here"),
            opens(">"),
            back(world.me["username"]),
        ),
        of="delete account",
        title=world.me["display_name"],
    )


def _edit_profile(world: World) -> Walk:
    known = world.me["skills_known_names"]
    return Walk(
        "edit-profile",
        ("Avatar",),
        (
            down("Wikidata item"),
            down("Look up my item"),
            up("Wikidata item"),
            opens("ctrl+f", "Wikidata item", "Shown on your profile"),
            back("Edit profile", "Wikidata item"),
            tab("Badges", "section 2 of"),
            tab("Mini bio", "section 3 of"),
            opens("tab", "Known", f"{len(known)} entries", "section 4 of"),
            opens("down", known[0]),
            # Fenrir says what was taken out, and not on what one is then.
            Step("-", (known[0],), row=False, page=True),
            opens("ctrl+z", known[0]),
        ),
    )


def _sections() -> Walk:
    return Walk(
        "edit-profile",
        (),
        (
            asks("ctrl+d", "Type to find", "text field, empty"),
            down("Picture and Wikidata item"),
            down("Badges"),
            down("Mini bio"),
            opens("enter", "Edit profile", "Mini bio"),
        ),
        of="sections of a form",
    )


def _badges(world: World) -> Walk:
    first, second, *_ = [one for one in world.ask("badges") if one["is_earned"]]
    # Orca says of a row that changes what changed.
    states = {True: "yes", False: "no"}
    return Walk(
        "badges",
        (first["name"], states[first["is_displayed"]]),
        (
            down(first["description"]),
            down(second["name"], states[second["is_displayed"]]),
            Step("enter", (f"{states[not second['is_displayed']]}, changed",), row=False, more=90),
            Step("enter", (states[second["is_displayed"]],), row=False, more=90),
            opens("tab", "still to earn", "section 2 of 2"),
            up(),
        ),
    )


def _lets_connect() -> Walk:
    return Walk(
        "lets-connect",
        ("Registration", "Update my registration"),
        (
            down(),
            down(),
            down("Take over my old profile"),
            tab("Show that you take part"),
            up(),
        ),
        # When both services have answered, one answer is a row longer than the question was.
        again=True,
    )


def _lets_connect_form() -> Walk:
    return Walk(
        "lets-connect",
        (),
        (
            opens("<", "Let's Connect"),
            tells("g", "Jump"),
            tells("u", "Update my registration"),
            opens("enter", "Let's Connect form", "Full name"),
            down("E-mail address", "required"),
            down("Main role", "nothing chosen", "required"),
            opens("enter", "Main role"),
            back("Main role", "nothing chosen"),
            down("Topics", "nothing chosen"),
            back("Let's Connect"),
        ),
        of="form of Let's Connect",
    )


def _my_organizations(world: World) -> Walk:
    (mine,) = world.me["is_manager_names"]
    return Walk(
        "my-organizations",
        (mine,),
        (
            down("How it works"),
            down(),
            tab("Organizations you manage"),
            down(mine),
            opens("enter", mine, "Capacities"),
            down(),
            back("My organizations", mine),
        ),
    )


def _organization_form(world: World) -> Walk:
    (mine,) = world.me["is_manager_names"]
    return Walk(
        "my-organizations",
        (mine,),
        (
            opens("e", f"Edit {mine}", "Name in English", "required"),
            down(),
            # The row before has Arabic letters: yasr, which counts bytes, reads another part of this one.
            Step("down", ("Name in",), perhaps={"yasr": "it counts bytes for columns"}),
            tab("About the organization", "section 2 of"),
            down("Kind of organization"),
            opens("tab", "Capacities", "section 3 of"),
            up(),
            back("My organizations", mine),
        ),
        of="form of an organization",
    )


def _project_form(world: World) -> Walk:
    (mine,), (number,) = world.me["is_manager_names"], world.me["is_manager"]
    first = world.names("org", "projects", str(number))[0]
    return Walk(
        "my-organizations",
        (mine,),
        (
            opens("e", f"Edit {mine}"),
            asks("ctrl+d", "Type to find"),
            Step("p", ("Down goes to the list",), row=False, page=True),
            Step("r", ("Down goes to the list",), row=False, page=True),
            Step("o", ("Down goes to the list",), row=False, page=True),
            opens("enter", "Projects", first),
            opens("enter", "Name", first),
            down("Address"),
            back(f"Edit {mine}", first),
            back("My organizations", mine),
        ),
        of="form of a project",
    )


def _event_form(world: World) -> Walk:
    (mine,) = world.me["is_manager_names"]
    return Walk(
        "my-organizations",
        (mine,),
        (
            opens("e", f"Edit {mine}"),
            asks("ctrl+d", "Type to find"),
            Step("e", ("Down goes to the list",), row=False, page=True),
            Step("v", ("Down goes to the list",), row=False, page=True),
            opens("enter", "Main events"),
            tells("g", "Jump"),
            opens("m", "Make a new event"),
            opens("enter", "Name", "required"),
            down(),
            down(),
            back(f"Edit {mine}"),
            back("My organizations", mine),
        ),
        of="form of an event",
    )


def _mentorship(world: World) -> Walk:
    first, second, *_ = world.ask("mentorship")
    return Walk(
        "mentorship",
        (first["organization_name"], "open until"),
        (
            down(),
            down(second["organization_name"], "open"),
            up(),
            tab("How a programme gets listed"),
            down(),
        ),
        # The programmes come when CapX has answered, above what stands there at once.
        again=True,
    )


def _programme(world: World) -> Walk:
    first = world.ask("mentorship")[0]
    return Walk(
        "mentorship",
        (),
        (
            opens("<"),
            down(),
            down(first["organization_name"]),
            # What one can do is known when the profile has been read, and stands above the rest.
            Step("enter", (f"Mentorship: {first['organization_name']}", "Status", "open until"), page=True, again=True),
            down("Registration"),
            down(),
            opens("tab", "Apply"),
            opens("down", "As mentor"),
            opens("down", "As mentee"),
            back("Mentorship", first["organization_name"]),
        ),
        of="mentorship programme",
    )


def _application(world: World) -> Walk:
    first = world.ask("mentorship")[0]
    return Walk(
        "mentorship",
        (first["organization_name"],),
        (
            Step("enter", (first["organization_name"],), page=True, again=True),
            opens("a", "mentor"),
            opens("enter"),
            down(),
            down(),
            tab("section"),
            back(first["organization_name"]),
        ),
        of="application to a programme",
    )
