"""The service goes away in the middle: what was read before still opens, with its age."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.live.conftest import run_program
from tests.live.relay import Relay
from tests.live.truth import Truth
from tests.pty.program import Program

pytestmark = pytest.mark.live


@pytest.fixture
def relay(service: str) -> Iterator[Relay]:
    parts = urlsplit(service)
    if parts.scheme != "http":
        pytest.skip("a relay cannot stand in for a service over https: its certificate names another host")
    with Relay(parts.hostname or "", parts.port or 80) as door:
        yield door


def test_everything_public_is_there_without_the_service(relay: Relay, truth: Truth, tmp_path: Path) -> None:
    there = relay.address
    assert run_program(tmp_path, there, "sync", "--quiet").code == 0
    questions = (["explore", "--incomplete", "--json"], ["capacities", "--json"], ["capacities", "--view", "cards"])
    before = [run_program(tmp_path, there, *question) for question in questions]
    assert before[0].ids == sorted(truth.people)
    relay.stop()
    after = [run_program(tmp_path, there, *question) for question in questions]
    assert [outcome.out for outcome in after] == [outcome.out for outcome in before]
    assert {outcome.code for outcome in after} == {0}

    name = next(person["user"]["username"] for person in truth.people.values() if truth.has_capacity(person))
    person = run_program(tmp_path, there, "person", name)
    assert (person.code, person.out.splitlines()[0].startswith(name)) == (0, True), person.err
    # Whoever insists on the service is told that it is not there, and nothing half done is called done.
    for insisting in (["explore", "--refresh", "--json"], ["explore", "--no-cache", "--json"], ["sync"]):
        refused = run_program(tmp_path, there, *insisting)
        assert (refused.code, refused.out) == (1, ""), insisting
        assert "127.0.0.1" in refused.err


def test_the_full_screen_opens_and_says_how_old_it_is(relay: Relay, truth: Truth, tmp_path: Path) -> None:
    assert run_program(tmp_path, relay.address, "sync", "--quiet").code == 0
    relay.stop()
    first = run_program(tmp_path, relay.address, "explore", "--json", "--limit", "1").json[0]["username"]
    arguments = ("--service", relay.address, "--open", "Explore")
    with Program(*arguments, home=tmp_path, size=(100, 30)) as program:
        program.wait_for(first, "compared with the service")
        program.press("f5")
        program.wait_for("Not refreshed", "just now")
        program.quiet(0.3)
        assert first in program.picture.text
        program.press("enter")
        program.wait(lambda: first in program.rows[0], "the person's own screen")
        program.wait_for("Role", "Available capacities")
        program.press("f3")
        program.wait_for("Capacity directory", "want")
        program.press("i")
        # Whoever cannot be asked has not said that there is no description.
        program.wait_for("Metabase, Wikidata did not answer")
        assert "neither Metabase" not in program.picture.text
        assert program.leave("ctrl+q") == 0


def test_a_fetch_that_breaks_off_goes_on_where_it_was(relay: Relay, service: str, truth: Truth, tmp_path: Path) -> None:
    arguments = ("--service", relay.address, "--open", "Explore")
    with Program(*arguments, home=tmp_path, size=(100, 30)) as program:
        program.wait(lambda: " of " in program.rows[-1] and "0 of" not in program.rows[-1], "the first people")
        relay.stop()
        program.wait_for("could not be reached")
        assert program.leave("ctrl+q") == 0
    some = run_program(tmp_path, relay.address, "explore", "--incomplete", "--json")
    assert some.code == 1, "a half-filled mirror is not passed off as everybody"
