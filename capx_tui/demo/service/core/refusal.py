"""Everything the service says no with: a status and a body of the shape that Django REST framework gives it."""

from collections.abc import Mapping, Sequence

#: A tree of texts under field names, as a 400 answer carries it.
Messages = Mapping[str, object] | Sequence[object]

NO_CREDENTIALS = "Authentication credentials were not provided."
INVALID_TOKEN = "Invalid token."  # noqa: S105 - a message, not a token


class Refusal(Exception):
    """An answer that ends the request and undoes what it wrote."""

    def __init__(self, status: int, body: object, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = dict(headers or {})


class Page(str):
    """A body that is an HTML page, not JSON."""

    __slots__ = ()


class Plain(str):
    """A body that is plain text, not JSON."""

    __slots__ = ()


class Invalid(Exception):
    """A value that its field does not take; `messages` as they stand under the field's name."""

    def __init__(self, *messages: object, nested: Messages | None = None) -> None:
        super().__init__()
        self.messages: object = nested if nested is not None else list(messages)


def invalid(fields: Mapping[str, object]) -> Refusal:
    """400 with texts by field name."""
    return Refusal(400, fields)


def unauthenticated(text: str = NO_CREDENTIALS) -> Refusal:
    """401, with the scheme the service asks for."""
    return Refusal(401, {"detail": text}, headers={"WWW-Authenticate": "Token"})


def forbidden(text: str) -> Refusal:
    """403 in the framework's shape."""
    return Refusal(403, {"detail": text})


def forbidden_bare(text: str) -> Refusal:
    """403 whose whole body is one JSON string, as organization endpoints answer."""
    return Refusal(403, text)


def conflict(text: str) -> Refusal:
    """409 as profile saves answer."""
    return Refusal(409, {"message": text})


def no_match(label: str) -> Refusal:
    """404 for an id that the queryset of a known path does not hold."""
    return Refusal(404, {"detail": f"No {label} matches the given query."})


def not_found() -> Refusal:
    """404 for an id that cannot be one."""
    return Refusal(404, {"detail": "Not found."})


def unknown_path() -> Refusal:
    """404 as a page: the address is none of the service's."""
    return Refusal(
        404,
        Page(
            '<!doctype html>\n<html lang="en">\n<head>\n  <title>Not Found</title>\n</head>\n<body>\n'
            "  <h1>Not Found</h1><p>The requested resource was not found on this server.</p>\n</body>\n</html>\n"
        ),
    )


def server_error() -> Refusal:
    """500 as a page: what the service answers where its own code gives up."""
    return Refusal(
        500,
        Page(
            '<!doctype html>\n<html lang="en">\n<head>\n  <title>Server Error (500)</title>\n</head>\n<body>\n'
            "  <h1>Server Error (500)</h1><p></p>\n</body>\n</html>\n"
        ),
    )
