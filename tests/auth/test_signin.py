"""The steps of a sign-in, one by one, without anything being sent."""

from __future__ import annotations

import json
from collections.abc import Generator
from typing import Any

import pytest

from capx_tui.api.capx.signin import RequestToken, SignedIn
from capx_tui.api.wire import Auth, Call
from capx_tui.auth.failures import ExchangeRefused, ExchangeUnanswered, ForeignReturn
from capx_tui.auth.paste import ReturnAddress
from capx_tui.auth.signin import Consent, Step, same_token, sign_in
from capx_tui.errors import (
    BrokenOff,
    CapxError,
    CutOff,
    FieldErrors,
    Forbidden,
    HtmlAnswer,
    NotSignedIn,
    ServiceDown,
    TimedOut,
    WrongShape,
)
from capx_tui.secret import Secret

STARTED = RequestToken("request-token", Secret("request-secret"))
RETURNED = ReturnAddress("request-token", Secret("verifier"))


def sent(step: Step, path: str) -> Any:
    assert isinstance(step, Call)
    assert (step.method, step.path, step.auth) == ("POST", path, Auth.NEVER)
    assert step.json is not None
    return json.loads(step.json)


def until_consent(extra: str = "") -> Generator[Step, Any, SignedIn]:
    flow = sign_in(extra)
    next(flow)
    assert flow.send(STARTED) == Consent("request-token")
    return flow


def test_from_the_first_call_to_the_token() -> None:
    flow = sign_in("localhost:41234")
    begin = sent(next(flow), "/api/login/social/knox/mediawiki/")
    assert begin == {"provider": "mediawiki", "extra": "localhost:41234"}
    assert flow.send(STARTED) == Consent("request-token")
    end = sent(flow.send(RETURNED), "/api/login/social/knox_user/mediawiki/")
    # The service reads this very name; with any other the exchange fails.
    assert end == {
        "oauth_token": "request-token",
        "oauth_verifier": "verifier",
        "oauth_token_secret": "request-secret",
    }
    issued = SignedIn(61, "Alice Example", Secret("token"))
    with pytest.raises(StopIteration) as ended:
        flow.send(issued)
    assert ended.value.value == issued


def test_a_service_that_forwards_to_no_listener_is_asked_again_without() -> None:
    flow = sign_in("localhost:41234")
    next(flow)
    again = flow.throw(FieldErrors({}, "Invalid extra host."))
    assert sent(again, "/api/login/social/knox/mediawiki/") == {"provider": "mediawiki"}
    assert isinstance(flow.send(STARTED), Consent)


def test_it_is_asked_no_third_time() -> None:
    flow = sign_in("localhost:41234")
    next(flow)
    flow.throw(FieldErrors({}, "Invalid extra host."))
    with pytest.raises(FieldErrors):
        flow.throw(FieldErrors({}, "no"))


def test_a_refusal_without_a_listener_is_told_as_it_is() -> None:
    flow = sign_in()
    next(flow)
    with pytest.raises(FieldErrors):
        flow.throw(FieldErrors({}, "no"))


def test_another_sign_ins_return_address_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(ForeignReturn):
        until_consent().send(ReturnAddress("another", Secret("verifier")))


@pytest.mark.parametrize("error", [FieldErrors({}), Forbidden(403), NotSignedIn(), WrongShape("$")], ids=repr)
def test_a_consent_that_is_not_taken_says_so(error: CapxError) -> None:
    flow = until_consent()
    flow.send(RETURNED)
    with pytest.raises(ExchangeRefused):
        flow.throw(error)


@pytest.mark.parametrize("kind", [TimedOut, BrokenOff, CutOff, HtmlAnswer])
def test_a_last_step_without_an_answer_is_not_called_done_nor_repeated(kind: type[CapxError]) -> None:
    flow = until_consent()
    flow.send(RETURNED)
    with pytest.raises(ExchangeUnanswered) as caught:
        flow.throw(kind(host="capx.example"))
    assert caught.value.host == "capx.example"


def test_a_service_that_is_down_is_told_as_it_is() -> None:
    flow = until_consent()
    flow.send(RETURNED)
    with pytest.raises(ServiceDown):
        flow.throw(ServiceDown(503))


def test_tokens_are_compared_whole() -> None:
    assert same_token("abc", "abc")
    assert not same_token("abc", "abd")
    assert not same_token("abc", "ab")
    assert not same_token("abc", "\udcff")


def test_reprs_show_no_request_token() -> None:
    assert "request-token" not in repr(Consent("request-token"))
    assert "request-secret" not in repr(STARTED)
