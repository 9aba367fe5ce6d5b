"""The error tree: drawn as it is, and every error a sentence and a remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import capx_tui.auth.failures
from capx_tui import errors
from capx_tui.errors import (
    ActionApiError,
    AnswerError,
    CapxError,
    Conflict,
    ConflictCause,
    FieldErrors,
    MaxLag,
    NotSignedIn,
    RuleError,
    ServiceDown,
    Throttled,
    WrongShape,
)
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain, remedy, sentence
from capx_tui.terminal.editor import EditorFailed


def below(root: type[CapxError]) -> Iterator[type[CapxError]]:
    for child in root.__subclasses__():
        yield child
        yield from below(child)


#: Other tests of the same run may have loaded, or made, errors of their own: these are the ones looked at here.
_MODULES = ("capx_tui.errors", "capx_tui.auth.failures", "capx_tui.terminal.editor")
OURS: list[type[CapxError]] = [
    CapxError,
    *dict.fromkeys(error for error in below(CapxError) if error.__module__ in _MODULES),
]
IN_TREE = [error for error in OURS if error.__module__ == "capx_tui.errors"]


def drawn(documentation: str) -> dict[str, str]:
    """Child → parent of a tree drawn with lines."""
    parents: dict[str, str] = {}
    above: list[tuple[int, str]] = []
    for line in documentation.splitlines():
        found = re.match(r"^ {4}([│├└─ ]*)([A-Z]\w+)", line)
        if found is None:
            continue
        depth = len(found[1])
        while above and above[-1][0] >= depth:
            above.pop()
        if above:
            parents[found[2]] = above[-1][1]
        above.append((depth, found[2]))
    return parents


def test_the_tree_at_the_top_of_the_file_is_the_tree() -> None:
    assert drawn(errors.__doc__ or "") == {e.__name__: e.__bases__[0].__name__ for e in IN_TREE if e is not CapxError}
    assert set(errors.__all__) == {error.__name__ for error in IN_TREE} | {"ConflictCause", "leaves_open"}


def test_the_tree_of_the_sign_in_is_the_tree() -> None:
    module = capx_tui.auth.failures
    own = [error for error in OURS if error.__module__ == module.__name__]
    assert drawn(module.__doc__ or "") == {error.__name__: error.__bases__[0].__name__ for error in own}


def made(error: type[CapxError], host: str) -> CapxError:
    if issubclass(error, NotSignedIn):
        return error("no token", host=host)
    if issubclass(error, FieldErrors):
        return error({"about": ("Too long.",)}, host=host)
    if issubclass(error, Conflict):
        return error(ConflictCause.OTHER, "Not known.", host=host)
    if issubclass(error, RuleError):
        return error("error-unknown")
    if issubclass(error, MaxLag):
        return error("lagged", host=host)
    if issubclass(error, ActionApiError):
        return error("badtoken", "Invalid CSRF token", host=host)
    if issubclass(error, errors.Forbidden | errors.Missing | errors.TooLarge | errors.Throttled | AnswerError):
        return error(418, "in its own words", host=host)
    if issubclass(error, errors.StorageError):
        return error("~/.config/capx-tui/settings.json", "No space left on device")
    if issubclass(error, EditorFailed):
        return error("nano", "status 1")
    if issubclass(error, WrongShape):
        return error("Expected `int` - at `$.id`", host=host)
    return error(host=host)


@pytest.mark.parametrize("host", ["capx.example", ""])
@pytest.mark.parametrize("error", OURS, ids=lambda error: error.__name__)
def test_every_error_is_a_sentence_without_gaps(error: type[CapxError], host: str) -> None:
    said = sentence(made(error, host))
    assert said
    assert not re.search(r"\$\d|\[[a-z-]+\]|\{\{", said)
    assert "[" not in remedy(made(error, host))
    assert explain(made(error, host)).startswith(said)


def test_the_host_is_named_where_it_is_known() -> None:
    assert "capx.example" in sentence(errors.TimedOut(host="capx.example"))
    assert t("error-host-unknown") in sentence(errors.TimedOut())
    assert "capx.example" in sentence(WrongShape("$.id", host="capx.example"))


def test_a_rule_says_its_own_sentence_and_stands_beside_its_field() -> None:
    error = RuleError("error-storage", "one", "two", field="about")
    assert sentence(error) == t("error-storage", "one", "two")
    assert error.field == "about"


def test_pauses_and_causes_are_kept() -> None:
    assert Throttled(429, "slow", retry_after_s=3.5).retry_after_s == 3.5
    assert ServiceDown(503).retry_after_s is None
    assert MaxLag("lag", retry_after_s=9).retry_after_s == 9
    assert MaxLag().code == "maxlag"
    assert Conflict(ConflictCause.TOO_MANY_TERRITORIES).status == 409
    assert NotSignedIn(token_was_sent=True).token_was_sent
    assert FieldErrors({"about": ("a", "b")}).fields == {"about": ("a", "b")}


def test_the_services_words_are_in_the_sentence() -> None:
    assert "in its own words" in sentence(errors.Refused(418, "in its own words", host="capx.example"))


def test_a_write_may_have_had_its_effect_unless_somebody_said_no_or_nothing_was_sent() -> None:
    open_ends = {error.__name__ for error in IN_TREE if errors.leaves_open(made(error, "capx.example"))}
    assert open_ends == {
        "NetworkError", "TimedOut", "BrokenOff", "ServiceDown",
        "NotData", "HtmlAnswer", "CutOff", "WrongJson", "WrongShape", "NobodyLeft", "AnswerTooLarge", "RedirectedAway",
    }  # fmt: skip
