"""A world in which every text of every table is hostile, and a line on which its texts hold what no database takes.

A hostile text begins with the text that stood there and goes on with one of `PIECES`, chosen by the text itself: what
joins two tables joins them still. Left alone is what the service would refuse to store: its own enumerations, moments,
keys by which it is asked, and the names that tests ask for by address.
"""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections.abc import Callable, Container
from contextlib import closing
from pathlib import Path
from typing import Any

from capx_tui.api.client import Transport
from capx_tui.api.wire import Request, Response

__all__ = ["BANG", "PIECES", "Mangled", "compromised", "hostile", "mangled", "poison"]

#: What only an escape sequence of a stranger could bring to a clipboard, a title or a link.
BANG = "pwn3d"
#: Stands for half of a surrogate pair until it is on the line.
_HALF = "\ue0ff"

PIECES = (
    f"\x1b[31m{BANG}\x1b[2J\x1b[1;1H\x1b[?1049l\x1b[6n",
    f"\x1b]0;{BANG}\x07\x1b]2;{BANG}\x1b\\",
    f"\x1b]52;c;{BANG}\x07 \x1b]8;;https://{BANG}.example\x1b\\link\x1b]8;;\x1b\\",
    f'\x1bP$q"p\x1b\\\x1bPtmux;\x1b\x1b]52;c;{BANG}\x07\x1b\\\x1b_G{BANG}\x1b\\\x1b^x\x1b\\\x1bXx\x1b\\',
    f"\x9b31m\x9d52;c;{BANG}\x9c\x90q\x9c\x9f{BANG}\x9c\x84\x85\x8d",
    f"\x1b]52;c;{BANG} and no end",
    "\x9d0;no end \x90 \x98 \x9e \x9f",
    "\x1b[",
    "\x1b",
    "\x1b[38;2;1;2",
    "\x1bc\x1b7\x1b(0\x1b#8\x1b=\x1bZ\x05",
    "\u202ednimer\u2066\u2069\u2067x\u061c\u200e\u200f",
    "\u200b\ufeff\u2060\u00ad\u034f\u180e\u3164\uffa0 \U000e0041\U000e007f",
    "Z" + "\u0301\u0323\u20dd\u0489" * 30 + "\u0e49" * 30,
    "\x00\x07\x08\x0c\x0b\x7f\x0e\x0f\r\nsecond\r\u2028third\u2029\tfourth",
    f"[red]{BANG}[/red] [@click=app.quit]x[/] [/] [[{BANG}]] {{{{delete}}}} ~~~~ <script>x</script> `rm -rf ~`",
    "$1 $2 {{PLURAL:$1|one|other}} %s {0} \\n",
    "漢字👩\u200d👩\u200d👧🏳\ufe0f\u200d🌈🇧🇷 ｗｉｄｅ",
    "דנה محمد \u0661\u0662",
    f"half {_HALF}",
    "\ufffe\uffff\U0010ffff\ue000\ufdd0",
    "w" * 3000,
)

#: Keys by which tables are joined, that the program reads only where they are whole.
_KEYS = frozenset(
    (
        *("world", "token", "oauth_request", "partner_public_key", "mentorship_form_response"),
        *("skill.skill_wikidata_item", "metabase_item.qid", "metabase_item.metabase_item", "wiki_term.qid"),
        *("wiki_term.source", "profile_skill.list", "organization_skill.list", "mentorship_form.role"),
        *("saved_item.entity", "saved_item.relation", "message.method", "message.status", "badge.type"),
        *("event.type_of_location", "language_proficiency.proficiency"),
    )
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+Z)?").fullmatch
#: Languages that are read. The codes of all others are hostile.
_READ = frozenset(("en", "pt-br", "tr", "de", "es"))


def hostile(text: str, *, spare: Container[str] = frozenset()) -> str:
    """`text` with a piece behind it; empty text, moments and what is spared stay."""
    if not text or text in spare or text in _READ or _MOMENT(text):
        return text
    return f"{text} {PIECES[zlib.crc32(text.encode()) % len(PIECES)]}"


def _in_json(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_in_json(each, change) for each in value]
    if isinstance(value, dict):
        # A form's kinds of fields stay, or nothing of it would be shown.
        kept = ("type", "subtype")
        return {change(key) if key == "display_name" else key: each if key in kept else _in_json(each, change)
                for key, each in value.items()}  # fmt: skip
    return value


def poison(database: Path, *, spare: Container[str] = frozenset()) -> int:
    """Make every text of the world in `database` hostile; gives back how many there are."""

    def change(text: Any) -> Any:
        if not isinstance(text, str):
            return text
        if text[:1] in "[{" and text[:1]:
            try:
                return json.dumps(_in_json(json.loads(text), lambda each: hostile(each, spare=spare)))
            except ValueError:
                pass
        return hostile(text, spare=spare)

    with closing(sqlite3.connect(database, isolation_level=None)) as world:
        world.execute("PRAGMA foreign_keys = OFF")
        world.create_function("hostile", 1, change, deterministic=True)
        world.execute("BEGIN")
        before = world.total_changes
        for (table,) in world.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
            columns = [row[1] for row in world.execute(f"PRAGMA table_info({table})") if row[2] == "TEXT"]
            columns = [name for name in columns if table not in _KEYS and f"{table}.{name}" not in _KEYS]
            for name in columns:
                world.execute(f"UPDATE {table} SET {name} = hostile({name}) WHERE {name} != hostile({name})")
        world.execute("UPDATE world SET value = hostile(value) WHERE key = 'me_username'")
        changed = world.total_changes - before
        world.execute("COMMIT")
        return changed


def mangled(_request: Request, answer: Response) -> Response:
    """An answer with halves of surrogate pairs where the world has a stand-in for them."""
    body = answer.body.replace(_HALF.encode(), b"\\ud83d").replace(b"\\ue0ff", b"\\ud83d")
    headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
    return Response(answer.status, headers, body)


def compromised(request: Request, answer: Response) -> Response:
    """An answer in which every second text is hostile, whatever it stands for: codes, items, moments, states too."""
    if not answer.headers.get("content-type", "").startswith("application/json"):
        return answer

    def change(text: str) -> str:
        chosen = zlib.crc32(text.encode("utf-8", "replace"))
        return f"{text}{PIECES[chosen % len(PIECES)]}" if chosen & 0x100 else text

    body = json.dumps(_in_json(json.loads(answer.body), change)).encode()
    return mangled(request, Response(answer.status, answer.headers, body))


class Mangled:
    """A transport whose answers are `turned`."""

    def __init__(self, inner: Transport, turned: Callable[[Request, Response], Response] = mangled) -> None:
        self._inner = inner
        self._turned = turned

    async def send(self, request: Request) -> Response:
        """See `capx_tui.api.client.Transport`."""
        return self._turned(request, await self._inner.send(request))

    async def close(self) -> None:
        """See `capx_tui.api.client.Transport`."""
        await self._inner.close()
