"""Own Wikimedia credentials: understood whatever stands around them, kept where nobody else reads, erased for good."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from capx_tui.api.wikimedia.own_oauth import Credentials, OAuth1, OAuth2
from capx_tui.auth.failures import (
    CredentialsFileOpen,
    CredentialsIncomplete,
    CredentialsUnknown,
    EnvironmentCredentialsMissing,
    KeyringFailure,
    PasteEmpty,
    PasteError,
    PasteTooLong,
    TokenFileBroken,
)
from capx_tui.auth.keep import Place
from capx_tui.auth.own_keep import OwnKeeper
from capx_tui.auth.own_paste import read_credentials
from capx_tui.errors import CapxError
from capx_tui.i18n.sentences import explain
from capx_tui.secret import Secret
from tests.auth.conftest import MemoryKeyring

WIKI = "https://meta.wikimedia.org/w/api.php"
VALUES = ("0a" * 16, "1b" * 20, "2c" * 16, "3d" * 20)
BEARER = f"eyJ{'A' * 40}.eyJ{'b' * 300}.{'C' * 340}"
FOUR = OAuth1(*map(Secret, VALUES))
ONE = OAuth2(Secret(BEARER))


def keeper(directory: Path, *, uses_keyring: bool = False, named: str = "", wiki: str = WIKI) -> OwnKeeper:
    environ = {"CAPX_TUI_WIKIMEDIA_OAUTH": named} if named else {}
    return OwnKeeper(wiki, directory, environ=environ, uses_keyring=uses_keyring)


def shown(error: BaseException) -> str:
    """What a crash report could show of the program's own frames, without the test's."""
    at = error.__traceback__
    assert at is not None
    told = traceback.TracebackException(type(error), error, at.tb_next, capture_locals=True)
    return "".join(told.format())


# -- what a person gives -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\n".join(VALUES), FOUR),
        (f"  {' '.join(VALUES)}  ", FOUR),
        ("; Consumer token: {}\n; Consumer secret: {}\n; Access token: {}\n; Access secret: {}".format(*VALUES), FOUR),
        ("Verbraucher-Token\n    {}\nGeheimnis\n    {}\nZugriff\n    {}\nGeheimnis\n    {}\n".format(*VALUES), FOUR),
        (
            '{{"consumer_key": "{}", "consumer_secret": "{}", "access_token": "{}", "access_secret": "{}"}}'.format(
                *VALUES
            ),
            FOUR,
        ),
        ("KEY={}\nSECRET='{}'\nTOKEN={}\nTOKEN_SECRET={}\n".format(*VALUES), FOUR),
        (BEARER, ONE),
        (f"Access token: {BEARER}", ONE),
        ("\n".join(BEARER[at : at + 80] for at in range(0, len(BEARER), 80)), ONE),
        (f"Client application key: {VALUES[0]}\nClient application secret: {VALUES[1]}\nAccess token: {BEARER}", ONE),
    ],
)
def test_credentials_are_understood_whatever_stands_around_them(text: str, found: Credentials) -> None:
    assert read_credentials(Secret(text)) == found


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        (None, PasteEmpty),
        (" \n ", PasteEmpty),
        ("my password", CredentialsUnknown),
        ("f" * 64, CredentialsUnknown),
        ("\n".join(VALUES[:2]), CredentialsIncomplete),
        ("\n".join((*VALUES, *VALUES)), CredentialsIncomplete),
        ("\n".join((VALUES[1], VALUES[0], *VALUES[2:])), CredentialsIncomplete),
        ("eyJhbGciOi", CredentialsIncomplete),
        ("x" * 40_000, PasteTooLong),
    ],
)
def test_what_is_none_is_told_and_shown_nowhere(text: str | None, failure: type[PasteError]) -> None:
    with pytest.raises(failure) as caught:
        read_credentials(Secret(text) if text else None)
    assert not any(value in shown(caught.value) for value in (*VALUES, "my password"))


def test_nothing_of_them_is_printed() -> None:
    assert repr(FOUR).count("Secret(…)") == 4
    assert not any(value in f"{FOUR!r}{ONE!r}" for value in (*VALUES, BEARER))


# -- where they are kept -----------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [FOUR, ONE])
async def test_without_a_keyring_it_is_a_file_that_only_its_owner_reads(tmp_path: Path, given: Credentials) -> None:
    kept = await keeper(tmp_path).keep(given, "Mara")
    assert (kept.place, kept.trouble) == (Place.FILE, None)
    (path,) = tmp_path.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    again = await keeper(tmp_path).load()
    assert again is not None
    assert (again.credentials, again.username, again.place) == (given, "Mara", Place.FILE)
    # They belong to that wiki and to no other.
    assert await keeper(tmp_path, wiki="https://other.example/w/api.php").load() is None
    assert await keeper(tmp_path).forget() is None
    assert list(tmp_path.iterdir()) == []
    assert await keeper(tmp_path).load() is None


async def test_a_keyring_is_preferred_and_the_file_holds_none_of_them(tmp_path: Path, keys: MemoryKeyring) -> None:
    kept = await keeper(tmp_path, uses_keyring=True).keep(FOUR, "Mara")
    assert kept.place is Place.KEYRING
    (path,) = tmp_path.iterdir()
    assert not any(value in path.read_text() for value in VALUES)
    again = await keeper(tmp_path, uses_keyring=True).load()
    assert again is not None
    assert (again.credentials, again.username) == (FOUR, "Mara")
    assert await keeper(tmp_path, uses_keyring=True).forget() is None
    assert keys.entries == {}


async def test_a_broken_keyring_gives_way_to_the_file_and_a_full_disk_to_memory(
    tmp_path: Path, keys: MemoryKeyring
) -> None:
    keys.fault = RuntimeError("locked")
    kept = await keeper(tmp_path, uses_keyring=True).keep(ONE, "Mara")
    assert (kept.place, type(kept.trouble)) == (Place.FILE, KeyringFailure)
    (tmp_path / "taken").write_text("a file where a directory should be")
    nowhere = await keeper(tmp_path / "taken" / "wikimedia").keep(ONE, "Mara")
    assert nowhere.place is Place.MEMORY
    assert nowhere.trouble is not None
    assert nowhere.credentials == ONE


# -- the environment ---------------------------------------------------------------------------------------


async def test_the_environment_names_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    named = tmp_path / "own.txt"
    named.write_text("\n".join(VALUES))
    named.chmod(0o600)
    kept = await keeper(tmp_path / "kept", named=str(named)).load()
    assert kept is not None
    assert (kept.credentials, kept.username, kept.place) == (FOUR, "", Place.ENVIRONMENT)
    assert not (tmp_path / "kept").exists()
    # Standard input is for the command line to read, and the embedded wiki gets no real credentials.
    assert await keeper(tmp_path / "kept", named="-").load() is None
    environ = {"CAPX_TUI_WIKIMEDIA_OAUTH": str(named)}
    assert await OwnKeeper(WIKI, tmp_path / "kept", environ=environ, is_embedded=True).load() is None


@pytest.mark.parametrize(
    ("mode", "text", "failure", "words"),
    [
        (0o644, "\n".join(VALUES), CredentialsFileOpen, "Others could read the file with your Wikimedia credentials"),
        (0o600, "", CredentialsUnknown, "These are no Wikimedia credentials"),
        (0o600, VALUES[0], CredentialsIncomplete, "A part of the credentials is missing"),
        (0o600, None, EnvironmentCredentialsMissing, "CAPX_TUI_WIKIMEDIA_OAUTH names a file that is not there"),
    ],
)
async def test_a_file_that_is_no_good_is_told(
    tmp_path: Path, mode: int, text: str | None, failure: type[CapxError], words: str
) -> None:
    named = tmp_path / "own.txt"
    if text is not None:
        named.write_text(text)
        named.chmod(mode)
    with pytest.raises(failure) as caught:
        await keeper(tmp_path / "kept", named=str(named)).load()
    assert explain(caught.value).startswith(words)
    assert not any(value in shown(caught.value) for value in VALUES)


async def test_a_record_that_was_damaged_or_opened_up_is_not_believed(tmp_path: Path) -> None:
    await keeper(tmp_path).keep(FOUR, "Mara")
    (path,) = tmp_path.iterdir()
    path.chmod(0o640)
    with pytest.raises(CredentialsFileOpen):
        await keeper(tmp_path).load()
    path.chmod(0o600)
    path.write_text("{}")
    with pytest.raises(TokenFileBroken):
        await keeper(tmp_path).load()
