"""Request bodies: JSON, form-encoded and multipart, as the service's three parsers take them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from capx_tui.demo.service.core.refusal import Refusal


@dataclass(frozen=True)
class Upload:
    """One file of a multipart body."""

    name: str
    content: bytes


class Form(dict[str, list[object]]):
    """Values of a form by name, each a list, because a form may repeat a name."""


@dataclass(frozen=True)
class Body:
    """The bytes of a request and their type; parsed when an endpoint asks."""

    content_type: str
    content: bytes

    def data(self) -> object:
        """Return what was sent: a JSON value, or a `Form`; an empty body is an empty object.

        Raises:
            Refusal: 415 for a type no parser takes, 400 for a body that is not of its type.
        """
        media = self.content_type.partition(";")[0].strip().lower()
        if not self.content:
            return {}
        if media == "application/json":
            return _json(self.content)
        if media == "application/x-www-form-urlencoded":
            form = Form()
            for name, value in parse_qsl(self.content.decode("utf-8", "replace"), keep_blank_values=True):
                form.setdefault(name, []).append(value)
            return form
        if media == "multipart/form-data":
            return _multipart(self.content_type, self.content)
        raise Refusal(415, {"detail": f'Unsupported media type "{self.content_type}" in request.'})

    def mapping(self) -> Mapping[str, object]:
        """Return what was sent as values by name; a JSON value that is no object is refused (400)."""
        data = self.data()
        if data is None:
            raise Refusal(400, {"non_field_errors": ["No data provided"]})
        if not isinstance(data, Mapping):
            kind = type(data).__name__
            raise Refusal(400, {"non_field_errors": [f"Invalid data. Expected a dictionary, but got {kind}."]})
        return data

    def plain(self) -> dict[str, object]:
        """Return `mapping` with the last value of each repeated form name."""
        data = self.mapping()
        return {name: values[-1] for name, values in data.items()} if isinstance(data, Form) else dict(data)


def _json(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, {"detail": f"JSON parse error - {error}"}) from None


def _refuse_constant(name: str) -> object:
    msg = f"Out of range float values are not JSON compliant: {name!r}"
    raise ValueError(msg)


def _multipart(content_type: str, content: bytes) -> Form:
    """Parse a multipart form with the mail parser, which reads the same grammar."""
    from email import policy  # late: few requests are of this kind
    from email.parser import BytesParser

    head = f"Content-Type: {content_type}\r\nMIME-Version: 1.0\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=policy.HTTP).parsebytes(head + content)
    if not message.is_multipart():
        raise Refusal(400, {"detail": "Multipart form parse error - Invalid boundary in multipart: None"})
    form = Form()
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if not isinstance(name, str):
            continue
        payload = part.get_payload(decode=True)
        content_bytes = payload if isinstance(payload, bytes) else b""
        filename = part.get_filename()
        value = Upload(filename, content_bytes) if filename else content_bytes.decode("utf-8", "replace")
        form.setdefault(name, []).append(value)
    return form
