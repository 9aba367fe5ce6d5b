"""What goes out, as bytes."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec
import pytest

from capx_tui import __version__
from capx_tui.api.capx import bugs, lists, mentorship, people, signin, translating
from capx_tui.api.capx.shapes import (
    LanguagePut,
    LetsConnectPost,
    OrganizationPut,
    OrganizationShape,
    ProfilePut,
    TranslationPost,
)
from capx_tui.api.wire import (
    USER_AGENT,
    Auth,
    Call,
    Site,
    build_request,
    is_loopback,
    is_protected,
    json_body,
    path,
    repeat,
)
from capx_tui.errors import RuleError
from capx_tui.secret import Secret

BASE = "https://capx.example"
TOKEN = Secret("abc")


def test_the_address_is_base_path_and_query() -> None:
    request = build_request(people.users(10, 20, name="A&B = ç/?#+%", skills_known=(36, 37)), BASE)
    assert request.method == "GET"
    assert request.url.startswith(f"{BASE}/users/?limit=10&offset=20&")
    assert request.url.isascii()
    assert parse_qsl(urlsplit(request.url).query)[2:] == [
        ("name", "A&B = ç/?#+%"),
        ("skills_known", "36"),
        ("skills_known", "37"),
    ]
    assert request.host == "capx.example"
    assert request.body is None


def test_a_base_with_a_path_and_a_slash() -> None:
    assert build_request(people.user(7), "http://127.0.0.1:8100/capx/").url == "http://127.0.0.1:8100/capx/users/7/"
    assert build_request(Call("POST", "", bytes, site=Site.META_API), "https://m.example/w/api.php").url.endswith(
        "/api.php"
    )


@pytest.mark.parametrize("part", ["a/b", "../x", "?q", "#f", "50%off", "ç é", "{}", "\ud800"])
def test_a_path_part_stays_one_part(part: str) -> None:
    built = path("/x/{}/y/{}/", part, 7)
    assert re.fullmatch(r"/x/[A-Za-z0-9._~%-]+/y/7/", built)
    assert unquote(built.split("/")[2]) == part.replace("\ud800", "?")


def test_flags_are_words_and_empty_filters_are_left_out() -> None:
    query = dict(people.users(1, has_any_skills=False, has_skills_known=True, name="").query)
    assert query == {"limit": "1", "offset": "0", "has_any_skills": "false", "has_skills_known": "true"}


def test_a_limit_the_service_would_misread_is_mended() -> None:
    """0 means 50 there, and less than nothing is an error of the server."""
    assert dict(people.users(0, -5).query) == {"limit": "1", "offset": "0"}


def test_repeated_keys() -> None:
    assert repeat("x", [1, "b"]) == [("x", "1"), ("x", "b")]
    assert repeat("x", []) == []


def test_who_we_are() -> None:
    headers = dict(build_request(people.user(7), BASE).headers)
    assert headers == {"Accept": "application/json", "User-Agent": USER_AGENT}
    assert __version__ in USER_AGENT
    assert "https://" in USER_AGENT
    assert "@" in USER_AGENT


@pytest.mark.parametrize(
    ("call", "sent"),
    [
        (Call("GET", "/x/", None, auth=Auth.OPTIONAL), True),
        (Call("GET", "/x/", None, auth=Auth.REQUIRED), True),
        (Call("GET", "/x/", None, auth=Auth.NEVER), False),
        (Call("GET", "/x/", None, auth=Auth.REQUIRED, site=Site.META_API), False),
        (Call("GET", "/x/", None, auth=Auth.OPTIONAL, site=Site.LETSCONNECT), False),
        (signin.begin(), False),
        (lists.quick_list("language"), True),
    ],
)
def test_the_token_goes_to_capx_alone(call: Call[object], sent: bool) -> None:
    request = build_request(call, BASE, TOKEN)
    assert (request.token == TOKEN) is sent
    assert "abc" not in repr(request)
    assert "abc" not in request.url


def test_json_goes_out_as_json() -> None:
    request = build_request(people.profile_put(1, ProfilePut(language=())), BASE, TOKEN)
    assert dict(request.headers)["Content-Type"] == "application/json"
    assert request.body == b'{"language":[],"user":{}}'


def test_a_form_goes_out_as_a_form() -> None:
    call: Call[bytes] = Call("POST", "", bytes, site=Site.METABASE_SPARQL, form=(("query", "a b&ç\ud800"), ("x", "1")))
    request = build_request(call, BASE)
    assert dict(request.headers)["Content-Type"] == "application/x-www-form-urlencoded"
    assert request.body == b"query=a%20b%26%C3%A7%3F&x=1"
    assert request.form is None


def test_a_file_goes_out_as_a_part() -> None:
    request = build_request(bugs.attachment_post(1, "a.txt", b"secret text", "text/plain"), BASE, TOKEN)
    assert request.body is None
    assert request.form == (("bug", "1"),)
    assert [(p.name, p.filename, p.content, p.content_type) for p in request.files] == [
        ("file", "a.txt", b"secret text", "text/plain")
    ]
    assert "secret text" not in repr(request)


def test_half_a_character_is_refused_before_it_is_sent() -> None:
    with pytest.raises(RuleError) as caught:
        json_body({"about": "a\ud800"})
    assert caught.value.key == "error-unsendable-text"


def test_absent_is_not_null() -> None:
    body = people.profile_put(1, ProfilePut(language=(LanguagePut.of(3, "n"),), avatar=None, about="")).json
    assert body == b'{"language":[{"id":3,"proficiency":"n"}],"user":{},"about":"","avatar":null}'


@pytest.mark.parametrize(("level", "sent"), [("0", 0), ("5", 5), ("n", "n"), ("", ""), ("٣", "٣")])
def test_levels_go_out_as_the_outline_has_them(level: str, sent: int | str) -> None:
    assert LanguagePut.of(3, level).proficiency == sent


@pytest.mark.parametrize("alone", [{"skills_known": (36,)}, {"skills_available": ()}])
def test_known_and_available_go_together(alone: dict[str, tuple[int, ...]]) -> None:
    with pytest.raises(ValueError, match="together"):
        ProfilePut(language=(), **alone)  # type: ignore[arg-type]
    assert ProfilePut(language=(), skills_known=(36,), skills_available=()).user == {}


def test_no_e_mail_address_is_published_by_a_profile() -> None:
    with pytest.raises(ValueError, match="public"):
        ProfilePut(language=(), user={"email": "ana@example.org"})


def test_no_avatar_is_never_zero() -> None:
    with pytest.raises(ValueError, match="avatar"):
        ProfilePut(language=(), avatar=0)


def test_an_organization_goes_back_whole() -> None:
    now = OrganizationShape(id=1, acronym="XX", email="a@example.org", territory=(18,), choose_events=(3,))
    body = msgspec.json.decode(json_body(OrganizationPut.of(now)))
    elsewhere = {"id", "projects", "events", "names", "managers", "display_name", "update_date"}
    assert set(body) == {field.name for field in msgspec.structs.fields(OrganizationShape)} - elsewhere
    assert (body["email"], body["territory"], body["choose_events"], body["report"]) == (
        "a@example.org",
        [18],
        [3],
        None,
    )


def test_only_changed_terms_are_sent() -> None:
    """An empty one would blank the term at Metabase."""
    call = translating.translation_post(TranslationPost(qid="Q1", lang="tr", label="x"))
    assert msgspec.json.decode(call.json or b"") == {"qid": "Q1", "lang": "tr", "label": "x"}


def test_mentors_answers_are_a_string_and_mentees_an_object() -> None:
    answers = {"days": ["1", "2"], "name": "ç"}
    mentor = msgspec.json.decode(mentorship.mentor_response_post(1, answers).json or b"")
    assert msgspec.json.decode(mentor["data"]) == answers
    assert msgspec.json.decode(mentorship.mentee_response_post(1, answers).json or b"")["data"] == answers


def test_private_bodies_are_not_shown() -> None:
    answers = LetsConnectPost(role="Board member", full_name="Ana Lopes")
    assert "Ana" not in repr(answers)
    assert "Ana" not in repr(mentorship.mentor_response_post(1, {"name": "Ana Lopes"}))
    assert "s3cret" not in repr(signin.finish(signin.RequestToken("t", Secret("s3cret")), "v"))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "::1"])
def test_this_machine(host: str) -> None:
    assert is_loopback(host)
    assert is_protected(f"http://[{host}]:8/" if ":" in host else f"http://{host}/")


@pytest.mark.parametrize(
    "host",
    [
        "",
        "capx.example",
        "localhost.example",
        "127.0.0.1.example",
        "10.0.0.1",
        "0.0.0.0",
        "::",
        "1",
        "embedded.capx.invalid",
    ],
)
def test_other_machines(host: str) -> None:
    assert not is_loopback(host)
    assert not is_protected(f"http://[{host}]/" if ":" in host else f"http://{host}/")
    assert is_protected(f"https://{host or 'x'}/".replace("https://::/", "https://[::]/"))


@pytest.mark.parametrize(
    "url", ["", "ftp://localhost/", "//localhost/", "localhost", "ws://127.0.0.1/", "https:", "file:///x"]
)
def test_what_is_neither(url: str) -> None:
    assert not is_protected(url)
