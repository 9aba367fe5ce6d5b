"""The five forms that CapX's endpoints come in: a page of a list, one thing, a write, a deletion, flags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, TypeVar

from capx_tui.api.capx.shapes_page import Page
from capx_tui.api.wire import Auth, Call, json_body, repeat

__all__ = ["Query", "delete", "flags", "given", "many", "one", "page", "rows", "write"]

T = TypeVar("T")

Query = Iterable[tuple[str, str]]

#: The service makes some 100 profiles a second; a thousand rows take their time.
_PAGE_TIMEOUT_S = 60.0


def one(
    path: str, answer: type[T], *, query: Query = (), auth: Auth = Auth.OPTIONAL, timeout_s: float = 20.0
) -> Call[T]:
    """GET of one thing."""
    return Call("GET", path, answer, query=tuple(query), auth=auth, timeout_s=timeout_s)


def page(
    path: str, row: type[T], limit: int, offset: int = 0, *, query: Query = (), auth: Auth = Auth.OPTIONAL
) -> Call[Page[T]]:
    """GET of `limit` rows from `offset` on. The service knows no largest `limit`, and reads 0 as 50."""
    paging = (("limit", str(max(1, limit))), ("offset", str(max(0, offset))))
    shape: Any = Page[row]  # type: ignore[valid-type]  # the row's shape is known when it runs
    return Call("GET", path, shape, query=(*paging, *query), auth=auth, timeout_s=_PAGE_TIMEOUT_S)


def write(
    method: Literal["POST", "PUT"],
    path: str,
    body: object,
    answer: type[T],
    *,
    timeout_s: float = 20.0,
) -> Call[T]:
    """POST or PUT of a body, answered with what is stored now."""
    return Call(method, path, answer, json=json_body(body), auth=Auth.REQUIRED, timeout_s=timeout_s)


def delete(path: str) -> Call[None]:
    """DELETE, answered with 204 and nothing; whatever else comes is no proof that it was done."""
    return Call("DELETE", path, None, auth=Auth.REQUIRED)


def flags(**named: bool | None) -> list[tuple[str, str]]:
    """Each flag that is not None as ``true`` or ``false``."""
    return [(name, "true" if value else "false") for name, value in named.items() if value is not None]


def given(**named: str | int | None) -> list[tuple[str, str]]:
    """Each value that is neither None nor empty text."""
    return [(name, str(value)) for name, value in named.items() if value is not None and value != ""]


def many(**named: Sequence[str | int]) -> list[tuple[str, str]]:
    """Each sequence as its key repeated."""
    return [pair for name, values in named.items() for pair in repeat(name, values)]


def rows(answer: list[T] | Page[T]) -> list[T]:
    """The rows of an answer that is a bare list today, and a page in the outline."""
    return answer.results if isinstance(answer, Page) else answer
