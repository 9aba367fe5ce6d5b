"""A token or a password is never seen where it was not sent to."""

from __future__ import annotations

import copy
import io
import logging
import pickle
import traceback

import pytest
from rich.console import Console
from rich.pretty import pretty_repr
from rich.traceback import Traceback

from capx_tui.api.wire import Auth, Call, Site, build_request
from capx_tui.secret import Secret

WORD = "s3cr3t-t0ken-value"


@pytest.fixture
def secret() -> Secret:
    return Secret(WORD)


def test_reveal_is_the_only_way_to_it(secret: Secret) -> None:
    assert secret.reveal() == WORD
    shown = [repr(secret), str(secret), f"{secret}", f"{secret!r:>40}", "%s %r" % (secret, secret), f"{[secret]}"]  # noqa: UP031
    shown += [pretty_repr({"token": secret}), str(secret.__rich_repr__())]
    assert not [text for text in shown if WORD in text]


def test_it_is_neither_pickled_nor_copied(secret: Secret) -> None:
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        copy.deepcopy(secret)


def test_it_has_no_dictionary_to_look_into(secret: Secret) -> None:
    assert not hasattr(secret, "__dict__")


def test_an_empty_one_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        Secret("")


def test_equal_ones_are_equal_and_differ_from_the_text(secret: Secret) -> None:
    assert secret == Secret(WORD)
    assert hash(secret) == hash(Secret(WORD))
    assert secret != WORD
    assert secret != Secret("another")


def _crash(token: Secret) -> None:
    call: Call[list[int]] = Call("GET", "/profile/", list[int], auth=Auth.REQUIRED)
    request = build_request(call, "https://capx.example", token)
    raise RuntimeError(f"while sending {request} with {token}")


def test_a_crash_that_prints_local_variables_does_not_print_it(secret: Secret) -> None:
    try:
        _crash(secret)
    except RuntimeError as error:
        plain = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
        page = io.StringIO()
        Console(file=page, width=200).print(Traceback(show_locals=True))
    assert "token = " in plain
    assert WORD not in plain
    assert "token" in page.getvalue()
    assert WORD not in page.getvalue()


def test_a_request_carries_it_outside_of_headers_and_address(secret: Secret) -> None:
    request = build_request(Call("GET", "/profile/", list[int], auth=Auth.REQUIRED), "https://capx.example", secret)
    assert request.token == secret
    assert WORD not in request.url
    assert WORD not in str(dict(request.headers))


@pytest.mark.parametrize("site", [site for site in Site if site is not Site.CAPX])
def test_other_sites_get_none(site: Site, secret: Secret) -> None:
    call: Call[list[int]] = Call("GET", "", list[int], site=site, auth=Auth.REQUIRED)
    assert build_request(call, "https://meta.example/w/api.php", secret).token is None


def test_logging_does_not_print_it(secret: Secret, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("capx").debug("signing in with %s and %r", secret, {"token": secret})
    assert "signing in" in caplog.text
    assert WORD not in caplog.text
