"""How a save of a form ends, whichever face it is sent from: what is told, and what the form is afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from capx_tui.errors import CapxError, Conflict, ConflictCause, FieldErrors, NoRoute, RuleError, ServiceDown, TimedOut
from capx_tui.i18n.sentences import explain
from capx_tui.model.form import Form
from capx_tui.store.form_failures import NotSaved, PartlyKnown, PartlySaved, SavedUnknown
from capx_tui.store.form_saving import (
    Failed,
    InDoubt,
    InPart,
    Moved,
    Outcome,
    Refused,
    Saved,
    compare,
    meanwhile,
    save,
)
from capx_tui.store.write_once import AnswerLost, MovedOn, SavedInPart
from tests.model.form_sample import VALUES, sample_spec


def edited(**changes: object) -> Form:
    """The sample with other answers."""
    return Form.begin(sample_spec(), VALUES).edit_many(changes)  # type: ignore[arg-type]


class Service:
    """Ends each save as it is told to, and is asked about it as `there` says."""

    def __init__(self, ends: CapxError | str, there: bool | CapxError | None = None) -> None:
        self._ends = ends
        self._there = there
        self.sent = 0
        self.asked = 0

    async def save_form(self, form: Form) -> str:
        self.sent += 1
        if isinstance(self._ends, CapxError):
            raise self._ends
        return self._ends

    async def was_saved(self, form: Form) -> bool | None:
        self.asked += 1
        if isinstance(self._there, CapxError):
            raise self._there
        return self._there

    def not_saved(self, error: CapxError) -> CapxError:
        return NotSaved(type(error).__name__)

    def nobody_knows(self, error: CapxError) -> CapxError:
        return SavedUnknown(type(error).__name__)


async def ended(service: Service) -> tuple[Outcome, int]:
    """How it ended, and how often it was said that the service is asked."""
    said: list[str] = []
    look: Callable[[], None] = lambda: said.append("looking")  # noqa: E731 - one line says what it does
    outcome = await save(service, edited(display_name="Maya"), looking=look)
    assert service.sent == 1, "whatever happens, it is sent once"
    return outcome, len(said)


@pytest.mark.parametrize(("said", "told"), [("", "Saved."), ("Others see it now.", "Others see it now.")])
async def test_what_the_service_has_is_saved(said: str, told: str) -> None:
    assert await ended(Service(said)) == (Saved(told), 0)


@pytest.mark.parametrize(
    "error",
    [
        FieldErrors({"display_name": ("Too odd.",)}),
        Conflict(ConflictCause.OTHER, "Changed."),
        RuleError("form-no-changes"),
    ],
)
async def test_what_is_refused_is_not_asked_about(error: CapxError) -> None:
    assert await ended(Service(error)) == (Refused(error), 0)


async def test_a_service_that_has_moved_on_says_what_it_holds() -> None:
    assert await ended(Service(MovedOn({"display_name": "Theirs"}))) == (Moved({"display_name": "Theirs"}), 0)


async def test_what_never_left_is_not_asked_about() -> None:
    service = Service(NoRoute(host="x"), there=True)
    outcome, looked = await ended(service)
    assert isinstance(outcome, Failed)
    assert explain(outcome.told).startswith("Not saved. NoRoute")
    assert (looked, service.asked) == (0, 0)


@pytest.mark.parametrize("lost", [TimedOut(host="x"), ServiceDown(502, host="x"), AnswerLost("why", host="x")])
@pytest.mark.parametrize(
    ("there", "kind", "words"),
    [
        (True, Saved, "No answer came, but the service has it: saved."),
        (False, Failed, "Not saved. "),
        (None, InDoubt, "Nobody knows whether it was saved. "),
        (NoRoute(host="x"), InDoubt, "Nobody knows whether it was saved. "),
    ],
)
async def test_where_no_answer_came_the_service_is_asked_what_it_has(
    lost: CapxError, there: bool | CapxError | None, kind: type, words: str
) -> None:
    outcome, looked = await ended(Service(lost, there))
    assert (type(outcome), looked) == (kind, 1)
    told = outcome.said if isinstance(outcome, Saved) else explain(getattr(outcome, "told"))  # noqa: B009 - the two kinds that have one
    assert told.startswith(words)


def test_what_is_refused_stands_beside_its_field_while_its_value_is_there() -> None:
    sent = edited(display_name="Maya")
    refused = Refused(FieldErrors({"display_name": ("Too odd.",)}))
    beside = refused.beside(sent, sent)
    assert beside is not None
    assert [problem.text for problem in beside.problems["display_name"]] == ["Too odd."]
    typed_on = refused.beside(sent.edit("display_name", "Maya D."), sent)
    assert typed_on is not None
    assert not typed_on.problems, "what was refused is not there any more"


def test_what_names_nothing_of_the_form_stands_beside_nothing() -> None:
    sent = edited(display_name="Maya")
    assert Refused(FieldErrors({})).beside(sent, sent) is None


def test_what_is_saved_of_several_writes_is_no_change_any_more() -> None:
    sent = edited(display_name="Maya", about="More.")
    part = InPart(SavedInPart(FieldErrors({"about": ("Too long.",)}), saved=("display_name",), missing=("about",)))
    kept = part.kept(sent, sent)
    assert kept.changed == ("about",)
    assert [problem.text for problem in kept.problems["about"]] == ["Too long."]
    told = part.told(kept)
    assert isinstance(told, PartlySaved)
    assert not part.is_doubtful


def test_a_part_of_which_nobody_knows_is_told_as_that() -> None:
    sent = edited(display_name="Maya", about="More.")
    error = SavedInPart(AnswerLost("why", host="x"), saved=(), missing=("about",), doubtful=("display_name",))
    part = InPart(error)
    assert part.is_doubtful
    told = part.told(sent)
    assert isinstance(told, PartlyKnown)
    assert told.params[0] == "nothing"
    assert part.kept(sent, sent).changed == sent.changed


def test_what_others_changed_is_taken_in_and_what_both_changed_is_asked_about() -> None:
    form = edited(display_name="Maya")
    others = meanwhile(form, {**VALUES, "about": "Theirs."})
    assert (others.clashes, others.labels) == ([], "Mini bio")
    taken = others.taken(form, {})
    assert (taken["about"], taken["display_name"], taken.changed) == ("Theirs.", "Maya", ("display_name",))
    both = meanwhile(form, {**VALUES, "display_name": "Theirs"})
    assert [clash.field for clash in both.clashes] == ["display_name"]
    assert both.taken(form, {})["display_name"] == "Maya"
    assert both.taken(form, {"display_name": "Theirs"}).changed == ()


def test_whether_it_was_saved_is_read_from_what_the_service_holds() -> None:
    form = edited(display_name="Maya")
    assert compare(form, {**VALUES, "display_name": "Maya"}).is_there is True
    looked = compare(form, {**VALUES, "about": "Theirs."})
    assert looked.is_there is False
    assert looked.values is not None
    assert looked.values["about"] == "Theirs."
