"""Whatever stands in a file of ours: reading it back gives something, or says in our words that it cannot be read."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui import first_picture
from capx_tui.auth.keep import TokenKeeper
from capx_tui.auth.own_keep import OwnKeeper
from capx_tui.auth.own_paste import read_credentials
from capx_tui.bootstrap import Options, open_core
from capx_tui.demo.embedded import DATABASE_NAME, open_world
from capx_tui.errors import CapxError
from capx_tui.model.form_draft import DraftKey
from capx_tui.secret import Secret
from capx_tui.store.drafts import Drafts
from capx_tui.store.filters import FilterFile
from capx_tui.store.kept_text import Kept, KeptText
from capx_tui.store.match_memory import MatchMemory
from capx_tui.store.mentorship_memory import MentorshipMemory
from capx_tui.store.message_memory import MessageMemory
from capx_tui.store.mirror import Mirror
from capx_tui.store.saved_memory import SavedMemory
from capx_tui.store.settings import Settings, SettingsStore
from capx_tui.terminal.kept_picture import picture_of
from tests.security.fuzz import examples

_SERVICE = "https://capx.example"
#: Names of fields that are read.
_WORDS = (
    *("version", "service", "account", "kind", "text", "saved_at", "base", "items", "notes", "read_at"),
    *("messages", "hidden", "told", "uncounted", "key", "screen", "subject", "edits", "filter", "sort"),
    *("named", "known", "theme", "language", "keys", "screen_reader", "id", "username", "expires"),
    *("token", "place", "world", "signed_out", "wiki", "values", "organization", "role", "receiver"),
    "since",
)
_SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(["1", "file", "2026-01-01T00:00:00Z", _SERVICE, "7", "dark", 1, 10**400])
)  # fmt: skip
_JSON = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_WORDS), inner, max_size=5),
    max_leaves=16,
).map(lambda value: json.dumps(value).encode())
_DEEP = st.sampled_from([b"[" * 3_000, b'{"a":' * 3_000, b"[" * 3_000 + b"]" * 3_000, b"9" * 5_000, b'"\\ud800"'])
CONTENT = st.binary(max_size=120) | _JSON | _DEEP

Reader = Callable[[Path], object]


def _token(path: Path) -> object:
    keeper = TokenKeeper(path, environ={}, uses_keyring=False)
    return asyncio.run(keeper.load(_SERVICE)), keeper.account(_SERVICE)


def _own(path: Path) -> object:
    return asyncio.run(OwnKeeper(_SERVICE, path, environ={}, uses_keyring=False).load())


def _drafts(path: Path) -> object:
    drafts = Drafts(path)
    return [found.age(datetime.now(UTC)) for found in drafts.waiting()], drafts.find(DraftKey("s", "a", "f", ""))


#: Where the content goes, below a directory, and who reads it there.
_FILES: dict[str, tuple[Callable[[Path], Path], Reader]] = {
    "settings": (lambda place: place / "s.json", lambda place: SettingsStore(place / "s.json").state),
    "filters": (lambda place: place / "f.json", lambda place: FilterFile(place / "f.json").read()),
    "drafts": (lambda place: place / "a.b.json", _drafts),
    "sign-in": (lambda place: TokenKeeper(place, environ={}).path(_SERVICE), _token),
    "own credentials": (lambda place: OwnKeeper(_SERVICE, place, environ={}).path, _own),
}


@pytest.mark.parametrize("name", _FILES)
@examples(60)
@given(content=CONTENT)
def test_a_file_is_read_or_passed_over(tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes) -> None:
    place = tmp_path_factory.getbasetemp() / f"read-back-{name.replace(' ', '-')}"
    place.mkdir(exist_ok=True, mode=0o700)
    file, read = _FILES[name]
    path = file(place)
    path.write_bytes(content)
    path.chmod(0o600)
    with suppress(CapxError):
        read(place)


_MEMORIES: dict[str, tuple[str, Callable[[], object]]] = {
    "saved": ("saved", lambda: SavedMemory(_SERVICE, "7").read()),
    "saved-notes": ("saved-notes", lambda: SavedMemory(_SERVICE, "7").read()),
    "matches": ("matches", lambda: MatchMemory(_SERVICE, "7").read()),
    "messages": ("messages", lambda: MessageMemory(_SERVICE, "7").read()),
    "attempt": ("message-to ana", lambda: MessageMemory(_SERVICE, "7").attempt("Ana")),
    "mentorship": ("mentorship", lambda: MentorshipMemory(_SERVICE, "7").find(1, "mentor")),
}


@pytest.mark.parametrize("name", _MEMORIES)
@examples(60)
@given(content=CONTENT, is_inside=st.booleans())
def test_what_is_remembered_of_an_account_is_read_or_passed_over(name: str, content: bytes, is_inside: bool) -> None:
    kind, read = _MEMORIES[name]
    path = KeptText(_SERVICE, "7", kind).path
    path.parent.mkdir(parents=True, exist_ok=True)
    if is_inside:
        text = content.decode("utf-8", "replace")
        kept = Kept(service=_SERVICE, account="7", kind=kind, text=text, saved_at=text[:40])
        content = msgspec.json.encode(kept)
    path.write_bytes(content)
    read()


@examples(100)
@given(content=CONTENT)
def test_credentials_of_ones_own_are_read_or_refused(content: bytes) -> None:
    if text := content.decode("utf-8", "replace"):
        with suppress(CapxError):
            read_credentials(Secret(text))


@examples(100)
@given(content=CONTENT, size=st.tuples(st.integers(0, 200), st.integers(0, 60)))
def test_cells_of_a_kept_picture_are_a_picture_or_none(content: bytes, size: tuple[int, int]) -> None:
    picture = picture_of(first_picture.Shown([], size, content))
    assert picture is None or (len(picture.lines) == size[1] and all(len(line) == size[0] for line in picture.lines))


# -- databases ---------------------------------------------------------------------------------------------


@examples(25)
@given(content=st.binary(max_size=300) | st.binary(max_size=200).map(b"SQLite format 3\0".__add__))
def test_a_mirror_of_noise_is_set_aside(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "noise" / "mirror.sqlite3"
    path.parent.mkdir(exist_ok=True, mode=0o700)
    path.write_bytes(content)
    mirror = Mirror.open(path)
    assert mirror.people_count() == 0
    mirror.close()


def _spoil(path: Path, statement: str, content: bytes) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement, (content.decode("latin-1") if "facts" in statement else content,))


def _questions(mirror: Mirror) -> dict[str, Callable[[], Any]]:
    return {
        "state": mirror.state,
        "capacities": mirror.capacities,
        "organizations": mirror.organizations,
        "person": lambda: mirror.person(1),
        "index": lambda: mirror.ask_people(lambda index: len(index)),
    }


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people SET body = ?",
        "UPDATE lists SET body = ?, version = version + 1",
        "UPDATE pieces SET body = ?",
        "UPDATE facts SET value = ?",
    ],
)
@examples(8)
@given(
    content=st.binary(max_size=60) | st.sampled_from([b"", b"\x90", b"\x80", b"\xc0", b"\x91" * 5_000, b"2026-01-01"])
)
def test_spoilt_pieces_of_a_mirror_are_said_in_our_words(
    hostile_home: Path, tmp_path_factory: pytest.TempPathFactory, statement: str, content: bytes
) -> None:
    (kept,) = (hostile_home / ".cache/capx-tui/mirror").glob("*.sqlite3")
    path = tmp_path_factory.getbasetemp() / "spoilt" / "mirror.sqlite3"
    path.parent.mkdir(exist_ok=True, mode=0o700)
    for old in path.parent.iterdir():
        old.unlink()
    path.write_bytes(kept.read_bytes())
    _spoil(path, statement, content)
    mirror = Mirror.open(path)
    for ask in _questions(mirror).values():
        with suppress(CapxError):
            ask()
    mirror.close()


@examples(5)
@given(content=st.binary(max_size=300) | st.binary(max_size=200).map(b"SQLite format 3\0".__add__))
def test_a_world_of_noise_is_built_anew(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    place = tmp_path_factory.getbasetemp() / "world-of-noise"
    place.mkdir(exist_ok=True, mode=0o700)
    (place / DATABASE_NAME).write_bytes(content)
    with closing(sqlite3.connect(open_world(place, people=10))) as world:
        assert world.execute("SELECT count(*) FROM user").fetchone()[0] >= 10


async def test_a_start_over_files_of_noise_is_a_start(surroundings: Path) -> None:
    """Every place that a start reads holds nesting without an end."""
    for name in (
        ".config/capx-tui/settings.json",
        ".local/state/capx-tui/x.json",
        ".local/share/capx-tui/filters/x.json",
    ):
        path = surroundings / name
        path.parent.mkdir(parents=True)
        path.write_bytes(b"[" * 200_000)
    async with open_core(Options(demo=True, people=10)) as core:
        assert core.settings.state == Settings()
