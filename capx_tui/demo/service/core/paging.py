"""Limit and offset paging with absolute links, as every list of the service answers."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import URL

from capx_tui.demo.service.core.call import Call, whole_number

DEFAULT_LIMIT = 50


def window(call: Call) -> tuple[int, int]:
    """Return limit and offset; what cannot be read counts as not given. There is no greatest limit."""
    limit = _number(call.query.get("limit"))
    return limit or DEFAULT_LIMIT, _number(call.query.get("offset")) or 0


def _number(text: str | None) -> int | None:
    value = whole_number(text or "")
    return value if value is not None and value >= 0 else None


def page(call: Call, count: int, results: Sequence[object]) -> dict[str, object]:
    """Return one page of a list around its results."""
    limit, offset = window(call)
    following = offset + limit
    before = offset - limit
    return {
        "count": count,
        "next": _link(call.url, limit, following) if following < count else None,
        "previous": _link(call.url, limit, before if before > 0 else None) if offset > 0 else None,
        "results": results,
    }


def _link(url: URL, limit: int, offset: int | None) -> str:
    """The same address with another window; parameters come back in the order of their names."""
    parameters = [
        (name, value) for name, value in parse_qsl(url.query, keep_blank_values=True) if name not in {"limit", "offset"}
    ]
    parameters.append(("limit", str(limit)))
    if offset is not None:
        parameters.append(("offset", str(offset)))
    parameters.sort(key=lambda pair: pair[0])
    return str(url.replace(query=urlencode(parameters), fragment=""))
