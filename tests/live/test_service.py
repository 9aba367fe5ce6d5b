"""Fetching, the directory, a person, signing in: the program against a service that runs."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from capx_tui.secret import Secret
from tests.live.conftest import Outcome, Run, run_program
from tests.live.truth import LISTS, Truth

pytestmark = pytest.mark.live


def test_the_first_fetch_brings_everything_and_says_what_it_could_not_ask(filled: Path, truth: Truth) -> None:
    fetched = json.loads((filled / "first-sync.json").read_text("utf-8"))
    assert fetched["people"] == len(truth.people)
    assert fetched["capacities"] == len(truth.capacities)
    assert fetched["organizations"] == truth.count("/organizations/")
    said = (filled / "first-sync.txt").read_text("utf-8")
    # Capacities are named at Metabase and Wikidata, which a closed port stands for here.
    assert "127.0.0.1" in said or "Metabase" in said, said


def test_fetching_again_finds_nothing_new(run: Run, truth: Truth) -> None:
    # Tests that write may have run since the mirror was filled.
    run("sync", "--json")
    again = run("sync", "--json").json
    assert (again["people"], again["changed"]) == (len(truth.people), 0)


def test_the_directory_is_the_service_s(run: Run, truth: Truth) -> None:
    listed = {row["id"]: row for row in run("capacities", "--json").json}
    assert set(listed) == set(truth.capacities)
    for number, row in listed.items():
        of_service = truth.capacities[number]
        assert (row["parent"], row["qid"]) == (of_service["skill_type"] or None, of_service["skill_wikidata_item"])
        for name in LISTS:
            assert row[name] == len(truth.in_list(name, [number])), (number, name)


def test_a_capacity_by_its_id(run: Run, truth: Truth) -> None:
    parent = next(row["skill_type"] for row in truth.capacities.values() if row["skill_type"])
    shown = run("capacities", "show", str(parent), "--json").json
    assert sorted(shown["children"]) == sorted(n for n, row in truth.capacities.items() if row["skill_type"] == parent)


def test_a_person_is_who_the_service_says_without_what_is_private(run: Run, truth: Truth) -> None:
    with_mail = [person for person in truth.people.values() if person["user"].get("email")]
    busiest = sorted(truth.people.values(), key=lambda person: -len(person["skills_known"]))
    for raw in (*with_mail[:1], *busiest[:2]):
        outcome = run("person", raw["user"]["username"], "--json")
        shown = outcome.json
        assert shown["id"] == raw["id"]
        assert datetime.fromisoformat(shown["last_update"]) == datetime.fromisoformat(raw["last_update"])
        for field in ("territory", "affiliation", "wikimedia_project", *LISTS.values()):
            assert shown[field] == raw[field], field
        assert shown["language"] == raw["language"]
        assert "email" not in outcome.out
        if raw["user"].get("email"):
            assert raw["user"]["email"] not in outcome.out


def test_a_person_is_told_though_other_sites_are_silent(run: Run, truth: Truth) -> None:
    raw = next(p for p in truth.people.values() if truth.has_capacity(p) and p["user"]["username"].isalnum())
    outcome = run("person", raw["user"]["username"])
    assert outcome.code == 0, outcome.err
    assert raw["user"]["username"] in outcome.out.splitlines()[0]


def test_nobody_of_that_name(run: Run) -> None:
    outcome = run("person", "Nobody Has This Name 4711")
    assert (outcome.code, outcome.out) == (2, "")


def _shows(outcome: Outcome, secret: Secret) -> bool:
    return secret.reveal() in outcome.out + outcome.err


def test_who_one_is(run: Run, truth: Truth, token: Secret, service: str) -> None:
    profile = truth.get("/profile/", signed_in=True)["results"][0]
    outcome = run("whoami", "--json", token=token)
    me = outcome.json
    assert (me["id"], me["username"], me["service"]) == (profile["id"], profile["user"]["username"], service)
    assert not _shows(outcome, token)


def test_a_wrong_token_is_told_and_not_shown(run: Run) -> None:
    wrong = Secret("0" * 63 + "f")
    outcome = run("whoami", token=wrong)
    assert outcome.code == 3
    assert outcome.err.strip()
    assert not _shows(outcome, wrong)


def test_signing_in_and_out(service: str, token: Secret, truth: Truth, tmp_path: Path) -> None:
    name = truth.get("/profile/", signed_in=True)["results"][0]["user"]["username"]
    assert run_program(tmp_path, service, "whoami").code == 3
    pasted = run_program(tmp_path, service, "login", stdin=token)
    assert pasted.code == 0, pasted.err
    assert run_program(tmp_path, service, "whoami", "--json").json["username"] == name
    assert run_program(tmp_path, service, "logout").code == 0
    assert run_program(tmp_path, service, "whoami").code == 3


def test_a_link_of_capx_is_followed(run: Run, truth: Truth) -> None:
    name = next(p["user"]["username"] for p in truth.people.values() if " " in p["user"]["username"])
    outcome = run("open", f"https://capx.toolforge.org/profile/{quote(name.replace(' ', '_'))}", "--json")
    assert outcome.json["username"] == name
