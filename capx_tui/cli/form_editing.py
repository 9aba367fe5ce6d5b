"""A form edited as a text document: its rules told by line, its changes shown, others' changes taken in."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any

from capx_tui.cli.console import Console
from capx_tui.cli.document_editing import DocumentEditing
from capx_tui.cli.form_lines import difference_lines, refusals
from capx_tui.cli.opened import Run
from capx_tui.cli.options import Request
from capx_tui.core import Core
from capx_tui.errors import Conflict, FieldErrors
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_changes import change_lines
from capx_tui.model.form_check import problems_of, put_right, refuse
from capx_tui.model.form_document import FormReading, read_form, render_form
from capx_tui.model.form_fields import Value
from capx_tui.model.form_words import label_words, problem_words
from capx_tui.model.form_writing import FieldNames, Writing
from capx_tui.model.text_document import Fault
from capx_tui.store.form_saving import meanwhile
from capx_tui.store.kept_text import KeptText
from capx_tui.store.write_once import MovedOn, SavedInPart

__all__ = ["FormEditing", "in_words"]


class FormEditing(DocumentEditing[Form]):
    """`values` is what the service holds; the document is written over it."""

    #: Whether the person is asked before it is sent.
    ASKS = True
    NAMES: FieldNames

    def __init__(
        self,
        request: Request,
        console: Console,
        core: Core,
        run: Run,
        values: Mapping[str, Value],
        *,
        kind: str,
        account: str,
        command: str,
    ) -> None:
        kept = KeptText(core.session.service, account, kind, now=core.now)
        super().__init__(request, console, kept, command=command, name=kind.partition("-")[0])
        self.core = core
        self.run = run
        self.values = values
        #: What a new thing begins with besides, such as what an address told.
        self.filled: Mapping[str, Value] = {}

    # -- what a form gives -----------------------------------------------------------------------

    @abstractmethod
    def spec(self, values: Mapping[str, Value]) -> FormSpec:
        """The form for something that holds `values`."""

    @abstractmethod
    def top(self) -> str:
        """What the document is of."""

    @abstractmethod
    def send(self, form: Form) -> Coroutine[Any, Any, object]:
        """Send what is changed in `form`, once. Raises `MovedOn` and the other `CapxError` of the store."""

    def fields_in(self, text: str) -> Sequence[str]:  # noqa: ARG002 - forms that can grow look into it
        """Fields that a document brings which the form does not have yet."""
        return ()

    # -- the document ----------------------------------------------------------------------------

    def _begun(self, more: Sequence[str] = ()) -> Form:
        values = {**dict.fromkeys(more, ""), **self.values}
        return Form.begin(self.spec(values), values)

    def _writing(self, form: Form) -> Writing:
        return Writing(form, self.NAMES, self.core.names.resolve)

    def rendered(self) -> str:
        """See `DocumentEditing`."""
        return render_form(self._writing(self._begun().edit_many(self.filled)), self.top())

    def read(self, text: str) -> tuple[Form, Sequence[Fault]]:
        """See `DocumentEditing`."""
        begun = self._begun(self.fields_in(text))
        filled = begun.edit_many(self.filled)
        reading: FormReading = read_form(text, self._writing(filled))
        if reading.faults:
            return filled, reading.faults
        form = put_right(filled.edit_many(reading.values))
        return form, [Fault(reading.lines.get(field, 0), error) for field, error in refusals(form)]

    def is_unchanged(self, reading: Form) -> bool:
        """See `DocumentEditing`."""
        return not reading.changed

    def base(self) -> Any:
        """See `DocumentEditing`."""
        spec = self.spec(self.values)
        return {field: spec.by_id[field].encode(value) for field, value in self.values.items() if field in spec.by_id}

    def rest_on(self, base: Any) -> None:
        """See `DocumentEditing`; a base that does not fit the form any more is none."""
        if not isinstance(base, dict):
            return
        spec = self.spec(dict.fromkeys(base, ""))
        try:
            kept = {field: spec.by_id[field].decode(raw) for field, raw in base.items() if field in spec.by_id}
        except (TypeError, ValueError):
            return
        self.values = {**self.values, **kept}

    # -- sending ---------------------------------------------------------------------------------

    def save(self, reading: Form) -> bool:
        """See `DocumentEditing`."""
        form = reading
        if not self.agreed(change_lines(form), asks=self.ASKS):
            return False
        while True:
            try:
                self.run(self.send(form))
            except MovedOn as moved:
                others = meanwhile(form, moved.values)
                lines = (line for each in others.clashes for line in difference_lines(form, each))
                if others.clashes and not self.mine_wins(lines):
                    raise
                form = others.taken(form, {})
            except (FieldErrors, Conflict, SavedInPart) as error:
                raise in_words(form, error) from error
            else:
                return True


def in_words(form: Form, error: FieldErrors | Conflict | SavedInPart) -> FieldErrors | Conflict | SavedInPart:
    """`error` with the labels of the fields it is about."""

    def labels(fields: Sequence[str]) -> list[str]:
        return [label_words(form.spec.by_id[field]) for field in fields if field in form.spec.by_id]

    if isinstance(error, SavedInPart):
        inner = error.error
        if isinstance(inner, (FieldErrors, Conflict)):
            inner = in_words(form, inner)
        return SavedInPart(
            inner, saved=labels(error.saved), missing=labels(error.missing), doubtful=labels(error.doubtful)
        )
    blamed = problems_of(refuse(form, error))
    found = {
        label_words(form.spec.by_id[field]): tuple(map(problem_words, problems))
        for field, problems in blamed.items()
        if field in form.spec.by_id
    }
    return FieldErrors(found, host=error.host) if found else error
