"""The form of a message (guide: "Details on messaging users"): from, to, method, subject, text, and what helps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import (
    ActionField,
    FieldSpec,
    LongTextField,
    Paragraph,
    Problem,
    ReadOnlyField,
    TextField,
    Value,
)
from capx_tui.model.form_lists import ChoiceField
from capx_tui.model.form_options import Option, Options, OptionSource
from capx_tui.model.form_words import told_words, value_words
from capx_tui.model.message_words import method_words, state_words
from capx_tui.model.messages import (
    LONGEST_RECEIVER,
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    Message,
    Method,
    Reach,
    ReceiverState,
    Way,
    why_not,
)
from capx_tui.model.people import Person
from capx_tui.text import isolate

__all__ = [
    "ADDRESS",
    "CHANGE_WAY",
    "CLEAR",
    "TEMPLATE",
    "Known",
    "exchange",
    "known_words",
    "message_lines",
    "message_of",
    "message_spec",
    "template",
]

#: The rows that do something.
TEMPLATE, CLEAR, ADDRESS, CHANGE_WAY = "template", "clear", "address", "change-way"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the receiver who stands in the form."""

    reach: Reach
    on_capx: bool | None = None
    is_checking: bool = False
    #: By which way the message goes, and whether there is another.
    way: Way = Way.CAPX
    has_choice: bool = False

    @property
    def tells_way(self) -> bool:
        """Whether the way is worth a row: most people know of one alone."""
        return self.has_choice or self.way is Way.META

    @property
    def methods(self) -> tuple[Method, ...]:
        """The ways that are possible, and those of which nobody knows."""
        return tuple(method for method in Method if not why_not(method, self.reach))


def known_words(known: Known) -> str:
    """*Available* and the like, and whether they are on CapX: what stands below the name."""
    if not known.reach.name:
        return ""
    state = t("message-checking") if known.is_checking else state_words(known.reach)
    member = {True: "message-on-capx", False: "message-not-on-capx", None: "message-perhaps-on-capx"}[known.on_capx]
    return ". ".join(filter(None, (state, t(member))))


def message_spec(people: OptionSource, known: Known) -> FormSpec:
    """The form as it is for the receiver of whom `known` is known."""
    return FormSpec(
        "message",
        tuple(_fields(people, known)),
        creates=True,
        save_key="message-send",
        save_help_key="message-send-help",
        send_help_key="message-send-now-help",
    )


def _fields(people: OptionSource, known: Known) -> Iterable[FieldSpec]:
    reach = known.reach
    yield ReadOnlyField("from", label_key="message-from", help_key="message-from-help", is_obvious=True)
    if known.tells_way:
        yield ReadOnlyField("through", label_key="message-through", help_key="message-through-help", is_obvious=True)
    if known.has_choice:
        yield ActionField(CHANGE_WAY, label_key="message-change-way", help_key="message-change-way-help")
    yield ChoiceField(
        "receiver",
        label_key="message-to",
        help_key="message-to-help",
        note=known_words(known),
        required=True,
        options=people,
        rules=(_too_long, _nobody(reach)),
    )
    yield ChoiceField(
        "method",
        label_key="message-method",
        help_key="message-method-help",
        note=_method_note(known),
        required=True,
        options=Options([Option(m.value, method_words(m.value), t(f"message-way-{m.value}")) for m in known.methods]),
        rules=(_impossible(reach),),
    )
    yield TextField("subject", label_key="message-subject", required=True, limit=LONGEST_SUBJECT)
    yield LongTextField("text", label_key="message-text", required=True, limit=LONGEST_TEXT, server=("message",))
    yield ActionField(TEMPLATE, label_key="message-template", help_key="message-template-help")
    yield ActionField(CLEAR, label_key="message-clear", help_key="message-clear-help")
    yield ActionField(ADDRESS, label_key="message-address", help_key="message-address-help")
    yield Paragraph("kept", label_key="message-direct-kept" if known.way is Way.META else "message-kept")


def _method_note(known: Known) -> str:
    """Why an e-mail, or nothing, can go; or that an e-mail may become public."""
    reach = known.reach
    if reach.state is ReceiverState.UNKNOWN:
        return t("message-direct-unsure" if known.way is Way.META else "message-unsure")
    why = why_not(Method.EMAIL, reach)
    return t(why, isolate(reach.name)) if why else ""


def _too_long(value: Value) -> Problem | None:
    over = len(str(value)) - LONGEST_RECEIVER
    return Problem("form-error-limit", (over, LONGEST_RECEIVER)) if over > 0 else None


def _nobody(reach: Reach) -> Callable[[Value], Problem | None]:
    """There is no such account: of a name that was not checked nothing is said here."""

    def rule(value: Value) -> Problem | None:
        why = why_not(Method.TALK_PAGE, reach) if value == reach.name else ""
        return Problem(why, (isolate(reach.name),)) if why else None

    return rule


def _impossible(reach: Reach) -> Callable[[Value], Problem | None]:
    def rule(value: Value) -> Problem | None:
        is_way = reach.state is ReceiverState.NO_MAIL and value == Method.EMAIL.value
        return Problem(why_not(Method.EMAIL, reach), (isolate(reach.name),)) if is_way else None

    return rule


def message_of(form: Form) -> Message:
    """What the form says, once it is complete."""
    subject, text = str(form["subject"]).strip(), str(form["text"]).strip()
    return Message(str(form["receiver"]), Method(form["method"]), subject, text)


def message_lines(form: Form) -> list[str]:
    """What goes out, as it is read before: each line of the text on a line of its own."""
    fields = [
        told_words(spec, value_words(spec, form[spec.id]))
        for spec in form.spec.valued
        if not isinstance(spec, LongTextField)
    ]
    texts = [spec for spec in form.spec.valued if isinstance(spec, LongTextField)]
    return [*fields, *(line for spec in texts for line in [t("message-text-below"), *str(form[spec.id]).split("\n")])]


def exchange(me: Person | None, other: Person | None) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Capacities that they offer and I want, and that I offer and they want; in the order of who wants them."""
    if me is None or other is None:
        return (), ()
    theirs = tuple(each for each in me.skills_wanted if each in other.skills_available)
    return theirs, tuple(each for each in other.skills_wanted if each in me.skills_available)


def template(name: str, theirs: Sequence[str], mine: Sequence[str]) -> tuple[str, str]:
    """Subject and text to begin with: names of capacities as in `exchange`. It is there to be edited."""
    lines = [t("message-template-greeting", name), ""]
    if theirs:
        lines.append(t("message-template-theirs", len(theirs), _listed(theirs)))
    if mine:
        lines.append(t("message-template-mine", len(mine), _listed(mine)))
    if not theirs and not mine:
        lines.append(t("message-template-none"))
    lines += ["", t("message-template-end")]
    about = [*theirs, *mine]
    subject = t("message-template-subject", _listed(about)) if about else t("message-template-subject-none")
    return subject[:LONGEST_SUBJECT], "\n".join(lines)[:LONGEST_TEXT]


def _listed(names: Sequence[str]) -> str:
    """A few names: more would be no message any more."""
    return commas(names[:3])
