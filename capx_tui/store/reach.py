"""How somebody can be written to, asked of Meta-Wiki."""

from __future__ import annotations

from capx_tui.api.client import Client
from capx_tui.api.wikimedia import action_api
from capx_tui.api.wikimedia.user_name import user_name
from capx_tui.errors import CapxError
from capx_tui.model.messages import Presence, Reach

__all__ = ["reach"]


async def reach(client: Client, sender: str, receiver: str) -> Reach:
    """Whether `receiver`, as it was typed, is there, and whether mail can go from `sender` to them.

    Anybody may ask that: neither token nor signature goes there. Where the wiki cannot be asked, the answer says so.
    """
    name = user_name(receiver)
    if not name:
        return Reach(name="", presence=Presence.UNASKED)
    try:
        found = await client.send(action_api.users((name, sender)))
    except CapxError as error:
        return Reach(name=name, presence=Presence.UNKNOWN, error=error)
    account, own = found.get(name), found.get(sender)
    if account is None:
        return Reach(name=name, presence=Presence.UNKNOWN)
    presence = Presence.THERE if account.exists else Presence.MISSING if account.valid else Presence.INVALID
    return Reach(
        name=account.name or name,
        presence=presence,
        takes_mail=account.emailable,
        sender_takes_mail=own is not None and own.emailable,
    )
