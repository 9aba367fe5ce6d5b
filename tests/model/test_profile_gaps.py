"""What a profile lacks: only what decides whether people find each other, the dearest first."""

from __future__ import annotations

import msgspec
import pytest

from capx_tui.model.people import Person, Proficiency
from capx_tui.model.profile_gaps import profile_gaps

WHOLE = Person(
    id=1,
    username="Papatya Defteri",
    about="Templates.",
    about_language=7,
    skills_known=(1, 2),
    skills_available=(2,),
    skills_wanted=(3,),
    language=(Proficiency(7, "n"),),
    territory=(5,),
    wikimedia_project=(4,),
)


class Names:
    """Names that say what they are."""

    def capacity(self, number: int) -> str:
        return f"capacity {number}"

    territory = language_name = affiliation = project = badge = capacity


def _ids(**changes: object) -> list[str]:
    gaps = profile_gaps(msgspec.structs.replace(WHOLE, **changes), Names())
    assert all(gap.label and "$" not in gap.why and gap.why.endswith((".", " 3")) for gap in gaps)
    return [gap.id for gap in gaps]


def test_a_whole_profile_lacks_nothing_whatever_else_is_left_out() -> None:
    assert profile_gaps(WHOLE, Names()) == ()
    assert not any((WHOLE.affiliation, WHOLE.pronoun, WHOLE.wikidata_qid, WHOLE.avatar, WHOLE.team))


@pytest.mark.parametrize(
    ("changes", "gaps"),
    [
        ({"skills_known": (), "skills_available": (), "skills_wanted": ()}, ["capacities"]),
        ({"skills_available": ()}, ["available"]),
        ({"skills_known": (), "skills_available": ()}, ["known"]),
        ({"skills_wanted": ()}, ["wanted"]),
        ({"skills_available": (2, 3)}, ["offered-not-known"]),
        ({"language": ()}, ["languages"]),
        ({"language": (Proficiency(7, "0"), Proficiency(8, ""))}, ["levels"]),
        ({"language": (Proficiency(7, "0"), Proficiency(8, "1"))}, []),
        ({"territory": ()}, ["territory"]),
        ({"about": " \n"}, ["about"]),
        ({"about": "", "about_language": None}, ["about"]),
        ({"about_language": None}, ["about-language"]),
        ({"wikimedia_project": ()}, ["projects"]),
    ],
)
def test_each_gap_is_told_by_itself(changes: dict[str, object], gaps: list[str]) -> None:
    assert _ids(**changes) == gaps


def test_an_empty_profile_is_told_what_costs_most_first() -> None:
    gaps = profile_gaps(Person(id=1, username="Blank Page"), Names())
    assert [gap.label for gap in gaps] == ["Capacities", "Languages", "Territory", "Mini bio", "Wikimedia projects"]
    assert gaps[0].why == (
        "Explore leaves out everybody without a capacity, so nobody comes across you."
        " One that you offer or want is enough to begin with."
    )


def test_what_is_offered_and_not_known_is_named() -> None:
    (gap,) = profile_gaps(msgspec.structs.replace(WHOLE, skills_available=(2, 3, 9)), Names())
    assert gap.why.endswith("while you offer what you do not list as known: capacity 3, capacity 9.")
