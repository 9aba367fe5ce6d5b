"""What people call the fields of an organization, of its projects and of its events, in documents and commands.

The name in a language is a field of its own: ``name-tr``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from capx_tui.errors import RuleError
from capx_tui.model.form import Form
from capx_tui.model.form_writing import FieldNames
from capx_tui.model.naming import Kind
from capx_tui.model.organization_form import code_of, is_name, language_code, name_id
from capx_tui.text import fold

__all__ = ["EVENT", "ORGANIZATION", "PROJECT", "named_in"]

_NAME = "name-"
_NAMED = re.compile(r"^[ \t]*(name[- ][\w-]+)[ \t]*:", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class _OrganizationNames(FieldNames):
    """A name for each language comes before the rest."""

    def written(self, field_id: str) -> str:
        """See `FieldNames`."""
        return f"{_NAME}{code_of(field_id)}" if is_name(field_id) else super().written(field_id)

    def called(self, text: str) -> str:
        """See `FieldNames`."""
        asked = fold(text).replace(" ", "-")
        if not asked.startswith(_NAME):
            return super().called(text)
        code = language_code(asked.removeprefix(_NAME))
        if not code:
            raise RuleError("organization-field-language", text)
        return name_id(code)

    def fields(self, form: Form) -> list[str]:
        """See `FieldNames`."""
        return [*(spec.id for spec in form.spec.valued if is_name(spec.id)), *super().fields(form)]


_CAPACITIES = ("known_capacities", "available_capacities", "wanted_capacities", "related_skills")
_KINDS = {"territory": Kind.TERRITORY, **dict.fromkeys(_CAPACITIES, Kind.CAPACITY)}

ORGANIZATION = _OrganizationNames(
    {
        "acronym": "acronym",
        "type": "type",
        "logo": "profile_image",
        "report": "report",
        "territory": "territory",
        "known": "known_capacities",
        "available": "available_capacities",
        "wanted": "wanted_capacities",
        "main-events": "choose_events",
        "tags": "tag_diff",
        "documents": "documents",
        "meta-page": "meta_page",
        "email": "email",
        "website": "website",
        "mastodon": "mastodon",
        "own-wiki": "home_project",
    },
    _KINDS,
)
PROJECT = FieldNames(
    {
        "name": "display_name",
        "address": "url",
        "picture": "profile_image",
        "capacities": "related_skills",
        "description": "description",
    },
    _KINDS,
)
EVENT = FieldNames(
    {
        "address": "url",
        "name": "name",
        "organization": "organization",
        "begin": "time_begin",
        "end": "time_end",
        "format": "type_of_location",
        "place": "openstreetmap_id",
        "capacities": "related_skills",
        "picture": "image_url",
        "wikidata-item": "wikidata_qid",
        "description": "description",
    },
    _KINDS,
)


def named_in(text: str) -> list[str]:
    """The names in languages that a document has, as the form's fields: it may bring one that is new."""
    found = []
    for match in _NAMED.finditer(text):
        code = language_code(fold(match[1]).replace(" ", "-").removeprefix(_NAME))
        found += [name_id(code)] if code else []
    return found
