"""Sending a message: every end that it can come to, told as it is, and never twice whatever breaks on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.errors import CapxError, NotSignedIn, RuleError
from capx_tui.i18n.sentences import explain
from capx_tui.model.message_words import outcome_words
from capx_tui.model.messages import Method, Outcome
from capx_tui.paths import data_dir
from capx_tui.store.message_sending import MessageNotSent
from capx_tui.store.messages import MayBecomePublic, MessageInDoubt, MessagesStore
from tests.screens.wire import html, no_route, refused_token, service_down, timed_out
from tests.store.embedded_desk import DESK_NOW, Desk, open_desk
from tests.store.message_desk import SECRET, given, message, says, sql, store_of

pytestmark = pytest.mark.usefixtures("two_attempts")

BOB = "Ceibo Lectora"
NOTE = "The service's note:"
BROKE = "Something broke on the way to Meta-Wiki: the message to"
NOBODY = "It did not go out: Meta-Wiki knows no user called"
PAGE = "answered with a web page instead of data; this is often a bot check or a maintenance page."
NO_PERMISSION = (
    "CapX has no permission to write to Meta-Wiki in your name. Sign in to CapX again through Meta-Wiki, which gives "
    "it one."
)
IS_KEPT = "Your text is kept."
IS_LOOKED = "Your text is kept; before anything is sent again, what was sent is looked through."


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        await opened.core.session.owner()
        opened.line.asked.clear()
        yield opened


@pytest.fixture
def store(desk: Desk) -> MessagesStore:
    return store_of(desk)


# -- what went out -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "outcome", "words"),
    [
        (Method.EMAIL, Outcome.SENT_BY_MAIL, f"Sent to {BOB} by e-mail; a copy comes to your own mailbox."),
        (
            Method.TALK_PAGE,
            Outcome.SENT_TO_TALK_PAGE,
            f"Sent to {BOB}: it stands on their talk page, where everybody can read it.",
        ),
    ],
)
async def test_sent_as_the_service_says(
    desk: Desk, store: MessagesStore, method: Method, outcome: Outcome, words: str
) -> None:
    sent = await store.send(message(BOB, method))
    assert sent.outcome is outcome
    assert outcome_words(sent) == words
    assert store.state.messages[0] == sent
    assert given(desk, BOB) == 1


async def test_a_mail_that_fell_back_to_the_talk_page_is_told(desk: Desk, store: MessagesStore) -> None:
    """Between the question and the sending they took their address back."""
    desk.line.after_write = says(desk, "sent", "Receiver is not emailable. Using talk page instead.")
    sent = await store.send(message())
    assert sent.outcome is Outcome.FELL_BACK
    assert outcome_words(sent) == (
        f"Not sent by e-mail: it stands on the public talk page of {BOB}, where everybody can read it. "
        "The service's note: “Receiver is not emailable. Using talk page instead.”"
    )


# -- what did not ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("", f"It did not go out to {BOB}. The service gives no reason."),
        (
            "Failed to fetch CSRF token.",
            f"It did not go out to {BOB}. {NOTE} “Failed to fetch CSRF token.”",
        ),
        (
            "Receiver account is invalid or does not exist.",
            f"{NOBODY} {BOB}. {NOTE} “Receiver account is invalid or does not exist.”",
        ),
        (
            "An exception occurred: 'extra_data'",
            f"It did not go out to {BOB}: {NO_PERMISSION} {NOTE} “An exception occurred: 'extra_data'”",
        ),
    ],
)
async def test_201_and_failed_is_told_as_failed(desk: Desk, store: MessagesStore, note: str, words: str) -> None:
    desk.line.after_write = says(desk, "failed", note)
    with pytest.raises(MessageNotSent) as caught:
        await store.send(message())
    assert explain(caught.value) == f"Not sent. {words} {IS_KEPT}"
    assert store.state.messages[0] == caught.value.message
    # It is known to have failed: sending again is sending.
    desk.line.after_write = lambda _request: None
    assert (await store.send(message())).outcome is Outcome.SENT_BY_MAIL
    assert given(desk, BOB) == 2


@pytest.mark.parametrize(
    ("receiver", "own_mail", "field", "words"),
    [
        ("Ghost Orchid", 1, "receiver", "Meta-Wiki knows no user called Ghost Orchid."),
        ("a|b", 1, "receiver", "Nobody can be called A|b at Meta-Wiki."),
        ("Quiet Sparrow", 1, "method", "Quiet Sparrow takes no e-mail through Meta-Wiki."),
        (
            BOB,
            0,
            "method",
            "You take no e-mail through Meta-Wiki, or have no confirmed address there: then you can send none either.",
        ),
        ("Quiet Sparrow", 0, "method", "Neither you nor Quiet Sparrow takes e-mail through Meta-Wiki."),
    ],
)
async def test_what_could_not_arrive_does_not_leave(
    desk: Desk, store: MessagesStore, receiver: str, own_mail: int, field: str, words: str
) -> None:
    me = desk.core.session.state.account
    assert me is not None
    sql(desk, "UPDATE meta_user SET emailable = ? WHERE name = ?", own_mail, me.username)
    with pytest.raises(RuleError) as caught:
        await store.send(message(receiver))
    assert (caught.value.field, explain(caught.value).startswith(words)) == (field, True)
    assert desk.line.writes == []


async def test_a_mail_of_which_nobody_knows_whether_it_can_go_stays_unless_that_is_accepted(
    desk: Desk, store: MessagesStore
) -> None:
    desk.line.fail(no_route, where="/meta/")
    with pytest.raises(MayBecomePublic) as caught:
        await store.send(message())
    assert explain(caught.value) == (
        f"Not sent: nobody could tell whether an e-mail to {BOB} can go. "
        "embedded.capx.invalid could not be reached: there is no connection, or nobody answers there. "
        "An e-mail that cannot go ends on the public talk page. Try again later, or choose the talk page."
    )
    assert desk.line.writes == []
    assert (await store.send(message(), may_become_public=True)).outcome is Outcome.SENT_BY_MAIL
    # What is public anyway goes without Meta-Wiki being asked.
    assert (await store.send(message(method=Method.TALK_PAGE))).outcome is Outcome.SENT_TO_TALK_PAGE


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (timed_out, "embedded.capx.invalid did not answer in time."),
        (service_down, "embedded.capx.invalid is not working right now (status 503)."),
        (
            html,
            f"embedded.capx.invalid {PAGE}",
        ),
    ],
)
async def test_no_answer_before_the_service_acted(
    desk: Desk, store: MessagesStore, fault: Callable[[Request], Response], words: str
) -> None:
    desk.line.on_write = lambda _request: fault
    with pytest.raises(MessageNotSent) as caught:
        await store.send(message())
    there = "It is not among the messages that the service has."
    assert explain(caught.value) == f"Not sent. {words} {there} {IS_KEPT}"
    assert given(desk, BOB) == 0
    desk.line.on_write = lambda _request: None
    assert (await store.send(message())).outcome is Outcome.SENT_BY_MAIL
    assert given(desk, BOB) == 1


@pytest.mark.parametrize("fault", [timed_out, service_down, html])
async def test_no_answer_after_the_service_acted(
    desk: Desk, store: MessagesStore, fault: Callable[[Request], Response]
) -> None:
    desk.line.after_write = lambda _request: fault
    sent = await store.send(message())
    assert sent.outcome is Outcome.SENT_BY_MAIL
    assert given(desk, BOB) == 1


async def test_no_answer_and_no_way_to_look(desk: Desk, store: MessagesStore) -> None:
    def lose(_request: Request) -> Callable[[Request], Response]:
        desk.line.fail(no_route)
        return timed_out

    desk.line.after_write = lose
    with pytest.raises(MessageInDoubt) as caught:
        await store.send(message())
    assert explain(caught.value) == (
        f"It is not known whether it was sent. embedded.capx.invalid did not answer in time. {IS_LOOKED}"
    )
    # Still nobody to ask, also for the next run of the program.
    for each in (store, store_of(desk)):
        with pytest.raises(CapxError):
            await each.send(message())
        with pytest.raises(MessageInDoubt):
            await each.settle(message())
    desk.line.mend()
    desk.line.after_write = lambda _request: None
    found = await store_of(desk).send(message())
    assert found.outcome is Outcome.SENT_BY_MAIL
    assert len(desk.line.writes) == given(desk, BOB) == 1


async def test_what_is_settled_is_told_and_another_message_is_another(desk: Desk, store: MessagesStore) -> None:
    assert await store.settle(message()) is None
    desk.line.after_write = lambda _request: timed_out
    desk.line.fail(no_route, where="/messages/?limit=50")
    with pytest.raises(MessageInDoubt):
        await store.send(message())
    desk.line.mend()
    desk.line.after_write = lambda _request: None
    assert await store.settle(message(text="Something else")) is None
    found = await store.settle(message())
    assert found is not None
    assert found.outcome is Outcome.SENT_BY_MAIL
    await store.send(message(text="Something else"))
    assert given(desk, BOB) == 2


@pytest.mark.parametrize(
    ("status", "note", "words"),
    [
        ("pending", "", f"The message to {BOB} was taken over, and nothing was said yet of what became of it."),
        (
            "failed",
            "An exception occurred: Read timed out.",
            f"{BROKE} {BOB} may have gone out, and may not. {NOTE} “An exception occurred: Read timed out.”",
        ),
    ],
)
async def test_what_the_service_itself_does_not_know_is_sent_again_only_by_decision(
    desk: Desk, store: MessagesStore, status: str, note: str, words: str
) -> None:
    desk.line.after_write = says(desk, status, note)
    for _ in range(2):
        with pytest.raises(MessageInDoubt) as caught:
            await store.send(message())
        assert explain(caught.value) == f"It is not known whether it was sent. {words} {IS_LOOKED}"
    assert given(desk, BOB) == 1
    desk.line.after_write = lambda _request: None
    await store_of(desk).send(message(), again=True)
    assert given(desk, BOB) == 2


async def test_staff_are_not_told_that_a_message_is_theirs_because_it_is_there(
    desk: Desk, store: MessagesStore
) -> None:
    sql(desk, "UPDATE user SET is_staff = 1 WHERE id = ?", desk.core.session.account_id)
    desk.line.on_write = lambda _request: timed_out
    with pytest.raises(MessageNotSent):
        await store.send(message())
    desk.line.on_write = lambda _request: None
    desk.line.after_write = lambda _request: timed_out
    with pytest.raises(MessageInDoubt) as caught:
        await store.send(message())
    assert explain(caught.value) == (
        f"It is not known whether it was sent. A message to {BOB} is there since, but your account sees everybody's, "
        f"and CapX does not tell whose it is. {IS_LOOKED}"
    )
    with pytest.raises(MessageInDoubt):
        await store.send(message())
    assert given(desk, BOB) == 1
    desk.line.after_write = lambda _request: None
    assert (await store.send(message(), again=True)).outcome is Outcome.SENT_BY_MAIL


async def test_what_was_under_way_is_found_sent_later(desk: Desk, store: MessagesStore) -> None:
    desk.line.after_write = says(desk, "pending")
    with pytest.raises(MessageInDoubt):
        await store.send(message())
    sql(desk, "UPDATE message SET status = 'sent' WHERE id = (SELECT max(id) FROM message)")
    assert (await store.send(message())).outcome is Outcome.SENT_BY_MAIL
    assert given(desk, BOB) == 1


async def test_a_token_that_ran_out_sends_nothing(desk: Desk, store: MessagesStore) -> None:
    desk.line.on_write = lambda _request: refused_token
    with pytest.raises(NotSignedIn) as caught:
        await store.send(message())
    assert explain(caught.value).startswith(
        "This needs you to be signed in, or your sign-in has run out. Sign in, then try again."
    )
    assert given(desk, BOB) == 0
    await desk.core.session.sign_out()
    for act in (store.send(message()), store.load(), store.check(BOB), store.settle(message())):
        with pytest.raises(NotSignedIn):
            await act


# -- what stays --------------------------------------------------------------------------------------------


async def test_nothing_of_what_was_written_is_on_the_disk_during_and_after(desk: Desk, store: MessagesStore) -> None:
    def on_disk() -> list[Path]:
        return [path for path in data_dir().rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]

    def look(_request: Request) -> None:
        assert on_disk() == []
        (note,) = [path for path in (data_dir() / "texts").glob("*.json") if b"message-to" in path.read_bytes()]
        assert note.stat().st_mode & 0o777 == 0o600

    desk.line.on_write = look
    await store.send(message())
    assert on_disk() == []
    assert [path for path in (data_dir() / "texts").glob("*.json") if b"message-to" in path.read_bytes()] == []


async def test_the_log_is_whole_newest_first_and_there_without_a_network(desk: Desk, store: MessagesStore) -> None:
    await store.load()
    me = desk.core.session.account_id
    rows = sql(desk, "SELECT id FROM message WHERE sender = ? ORDER BY date DESC, id DESC", me)
    assert [each.id for each in store.state.messages] == [number for (number,) in rows]
    assert store.state.read_at == DESK_NOW
    desk.line.fail(no_route)
    with pytest.raises(CapxError):
        await store.load()
    assert store.state.error is not None
    again = store_of(desk)
    again.show()
    assert again.state.messages == store.state.messages
    assert again.state.read_at == DESK_NOW
    await desk.core.session.sign_out()
    again.show()
    assert again.state.messages == ()
    # To whom one wrote is nobody else's business: it goes with the sign-in.
    assert [path for path in (data_dir() / "texts").glob("*.json") if b"Wanjiru" in path.read_bytes()] == []


async def test_where_the_disk_takes_nothing_it_is_sent_once_all_the_same(desk: Desk, store: MessagesStore) -> None:
    (data_dir() / "texts").write_text("no directory")
    desk.line.after_write = lambda _request: timed_out
    desk.line.fail(no_route, where="/messages/?limit=50")
    with pytest.raises(MessageInDoubt):
        await store.send(message())
    desk.line.mend()
    assert (await store.send(message())).outcome is Outcome.SENT_BY_MAIL
    assert given(desk, BOB) == 1
    assert store.state.trouble is not None
