"""What is offered on the home page, and the numbers about everybody."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from tests.demo.conftest import Service
from tests.demo.sample_world import FILLERS


async def offers(service: Service, query: str = "limit=50") -> dict[str, Any]:
    answer: dict[str, Any] = (await service.get(f"/recommendation/?{query}", "manager")).json()
    return answer


async def test_people_who_want_what_one_offers_and_offer_what_one_wants(
    service: Service, rows: sqlite3.Connection
) -> None:
    rows.execute("INSERT INTO profile_skill VALUES (1, 'available', 64), (700, 'wanted', 64), (91, 'wanted', 64)")
    rows.execute("INSERT INTO profile_skill VALUES (1, 'wanted', 95), (2, 'available', 95)")
    answer = await offers(service)
    assert answer["share_with"][0]["id"] == 700
    assert answer["share_with"][0]["matches"] == 2
    assert {one["id"] for one in answer["share_with"]} == set(FILLERS)
    assert [one["id"] for one in answer["learn_from"] if one["id"] == 2] == [2]
    assert all(one["id"] != 1 for one in answer["share_with"] + answer["learn_from"])


async def test_a_language_one_does_not_speak_is_none_in_common(service: Service, rows: sqlite3.Connection) -> None:
    rows.execute("INSERT INTO language_proficiency (profile, language, proficiency) VALUES (1, 3, '1'), (1, 13, '0')")
    rows.execute("INSERT INTO language_proficiency (profile, language, proficiency) VALUES (61, 3, '')")
    found = {one["id"] for one in (await offers(service))["same_language"]}
    assert 61 in found
    assert not found & set(FILLERS)  # level 0 on their side
    assert 600 not in found  # level 0 on ours


async def test_saved_people_are_left_out_unless_asked_for(service: Service) -> None:
    await service.post("/saved_item/", json={"entity": "user", "entity_id": 701, "relation": "sharer"})
    assert 701 not in {one["id"] for one in (await offers(service))["share_with"]}
    everybody = await offers(service, "limit=50&ignore_saved=false")
    assert 701 in {one["id"] for one in everybody["share_with"]}


async def test_organizations_without_a_manager_are_not_offered(service: Service, rows: sqlite3.Connection) -> None:
    rows.execute("INSERT INTO organization_skill VALUES (13, 'wanted', 24), (5, 'wanted', 24)")
    found = (await offers(service))["share_with_orgs"]
    assert [one["id"] for one in found] == [5]
    assert found[0] == {
        "id": 5,
        "display_name": "Wikimedia Bangladesh",
        "profile_image": None,
        "acronym": "O5",
        "matches": 1,
    }


async def test_new_skills_are_in_none_of_my_lists_and_events_are_to_come(
    service: Service, rows: sqlite3.Connection
) -> None:
    rows.execute("INSERT OR IGNORE INTO event_skill VALUES (2, 64), (3, 64), (16, 64)")
    rows.execute("UPDATE event SET time_begin = '2026-11-23T12:00:00.123456Z' WHERE id = 3")
    answer = await offers(service)
    assert {24, 64, 139}.isdisjoint(one["id"] for one in answer["new_skills"])
    assert answer["new_skills"][0]["id"] == 36
    assert [one["id"] for one in answer["events"]] == [3, 16]


@pytest.mark.parametrize(
    ("query", "most"), [("", 10), ("limit=0", 1), ("limit=-4", 1), ("limit=999", 50), ("limit=x", 10)]
)
async def test_the_limit_is_kept_between_one_and_fifty(service: Service, query: str, most: int) -> None:
    assert len((await offers(service, query))["new_skills"]) == most


async def statistics(service: Service, path: str = "") -> dict[str, Any]:
    answer: dict[str, Any] = (await service.get(f"/statistics/{path}")).json()
    return answer


async def test_statistics_count_each_person_once_at_the_root(service: Service, rows: sqlite3.Connection) -> None:
    before = await statistics(service)
    assert before["territory_user_counts"]["4"] >= len(FILLERS)
    rows.execute("INSERT INTO profile_territory VALUES (61, 4), (61, 20), (91, 4)")
    rows.execute("INSERT INTO profile_skill VALUES (61, 'wanted', 10), (61, 'wanted', 12), (91, 'wanted', 10)")
    after = await statistics(service)
    assert after["territory_user_counts"]["4"] == before["territory_user_counts"]["4"] + 1
    assert after["skill_wanted_user_counts"]["10"] == before["skill_wanted_user_counts"]["10"] + 1
    assert after["users_with_territory"] == before["users_with_territory"] + 1
    assert set(after["skill_known_user_counts"]) == {"10", "36", "50", "56", "65", "74", "106"}


async def test_totals(service: Service, rows: sqlite3.Connection) -> None:
    answer = await statistics(service)
    assert answer["total_users"] == rows.execute("SELECT COUNT(*) FROM user WHERE is_active").fetchone()[0]
    assert answer["total_capacities"] == 134
    assert answer["new_capacities"] == 4
    assert answer["total_messages"] == answer["new_messages"] == 2
    assert answer["total_organizations"] == 12
    assert answer["active_users"] == 2


async def test_who_has_level_0_in_one_language_counts_for_none_but_by_territory_for_the_others(
    service: Service, rows: sqlite3.Connection
) -> None:
    async def counts() -> tuple[int, int]:
        by_territory = await statistics(service, "languages-by-territory/")
        total = (await statistics(service))["language_user_counts"]["5"]
        return total, by_territory.get("20", {}).get("5", 0)

    before = await counts()
    rows.execute("INSERT INTO language_proficiency (profile, language, proficiency) VALUES (700, 5, '3')")
    assert await counts() == (before[0], before[1] + 1)
    assert "3" not in (await statistics(service, "languages-by-territory/"))["20"]


async def test_capacities_by_territory_are_as_people_chose_them(service: Service) -> None:
    answer = await statistics(service, "capacities-by-territory/")
    assert answer["20"] == {"24": {"known": 0, "available": 0, "wanted": len(FILLERS)}}
