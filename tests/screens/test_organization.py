"""An organization's profile and My organizations: every section, what is missing, what fails, where rows lead."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

from tests.screens.organization_desk import sql
from tests.screens.visits import visit
from tests.screens.wire import Fault, Wire, no_route, nobody_there, service_down

_ADDRESS = "https://capx.toolforge.org/organization_profile/"
#: The organization of the person who is signed in, and another.
_OWN, _OTHER = f"{_ADDRESS}122", f"{_ADDRESS}1"
_TALL = (100, 130)


def failing(fault: Fault, where: str = "") -> Callable[[Wire], Wire]:
    """The embedded service, but for what is asked at addresses that hold `where`."""

    def begin(wire: Wire) -> Wire:
        wire.fail(fault, where=where)
        return wire

    return begin


async def test_every_section_of_the_guides_profile_is_there(home: Path) -> None:
    async with visit(address=_OWN, size=_TALL) as here:
        assert here.title.startswith("Wikimedia Community User Group Turkey")
        for heading in (
            *("Capacities", "About the organization", "Projects", "Events", "News and documents", "Contacts"),
            "This profile",
        ):
            assert f"  {heading}" in here.rows, heading
        for row in (
            "Available                  Plan & Strategy",
            "Kind of organization       Wikimedia user group",
            "Territories                Türkiye",
            "Acronym                    TUR",
            "Logo                       File:CapX demo logo 122.svg",
            "Project                    Kaynaklı rakamlar",
            "Address                    https://capx.toolforge.org/organization_profile/122",
        ):
            assert f"  {row}" in here.rows, row
        for label in ("Main events", "Event", "News", "Documents", "Web site", "E-mail", "Managers", "Last change"):
            assert any(row[2:].startswith(f"{label}  ") for row in here.rows), label


async def test_its_managers_are_told_so_and_others_what_is_voluntary(home: Path) -> None:
    async with visit("home") as here:
        # Whose token it is, the service says.
        await here.core.session.verify()
        here.app.open_organization(122)
        await here.settle()
        assert "You manage this organization. This is its profile as others see it." in here.flowing
        here.app.open_organization(1)
        await here.settle()
        assert "What organizations offer, they share of their own will" in here.flowing


async def test_the_name_is_told_in_the_persons_language_or_said_to_be_english(home: Path) -> None:
    async with visit(address=_OTHER, language="tr") as here:
        assert here.title.startswith("Wikimedia Ermenistan")
        assert "this is its English one" not in here.flowing
    async with visit(address=_OTHER, language="ja") as here:
        assert here.title.startswith("Wikimedia Armenia")
        assert "It has no name in your language yet; this is its English one." in here.flowing


async def test_rows_lead_to_capacities_people_and_addresses(home: Path) -> None:
    async with visit(address=_OTHER, size=_TALL) as here:
        await here.choose("Budgeting")
        assert here.title.startswith("Capacity directory")
        await here.press("escape")
        await here.choose("Open drawers")
        assert "https://meta.wikimedia.org/wiki/Wikimedia_Armenia/Open_drawers" in here.text
        await here.press("escape")
        await here.choose("Managers")
        assert here.title.startswith("Ծիրան 1966")


async def test_people_lead_to_their_organizations(home: Path) -> None:
    async with visit(address="https://capx.toolforge.org/profile/Ծիրան_1966", size=_TALL) as here:
        await here.choose("Wikimedia Armenia")
        assert here.title.startswith("Wikimedia Armenia")
        assert "  Kind of organization       Chapter" in here.rows


async def test_diff_out_of_reach_costs_only_the_news(home: Path) -> None:
    async with visit(address=_OTHER, size=_TALL, transport=failing(no_route, where="/tags/")) as here:
        assert "  News                       not all could be fetched:" in here.text
        assert "  Project                    Open drawers" in here.rows


async def test_names_stand_in_the_place_of_numbers_once_they_were_fetched(new_home: Path) -> None:
    def slow(wire: Wire) -> Wire:
        wire.hold(where="/territory/?")
        return wire

    async with visit(address=_OTHER, size=_TALL, transport=slow, endless=frozenset({"refresh"})) as here:
        await here.until(lambda: "Kind of organization       Chapter" in here.text)
        assert "  Territories                Territory 32" in here.rows
        here.wire.release()
        here.endless = frozenset()
        await here.settle()
        assert "  Territories                Armenia" in here.rows


async def test_one_that_is_gone_says_so(home: Path) -> None:
    async with visit(address=f"{_ADDRESS}999999", transport=failing(nobody_there)) as here:
        assert "CapX shows no profile of Organization 999999: it is gone, or nobody manages it." in here.flowing


async def test_copying_and_scanning_say_the_address(home: Path) -> None:
    async with visit(address=_OTHER) as here:
        await here.press("y")
        assert base64.b64encode(_OTHER.encode()).decode() in here.written
        assert _OTHER in " ".join(here.rows[-3:])
        await here.press("r")
        assert "▀" in here.text


async def test_my_organizations_lead_in_and_say_what_is_missing(home: Path) -> None:
    async with visit("my-organizations", size=(80, 30)) as here:
        assert "Wikimedia Community User Group Turkey. Nothing is missing." in here.flowing
        for words in (
            "Ask the CapX team by e-mail, and name the user names of all who are to edit it.",
            "Each of them must have a profile of their own at CapX first",
            "To stop managing an organization, write to the team as well.",
        ):
            assert words in here.flowing, words
        await here.choose("Turkey")
        assert here.title.startswith("Wikimedia Community User Group Turkey")


async def test_my_organizations_ask_to_sign_in_first(home: Path) -> None:
    async with visit("my-organizations", demo=False) as here:
        assert here.title.startswith("Sign in")
        assert "My organizations" in here.flowing


async def test_my_organizations_with_the_service_down_say_so_and_can_be_asked_again(home: Path) -> None:
    async with visit("my-organizations", size=(80, 30), transport=failing(service_down, where="managers=")) as here:
        assert "F6 tries again." in here.flowing
        here.wire.mend()
        await here.press("f6")
        assert "Wikimedia Community User Group Turkey. Nothing is missing." in here.flowing


async def test_managers_edit_from_the_view_and_see_there_what_they_saved(home: Path) -> None:
    async with visit(address=_OWN, size=(100, 40)) as here:
        assert "e Edit" in here.rows[-2]
        await here.press("e")
        assert here.title.startswith("Edit Wikimedia Community User Group Turkey")
        await here.down_to("Acronym")
        await here.press("end", "backspace")
        await here.type("K")
        await here.press("ctrl+s")
        await here.choose("Save")
        assert here.status == "Saved."
        await here.press("escape")
        assert here.title.startswith("Wikimedia Community User Group Turkey")
        assert "  Acronym                    TUK" in here.rows


async def test_who_does_not_manage_it_sees_no_edit_and_is_told_who_may(home: Path) -> None:
    async with visit(address=_OTHER) as here:
        assert "Edit" not in here.rows[-2]
        await here.press("e")
        assert here.title.startswith("Wikimedia Armenia")
        assert (
            "Error: The service says that you do not manage this organization. Only its managers can change it; the "
            "CapX team (capx@wmnobrasil.org) appoints them." in here.flowing
        )


async def test_who_became_a_manager_a_moment_ago_can_edit(home: Path) -> None:
    async with visit(address=_OTHER) as here:
        account = here.core.session.state.account
        assert account is not None
        sql("INSERT INTO organization_manager (organization, profile) VALUES (1, ?)", account.id)
        await here.press("e")
        assert here.title.startswith("Edit Wikimedia Armenia")


async def test_an_address_that_edits_leads_managers_to_the_form_and_others_to_the_profile(home: Path) -> None:
    async with visit(address=f"{_OWN}/edit") as here:
        assert here.title.startswith("Edit Wikimedia Community User Group Turkey")
        await here.press("escape")
        assert here.title.startswith("Wikimedia Community User Group Turkey")
    async with visit(address=f"{_OTHER}/edit") as here:
        assert here.title.startswith("Wikimedia Armenia")
        assert "you do not manage this organization" in here.flowing


async def test_editing_signed_out_leads_to_signing_in_and_says_why(home: Path) -> None:
    async with visit(address=f"{_OTHER}/edit", demo=False) as here:
        assert here.title.startswith("Sign in")
        assert "Only its managers can change the profile of Wikimedia Armenia. Sign in as one of them." in here.flowing
        await here.press("escape")
        assert here.title.startswith("Wikimedia Armenia")


async def test_my_organizations_lead_to_the_form_of_the_one_with_the_marker(home: Path) -> None:
    account = sql("SELECT profile FROM organization_manager WHERE organization = 122")[0][0]
    sql("INSERT INTO organization_manager (organization, profile) VALUES (1, ?)", account)
    async with visit("my-organizations", size=(80, 30)) as here:
        assert "e Edit" in here.rows[-2]
        await here.press("home", "e")
        assert here.status == "Go to one of your organizations first."
        await here.down_to("Armenia")
        await here.press("e")
        assert here.title.startswith("Edit Wikimedia Armenia")


async def test_who_manages_none_is_shown_no_way_to_edit(home: Path) -> None:
    sql("DELETE FROM organization_manager")
    async with visit("my-organizations", size=(80, 30)) as here:
        assert "You manage no organization at CapX." in here.flowing
        assert "Edit" not in here.rows[-2]
        await here.press("e")
        assert here.status == "You manage no organization at CapX."


async def test_its_mentorship_programme_is_a_step_away(home: Path) -> None:
    async with visit(address=_OWN, size=_TALL) as here:
        assert "Mentorship" in [row.strip() for row in here.rows]
        await here.choose("Mentorship programme")
        assert here.title.startswith("Mentorship: Wikimedia Community User Group Turkey")
        assert "open, today is the last day (Jun 10, 2026)" in here.flowing
        await here.press("escape")
        assert here.marked.startswith("Mentorship programme")


async def test_without_a_programme_there_is_no_row_of_one_and_one_request_has_told(home: Path) -> None:
    async with visit(address=_OTHER, size=_TALL) as here:
        assert "Mentorship" not in here.text
        assert [asked for asked in here.wire.asked if "entorship" in asked] == [
            "GET http://embedded.capx.invalid/partner_mentorship_settings/1/"
        ]


async def test_whether_there_is_a_programme_may_be_unknown_and_then_that_is_said(home: Path) -> None:
    async with visit(address=_OWN, size=_TALL, transport=failing(service_down, "mentorship")) as here:
        assert "Mentorship programme CapX could not say whether there is one: " in here.flowing
        assert "Available " in here.flowing
        assert not here.status.startswith("Error")
