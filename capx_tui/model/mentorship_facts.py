"""A mentorship programme in words: the same on the screen, on the command line and where one applies."""

from __future__ import annotations

from datetime import date

from capx_tui.i18n import t
from capx_tui.i18n.moments import day
from capx_tui.model.mentorship import ApplicationForm, Programme, Role, Status
from capx_tui.model.profile_facts import Fact, Naming, Value

__all__ = ["location_words", "period_words", "programme_facts", "status_words", "subscriber_words"]


def status_words(programme: Programme, today: date, language: str) -> str:
    """``open until 20 July 2026``; the last day is said to be the last."""
    status = programme.status(today)
    if status is Status.UPCOMING:
        return t("mentorship-upcoming", _day(programme.opens, language))
    if status is Status.CLOSED:
        return t("mentorship-closed", _day(programme.closes, language))
    if status is Status.UNSET:
        return t("mentorship-unset")
    if programme.closes is None:
        return t("mentorship-open-endless")
    key = "mentorship-open-last-day" if programme.closes == today else "mentorship-open"
    return t(key, _day(programme.closes, language))


def _day(moment: date | None, language: str) -> str:
    return day(moment.isoformat(), language) if moment is not None else t("mentorship-no-day")


def period_words(programme: Programme, language: str) -> str:
    """From which day to which, "" where neither is set."""
    if programme.opens is None and programme.closes is None:
        return ""
    return t("mentorship-period-days", _day(programme.opens, language), _day(programme.closes, language))


def location_words(programme: Programme, names: Naming) -> str:
    """The territory by name, "" for a programme that names none."""
    if programme.territory is None:
        return programme.territory_name
    named = names.territory(programme.territory)
    unknown = t("name-territory-unknown", programme.territory)
    return programme.territory_name if named == unknown and programme.territory_name else named


def subscriber_words(programme: Programme) -> str:
    """How many applied, and as what."""
    if not programme.subscribers:
        return t("mentorship-no-subscribers")
    mentors, mentees = (_counter(programme.forms.get(role)) for role in (Role.MENTOR, Role.MENTEE))
    return t("mentorship-subscribers-count", programme.subscribers, mentors, mentees)


def _counter(form: ApplicationForm | None) -> int:
    return form.counter if form is not None else 0


def programme_facts(programme: Programme, names: Naming, today: date, language: str, name: str) -> tuple[Fact, ...]:
    """Every fact of the guide's card, in its order. `name` is that of the organization."""
    return (
        Fact("status", t("mentorship-status"), (Value(status_words(programme, today, language)),)),
        _told("period", "mentorship-period", period_words(programme, language), "mentorship-unset"),
        _told("location", "mentorship-location", location_words(programme, names), "mentorship-anywhere"),
        # The service has no word for it: the guide's card says in person, online or hybrid.
        Fact("format", t("mentorship-format"), missing=t("mentorship-format-untold")),
        Fact(
            "description",
            t("mentorship-description"),
            tuple(map(Value, programme.description.split("\n"))) if programme.description else (),
            t("mentorship-no-description"),
            is_long=True,
        ),
        Fact(
            "capacities",
            t("mentorship-capacities"),
            tuple(Value(names.capacity(each), capacity=each) for each in programme.capacities),
            t("mentorship-none-named"),
        ),
        Fact(
            "languages",
            t("mentorship-languages"),
            tuple(Value(names.language_name(each)) for each in programme.languages),
            t("mentorship-none-named"),
        ),
        Fact("subscribers", t("mentorship-subscribers"), (Value(subscriber_words(programme)),)),
        Fact("organization", t("mentorship-organization"), (Value(name, organization=programme.organization),)),
    )


def _told(fact: str, label: str, words: str, missing: str) -> Fact:
    return Fact(fact, t(label), (Value(words),) if words else (), t(missing))
