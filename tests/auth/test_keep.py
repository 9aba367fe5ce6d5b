"""Where a token stays, who is told, and what is refused."""

from __future__ import annotations

import json
import os
import stat
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.pretty import pretty_repr

from capx_tui.api.endpoints import DEFAULT_SERVICE, EMBEDDED_SERVICE
from capx_tui.auth.account import Account, Source
from capx_tui.auth.failures import (
    EnvironmentTokenBroken,
    KeyringFailure,
    TokenFileBroken,
    TokenFileForeign,
    TokenFileOpen,
)
from capx_tui.auth.keep import Place, TokenKeeper
from capx_tui.errors import StorageError
from capx_tui.i18n import load
from capx_tui.i18n.sentences import explain
from capx_tui.secret import Secret
from tests.auth.conftest import TOKEN, MemoryKeyring

SERVICE = "https://capx.example"
ACCOUNT = Account(61, "Alice Example", SERVICE, datetime(2026, 12, 2, 12, tzinfo=UTC), Source.PASTED)
OTHER = "fedcba9876543210" * 4


def keeper(
    directory: Path,
    *,
    world_token: Secret | None = None,
    uses_keyring: bool = False,
    environ: Mapping[str, str] | None = None,
) -> TokenKeeper:
    return TokenKeeper(directory, environ=environ or {}, uses_keyring=uses_keyring, world_token=world_token)


async def kept_in_file(directory: Path) -> Path:
    mine = keeper(directory)
    assert (await mine.keep(Secret(TOKEN), ACCOUNT)).place is Place.FILE
    return mine.path(SERVICE)


async def test_a_keyring_is_preferred_and_the_file_holds_no_token(tmp_path: Path, keys: MemoryKeyring) -> None:
    mine = keeper(tmp_path, uses_keyring=True)
    kept = await mine.keep(Secret(TOKEN), ACCOUNT)
    assert (kept.place, kept.trouble) == (Place.KEYRING, None)
    assert TOKEN not in mine.path(SERVICE).read_text()
    again = await keeper(tmp_path, uses_keyring=True).load(SERVICE)
    assert again is not None
    assert (again.token, again.account, again.place) == (Secret(TOKEN), ACCOUNT, Place.KEYRING)


async def test_without_a_keyring_it_is_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    mine = keeper(tmp_path / "new")
    kept = await mine.keep(Secret(TOKEN), ACCOUNT)
    assert (kept.place, kept.trouble) == (Place.FILE, None)
    assert stat.S_IMODE(mine.path(SERVICE).stat().st_mode) == 0o600
    assert stat.S_IMODE(mine.path(SERVICE).parent.stat().st_mode) == 0o700
    again = await keeper(tmp_path / "new").load(SERVICE)
    assert again is not None
    assert (again.token, again.account, again.place) == (Secret(TOKEN), ACCOUNT, Place.FILE)


async def test_a_broken_or_locked_keyring_gives_way_to_the_file_and_is_told(
    tmp_path: Path, keys: MemoryKeyring, fault: Exception
) -> None:
    keys.fault = fault
    kept = await keeper(tmp_path, uses_keyring=True).keep(Secret(TOKEN), ACCOUNT)
    assert kept.place is Place.FILE
    assert isinstance(kept.trouble, KeyringFailure)
    assert type(fault).__name__ in explain(kept.trouble)


async def test_where_nothing_can_be_written_it_stays_in_memory_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the directory should be")
    kept = await keeper(tmp_path / "taken" / "sign-in").keep(Secret(TOKEN), ACCOUNT)
    assert kept.place is Place.MEMORY
    assert kept.token == Secret(TOKEN)
    assert isinstance(kept.trouble, StorageError)
    assert kept.trouble.__context__ is None
    assert kept.trouble.__traceback__ is None


async def test_without_its_record_nothing_stays_in_the_keyring(tmp_path: Path, keys: MemoryKeyring) -> None:
    (tmp_path / "taken").write_text("")
    kept = await keeper(tmp_path / "taken" / "sign-in", uses_keyring=True).keep(Secret(TOKEN), ACCOUNT)
    assert kept.place is Place.MEMORY
    assert keys.entries == {}


def test_every_place_is_told_in_words() -> None:
    assert all(place.key in load("en") for place in Place)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666, 0o602])
async def test_a_file_that_others_could_read_or_write_is_refused(tmp_path: Path, mode: int) -> None:
    path = await kept_in_file(tmp_path)
    path.chmod(mode)
    with pytest.raises(TokenFileOpen) as caught:
        await keeper(tmp_path).load(SERVICE)
    assert str(path) in explain(caught.value)
    assert f"{mode:04o}" in explain(caught.value)
    with pytest.raises(TokenFileOpen):
        keeper(tmp_path).account(SERVICE)
    # Signing in again puts a file of 0600 in its place.
    await kept_in_file(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert await keeper(tmp_path).load(SERVICE) is not None


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a file to another user")
async def test_a_file_of_another_user_is_neither_read_nor_replaced(tmp_path: Path) -> None:
    path = await kept_in_file(tmp_path)
    os.chown(path, 12345, 12345)
    with pytest.raises(TokenFileForeign) as caught:
        await keeper(tmp_path).load(SERVICE)
    assert str(path) in explain(caught.value)
    kept = await keeper(tmp_path).keep(Secret(OTHER), ACCOUNT)
    assert kept.place is Place.MEMORY
    assert isinstance(kept.trouble, TokenFileForeign)
    assert path.stat().st_uid == 12345
    assert OTHER not in path.read_text()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"service": 5}',
        b'{"service": "https://capx.example", "place": "nowhere"}',
        b'{"service": "https://capx.example", "token": ""}',
        b'{"service": "https://capx.example", "token": "rm -rf /"}',
        b'{"service": "https://capx.example", "token": "' + TOKEN.encode(),
        b'{"service": "https://capx.example", "x": "' + b"x" * 20_000 + b'"}',
    ],
)
async def test_a_file_that_cannot_be_understood_is_refused_without_being_shown(tmp_path: Path, content: bytes) -> None:
    path = await kept_in_file(tmp_path)
    path.write_bytes(content)
    with pytest.raises(TokenFileBroken) as caught:
        await keeper(tmp_path).load(SERVICE)
    lines = traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
    assert TOKEN not in "".join(line for line in lines if "tests" not in line)


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
async def test_a_pipe_or_a_directory_in_its_place_does_not_hang_or_crash(tmp_path: Path, make: object) -> None:
    path = keeper(tmp_path).path(SERVICE)
    assert callable(make)
    make(path)
    path.chmod(0o700)
    with pytest.raises(TokenFileBroken):
        await keeper(tmp_path).load(SERVICE)


async def test_there_is_one_token_per_service_and_it_goes_to_no_other(tmp_path: Path) -> None:
    mine = keeper(tmp_path)
    there = Account(7, "Bob", "https://capx.example:8443", None, Source.OAUTH)
    await mine.keep(Secret(TOKEN), ACCOUNT)
    await mine.keep(Secret(OTHER), there)
    found = [
        await mine.load(service) for service in (SERVICE + "/", there.service, "http://capx.example", EMBEDDED_SERVICE)
    ]
    assert [kept and kept.token for kept in found] == [Secret(TOKEN), Secret(OTHER), None, None]
    await mine.forget(SERVICE)
    assert await mine.load(SERVICE) is None
    assert await mine.load(there.service) is not None


async def test_a_record_moved_to_another_services_name_is_not_believed(tmp_path: Path) -> None:
    path = await kept_in_file(tmp_path)
    path.rename(keeper(tmp_path).path("https://evil.example"))
    assert await keeper(tmp_path).load("https://evil.example") is None


async def test_the_account_is_known_without_asking_the_keyring(tmp_path: Path, keys: MemoryKeyring) -> None:
    await keeper(tmp_path, uses_keyring=True).keep(Secret(TOKEN), ACCOUNT)
    keys.fault = RuntimeError("not to be asked")
    assert keeper(tmp_path, uses_keyring=True).account(SERVICE) == ACCOUNT
    assert keeper(tmp_path, uses_keyring=True).account(DEFAULT_SERVICE) is None


async def test_a_locked_keyring_at_the_start_is_told(tmp_path: Path, keys: MemoryKeyring) -> None:
    await keeper(tmp_path, uses_keyring=True).keep(Secret(TOKEN), ACCOUNT)
    keys.fault = RuntimeError("locked")
    with pytest.raises(KeyringFailure):
        await keeper(tmp_path, uses_keyring=True).load(SERVICE)


async def test_a_keyring_that_was_emptied_is_told(tmp_path: Path, keys: MemoryKeyring) -> None:
    await keeper(tmp_path, uses_keyring=True).keep(Secret(TOKEN), ACCOUNT)
    keys.entries.clear()
    with pytest.raises(KeyringFailure, match="NotFound"):
        await keeper(tmp_path, uses_keyring=True).load(SERVICE)


async def test_forgetting_empties_keyring_and_file_alike(tmp_path: Path, keys: MemoryKeyring) -> None:
    mine = keeper(tmp_path, uses_keyring=True)
    await mine.keep(Secret(TOKEN), ACCOUNT)
    # As after a time in which the keyring was away.
    await keeper(tmp_path, uses_keyring=False).keep(Secret(OTHER), ACCOUNT)
    assert keys.entries
    assert mine.path(SERVICE).exists()
    assert await mine.forget(SERVICE) is None
    assert keys.entries == {}
    assert not mine.path(SERVICE).exists()
    assert await mine.forget(SERVICE) is None


async def test_a_token_that_cannot_be_taken_out_of_the_keyring_is_told(tmp_path: Path, keys: MemoryKeyring) -> None:
    mine = keeper(tmp_path, uses_keyring=True)
    await mine.keep(Secret(TOKEN), ACCOUNT)
    keys.fault = RuntimeError("locked")
    assert isinstance(await mine.forget(SERVICE), KeyringFailure)
    assert await keeper(tmp_path, uses_keyring=True).load(SERVICE) is None


async def test_forgetting_takes_a_refused_file_away_too(tmp_path: Path) -> None:
    path = await kept_in_file(tmp_path)
    path.chmod(0o644)
    assert await keeper(tmp_path).forget(SERVICE) is None
    assert not path.exists()


async def test_a_file_that_cannot_be_removed_is_told(tmp_path: Path) -> None:
    path = keeper(tmp_path).path(SERVICE)
    path.mkdir()
    trouble = await keeper(tmp_path).forget(SERVICE)
    assert isinstance(trouble, StorageError)
    assert str(path) in explain(trouble)


@pytest.mark.parametrize(
    ("environ", "service", "is_given"),
    [
        ({}, DEFAULT_SERVICE, True),
        ({}, DEFAULT_SERVICE + "/", True),
        ({}, SERVICE, False),
        ({"CAPX_TUI_SERVICE": SERVICE + "/"}, SERVICE, True),
        ({"CAPX_TUI_SERVICE": SERVICE}, DEFAULT_SERVICE, False),
        ({"CAPX_TUI_SERVICE": EMBEDDED_SERVICE}, EMBEDDED_SERVICE, False),
        ({}, EMBEDDED_SERVICE, False),
    ],
)
async def test_a_token_of_the_environment_goes_to_its_own_service_only(
    tmp_path: Path, environ: dict[str, str], service: str, is_given: bool
) -> None:
    mine = keeper(tmp_path, environ={"CAPX_TUI_TOKEN": f" {TOKEN}\n", **environ})
    kept = await mine.load(service)
    assert (kept is not None) == is_given
    # What is not sent is told, but where nobody expects it to be.
    owner = environ.get("CAPX_TUI_SERVICE", DEFAULT_SERVICE)
    assert mine.unsent_token(service) == ("" if is_given or service == EMBEDDED_SERVICE else owner)
    assert keeper(tmp_path, environ=environ).unsent_token(service) == ""
    if kept is not None:
        assert (kept.token, kept.place) == (Secret(TOKEN), Place.ENVIRONMENT)
        assert mine.account(service) == Account(0, "", service, None, Source.ENVIRONMENT)
    assert list(tmp_path.iterdir()) == []


async def test_a_token_of_the_environment_comes_before_a_kept_one(tmp_path: Path) -> None:
    await kept_in_file(tmp_path)
    kept = await keeper(tmp_path, environ={"CAPX_TUI_TOKEN": OTHER, "CAPX_TUI_SERVICE": SERVICE}).load(SERVICE)
    assert kept is not None
    assert kept.token == Secret(OTHER)


async def test_a_broken_token_of_the_environment_is_told_and_not_shown(tmp_path: Path) -> None:
    mine = keeper(tmp_path, environ={"CAPX_TUI_TOKEN": "my password", "CAPX_TUI_SERVICE": SERVICE})
    with pytest.raises(EnvironmentTokenBroken) as caught:
        await mine.load(SERVICE)
    assert "password" not in explain(caught.value)
    assert await mine.load(DEFAULT_SERVICE) is None


async def test_the_embedded_world_is_signed_in_from_the_start(tmp_path: Path) -> None:
    mine = keeper(tmp_path, world_token=Secret(TOKEN))
    kept = await mine.load(EMBEDDED_SERVICE)
    assert kept is not None
    assert (kept.token, kept.place, kept.account.source) == (Secret(TOKEN), Place.EMBEDDED, Source.EMBEDDED)
    assert mine.account(EMBEDDED_SERVICE) == kept.account
    # Its token is nobody else's.
    assert await mine.load(SERVICE) is None
    assert mine.account(SERVICE) is None


async def test_signing_out_of_the_embedded_world_lasts_as_long_as_that_world(
    tmp_path: Path, keys: MemoryKeyring
) -> None:
    mine = keeper(tmp_path, world_token=Secret(TOKEN), uses_keyring=True)
    assert await mine.forget(EMBEDDED_SERVICE) is None
    assert await mine.load(EMBEDDED_SERVICE) is None
    assert mine.account(EMBEDDED_SERVICE) is None
    anew = keeper(tmp_path, world_token=Secret(OTHER))
    assert await anew.load(EMBEDDED_SERVICE) is not None


async def test_signing_in_to_the_embedded_world_again_uses_no_keyring(tmp_path: Path, keys: MemoryKeyring) -> None:
    mine = keeper(tmp_path, world_token=Secret(TOKEN), uses_keyring=True)
    await mine.forget(EMBEDDED_SERVICE)
    account = Account(9, "Demo", EMBEDDED_SERVICE, None, Source.OAUTH)
    assert (await mine.keep(Secret(OTHER), account)).place is Place.FILE
    assert keys.entries == {}
    assert mine.account(EMBEDDED_SERVICE) == account
    # Another world does not know that person.
    anew = keeper(tmp_path, world_token=Secret("ab" * 32))
    kept = await anew.load(EMBEDDED_SERVICE)
    assert kept is not None
    assert kept.token == Secret("ab" * 32)


async def test_reprs_show_no_token(tmp_path: Path) -> None:
    await kept_in_file(tmp_path)
    mine = keeper(tmp_path)
    kept = await mine.load(SERVICE)
    assert kept is not None
    assert TOKEN not in repr(kept)
    assert TOKEN not in repr(mine._record(SERVICE)) + pretty_repr(mine._record(SERVICE)) + pretty_repr(kept)
    assert json.loads(mine.path(SERVICE).read_text())["token"] == TOKEN


def test_file_names_can_be_told_apart_and_read(tmp_path: Path) -> None:
    names = {
        keeper(tmp_path).path(service).name
        for service in (SERVICE, SERVICE + ":8443", SERVICE + "/x", "http://capx.example")
    }
    assert len(names) == 4
    assert all(name.startswith("capx.example") and name.endswith(".json") for name in names)
