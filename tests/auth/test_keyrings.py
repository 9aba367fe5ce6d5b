"""A keyring that works, one that is broken or locked, and one that never answers."""

from __future__ import annotations

import threading

import keyring
import pytest

from capx_tui.auth.failures import KeyringFailure
from capx_tui.auth.keyrings import PATIENCE_S, Keyring
from capx_tui.secret import Secret
from tests.auth.conftest import TOKEN, MemoryKeyring, WeakKeyring

SERVICE = "https://capx.example"


async def test_a_token_is_kept_found_and_forgotten(keys: MemoryKeyring) -> None:
    mine = Keyring()
    assert await mine.get(SERVICE) is None
    assert await mine.keep(SERVICE, Secret(TOKEN))
    assert keys.entries == {("capx-tui", SERVICE): TOKEN}
    assert await mine.get(SERVICE) == Secret(TOKEN)
    await mine.forget(SERVICE)
    assert keys.entries == {}
    await mine.forget(SERVICE)


async def test_whatever_a_back_end_raises_comes_back_as_one_kind_without_the_token(
    keys: MemoryKeyring, fault: Exception
) -> None:
    keys.fault = fault
    mine = Keyring()
    for question in (mine.get(SERVICE), mine.keep(SERVICE, Secret(TOKEN)), mine.forget(SERVICE)):
        with pytest.raises(KeyringFailure) as caught:
            await question
        assert caught.value.params == (type(fault).__name__,)
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None


async def test_a_keyring_that_does_not_answer_is_waited_for_once(keys: MemoryKeyring) -> None:
    keys.gate.clear()
    assert PATIENCE_S <= 2
    mine = Keyring(patience_s=0.05)
    with pytest.raises(KeyringFailure, match="NoAnswer"):
        await mine.keep(SERVICE, Secret(TOKEN))
    before = threading.active_count()
    with pytest.raises(KeyringFailure, match="NoAnswer"):
        await mine.get(SERVICE)
    assert threading.active_count() == before


async def test_what_a_late_keyring_kept_is_taken_out_again(keys: MemoryKeyring) -> None:
    keys.gate.clear()
    with pytest.raises(KeyringFailure):
        await Keyring(patience_s=0.05).keep(SERVICE, Secret(TOKEN))
    late = [thread for thread in threading.enumerate() if thread.name == "keyring"]
    keys.gate.set()
    for thread in late:
        thread.join(20)
    assert late
    assert keys.entries == {}


async def test_waiting_threads_do_not_hold_the_exit(keys: MemoryKeyring) -> None:
    keys.gate.clear()
    with pytest.raises(KeyringFailure):
        await Keyring(patience_s=0.01).get(SERVICE)
    assert all(thread.daemon for thread in threading.enumerate() if thread.name == "keyring")


async def test_a_keyring_that_loses_what_it_is_given_is_noticed(keys: MemoryKeyring) -> None:
    keys.loses_entries = True
    with pytest.raises(KeyringFailure, match="LookupError"):
        await Keyring().keep(SERVICE, Secret(TOKEN))


async def test_back_ends_that_only_pretend_do_not_count(keys: MemoryKeyring) -> None:
    from keyring.backends import fail, null

    failing, void = fail.Keyring(), null.Keyring()  # type: ignore[no-untyped-call]
    for pretender in (WeakKeyring(), failing, void):
        keyring.set_keyring(pretender)
        assert not await Keyring().keep(SERVICE, Secret(TOKEN))
        assert await Keyring().get(SERVICE) is None
        await Keyring().forget(SERVICE)
