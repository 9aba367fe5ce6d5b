"""How a save of a form ends, and what the form is afterwards: the same for every face.

A form is sent once. What the service refuses belongs beside its fields; what others changed meanwhile is taken in;
where no answer came, the service is asked what it has before anything is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from capx_tui.errors import CapxError, Conflict, FieldErrors, RuleError, leaves_open
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form import Form
from capx_tui.model.form_changes import Difference, differences, merged
from capx_tui.model.form_check import check, refuse
from capx_tui.model.form_fields import Value
from capx_tui.model.form_words import label_words
from capx_tui.store.form_failures import PartlyKnown, PartlySaved
from capx_tui.store.write_once import AnswerLost, MovedOn, SavedInPart

__all__ = [
    "Failed",
    "InDoubt",
    "InPart",
    "Looked",
    "Meanwhile",
    "Moved",
    "Outcome",
    "Refused",
    "Saved",
    "Saves",
    "compare",
    "meanwhile",
    "save",
]


class Saves(Protocol):
    """What a form gives to be saved by."""

    async def save_form(self, form: Form) -> str:
        """Send it once; the sentence to say, "" for "Saved.". Raises any `CapxError`."""

    async def was_saved(self, form: Form) -> bool | None:
        """Whether the service holds what was to be saved; None where nobody can tell."""

    def not_saved(self, error: CapxError) -> CapxError:
        """What is told where `error` kept the service from having it."""

    def nobody_knows(self, error: CapxError) -> CapxError:
        """What is told where nobody can say what became of it."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The service has it. `said`: the sentence to say."""

    said: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The service, or a rule of ours, does not take it."""

    error: CapxError

    def beside(self, now: Form, submitted: Form) -> Form | None:
        """`now` with the words beside the fields they are about; None where they name nothing of the form."""
        blamed = refuse(submitted, self.error)
        return check(replace(now, refused=blamed.refused)) if blamed is not submitted else None


@dataclass(frozen=True, slots=True)
class Moved:
    """Nothing was sent: the service holds other `values` than the form began with."""

    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class InPart:
    """One of several writes failed."""

    error: SavedInPart

    @property
    def is_doubtful(self) -> bool:
        """Whether nobody knows of a part what became of it."""
        return isinstance(self.error.error, AnswerLost)

    def kept(self, now: Form, submitted: Form) -> Form:
        """What is saved is a change no more; what is not stays one, with the reason beside its field."""
        blamed = refuse(submitted, self.error.error)
        rest = now.rebased({field: submitted[field] for field in self.error.saved})
        return check(replace(rest, refused=blamed.refused))

    def told(self, form: Form) -> CapxError:
        """What is saved, what is not, and why, by the labels of the fields."""

        def labels(fields: Sequence[str]) -> str:
            words = [label_words(form.spec.by_id[field]) for field in fields]
            return commas(words) or t("form-partly-nothing")

        error = self.error
        saved, doubtful, missing = (labels(ids) for ids in (error.saved, error.doubtful, error.missing))
        why = sentence(error.error)
        return PartlyKnown(saved, doubtful, missing, why) if error.doubtful else PartlySaved(saved, missing, why)


@dataclass(frozen=True, slots=True)
class Failed:
    """The service does not have it. `told` is said, `error` is what happened."""

    told: CapxError
    error: CapxError


@dataclass(frozen=True, slots=True)
class InDoubt:
    """Nobody knows: before anything is sent again, it is looked up. `told` is said."""

    told: CapxError


Outcome = Saved | Refused | Moved | InPart | Failed | InDoubt


async def save(saves: Saves, form: Form, *, looking: Callable[[], None]) -> Outcome:
    """Send `form`, once. `looking` is called where no answer came, before the service is asked what it has."""
    try:
        said = await saves.save_form(form)
    except (FieldErrors, Conflict, RuleError) as error:
        return Refused(error)
    except MovedOn as error:
        return Moved(error.values)
    except SavedInPart as error:
        return InPart(error)
    except CapxError as error:
        if not leaves_open(error):
            return Failed(saves.not_saved(error), error)
        looking()
        return await _found_out(saves, form, error)
    return Saved(said or t("form-saved"))


async def _found_out(saves: Saves, form: Form, error: CapxError) -> Outcome:
    try:
        is_there = await saves.was_saved(form)
    except CapxError:
        is_there = None
    if is_there:
        return Saved(t("form-saved-after-all"))
    return InDoubt(saves.nobody_knows(error)) if is_there is None else Failed(saves.not_saved(error), error)


@dataclass(frozen=True, slots=True)
class Looked:
    """`is_there`: see `Saves.was_saved`. `values`: what the service holds instead, by field id."""

    is_there: bool | None
    values: Mapping[str, Value] | None = None


def compare(form: Form, values: Mapping[str, Value]) -> Looked:
    """Whether `values`, which the service holds now, are what `form` tried to save."""
    now = Form.begin(form.spec, values)
    if all(form.spec.by_id[field].same(now[field], form[field]) for field in form.changed):
        return Looked(is_there=True)
    return Looked(is_there=False, values=now.values)


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What others did to the same thing: `theirs` stands at the service; `clashes` are what both sides changed.

    Of a list whose order says nothing both are taken, in `both`: what either side added is in, what it took out is
    out. `labels` names the fields that the service holds otherwise than when the form began.
    """

    theirs: Mapping[str, Value]
    both: Mapping[str, Value]
    clashes: Sequence[Difference]
    labels: str

    def taken(self, form: Form, chosen: Mapping[str, Value]) -> Form:
        """The form on what the service holds, with what was `chosen` where both sides changed a field."""
        return form.rebased(self.theirs).edit_many({**self.both, **chosen})


def meanwhile(form: Form, values: Mapping[str, Value]) -> Meanwhile:
    """What `form` and the `values` that the service holds now are to each other."""
    theirs = Form.begin(form.spec, values).values
    both = merged(form, theirs)
    clashes = [each for each in differences(form, theirs) if each.is_clash and each.field not in both]
    begun = form.initial
    labels = [label_words(spec) for spec in form.spec.valued if not spec.same(begun[spec.id], theirs[spec.id])]
    return Meanwhile(theirs, both, clashes, commas(labels))
