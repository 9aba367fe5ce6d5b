"""Every request we build is one the outline allows, and every request it offers can be built."""

from __future__ import annotations

import pkgutil
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest

import capx_tui.api.capx
from capx_tui.api.wire import Auth, Call, Site
from tests.contract.calls import EXAMPLES, MODULES, all_calls, builders
from tests.contract.outline import (
    REQUESTS_WHERE_THE_OUTLINE_IS_WRONG,
    complaints,
    operation,
    operations,
    query_complaint,
)

CALLS = [pytest.param(call, id=f"{name}-{number}") for number, (name, call) in enumerate(all_calls())]

#: Below these the service answers nobody without a sign-in (behaviour file, 0.1); writes need one anyway.
NEEDS_SIGN_IN = (
    "/profile/",
    "/recommendation/",
    "/saved_item/",
    "/messages/",
    "/bugs/",
    "/attachment/",
    "/user_badge/",
    "/letsconnect/",
    "/translating/",
    "/translating_oauth/",
)


def test_every_builder_has_an_example() -> None:
    assert sorted(EXAMPLES) == sorted(builders())


def test_every_module_of_builders_is_looked_at() -> None:
    found = {module.name for module in pkgutil.iter_modules(capx_tui.api.capx.__path__)}
    ours = {module.__name__.rpartition(".")[2] for module in MODULES}
    assert {name for name in found if not name.startswith("shapes")} - ours == {
        "convert",
        "convert_mentorship",
        "convert_messages",
        "convert_reports",
        "own_profile",
        "rest",
    }


def _meant(call: Call[Any]) -> str:
    """The path of the outline that `call` is for, where the outline's own is wrong too."""
    return call.path.removesuffix("mediawiki/") if call.path.startswith("/api/login/") else call.path


def test_every_operation_of_the_outline_has_a_builder() -> None:
    found = [operation(call.method, _meant(call)) for _, call in all_calls()]
    built = {(o.method, o.template) for o in found if o is not None}
    missing = [f"{o.method} {o.template}" for o in operations() if (o.method, o.template) not in built]
    assert missing == []
    assert len({o.template for o in operations()}) == 74


@pytest.mark.parametrize("call", CALLS)
def test_the_request_is_one_of_the_outline(call: Call[Any]) -> None:
    found = []
    known = operation(call.method, call.path)
    if known is None:
        found.append(f"no {call.method} {call.path}")
        known = operation(call.method, _meant(call))
        assert known is not None
    for name, value in call.query:
        if name not in known.parameters:
            found.append(f"no ?{name}=")
        elif complaint := query_complaint(value, known.parameters[name]):
            found.append(f"?{name}=: {complaint}")
    if call.json is not None:
        assert known.body is not None
        found += complaints(msgspec.json.decode(call.json), known.body)
    elif call.files:
        assert known.body is not None
        assert "multipart/form-data" in known.media_types
        fields = {name for name, _ in call.form or ()} | {part.name for part in call.files}
        assert fields == set(known.body["properties"])
        found.append("a form with a file, where the outline shows a link")
    else:
        assert known.body is None
    expected = (call.method, call.path) in REQUESTS_WHERE_THE_OUTLINE_IS_WRONG
    if expected and call.method == "GET":
        expected = "partner" in dict(call.query)
    assert bool(found) is expected, found


def test_each_exception_is_still_needed() -> None:
    sent = {(call.method, call.path) for _, call in all_calls()}
    assert set(REQUESTS_WHERE_THE_OUTLINE_IS_WRONG) <= sent
    assert all(REQUESTS_WHERE_THE_OUTLINE_IS_WRONG.values())


@pytest.mark.parametrize("call", CALLS)
def test_the_request_keeps_the_service_s_rules(call: Call[Any]) -> None:
    assert call.site is Site.CAPX
    assert call.path.startswith("/")
    assert call.path.endswith("/"), "without the slash the service redirects, and a write loses its body"
    assert "//" not in call.path
    assert "?" not in call.path
    assert unquote(call.path).isascii()
    assert all(value for _, value in call.query), "an empty filter is refused or means nothing"
    if call.path.startswith("/api/login/") or call.path == "/schema/":
        assert call.auth is Auth.NEVER
    elif call.method != "GET" or call.path.startswith(NEEDS_SIGN_IN):
        assert call.auth is Auth.REQUIRED
    else:
        assert call.auth is Auth.OPTIONAL


@pytest.mark.parametrize("call", CALLS)
def test_only_reads_may_be_repeated(call: Call[Any]) -> None:
    assert call.repeatable is (call.method == "GET")


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_the_docstring_names_method_and_path(name: str) -> None:
    module, _, function = name.partition(".")
    documented = getattr(next(m for m in MODULES if m.__name__.endswith(f".{module}")), function).__doc__
    call = EXAMPLES[name][0]
    first = documented.split("`")[1]
    assert first.split()[0] == call.method
    template = first.split()[1].partition("?")[0]
    known = operation(call.method, _meant(call))
    assert known is not None
    assert template.removesuffix("mediawiki/") == known.template
