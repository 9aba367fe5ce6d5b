"""Badges, and my way to them."""

from __future__ import annotations

import msgspec

from capx_tui.api.capx import rest
from capx_tui.api.capx.shapes_lists import BadgeShape, UserBadgeShape
from capx_tui.api.capx.shapes_page import Page
from capx_tui.api.wire import Auth, Call, path

__all__ = ["badge", "badges", "user_badge", "user_badge_put", "user_badges"]


class _Displayed(msgspec.Struct, frozen=True, kw_only=True):
    is_displayed: bool


def badges(limit: int, offset: int = 0) -> Call[Page[BadgeShape]]:
    """`GET /badges/`: all badges. Public."""
    return rest.page("/badges/", BadgeShape, limit, offset)


def badge(badge_id: int) -> Call[BadgeShape]:
    """`GET /badges/{id}/`: one badge. Public."""
    return rest.one(path("/badges/{}/", badge_id), BadgeShape)


def user_badges(limit: int, offset: int = 0) -> Call[Page[UserBadgeShape]]:
    """`GET /user_badge/`: my progress to each badge. Needs sign-in."""
    return rest.page("/user_badge/", UserBadgeShape, limit, offset, auth=Auth.REQUIRED)


def user_badge(row_id: int) -> Call[UserBadgeShape]:
    """`GET /user_badge/{id}/`: one of those rows; `row_id` is the row's id, not the badge's. Needs sign-in."""
    return rest.one(path("/user_badge/{}/", row_id), UserBadgeShape, auth=Auth.REQUIRED)


def user_badge_put(row_id: int, *, is_displayed: bool) -> Call[UserBadgeShape]:
    """`PUT /user_badge/{id}/`: show or hide a badge on my profile; `row_id` is the row's id. Needs sign-in."""
    return rest.write("PUT", path("/user_badge/{}/", row_id), _Displayed(is_displayed=is_displayed), UserBadgeShape)
