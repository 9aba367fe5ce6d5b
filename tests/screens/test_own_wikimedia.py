"""One's own Wikimedia credentials on the screen, and messages that go by them: which way is told, and chosen."""

from __future__ import annotations

import pytest

from capx_tui.api.client import Transport
from capx_tui.api.wire import Request, Response
from capx_tui.demo.embedded import demo_credentials
from capx_tui.errors import TimedOut
from tests.screens.message_desk import BOB, SECRET, on_disk, sql, write
from tests.screens.visits import database, visit
from tests.screens.wire import Wire, no_route

pytestmark = pytest.mark.usefixtures("home")
WRITE = "https://capx.toolforge.org/message?username=Ceibo_Lectora"
TALL = (100, 50)
DRAFT = frozenset({"draft"})
ME = "Papatya Defteri"
DIRECTLY = f"directly through Meta-Wiki as {ME}"
TAKEN = f"Meta-Wiki knows you as {ME}. Messages can go directly from here."


async def test_signed_out_credentials_lead_on_to_messages_and_one_goes_out_without_capx() -> None:
    async with visit("home", size=TALL, endless=DRAFT) as here:
        await here.core.session.sign_out()
        here.wire.asked.clear()
        here.app.go("messages")
        await here.settle()
        assert here.title.startswith("Sign in")
        assert "For “Messages” you have to be signed in, or have Wikimedia credentials of your own here" in here.flowing
        await here.choose("Directly  ")
        assert here.title.startswith("Own Wikimedia credentials")
        await here.choose("Paste your credentials")
        await here.paste("not what was asked for")
        await here.press("enter")
        assert "These are no Wikimedia credentials" in here.flowing
        await here.choose("Take the made-up ones")
        # On to where one was going.
        assert here.title.startswith("Messages")
        await here.press("n")
        assert here.title.startswith("Write a message")
        assert f"From:                     {ME}" in here.text
        assert f"Goes:                     {DIRECTLY}" in here.text
        assert "Go the other way" not in here.text
        assert "It goes to Meta-Wiki alone; CapX learns nothing of it." in here.flowing
        await here.choose("To:")
        await here.type(BOB)
        await here.press("down", "enter")
        assert "Available." in here.text
        await here.down_to("Subject:")
        await write(here)
        await here.press("ctrl+s")
        assert f"Goes: {DIRECTLY}" in here.flowing
        assert f"It is for {BOB} alone: it goes from here to Meta-Wiki, and CapX learns nothing of it." in here.flowing
        assert "CapX passes it on" not in here.flowing
        await here.choose("Send message")
        assert here.title.startswith("Messages")
        assert f"{BOB}  sent" in here.text
        assert "Sent from here to Meta-Wiki, newest first" in here.text
        await here.press("enter")
        assert "Went                          directly through Meta-Wiki" in here.text
        assert not any("/messages/" in asked for asked in here.wire.asked)
    assert on_disk() == []


async def test_with_both_ways_the_other_one_is_a_row_away_and_an_email_never_becomes_public() -> None:
    async with visit(address=WRITE, size=TALL, endless=DRAFT) as here:
        # Who has one way alone is told nothing of others.
        assert "Goes:" not in here.text
        await here.press("escape")
        await here.core.own.take(here.core.own.made_up())
        here.app.write_to(BOB)
        await here.settle()
        assert "Goes:                     through the CapX service" in here.text
        await here.press("up", "home")
        await here.choose("Go the other way")
        assert here.status.startswith(f"Messages go {DIRECTLY} from now on.")
        assert f"Goes:                     {DIRECTLY}" in here.text
        assert here.core.settings.state.message_way == "meta"
        here.wire.fail(no_route, where="list=users")
        await here.choose("To:")
        await here.type("Quiet Sparrow")
        await here.press("down", "enter")
        assert "An e-mail that cannot go stays here: it never becomes public." in here.flowing
        await here.choose("Method:")
        await here.type("e-mail")
        await here.press("enter")
        await here.down_to("Subject:")
        await write(here)
        await here.press("ctrl+s")
        await here.choose("Send message")
        # Nothing about a public page is asked: none is written to.
        assert "Quiet Sparrow takes no e-mail through Meta-Wiki." in here.flowing
        assert SECRET in here.text
    assert sql("SELECT count(*) FROM meta_edit") == [(0,)]


class Lost:
    """Stands before the wiki: the answer to an e-mail is lost, once the wiki has it."""

    def __init__(self, inner: Transport) -> None:
        self._inner = inner
        self.mails = 0

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        answer = await self._inner.send(request)
        if b"action=emailuser" not in (request.body or b""):
            return answer
        self.mails += 1
        if self.mails == 1:
            raise TimedOut(host=request.host)
        return answer

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""
        await self._inner.close()


async def test_an_email_without_an_answer_goes_again_only_after_a_plain_warning() -> None:
    lines: list[Lost] = []

    def before(wire: Wire) -> Lost:
        lines.append(Lost(wire))
        return lines[0]

    async with visit("home", size=TALL, endless=DRAFT, transport=before) as here:
        await here.core.session.sign_out()
        await here.core.own.take(here.core.own.made_up())
        here.app.write_to(BOB)
        await here.settle()
        await write(here)
        await here.press("ctrl+s")
        await here.choose("Send message")
        told = f"Meta-Wiki keeps no list of e-mails: whether the one to {BOB} went out, only your own mailbox can tell"
        assert told in here.flowing
        assert lines[0].mails == 1
        await here.press("ctrl+s")
        assert here.title.startswith("It is not known whether this was sent")
        assert "Sending again may send it twice." in here.flowing
        assert here.marked.startswith("Go on editing")
        await here.press("enter")
        assert lines[0].mails == 1
        # Nobody knows more the next time; now they want it.
        for _ in range(2):
            await here.press("ctrl+s")
            if here.title.startswith("Send message"):
                await here.choose("Send message")
        assert here.title.startswith("It is not known whether this was sent")
        assert lines[0].mails == 1
        await here.choose("Send again")
        assert lines[0].mails == 2


async def test_which_way_messages_go_is_chosen_and_credentials_are_erased_in_settings() -> None:
    async with visit("settings", size=TALL) as here:
        await here.choose("Own Wikimedia credentials")
        await here.choose("Paste your credentials")
        await here.paste(demo_credentials(database()).replace("\n", " "))
        await here.press("enter")
        assert here.status == TAKEN
        assert f"Messages can go directly as  {ME}" in here.text
        await here.press("home")
        await here.choose("Messages go")
        await here.type("directly")
        await here.press("enter")
        assert here.status == f"Messages go {DIRECTLY} from now on."
        await here.choose("Forget them")
        assert "Your own credentials are erased here." in here.flowing
        assert "Messages go" not in here.text
        await here.press("escape")
        assert "Own Wikimedia credentials" in here.text
        assert not here.core.own.state.is_there
