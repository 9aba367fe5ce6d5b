"""Messages: what the service's rows say became of one, and by which ways somebody can be reached."""

from __future__ import annotations

import pytest

from capx_tui.i18n import t
from capx_tui.model.messages import Message, Method, Outcome, Presence, Reach, ReceiverState, outcome_of, why_not

BROKE = "An exception occurred: HTTPSConnectionPool(host='meta.wikimedia.org', port=443):"
#: Method, status and note as the service's software writes them, and what each means.
ROWS = (
    ("email", "sent", "", Outcome.SENT_BY_MAIL),
    ("email", "sent", "The gateway was slow.", Outcome.SENT_BY_MAIL),
    ("talkpage", "sent", "", Outcome.SENT_TO_TALK_PAGE),
    ("email", "sent", "Receiver is not emailable. Using talk page instead.", Outcome.FELL_BACK),
    ("email", "sent", "Sender is not emailable. Using talk page instead.", Outcome.FELL_BACK),
    # The talk page was tried in the place of a mail and refused it.
    ("email", "failed", "Receiver is not emailable. Using talk page instead.", Outcome.REFUSED),
    ("email", "failed", "", Outcome.REFUSED),
    ("talkpage", "failed", "Failed to fetch CSRF token.", Outcome.REFUSED),
    ("email", "failed", "Receiver account is invalid or does not exist.", Outcome.RECEIVER_MISSING),
    (
        "email",
        "failed",
        "An exception occurred: Sender account is invalid or does not exist.",
        Outcome.SENDER_MISSING,
    ),
    (
        "email",
        "failed",
        "An exception occurred: 'NoneType' object has no attribute 'extra_data'",
        Outcome.NOT_ALLOWED,
    ),
    ("email", "failed", "An exception occurred: 'access_token'", Outcome.NOT_ALLOWED),
    (
        "talkpage",
        "failed",
        f"{BROKE} Max retries exceeded (Caused by NewConnectionError('Failed to establish a new'))",
        Outcome.REFUSED,
    ),
    (
        "talkpage",
        "failed",
        f"{BROKE} Read timed out. (read timeout=60)",
        Outcome.DOUBTFUL,
    ),
    ("email", "failed", "An exception occurred: Expecting value: line 1 column 1 (char 0)", Outcome.DOUBTFUL),
    ("email", "pending", "", Outcome.UNDER_WAY),
    ("email", "", "", Outcome.UNDER_WAY),
    ("email", "queued", "", Outcome.UNDER_WAY),
)


@pytest.mark.parametrize(("method", "status", "note", "outcome"), ROWS)
def test_what_a_row_says(method: str, status: str, note: str, outcome: Outcome) -> None:
    assert outcome_of(method, status, note) is outcome


def test_each_outcome_went_out_did_not_or_is_open() -> None:
    sent = {each for each in Outcome if each.is_sent}
    is_open = {each for each in Outcome if each.is_open}
    assert sent == {Outcome.SENT_BY_MAIL, Outcome.SENT_TO_TALK_PAGE, Outcome.FELL_BACK}
    assert is_open == {Outcome.UNDER_WAY, Outcome.AMBIGUOUS, Outcome.DOUBTFUL, Outcome.UNTRACEABLE}
    assert {each for each in Outcome if each.is_public} == sent - {Outcome.SENT_BY_MAIL}


def reach(presence: Presence, *, takes: bool = True, sends: bool = True) -> Reach:
    return Reach(name="Bob", presence=presence, takes_mail=takes, sender_takes_mail=sends)


@pytest.mark.parametrize(
    ("found", "state", "by_mail", "by_talk_page"),
    [
        (reach(Presence.THERE), ReceiverState.AVAILABLE, "", ""),
        (
            reach(Presence.THERE, takes=False),
            ReceiverState.NO_MAIL,
            "Bob takes no e-mail through Meta-Wiki.",
            "",
        ),
        (
            reach(Presence.THERE, sends=False),
            ReceiverState.NO_MAIL,
            "You take no e-mail through Meta-Wiki, or have no confirmed address there: then you can send none either.",
            "",
        ),
        (
            reach(Presence.THERE, takes=False, sends=False),
            ReceiverState.NO_MAIL,
            "Neither you nor Bob takes e-mail through Meta-Wiki.",
            "",
        ),
        (
            reach(Presence.MISSING),
            ReceiverState.NOT_FOUND,
            "Meta-Wiki knows no user called Bob.",
            "Meta-Wiki knows no user called Bob.",
        ),
        (
            reach(Presence.INVALID),
            ReceiverState.NOT_FOUND,
            "Nobody can be called Bob at Meta-Wiki.",
            "Nobody can be called Bob at Meta-Wiki.",
        ),
        (reach(Presence.UNKNOWN, takes=False), ReceiverState.UNKNOWN, "", ""),
        (reach(Presence.UNASKED, takes=False), ReceiverState.UNASKED, "", ""),
    ],
)
def test_by_which_way_somebody_can_be_reached(
    found: Reach, state: ReceiverState, by_mail: str, by_talk_page: str
) -> None:
    assert found.state is state
    for method, words in ((Method.EMAIL, by_mail), (Method.TALK_PAGE, by_talk_page)):
        key = why_not(method, found)
        assert (t(key, found.name) if key else "") == words


def test_what_is_written_shows_in_no_traceback() -> None:
    shown = repr(Message("Bob", Method.EMAIL, "Between us", "A secret"))
    assert "Bob" in shown
    assert "Between us" not in shown
    assert "A secret" not in shown
