"""The service's outline as something to check requests and answers against, and where it is wrong."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import jsonschema  # type: ignore[import-untyped]

HERE = Path(__file__).parent
_DOCUMENT: dict[str, Any] = json.loads((HERE / "openapi.json").read_text("utf-8"))

#: Requests in which a recorded answer or the behaviour file wins over the outline, and why.
REQUESTS_WHERE_THE_OUTLINE_IS_WRONG: dict[tuple[str, str], str] = {
    ("POST", "/api/login/social/knox/mediawiki/"): "the provider is part of the path (sample login-bad-extra)",
    ("POST", "/api/login/social/knox_user/mediawiki/"): "the provider is part of the path (behaviour, 1.1)",
    ("GET", "/mentorship_form_mentor/"): "?partner= filters by organization (sample mentorship-form-mentor)",
    ("GET", "/mentorship_form_mentee/"): "?partner= filters by organization (sample mentorship-form-mentee)",
    ("POST", "/attachment/"): "the file is a part of a multipart form, not a link in JSON (behaviour, 14)",
}

#: Answers of another shape than the outline's, and which shape wins.
ANSWERS_WHERE_THE_OUTLINE_IS_WRONG: dict[tuple[str, str], str] = {
    ("GET", "/skills_by_type/{id}/"): "a map of ids to QIDs, not one capacity (sample skills-by-type)",
    ("GET", "/users_by_skill/{id}/"): "three lists of people, not one person (seen at the real service)",
    ("GET", "/recommendation/"): "of its rows the outline only says that they are objects (sample recommendation)",
    ("GET", "/translating/suggestions/"): "stats is a map by language (behaviour, 19)",
    ("GET", "/schema/"): "the outline does not outline itself",
}


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    method: str
    template: str
    parameters: dict[str, dict[str, Any]]
    #: The body's schema, None where the operation takes none; and its media types.
    body: dict[str, Any] | None
    media_types: tuple[str, ...]
    #: The schema of the answer of success, None where it has no body.
    answer: dict[str, Any] | None


@cache
def operations() -> tuple[Operation, ...]:
    """All of them."""
    return tuple(
        _operation(method.upper(), template, entry)
        for template, methods in _DOCUMENT["paths"].items()
        for method, entry in methods.items()
    )


def operation(method: str, path: str) -> Operation | None:
    """The operation that `path` (without query) belongs to."""
    for candidate in operations():
        pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(candidate.template))
        if candidate.method == method and re.fullmatch(pattern, path):
            return candidate
    return None


def _operation(method: str, template: str, entry: dict[str, Any]) -> Operation:
    content = entry.get("requestBody", {}).get("content", {})
    good: dict[str, Any] = next((answer for status, answer in entry["responses"].items() if status.startswith("2")), {})
    return Operation(
        method,
        template,
        {p["name"]: p["schema"] for p in entry.get("parameters", []) if p["in"] == "query"},
        _schema(next(iter(content.values()))["schema"], "readOnly") if content else None,
        tuple(content),
        next((_schema(c["schema"], "writeOnly") for c in good.get("content", {}).values()), None),
    )


def _schema(node: dict[str, Any], hidden: str) -> dict[str, Any]:
    """OpenAPI 3.0's dialect as JSON Schema, without the properties that are `hidden` in this direction."""
    if "$ref" in node:
        return _schema(_DOCUMENT["components"]["schemas"][node["$ref"].rpartition("/")[2]], hidden)
    made: dict[str, Any] = {key: node[key] for key in ("type", "enum", "pattern", "maxLength") if key in node}
    for key in ("oneOf", "allOf", "anyOf"):
        if key in node:
            # Enumerations overlap ("" is a string), so that "one of" can only mean "any of".
            made["allOf" if key == "allOf" else "anyOf"] = [_schema(inner, hidden) for inner in node[key]]
    if "items" in node:
        made["items"] = _schema(node["items"], hidden)
    if "properties" in node:
        shown = {name: inner for name, inner in node["properties"].items() if not inner.get(hidden)}
        made["properties"] = {name: _schema(inner, hidden) for name, inner in shown.items()}
        made["additionalProperties"] = False
        required = node.get("required")
        # Some properties say "required: true" of themselves, which means nothing.
        if isinstance(required, list):
            made["required"] = [name for name in required if name in shown]
    elif isinstance(node.get("additionalProperties"), dict):
        made["additionalProperties"] = _schema(node["additionalProperties"], hidden)
    return {"anyOf": [made, {"type": "null"}]} if node.get("nullable") and made else made


def complaints(value: object, schema: dict[str, Any]) -> list[str]:
    """What is wrong with `value`."""
    validator = jsonschema.Draft202012Validator(schema)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def query_complaint(value: str, schema: dict[str, Any]) -> str:
    """What is wrong with one value of a query, "" if nothing."""
    if schema.get("type") == "array":
        schema = schema["items"]
    good = {
        "integer": re.compile(r"-?\d+"),
        "number": re.compile(r"-?\d+(\.\d+)?"),
        "boolean": re.compile("true|false"),
        "string": re.compile(".+", re.DOTALL),
    }[schema["type"]]
    if not good.fullmatch(value) or value not in schema.get("enum", [value]):
        return f"{value!r} is no {schema['type']} {schema.get('enum', '')}"
    return ""


_TEXTS = (
    "text",
    "Q7",
    "https://commons.wikimedia.org/wiki/File:X.svg",
    "https://meta.wikimedia.org/wiki/X",
    "https://xx.wikimedia.org/",
    "https://www.openstreetmap.org/node/1",
)


Mode = Literal["full", "nulls", "least"]


def example(schema: dict[str, Any], mode: Mode) -> Any:
    """A value that `schema` allows: with everything; with null wherever that is allowed; or the least of it."""
    if "anyOf" in schema:
        nullable = {"type": "null"} in schema["anyOf"]
        return None if nullable and mode != "full" else example(schema["anyOf"][0], mode)
    if "allOf" in schema:
        return example(schema["allOf"][0], mode)
    if "enum" in schema:
        return schema["enum"][-1 if mode == "full" else 0]
    match schema.get("type"):
        case "object":
            properties = schema.get("properties", {})
            names = schema["required"] if mode == "least" and "required" in schema else properties
            made = {name: example(properties[name], mode) for name in names}
            if isinstance(more := schema.get("additionalProperties"), dict):
                made["7"] = example(more, mode)
            return made
        case "array":
            return [] if mode == "least" else [example(schema["items"], mode)]
        case "integer":
            return 7
        case "number":
            return 0.5
        case "boolean":
            return mode == "full"
        case "string":
            return next(text for text in _TEXTS if re.search(schema.get("pattern", ""), text))
    return {"any": ["thing"]} if mode == "full" else None
