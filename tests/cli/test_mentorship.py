"""``mentorship``: the programmes as JSON, as tables and as text, with their status on the day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.cli.command_line import CommandLine


def test_the_list_says_the_true_status_of_each_programme(warm: CommandLine) -> None:
    printed = warm.demo("mentorship", "--json").json
    assert [(each["organization_name"], each["status"]) for each in printed] == [
        ("Grupo de Usuários Wiki Movimento Brasil", "open"),
        ("Wikimedia Community User Group Turkey", "open"),
        ("Wikimedia Ghana User Group", "upcoming"),
        ("Wikimedia France", "closed"),
    ]
    # Registration in Turkey ends today: that day counts.
    assert printed[1]["registration_close_date"] == f"{datetime.now(UTC):%Y-%m-%d}"
    assert [each["roles"] for each in printed] == [["mentor", "mentee"], ["mentor", "mentee"], [], []]


def test_json_has_the_services_names_and_what_they_stand_for(warm: CommandLine) -> None:
    (first, *_) = warm.demo("mentorship", "list", "--json").json
    assert first["skills_names"] == ["Mentorship", "Edit-a-thons", "Workshop", "Wikipedia"]
    assert len(first["skills"]) == 4
    assert first["languages_names"] == ["English", "Spanish", "Brazilian Portuguese"]
    assert first["territory_name"] == "Brazil"
    assert first["subscribers"] == first["mentor_form"]["counter"] + first["mentee_form"]["counter"] == 26
    assert len(first["mentor_form"]["public_key_fingerprint"]) == 12


def test_text_tells_every_fact_of_the_card(warm: CommandLine) -> None:
    lines = warm.demo("mentorship").lines
    turkey = lines.index("Wikimedia Community User Group Turkey")
    told = lines[turkey : turkey + 9]
    assert told[1].startswith("Status: open, today is the last day (")
    assert told[2].startswith("Registration: from ")
    assert told[3] == "Location: Türkiye"
    assert told[4] == ("Format: CapX does not say whether it is in person, online or both; the coordinator knows")
    assert told[8] == "Subscribers: 8 (3 as mentors, 5 as mentees)"
    assert "Location: worldwide; the programme names no territory" in lines
    assert "About: the programme says nothing about itself" in lines
    assert "Subscribers: nobody yet" in lines


@pytest.mark.parametrize("form", ["--csv", "--markdown", "--wikitext"])
def test_tables_have_a_row_for_each(warm: CommandLine, form: str) -> None:
    printed = warm.demo("mentorship", form).out
    assert printed.count("Wikimedia France") == 1
    assert "worldwide" not in printed


def test_a_limit_holds(warm: CommandLine) -> None:
    assert len(warm.demo("mentorship", "--json", "--limit", "2").json) == 2


def test_another_word_is_refused_with_the_words_there_are(warm: CommandLine) -> None:
    outcome = warm.demo("mentorship", "show")
    assert (outcome.code, outcome.out) == (2, "")
    assert "list" in outcome.err
