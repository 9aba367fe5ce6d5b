"""A person's profile: every section, what is missing, what fails, and the ways to hand it on."""

from __future__ import annotations

import base64
import time
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from capx_tui.model.people import Proficiency
from capx_tui.widgets.reading import Reading
from tests.screens.census import Census
from tests.screens.visits import FILLED, Visit, visit
from tests.screens.wire import Wire, no_route, nobody_there, service_down, timed_out

_PROFILE = "https://capx.toolforge.org/profile/"
_SECTIONS = ("Capacities", "About", "Where from", "Reach")
_LISTS = (
    "territory",
    "affiliation",
    "wikimedia_project",
    "skills_known",
    "skills_available",
    "skills_wanted",
    "badges",
)
_LABELS = (
    *("Role", "Available capacities", "Wanted capacities", "Known capacities", "Languages", "Pronoun", "Mini bio"),
    *("Badges", "Wiki birthday", "Territory", "Affiliation", "Wikimedia projects", "Contact", "Address"),
    *("Alternative account", "Wikidata item", "Picture", "Last change"),
)


def _value(here: Visit, label: str) -> str:
    """The words beside a label, over as many rows as they take."""
    rows = [row[2:] for row in here.rows]
    at = next(y for y, row in enumerate(rows) if row.startswith(f"{label} "))
    words = [rows[at].removeprefix(label).strip()]
    for row in rows[at + 1 :]:
        if not row.startswith("   ") or not row.strip():
            break
        words.append(row.strip())
    return " ".join(words)


async def test_every_section_of_the_guides_profile_is_there(home: Path) -> None:
    async with visit("my-profile", size=(100, 60)) as here:
        for heading in _SECTIONS:
            assert f"  {heading}" in here.rows, heading
        for label in _LABELS:
            assert any(row[2:].startswith(label) for row in here.rows), label


async def test_the_profile_says_what_the_service_has(home: Path, census: Census) -> None:
    raw = census.named("Ceibo Lectora")
    async with visit(address=f"{_PROFILE}Ceibo_Lectora", size=(120, 70)) as here:
        names = here.core.names
        assert here.title.startswith("Ceibo Lectora")
        for label, field, name in (
            ("Available capacities", "skills_available", names.capacity),
            ("Wanted capacities", "skills_wanted", names.capacity),
            ("Known capacities", "skills_known", names.capacity),
            ("Territory", "territory", names.territory),
            ("Affiliation", "affiliation", names.affiliation),
            ("Wikimedia projects", "wikimedia_project", names.project),
        ):
            expected = " ".join(map(name, raw[field])) if "capac" in label else ", ".join(map(name, raw[field]))
            assert _value(here, label) == (expected or "no Wikimedia projects given"), label
        assert raw["about"] in here.flowing
        assert "Spanish (Native)" in _value(here, "Languages")
        assert _value(here, "Address") == f"{_PROFILE}Ceibo_Lectora"
        assert _value(here, "Compared with the service") == "7 minutes ago"


async def test_every_value_that_is_missing_says_so(home: Path) -> None:
    async with visit(address=f"{_PROFILE}Blank_Page", size=(80, 60)) as here:
        for missing in (
            *("no capacities yet", "no available capacities given", "no wanted capacities given"),
            *("no known capacities given", "no language given", "no pronoun given", "no mini bio written"),
            *("no badges shown", "no territory given", "no affiliation given", "no Wikimedia projects given"),
            *("no contact given; messages go through Meta-Wiki", "no alternative account given"),
            *("no Wikidata item given", "no picture chosen"),
        ):
            assert missing in here.flowing, missing
        for row in here.rows:
            assert not any(row[2:] == label for label in _LABELS), row


async def test_exchange_is_said_to_be_voluntary_and_ones_own_profile_to_be_ones_own(home: Path) -> None:
    async with visit(address=f"{_PROFILE}Blank_Page") as here:
        assert "Exchange is voluntary: what, when and how much is agreed between the two of you." in here.flowing
    async with visit("my-profile") as here:
        assert here.title.startswith("Papatya Defteri (Maya D.)")
        assert "This is your profile as others see it." in here.text
        assert "Exchange is voluntary" not in here.text


async def test_a_capacity_leads_to_the_directory_and_back(home: Path) -> None:
    async with visit(address=f"{_PROFILE}Ceibo_Lectora") as here:
        await here.choose("Lua")
        assert here.title.startswith("Capacity directory")
        assert "Lua" in here.marked
        await here.press("escape")
        assert here.title.startswith("Ceibo Lectora")
        assert "Lua" in here.marked


async def test_an_address_leads_to_its_ways_and_a_picture_to_its_page(home: Path) -> None:
    async with visit(address=f"{_PROFILE}Ceibo_Lectora", size=(100, 60)) as here:
        await here.choose("Address")
        assert f"{_PROFILE}Ceibo_Lectora" in here.text
        assert "Copy" in here.text
        await here.press("escape")
        await here.choose("Picture")
        assert "https://commons.wikimedia.org/wiki/File:" in here.flowing
        assert here.title.startswith("Picture")


@pytest.mark.parametrize("fault", [service_down, timed_out])
async def test_without_meta_the_wiki_birthday_says_so_and_the_rest_is_there(fault: object, home: Path) -> None:
    def without_meta(wire: Wire) -> Wire:
        wire.fail(fault, where="/_wikimedia/meta")  # type: ignore[arg-type]
        return wire

    async with visit(address=f"{_PROFILE}Ceibo_Lectora", size=(80, 60), transport=without_meta) as here:
        assert _value(here, "Wiki birthday").startswith("not known: embedded.capx.invalid")
        assert "Spanish (Native)" in here.text
        assert "Error" not in here.text


async def test_a_birthday_once_known_is_there_without_a_network(home: Path) -> None:
    async with visit(address=f"{_PROFILE}Ceibo_Lectora", size=(80, 60)) as here:
        known = _value(here, "Wiki birthday")
        assert known not in ("", "not known")

    def offline(wire: Wire) -> Wire:
        wire.fail(no_route)
        return wire

    async with visit(address=f"{_PROFILE}Ceibo_Lectora", size=(80, 60), transport=offline) as here:
        assert _value(here, "Wiki birthday") == known


async def test_nobody_of_that_name_is_said_in_words(home: Path) -> None:
    async with visit(address=f"{_PROFILE}Nobody_At_All") as here:
        assert here.title.startswith("Nobody At All")
        assert "Nobody At All is not on the Capacity Exchange (any more)." in here.flowing
        assert "Asking the service" not in here.text
        await here.press("escape")
        assert here.title.startswith("Home")


async def test_somebody_who_left_is_taken_out_and_said_to_be_gone(home: Path, census: Census) -> None:
    def gone(wire: Wire) -> Wire:
        wire.fail(nobody_there, where="user__username=Ceibo")
        wire.fail(nobody_there, where=f"/users/{census.named('Ceibo Lectora')['id']}/")
        return wire

    async with visit(address=f"{_PROFILE}Ceibo_Lectora", now=FILLED + timedelta(hours=2), transport=gone) as here:
        assert "Ceibo Lectora is not on the Capacity Exchange (any more)." in here.flowing


async def test_a_copy_from_before_stays_with_its_age_while_the_service_is_down(home: Path) -> None:
    def down(wire: Wire) -> Wire:
        wire.fail(service_down)
        return wire

    async with visit(
        address=f"{_PROFILE}Ceibo_Lectora", size=(80, 70), now=FILLED + timedelta(hours=5), transport=down
    ) as here:
        assert "Spanish (Native)" in here.text
        assert _value(here, "Compared with the service") == "5 hours ago"
        assert "Error: embedded.capx.invalid is not working right now (status 503)." in here.flowing
        assert "F6 tries again." in here.flowing
        here.wire.mend()
        await here.press("f6")
        assert _value(here, "Compared with the service") == "just now"
        assert "Error" not in here.text


async def test_a_person_who_is_not_in_the_mirror_is_read_through(home: Path) -> None:
    async with visit("home") as here:
        number = here.core.mirror.person_named("Ceibo Lectora")
        assert number is not None
        await here.core.mirror.remove_people((number.id,))
    async with visit(address=f"{_PROFILE}Ceibo_Lectora") as here:
        assert here.title.startswith("Ceibo Lectora")
        assert any("/users/" in asked for asked in here.wire.asked)
        assert "Lua" in here.text


async def test_the_address_is_copied_through_the_terminal(home: Path) -> None:
    async with visit(address=f"{_PROFILE}Ceibo_Lectora") as here:
        await here.press("y")
        sequence = base64.b64encode(f"{_PROFILE}Ceibo_Lectora".encode()).decode()
        assert f"\x1b]52;c;{sequence}\x07" in here.written
        assert f"The profile's address: {_PROFILE}Ceibo_Lectora" in here.flowing
        assert "Copied." in here.flowing


async def test_between_us_and_the_terminal_tmux_hands_the_copy_on(home: Path) -> None:
    async with visit(address=f"{_PROFILE}Ceibo_Lectora", surroundings={"TMUX": "/tmp/tmux"}) as here:
        await here.press("y")
        assert "\x1bPtmux;" in here.written


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_qr_code_is_whole_with_its_address(size: tuple[int, int], home: Path) -> None:
    async with visit(address=f"{_PROFILE}NgaioMoana", size=size) as here:
        await here.press("r")
        assert here.title.startswith("QR code: NgaioMoana (Marama Tagaloa)")
        assert f"{_PROFILE}NgaioMoana" in here.text
        drawn = [row for row in here.rows if "█" in row or "▀" in row]
        assert len(drawn) == 17
        assert "Scan it with a phone" in here.status
        await here.press("escape")
        assert here.title.startswith("NgaioMoana")


@pytest.mark.parametrize("size", [(60, 20), (40, 24)])
async def test_without_room_the_code_says_what_it_needs(size: tuple[int, int], home: Path) -> None:
    async with visit(address=f"{_PROFILE}NgaioMoana", size=size) as here:
        await here.press("r")
        assert "█" not in here.text
        assert "The code needs a window of 41 columns and 24 lines." in here.flowing
        assert "Make it larger, or press s to save the code as a picture." in here.flowing


async def test_making_the_window_larger_shows_the_code(home: Path) -> None:
    async with visit(address=f"{_PROFILE}NgaioMoana", size=(60, 20)) as here:
        await here.press("r")
        assert "█" not in here.text
        await here.pilot.resize_terminal(80, 30)
        await here.settle()
        assert "█" in here.text


async def test_without_unicode_the_code_is_drawn_in_ascii(home: Path) -> None:
    async with visit(address=f"{_PROFILE}NgaioMoana", size=(100, 60), surroundings={"LANG": "C"}) as here:
        await here.press("r")
        assert "█" not in here.text
        assert "##" in here.text


async def test_what_a_person_wrote_is_read_as_text(home: Path) -> None:
    async with visit(address=f"{_PROFILE}Open_Envelope", size=(80, 60)) as here:
        assert "javascript:alert(1)" in here.flowing
        await here.choose("Contact")
        assert here.title.startswith("Open Envelope")
    async with visit("explore") as here:
        await here.press("slash")
        await here.type("escape artist")
        await here.press("enter", "enter")
        assert "\x1b" not in here.text
        assert "\x9b" not in here.text


async def test_lists_at_their_limits_open_without_looking_each_name_up(home: Path) -> None:
    many = tuple(range(1, 2_001))
    async with visit("home") as here:
        person = here.core.mirror.person_named("Ceibo Lectora")
        assert person is not None
        languages = tuple(Proficiency(number, "native") for number in many)
        longest = {"about": "word " * 20_000, "team": "y " * 2_000, "contact": ("z" * 500,) * 20, "language": languages}
        await here.core.mirror.add_people([msgspec.structs.replace(person, **dict.fromkeys(_LISTS, many), **longest)])
        here.core.explore.catch_up()
        asked: list[str] = []
        here.core.mirror._database.read(lambda connection: connection.set_trace_callback(asked.append))
        begun = time.monotonic()
        here.app.follow(f"{_PROFILE}Ceibo_Lectora")
        await here.settle()
        assert time.monotonic() - begun < 2
        assert len(asked) < 300, "there are sixteen thousand names"
        assert "Capacity 2000" in here.app.screen.query_one(Reading).text
