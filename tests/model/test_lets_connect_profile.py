"""What of an earlier registration can go into a profile, and that nothing else of the profile changes."""

from __future__ import annotations

from capx_tui.api.wikimedia.letsconnect import LetsConnectProfile
from capx_tui.errors import RuleError
from capx_tui.model.lets_connect_profile import Offer, holds, offers_of, room_left, with_taken
from capx_tui.model.naming import Kind
from capx_tui.model.people import Proficiency
from capx_tui.model.profile import MyProfile, changed_fields

MINE = MyProfile(
    id=1,
    username="Ana",
    about="As it was.",
    skills_known=(10, 11),
    skills_available=(10,),
    language=(Proficiency(3, "n"),),
    affiliation=tuple(range(100, 109)),
)
IDS = {
    (Kind.CAPACITY, "Q10"): 10,
    (Kind.CAPACITY, "Q11"): 11,
    (Kind.CAPACITY, "Q12"): 12,
    (Kind.LANGUAGE, "English"): 3,
    (Kind.LANGUAGE, "Turkish"): 8,
    (Kind.ORGANIZATION, "Wikimedia Somewhere"): 200,
    (Kind.TERRITORY, "Brazil"): 79,
    (Kind.PROJECT, "Wikisource"): 5,
}


def resolve(kind: Kind, text: str) -> int:
    if (kind, text) not in IDS:
        raise RuleError("cli-unknown-capacity-none-near", text)
    return IDS[kind, text]


def old(**fields: object) -> LetsConnectProfile:
    return LetsConnectProfile(username="Ana", **fields)  # type: ignore[arg-type]


def test_everything_that_is_not_there_is_offered_in_the_guides_order() -> None:
    found = offers_of(
        old(
            affiliation="Wikimedia Somewhere",
            territory="Brazil",
            languages=("English", "Turkish"),
            projects=("Wikisource", "Wikisource"),
            wants_to_learn=("Q12",),
            wants_to_share=("Q10", "Q11", "Q99"),
        ),
        resolve,
        MINE,
    )
    assert found.offers == (
        Offer("skills_available", 11),
        Offer("skills_wanted", 12),
        Offer("language", 8),
        Offer("affiliation", 200),
        Offer("territory", 79),
        Offer("wikimedia_project", 5),
    )
    assert found.unknown == (("skills_available", "Q99"),)
    assert found.held == 2


def test_where_there_is_nothing_nothing_is_offered() -> None:
    found = offers_of(old(affiliation=" ", projects=()), resolve, MINE)
    assert (found.offers, found.unknown, found.held) == ((), (), 0)


def test_what_is_taken_is_added_and_nothing_else_changes() -> None:
    taken = [Offer("skills_available", 12), Offer("language", 8), Offer("territory", 79)]
    after = with_taken(MINE, taken)
    assert changed_fields(MINE, after) == ("skills_known", "skills_available", "language", "territory")
    assert (after.skills_known, after.skills_available) == ((10, 11, 12), (10, 12))
    assert after.language == (Proficiency(3, "n"), Proficiency(8, "3"))
    assert after.territory == (79,)
    assert after.about == "As it was."
    assert all(holds(after, offer) for offer in taken)


def test_what_is_there_already_is_not_added_twice_nor_its_level_changed() -> None:
    again = [Offer("skills_available", 10), Offer("language", 3), Offer("affiliation", 100)]
    assert with_taken(MINE, again) == MINE


def test_what_is_known_already_stays_once() -> None:
    assert with_taken(MINE, [Offer("skills_available", 11)]).skills_known == (10, 11)


def test_room_is_what_the_service_takes_less_what_is_there() -> None:
    assert room_left(MINE, "affiliation") == 1
    assert room_left(MINE, "territory") == 10
    assert room_left(MINE, "language") == 19
    assert room_left(MINE, "skills_wanted") is None
