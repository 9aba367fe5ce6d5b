"""Every way to fail has its words, and what is said before signing in names its addresses."""

from __future__ import annotations

import pytest

from capx_tui.auth import failures
from capx_tui.auth.addresses import CREATE_ACCOUNT, PRIVACY_POLICY, SESSION, SIGN_IN_PAGE, authorize_address
from capx_tui.errors import CapxError
from capx_tui.i18n import load
from tests.auth.small_capx import sites

KINDS = [getattr(failures, name) for name in failures.__all__]


@pytest.mark.parametrize("kind", KINDS)
def test_each_failure_has_a_sentence_and_a_remedy(kind: type[CapxError]) -> None:
    english = load("en")
    assert issubclass(kind, CapxError)
    assert kind.sentence in english
    assert kind.remedy in english


def test_no_two_failures_say_the_same() -> None:
    # PasteError is what several have in common, and is never raised itself.
    said = [kind.sentence for kind in KINDS if kind is not failures.PasteError]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("sign-in-before-privacy", PRIVACY_POLICY),
        ("sign-in-before-account", CREATE_ACCOUNT),
        ("sign-in-way-paste-1", SIGN_IN_PAGE),
        ("sign-in-way-paste-2", SESSION),
    ],
)
def test_a_sentence_with_an_address_shows_it(key: str, address: str) -> None:
    assert address in load("en").text(key, address)


def test_before_signing_in_one_learns_what_meta_asks_for() -> None:
    assert "interact with pages" in load("en").text("sign-in-before-meta")
    assert "send e-mail" in load("en").text("sign-in-before-meta")
    assert "password" in load("en").text("sign-in-before-password")


def test_a_request_token_cannot_break_out_of_the_authorize_address() -> None:
    address = authorize_address(sites(), "a&b=c d#")
    assert address == "https://meta.wikimedia.org/wiki/Special:OAuth/authorize?oauth_token=a%26b%3Dc%20d%23"
