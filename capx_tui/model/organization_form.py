"""The form of an organization's profile: its fields, its limits, and what belongs together.

Ids of fields are the service's names (`PUT /organizations/{id}/`), but for names in languages, which are
``name.<code>``; `documents` holds addresses and `tag_diff` the tags themselves, not their row ids. Guide: "How to
edit the organization profile"; behaviour file, section 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.form import FormRule, FormSpec
from capx_tui.model.form_fields import (
    ActionField,
    EmailField,
    FieldSpec,
    Heading,
    Paragraph,
    Problem,
    TextField,
    UrlField,
    Value,
)
from capx_tui.model.form_lists import ChoiceField, ListField, ManyField
from capx_tui.model.form_options import Options, OptionSource
from capx_tui.model.languages import words_for
from capx_tui.model.organization_fields import URL_LIMIT, CommonsField, HomeProjectField, MastodonField, MetaPageField

__all__ = [
    "LIMIT_MAIN",
    "PARTS",
    "OrganizationChoices",
    "cleared",
    "code_of",
    "is_name",
    "name_field",
    "name_id",
    "offered_unknown",
    "organization_spec",
]

#: Main projects, main events and documents that a profile shows.
LIMIT_MAIN = 4
LIMIT_NAME = 255
LIMIT_CODE = 10
LIMIT_ACRONYM = 10
LIMIT_TAG = 255
_LIMIT_EMAIL = 254

#: Fields that are one key each of the organization's own object, under the service's names.
PARTS = (
    "acronym",
    "type",
    "profile_image",
    "report",
    "known_capacities",
    "available_capacities",
    "wanted_capacities",
    "territory",
    "choose_events",
    "tag_diff",
    "documents",
    "meta_page",
    "email",
    "website",
    "mastodon",
    "home_project",
)
_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]+)*")
_ADDRESS = re.compile(r"\s*(?:https?:|www\.)", re.IGNORECASE)


@dataclass(frozen=True)
class OrganizationChoices:
    """What can be chosen, and what is taken."""

    capacities: OptionSource = field(default_factory=lambda: Options(()))
    territories: OptionSource = field(default_factory=lambda: Options(()))
    types: OptionSource = field(default_factory=lambda: Options(()))
    #: The organization's own events.
    events: OptionSource = field(default_factory=lambda: Options(()))
    #: Acronyms of other organizations in small letters, with the names of those who have them.
    acronyms: Mapping[str, str] = field(default_factory=dict)
    #: The language that names of languages are told in.
    language: str = "en"


def name_id(code: str) -> str:
    """The field of the name in one language."""
    return f"name.{code}"


def is_name(field_id: str) -> bool:
    """Whether a field is a name in some language."""
    return field_id.startswith("name.")


def code_of(field_id: str) -> str:
    """The language of a name's field."""
    return field_id.removeprefix("name.")


def language_code(text: str) -> str:
    """`text` as the service takes codes of languages, "" for what cannot be one."""
    code = text.strip().lower().replace("_", "-")
    return code if _CODE.fullmatch(code) and len(code) <= LIMIT_CODE else ""


def name_field(code: str, language: str) -> TextField:
    """The name in one language. All but the English one may be emptied, which takes it away."""
    english = code == "en"
    return TextField(
        name_id(code),
        label=t("organization-name-in", words_for(code, language), code),
        help_key="organization-name-english-help" if english else "organization-name-help",
        required=english,
        limit=LIMIT_NAME,
    )


def organization_spec(
    choices: OrganizationChoices, values: Mapping[str, Value], projects: Sequence[tuple[int, str]] = ()
) -> FormSpec:
    """The form for an organization that holds `values`; `projects` pairs ids with names.

    Where more is chosen already than is shown, that many stay possible: nothing has to go before
    something else can be saved.
    """
    codes = dict.fromkeys(["en", *sorted(code_of(known) for known in values if is_name(known))])
    fields = (
        *_names(codes, choices),
        *_about(choices),
        *_capacities(choices),
        *_projects(projects),
        *_events(choices, values),
        *_news(values),
        *_contacts(),
        Heading("whole", label_key="organization-heading-whole"),
        Paragraph("leaving", label_key="organization-leaving"),
        ActionField("clear", label_key="organization-clear", help_key="organization-clear-help"),
    )
    return FormSpec("organization-edit", fields, rules=_rules(choices, values))


def _names(codes: Mapping[str, None], choices: OrganizationChoices) -> Iterator[FieldSpec]:
    yield Heading("names", label_key="organization-heading-names")
    yield from (name_field(code, choices.language) for code in codes)
    yield ActionField("add-name", label_key="organization-add-name", help_key="organization-add-name-help")


def _about(choices: OrganizationChoices) -> Iterator[FieldSpec]:
    yield Heading("about", label_key="organization-heading-about")
    yield TextField(
        "acronym",
        label_key="organization-acronym",
        help_key="organization-acronym-help",
        required=True,
        limit=LIMIT_ACRONYM,
    )
    yield ChoiceField("type", label_key="organization-type", options=choices.types)
    yield CommonsField(
        "profile_image",
        label_key="organization-logo",
        help_key="organization-logo-help",
        note=t("organization-logo-note"),
    )
    yield UrlField(
        "report",
        label_key="organization-report",
        help_key="organization-report-help",
        note=t("organization-report-note"),
        limit=URL_LIMIT,
    )
    yield ManyField(
        "territory",
        label_key="organization-territory",
        help_key="organization-territory-help",
        options=choices.territories,
    )


def _capacities(choices: OrganizationChoices) -> Iterator[FieldSpec]:
    yield Heading("capacities", label_key="organization-heading-capacities")
    for name, label, told in (
        ("known_capacities", "organization-known", "organization-known-help"),
        ("available_capacities", "organization-available", "organization-available-help"),
        ("wanted_capacities", "organization-wanted", "organization-wanted-help"),
    ):
        yield ManyField(name, label_key=label, help_key=told, options=choices.capacities)
    yield ActionField("add-known", label_key="organization-add-known", help_key="organization-add-known-help")


def _projects(projects: Sequence[tuple[int, str]]) -> Iterator[FieldSpec]:
    yield Heading("projects", label_key="organization-heading-projects")
    for project_id, name in projects:
        yield ActionField(
            f"project.{project_id}", label=t("organization-project", name), help_key="organization-project-help"
        )
    full = len(projects) >= LIMIT_MAIN
    yield ActionField(
        "add-project",
        label_key="organization-add-project",
        help_key="organization-add-project-help",
        disabled=t("organization-projects-full", LIMIT_MAIN) if full else "",
    )


def _events(choices: OrganizationChoices, values: Mapping[str, Value]) -> Iterator[FieldSpec]:
    yield Heading("events", label_key="organization-heading-events")
    yield ManyField(
        "choose_events",
        label_key="organization-main-events",
        help_key="organization-main-events-help",
        options=choices.events,
        limit=_room(values, "choose_events"),
    )
    yield ActionField("add-event", label_key="organization-add-event", help_key="organization-add-event-help")
    yield ActionField("edit-event", label_key="organization-edit-event", help_key="organization-edit-event-help")


def _news(values: Mapping[str, Value]) -> Iterator[FieldSpec]:
    yield Heading("news", label_key="organization-heading-news")
    yield ListField(
        "tag_diff",
        label_key="organization-tags",
        help_key="organization-tags-help",
        entry=TextField("tag", label_key="organization-tag", limit=LIMIT_TAG, rules=(_is_tag,)),
    )
    yield ListField(
        "documents",
        label_key="organization-documents",
        help_key="organization-documents-help",
        entry=CommonsField("url", label_key="organization-document"),
        limit=_room(values, "documents"),
    )


def _contacts() -> Iterator[FieldSpec]:
    yield Heading("contacts", label_key="organization-heading-contacts")
    yield MetaPageField("meta_page", label_key="organization-meta-page", help_key="organization-meta-page-help")
    yield EmailField("email", label_key="organization-email", help_key="organization-email-help", limit=_LIMIT_EMAIL)
    yield UrlField("website", label_key="organization-website", help_key="organization-website-help", limit=URL_LIMIT)
    yield MastodonField("mastodon", label_key="organization-mastodon", help_key="organization-mastodon-help")
    yield HomeProjectField(
        "home_project", label_key="organization-home-project", help_key="organization-home-project-help"
    )


def _room(values: Mapping[str, Value], field_id: str) -> int:
    held = values.get(field_id)
    return max(LIMIT_MAIN, len(held) if isinstance(held, tuple) else 0)


def _is_tag(entry: Any) -> Problem | None:
    """The news are looked up by the tag's name; an address finds nothing."""
    return Problem("organization-error-tag", (str(entry).strip(),)) if _ADDRESS.match(str(entry)) else None


def offered_unknown(values: Mapping[str, Any]) -> tuple[int, ...]:
    """Capacities that are offered and not known."""
    known = set(values.get("known_capacities") or ())
    return tuple(entry for entry in values.get("available_capacities") or () if entry not in known)


def _rules(choices: OrganizationChoices, begun: Mapping[str, Value]) -> tuple[FormRule, ...]:
    # The service never checked what is offered: what stood there before must not keep all else from being saved.
    tolerated = frozenset(offered_unknown(begun))

    def offered_is_known(values: Mapping[str, Any]) -> Iterator[tuple[str, Problem]]:
        missing = [entry for entry in offered_unknown(values) if entry not in tolerated]
        if missing:
            names = commas(choices.capacities.label(entry) or str(entry) for entry in missing)
            yield "available_capacities", Problem("organization-error-available", (names,))

    def acronym_is_free(values: Mapping[str, Any]) -> Iterator[tuple[str, Problem]]:
        owner = choices.acronyms.get(str(values["acronym"]).strip().lower())
        if owner:
            yield "acronym", Problem("organization-error-acronym", (owner,))

    return (offered_is_known, acronym_is_free)


def cleared(spec: FormSpec) -> dict[str, Value]:
    """Everything that may be empty, empty: all but the English name and the acronym."""
    return {known.id: known.EMPTY for known in spec.valued if not known.required}
