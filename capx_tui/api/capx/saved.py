"""Saved people and organizations. Nobody else sees them."""

from __future__ import annotations

from capx_tui.api.capx import rest
from capx_tui.api.capx.shapes_account import SavedItemPost, SavedItemShape
from capx_tui.api.capx.shapes_page import Page
from capx_tui.api.wire import Auth, Call, path

__all__ = ["saved_item", "saved_item_delete", "saved_item_post", "saved_items"]


def saved_items(limit: int, offset: int = 0) -> Call[Page[SavedItemShape]]:
    """`GET /saved_item/`: what I saved; one person can be there twice, as learner and as sharer. Needs sign-in."""
    return rest.page("/saved_item/", SavedItemShape, limit, offset, auth=Auth.REQUIRED)


def saved_item(item_id: int) -> Call[SavedItemShape]:
    """`GET /saved_item/{id}/`: one row. Needs sign-in."""
    return rest.one(path("/saved_item/{}/", item_id), SavedItemShape, auth=Auth.REQUIRED)


def saved_item_post(body: SavedItemPost) -> Call[SavedItemShape]:
    """`POST /saved_item/`: save. Needs sign-in. Saved already is 208 with the old row; an unknown id 400."""
    return rest.write("POST", "/saved_item/", body, SavedItemShape)


def saved_item_delete(item_id: int) -> Call[None]:
    """`DELETE /saved_item/{id}/`: forget the row. Needs sign-in."""
    return rest.delete(path("/saved_item/{}/", item_id))
