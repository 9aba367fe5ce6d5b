"""Sending straight to Meta-Wiki: signed, once, told as the wiki says, and never public by itself."""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from capx_tui.api.wire import Request, Response, Site
from capx_tui.demo.embedded import demo_credentials
from capx_tui.errors import CapxError, CredentialsRefused, NoCredentials, NotSignedIn, RuleError
from capx_tui.i18n.sentences import explain, sentence
from capx_tui.model.message_words import outcome_words
from capx_tui.model.messages import Method, Outcome, Way
from capx_tui.secret import Secret
from capx_tui.store.message_sending import MessageNotSent
from capx_tui.store.messages import MessageInDoubt, MessagesStore
from capx_tui.store.own_wikimedia import OwnWikimediaStore
from tests.screens.wire import html, no_route, service_down, timed_out
from tests.store.embedded_desk import Desk, open_desk
from tests.store.message_desk import SECRET, message, sql, store_of

pytestmark = pytest.mark.usefixtures("two_attempts")

BOB = "Ceibo Lectora"
ME = "Papatya Defteri"
Fault = Callable[[Request], Response]
META = "/_wikimedia/meta/w/api.php"
TALK_PAGE = f"User talk:{BOB}"


@pytest.fixture(params=["OAuth 1.0a", "OAuth 2.0"])
def given(request: pytest.FixtureRequest) -> bool:
    """Whether the credentials are those of OAuth 2.0."""
    return bool(request.param == "OAuth 2.0")


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    """Signed out of CapX, with one's own credentials."""
    async with open_desk(world) as opened:
        await opened.core.session.sign_out()
        await opened.core.own.take(Secret(demo_credentials(opened.database)))
        opened.line.asked.clear()
        yield opened


@pytest.fixture
def store(desk: Desk) -> MessagesStore:
    return store_of(desk)


def written(desk: Desk) -> list[dict[str, str]]:
    """What went to Meta-Wiki to be written, without the tokens."""
    return [
        {name: value for name, value in body.items() if name != "token"}
        for path, body in desk.line.writes
        if path == META
    ]


def sections(desk: Desk) -> list[tuple[str, str]]:
    return [
        (title, text) for title, text in sql(desk, "SELECT title, wikitext FROM meta_page WHERE title LIKE 'User%'")
    ]


def says(code: str, text: str = "") -> Callable[[Request], Callable[[Request], Response]]:
    """For `Line.on_write`: the wiki turns it down with this code."""
    body = json.dumps({"errors": [{"code": code, "text": text, "module": "main"}]}).encode()
    return lambda _request: lambda _again: Response(200, {"content-type": "application/json"}, body)


def always(fault: Fault | None) -> Callable[[Request], Fault | None]:
    """For `Line.on_write` and `after_write`."""
    return lambda _request: fault


async def test_an_email_goes_out_as_the_service_would_send_it(world: Path, given: bool) -> None:
    async with open_desk(world) as desk:
        await desk.core.session.sign_out()
        await desk.core.own.take(Secret(demo_credentials(desk.database, bearer=given)))
        sent = await store_of(desk).send(message(BOB))
        assert outcome_words(sent) == f"Sent to {BOB} by e-mail; a copy comes to your own mailbox."
        assert (sent.receiver, sent.status, sent.outcome) == (BOB, "sent", Outcome.SENT_BY_MAIL)
        assert written(desk) == [
            {
                "action": "emailuser",
                "target": BOB,
                "subject": "[Capacity Exchange] A question",
                "text": SECRET,
                "ccme": "1",
                "assertuser": ME,
                "format": "json",
                "formatversion": "2",
                "errorformat": "plaintext",
            }
        ]
        assert sections(desk) == []


async def test_a_section_is_added_to_the_talk_page_and_signed(desk: Desk, store: MessagesStore) -> None:
    sent = await store.send(message(BOB, Method.TALK_PAGE))
    assert outcome_words(sent) == f"Sent to {BOB}: it stands on their talk page, where everybody can read it."
    assert sections(desk) == [(TALK_PAGE, f"\n\n== A question ==\n\n{SECRET}\n--~~~~")]
    ((comment,),) = sql(desk, "SELECT comment FROM meta_edit")
    assert comment.startswith("/* A question */ [[m:Capacity Exchange|Capacity Exchange]] (capx-tui ")
    assert store.state.messages == (sent,)
    # The next run of the program knows it too, and nothing of what was written.
    again = store_of(desk)
    again.show()
    assert again.state.messages == (sent,)
    assert SECRET not in repr(again.state)


async def test_capx_is_asked_nothing_by_who_is_signed_out_there(desk: Desk, store: MessagesStore) -> None:
    await store.send(message(BOB))
    assert all(META in asked for asked in desk.line.asked)
    assert len(desk.line.asked) == 4


@pytest.mark.parametrize(
    ("code", "outcome", "words"),
    [
        ("notarget", Outcome.RECEIVER_MISSING, f"It did not go out: Meta-Wiki knows no user called {BOB}."),
        ("nosuchuser", Outcome.RECEIVER_MISSING, f"It did not go out: Meta-Wiki knows no user called {BOB}."),
        ("noemail", Outcome.RECEIVER_WITHOUT_MAIL, f"It did not go out: {BOB} takes no e-mail through Meta-Wiki."),
        ("nowikiemail", Outcome.RECEIVER_WITHOUT_MAIL, f"It did not go out: {BOB} takes no e-mail through Meta-Wiki."),
        ("cantsend", Outcome.SENDER_WITHOUT_MAIL, "you have no confirmed e-mail address at Meta-Wiki."),
        ("usermaildisabled", Outcome.MAIL_DISABLED, "nobody can send e-mail through Meta-Wiki at the moment."),
        ("blocked", Outcome.BLOCKED, "your account is blocked from doing that at Meta-Wiki."),
        ("blockedfrommail", Outcome.BLOCKED, "your account is blocked from doing that at Meta-Wiki."),
        ("ratelimited", Outcome.TOO_MANY, "Meta-Wiki lets nobody send so much in so short a time."),
        ("readonly", Outcome.READ_ONLY, "Meta-Wiki takes nothing in for the moment."),
        ("maxlag", Outcome.READ_ONLY, "Meta-Wiki takes nothing in for the moment."),
        ("captcha", Outcome.CAPTCHA, "Meta-Wiki wants to see first that a person writes"),
        ("spamblacklist", Outcome.FILTERED, "a filter of Meta-Wiki's took something in it for unwanted."),
        ("abusefilter-disallowed", Outcome.FILTERED, "a filter of Meta-Wiki's took something in it for unwanted."),
        ("protectedpage", Outcome.PROTECTED, f"the talk page of {BOB} takes no new section from you."),
        ("permissiondenied", Outcome.NOT_GRANTED, "your own credentials do not allow it."),
        ("assertnameduserfailed", Outcome.NOT_GRANTED, "your own credentials do not allow it."),
        ("mwoauth-invalid-authorization", Outcome.NOT_GRANTED, "your own credentials do not allow it."),
        ("badtoken", Outcome.REFUSED, f"It did not go out to {BOB}."),
        ("something-new", Outcome.REFUSED, f"It did not go out to {BOB}."),
    ],
)
async def test_what_the_wiki_turns_down_did_not_go_out_and_why(
    desk: Desk, store: MessagesStore, code: str, outcome: Outcome, words: str
) -> None:
    desk.line.on_write = says(code, "The wiki has its reasons.")
    with pytest.raises(MessageNotSent) as refused:
        await store.send(message(BOB))
    assert words in explain(refused.value)
    assert "Meta-Wiki says: “The wiki has its reasons.”" in explain(refused.value)
    assert refused.value.message is not None
    assert refused.value.message.outcome is outcome
    # Nothing is in doubt: the next one goes out as if there had been none.
    desk.line.on_write = lambda _request: None
    assert (await store.send(message(BOB))).outcome is Outcome.SENT_BY_MAIL
    assert sections(desk) == []


async def test_a_stale_token_is_renewed_once(desk: Desk, store: MessagesStore) -> None:
    refusals = [says("badtoken")]
    desk.line.on_write = lambda request: refusals.pop()(request) if refusals else None
    assert (await store.send(message(BOB))).outcome is Outcome.SENT_BY_MAIL
    assert len(written(desk)) == 2
    desk.line.on_write = says("badtoken", "Invalid CSRF token.")
    with pytest.raises(MessageNotSent):
        await store.send(message(BOB))
    assert len(written(desk)) == 4


@pytest.mark.parametrize("lost", [timed_out, service_down, html])
async def test_a_section_whose_answer_is_lost_is_found_in_ones_own_edits(
    desk: Desk, store: MessagesStore, lost: Callable[[Request], Response]
) -> None:
    desk.line.after_write = lambda _request: lost
    sent = await store.send(message(BOB, Method.TALK_PAGE))
    assert sent.outcome is Outcome.SENT_TO_TALK_PAGE
    assert len(sections(desk)) == 1
    # What the wiki never got is not there: nothing is taken for it, not even the same words to the same person.
    desk.line.after_write = lambda _request: None
    desk.line.on_write = lambda _request: lost
    with pytest.raises(MessageNotSent) as gone:
        await store.send(message(BOB, Method.TALK_PAGE))
    assert gone.value.message is None
    assert len(written(desk)) == 2


async def test_one_that_arrived_too_late_to_be_seen_is_not_sent_again(desk: Desk, store: MessagesStore) -> None:
    desk.line.after_write = lambda _request: timed_out
    desk.line.fail(no_route, where="usercontribs")
    with pytest.raises(MessageInDoubt):
        await store.send(message(BOB, Method.TALK_PAGE))
    desk.line.mend()
    desk.line.after_write = lambda _request: None
    # The next run of the program looks before it sends.
    sent = await store_of(desk).send(message(BOB, Method.TALK_PAGE))
    assert sent.outcome is Outcome.SENT_TO_TALK_PAGE
    assert len(written(desk)) == 1


async def test_whatever_breaks_a_section_goes_out_once(desk: Desk) -> None:
    chance = random.Random(20_260)
    places = ("meta=userinfo", "meta=tokens", "usercontribs", "list=users")
    for number in range(200):
        wanted = message(BOB, Method.TALK_PAGE, text=f"Number {number:03}.")
        sent = None
        while sent is None:
            desk.line.mend()
            fault = chance.choice((timed_out, service_down, html))
            if chance.random() < 0.5:
                desk.line.fail(fault, where=chance.choice(places))
            lost = chance.choice(("before", "after", "neither"))
            desk.line.on_write = always(fault if lost == "before" else None)
            desk.line.after_write = always(fault if lost == "after" else None)
            # Another run of the program each time: what it knows is what was noted.
            with contextlib.suppress(CapxError):
                sent = await store_of(desk).send(wanted)
        ((text,),) = sql(desk, "SELECT wikitext FROM meta_page WHERE title = ?", TALK_PAGE)
        assert text.count(f"Number {number:03}.") == 1
    assert sql(desk, "SELECT count(*) FROM meta_edit") == [(200,)]


async def test_nobody_knows_of_an_email_without_an_answer_and_none_goes_again_unasked(
    desk: Desk, store: MessagesStore
) -> None:
    desk.line.after_write = lambda _request: timed_out
    for _ in range(2):
        with pytest.raises(MessageInDoubt) as doubt:
            await store.send(message(BOB))
        assert (
            f"Meta-Wiki keeps no list of e-mails: whether the one to {BOB} went out, only your own mailbox can tell"
            in explain(doubt.value)
        )
    assert len(written(desk)) == 1
    desk.line.after_write = lambda _request: None
    assert (await store.send(message(BOB), again=True)).outcome is Outcome.SENT_BY_MAIL
    assert (await store.send(message(BOB))).outcome is Outcome.SENT_BY_MAIL
    assert len(written(desk)) == 3
    assert [each.outcome for each in store.state.messages].count(Outcome.UNTRACEABLE) <= 1


async def test_where_no_token_could_be_had_nothing_is_in_doubt(desk: Desk, store: MessagesStore) -> None:
    desk.line.fail(timed_out, where="meta=tokens")
    with pytest.raises(MessageNotSent) as gone:
        await store.send(message(BOB))
    assert explain(gone.value).startswith("Not sent.")
    desk.line.mend()
    assert (await store.send(message(BOB))).outcome is Outcome.SENT_BY_MAIL
    assert len(written(desk)) == 1


async def test_an_email_to_somebody_without_mail_never_becomes_public(desk: Desk, store: MessagesStore) -> None:
    with pytest.raises(RuleError) as refused:
        await store.send(message("Quiet Sparrow"))
    assert sentence(refused.value) == "Quiet Sparrow takes no e-mail through Meta-Wiki."
    # Not where nobody could tell beforehand, either: then the wiki itself turns it down.
    desk.line.fail(no_route, where="list=users")
    with pytest.raises(MessageNotSent) as late:
        await store.send(message("Quiet Sparrow"), may_become_public=True)
    assert "Quiet Sparrow takes no e-mail through Meta-Wiki." in explain(late.value)
    assert sections(desk) == []


async def test_credentials_that_count_no_more_are_found_out_before_anything_is_sent(
    desk: Desk, store: MessagesStore
) -> None:
    sql(desk, "UPDATE world SET value = ? WHERE key = 'secret'", "00" * 32)
    with pytest.raises(CredentialsRefused) as refused:
        await store.send(message(BOB))
    assert explain(refused.value).startswith(
        "Meta-Wiki does not take your own credentials: “The authorization headers in your request are not valid:"
    )
    assert written(desk) == []


async def test_credentials_are_taken_once_the_wiki_says_whose_they_are_and_erased_for_good(desk: Desk) -> None:
    own = desk.core.own
    assert (own.state.username, own.where) == (ME, "own-session-kept-file")
    kept = Path(own.kept_in)
    assert kept.stat().st_mode & 0o777 == 0o600
    wrong = demo_credentials(desk.database).replace("Access secret: ", "Access secret: 0000")
    with pytest.raises(CapxError):
        await own.take(Secret(wrong))
    assert own.state.username == ME
    await store_of(desk).send(message(BOB))
    done = await own.forget()
    assert (done.keys, done.trouble) == (("own-forgotten",), None)
    assert not kept.exists()
    with pytest.raises(NoCredentials):
        await own.owner()
    again = store_of(desk)
    again.show()
    assert again.state.messages == ()
    with pytest.raises(NotSignedIn):
        await again.send(message(BOB))


async def test_with_two_ways_the_chosen_one_is_taken_and_neither_doubles_the_other(world: Path) -> None:
    async with open_desk(world) as desk:
        store = store_of(desk)
        await desk.core.session.owner()
        assert list(store.ways.possible) == [Way.CAPX]
        await desk.core.own.take(Secret(demo_credentials(desk.database)))
        both: tuple[Way, ...] = (Way.CAPX, Way.META)
        assert (store.ways.possible, store.ways.way) == (both, Way.CAPX)

        def lost(_request: Request) -> Callable[[Request], Response]:
            # Nor can the service be asked what it did.
            desk.line.fail(no_route, where="/messages/?")
            return timed_out

        desk.line.after_write = lost
        with pytest.raises(MessageInDoubt):
            await store.send(message(BOB, Method.TALK_PAGE))
        desk.line.mend()
        desk.line.after_write = lambda _request: None
        store.ways.choose(Way.META)
        assert store_of(desk).ways.way is Way.META
        before = len(desk.line.writes)
        sent = await store.send(message(BOB, Method.TALK_PAGE))
        # The one that went through the service is found there, and so nothing is written to Meta-Wiki.
        assert before == len(desk.line.writes)
        assert sections(desk) == []
        assert sent.outcome is Outcome.SENT_TO_TALK_PAGE


async def test_a_file_that_the_environment_names_is_used_and_stays(tmp_path: Path) -> None:
    named = tmp_path / "own.txt"
    named.write_text("\n".join(("0a" * 16, "1b" * 20, "2c" * 16, "3d" * 20)))
    named.chmod(0o600)
    asked: list[Request] = []

    class Meta:
        async def send(self, request: Request) -> Response:
            asked.append(request)
            body = {"curtimestamp": "2026-06-10T15:30:00Z", "query": {"userinfo": {"id": 4, "name": "Mara"}}}
            return Response(200, {"content-type": "application/json"}, json.dumps(body).encode())

        async def close(self) -> None:
            return None

    sites = {Site.META_API: "https://meta.example/w/api.php"}
    own = OwnWikimediaStore(Meta(), sites, {"CAPX_TUI_WIKIMEDIA_OAUTH": str(named)})
    await own.restore()
    assert (own.state.username, own.where, own.kept_in) == ("", "own-session-kept-environment", str(named))
    assert (await own.owner(), await own.owner()) == ("Mara", "Mara")
    assert [request.signer is own.signer(Site.META_API) for request in asked] == [True]
    assert own.signer(Site.METABASE_API) is None
    done = await own.forget()
    assert done.keys == ("own-forgotten", "own-forgotten-environment")
    assert named.exists()
