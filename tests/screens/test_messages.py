"""The list of messages: what became of each, found by filters, told without saying whose they are."""

from __future__ import annotations

import pytest

from capx_tui.screens.message_form import MessageForm
from capx_tui.screens.messages import MessagesScreen
from tests.screens.message_desk import sql, write
from tests.screens.visits import visit
from tests.screens.wire import no_route

pytestmark = pytest.mark.usefixtures("home")
TALL = (100, 40)
NOTE = "The receiver takes no e-mail through Wikimedia; the message was left on their public talk page."


async def test_each_row_says_what_became_of_it_and_enter_says_all() -> None:
    async with visit("messages", size=TALL) as here:
        assert here.status == "7 of 7 messages."
        assert "Sent through CapX, newest first" in here.text
        for words in (
            "Wanjiru Kitabu  not known yet",
            "Jabuti da Biblioteca  sent",
            "Rojîn Newroz  not sent",
            "Meta-Wiki is read-only for maintenance; nothing was posted.",
            "Quiet Sparrow  sent, to the talk page instead",
            "Ghost Orchid  not sent, no such user",
            "Kwame Sankɔfa  sent",
        ):
            assert words in here.text, words
        await here.choose("Quiet Sparrow")
        assert here.title.startswith("Message to Quiet Sparrow")
        assert (
            "Not sent by e-mail: it stands on the public talk page of Quiet Sparrow, where everybody can read it. "
            f"The service's note: “{NOTE}”"
        ) in here.flowing
        assert "Method E-mail" in here.flowing
        assert "Apr 27, 2026, 3:30 PM UTC" in here.flowing
        assert "kept nowhere: neither by CapX nor here" in here.flowing
        assert "https://meta.wikimedia.org/wiki/User_talk:Quiet_Sparrow" in here.flowing
        await here.choose("Send a new message to them")
        assert isinstance(here.app.screen, MessageForm)
        assert "To:                       Quiet Sparrow, required" in here.text


async def test_one_row_each_is_read_alone() -> None:
    async with visit("messages", size=TALL, compact=True) as here:
        assert "Quiet Sparrow  sent, to the talk page instead; E-mail; Apr 27, 2026" in here.text
        assert "Rojîn Newroz  not sent; Talk page, public; May 21, 2026" in here.text


async def test_filters_by_what_became_of_it_and_by_method() -> None:
    async with visit("messages", size=TALL) as here:
        await here.press("f")
        await here.choose("What became of it")
        assert [" ".join(row.split()) for row in here.rows_in("#choices")] == [
            "> Sent no 4",
            "Not sent no 2",
            "Not known no 1",
        ]
        await here.type("not s")
        await here.press("enter", "escape")
        await here.choose("Method")
        await here.type("mail")
        await here.press("enter", "escape", "escape")
        assert here.status == "1 of 7 messages."
        assert "What became of it: Not sent; Method: E-mail" in here.text
        assert "Ghost Orchid" in here.marked


async def test_staff_are_told_that_these_are_everybodys_and_others_are_told_of_nobody() -> None:
    sql("UPDATE user SET is_staff = 1 WHERE id = (SELECT CAST(value AS INTEGER) FROM world WHERE key = 'me')")
    everybody = sql("SELECT count(*) FROM message")[0][0]
    async with visit("messages", size=TALL) as here:
        assert everybody > 7
        assert here.status == f"{everybody} of {everybody} messages."
        words = "Everybody's messages: your account is staff's, and CapX does not tell who wrote them."
        assert words in here.text
    async with visit("messages", size=TALL) as here:
        here.wire.fail(no_route)
        assert words in here.text


async def test_without_a_network_the_list_from_before_is_there_and_that_is_said() -> None:
    async with visit("messages") as here:
        assert "7 of 7 messages." in here.text
    async with visit("home", transport=lambda wire: wire) as here:
        here.wire.fail(no_route)
        here.app.go("messages")
        await here.settle()
        assert isinstance(here.app.screen, MessagesScreen)
        assert "Wanjiru Kitabu" in here.text
        assert "embedded.capx.invalid could not be reached" in here.flowing


async def test_what_was_under_way_is_seen_to_have_ended_when_one_asks_anew() -> None:
    async with visit("messages", size=TALL) as here:
        assert "Wanjiru Kitabu  not known yet" in here.text
        sql("UPDATE message SET status = 'sent' WHERE receiver = 'Wanjiru Kitabu'")
        await here.press("f5")
        assert "Wanjiru Kitabu  sent" in here.text


async def test_what_became_of_it_is_the_last_word_also_where_a_list_says_how_many_there_are() -> None:
    async with visit("messages", size=TALL, endless=frozenset({"draft"}), screen_reader=True) as here:
        await here.press("down", "m")
        await write(here)
        await here.press("ctrl+s")
        await here.choose("Send message")
        assert isinstance(here.app.screen, MessagesScreen)
        said = "Sent to Jabuti da Biblioteca by e-mail; a copy comes to your own mailbox."
        assert here.app.announcer.log()[0].text == said
        assert said in here.text


async def test_nobody_writes_to_themselves() -> None:
    async with visit("explore") as here:
        await here.press("slash")
        await here.type("papatya")
        await here.press("enter", "m")
        assert here.status.startswith("That is you.")


async def test_who_sent_nothing_is_told_how_to_begin() -> None:
    sql("DELETE FROM message")
    async with visit("messages") as here:
        assert "No message has been sent. Press n to write one." in here.flowing
        await here.press("m")
        assert here.status == "Nobody is marked whom you could write to."
        await here.press("n")
        assert isinstance(here.app.screen, MessageForm)


@pytest.mark.parametrize(
    ("open_", "keys"), [("explore", ()), ("matches", ()), ("matches", ("enter",)), ("saved", ("end",))]
)
async def test_one_key_wherever_somebody_is_marked(open_: str, keys: tuple[str, ...]) -> None:
    async with visit(open_) as here:
        await here.press(*keys)
        marked = here.app.screen
        name = getattr(marked, "to_write")()  # noqa: B009 - each of them has it
        await here.press("m")
        screen = here.app.screen
        assert isinstance(screen, MessageForm)
        assert name
        assert screen.form["receiver"] == name
