"""The recorded answers, as requests and responses."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from capx_tui.api.wire import Response

_FOLDER = Path(__file__).parent / "samples"


def names() -> list[str]:
    """Every recording, by the stem of its file."""
    return sorted(path.stem for path in _FOLDER.glob("*.json"))


@cache
def recording(name: str) -> dict[str, Any]:
    """One file: ``request`` and ``response``."""
    found: dict[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
    return found


def response(name: str) -> Response:
    """The answer as it came over the wire."""
    answer = recording(name)["response"]
    value = answer["json"]
    if isinstance(value, dict) and "__text__" in value:
        body = value["__text__"].encode()
    else:
        body = b"" if answer["status"] == 204 else json.dumps(value).encode()
    headers = {"content-length": str(len(body))}
    if answer["content_type"]:
        headers["content-type"] = answer["content_type"]
    return Response(answer["status"], headers, body)
