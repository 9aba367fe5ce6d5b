"""A write that is sent once. Where no answer came, the service is asked what it has before anything is told."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from capx_tui.api.client import Client
from capx_tui.errors import CapxError, Missing, NetworkError, leaves_open
from capx_tui.i18n.lists import commas
from capx_tui.i18n.sentences import sentence

if TYPE_CHECKING:
    from capx_tui.api.wire import Call
    from capx_tui.model.form import Form
    from capx_tui.model.form_fields import Value

__all__ = ["AnswerLost", "MovedOn", "SavedInPart", "check_unmoved", "delete_once", "save_once", "write_once"]

T = TypeVar("T")


class AnswerLost(NetworkError):
    """A write went out, no answer came, and what the service has could not be read. `params[0]`: why."""

    sentence = "error-answer-lost"
    remedy = "remedy-answer-lost"


class MovedOn(CapxError):
    """Before anything was sent: the service holds other `values` than the form began with, by field id."""

    sentence = "error-moved-on"
    remedy = "form-not-saved-remedy"

    def __init__(self, values: Mapping[str, Value]) -> None:
        super().__init__()
        self.values = values


class SavedInPart(CapxError):
    """Several writes made up one save, and one of them failed: `saved` had their effect, `missing` had none.

    Both are ids of the form's fields. `doubtful` are those of which nobody knows. `error` is what happened.
    """

    sentence = "form-partly"
    remedy = "form-partly-remedy"

    def __init__(
        self, error: CapxError, *, saved: Sequence[str], missing: Sequence[str] = (), doubtful: Sequence[str] = ()
    ) -> None:
        super().__init__(commas(saved), commas((*missing, *doubtful)), sentence(error))
        self.error = error
        self.saved = tuple(saved)
        self.missing = tuple(missing)
        self.doubtful = tuple(doubtful)


def check_unmoved(form: Form, values: Mapping[str, Value]) -> None:
    """Raises `MovedOn` where `values`, which the service holds now, are others than `form` began with."""
    now = type(form).begin(form.spec, values)
    if any(not field.same(now[field.id], form.initial[field.id]) for field in form.spec.valued):
        raise MovedOn(now.values)


async def write_once(client: Client, call: Call[T], look: Callable[[], Awaitable[T | None]]) -> T:
    """The answer to `call`, which writes; or what `look` finds of it where no answer came.

    `look` reads what the service has and gives None where the write had no effect: then the error comes
    that ended the write. Raises `AnswerLost` where `look` fails too.
    """
    try:
        return await client.send(call)
    except CapxError as error:
        if not leaves_open(error):
            raise
        lost = error
    try:
        found = await look()
    except CapxError as error:
        raise AnswerLost(sentence(lost), host=lost.host) from error
    if found is None:
        raise lost
    return found


async def save_once(
    client: Client,
    form: Form,
    *,
    read: Call[T],
    values: Callable[[T], Mapping[str, Value]],
    put: Callable[[T], Call[T]],
) -> T:
    """Send `form` by `put`, which is given what `read` says the service has now; gives what it has afterwards.

    `values` gives of either what the form would begin with. Raises `MovedOn` and what `write_once` raises.
    """
    now = await client.send(read)
    check_unmoved(form, values(now))

    async def look() -> T | None:
        stored = await client.send(read)
        begun = type(form).begin(form.spec, values(stored))
        is_there = all(form.spec.by_id[field].same(begun[field], form[field]) for field in form.changed)
        return stored if is_there else None

    return await write_once(client, put(now), look)


async def delete_once(client: Client, delete: Call[Any], read: Call[Any]) -> None:
    """Send `delete` for what `read` reads; what is gone already is deleted. Raises as `write_once`."""

    async def look() -> bool | None:
        try:
            await client.send(read)
        except Missing:
            return True
        return None

    with contextlib.suppress(Missing):
        await write_once(client, delete, look)
