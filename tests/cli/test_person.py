"""``person``: the profile as text and data, names found, the QR code."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from capx_tui.api.wire import Request, Response
from tests.cli.command_line import CommandLine, EmbeddedService, NoNetwork


@pytest.fixture
def somebody(warm: CommandLine) -> tuple[int, str]:
    person = warm.demo("explore", "kitabu", "--json").json[0]
    return person["id"], person["username"]


def test_the_profile_has_every_section_a_fact_a_line(warm: CommandLine, somebody: tuple[int, str]) -> None:
    number, name = somebody
    outcome = warm.demo("person", name)
    assert outcome.code == 0
    first, *facts = outcome.lines
    assert first.startswith(name)
    labels = [fact.partition(":")[0] for fact in facts]
    for label in (
        "Pronoun", "Badges", "Wiki birthday", "Known capacities", "Available capacities", "Wanted capacities",
        "Languages", "Alternative account", "Affiliation", "Territory", "Wikidata item", "Wikimedia projects",
        "Picture", "Contact", "Last change", "Address", "Number",
    ):  # fmt: skip
        assert label in labels, label
    assert f"Number: {number}" in facts
    assert facts[-1].startswith("Exchange is voluntary")
    assert "[" not in outcome.out


def test_a_person_is_called_by_name_number_or_nearly(warm: CommandLine, somebody: tuple[int, str]) -> None:
    number, name = somebody
    for called in (name, name.replace(" ", "_"), name.upper(), str(number)):
        assert warm.demo("person", *called.split(), "--json").json["id"] == number


def test_json_is_the_services_profile_from_the_mirror_alone(warm: CommandLine, somebody: tuple[int, str]) -> None:
    network = warm.transport = NoNetwork()
    person = warm.demo("person", somebody[1], "--json").json
    assert network.asked == []
    assert person == next(
        each for each in warm.demo("explore", "--json", "--incomplete").json if each["id"] == somebody[0]
    )
    assert "email" not in person


@pytest.mark.parametrize("flag", ["--csv", "--markdown", "--wikitext"])
def test_a_profile_as_one_row(warm: CommandLine, somebody: tuple[int, str], flag: str) -> None:
    outcome = warm.demo("person", somebody[1], flag)
    assert outcome.code == 0
    assert somebody[1] in outcome.out


def test_nobody_of_that_name_is_told_with_the_nearest(warm: CommandLine, somebody: tuple[int, str]) -> None:
    outcome = warm.demo("person", somebody[1].split()[0])
    assert (outcome.code, outcome.out) == (2, "")
    assert somebody[1] in outcome.err
    misspelt = warm.demo("person", somebody[1][:-1] + "o")
    assert misspelt.code == 2
    assert somebody[1] in misspelt.err
    assert warm.demo("person", "zzzzqqqq").err == "There is nobody called “zzzzqqqq”.\n"
    assert warm.demo("person", "999999999").code == 2


def test_one_profile_needs_no_fill_of_everybody(cli: CommandLine) -> None:
    cli.demo("whoami", "--people", "60")
    service = cli.transport = EmbeddedService()
    outcome = cli.demo("person", "wanjiru", "kitabu")
    assert outcome.code == 0
    assert outcome.lines[0] == "Wanjiru Kitabu"
    assert not any("ordering=" in path for path in service.asked)
    assert "Capacity " not in outcome.out


def test_what_meta_does_not_say_is_said(cli: CommandLine) -> None:
    def meta_down(request: Request) -> Response | None:
        return Response(503, {"retry-after": "60"}, b"") if "/meta/" in request.url else None

    cli.demo("whoami", "--people", "60")
    cli.transport = EmbeddedService(meta_down)
    outcome = cli.demo("person", "6")
    assert outcome.code == 0
    (line,) = [line for line in outcome.lines if line.startswith("Wiki birthday:")]
    assert "not working right now" in line


def test_without_a_network_the_copy_is_shown_with_its_age(warm: CommandLine, somebody: tuple[int, str]) -> None:
    warm.transport = NoNetwork()
    warm.later = timedelta(hours=2)
    outcome = warm.demo("person", somebody[1])
    assert outcome.code == 0
    assert outcome.lines[0].startswith(somebody[1])
    assert "2 hours ago" in outcome.err
    assert warm.demo("person", somebody[1], "--refresh").code == 1
    assert warm.demo("person", "Nobody Ever").code == 1


def test_the_address_as_a_code_to_scan(warm: CommandLine, somebody: tuple[int, str]) -> None:
    blocks = warm.demo("person", somebody[1], "--qr").out.rpartition("\n\n")[2].splitlines()
    assert len({len(line) for line in blocks}) == 1
    assert set("".join(blocks)) <= set(" ▀▄█")
    warm.environ["TERM"] = "linux"
    plain = warm.demo("person", somebody[1], "--qr").out.rpartition("\n\n")[2].splitlines()
    assert set("".join(plain)) <= set(" #")
    assert len(plain[0]) == 2 * len(plain)


def test_a_code_beside_data_is_refused(warm: CommandLine, somebody: tuple[int, str]) -> None:
    outcome = warm.demo("person", somebody[1], "--qr", "--json")
    assert (outcome.code, outcome.out) == (2, "")


@pytest.mark.parametrize(("name", "begins"), [("code.PNG", b"\x89PNG\r\n"), ("code.svg", b"<?xml")])
def test_the_code_as_a_file(
    warm: CommandLine, somebody: tuple[int, str], tmp_path: Path, name: str, begins: bytes
) -> None:
    outcome = warm.demo("person", somebody[1], "--json", "--qr-file", str(tmp_path / name))
    assert outcome.code == 0
    assert outcome.json["id"] == somebody[0]
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert name in outcome.err


def test_a_code_that_cannot_be_written(warm: CommandLine, somebody: tuple[int, str], tmp_path: Path) -> None:
    assert warm.demo("person", somebody[1], "--qr-file", str(tmp_path / "code.gif")).code == 2
    outcome = warm.demo("person", somebody[1], "--json", "--qr-file", str(tmp_path / "nowhere" / "code.svg"))
    assert outcome.code == 1
    assert "could not be used" in outcome.err


def test_hostile_profiles_steer_nothing(warm: CommandLine) -> None:
    everybody = warm.demo("explore", "--json", "--incomplete").json
    for person in everybody:
        for shown in (warm.demo("person", str(person["id"]), "--csv").out, warm.demo("person", str(person["id"])).out):
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\u200e\u200f]", shown)
