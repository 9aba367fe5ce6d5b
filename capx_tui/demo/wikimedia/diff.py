"""Posts of Diff, the Wikimedia blog, by tag."""

import json

from capx_tui.demo.service.core.call import Call
from capx_tui.demo.service.core.endpoint import Endpoint, Permission
from capx_tui.demo.service.core.refusal import not_found
from capx_tui.demo.wikimedia.sites import DIFF_API

_NAMES = ("external_id", "title", "link", "image_url", "pub_date", "language", "description", "categories")


def posts(call: Call) -> object:
    """GET /tags/<tag>/: every post of a tag, 404 where no post has it."""
    rows = call.connection.execute(
        f"SELECT {', '.join(_NAMES)} FROM diff_post JOIN diff_post_tag ON post = external_id"  # noqa: S608
        " WHERE tag = ? ORDER BY pub_date DESC",
        (call.path["tag"],),
    ).fetchall()
    if not rows:
        raise not_found()
    return {"posts": [{**dict(zip(_NAMES, row, strict=True)), "categories": json.loads(row[-1])} for row in rows]}


ENDPOINTS = (Endpoint(f"{DIFF_API}/tags/{{tag}}/", Permission.ANYONE, {"GET": posts}),)
