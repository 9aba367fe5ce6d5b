"""Home over the service that is named: what it recommends is what plain data says, and what Home costs is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from capx_tui.core import Core
from capx_tui.model.people import Person
from capx_tui.model.recommendation_words import empty_words, group_words
from capx_tui.model.recommendations import Group, Recommendations, shared
from capx_tui.secret import Secret
from capx_tui.text import isolate
from tests.live.inside import Inside
from tests.live.plain import Plain, Raw
from tests.live.sitting import Sitting
from tests.live.truth import Truth
from tests.screens.visits import Visit

pytestmark = pytest.mark.live

_KEYS = {
    Group.SHARE_WITH: "share_with",
    Group.SHARE_WITH_ORGANIZATIONS: "share_with_orgs",
    Group.LEARN_FROM: "learn_from",
    Group.LEARN_FROM_ORGANIZATIONS: "learn_from_orgs",
    Group.SAME_LANGUAGE: "same_language",
    Group.CAPACITIES: "new_skills",
    Group.EVENTS: "events",
}
_TALL = (80, 240)
#: All that Home asks the service itself for, besides pages of people and the names of capacities at Metabase.
_SEVEN = [
    "/list/language/",
    "/organizations/",
    "/profile/",
    "/recommendation/",
    "/skill/",
    "/statistics/",
    "/territory/",
]


@pytest.fixture(scope="module")
def said(service: str, token: Secret) -> Raw:
    """All that the service would recommend, fifty of a kind, asked without the client."""
    status, answer = Plain(service, token).ask("GET", "/recommendation/?limit=50")
    assert status == 200
    found: Raw = answer
    return found


@pytest.fixture(scope="module")
def told(service: str, token: Secret, filled: Path) -> Recommendations:
    """The same through the client."""

    async def load(core: Core) -> Recommendations:
        await core.recommendations.load(anew=True)
        found = core.recommendations.state.found
        assert found is not None
        return found

    return Inside(filled, service, token)(load)


@pytest.fixture
def me(service: str, token: Secret) -> Raw:
    return Plain(service, token).profile()


@pytest.mark.parametrize("group", Group)
def test_a_group_is_the_raw_answer_as_far_as_chance_leaves_it_alone(
    group: Group, said: Raw, told: Recommendations
) -> None:
    # Of equals the service gives others each time; how much is shared is the same each time.
    raw, rows = said[_KEYS[group]], told.rows(group)
    assert len(rows) == min(len(raw), 10)
    assert [row.matches for row in rows] == [each.get("matches", 0) for each in raw[:10]]
    if group is Group.CAPACITIES:
        return
    assert {row.id for row in rows} <= {each["id"] for each in raw} or len(raw) == 50
    if len(raw) <= 10:
        assert {row.id for row in rows} == {each["id"] for each in raw}
    if group.is_people:
        names = {each["id"]: each["username"] for each in raw}
        assert all(names.get(row.id, row.name) == row.name for row in rows)


@pytest.mark.parametrize(
    ("group", "mine", "theirs"),
    [
        (Group.SHARE_WITH, "skills_available", "skills_wanted"),
        (Group.LEARN_FROM, "skills_wanted", "skills_available"),
    ],
)
def test_who_could_be_shared_with_or_learnt_from_is_what_the_profiles_say(
    group: Group, mine: str, theirs: str, told: Recommendations, truth: Truth, me: Raw, token: Secret, service: str
) -> None:
    saved = {row["entity_id"] for row in Plain(service, token).rows("/saved_item/") if row["entity"] == "user"}
    counts = Counter(
        {
            number: len({*me[mine]} & {*person[theirs]})
            for number, person in truth.people.items()
            if number != me["id"] and number not in saved
        }
    )
    best = sorted((count for count in counts.values() if count), reverse=True)[:10]
    assert [row.matches for row in told.rows(group)] == best
    assert all(counts[row.id] == row.matches for row in told.rows(group))


def test_every_person_is_explained_by_names(told: Recommendations, service: str, token: Secret, filled: Path) -> None:
    async def explain(core: Core) -> Iterator[tuple[int, int]]:
        await core.explore.refresh()
        own = await core.my_profile.load()
        rows = [(group, row) for group in Group if group.is_people for row in told.rows(group)]
        people: dict[int, Person] = {each.id: each for each in core.mirror.persons([row.id for _, row in rows])}
        return iter([(len(shared(group, own, people.get(row.id))), row.matches) for group, row in rows])

    pairs = list(Inside(filled, service, token)(explain))
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


def test_home_shows_each_group_or_says_why_it_is_empty(
    told: Recommendations, service: str, token: Secret, filled: Path
) -> None:
    async def read(here: Visit) -> tuple[str, list[str], Recommendations]:
        found = here.core.recommendations.state.found
        assert found is not None
        own = here.core.my_profile.known(here.core.session.account_id)
        empty = [empty_words(group, own)[0] for group in Group if not found.rows(group)]
        return here.flowing, empty, found

    text, empty, found = Sitting(filled, service, token)("home", read, size=_TALL)
    for group in Group:
        assert group_words(group) in text
        if group.is_people:
            assert all(isolate(row.name) in text for row in found.rows(group)[:2])
    assert all(" ".join(words.split()) in text for words in empty)
    assert {group: len(found.rows(group)) for group in Group} == {group: len(told.rows(group)) for group in Group}


def test_a_cold_start_asks_eight_things_and_a_warm_one_two(service: str, token: Secret, tmp_path: Path) -> None:
    async def asked(here: Visit) -> list[str]:
        return [each.partition(" ")[2] for each in here.wire.asked]

    sit = Sitting(tmp_path, service, token)
    cold = sit("home", asked, size=_TALL, refresh=False)
    host = urlsplit(service).netloc
    own = [urlsplit(each).path for each in cold if urlsplit(each).netloc == host]
    assert sorted([path for path in own if path != "/users/"][:7]) == _SEVEN
    # Of the others one is Metabase's, asked once; it stands in for the eighth.
    assert len([each for each in cold if urlsplit(each).netloc != host]) <= 2
    # A token alone does not say whose it is: that is asked, and nothing else that is known from a moment ago.
    warm = sit("home", asked, size=_TALL, refresh=False)
    assert [urlsplit(each).path for each in warm] == ["/profile/"]
