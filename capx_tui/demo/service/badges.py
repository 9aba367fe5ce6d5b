"""Badges and which of one's own are shown."""

from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.endpoint import Endpoint, Handler, Permission
from capx_tui.demo.service.core.fields import Boolean, Json, ReadOnly
from capx_tui.demo.service.core.resource import Resource
from capx_tui.demo.service.words import reading

BADGE = Resource(
    table="badge",
    label="Badge",
    fields=(
        ReadOnly("id"),
        ReadOnly("name"),
        ReadOnly("picture"),
        ReadOnly("description"),
        Json("logic", read_only=True),
        ReadOnly("type"),
    ),
)

USER_BADGE = Resource(
    table="user_badge",
    label="UserBadge",
    fields=(
        ReadOnly("id"),
        ReadOnly("badge"),
        Boolean("is_displayed", required=False),
        ReadOnly("progress"),
    ),
    visible="user_badge.user IS :me",
)


def update_user_badge(call: Call) -> object:
    """PUT /user_badge/{id}/: show or hide one's own badge; nothing else is taken."""
    row = USER_BADGE.find(call)
    USER_BADGE.update(call, row, USER_BADGE.clean(call, row=row))
    return USER_BADGE.one(call, row)


def _never(what: str) -> Handler:
    return lambda _call: Answer(405, {"message": f"{what} user badges is not allowed."})


ENDPOINTS = (
    *reading("/badges/", BADGE),
    Endpoint("/user_badge/", Permission.SIGNED_IN, {"GET": USER_BADGE.list, "POST": _never("Creating")}),
    Endpoint(
        "/user_badge/{id}/",
        Permission.SIGNED_IN,
        {"GET": USER_BADGE.retrieve, "PUT": update_user_badge, "DELETE": _never("Deleting")},
    ),
)
