"""Messages straight to a MediaWiki that runs on this machine, read back without the client.

``make live`` with ``CAPX_LIVE_WIKI``, the address of its API, and ``CAPX_LIVE_OAUTH``, a file with the credentials of
an owner-only consumer that may edit and send e-mail. ``CAPX_LIVE_RECEIVER`` names an account there that takes mail.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wire import Request, Response, is_loopback
from capx_tui.auth.own_keep import ENVIRONMENT
from capx_tui.bootstrap import Options, open_core
from capx_tui.errors import CapxError, TimedOut
from capx_tui.model.messages import Message, Method, Outcome, SentMessage

pytestmark = pytest.mark.live


class Lossy:
    """A line that loses an edit before or after the wiki got it, or the look-up after it too."""

    def __init__(self, loses: str) -> None:
        self._inner = HttpxTransport()
        self._loses = loses

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        is_edit = b"action=edit" in (request.body or b"")
        if (is_edit and self._loses == "before") or ("usercontribs" in request.url and self._loses == "both"):
            raise TimedOut(host=request.host)
        answer = await self._inner.send(request)
        if is_edit and self._loses in ("after", "both"):
            raise TimedOut(host=request.host)
        return answer

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""
        await self._inner.close()


@dataclass(frozen=True)
class Wiki:
    """The wiki, asked without the client."""

    address: str
    receiver: str
    environ: dict[str, str]

    def page(self) -> str:
        """What stands on the receiver's talk page."""
        asked = {"action": "query", "prop": "revisions", "rvprop": "content", "rvslots": "main", "format": "json"}
        query = urlencode({**asked, "formatversion": "2", "titles": f"User talk:{self.receiver}"})
        with urllib.request.urlopen(f"{self.address}?{query}") as answer:
            (page,) = json.load(answer)["query"]["pages"]
        return str(page["revisions"][0]["slots"]["main"]["content"]) if "revisions" in page else ""

    async def send(self, message: Message, loses: str = "") -> SentMessage:
        """Through a run of the program of its own."""
        options = Options(service="http://127.0.0.1:9", environ=self.environ)
        async with open_core(options, transport=Lossy(loses)) as core:
            return await core.messages.send(message)


@pytest.fixture
def wiki(tmp_path: Path) -> Wiki:
    """Skips where none is named."""
    address, given = os.environ.get("CAPX_LIVE_WIKI", ""), os.environ.get("CAPX_LIVE_OAUTH", "")
    receiver = os.environ.get("CAPX_LIVE_RECEIVER", "")
    if not (address and given and receiver):
        pytest.skip("no wiki is named")
    assert is_loopback(urlsplit(address).hostname or ""), "nobody's test writes to a wiki that others use"
    environ = {"HOME": str(tmp_path), "CAPX_TUI_META_API": address, ENVIRONMENT: given}
    return Wiki(address, receiver, environ)


async def test_an_email_is_taken_by_the_wiki_and_nothing_becomes_public(wiki: Wiki) -> None:
    before = await asyncio.to_thread(wiki.page)
    sent = await wiki.send(Message(wiki.receiver, Method.EMAIL, "Grüße & = +", "1 % 2\n~ * “x”"))
    assert sent.outcome is Outcome.SENT_BY_MAIL
    assert await asyncio.to_thread(wiki.page) == before


async def test_a_section_stands_on_the_page_once_whatever_is_lost_on_the_way(wiki: Wiki) -> None:
    chance = random.Random()
    for loses in ("", "before", "after", "both", "before"):
        text = f"Äöü & = + % [{chance.random()}]"
        sent = None
        while sent is None:
            try:
                sent = await wiki.send(Message(wiki.receiver, Method.TALK_PAGE, "Grüße", text), loses)
            except CapxError:
                # As a person does: the next run looks first, and sends only what is not there.
                loses = ""
        assert sent.outcome is Outcome.SENT_TO_TALK_PAGE
        page = await asyncio.to_thread(wiki.page)
        assert page.count(text) == 1
        assert page[page.index(text) + len(text) :].startswith("\n--[[")
