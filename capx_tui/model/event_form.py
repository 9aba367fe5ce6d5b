"""The form of an event: `POST /events/` and `PUT /events/{id}/`. Behaviour file, section 9.1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from capx_tui.i18n import t
from capx_tui.i18n.moments import parse
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import (
    ActionField,
    FieldSpec,
    Heading,
    LongTextField,
    Paragraph,
    Problem,
    TextField,
    UrlField,
    Value,
)
from capx_tui.model.form_lists import ChoiceField, ManyField
from capx_tui.model.form_numbers import DateField, DateShape
from capx_tui.model.form_options import Option, Options, OptionSource
from capx_tui.model.organization_fields import URL_LIMIT, ItemField, PictureField, PlaceField

__all__ = [
    "LOCATIONS",
    "USUAL_LENGTH",
    "EventChoices",
    "event_spec",
    "local_words",
    "moment_of",
    "moment_text",
    "typed_time",
    "wire_time",
    "with_usual_end",
]

#: How an event is held, under the service's names.
LOCATIONS = ("virtual", "in_person", "hybrid")
#: An event whose end nobody said yet.
USUAL_LENGTH = timedelta(hours=2)
_LIMIT_NAME = 128

_BEGIN = DateField("time_begin", shape=DateShape.MOMENT)


@dataclass(frozen=True)
class EventChoices:
    """What can be chosen: capacities, and the organizations whose events one may write."""

    capacities: OptionSource = field(default_factory=lambda: Options(()))
    organizations: OptionSource = field(default_factory=lambda: Options(()))


def moment_of(text: Any) -> datetime | None:
    """The moment that a field of the form says, in UTC; None for none."""
    found = _BEGIN.moment(str(text or ""))
    return found if isinstance(found, datetime) else None


def moment_text(moment: datetime) -> str:
    """A moment as it is typed into the form."""
    return _BEGIN.text(moment)


def local_words(values: Mapping[str, Any], zone: Any = None) -> str:
    """Begin and end by the clock on the wall (`zone`, by default this machine's), to check what was typed in UTC."""
    begin, end = (moment_of(values.get(name)) for name in ("time_begin", "time_end"))
    if begin is None:
        return t("event-local-none")
    if end is None:
        return t("event-local", _on_the_wall(begin, zone))
    return t("event-local-both", _on_the_wall(begin, zone), _on_the_wall(end, zone))


def _on_the_wall(moment: datetime, zone: Any) -> str:
    try:
        local = moment.astimezone(zone)
    except (OverflowError, ValueError, OSError):  # at either end of the calendar there is no other time zone
        local = moment
    return f"{local:%Y-%m-%d %H:%M} {local.tzname()}"


def with_usual_end(form: Form) -> Form:
    """`form` with an end two hours after the begin, where it has a begin and no end."""
    begin = moment_of(form["time_begin"])
    if begin is None or not form.spec.by_id["time_end"].is_empty(form["time_end"]):
        return form
    try:
        return form.edit("time_end", moment_text(begin + USUAL_LENGTH))
    except OverflowError:  # the calendar ends before it does
        return form


def event_spec(choices: EventChoices, *, is_new: bool, local: str = "") -> FormSpec:
    """An event's fields under the service's names; `local` is what `local_words` says of them now."""
    fields: list[FieldSpec] = [
        UrlField("url", label_key="event-url", help_key="event-url-help", limit=URL_LIMIT),
        ActionField("fill", label_key="event-fill", help_key="event-fill-help"),
        TextField("name", label_key="event-name", required=True, limit=_LIMIT_NAME),
        ChoiceField(
            "organization",
            label_key="event-organization",
            help_key="event-organization-help",
            options=choices.organizations,
            required=True,
            disabled_key="" if len(choices.organizations.search("")) > 1 else "event-organization-only",
        ),
        *_times(local),
        *_rest(choices),
    ]
    if not is_new:
        fields += [
            Heading("whole", label_key="event-heading-whole"),
            ActionField("delete", label_key="event-delete", help_key="event-delete-help"),
        ]
    return FormSpec(
        "event-new" if is_new else "event-edit", tuple(fields), rules=(_ends_after_it_begins,), creates=is_new
    )


def _times(local: str) -> Iterator[FieldSpec]:
    yield Heading("when", label_key="event-heading-when")
    yield DateField(
        "time_begin", label_key="event-begin", help_key="event-begin-help", shape=DateShape.MOMENT, required=True
    )
    yield DateField("time_end", label_key="event-end", help_key="event-end-help", shape=DateShape.MOMENT)
    yield Paragraph("local", label=local or t("event-local-none"))


def _rest(choices: EventChoices) -> Iterator[FieldSpec]:
    yield Heading("what", label_key="event-heading-what")
    # The service's own word is taken as well: "hybrid" is what many call it.
    locations = Options(
        lambda: [Option(each, t(f"event-format-{each.replace('_', '-')}"), also=each) for each in LOCATIONS]
    )
    yield ChoiceField("type_of_location", label_key="event-format", options=locations, required=True)
    yield PlaceField("openstreetmap_id", label_key="event-place", help_key="event-place-help")
    yield LongTextField("description", label_key="event-description")
    yield ManyField(
        "related_skills", label_key="event-capacities", help_key="event-capacities-help", options=choices.capacities
    )
    yield PictureField("image_url", label_key="event-image", help_key="event-image-help")
    yield ItemField("wikidata_qid", label_key="event-item", help_key="event-item-help")


def _ends_after_it_begins(values: Mapping[str, Any]) -> Iterator[tuple[str, Problem]]:
    begin, end = moment_of(values["time_begin"]), moment_of(values["time_end"])
    if begin is not None and end is not None and end < begin:
        yield "time_end", Problem("event-error-end", (moment_text(begin),))


def wire_time(text: Value) -> str | None:
    """A moment of the form as the service takes it, None for none."""
    moment = moment_of(text)
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment is not None else None


def typed_time(iso: str | None) -> str:
    """A moment of the service as it stands in the form, "" for none."""
    moment = parse(iso or "")
    return moment_text(moment) if moment is not None else ""
