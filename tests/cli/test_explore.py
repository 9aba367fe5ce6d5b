"""``explore`` against the embedded service: who is found, in every format, warm, stale and without a network."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from pathlib import Path

import pytest

from capx_tui.api.wire import Request, Response
from tests.cli.command_line import CommandLine, EmbeddedService, NoNetwork, Silence


def ids(warm: CommandLine, *arguments: str) -> list[int]:
    outcome = warm.demo("explore", "--json", *arguments)
    assert outcome.code == 0, outcome.err
    return [person["id"] for person in outcome.json]


def test_a_fresh_mirror_answers_alone(warm: CommandLine) -> None:
    network = warm.transport = NoNetwork()
    outcome = warm.demo("explore", "--json")
    assert outcome.code == 0
    assert network.asked == []
    assert re.fullmatch(r"\d+ people\. Last compared with the service .+\.\n", outcome.err)


def test_json_has_the_services_fields_and_names_and_nothing_private(warm: CommandLine) -> None:
    people = warm.demo("explore", "--json", "--incomplete").json
    assert len(people) == 60
    for person in people:
        assert {"id", "username", "roles", "skills_known", "skills_available", "skills_wanted"} <= person.keys()
        assert {"territory", "language", "last_update", "affiliation", "wikimedia_project"} <= person.keys()
        for field in ("skills_known", "skills_available", "skills_wanted", "territory", "language", "badges"):
            assert len(person[field]) == len(person[f"{field}_names"])
        assert "email" not in person
        assert not {"is_staff", "is_active", "user"} & person.keys()
        assert person["last_update"] is None or person["last_update"].endswith("Z")
    assert any(person["skills_known_names"] for person in people)


def test_an_email_address_goes_nowhere(cli: CommandLine) -> None:
    def with_email(request: Request, response: Response) -> Response:
        if "/users/" not in request.url:
            return response
        body = response.body.replace(b'"email":null', b'"email":"secret@example.org"')
        assert body != response.body
        return Response(response.status, {"content-type": "application/json"}, body)

    cli.demo("whoami", "--people", "30")
    cli.transport = EmbeddedService(turned=with_email)
    said = [cli.demo("explore", "--incomplete", flag) for flag in ("--json", "--csv", "--no-cache", "--wikitext")]
    said.append(cli.demo("person", "6", "--refresh"))
    assert {outcome.code for outcome in said} == {0}
    assert not any("secret@" in outcome.out + outcome.err for outcome in said)
    kept = [file.read_bytes() for file in Path(cli.environ["HOME"]).rglob("*") if file.is_file()]
    assert kept
    assert not any(b"secret@" in content for content in kept)


def test_roles_follow_from_the_lists(warm: CommandLine) -> None:
    for person in warm.demo("explore", "--json", "--incomplete").json:
        held = {
            "sharer": person["skills_available"],
            "learner": person["skills_wanted"],
            "proficient": person["skills_known"],
        }
        assert person["roles"] == [role for role, skills in held.items() if skills]


def test_people_without_capacities_only_when_asked_for(warm: CommandLine) -> None:
    complete = set(ids(warm))
    everybody = warm.demo("explore", "--json", "--incomplete").json
    assert complete == {person["id"] for person in everybody if person["roles"]}
    assert len(complete) < len(everybody)


def test_newest_change_first_or_by_name(warm: CommandLine) -> None:
    people = warm.demo("explore", "--json").json
    updates = [person["last_update"] for person in people]
    assert updates == sorted(updates, reverse=True)
    names = [person["username"] for person in warm.demo("explore", "--json", "--sort", "name").json]
    assert sorted(names) != names or len(names) > 1
    assert {person["username"] for person in people} == set(names)


def test_capacities_by_name_id_and_qid_mean_the_same(warm: CommandLine) -> None:
    capacity = warm.demo("capacities", "show", "Lua", "--json").json
    by_name = ids(warm, "--available", "lua")
    assert by_name
    assert by_name == ids(warm, "--available", str(capacity["id"])) == ids(warm, "--available", capacity["qid"])
    people = {person["id"]: person for person in warm.demo("explore", "--json", "--incomplete").json}
    assert set(by_name) == {each for each, person in people.items() if capacity["id"] in person["skills_available"]}


def test_the_same_flag_is_either_different_flags_are_both(warm: CommandLine) -> None:
    lua, writing = set(ids(warm, "--available", "Lua")), set(ids(warm, "--available", "Wikipedia"))
    assert set(ids(warm, "--available", "Lua", "--available", "Wikipedia")) == lua | writing
    assert set(ids(warm, "--available", "Lua", "--role", "learner")) == lua & set(ids(warm, "--role", "learner"))


def test_sub_capacities_count_when_asked(warm: CommandLine) -> None:
    narrow, wide = (
        set(ids(warm, "--known", "Communication")),
        set(ids(warm, "--known", "Communication", "--with-children")),
    )
    assert narrow < wide


def test_a_region_holds_its_countries_once(warm: CommandLine) -> None:
    found = ids(warm, "--territory", "LAC")
    assert len(found) == len(set(found))
    assert set(ids(warm, "--territory", "Brazil")) <= set(found)


def test_a_language_at_least_so_well(warm: CommandLine) -> None:
    rank = ["0", "1", "2", "3", "4", "5", "n"]
    everybody = warm.demo("explore", "--json", "--language", "English").json
    english = next(
        each["id"]
        for person in everybody
        for each, name in zip(person["language"], person["language_names"], strict=True)
        if name == "English"
    )
    native = set(ids(warm, "--language", "English:native"))
    advanced = set(ids(warm, "--language", "en:3"))
    assert native
    assert native < advanced
    assert advanced == {
        person["id"]
        for person in everybody
        if any(each["id"] == english and rank.index(str(each["proficiency"])) >= 3 for each in person["language"])
    }


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--incomplete"],
        ["--available", "Lua", "--available", "Wikipedia"],
        ["--known", "Communication", "--with-children", "--role", "sharer"],
        ["--territory", "LAC"],
        ["--territory", "LAC", "--territory", "Kenya", "--incomplete"],
        ["--language", "English:3", "--wanted", "Training"],
        ["--language", "English", "--language", "Portuguese:n"],
        ["--project", "Wikidata", "--role", "learner", "--role", "sharer"],
        ["a", "--sort", "name"],
    ],
)
def test_the_service_itself_says_the_same_as_the_mirror(warm: CommandLine, arguments: list[str]) -> None:
    service = warm.transport = EmbeddedService()
    mirrored = ids(warm, *arguments)
    assert service.asked == []
    asked = ids(warm, *arguments, "--no-cache")
    assert sorted(asked) == sorted(mirrored)
    assert len(asked) == len(set(asked))
    assert any(path.startswith("/users/") for path in service.asked)


def test_text_is_a_paragraph_of_facts_for_each_person(warm: CommandLine) -> None:
    outcome = warm.demo("explore", "--available", "Lua", "--limit", "2")
    assert outcome.code == 0
    paragraphs = outcome.out.rstrip("\n").split("\n\n")
    assert len(paragraphs) == 2
    for paragraph in paragraphs:
        name, *facts = paragraph.split("\n")
        assert ":" not in name
        assert all(re.match(r"[^:]+: \S", fact) for fact in facts)
        assert [fact.partition(":")[0] for fact in facts[-3:]] == ["Territory", "Last change", "Address"]
        assert not re.search(r"[\u2500-\u25ff\u2800-\u28ff\x1b]|  |\|", paragraph)
    assert outcome.err.startswith("2 of ")


def test_missing_values_say_so(warm: CommandLine) -> None:
    said = warm.demo("explore", "--incomplete").out
    assert "Territory: no territory given" in said
    assert "Languages: no language given" in said
    assert "no capacities yet" in said


def test_known_capacities_are_told_when_asked_for(warm: CommandLine) -> None:
    assert "\nKnows: " in warm.demo("explore", "--known", "Lua", "--limit", "1").out
    assert "\nKnows: " not in warm.demo("explore", "--available", "Lua", "--limit", "1").out


def test_csv_reads_back_as_the_same_people(warm: CommandLine) -> None:
    rows = list(csv.DictReader(warm.demo("explore", "--csv", "--sort", "name").lines))
    people = warm.demo("explore", "--json", "--sort", "name").json
    assert [int(row["id"]) for row in rows] == [person["id"] for person in people]
    assert [row["skills_available_names"] for row in rows] == [
        "; ".join(person["skills_available_names"]) for person in people
    ]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values() if cell)


def test_tables_for_wikis_and_markdown(warm: CommandLine) -> None:
    markdown = warm.demo("explore", "--markdown", "--limit", "3").lines
    assert len(markdown) == 5
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in markdown} == {13}
    wikitext = warm.demo("explore", "--wikitext", "--limit", "3").lines
    assert (wikitext[0], wikitext[-1]) == ('{| class="wikitable sortable"', "|}")
    assert wikitext.count("|-") == 4


def test_limit_cuts_and_says_of_how_many(warm: CommandLine) -> None:
    whole = ids(warm)
    assert ids(warm, "--limit", "2") == whole[:2]
    assert warm.demo("explore", "--json", "--limit", "2").err.startswith(f"2 of {len(whole)} people.")


def test_quiet_says_nothing(warm: CommandLine) -> None:
    assert warm.demo("explore", "--quiet", "--limit", "1").err == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--available", "Luna"], "Lua"),
        (["--territory", "Brasil of the north"], ""),
        (["--language", "Portugese"], "Portuguese"),
        (["--affiliation", "Wiki Movimento Brazil"], "Wiki Movimento Brasil"),
        (["--project", "Wikdata"], "Wikidata"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(warm: CommandLine, arguments: list[str], said: str) -> None:
    outcome = warm.demo("explore", *arguments, "--json")
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
    assert "[cli-" not in outcome.err


def test_nobody_is_an_empty_list_and_what_to_drop(warm: CommandLine) -> None:
    arguments = ["--available", "Lua", "--territory", "Antarctica", "--language", "Basque:n"]
    assert warm.demo("explore", "--json", *arguments).json == []
    outcome = warm.demo("explore", *arguments)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.startswith("Nobody matches.\n")


def test_a_filter_is_saved_and_used_again(cli: CommandLine) -> None:
    cli.demo("sync", "--people", "30")
    saved = cli.demo("explore", "--role", "sharer", "--territory", "LAC", "--save-filter", "teachers", "--json")
    assert "“teachers”" in saved.err
    again = cli.demo("explore", "--filter", "Teachers", "--json")
    assert again.json == saved.json
    assert cli.demo("explore", "--filter", "teacher", "--json").code == 2
    assert cli.demo("explore", "--save-filter", "  ").code == 2
    # Also where the service itself is asked.
    assert {each["id"] for each in cli.demo("explore", "--filter", "teachers", "--no-cache", "--json").json} == {
        each["id"] for each in saved.json
    }


def test_names_come_in_the_language_asked_for(cli: CommandLine) -> None:
    cli.demo("sync", "--people", "30")
    english = cli.demo("explore", "--json").json
    turkish = cli.demo("explore", "--json", "--lang", "tr").json
    assert [each["id"] for each in turkish] == [each["id"] for each in english]
    assert [each["skills_known_names"] for each in turkish] != [each["skills_known_names"] for each in english]


# Filling, refreshing, and the service being down


def test_the_first_fill_says_so_in_two_lines(cli: CommandLine) -> None:
    outcome = cli.demo("explore", "--people", "30", "--json", "--limit", "1")
    assert outcome.code == 0
    assert outcome.err.splitlines()[:2] == [
        "Fetching everything for the first time. This is done once.",
        "Fetched: 30 people.",
    ]
    assert cli.demo("sync", "--forget", "--quiet").err == ""
    assert cli.demo("explore", "--json", "--limit", "1", "--quiet").err == ""


def test_a_stale_mirror_is_refreshed_with_one_request(cli: CommandLine) -> None:
    cli.demo("sync", "--people", "30")
    service = cli.transport = EmbeddedService()
    cli.later = timedelta(minutes=16)
    outcome = cli.demo("explore", "--json", "--limit", "1")
    assert outcome.code == 0
    assert [path.partition("?")[0] for path in service.asked] == ["/users/"]
    assert outcome.err == "1 of 25 people.\n" or outcome.err.startswith("1 of ")
    service.asked.clear()
    cli.demo("explore", "--json", "--limit", "1")
    assert service.asked == []


def test_a_world_built_anew_is_read_anew_once(cli: CommandLine) -> None:
    cli.demo("explore", "--people", "30", "--quiet")
    anew = cli.demo("explore", "--reset", "--json", "--limit", "1")
    assert anew.code == 0
    assert anew.err.startswith("Fetching everything for the first time.")
    network = cli.transport = NoNetwork()
    assert cli.demo("explore", "--json", "--limit", "1").out == anew.out
    assert network.asked == []


def test_refresh_asks_also_when_fresh(warm: CommandLine) -> None:
    service = warm.transport = EmbeddedService()
    assert warm.demo("explore", "--refresh", "--json", "--limit", "1").code == 0
    assert any(path.startswith("/users/") for path in service.asked)


def test_without_the_service_the_mirror_answers_and_says_its_age(warm: CommandLine) -> None:
    before = warm.demo("explore", "--json").out
    warm.transport = NoNetwork()
    warm.later = timedelta(hours=3)
    outcome = warm.demo("explore", "--json")
    assert outcome.code == 0
    assert outcome.out == before
    assert "could not be reached" in outcome.err
    assert outcome.err.count("3 hours ago") == 1


def test_a_service_that_never_answers_is_not_waited_for(warm: CommandLine) -> None:
    before = warm.demo("explore", "--json").out
    warm.transport = Silence()
    warm.later = timedelta(hours=3)
    warm.patience_s = 0.01
    outcome = warm.demo("explore", "--json")
    assert (outcome.code, outcome.out) == (0, before)
    assert outcome.err.startswith("The service did not answer in time.")


@pytest.mark.parametrize("flag", ["--refresh", "--no-cache"])
def test_whoever_insists_on_the_service_is_told_that_it_is_down(warm: CommandLine, flag: str) -> None:
    warm.transport = NoNetwork()
    outcome = warm.demo("explore", flag, "--json")
    assert (outcome.code, outcome.out) == (1, "")
    assert "could not be reached" in outcome.err


def test_nothing_fetched_and_nobody_there(cli: CommandLine) -> None:
    cli.transport = NoNetwork()
    outcome = cli("explore", "--json")
    assert (outcome.code, outcome.out) == (1, "")
    assert "capx-backend.toolforge.org could not be reached" in outcome.err


def test_a_web_page_instead_of_data_is_no_data(warm: CommandLine) -> None:
    page = Response(200, {"content-type": "text/html"}, b"<!doctype html><p>Are you human?")
    warm.transport = EmbeddedService(lambda request: page if "/users/" in request.url else None)
    outcome = warm.demo("explore", "--no-cache", "--json")
    assert (outcome.code, outcome.out) == (1, "")
    assert "web page" in outcome.err


def test_names_from_outside_failing_fail_nothing(cli: CommandLine) -> None:
    def broken(request: Request) -> Response | None:
        return Response(404, {}, b"") if "sparql" in request.url else None

    cli.demo("--version")
    cli.demo("whoami", "--people", "30")
    cli.transport = EmbeddedService(broken)
    outcome = cli.demo("explore", "--json", "--limit", "1")
    assert outcome.code == 0
    assert all(name.startswith("Capacity ") for name in outcome.json[0]["skills_known_names"])
    assert "could not be fetched" in outcome.err


def test_without_a_place_for_the_mirror_people_are_found_all_the_same(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/nowhere")
    outcome = cli.demo("explore", "--people", "30", "--json", "--role", "sharer")
    assert outcome.code == 0
    assert outcome.json
    kept = cli.demo("explore", "--role", "sharer", "--save-filter", "teachers", "--json")
    assert (kept.code, kept.out) == (1, "")
    assert "nothing can be kept there" in kept.err


def test_an_environment_that_names_no_service_is_refused(cli: CommandLine, surroundings: Path) -> None:
    cli.environ["CAPX_TUI_SERVICE"] = "http://capx.example"
    outcome = cli("explore", "--json")
    assert (outcome.code, outcome.out) == (2, "")
    assert "not protected" in outcome.err
