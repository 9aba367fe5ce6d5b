"""Signed calls to Meta-Wiki at the wire: what goes out, to whom, and what every answer means."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import traceback
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import pytest

from capx_tui.api.client import Client
from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wikimedia import writing
from capx_tui.api.wikimedia.own_oauth import OAuth1, OAuth2
from capx_tui.api.wire import Auth, Call, Request, Response, Site, build_request, read_answer
from capx_tui.errors import (
    ActionApiError,
    CapxError,
    ClockOff,
    CredentialsRefused,
    MaxLag,
    NoCredentials,
    RuleError,
    WrongShape,
)
from capx_tui.i18n.sentences import explain
from capx_tui.model.messages import Outcome
from capx_tui.model.wiki_refusals import outcome_of_code
from capx_tui.secret import Secret

META = "https://meta.example/w/api.php"
KEY, SECRET, TOKEN, TOKEN_SECRET = "0a" * 16, "1b" * 20, "2c" * 16, "3d" * 20
FOUR = OAuth1(Secret(KEY), Secret(SECRET), Secret(TOKEN), Secret(TOKEN_SECRET))
CSRF = Secret("c5rf+\\")
MAIL = writing.email_user("Mara", "Bob", "Grüße & = +", "1 % 2\n~ * “x”", CSRF)
SECTION = writing.new_section("Mara", "User talk:Bob", "Hi", "/* Hi */", "Text --~~~~", CSRF)


def answer(call: Call[Any], body: object, **headers: str) -> Any:
    raw = json.dumps(body).encode()
    return read_answer(call, Response(200, {"content-type": "application/json", **headers}, raw), host="meta.example")


def error(code: str, text: str = "The wiki's words.") -> dict[str, Any]:
    return {"errors": [{"code": code, "text": text, "module": "main"}]}


# -- what goes out -----------------------------------------------------------------------------------------


def test_an_email_names_its_sender_asks_for_a_copy_and_ends_with_the_token() -> None:
    assert MAIL.form is not None
    form = dict(MAIL.form)
    assert (form["action"], form["target"], form["ccme"], form["assertuser"]) == ("emailuser", "Bob", "1", "Mara")
    assert list(form)[-1] == "token"
    assert (MAIL.method, MAIL.auth, MAIL.repeatable) == ("POST", Auth.OWN, False)


def test_a_section_is_added_and_follows_a_moved_page() -> None:
    assert SECTION.form is not None
    form = dict(SECTION.form)
    assert (form["section"], form["sectiontitle"], form["redirect"]) == ("new", "Hi", "1")
    assert list(form)[-1] == "token"
    assert SECTION.repeatable is False


def _checks(request: Request, header: str) -> bool:
    """RFC 5849, section 3.4, by hand."""
    given = {
        name: unquote(value.strip('"')) for name, _, value in (p.strip().partition("=") for p in header.split(","))
    }
    signature = given.pop("oauth_signature")
    parts = urlsplit(request.url)
    pairs = [*parse_qsl(parts.query, keep_blank_values=True), *given.items()]
    pairs += parse_qsl((request.body or b"").decode(), keep_blank_values=True)
    escaped = sorted((quote(name, safe="~"), quote(value, safe="~")) for name, value in pairs)
    joined = "&".join(f"{name}={value}" for name, value in escaped)
    address = f"{parts.scheme}://{parts.netloc}{parts.path}"
    base = "&".join((request.method, quote(address, safe=""), quote(joined, safe="~")))
    digest = hmac.new(f"{SECRET}&{TOKEN_SECRET}".encode(), base.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode() == signature


@pytest.mark.parametrize(
    "call", [MAIL, SECTION, writing.standing(), writing.contributions("Ünï", "2026-06-10T15:30:00Z")]
)
@pytest.mark.parametrize("address", [META, "http://127.0.0.1:8410/api.php", "http://[::1]:8410/api.php"])
def test_the_signature_covers_address_query_and_form_and_is_never_the_same(call: Call[Any], address: str) -> None:
    request = build_request(call, address)
    headers = [FOUR.authorization(request).reveal() for _ in range(2)]
    assert headers[0] != headers[1]
    for header in headers:
        scheme, _, rest = header.partition(" ")
        assert scheme == "OAuth"
        assert f'oauth_consumer_key="{KEY}"' in rest
        assert _checks(request, rest)
        assert SECRET not in header
        assert TOKEN_SECRET not in header


def test_an_access_token_is_borne_as_it_is() -> None:
    header = OAuth2(Secret("eyJ.x.y")).authorization(build_request(MAIL, META))
    assert header.reveal() == "Bearer eyJ.x.y"


class _Kept:
    """Keeps requests instead of sending them."""

    def __init__(self) -> None:
        self.requests: list[Request] = []

    async def send(self, request: Request) -> Response:
        self.requests.append(request)
        return Response(200, {"content-type": "application/json"}, b'{"emailuser":{"result":"Success"}}')

    async def close(self) -> None:
        return None


async def test_only_calls_that_want_it_are_signed_and_none_carries_the_token_of_capx() -> None:
    kept = _Kept()
    sites = {Site.META_API: META, Site.CAPX: "https://capx.example"}
    client = Client(kept, sites, lambda: Secret("capx"), lambda site: FOUR if site is Site.META_API else None)
    await client.send(MAIL)
    await client.send(Call("GET", "", bytes, site=Site.META_API))
    await client.send(Call("GET", "/x/", bytes, auth=Auth.REQUIRED))
    assert [(request.signer is FOUR, request.token) for request in kept.requests] == [
        (True, None),
        (False, None),
        (False, Secret("capx")),
    ]
    with pytest.raises(NoCredentials):
        await Client(kept, sites).send(MAIL)


async def test_a_signature_never_travels_unprotected() -> None:
    transport = HttpxTransport()
    client = Client(transport, {Site.META_API: "http://meta.example/w/api.php"}, signer=lambda _site: FOUR)
    with pytest.raises(RuleError) as refused:
        await client.send(MAIL)
    await transport.close()
    assert refused.value.key == "error-token-unprotected"
    shown = "".join(traceback.TracebackException.from_exception(refused.value, capture_locals=True).format())
    assert not any(value in shown for value in (KEY, SECRET, TOKEN, TOKEN_SECRET))


# -- what comes back ---------------------------------------------------------------------------------------


def test_success_is_what_the_wiki_calls_so() -> None:
    assert answer(MAIL, {"emailuser": {"result": "Success"}}) is None
    posted = answer(SECTION, {"edit": {"result": "Success", "title": "User talk:Bob", "newrevid": 7}})
    assert (posted.title, posted.revision) == ("User talk:Bob", 7)
    for call in (MAIL, SECTION):
        with pytest.raises(WrongShape):
            answer(call, {})


@pytest.mark.parametrize(
    ("call", "body", "code"),
    [
        (MAIL, {"emailuser": {"result": "Failure"}}, "Failure"),
        (
            MAIL,
            {"emailuser": {"result": "Failure", "errors": [{"code": "captcha-disabledinapi", "text": "No."}]}},
            "captcha-disabledinapi",
        ),
        (SECTION, {"edit": {"result": "Failure", "captcha": {"type": "question", "id": "1"}}}, "captcha"),
        (SECTION, {"edit": {"result": "Failure", "spamblacklist": "x.example"}}, "spamblacklist"),
        (SECTION, {"edit": {"result": "Failure", "code": "abusefilter-warning", "info": "Hm."}}, "abusefilter-warning"),
        (SECTION, error("protectedpage"), "protectedpage"),
    ],
)
def test_a_failure_inside_the_answer_has_its_code(call: Call[Any], body: object, code: str) -> None:
    with pytest.raises(ActionApiError) as caught:
        answer(call, body)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "code", ["mwoauth-invalid-authorization", "mwoauth-invalid-authorization-invalid-user", "assertuserfailed"]
)
def test_credentials_that_are_not_taken_are_told_in_the_wikis_words(code: str) -> None:
    for call in (MAIL, writing.standing(), writing.write_token("Mara")):
        with pytest.raises(CredentialsRefused) as caught:
            answer(call, error(code))
        assert caught.value.params == ("The wiki's words.",)


def test_a_clock_that_is_off_is_not_taken_for_bad_credentials() -> None:
    words = (
        "The authorization headers in your request are not valid: Expired timestamp, yours 2096892000, ours 1780000000"
    )
    with pytest.raises(ClockOff) as caught:
        answer(writing.standing(), error("mwoauth-invalid-authorization", words))
    assert explain(caught.value) == (
        "Meta-Wiki takes nothing that was signed by a clock more than five minutes off: the one of this computer, or "
        "its own. Set the clock of this computer, then try again. Your credentials are as good as before."
    )


def test_nobodys_credentials_are_refused() -> None:
    with pytest.raises(CredentialsRefused):
        answer(writing.standing(), {"query": {"userinfo": {"id": 0, "name": "192.0.2.1", "anon": True}}})
    found = answer(
        writing.standing(), {"curtimestamp": "2026-06-10T15:30:00Z", "query": {"userinfo": {"id": 4, "name": "Mara"}}}
    )
    assert (found.account.name, found.moment) == ("Mara", "2026-06-10T15:30:00Z")


def test_edits_are_not_looked_for_where_they_may_not_be_seen_yet() -> None:
    with pytest.raises(MaxLag):
        answer(writing.contributions("Mara", "2026-06-10T15:30:00Z"), error("maxlag"), **{"retry-after": "5"})


def test_a_message_that_the_wiki_does_not_have_is_no_reason() -> None:
    with pytest.raises(CapxError) as caught:
        answer(MAIL, error("blockedemailuser", "⧼blockedemailuser⧽"))
    assert isinstance(caught.value, ActionApiError)
    assert (caught.value.info, outcome_of_code(caught.value.code)) == ("", Outcome.BLOCKED)


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("internal_api_error_DBQueryError", Outcome.DOUBTFUL),
        ("unknownerror", Outcome.DOUBTFUL),
        ("unknown_action", Outcome.REFUSED),
        ("globalblocking-blockedtext-user", Outcome.BLOCKED),
        ("titleblacklist-forbidden", Outcome.FILTERED),
        ("cascadeprotected", Outcome.PROTECTED),
        ("no-direct-editing", Outcome.PROTECTED),
        ("actionthrottledtext", Outcome.TOO_MANY),
        ("confirmemail", Outcome.SENDER_WITHOUT_MAIL),
    ],
)
def test_a_code_says_that_nothing_was_done_but_where_the_wiki_broke(code: str, outcome: Outcome) -> None:
    assert outcome_of_code(code) is outcome
