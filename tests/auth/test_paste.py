"""What people really paste, and what they paste by mistake."""

from __future__ import annotations

import json
import traceback
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.auth.failures import (
    PasteAuthorizeAddress,
    PasteCutOff,
    PasteEmpty,
    PasteError,
    PastePageAddress,
    PasteSessionOver,
    PasteSignedOut,
    PasteTooLong,
    PasteUnknown,
    ReturnWithoutVerifier,
)
from capx_tui.auth.paste import LONGEST, PastedToken, ReturnAddress, read_paste, read_token, return_address
from capx_tui.errors import CapxError
from capx_tui.i18n import load
from capx_tui.i18n.sentences import explain
from capx_tui.secret import Secret

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TOKEN = "0123456789abcdef" * 4
SESSION = {
    "user": {"id": 61, "name": "Alice Example", "token": TOKEN, "first_login": False},
    "expires": "2026-12-02T12:00:00.000Z",
}


def paste(text: str) -> PastedToken | ReturnAddress:
    return read_paste(Secret(text), NOW)


def token_of(text: str) -> str:
    found = paste(text)
    assert isinstance(found, PastedToken)
    return found.token.reveal()


def test_a_session_says_whose_it_is_and_until_when() -> None:
    assert paste(json.dumps(SESSION)) == PastedToken(
        Secret(TOKEN), 61, "Alice Example", datetime(2026, 12, 2, 12, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(SESSION, indent=2),
        f"'{json.dumps(SESSION)}'",
        "\ufeff" + json.dumps(SESSION) + "\r\n",
        "\x1b[200~" + json.dumps(SESSION) + "\x1b[201~",
        # A terminal of 40 columns broke it wherever a line ended, also inside the token.
        "\n".join(json.dumps(SESSION)[i : i + 40] for i in range(0, len(json.dumps(SESSION)), 40)),
        "\n   ".join(json.dumps(SESSION)[i : i + 40] for i in range(0, len(json.dumps(SESSION)), 40)),
        json.dumps({"user": {**SESSION["user"], "id": "61"}}),  # type: ignore[dict-item]
        json.dumps({"id": 61, "token": TOKEN, "username": "Alice Example", "email": "", "user_groups": []}),
        # Firefox shows JSON as a table, and this is what copying the table gives.
        f'user\t\nid\t61\nname\t"Alice Example"\ntoken\t"{TOKEN}"\nfirst_login\tfalse\nexpires\t"2026-12-02T12:00:00Z"',
    ],
)
def test_a_session_is_understood_in_every_wrapping(text: str) -> None:
    found = paste(text)
    assert isinstance(found, PastedToken)
    assert (found.token.reveal(), found.id, found.username) == (TOKEN, 61, "Alice Example")


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"  {TOKEN}\n",
        f'"{TOKEN}",',
        f"“{TOKEN}”",
        f"`{TOKEN}`",
        f"Token {TOKEN}",
        f"Authorization: Token {TOKEN}",
        f"token: {TOKEN}",
        f'"token": "{TOKEN}",',
        TOKEN[:40] + "\n" + TOKEN[40:],
    ],
)
def test_a_bare_token_is_understood_in_every_wrapping(text: str) -> None:
    assert token_of(text) == TOKEN


def test_a_service_may_put_a_prefix_of_its_own_before_its_tokens() -> None:
    assert token_of(f"capx_{TOKEN}") == f"capx_{TOKEN}"


@pytest.mark.parametrize(
    "text",
    [
        "https://capx.toolforge.org/oauth?oauth_verifier=ver1&oauth_token=tok1",
        "http://localhost:41234/oauth?oauth_token=tok1&oauth_verifier=ver1",
        "capx.toolforge.org/oauth?oauth_verifier=ver1&oauth_token=tok1",
        "<https://capx.toolforge.org/oauth?oauth_verifier=ver1&amp;oauth_token=tok1>",
        "https://capx.toolforge.org/oauth?oauth_ver\n  ifier=ver1&oauth_token=tok1\n",
        "it says https://capx.toolforge.org/oauth?oauth_verifier=ver1&oauth_token=tok1. What now?",
        "https://capx.toolforge.org/oauth?oauth_verifier=ver1&oauth_token=tok1#top",
        "oauth_verifier=ver1&oauth_token=tok1",
    ],
)
def test_a_return_address_is_understood_in_every_wrapping(text: str) -> None:
    assert paste(text) == ReturnAddress("tok1", Secret("ver1"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (" \n ", PasteEmpty),
        ('""', PasteEmpty),
        ("x" * (LONGEST + 1), PasteTooLong),
        ("hunter2", PasteUnknown),
        ("Alice Example", PasteUnknown),
        ("john.doe", PasteUnknown),
        (TOKEN * 2, PasteUnknown),
        ("<html><body>sign in</body></html>", PasteUnknown),
        ("[1, 2]", PasteUnknown),
        ('{"detail": "nothing"}', PasteUnknown),
        ("{broken}", PasteUnknown),
        (TOKEN[:30], PasteCutOff),
        (json.dumps(SESSION)[:-20], PasteCutOff),
        (json.dumps({"user": {"token": TOKEN[:20]}}), PasteCutOff),
        (f"token\t{TOKEN[:20]}", PasteCutOff),
        ("{}", PasteSignedOut),
        ("null", PasteSignedOut),
        ('{"expires": "2026-12-02T12:00:00Z"}', PasteSignedOut),
        ('{"user": null}', PasteSignedOut),
        ('{"user": {"name": "Alice Example"}}', PasteSignedOut),
        (json.dumps({**SESSION, "expires": "2026-11-01T00:00:00Z"}), PasteSessionOver),
        ("https://capx.toolforge.org/api/auth/session", PastePageAddress),
        ("capx.toolforge.org/home", PastePageAddress),
        ("https://meta.wikimedia.org/wiki/Special:OAuth/authorize?oauth_token=tok1", PasteAuthorizeAddress),
        (
            "https://meta.wikimedia.org/w/index.php?title=Special%3AOAuth%2Fauthorize&oauth_token=t",
            PasteAuthorizeAddress,
        ),
        ("https://capx.toolforge.org/oauth?oauth_token=tok1", ReturnWithoutVerifier),
        ("https://capx.toolforge.org/oauth?oauth_token=tok1&oauth_verifier=", ReturnWithoutVerifier),
        ("https://capx.toolforge.org/oauth?oauth_verifier=ver1", ReturnWithoutVerifier),
        ("https://x/oauth?oauth_token=a&oauth_token=b&oauth_verifier=v", PasteUnknown),
        ("https://x/oauth?oauth_token=a%20b&oauth_verifier=v", PasteCutOff),
        (f"https://x/oauth?oauth_token={'a' * 600}&oauth_verifier=v", PasteCutOff),
    ],
)
def test_each_mistake_has_its_own_answer(text: str, kind: type[PasteError]) -> None:
    with pytest.raises(PasteError) as caught:
        paste(text)
    assert type(caught.value) is kind


def test_nothing_at_all_is_said_to_be_nothing() -> None:
    with pytest.raises(PasteEmpty):
        read_paste(None, NOW)


def test_a_session_without_an_end_has_none_and_a_broken_end_is_none() -> None:
    for end in ({}, {"expires": "soon"}, {"expires": 5}):
        found = paste(json.dumps({"user": SESSION["user"], **end}))
        assert isinstance(found, PastedToken)
        assert found.expires is None


def test_an_end_without_a_zone_is_utc() -> None:
    found = paste(json.dumps({**SESSION, "expires": "2026-11-22T12:00:01"}))
    assert isinstance(found, PastedToken)
    assert found.expires == NOW + timedelta(seconds=1)


def test_a_name_in_a_session_cannot_steer_the_terminal() -> None:
    found = paste(json.dumps({"user": {**SESSION["user"], "name": "A\x1b[2Jl\u202eice"}}))  # type: ignore[dict-item]
    assert isinstance(found, PastedToken)
    assert found.username == "Alice"


def test_read_token_takes_a_token_and_nothing_else() -> None:
    assert read_token(Secret(f" {TOKEN}\n")) == Secret(TOKEN)
    assert read_token(Secret(json.dumps(SESSION))) is None
    assert read_token(Secret("hunter2")) is None


_blank = st.sampled_from(["", " ", "\n", "\t", "\r\n", " \n  "])


@given(
    token=st.text("0123456789abcdef", min_size=40, max_size=100),
    cuts=st.lists(st.integers(0, 100), max_size=5),
    before=_blank,
    after=_blank,
    quotes=st.sampled_from(["", '""', "''", "“”", "<>", "«»"]),
)
def test_blanks_and_quotes_never_change_a_token(
    token: str, cuts: list[int], before: str, after: str, quotes: str
) -> None:
    text = token
    for cut in sorted(cuts, reverse=True):
        text = text[:cut] + "\n" + text[cut:]
    opening, closing = quotes[:1], quotes[1:]
    assert token_of(f"{before}{opening}{before}{text}{after}{closing}{after}") == token


@given(
    token=st.text("0123456789abcdef", min_size=64, max_size=64),
    number=st.integers(1, 10**9),
    name=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=40),
    width=st.integers(20, 200),
)
def test_a_session_survives_any_width_of_terminal(token: str, number: int, name: str, width: int) -> None:
    text = json.dumps({"user": {"id": number, "name": name, "token": token}})
    wrapped = "\n".join(text[i : i + width] for i in range(0, len(text), width))
    found = paste(wrapped)
    assert isinstance(found, PastedToken)
    assert (found.token.reveal(), found.id) == (token, number)


_pieces = st.sampled_from(
    [
        "oauth_token=",
        "oauth_verifier=",
        "&",
        "?",
        "#",
        "https://",
        "{",
        "}",
        '"',
        "token",
        ":",
        "\n",
        " ",
        "\t",
        "user",
        "null",
    ]
)


@given(st.lists(st.one_of(_pieces, st.text(max_size=12)), max_size=30).map("".join))
def test_any_text_is_understood_or_refused_in_words_without_being_repeated(text: str) -> None:
    text = text + "Zq9" * 5
    refusal: CapxError | None = None
    shown = ""
    try:
        shown = repr(paste(text))
    except CapxError as error:
        refusal = error
    if refusal is not None:
        assert isinstance(refusal, PasteError)
        shown = repr(refusal) + str(refusal) + explain(refusal)
        assert not explain(refusal).startswith("[")
    assert "Zq9Zq9" not in shown


@pytest.mark.parametrize(
    "text", ["\n" * LONGEST, '"' * LONGEST, " token" * (LONGEST // 6), "{" * LONGEST, "a." * (LONGEST // 2)]
)
def test_hostile_text_costs_no_more_than_any_other(text: str) -> None:
    # Were the time quadratic, this would not come back within the run's patience.
    with pytest.raises(PasteError):
        paste(text)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(SESSION)[:-30],
        json.dumps({**SESSION, "expires": "2020-01-01T00:00:00Z"}),
        "{" + TOKEN,
        f"https://x/oauth?oauth_token={TOKEN}",
        f"{TOKEN} {TOKEN} {TOKEN}",
    ],
)
def test_a_traceback_with_local_variables_does_not_show_what_was_pasted(text: str) -> None:
    pasted = Secret(text)
    with pytest.raises(PasteError) as caught:
        read_paste(pasted, NOW)
    frames = [
        frame for frame, _ in traceback.walk_tb(caught.value.__traceback__) if "capx_tui" in frame.f_code.co_filename
    ]
    shown = "".join(repr(frame.f_locals) for frame in frames if "tests" not in frame.f_code.co_filename)
    assert frames
    assert TOKEN not in shown + repr(caught.value) + str(caught.value)
    assert caught.value.__context__ is None


def test_reprs_show_neither_token_nor_verifier_nor_request_token() -> None:
    assert TOKEN not in repr(paste(json.dumps(SESSION)))
    shown = repr(return_address(Secret("https://x/oauth?oauth_token=tok1&oauth_verifier=ver1")))
    assert "tok1" not in shown
    assert "ver1" not in shown


def test_every_mistake_has_a_sentence_and_a_remedy_of_its_own() -> None:
    english = load("en")
    kinds = PasteError.__subclasses__()
    assert kinds
    for kind in kinds:
        assert kind.sentence in english
        assert kind.remedy in english
    assert len({kind.sentence for kind in kinds}) == len(kinds)
