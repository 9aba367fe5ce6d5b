"""Let's Connect: what its form asks, which answers it knows, and how they go over the wire.

Guide, "Let's Connect"; behaviour file, section 6. The answers are sensitive: the form's drafts stay in memory,
and nothing here prints them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from capx_tui.i18n.catalogue import t
from capx_tui.model.form import FormSpec
from capx_tui.model.form_fields import ActionField, EmailField, FieldSpec, Own, Paragraph, TextField, Value
from capx_tui.model.form_lists import ChoiceField, ManyField
from capx_tui.model.form_options import Option, Options
from capx_tui.text import fold

__all__ = [
    "AGES",
    "AREAS",
    "FIELDS",
    "GENDERS",
    "MOST_AREAS",
    "MOST_OWN",
    "PRIVACY_STATEMENT",
    "ROLES",
    "lets_connect_spec",
    "on_the_wire",
    "sending_words",
]

#: The statement that one agrees to by sending.
PRIVACY_STATEMENT = (
    "https://foundation.wikimedia.org/wiki/"
    "Legal:Registration_for_Let%27s_Connect_Peer_Learning_Program_Privacy_Statement."
)
#: So many topics of the list; one of one's own besides. Guide: "up to two or add your own".
MOST_AREAS = 2
#: Characters of an answer of one's own. The service sets no limit; nobody needs more for a word or two.
MOST_OWN = 100

# What the Let's Connect team reads, by our ids: constants of the wire, English whatever the interface speaks.
ROLES: Mapping[str, str] = {
    "paid-staff": "Paid staff member of an affiliate/user group",
    "volunteer-staff": "Volunteer staff member of an affiliate /user group",
    "organiser": "Volunteer organiser (most of my work is done outside user groups"
    " - I organise events, training, campaigns, etc)",
    "director": "Executive director of an affiliate/user group",
    "board": "Board member of an affiliate/user group",
    "individual": "Individual Wikimedian volunteer who contributes by editing Wikimedia projects",
}
AREAS: Mapping[str, str] = {
    "climate": "Climate change & sustainability",
    "policy": "Public policy",
    "education": "Education",
    "technology": "Open technology",
    "diversity": "Diversity",
    "culture": "Culture, heritage, GLAM",
    "governance": "Governance",
    "rights": "Human rights",
    "advocacy": "Advocacy",
}
GENDERS: Mapping[str, str] = {
    "unsaid": "Prefer not to say",
    "man": "Man",
    "woman": "Woman",
    "agender": "Agender",
    "non-binary": "Non-binary",
}
AGES: Mapping[str, str] = {
    "under-25": "Under 25",
    "25-34": "25-34",
    "35-44": "35-44",
    "45-54": "45-54",
    "55-64": "55-64",
    "65-74": "65-74",
    "75-84": "75-84",
    "85-plus": "85 plus",
}

#: The fields that are sent; `own_area` goes with `area`.
FIELDS = ("full_name", "email", "role", "area", "gender", "age")


def lets_connect_spec(*, is_update: bool | None) -> FormSpec:
    """The form. `is_update`: whether Let's Connect has somebody registered; None where that is not known."""
    return FormSpec(
        "lets-connect", tuple(_fields(is_update)), sensitive=True, creates=True, save_key="lets-connect-send"
    )


def _fields(is_update: bool | None) -> Iterator[FieldSpec]:
    if is_update is not False:
        yield Paragraph("replaces", label_key="lets-connect-replaces" if is_update else "lets-connect-may-replace")
    yield Paragraph("memory", label_key="lets-connect-memory")
    yield TextField("full_name", label_key="lets-connect-full-name", help_key="lets-connect-full-name-help")
    yield EmailField("email", label_key="lets-connect-email", help_key="lets-connect-email-help", required=True)
    yield ChoiceField(
        "role",
        label_key="lets-connect-role",
        help_key="lets-connect-role-help",
        required=True,
        options=_options({known: t(f"lets-connect-role-{known}") for known in ROLES}),
    )
    yield ManyField(
        "area",
        label_key="lets-connect-area",
        help_key="lets-connect-area-help",
        limit=MOST_AREAS,
        options=_options({known: t(f"lets-connect-area-{known}") for known in AREAS}),
    )
    yield TextField(
        "own_area", label_key="lets-connect-own-area", help_key="lets-connect-own-area-help", limit=MOST_OWN
    )
    yield ChoiceField(
        "gender",
        label_key="lets-connect-gender",
        help_key="lets-connect-gender-help",
        own_limit=MOST_OWN,
        options=_options({known: t(f"lets-connect-gender-{known}") for known in GENDERS}),
    )
    yield ChoiceField(
        "age",
        label_key="lets-connect-age",
        help_key="lets-connect-age-help",
        options=_options({known: t(f"lets-connect-age-{known}") for known in AGES}),
    )
    yield ActionField("privacy", label_key="lets-connect-privacy", help=PRIVACY_STATEMENT)
    yield ActionField("clean", label_key="form-clean", help_key="form-clean-help")


def _options(words: Mapping[str, str]) -> Options:
    return Options([Option(known, label) for known, label in words.items()])


def sending_words(*, is_update: bool | None) -> Sequence[str]:
    """What to know before it is sent: when and to whom it goes, what is kept, what it replaces, what one agrees to."""
    replaces = () if is_update is False else (t("lets-connect-sending-replaces"),)
    return (
        t("lets-connect-sending-now"),
        t("lets-connect-sending-readers"),
        *replaces,
        t("lets-connect-sending-privacy", PRIVACY_STATEMENT),
    )


def on_the_wire(values: Mapping[str, Value]) -> dict[str, str]:
    """What is sent, by the service's names: English for whatever the form knows, several topics joined by ", ".

    What was left out is not in it.
    """
    sent = {
        "full_name": _typed(values, "full_name"),
        "email": _typed(values, "email"),
        "role": _english(values.get("role"), ROLES),
        "area": ", ".join(_areas(values)),
        "gender": _english(values.get("gender"), GENDERS),
        "age": _english(values.get("age"), AGES),
    }
    return {name: text for name, text in sent.items() if text}


def _typed(values: Mapping[str, Value], name: str) -> str:
    return str(values.get(name) or "").strip()


def _english(value: Value, known: Mapping[str, str]) -> str:
    if isinstance(value, Own):
        return value.text.strip()
    return known.get(value, "") if isinstance(value, str) else ""


def _areas(values: Mapping[str, Value]) -> list[str]:
    chosen = values.get("area")
    listed = [_english(entry, AREAS) for entry in chosen] if isinstance(chosen, tuple) else []
    own = _typed(values, "own_area")
    # A topic that stands in the list and was typed as well is one topic.
    return [*listed, *([own] if own and fold(own) not in map(fold, listed) else [])]
