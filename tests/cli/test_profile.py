"""``profile show`` and ``profile set``: one's own profile read, and changed field by field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.errors import TimedOut
from capx_tui.model.profile import PRONOUNS
from tests.cli.command_line import CommandLine, EmbeddedService, NoNetwork


@pytest.fixture
def mine(cli: CommandLine) -> CommandLine:
    """A small world of this test's own, signed in as its made-up person."""
    assert cli.demo("whoami", "--people", "60").code == 0
    return cli


def _profile(cli: CommandLine) -> dict[str, Any]:
    profile: dict[str, Any] = cli.demo("profile", "show", "--json").json
    return profile


class Bodies(EmbeddedService):
    """Keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.bodies: list[dict[str, Any]] = []

    async def send(self, request: Request) -> Response:
        if request.method == "PUT":
            self.bodies.append(json.loads(request.body or b"{}"))
        return await super().send(request)


def test_the_profile_is_shown_with_what_is_missing(mine: CommandLine) -> None:
    outcome = mine.demo("profile", "show")
    assert outcome.code == 0
    assert outcome.lines[0] == "Papatya Defteri (Maya D.)"
    assert "Wanted capacities: Budgeting, GLAM, Lua, OpenRefine, Wikidata Query Service" in outcome.lines
    assert outcome.lines[-2:] == ["", "Nothing is missing that others look for."]
    mine.demo("profile", "set", "wanted", "")
    assert mine.demo("profile", "show").lines[-2:] == [
        "What is missing, and why it matters",
        "Wanted capacities: Nobody who could teach you something is suggested to you.",
    ]


def test_json_is_the_profile_as_person_has_it(mine: CommandLine) -> None:
    assert _profile(mine) == mine.demo("person", "Papatya Defteri", "--json").json


@pytest.mark.parametrize("flag", ["--csv", "--markdown", "--wikitext"])
def test_the_profile_as_one_row(mine: CommandLine, flag: str) -> None:
    outcome = mine.demo("profile", "show", flag)
    assert outcome.code == 0
    assert "Papatya Defteri" in outcome.out


@pytest.mark.parametrize("what", [["show"], ["set", "team", "x"], ["edit", "--yes"], ["delete", "--yes"]])
def test_signed_out_every_one_is_refused_with_three(cli: CommandLine, what: list[str]) -> None:
    cli.transport = NoNetwork()
    outcome = cli("profile", *what, "--service", "https://capx.example", stdin="team: x\n")
    assert outcome.code == 3
    assert outcome.out == ""
    assert outcome.err.startswith("This needs you to be signed in, or your sign-in has run out.")


def test_without_a_network_it_is_refused_with_one(mine: CommandLine) -> None:
    mine.transport = NoNetwork()
    outcome = mine.demo("profile", "set", "team", "Library")
    assert (outcome.code, outcome.out) == (1, "")
    assert "could not be reached" in outcome.err


@pytest.mark.parametrize(
    ("words", "field", "changed"),
    [
        (["wanted", "+Storytelling", "-Lua"], "skills_wanted_names", ({"Storytelling"}, {"Lua"})),
        (["wanted", "+Peer", "Support", "-GLAM"], "skills_wanted_names", ({"Peer Support"}, {"GLAM"})),
        (["known", "+48"], "skills_known_names", ({"Storytelling"}, set())),
        (["available", "-Workshop"], "skills_available_names", (set(), {"Workshop"})),
        (["territory", "-turkiye"], "territory_names", (set(), {"Türkiye"})),
        (["projects", "+Wiktionary"], "wikimedia_project_names", ({"Wiktionary"}, set())),
    ],
)  # fmt: skip
def test_lists_take_what_is_added_and_what_is_taken_out(
    mine: CommandLine, words: list[str], field: str, changed: tuple[set[str], set[str]]
) -> None:
    before = set(_profile(mine)[field])
    outcome = mine.demo("profile", "set", *words, "--json")
    assert (outcome.code, outcome.err) == (0, "Saved.\n")
    added, taken = changed
    assert set(outcome.json[field]) == (before | added) - taken
    assert _profile(mine) == outcome.json


def test_names_alone_replace_a_list_and_nothing_empties_it(mine: CommandLine) -> None:
    assert mine.demo("profile", "set", "wanted", "Lua", "GLAM", "--json").json["skills_wanted_names"] == ["GLAM", "Lua"]
    assert mine.demo("profile", "set", "wanted", "", "--json").json["skills_wanted"] == []


def test_languages_have_their_level_behind_a_colon(mine: CommandLine) -> None:
    outcome = mine.demo("profile", "set", "languages", "+pt-br:native", "+fr", "-es", "+de:4", "--json").json
    levels = dict(zip(outcome["language_names"], (each["proficiency"] for each in outcome["language"]), strict=True))
    assert levels == {"Turkish": "n", "English": 4, "German": 4, "Brazilian Portuguese": "n", "French": 3}


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        (["display-name", "Maya", "Defteri"], "display_name", "Maya Defteri"),
        (["team", "-x", "y"], "team", "-x y"),
        (["team", ""], "team", ""),
        (["pronoun", "They/Them"], "pronoun", "they-them"),
        (["about", "Two words."], "about", "Two words."),
        (["about-language", "tr"], "about_language", None),
        (["wikidata-item", "q42"], "wikidata_qid", "Q42"),
        (["wikidata-item", "https://www.wikidata.org/wiki/Q42"], "wikidata_qid", "Q42"),
        (["avatar", "3"], "avatar", 3),
        (["avatar", ""], "avatar", None),
        (
            ["social", "+Mastodon:", "https://social.example/@maya"],
            "social",
            ["Mastodon: https://social.example/@maya"],
        ),
    ],
)
def test_other_fields_take_what_is_written(mine: CommandLine, words: list[str], field: str, value: object) -> None:
    before = _profile(mine)
    outcome = mine.demo("profile", "set", *words, "--json")
    assert (outcome.code, outcome.err) == (0, "Saved.\n")
    if field == "about_language":
        assert mine.demo("profile", "show").lines[3].startswith("Mini bio, in Turkish:")
    else:
        assert outcome.json[field] == value
    same = set(before) - {field, "last_update"}
    assert {name: outcome.json[name] for name in same} == {name: before[name] for name in same}


def test_ways_to_reach_oneself_are_taken_out_by_name(mine: CommandLine) -> None:
    mine.demo("profile", "set", "contact", "+Mail: maya at the library", "+Phone: 5")
    assert mine.demo("profile", "set", "contact", "-mail", "--json").json["contact"] == ["Phone: 5"]
    outcome = mine.demo("profile", "set", "contact", "-fax")
    assert (outcome.code, outcome.err) == (2, "“contact” holds nothing that is called “fax”.\n")


def test_only_what_changed_is_sent(mine: CommandLine) -> None:
    mine.transport = service = Bodies()
    assert mine.demo("profile", "set", "team", "Library").code == 0
    assert [set(body) for body in service.bodies] == [{"user", "language", "team"}]
    assert mine.demo("profile", "set", "available", "-Workshop").code == 0
    assert set(service.bodies[1]) == {"user", "language", "skills_known", "skills_available"}
    outcome = mine.demo("profile", "set", "team", "Library")
    assert (outcome.code, outcome.err) == (0, "Nothing is changed.\n")
    assert len(service.bodies) == 2


_LEVELS = "0 Not proficient, 1 Basic, 2 Intermediate, 3 Advanced, 4 Almost native, 5 Professional proficiency, n Native"
_OFFER = "You can offer only what you know, and you"
_FIRST = "First write: capx-tui profile set"
_REFUSED = {
    "": "“capx-tui profile” needs to know what to do. Write one of these behind it: show, edit, set, delete.",
    "erase": "“capx-tui profile” has no “erase”. It has: show, edit, set, delete.",
    "show me": "“me” is one word too many.",
    "show --file x": "“profile show” takes no --file.",
    "set": "“profile set” needs a field and its values, such as: capx-tui profile set wanted +Lua",
    "set teem x": "A profile has no field “teem”. Fields are: team.",
    "set wanted": '“wanted” needs a value. To empty it, write: capx-tui profile set wanted ""',
    "set wanted +Luaa": "No capacity is called “Luaa”. Nearest: Lua.",
    "set wanted -Luaa": "No capacity is called “Luaa”. Nearest: Lua.",
    "set wanted Lua +GLAM": "Either every value for “wanted” begins with + or -, or none does; “Lua” has no sign.",
    "set wanted +": "Behind “+” the name is missing of what to change in “wanted”.",
    "set team x --file y": "VALUE and --file exclude each other.",
    "set available +Lua": f"{_OFFER} do not list as known: Lua. {_FIRST} known +Lua",
    "set available +Lua +GLAM": f"{_OFFER} do not list as known: Lua, GLAM. {_FIRST} known +Lua +GLAM",
    "set known -Workshop": f"{_OFFER} still offer: Workshop. {_FIRST} available -Workshop",
    "set languages +de:fluent": f"“fluent” is no level of a language. Levels: {_LEVELS}.",
    "set pronoun xe": f"CapX does not take the pronoun “xe”. It takes: {', '.join(PRONOUNS)}.",
    "set wikidata-item 42": "Wikidata item: “42” is not the number of a Wikidata item, such as Q42.",
    "set --telegram x": "There is no flag --telegram. “capx-tui profile --help” lists them.",
}


@pytest.mark.parametrize(("words", "said"), _REFUSED.items())
def test_what_a_rule_refuses_is_said_and_nothing_is_sent(mine: CommandLine, words: str, said: str) -> None:
    mine.transport = service = Bodies()
    outcome = mine.demo("profile", *words.split())
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"{said}\n")
    assert service.bodies == []


def test_the_command_that_puts_it_right_is_one_that_a_shell_takes(mine: CommandLine) -> None:
    outcome = mine.demo("profile", "set", "available", "+Wikimedia Tools")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"{_OFFER} do not list as known: Wikimedia Tools. {_FIRST} known '+Wikimedia Tools'\n"


_PLACES = "Spain Italy Kenya India Japan Chile Peru Cuba Iraq Nepal Ghana"
_LANGUAGES = "+af +sq +am +ar +hy +az +eu +be +bn +bs +bg +my +ca +ceb +zh +hr +cs"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["team", "x" * 129], "Team: "),
        (["display-name", "x" * 388], "Display name: "),
        (["about", "x" * 2001], "Mini bio: "),
        (["territory", *_PLACES.split()], "Territory: "),
        (["languages", *_LANGUAGES.split()], "Languages: "),
        (["affiliation", *map(str, range(150, 161))], "Affiliation: "),
        (["alternative-account", "x" * 129], "Alternative account: "),
    ],
)
def test_every_limit_is_told_with_its_field_before_anything_is_sent(
    mine: CommandLine, words: list[str], said: str
) -> None:
    mine.transport = service = Bodies()
    outcome = mine.demo("profile", "set", *words)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(said)
    assert service.bodies == []


def test_characters_that_steer_are_taken_out_of_ones_own_text_and_that_is_said(mine: CommandLine) -> None:
    outcome = mine.demo("profile", "set", "team", "Li\u202ebra\x1b[31mry", "--json")
    assert outcome.json["team"] == "Library"
    assert outcome.err.splitlines() == [
        "From “team” characters were taken out that steer a terminal or turn the reading direction.",
        "Saved.",
    ]


def test_the_mini_bio_comes_from_standard_input_or_a_file(mine: CommandLine, tmp_path: Path) -> None:
    piped = mine.demo("profile", "set", "about", "--json", stdin="One.\n\nTwo “quoted”.\n")
    assert piped.json["about"] == "One.\n\nTwo “quoted”."
    (tmp_path / "bio.txt").write_text("From a file.\n", "utf-8")
    assert mine.demo("profile", "set", "about", "--file", str(tmp_path / "bio.txt"), "--json").json["about"] == (
        "From a file."
    )
    nothing = mine.demo("profile", "set", "about", stdin="\n")
    assert nothing.code == 2
    assert nothing.err.startswith("Nothing came in, so nothing was changed.")
    (tmp_path / "bio.bin").write_bytes(b"\xff\xfe\x00")
    assert mine.demo("profile", "set", "about", "--file", str(tmp_path / "bio.bin")).code == 2
    missing = mine.demo("profile", "set", "about", "--file", str(tmp_path / "none"))
    assert missing.code == 2
    assert _profile(mine)["about"] == "From a file."


def test_a_save_whose_answer_is_lost_is_looked_up(mine: CommandLine) -> None:
    def lost(request: Request, response: Response) -> Response:
        if request.method == "PUT":
            raise TimedOut(host=request.host)
        return response

    mine.transport = EmbeddedService(turned=lost)
    outcome = mine.demo("profile", "set", "team", "Library", "--json")
    assert (outcome.code, outcome.json["team"]) == (0, "Library")


def test_a_change_made_elsewhere_in_this_moment_is_not_lost(mine: CommandLine) -> None:
    class Meanwhile(Bodies):
        """Somebody wants Outreach between our first look and our second."""

        looks = 0

        async def send(self, request: Request) -> Response:
            if request.method == "GET" and request.url.endswith("/profile/"):
                self.looks += 1
                if self.looks == 2:
                    answer = await super().send(request)
                    held = json.loads(answer.body)["results"][0]
                    put = json.dumps({"user": {}, "language": held["language"], "team": "Elsewhere"}).encode()
                    url = f"{request.url}{held['id']}/"
                    headers = (*request.headers, ("Content-Type", "application/json"))
                    await super().send(Request("PUT", url, headers, put, token=request.token))
            return await super().send(request)

    mine.transport = Meanwhile()
    outcome = mine.demo("profile", "set", "wanted", "+Storytelling", "--json")
    assert outcome.code == 0
    assert "Storytelling" in outcome.json["skills_wanted_names"]
    assert outcome.json["team"] == "Elsewhere"
