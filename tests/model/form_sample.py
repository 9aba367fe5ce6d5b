"""A form with every kind of field, and values for it: for the tests of every layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

from capx_tui.errors import ConflictCause
from capx_tui.model.form import FormSpec
from capx_tui.model.form_fields import (
    ActionField,
    EmailField,
    FieldSpec,
    Heading,
    Levelled,
    LongTextField,
    Own,
    Paragraph,
    Problem,
    ReadOnlyField,
    SwitchField,
    TextField,
    UrlField,
)
from capx_tui.model.form_lists import ChoiceField, LevelsField, ListField, ManyField
from capx_tui.model.form_numbers import DateField, DateShape, NumberField
from capx_tui.model.form_options import Option, Options
from capx_tui.model.people import LEVELS

__all__ = ["CAPACITIES", "LANGUAGES", "VALUES", "any_value", "sample_spec"]

CAPACITIES = Options(
    [
        Option(10, "Organizational skills"),
        Option(36, "Communication"),
        Option(74, "Lua", "Technology > Programming", "Q207316"),
        Option(75, "SPARQL", "Technology > Programming"),
        Option(76, "Python", "Technology > Programming"),
        Option(77, "Educação"),
    ]
)
LANGUAGES = Options(
    [
        Option(1, "English", also="en"),
        Option(2, "Português", also="pt"),
        Option(3, "Deutsch", also="de"),
        Option(4, "日本語", also="ja"),
    ]
)
_TERRITORIES = Options([Option(number, f"Territory {number}") for number in range(1, 16)])
_PRONOUNS = Options([Option("he-him", "he/him"), Option("she-her", "she/her"), Option("they-them", "they/them")])
_AREAS = Options([Option("education", "Education"), Option("culture", "Culture"), Option("advocacy", "Advocacy")])


def _available_within_known(values: Mapping[str, Any]) -> Iterator[tuple[str, Problem]]:
    missing = set(values["available"]) - set(values["known"])
    for entry in sorted(missing, key=str):
        yield "available", Problem(text=f"{entry} is not among what you know.")


def sample_spec(**changes: Any) -> FormSpec:
    """Every kind, in four sections; `changes` are fields of `FormSpec`."""
    fields: tuple[FieldSpec, ...] = (
        Heading("about-you", label="About you"),
        Paragraph("hint", label="Everything here is public."),
        ReadOnlyField("username", label="User name"),
        TextField("display_name", label="Display name", help="As you want to be called.", limit=30, required=True),
        ChoiceField("pronoun", label="Pronoun", options=_PRONOUNS, own_limit=20),
        LongTextField("about", label="Mini bio", help="A good bio says what you like to do.", limit=200),
        SwitchField("mentor", label="Open to mentoring"),
        Heading("capacities", label="Capacities"),
        ManyField("known", label="Known", options=CAPACITIES, server=("skills_known",)),
        ManyField("available", label="Available", options=CAPACITIES, server=("skills_available",)),
        ActionField("import", label="Import known", help="Offers everything that you know."),
        ManyField("areas", label="Areas", options=_AREAS, own_limit=10, limit=2, sensitive=True),
        Heading("where", label="Languages and places"),
        LevelsField(
            "languages",
            label="Languages",
            options=LANGUAGES,
            levels=LEVELS,
            first_level="3",
            limit=3,
            server=("language",),
        ),
        ListField("territory", label="Territories", options=_TERRITORIES, limit=2),
        ListField("tags", label="Diff tags", entry=TextField("tag", limit=10), limit=4),
        Heading("reach", label="Reach"),
        EmailField("email", label="E-mail", sensitive=True),
        UrlField("website", label="Web site", limit=60),
        NumberField("years", label="Years of experience", minimum=0, maximum=80),
        DateField("since", label="Since", latest="2026-12-31"),
        DateField("begins", label="Begins (UTC)", shape=DateShape.MOMENT),
        DateField("daily", label="Best time", shape=DateShape.TIME),
        TextField("team", label="Team", disabled="only staff may set it"),
    )
    given: dict[str, Any] = {
        "rules": (_available_within_known,),
        "conflicts": {
            ConflictCause.AVAILABLE_NOT_KNOWN: ("available", ""),
            ConflictCause.TOO_MANY_TERRITORIES: ("territory", "form-error-required"),
        },
        **changes,
    }
    return FormSpec("sample", fields, **given)


#: What a profile may hold already.
VALUES: dict[str, Any] = {
    "username": "Ana",
    "display_name": "Ana B.",
    "pronoun": "she-her",
    "about": "I write templates.\nAsk me anything.",
    "mentor": True,
    "known": (74, 36),
    "available": (74,),
    "languages": (Levelled(2, "n"), Levelled(1, "3")),
    "territory": (3,),
    "tags": ("lua",),
    "email": "ana@example.org",
    "team": "Bots",
}

_TEXTS = st.text(max_size=40) | st.text("abc e\u0301日ש‎\x1b[31m\n\t", max_size=40)


def any_value(field: FieldSpec) -> st.SearchStrategy[Any]:
    """Values of one field, right and wrong ones."""
    if isinstance(field, (TextField, ReadOnlyField)):
        return _TEXTS | st.sampled_from(
            ["7", "2026-06-10", "2026-06-10 15:30", "9:05", "a@example.org", "example.org/x"]
        )
    if isinstance(field, SwitchField):
        return st.booleans()
    own = _TEXTS.map(Own)
    if isinstance(field, ChoiceField):
        return st.none() | st.sampled_from(["he-him", "she-her"]) | own
    if isinstance(field, LevelsField):
        entry = st.builds(Levelled, st.integers(1, 6), st.sampled_from((*LEVELS, "9")))
        return st.lists(entry, max_size=5).map(tuple)
    if isinstance(field, ListField) and field.is_typed:
        return st.lists(_TEXTS, max_size=6).map(tuple)
    ids = st.integers(1, 90) | st.sampled_from(["education", "culture"])
    return st.lists(ids if isinstance(field, ListField) else ids | own, max_size=5).map(tuple)
