"""The desktop's keyring, where there is one that works.

A keyring's back end is a stranger's plug-in: it may be missing, locked behind a prompt that nobody sees,
or broken in any way. So each question is asked on a thread of its own, is waited for a short while, and
comes back as an answer or as `KeyringFailure`.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Generic, TypeVar

from capx_tui.auth.failures import KeyringFailure
from capx_tui.secret import Secret

__all__ = ["PATIENCE_S", "Keyring"]

T = TypeVar("T")

#: A person who waits to be signed in does not wait longer for a keyring.
PATIENCE_S = 2.0
_NAME = "capx-tui"


class _Outcome(Generic[T]):
    """What became of one question: as a context it takes in whatever a plug-in raises."""

    def __init__(self) -> None:
        self.answer: T | None = None
        self.failure = ""
        self.is_abandoned = False

    def __enter__(self) -> _Outcome[T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if kind is None or not issubclass(kind, Exception):
            return False
        # The kind alone: a back end's message and frames may hold the token.
        self.failure = kind.__name__
        return True


class Keyring:
    """Tokens in the keyring, one per service address. Every method raises only `KeyringFailure`."""

    def __init__(self, *, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._is_silent = False

    async def get(self, service: str) -> Secret | None:
        """The token kept for `service`."""

        def work() -> Secret | None:
            backend = _backend()
            text = backend.get_password(_NAME, service) if backend is not None else None
            return Secret(text) if text else None

        return await self._ask(work)

    async def keep(self, service: str, token: Secret) -> bool:
        """Keep `token`, and see that it is there. False where there is no keyring that keeps secrets."""

        def work() -> bool:
            backend = _backend()
            if backend is None:
                return False
            backend.set_password(_NAME, service, token.reveal())
            if backend.get_password(_NAME, service) != token.reveal():
                raise LookupError
            return True

        return bool(await self._ask(work, undo=lambda: _remove(service)))

    async def forget(self, service: str) -> None:
        """Take the token for `service` out; fine where there is none."""
        await self._ask(lambda: _remove(service))

    async def _ask(self, work: Callable[[], T], *, undo: Callable[[], None] | None = None) -> T | None:
        """What `work` answers. Where it comes too late to count, `undo` takes its effect back."""
        if self._is_silent:
            # It did not answer once: the person is not made to wait again.
            raise KeyringFailure("NoAnswer")
        outcome: _Outcome[T] = _Outcome()
        answered = asyncio.Event()
        loop = asyncio.get_running_loop()

        def run() -> None:
            with outcome:
                outcome.answer = work()
                if outcome.is_abandoned and undo is not None:
                    undo()
            # Where we stopped waiting long ago, the loop may be closed.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(answered.set)

        # A thread of a pool would be waited for at exit; a keyring that hangs must not hold us.
        threading.Thread(target=run, name="keyring", daemon=True).start()
        try:
            async with asyncio.timeout(self._patience_s):
                await answered.wait()
        except TimeoutError:
            self._is_silent = outcome.is_abandoned = True
            raise KeyringFailure("NoAnswer") from None
        if outcome.failure:
            raise KeyringFailure(outcome.failure)
        return outcome.answer


def _remove(service: str) -> None:
    backend = _backend()
    if backend is not None and backend.get_password(_NAME, service) is not None:
        backend.delete_password(_NAME, service)


def _backend() -> Any:
    """The back end in use, None where keyring is not installed or has none worth the name."""
    try:
        import keyring
    except ImportError:
        return None
    backend = keyring.get_keyring()
    # keyring's own rule for back ends that it recommends: the failing, the null and the plain-text one are below.
    return backend if backend.priority >= 1 else None
