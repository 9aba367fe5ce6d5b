"""The application to a mentorship programme: the programme's own questions, and what to know before it is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.moments import day
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_builder import BuiltForm, build_form
from capx_tui.model.form_fields import ActionField, FieldSpec, Paragraph
from capx_tui.model.form_words import told_words, value_words
from capx_tui.model.mentorship import ApplicationForm, Sent
from capx_tui.text import clean

__all__ = ["CLEAN", "answer_lines", "application", "receipt_words", "sending_words", "sent_words"]

#: The row that erases every answer.
CLEAN = "programme.clean"
_OWN = ("programme.whose", "programme.key", "programme.memory", "programme.repeat", "programme.hidden", CLEAN)


def application(form: ApplicationForm, name: str, *, sent: str = "") -> tuple[FormSpec, BuiltForm]:
    """The form of a role. `name` is the organization's; `sent` says when it was sent before, "" for never known."""
    # What ends the form is the row that sends: nobody may take its id, nor those of the rows around.
    built = build_form(form.questions, taken=(*_OWN, "form.save"))
    fields = (*_before(form, name, sent), *built.fields, *_after(built))
    return FormSpec("mentorship", fields, sensitive=True, creates=True, save_key="mentorship-send"), built


def _before(form: ApplicationForm, name: str, sent: str) -> Iterator[FieldSpec]:
    if sent:
        yield Paragraph("programme.repeat", label=sent)
    yield Paragraph("programme.whose", label=t("mentorship-form-whose", clean(name)))
    yield Paragraph("programme.key", label=t("mentorship-encryption", form.fingerprint))
    yield Paragraph("programme.memory", label_key="mentorship-memory")


def _after(built: BuiltForm) -> Iterator[FieldSpec]:
    if built.hidden:
        yield Paragraph("programme.hidden", label=_hidden_words(built))
    yield ActionField(CLEAN, label_key="form-clean", help_key="form-clean-help")


def _hidden_words(built: BuiltForm) -> str:
    listed = commas(t("mentorship-hidden-one", clean(each.name), clean(each.fixed)) for each in built.hidden)
    return t("mentorship-hidden", listed)


def sending_words(form: ApplicationForm, built: BuiltForm, name: str, *, sent: str = "") -> Sequence[str]:
    """What to know before it is sent: to whom, who can read it, that it is for good, that it may be the second."""
    return (
        *([sent] if sent else ()),
        t("mentorship-sending-now", clean(name)),
        t("mentorship-encryption", form.fingerprint),
        t("mentorship-sending-for-good"),
        t("mentorship-coordinator"),
        *([_hidden_words(built)] if built.hidden else ()),
    )


def answer_lines(form: Form) -> list[str]:
    """Everything that is answered, a line each, also what the programme filled in at first."""
    return [
        told_words(spec, " ".join(value_words(spec, form[spec.id]).split()))
        for spec in form.spec.valued
        if form.can_change(spec.id) and not spec.is_empty(form[spec.id])
    ]


def sent_words(sent: Sent | None, language: str) -> str:
    """That one has applied before, "" where nobody knows of it."""
    if sent is None:
        return ""
    key = "mentorship-sent-before" if sent.is_certain else "mentorship-sent-perhaps"
    return t(key, t(f"mentorship-role-{sent.role}"), day(sent.moment, language))


def receipt_words(fingerprint: str, promised: str) -> str:
    """What came of it. A key that is not the one that was shown is said; so is a service that names none."""
    if not fingerprint:
        return t("mentorship-sent-untold")
    return t("mentorship-sent" if fingerprint == promised else "mentorship-sent-other-key", fingerprint)
