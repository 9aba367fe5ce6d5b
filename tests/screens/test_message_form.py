"""Writing a message: to whom and how, what is told before, what is told afterwards, and that nothing of it stays."""

from __future__ import annotations

import pytest

from capx_tui.screens.message_form import MessageForm
from capx_tui.screens.person import PersonScreen
from tests.screens.forms import drafts
from tests.screens.message_desk import BOB, SECRET, Act, Post, given, on_disk, post, says, sql, write
from tests.screens.visits import Visit, visit
from tests.screens.wire import no_route, refused_token, service_down, timed_out

pytestmark = pytest.mark.usefixtures("home")
PROFILE = "https://capx.toolforge.org/profile/Ceibo_Lectora"
WRITE = "https://capx.toolforge.org/message?username="
TALL = (100, 50)
#: Drafts are written soon, and at once before anything is sent: nobody waits for the first.
DRAFT = frozenset({"draft"})
NOTE = "The service's note:"
SENT_BY_MAIL = f"Sent to {BOB} by e-mail; a copy comes to your own mailbox."
SIGN_IN = (
    "This needs you to be signed in, or your sign-in has run out. Sign in, then try again. What can be read without an "
    "account stays open."
)
KEPT = "Your text is kept."
THERE = "It is not among the messages that the service has."
AGAIN = "F6 tries again."


@pytest.fixture
def posts() -> list[Post]:
    return []


async def send(here: Visit) -> None:
    """Read what goes out, and say yes."""
    await here.press("ctrl+s")
    assert here.title.startswith("Send message"), here.text
    await here.choose("Send message")


# -- going out ---------------------------------------------------------------------------------------------


async def test_lets_talk_on_a_profile_begins_a_message_that_goes_once_and_leaves_nothing_behind(
    posts: list[Post],
) -> None:
    async with visit(address=PROFILE, size=TALL, endless=DRAFT, transport=post(posts)) as here:
        await here.press("m")
        assert isinstance(here.app.screen, MessageForm)
        assert "From:                     Papatya Defteri" in here.text
        assert f"To:                       {BOB}, required" in here.text
        assert "Available. On CapX" in here.text
        assert "Ctrl+S Send message" in here.text
        assert "Method:                   E-mail, required" in here.text
        await write(here)
        await here.press("ctrl+s")
        for words in (
            f"It goes to {BOB} by e-mail, through Meta-Wiki, in your name. A copy comes to your own mailbox.",
            f"It is for {BOB} alone: CapX passes it on and keeps neither subject nor text.",
            f"{BOB} sees your own e-mail address, as with any mail sent through Meta-Wiki",
            "you see theirs only if they answer by e-mail.",
            "It cannot be taken back.",
            "From: Papatya Defteri",
            f"To: {BOB}",
            "Method: E-mail",
            "Subject: A question",
            SECRET,
        ):
            assert words in here.flowing, words
        assert here.status == f"Send it to {BOB}? Method: E-mail."
        assert here.marked == "Send message   sends it once"
        assert given() == 0
        await here.choose("Send message")
        assert isinstance(here.app.screen, PersonScreen)
        assert here.status == SENT_BY_MAIL
    body = {"receiver": BOB, "subject": "A question", "message": SECRET, "method": "email"}
    assert posts[0].sent == [body]
    assert given() == 1
    assert drafts() == on_disk() == []


async def test_nothing_of_it_stays_in_what_was_said() -> None:
    async with visit(address=PROFILE, size=TALL, endless=DRAFT, screen_reader=True) as here:
        await here.press("m")
        assert f"{BOB}: Available. On CapX." in here.text
        await write(here)
        # A field that is left wrong is said together with the row that one comes to.
        await here.press("up")
        await here.paste("x" * 200)
        await here.press("down")
        assert any(SECRET in each.text for each in here.app.announcer.log())
        await here.press("up", "up", "home", "ctrl+k")
        await here.type("A question")
        await send(here)
        said = [each.text for each in here.app.announcer.log()]
        assert SENT_BY_MAIL in " ".join(said)
        assert not any(SECRET in each or "A question" in each for each in said)


async def test_a_public_page_is_named_and_confirmed_by_itself() -> None:
    async with visit(address=f"{WRITE}Quiet_Sparrow", size=TALL, endless=DRAFT) as here:
        assert "E-mail unavailable. On CapX" in here.text
        assert "Method:                   nothing chosen, required" in here.text
        assert "Quiet Sparrow takes no e-mail through Meta-Wiki." in here.text
        await write(here)
        await here.press("home")
        await here.choose("Method:")
        # Only what is possible is offered.
        assert here.rows_in("#choices") == ["> Talk page, public  no  everybody can read it"]
        await here.press("enter")
        await send(here)
        told = (
            "Everybody will be able to read this on the talk page of Quiet Sparrow, with your name below it, for good."
        )
        assert here.title.startswith("This is public")
        assert told in here.flowing
        assert here.marked.startswith("Go on editing")
        await here.press("enter")
        assert given("Quiet Sparrow") == 0
        await send(here)
        await here.choose("Make it public")
        words = "Sent to Quiet Sparrow: it stands on their talk page, where everybody can read it."
        assert words in here.flowing
        assert given("Quiet Sparrow") == 1


async def test_where_meta_cannot_be_asked_an_email_may_become_public_and_that_is_asked() -> None:
    async with visit("home", size=TALL, endless=DRAFT) as here:
        here.wire.fail(no_route, where="/meta/")
        here.app.write_to(BOB)
        await here.settle()
        assert "Not known, Meta-Wiki could not be asked. On CapX" in here.text
        await write(here)
        await here.press("home")
        await here.choose("Method:")
        await here.choose("E-mail")
        await here.press("ctrl+s")
        unsure = f"Nobody could tell whether an e-mail to {BOB} can go."
        assert f"{unsure} Where it cannot, it ends on their PUBLIC talk page." in here.flowing
        await here.choose("Send message")
        assert here.title.startswith("This is public")
        page = "If it cannot, CapX puts your text on their talk page, where everybody can read it, for good."
        assert f"{unsure} {page}" in here.flowing
        await here.choose("Send it though it may become public")
        assert here.status == SENT_BY_MAIL


async def test_where_meta_stops_answering_before_an_email_goes_nothing_goes_and_then_it_is_asked(
    posts: list[Post],
) -> None:
    async with visit(address=f"{WRITE}Ceibo_Lectora", size=TALL, endless=DRAFT, transport=post(posts)) as here:
        await write(here)
        here.wire.fail(no_route, where="/meta/")
        await send(here)
        assert f"Error: Not sent: nobody could tell whether an e-mail to {BOB} can go." in here.flowing
        assert "Not known, Meta-Wiki could not be asked. On CapX" in here.text
        assert "Meta-Wiki could not be asked. An e-mail that cannot go ends on the public talk page." in here.flowing
        assert posts[0].sent == []
        # The way was ours and not theirs: they say now whether they want it all the same.
        await here.press("home")
        await here.choose("Method:")
        await here.choose("E-mail")
        await send(here)
        assert here.title.startswith("This is public")


# -- what the service says ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "words", "arrived", "stays"),
    [
        pytest.param(
            None,
            says("sent", "Receiver is not emailable. Using talk page instead."),
            f"Not sent by e-mail: it stands on the public talk page of {BOB}, where everybody can read it. "
            f"{NOTE} “Receiver is not emailable. Using talk page instead.”",
            1,
            False,
            id="fell-back",
        ),
        pytest.param(
            None,
            says("failed", "Failed to fetch CSRF token."),
            f"Error: Not sent. It did not go out to {BOB}. {NOTE} “Failed to fetch CSRF token.” {KEPT} {AGAIN}",
            1,
            True,
            id="refused",
        ),
        pytest.param(
            None,
            says("failed", "Receiver account is invalid or does not exist."),
            f"Error: Not sent. It did not go out: Meta-Wiki knows no user called {BOB}. "
            f"{NOTE} “Receiver account is invalid or does not exist.” {KEPT} {AGAIN}",
            1,
            True,
            id="receiver-missing",
        ),
        pytest.param(
            timed_out,
            None,
            f"Error: Not sent. embedded.capx.invalid did not answer in time. {THERE} {KEPT} {AGAIN}",
            0,
            True,
            id="timed-out-before",
        ),
        pytest.param(
            None,
            timed_out,
            SENT_BY_MAIL,
            1,
            False,
            id="timed-out-after",
        ),
        pytest.param(
            service_down,
            None,
            f"Error: Not sent. embedded.capx.invalid is not working right now (status 503). {THERE} {KEPT} {AGAIN}",
            0,
            True,
            id="503",
        ),
        pytest.param(
            refused_token,
            None,
            f"Error: Not sent. {SIGN_IN} {KEPT} {AGAIN}",
            0,
            True,
            id="token-expired",
        ),
    ],
)
async def test_what_became_of_it_is_told_in_these_words(
    posts: list[Post], before: Act | None, after: Act | None, words: str, arrived: int, stays: bool
) -> None:
    async with visit(address=f"{WRITE}Ceibo_Lectora", size=TALL, endless=DRAFT, transport=post(posts)) as here:
        await write(here)
        posts[0].before, posts[0].after = before, after
        await send(here)
        assert words in here.flowing, here.text
        assert isinstance(here.app.screen, MessageForm) is stays
        assert given() == arrived
        assert len(drafts()) == stays
        assert len(posts[0].sent) == 1


async def test_a_sender_without_mail_is_told_why_and_where_to_set_an_address() -> None:
    sql("UPDATE meta_user SET emailable = 0 WHERE name = 'Papatya Defteri'")
    async with visit(address=f"{WRITE}Ceibo_Lectora", size=TALL, endless=DRAFT) as here:
        why = "You take no e-mail through Meta-Wiki, or have no confirmed address there: then you can send none either."
        assert "E-mail unavailable. On CapX" in here.text
        assert why in here.flowing
        await here.choose("Your e-mail address at Meta-Wiki")
        assert "https://meta.wikimedia.org/wiki/Special:Preferences#mw-prefsection-personal-email" in here.flowing


async def test_a_name_that_nobody_has_is_told_beside_it_and_nothing_is_sent(posts: list[Post]) -> None:
    async with visit(address=f"{WRITE}Ghost_Orchid", size=TALL, endless=DRAFT, transport=post(posts)) as here:
        # The one is asked at Meta-Wiki, the other of CapX.
        assert "User not found. On CapX" in here.text
        await write(here)
        await here.press("ctrl+s")
        assert "Error: 2 fields need another look. To: Meta-Wiki knows no user called Ghost Orchid." in here.flowing
        assert posts[0].sent == []


# -- when no answer came -----------------------------------------------------------------------------------


async def test_what_nobody_knows_is_looked_up_before_it_is_offered_again(posts: list[Post]) -> None:
    async with visit(address=f"{WRITE}Ceibo_Lectora", size=TALL, endless=DRAFT, transport=post(posts)) as here:
        await write(here)
        posts[0].after = timed_out
        here.wire.fail(no_route, where="/messages/?limit=50")
        await send(here)
        unknown = "Error: It is not known whether it was sent. embedded.capx.invalid did not answer in time."
        kept = "Your text is kept; before anything is sent again, what was sent is looked through."
        assert f"{unknown} {kept} {AGAIN}" in here.flowing
        assert given() == len(drafts()) == 1
        here.wire.mend()
        await here.press("ctrl+s")
        assert SENT_BY_MAIL in here.flowing
        assert given() == len(posts[0].sent) == 1
        assert drafts() == on_disk() == []


async def test_what_is_under_way_is_sent_again_only_by_decision(posts: list[Post]) -> None:
    async with visit(address=f"{WRITE}Ceibo_Lectora", size=TALL, endless=DRAFT, transport=post(posts)) as here:
        await write(here)
        posts[0].after = says("pending")
        await send(here)
        assert f"The message to {BOB} was taken over, and nothing was said yet of what became of it." in here.flowing
        posts[0].after = None
        await here.press("ctrl+s")
        assert here.title.startswith("It is not known whether this was sent")
        await here.press("enter")
        assert given() == 1
        # Looked at again; this time they want it.
        for _ in range(2):
            await here.press("ctrl+s")
            if here.title.startswith("Send message"):
                await here.choose("Send message")
        assert here.title.startswith("It is not known whether this was sent")
        assert given() == 1
        await here.choose("Send again")
        assert given() == 2


async def test_a_message_that_went_out_while_the_program_ended_is_not_offered_again(posts: list[Post]) -> None:
    async with visit(address=f"{WRITE}Ceibo_Lectora", size=TALL, endless=DRAFT, transport=post(posts)) as here:
        await write(here)
        posts[0].after = timed_out
        here.wire.fail(no_route, where="/messages/?limit=50")
        await send(here)
        assert len(drafts()) == 1
    async with visit(address=f"{WRITE}Ceibo_Lectora", size=TALL, endless=DRAFT, transport=post(posts)) as here:
        assert isinstance(here.app.screen, MessageForm)
        assert here.app.screen.form.changed == ()
        assert f"The message that was waiting here went out after all. {SENT_BY_MAIL}" in here.flowing
        assert drafts() == on_disk() == []
    assert given() == 1


# -- writing -----------------------------------------------------------------------------------------------


async def test_a_name_is_completed_and_checked_as_it_is_typed() -> None:
    async with visit("messages", size=TALL, endless=DRAFT) as here:
        await here.press("n")
        assert "To:                       nothing chosen, required" in here.marked
        await here.press("enter")
        here.wire.asked.clear()
        await here.type("ceibo_lec")
        assert here.rows_in("#choices")[0].startswith(f"> {BOB}")
        assert here.status == "Ceibo lec: User not found. Not on CapX."
        asked = [each for each in here.wire.asked if "/meta/" in each]
        assert len(asked) == 1, "one question for all that was typed in one go"
        await here.press("enter")
        assert f"To:                       {BOB}, required, changed" in here.text
        assert "Available. On CapX" in here.text
        here.endless = {"draft", "receiver"}
        # Somebody whom CapX does not know is taken as typed, spelled as the wiki does.
        await here.press("enter")
        await here.type("somebody_Else")
        assert here.rows_in("#choices") == ["> Somebody Else  no  as typed, not found on CapX"]


async def test_a_few_lines_from_both_profiles_to_begin_with_and_everything_cleared_again() -> None:
    async with visit(address=f"{WRITE}Ceibo_Lectora", size=TALL, endless=DRAFT) as here:
        screen = here.app.screen
        assert isinstance(screen, MessageForm)
        await here.choose("Begin from both profiles")
        assert here.status == "A few lines to begin with are in subject and message. Make them yours."
        text = screen.form["text"]
        assert text.startswith(f"Hello {BOB},\n\nI saw on the Capacity Exchange that you share")
        assert text.endswith("Would you have time to talk?")
        await here.press("enter")
        assert here.status == "There is a text already. Clear it first."
        await here.choose("Clear message")
        assert here.status == "The message is empty. Undo brings it back: Ctrl+Z."
        assert (screen.form["subject"], screen.form["text"], screen.form["receiver"]) == ("", "", BOB)
        await here.press("ctrl+z")
        assert screen.form["text"] == text


async def test_signed_out_it_leads_to_signing_in_first() -> None:
    async with visit(address=PROFILE, demo=False) as here:
        await here.press("m")
        assert here.title.startswith("Sign in")
        assert "Messages" in here.flowing
